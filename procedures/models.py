"""Treatment options: procedures, and care without procedures."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.pages.fields import ReferenceListField
from portal.pages.page import Page

from .treatment_option import TreatmentOption


class Procedure(TreatmentOption):
    """A treatment or test that a clinician performs, e.g. a steroid injection."""

    class Type(models.TextChoices):
        INJECTION = "injection", _("Injections")
        NERVE_TREATMENT = "nerve_treatment", _("Treatments of a nerve by heat")
        IMPLANT = "implant", _("Implanted devices")
        BONE_CEMENT = "bone_cement", _("Bone cement")

    class Purpose(models.TextChoices):
        TEST = "test", _("A test")
        TREATMENT = "treatment", _("A treatment")
        BOTH = "both", _("A test and a treatment")

    kind = "procedure"
    folder = "procedures"
    plural = _("Procedures")
    schema_about = "MedicalProcedure"
    opening = (*Page.opening, "type", "purpose", "leads_to")
    also_required = frozenset(
        {
            "test_or_treatment",
            "awake_or_sedated",
            "recovery",
            "asked_first",
            "preparation",
            "emergency",
            "urgent",
            "routine",
            "questions",
            "sources",
            "funding",
        }
    )

    type = models.CharField(
        max_length=15, choices=Type, help_text=_("What sort of procedure it is.")
    )
    purpose = models.CharField(
        max_length=9,
        choices=Purpose,
        help_text=_("Whether it tests where pain comes from, treats it, or both."),
    )
    leads_to = ReferenceListField(
        blank=True,
        to="procedure",
        help_text=_(
            "Of a test: the treatment that may follow when it eases the pain. Example: "
            "Radiofrequency ablation"
        ),
    )

    def clean(self) -> None:
        super().clean()
        if self.leads_to and self.purpose == self.Purpose.TREATMENT:
            only_tests = _("Only a test leads to a treatment.")
            raise ValidationError({"leads_to": only_tests})


class ConventionalCare(TreatmentOption):
    """Care without a procedure: movement, medicines, therapies, waiting."""

    class Type(models.TextChoices):
        MOVEMENT = "movement", _("Movement")
        TALKING = "talking", _("Talking therapies")
        MEDICINE = "medicine", _("Medicines")
        HANDS_ON = "hands_on", _("Hands-on care")
        MIND_BODY = "mind_body", _("Mind and body")
        SELF_CARE = "self_care", _("Self-care")
        WAITING = "waiting", _("Waiting")
        SURGERY = "surgery", _("Surgery, for comparison")

    kind = "conventional-care"
    folder = "conventional-care"
    plural = _("Conventional care")
    schema_about = "MedicalTherapy"
    opening = (*Page.opening, "type")
    also_required = frozenset({"routine", "questions", "sources", "funding"})

    type = models.CharField(
        max_length=10, choices=Type, help_text=_("What sort of care it is.")
    )

    class Meta(TreatmentOption.Meta):
        verbose_name = _("conventional care")
        verbose_name_plural = _("conventional care")
