#!/bin/sh
# Find a Chromium for the browser tests, or install one: the system's, Debian's
# package where we may, else Playwright's own.
set -eu
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then
    exit 0
  fi
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  apt-get update -qq && apt-get install -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null && exit 0
fi
.venv/bin/playwright install chromium
