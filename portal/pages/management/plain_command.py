"""A command that says in plain words why it could not write."""

from __future__ import annotations

import errno
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError

from portal.pages.refusals import in_plain_words, is_refusal

NO_WRITING: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}


class PlainCommand(BaseCommand):
    """Ends with a sentence and exit code 1 where others end with a traceback."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except (DatabaseError, InterfaceError) as error:
            if not is_refusal(error):
                raise
            raise CommandError(in_plain_words(error)) from error
        except OSError as error:
            if error.errno not in NO_WRITING:
                raise
            where = error.filename or "a temporary file"
            raise CommandError(f"Cannot write {where}: {error.strerror}.") from error
