"""What readers tell the clinic of a page."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.pages.revisions import Addressed, Revision


class Feedback(Addressed):
    """What somebody thinks of a page; nothing tells who it was.

    Kind, language and slug are empty where the page is no record, and the path is
    empty where it is about the whole site. Only the day is kept, not the time.
    """

    class Clear(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        MISSING = "missing", _("Something is missing")

    class State(models.TextChoices):
        NEW = "new", _("New")
        DONE = "done", _("Done")

    path = models.CharField(_("page"), max_length=200, blank=True)
    revision = models.ForeignKey(
        Revision,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("version"),
        help_text=_("The version that patients read on that day."),
    )
    clear = models.CharField(_("was it clear"), max_length=7, choices=Clear)
    text = models.TextField(_("what they wrote"), max_length=1000, blank=True)
    day = models.DateField(_("day"), default=timezone.localdate)
    state = models.CharField(
        _("state"),
        max_length=4,
        choices=State,
        default=State.NEW,
        db_index=True,
        help_text=_("Choose “Done” once nothing is left to do about it."),
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")

    def __str__(self) -> str:
        about = self.path or _("the whole site")
        return f"{about}: {self.get_clear_display()}"
