"""Drawings of where a treatment goes."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from .drawing import Drawing

TREATMENTS: Final = (
    Drawing(
        "epidural-behind",
        _("An epidural injection between two bones"),
        _(
            "The low back from the side, with the front on the left. A needle goes in "
            "from the back, between two bones. Its tip is in the epidural space, behind "
            "the sac with the nerves. Medicine spreads up and down in that space."
        ),
        _(
            "Between two bones (interlaminar): the needle stops in the epidural space, "
            "outside the sac that holds the nerves."
        ),
    ),
    Drawing(
        "epidural-beside",
        _("An epidural injection beside a nerve root"),
        _(
            "One level of the low back from above. A needle goes in from the back and "
            "the side, past the small joint. Its tip is beside a nerve root. Medicine "
            "spreads around the root."
        ),
        _(
            "Beside a nerve root (transforaminal): the needle ends near the opening "
            "where one nerve leaves the spine. Seen from above."
        ),
    ),
    Drawing(
        "facet-injection",
        _("A facet joint injection"),
        _(
            "Three bones of the low back from behind. A needle goes into one small "
            "joint, where two of the bones meet. Medicine fills the joint."
        ),
        _("The needle goes into a small joint (facet) at the back of the spine."),
    ),
    Drawing(
        "medial-branch-block",
        _("A medial branch block"),
        _(
            "Three bones of the low back from behind. Two needles end at small nerves, "
            "the medial branches, one above and one below a small joint. The medicine "
            "stays around these nerves. No needle enters the joint."
        ),
        _(
            "The needle does not go into the joint. It ends at a small nerve that "
            "carries feeling from the joint. Each joint has two such nerves, so two "
            "places are numbed for one joint."
        ),
    ),
    Drawing(
        "radiofrequency",
        _("Radiofrequency ablation at a medial branch"),
        _(
            "Three bones of the low back from behind. A needle with a cable lies along "
            "a small nerve, the medial branch, where it crosses the bone beside a small "
            "joint. Its tip is heated. A second heated place is one bone higher."
        ),
        _(
            "The heated tip lies along a small nerve of a facet joint. Each joint has "
            "two such nerves, so two places are treated for one joint."
        ),
    ),
    Drawing(
        "si-joint-injection",
        _("A sacroiliac joint injection"),
        _(
            "The pelvis from behind. A needle goes into the lower part of the joint "
            "between the sacrum and the pelvis bone, on one side."
        ),
        _(
            "Seen from behind: the needle goes into the lower part of the joint between "
            "sacrum and pelvis."
        ),
    ),
    Drawing(
        "stimulator-lead",
        _("Where the lead of a stimulator lies"),
        _(
            "The upper back from the side, with the front on the left. The spinal cord "
            "runs behind the bones and discs. A lead lies behind the cord, in the "
            "epidural space. Small contacts are at its upper end."
        ),
        _(
            "The lead lies behind the spinal cord, in the epidural space. It does not "
            "go into the cord."
        ),
    ),
    Drawing(
        "stimulator-body",
        _("An implanted stimulator from behind"),
        _(
            "A person's back. Two leads run up inside the spine to the middle of the "
            "back. A wire under the skin joins them to a small battery in the buttock."
        ),
        _(
            "Seen from behind: a wire under the skin joins the leads to the battery. "
            "Here the battery is in the buttock. Ask where yours would be."
        ),
    ),
    Drawing(
        "stimulator-trial",
        _("A stimulator trial from behind"),
        _(
            "A person's back. Two leads run up inside the spine to the middle of the "
            "back. Lower down they come out through the skin under a bandage and lead "
            "to a battery on a belt."
        ),
        _(
            "During the trial the battery stays outside the body, here on a belt. The "
            "leads come out under a bandage."
        ),
    ),
    Drawing(
        "ganglion-lead",
        _("Where the lead lies at a dorsal root ganglion"),
        _(
            "One level of the low back from above. A lead comes up in the epidural "
            "space and bends out to one side. Its contacts lie beside the ganglion, a "
            "thicker part of the nerve root."
        ),
        _(
            "The lead lies beside the ganglion, where the feeling cells of one spinal "
            "nerve are. Seen from above."
        ),
    ),
    Drawing(
        "ganglion-body",
        _("An implanted ganglion stimulator from behind"),
        _(
            "A person's back. One lead leaves the spine to one side in the low back. A "
            "wire under the skin joins it to a small battery in the buttock."
        ),
        _(
            "Seen from behind: one lead for one spinal nerve, here in the low back. "
            "Some people have more than one lead."
        ),
    ),
    Drawing(
        "kyphoplasty-balloon",
        _("Kyphoplasty: first a balloon"),
        _(
            "A stack of spine bones from the side. A needle goes from the back into the "
            "broken bone. At its end a small balloon is filled."
        ),
        _(
            "Kyphoplasty has a first step of its own: a small balloon makes room in the "
            "broken bone."
        ),
    ),
    Drawing(
        "vertebroplasty",
        _("Cement in a broken spine bone"),
        _(
            "A stack of spine bones from the side. A needle goes from the back into the "
            "broken bone. Cement fills a part of the bone."
        ),
        _(
            "Then, or at once in vertebroplasty, cement goes through the needle into "
            "the broken bone."
        ),
    ),
    Drawing(
        "nerve-block",
        _("A nerve block"),
        _(
            "Skin, fat and muscle in layers. A nerve runs through the muscle. The tip of "
            "a needle is beside the nerve, and medicine surrounds the nerve."
        ),
        _(
            "The medicine goes beside the nerve, not into it. Some nerves lie deeper "
            "than this one, some nearer to the skin."
        ),
    ),
    Drawing(
        "knee-injection",
        _("An injection into the knee"),
        _(
            "The knee from the front. A needle goes in from the side, under the edge of "
            "the kneecap. Medicine spreads in the whole joint."
        ),
        _(
            "The knee from the front: the needle goes under the edge of the kneecap. "
            "Other joints, and other ways into the knee, are also used."
        ),
    ),
    Drawing(
        "trigger-point",
        _("A trigger point injection"),
        _(
            "Skin, fat and muscle in layers. In the muscle is a tight band with a knot. "
            "The tip of a needle is in the knot."
        ),
        _("The needle goes through the skin into a tight, tender spot in a muscle."),
    ),
)
