"""Say in words what a load did, and how good the content is."""

from __future__ import annotations

from collections.abc import Iterator

from .content_report import ContentReport, PageReport
from .planning import Plan


def load_report(plan: Plan, *, check: bool) -> Iterator[str]:
    """Yield the lines that the command prints."""
    for name in plan.passed_over:
        yield f"{name}: passed over, a hidden or backup file"
    for address, fields in sorted(plan.kept.items()):
        yield f"{_name(address)}: kept as edited in admin: {', '.join(fields)}"
    for address, file in sorted(plan.deleted.items()):
        yield f"{file}: {_name(address)}: passed over, deleted in admin"
    for change in plan.changes:
        for field in change.conflicts:
            yield (
                f"{change.file}: {field}: changed in the file and in admin; admin's "
                "stays until somebody chooses, there or by --prefer"
            )
    pruned = {loaded.address for loaded in plan.pruned}
    for loaded in plan.missing:
        what = (
            "unpublished" if loaded.address in pruned else "still published (--prune)"
        )
        yield f"{loaded.file}: {_name(loaded.address)}: no longer in the files, {what}"
    created = sum(change.is_new for change in plan.changes)
    updated = sum(not change.is_new and change.is_published for change in plan.changes)
    conflicts = sum(len(change.conflicts) for change in plan.changes)
    would = "would be " if check else ""
    yield (
        f"{created} {would}created, {updated} {would}updated, {len(plan.kept)} kept "
        f"as edited in admin, {conflicts} conflicts, {plan.unchanged} unchanged"
    )


def _name(address: tuple[str, str, str]) -> str:
    kind, language, slug = address
    return f"{kind} {slug} ({language})" if language else f"{kind} {slug}"


def page_lines(page: PageReport) -> Iterator[str]:
    """Yield what an editor should look at in one page."""
    yield f"{_name(page.address):58} {page.grade:5.1f} {page.words:6,}"
    for title in page.missing:
        yield f"    {title}: missing"
    for title in page.thin:
        yield f"    {title}: thin"
    for slug, checked in page.unverified:
        yield f"    source {slug}: checked: {checked}"
    for line, figure in page.unsourced:
        yield f"    {page.file}:{line}: {figure}: no source beside it"
    if page.overdue:
        yield "    its review is overdue"


def content_summary(report: ContentReport) -> Iterator[str]:
    """Yield the totals."""
    pages = report.pages
    highest = max((page.grade for page in pages), default=0.0)
    unverified = {slug for page in pages for slug, _ in page.unverified}
    yield (
        f"{len(pages)} pages, {sum(page.words for page in pages):,} words, reading "
        f"grade {report.median_grade:.1f} (median), {highest:.1f} (highest)"
    )
    yield (
        f"{sum(len(page.missing) for page in pages)} sections missing, "
        f"{sum(len(page.thin) for page in pages)} thin, "
        f"{sum(len(page.unsourced) for page in pages)} figures without a source, "
        f"{len(unverified)} sources not verified, "
        f"{sum(page.overdue for page in pages)} reviews overdue, "
        f"{sum(page.orphan for page in pages)} orphan pages, "
        f"{len(report.faults)} faults"
    )
