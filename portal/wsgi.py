"""The entry point that a WSGI server runs."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

from portal.limits import measured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
# No statement of a request may take longer. Commands, which load and migrate, may.
os.environ.setdefault("PGOPTIONS", "-c statement_timeout=15s -c lock_timeout=10s")

django = measured(get_wsgi_application())

# The settings come first.
from portal.observing.observed import noting  # noqa: E402
from portal.observing.start import observe  # noqa: E402
from portal.serving.start import serve  # noqa: E402

application = observe(serve(noting(django)))
# What is there now stays: the collector need not look through it ever again.
gc.freeze()
