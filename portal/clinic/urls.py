from __future__ import annotations

from django.urls import path

from . import feedback_views, views

urlpatterns = [
    path("contact/", views.contact, name="contact"),
    path("feedback/", feedback_views.feedback, name="feedback"),
    path("feedback/thanks/", feedback_views.feedback_thanks, name="feedback-thanks"),
]
