"""Make a staff account: the first one, or one more."""

from __future__ import annotations

import getpass
import sys
from typing import Any

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction


class Command(BaseCommand):
    help = (
        "Make a staff account; without --role a superuser's. The password is asked for, "
        "or read from standard input: there is no default. The second step is set up "
        "at the first sign-in."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", nargs="?", help="asked for if left out")
        parser.add_argument("--email", default="", help="where notices go")
        parser.add_argument("--role", help="such as Editor, instead of superuser")

    def handle(
        self, *, username: str | None, email: str, role: str | None, **options: Any
    ) -> None:
        name = username or _ask_name()
        user = User(username=name, email=email, is_staff=True, is_superuser=not role)
        try:
            user.full_clean(exclude=["password"])
            groups = [Group.objects.get(name=role)] if role else []
            password = ask_password(user)
        except (ValidationError, Group.DoesNotExist) as error:
            roles = ", ".join(Group.objects.values_list("name", flat=True))
            said = getattr(error, "messages", [f"role: found {role}, allowed {roles}"])
            raise CommandError("\n".join(said)) from error
        user.set_password(password)
        with transaction.atomic():
            user.save()
            user.groups.set(groups)
        self.stdout.write(
            f"{name} may sign in at /admin/, and sets up a second step there first."
        )


def _ask_name() -> str:
    if not sys.stdin.isatty():
        raise CommandError("username: say it, as nobody is there to be asked")
    return input("Username: ")


def ask_password(user: User) -> str:
    """Return a password typed twice, or one line of standard input, that is good enough.

    Raises ValidationError for one that is not.
    """
    if sys.stdin.isatty():
        password = getpass.getpass("Password: ")
        if password != getpass.getpass("Password again: "):
            raise ValidationError("The two passwords are not the same.")
    else:
        password = sys.stdin.readline().rstrip("\n")
    validate_password(password, user)
    return password
