"""Which drawings stand on which page."""

from __future__ import annotations

from typing import Final

from .body_drawings import BODY
from .drawing import Drawing
from .treatment_drawings import TREATMENTS

DRAWINGS: Final = {drawing.name: drawing for drawing in (*BODY, *TREATMENTS)}

PLACES: Final[dict[str, tuple[str, ...]]] = {
    "procedure:dorsal-root-ganglion-stimulation": ("ganglion-lead", "ganglion-body"),
    "procedure:epidural-steroid-injection": ("epidural-behind", "epidural-beside"),
    "procedure:facet-joint-injection": ("facet-injection", "medial-branch-block"),
    "procedure:joint-injection": ("knee-injection",),
    "procedure:medial-branch-block": ("medial-branch-block",),
    "procedure:nerve-block": ("nerve-block",),
    "procedure:radiofrequency-ablation": ("radiofrequency",),
    "procedure:sacroiliac-joint-injection": ("si-joint-injection",),
    "procedure:spinal-cord-stimulation": ("stimulator-lead", "stimulator-body"),
    "procedure:spinal-cord-stimulation-trial": ("stimulator-lead", "stimulator-trial"),
    "procedure:trigger-point-injection": ("trigger-point",),
    "procedure:vertebroplasty-kyphoplasty": ("kyphoplasty-balloon", "vertebroplasty"),
    "condition:chronic-low-back-pain": ("spine", "spine-level"),
    "condition:facet-joint-arthritis": ("spine-behind",),
    "condition:herniated-disc": ("herniated-disc",),
    "condition:neck-pain": ("spine",),
    "condition:osteoarthritis": ("knee",),
    "condition:radiculopathy": ("herniated-disc",),
    "condition:sacroiliac-joint-dysfunction": ("si-joint",),
    "condition:sciatica": ("herniated-disc",),
    "condition:spinal-stenosis": ("spine-level", "stenosis"),
    "condition:vertebral-compression-fracture": ("fracture",),
    "cause:disc-herniation": ("herniated-disc",),
    "cause:narrowing-of-the-spinal-canal": ("spine-level", "stenosis"),
}
"""Drawings by the page's kind and slug; its language makes no difference."""


def drawings_of(kind: str, slug: str) -> list[Drawing]:
    """Return the drawings of this page, in their order; most pages have none."""
    return [DRAWINGS[name] for name in PLACES.get(f"{kind}:{slug}", ())]
