"""What a reviewer may decide about a version, and the form for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django.contrib.auth.models import User
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.pages.revisions import Revision
from portal.pages.schema import RecordData

from .checking import faults_of
from .due_dates import propose
from .lineage import Lineage
from .review_forms import Decision, DecisionForm, SignatureForm
from .sign_off import signatures
from .signing import earlier_review, is_signed_kind
from .version_pages import rules_of

State = Revision.State


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """How a version stands before the person who asks."""

    may_publish: bool
    wrote: bool  # part of it, so that somebody else must review it
    behind: bool = False
    faults: Sequence[str] = ()

    @property
    def publishable(self) -> bool:
        return not self.behind and not self.faults


def standing_of(request: HttpRequest, revision: Revision) -> Standing:
    """Find out who may decide about a version, and what stands in its way."""
    may_publish = request.user.has_perm("pages.publish_revision")
    if not revision.is_open:
        return Standing(may_publish=may_publish, wrote=False)
    lineage = Lineage(revision)
    return Standing(
        may_publish=may_publish,
        wrote=wrote_part(request, lineage),
        behind=lineage.is_behind,
        faults=faults_of(revision, quick=True),
    )


def wrote_part(request: HttpRequest, lineage: Lineage) -> bool:
    """Tell whether somebody else must review it, as this person wrote part of it."""
    if not rules_of(request).second_person_reviews:
        return False
    return request.user.pk in lineage.authors_since_live


def offered_form(
    request: HttpRequest, revision: Revision, standing: Standing
) -> DecisionForm | None:
    """Return the form with what can be decided now; None where that is nothing.

    Somebody who reviews their own work need not ask themselves first.
    """
    choices = [Decision.PUBLISH, Decision.SCHEDULE] if standing.publishable else []
    if revision.state == State.SUBMITTED:
        choices.append(Decision.SEND_BACK)
    elif rules_of(request).second_person_reviews or revision.state not in (
        State.DRAFT,
        State.SENT_BACK,
    ):
        choices = []
    if not choices or standing.wrote or not standing.may_publish:
        return None
    form = decision_form(request, revision)
    form.offer(*choices)
    return form


def decision_form(
    request: HttpRequest, revision: Revision, data: QueryDict | None = None
) -> DecisionForm:
    """Return the form for this version, with a proposal for the signature."""
    if not is_signed_kind(revision.kind):
        return DecisionForm(data)
    today = timezone.localdate()
    due = propose(today, rules_of(request).review_interval)
    earlier = earlier_review(revision)
    form = SignatureForm(
        data,
        initial={
            "reviewed_by": _signer(cast(User, request.user), revision, earlier),
            "last_reviewed": today,
            "next_review_due": due,
        },
    )
    form.explain_small(_small(earlier))
    return form


def _signer(user: User, revision: Revision, earlier: RecordData) -> str:
    """Return who probably signs: a clinician who was asked, or who is signed in.

    Somebody who signed this page before keeps the profession that stands there.
    """
    if signed := signatures(revision):
        return str(signed[0].name)
    name = user.get_full_name() or user.get_username()
    before: str = earlier.get("reviewed_by", "")
    return before if before.startswith(name) else name


def _small(earlier: RecordData) -> str:
    """Say what patients read about the review after a small correction."""
    if "reviewed_by" not in earlier:
        return _("A small correction: the page still says that nobody reviewed it")
    return _("A small correction: the earlier review by %(name)s still stands") % {
        "name": earlier["reviewed_by"]
    }
