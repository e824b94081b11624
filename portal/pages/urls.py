from __future__ import annotations

from django.urls import path

from . import views
from .models import Guide

urlpatterns = [
    path("", views.home, name="home"),
    path("guides/", views.page_index, {"model": Guide}, name="guide-index"),
    path("guides/<slug:slug>/", views.page_detail, {"model": Guide}, name="guide"),
    path("glossary/", views.glossary, name="glossary"),
    path("sources/", views.sources, name="sources"),
    path("search/", views.search, name="search"),
    path("about/", views.standing_page, {"name": "about"}, name="about"),
    path("privacy/", views.standing_page, {"name": "privacy"}, name="privacy"),
    path(
        "accessibility/",
        views.standing_page,
        {"name": "accessibility"},
        name="accessibility",
    ),
]
