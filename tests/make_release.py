"""Keep what a release leaves in a database, for the tests of later ones.

    python -m tests.make_release VERSION

Run it once, on the code of the release. It fills a database of its own with a small
site that people have worked on, and writes it to tests/data/releases/VERSION.json.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
import tempfile
from pathlib import Path

import django
from django.core.management import call_command

from tests import releases


def main(version: str) -> None:
    if not re.fullmatch(r"\d+(\.\d+)+", version):
        sys.exit(f"VERSION: found {version}, allowed numbers and dots, such as 1.2")
    file = releases.FOLDER / f"{version}.json"
    if file.exists():
        sys.exit(f"{file} is kept already. A release that was made does not change.")
    with tempfile.TemporaryDirectory(prefix="portal-release-") as name:
        os.environ["DATABASE_URL"] = f"sqlite:///{name}/release.sqlite3"
        os.environ.setdefault("DEBUG", "true")
        os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
        django.setup()
        call_command("migrate", verbosity=0)
        work(Path(name) / "content")
        migrations = releases.newest_migrations()
        rows = releases.rows_in(releases.models_at(migrations))
        releases.Release(migrations, rows).write(file)


def work(root: Path) -> None:
    """Let a clinic load content, edit it in every way, and hear from readers."""
    from django.contrib.auth.models import User

    from portal.clinic import roles
    from portal.pages.editorial import workflow
    from portal.pages.editorial.renaming import rename
    from portal.pages.loading import load_content
    from portal.pages.records import record_models
    from tests import factories
    from tests.edits import CONDITION, draft, edit, write_file

    factories.write_content(root)
    write_file(root, "cause", "old-injury", title="Old injury")
    load_content(root)
    editor = factories.staff(roles.EDITOR, "ed", first_name="Ana", last_name="Gil")
    reviewer = factories.staff(roles.REVIEWER, "rev", first_name="Omar")
    rows = {kind: model.objects.first() for kind, model in record_models().items()}

    def submitted(kind: str, **changes: object):
        version = draft(rows[kind], editor, **changes)
        workflow.submit(version, by=editor, note="Please look")
        version.refresh_from_db()
        return version

    def publish(kind: str, **changes: object):
        version = submitted(kind, **changes)
        workflow.publish_reviewed(version, by=reviewer, review=None, allow_own=False)

    first = rows["condition"].live
    publish("condition", summary="Words of the clinic.")
    workflow.restore(first, by=editor)
    edit(root / CONDITION, "summary: A plain sentence.", "summary: Words of the file.")
    load_content(root)  # both changed the same field: a conflict
    workflow.send_back(
        submitted("symptom", title="Burning"), by=reviewer, reason="Say more."
    )
    tomorrow = dt.date.today() + dt.timedelta(days=1)
    version = submitted("guide", title="When to think of it")
    workflow.schedule(version, by=reviewer, review=None, allow_own=False, on=tomorrow)
    rename(record_models()["cause"], "old-injury", "earlier-injury", by=reviewer)
    injury = record_models()["cause"].objects.get(slug="earlier-injury")
    workflow.unpublish(injury, by=reviewer, note="Not now")
    translation = factories.page("term", language="es", title="Raíz nerviosa")
    workflow.delete(translation, by=reviewer)
    User.objects.update(password="!")  # nobody signs in
    describe_clinic()
    hear_from_readers(rows["procedure"])


def describe_clinic() -> None:
    from portal.clinic.models import Clinic, Location, Logo

    logo = Logo.objects.create(digest="0" * 32, data=b"\x89PNG", width=1, height=1)
    clinic = Clinic(pk=1, name="Harbor Pain Clinic", phone="555 0100", logo=logo)
    clinic.save()
    Location.objects.create(clinic=clinic, name="Harbor", address="1 Quay Street")


def hear_from_readers(page) -> None:
    from portal.clinic.models import Feedback

    of = {name: getattr(page, name) for name in ("kind", "language", "slug")}
    Feedback.objects.create(
        **of, path=page.get_absolute_url(), revision=page.live, clear="no", text="Why?"
    )


if __name__ == "__main__":
    main(sys.argv[1])
