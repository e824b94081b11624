from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("privacy/", views.privacy, name="privacy"),
    path("health-data/", views.health_data, name="health-data"),
]
