"""The site as docs/deploy puts it on a server: nginx, two web servers, PostgreSQL.

All in one folder and on free ports of 127.0.0.1. Instead of systemd, a small script
starts and stops the web servers; all else are the shipped files with their paths changed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from servers import ROOT, body, free_port

sys.path.insert(0, str(ROOT))
from tests.with_postgres import postgres

DEPLOY = ROOT / "docs" / "deploy"
NAME = "pain.example.org"

SYSTEMCTL = """#!/bin/sh
# Stands for systemd: restarts the web server of the unit portal@PORT.
set -eu
[ "$1" = restart ] || {{ echo "only restart" >&2; exit 1; }}
port=${{2#portal@}}
pid={folder}/$port.pid
if [ -f "$pid" ]; then
    kill "$(cat "$pid")"
    left=200
    while kill -0 "$(cat "$pid")" 2>/dev/null; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || kill -9 "$(cat "$pid")"
        sleep 0.1
    done
fi
cd {root}
METRICS_DIR={folder}/metrics-$port HOST=127.0.0.1
export METRICS_DIR HOST
while IFS= read -r line; do
    case $line in [A-Z]*=*) export "${{line?}}" ;; esac
done < {folder}/portal.env
setsid {command} >> {folder}/$port.log 2>&1 < /dev/null &
echo $! > "$pid"
"""


@dataclass(frozen=True, slots=True)
class Deployed:
    """A running site."""

    folder: Path
    plain_port: int  # of nginx
    port: int  # of nginx, with TLS
    ports: tuple[int, int]  # of the web servers

    @property
    def log(self) -> Path:
        """Return nginx's access log."""
        return self.folder / "logs" / "portal.log"

    def stop(self) -> None:
        """Stop both web servers, as if they had failed at once; nginx goes on."""
        for port in self.ports:
            _stop(self.folder / f"{port}.pid")

    def upgrade(self) -> subprocess.Popen[str]:
        """Begin the shipped upgrade, to the release that runs already."""
        command = [str(DEPLOY / "portal-upgrade"), str(ROOT)]
        return subprocess.Popen(
            command, env=_environment(self.folder, self.ports), text=True
        )


@contextmanager
def deployed(folder: Path) -> Iterator[Deployed]:
    """Run the whole site in this folder until the block ends."""
    folder.chmod(0o755)  # nginx's processes are another user's
    (folder / "logs").mkdir()
    (folder / "away").mkdir()
    ports, web = (free_port(), free_port()), (free_port(), free_port())
    with postgres(dict(os.environ), root=os.geteuid() == 0) as (url, _):
        _write_settings(folder, url, web)
        _fill(folder)
        try:
            for port in web:
                _run([str(folder / "systemctl"), "restart", f"portal@{port}"])
                wait_for(f"http://127.0.0.1:{port}/readyz")
            addresses = [f"127.0.0.1:{port}" for port in web]
            with nginx(folder, ports, addresses):
                yield Deployed(folder, *ports, web)
        finally:
            for port in web:
                _stop(folder / f"{port}.pid")


def _write_settings(folder: Path, url: str, web: tuple[int, int]) -> None:
    values = {
        "SECRET_KEY": "only-for-this-trial-" + "x" * 40,
        "DATABASE_URL": url,
        "STATIC_ROOT": f"{folder}/static",
        "LOG_LEVEL": "WARNING",
    }
    lines = (DEPLOY / "portal.env.example").read_text()
    for name, value in values.items():
        lines = re.sub(rf"^{name}=.*\n", "", lines, flags=re.MULTILINE)
        lines += f"{name}={value}\n"
    (folder / "portal.env").write_text(lines)
    unit = (DEPLOY / "portal@.service").read_text().replace("\\\n", " ")
    command = re.search(r"^ExecStart=(.*)$", unit, re.MULTILINE)
    assert command is not None  # the unit starts something
    started = command[1].replace("%i", '"$port"').replace("${HOST}", '"$HOST"')
    _, _, options = started.partition("granian ")
    text = SYSTEMCTL.format(
        folder=folder, root=ROOT, command=f"{sys.prefix}/bin/granian {options}"
    )
    script = folder / "systemctl"
    script.write_text(text)
    script.chmod(0o755)


def _environment(folder: Path, web: tuple[int, int]) -> dict[str, str]:
    (folder / "home").mkdir(exist_ok=True)
    return os.environ | {
        "PATH": f"{folder}:{os.environ['PATH']}",
        "PORTAL_HOME": str(folder / "home"),
        "PORTAL_PORTS": f"{web[0]} {web[1]}",
        "PORTAL_USER": subprocess.check_output(["id", "-un"], text=True).strip(),
        "PORTAL_ENV": str(folder / "portal.env"),
        "PORTAL_AWAY": str(folder / "away"),
        "NGINX_CONF": str(folder / "nginx.conf"),
    }


def _fill(folder: Path) -> None:
    """Make the tables, load the shipped content, and write what nginx shows alone."""
    named = [
        line.split("=", 1)
        for line in (folder / "portal.env").read_text().splitlines()
        if re.match(r"[A-Z_]+=", line)
    ]
    settings = dict(named) | {"DEBUG": "false"}
    for command in (
        ["migrate"],
        ["load_content"],
        ["collectstatic", "--no-input"],
        ["write_away_page", f"{folder}/away/away.html"],
    ):
        _run([sys.executable, "manage.py", *command], settings)


@contextmanager
def nginx(folder: Path, ports: tuple[int, int], web: Sequence[str]) -> Iterator[None]:
    """Run the shipped nginx before the two web servers at these addresses."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        raise SystemExit("There is no nginx to try this with: apt install nginx")
    _make_certificate(folder)
    _write_nginx(folder, ports, web)
    process = subprocess.Popen(
        [program, "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
    )
    try:
        time.sleep(1)
        if process.poll() is not None:
            raise SystemExit("nginx did not start")
        yield
    finally:
        process.terminate()
        process.wait(20)


def _write_nginx(folder: Path, ports: tuple[int, int], web: Sequence[str]) -> None:
    """Change what the shipped file says of places, and nothing else."""
    text = (DEPLOY / "nginx.conf").read_text()
    text = re.sub(r"^ *listen \[::\].*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"listen 80\b", f"listen 127.0.0.1:{ports[0]}", text)
    text = re.sub(r"listen 443\b", f"listen 127.0.0.1:{ports[1]}", text)
    for shipped, here in {
        "/run/nginx.pid": f"{folder}/nginx.pid",
        "/var/log/nginx/": f"{folder}/logs/",
        "/var/lib/portal-away": f"{folder}/away",
        f"/etc/letsencrypt/live/{NAME}": str(folder),
        "127.0.0.1:8001": web[0],
        "127.0.0.1:8002": web[1],
    }.items():
        assert shipped in text, shipped
        text = text.replace(shipped, here)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"    {k}_temp_path {folder}/{k};\n" for k in kinds)
    (folder / "nginx.conf").write_text(
        text.replace("http {\n", f"http {{\n{temporary}", 1)
    )


def _make_certificate(folder: Path) -> None:
    options = ["-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    files = ["-keyout", f"{folder}/privkey.pem", "-out", f"{folder}/fullchain.pem"]
    names = ["-addext", f"subjectAltName=DNS:{NAME}"]
    _run(["openssl", "req", "-x509", *options, *files, *names])


def wait_for(url: str) -> None:
    end = time.monotonic() + 120
    while True:
        try:
            body(url, {"X-Forwarded-Proto": "https"})
            return
        except OSError as error:
            if time.monotonic() > end:
                raise SystemExit(f"{url} does not answer: {error}") from None
            time.sleep(0.3)


def _stop(pid_file: Path) -> None:
    if not pid_file.exists():
        return
    pid = int(pid_file.read_text())
    for signal in (15, 9):
        try:
            os.kill(pid, signal)
        except ProcessLookupError:
            return
        end = time.monotonic() + 15
        while Path(f"/proc/{pid}").exists() and time.monotonic() < end:
            time.sleep(0.1)


def _run(command: list[str], settings: Mapping[str, str] | None = None) -> None:
    environment = {**os.environ, **(settings or {})}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
