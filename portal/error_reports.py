"""What an error report leaves out besides what Django hides: all of the pain path."""

from __future__ import annotations

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
