from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("pain-path/", views.start, name="pain-path"),
    path("pain-path/check/", views.check, name="pain-path-check"),
    path("pain-path/result/", views.result, name="pain-path-result"),
    path("pain-path/specialist/", views.specialist, name="pain-path-specialist"),
    path("pain-path/paper/", views.paper, name="pain-path-paper"),
    path("pain-path/clear/", views.clear, name="pain-path-clear"),
    path("pain-path/<slug:name>/", views.step, name="pain-path-step"),
]
