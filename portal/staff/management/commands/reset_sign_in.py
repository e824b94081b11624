"""Let somebody in again who lost the password, or the second step, or both."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from portal.staff import second_factor, sessions
from portal.staff.audit import Action, name_of, note

from .make_staff import ask_password


class Command(BaseCommand):
    help = (
        "Give an account a new password, take away its second steps and end its "
        "sessions. The person sets up a second step again at the next sign-in."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *, username: str, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"username: found {username}, allowed one that is there")
        try:
            user.set_password(ask_password(user))
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        with transaction.atomic():
            user.save()
            second_factor.forget(user)
            note(Action.FACTOR_REMOVED, about=name_of(user), detail="all")
            ended = sessions.end_all(user)
        self.stdout.write(
            f"{username} has a new password; {ended} sessions were ended."
        )
