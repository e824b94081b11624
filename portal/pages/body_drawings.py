"""Drawings of the body: well, and with what can go wrong in it."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from .drawing import Drawing

BODY: Final = (
    Drawing(
        "spine",
        _("The spine from the side"),
        _(
            "The whole spine with the front on the left. Small bones form the neck, "
            "larger ones the upper back, the largest the low back. Below is the sacrum. "
            "Discs lie between the bones. The spinal cord runs behind them and ends at "
            "the top of the low back. Nerve roots go on from there."
        ),
        _(
            "The spine from the side, cut down the middle. The spinal cord ends at the "
            "top of the low back. Below its end there are nerve roots only."
        ),
    ),
    Drawing(
        "spine-level",
        _("One level of the low back from above"),
        _(
            "In front is a round disc. Behind it lies the sac with the nerves, and "
            "around the sac the epidural space. One nerve root leaves to each side, "
            "between the disc and a small joint. From it a small nerve, the medial "
            "branch, bends back around the joint."
        ),
        _(
            "The low back, cut across at a disc and seen from above. A nerve root "
            "leaves on each side, behind the disc and in front of the small joint."
        ),
    ),
    Drawing(
        "spine-behind",
        _("Bones of the low back from behind"),
        _(
            "Three bones, one above the other, with discs in front of them. On each "
            "side a small joint, the facet joint, links one bone to the next. Nerve "
            "roots come out at the sides. Small nerves, the medial branches, cross the "
            "bones and lead to the joints."
        ),
        _(
            "Three bones of the low back from behind. Small joints (facets) link them "
            "on both sides. Small nerves carry feeling from the joints."
        ),
    ),
    Drawing(
        "herniated-disc",
        _("A herniated disc from above"),
        _(
            "The soft middle of a disc has pushed out through the back of the disc to "
            "one side. The bulge presses on the sac with the nerves and on a nerve root."
        ),
        _(
            "The low back, cut across at a disc and seen from above. Disc material "
            "bulges out to one side and presses on a nerve root."
        ),
    ),
    Drawing(
        "stenosis",
        _("A narrowed canal from above"),
        _(
            "The disc bulges back, and the ligament behind the nerves is thick. Between "
            "them the sac with the nerves is small and flat."
        ),
        _(
            "The same level with a narrowed canal: the disc bulges and the ligament is "
            "thick, so that the nerves have less room."
        ),
    ),
    Drawing(
        "si-joint",
        _("The sacroiliac joints from behind"),
        _(
            "The pelvis from behind, with the sacrum in the middle. A narrow joint runs "
            "down on each side, between the sacrum and the pelvis bone."
        ),
        _(
            "The sacroiliac (SI) joints are where the base of the spine, the sacrum, "
            "meets the pelvis."
        ),
    ),
    Drawing(
        "fracture",
        _("A compression fracture from the side"),
        _(
            "A stack of spine bones from the side. One bone has sunk in at the front, "
            "like a wedge, and the bones above it lean forward."
        ),
        _(
            "The spine from the side. One bone has sunk in at the front, and the spine "
            "above it leans forward."
        ),
    ),
    Drawing(
        "knee",
        _("The knee from the front"),
        _(
            "The thigh bone above, the shin bone below and the kneecap in front. The "
            "joint lies between them."
        ),
        _(
            "The knee from the front. The joint lies between thigh bone, shin bone and "
            "kneecap."
        ),
    ),
)
