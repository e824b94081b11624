from __future__ import annotations

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "portal.pages"

    def ready(self) -> None:
        from .editorial import boxes, page_boxes
        from .editorial.dashboard import register

        register(boxes.waiting_for_my_review, place=10)
        register(boxes.my_drafts, place=20)
        register(page_boxes.reviews_due, place=30)
        register(boxes.conflicts, place=40)
        register(page_boxes.sources_to_check, place=60)
        register(page_boxes.translations, place=70)
        register(boxes.schedule, place=80)
