from __future__ import annotations

from django.urls import path

from portal.pages.views import page_detail, page_index

from .models import Cause, Condition, Symptom

urlpatterns = [
    pattern
    for model in (Condition, Symptom, Cause)
    for pattern in (
        path(
            f"{model.folder}/",
            page_index,
            {"model": model},
            name=f"{model.kind}-index",
        ),
        path(
            f"{model.folder}/<slug:slug>/",
            page_detail,
            {"model": model},
            name=model.kind,
        ),
    )
]
