from __future__ import annotations

from django.urls import path

from portal.pages.views import page_detail, page_index

from . import views
from .models import ConventionalCare, Procedure

urlpatterns = [
    path("procedures/", views.procedure_index, name="procedure-index"),
    # Before the pages, which would take "compare" for the name of a procedure.
    path("procedures/compare/", views.compare, name="compare"),
    path(
        "procedures/<slug:slug>/", page_detail, {"model": Procedure}, name="procedure"
    ),
    path(
        "conventional-care/",
        page_index,
        {"model": ConventionalCare},
        name="conventional-care-index",
    ),
    path(
        "conventional-care/<slug:slug>/",
        page_detail,
        {"model": ConventionalCare},
        name="conventional-care",
    ),
]
