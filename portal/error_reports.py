"""What error reports and logs leave out besides what Django hides.

That is all of the pain path, and the secret in a link to sign a page.
"""

from __future__ import annotations

import logging
import re
from types import FrameType
from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter


class ScrubbedReports(SafeExceptionReporterFilter):
    """Hide the answers' cookie everywhere, and every variable below the path."""

    hidden_settings = re.compile(
        "API|AUTH|TOKEN|KEY|SECRET|PASS|SIGNATURE|COOKIE|PAIN_PATH", re.IGNORECASE
    )

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: FrameType
    ) -> Any:
        found = super().get_traceback_frame_variables(request, tb_frame)
        if self.is_active(request) and request and "/pain-path/" in request.path:
            return [(name, self.cleansed_substitute) for name, _ in found]
        return found


class WithoutSecrets(logging.Filter):
    """Take the secret out of the address of a link to sign: it is all one needs."""

    _secret = re.compile(r"(/sign-off/)[^/\s]+")

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if "/sign-off/" in said:
            record.msg, record.args = self._secret.sub(r"\1…", said), ()
        return True
