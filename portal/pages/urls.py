from __future__ import annotations

from django.urls import path

from . import views
from .accessibility import TESTED
from .bibliography import PARTS
from .editorial import sign_off_page
from .finding import views as finding
from .models import Guide
from .pace import paced

urlpatterns = [
    path("", views.home, name="home"),
    path("guides/", views.page_index, {"model": Guide}, name="guide-index"),
    path("guides/<slug:slug>/", views.page_detail, {"model": Guide}, name="guide"),
    path("glossary/", views.glossary, name="glossary"),
    path("sources/", views.sources, name="sources"),
    *(
        path(f"sources/{part.slug}/", views.sources, {"part": part}, part.view_name)
        for part in PARTS[1:]
    ),
    path("a-to-z/", views.every_name, name="a-to-z"),
    path("site-map/", views.site_map, name="site-map"),
    path("search/", paced(finding.search), name="search"),
    path("search/suggest/", paced(finding.suggestions), name="search-suggest"),
    path("sign-off/", sign_off_page.sign_off_done, name="sign-off-done"),
    path("sign-off/<str:token>/", sign_off_page.sign_off, name="sign-off"),
    path("about/", views.standing_page, {"name": "about"}, name="about"),
    path(
        "accessibility/",
        views.standing_page,
        {"name": "accessibility", "tested": TESTED},
        name="accessibility",
    ),
]
