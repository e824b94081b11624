#!/bin/sh
# Find a Chromium for the browser tests, or install one. Best is the one without windows,
# which needs a third less of the machine; next any of the system's; else Debian's
# package where we may; else Playwright's own.
set -eu

may_install() { command -v apt-get && [ "$(id -u)" = 0 ]; }
install() { apt-get update -qq && apt-get install -qq --no-install-recommends "$1" fonts-dejavu-core; }

exec 3>&1 >/dev/null
command -v chromium-headless-shell && exit 0
may_install && install chromium-headless-shell && exit 0
for name in chromium chromium-browser google-chrome; do
  command -v "$name" && exit 0
done
may_install && install chromium && exit 0
exec .venv/bin/playwright install chromium >&3
