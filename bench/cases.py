"""What is measured: each site with the page that is asked for, and how."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import Request, urlopen

from answering import answers_cookie
from environments import GUNICORN, WAGTAIL, beside, environment
from servers import BIN, ROOT, body, free_port, granian, gunicorn, load_shipped, running

PAGE = "/causes/narrowing-of-the-spinal-canal/"
SLUG = PAGE.split("/")[2]


@dataclass(frozen=True, slots=True)
class Site:
    """A server of its own, and the page that it is asked for."""

    command: list[str]
    port: int
    path: str
    environment: Mapping[str, str]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.path}"

    @contextmanager
    def served(self) -> Iterator[int]:
        with running(self.command, self.port, self.environment, self.path) as pid:
            yield pid


@dataclass(frozen=True, slots=True)
class Case:
    """One address, asked for in one way."""

    name: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    form: str = ""


def sites(folder: Path) -> dict[str, Site]:
    """Make ready every site, its data below `folder`."""
    ours = _portal(folder)
    page = _page_of(_site(granian, "portal.wsgi:application", PAGE, ours))
    files = folder / "files"
    files.mkdir()
    (files / "page.html").write_bytes(page)
    compress = [sys.executable, "-m", "whitenoise.compress", "--quiet", str(files)]
    subprocess.run(compress, check=True)
    path = {"PYTHONPATH": f"{ROOT}{os.pathsep}{beside('gunicorn', GUNICORN)}"}
    static = {"FILES": str(files), **path}
    bare = {"DATABASE": f"{folder}/bare.sqlite3", **path}
    subprocess.run(
        [sys.executable, "-c", "import bench.baselines.bare_django"],
        env={**os.environ, **bare, "MIGRATE": "1"},
        check=True,
    )
    cold = {**ours, "PAGES_IN_MEMORY": "0"}
    portal, file = "portal.wsgi:application", "bench.baselines.static_file:application"
    return {
        "portal": _site(granian, portal, PAGE, ours),
        "portal gunicorn": _site(gunicorn, portal, PAGE, {**ours, **path}),
        "static": _site(granian, file, "/static/page.html", static),
        "static gunicorn": _site(gunicorn, file, "/static/page.html", static),
        "cold": _site(granian, portal, PAGE, cold),
        "minimal": _site(
            granian,
            "bench.baselines.minimal_wsgi:application",
            f"/minimal/{SLUG}/",
            {**cold, **path},
        ),
        "bare": _site(granian, "bench.baselines.bare_django:application", "/", bare),
        **_wagtail(folder, page),
    }


def _site(
    server: object, application: str, path: str, environment: Mapping[str, str]
) -> Site:
    port = free_port()
    program = BIN / ("granian" if server is granian else "python")
    make = granian if server is granian else gunicorn
    site = {"SITE_URL": f"http://127.0.0.1:{port}"}
    return Site(make(program, application, port), port, path, {**environment, **site})


def _portal(folder: Path) -> dict[str, str]:
    """Load the shipped content; return the settings of a site in production."""
    settings = {
        "DEBUG": "false",
        "SECRET_KEY": "only-for-this-benchmark-" + "x" * 40,
        "ALLOWED_HOSTS": "127.0.0.1",
        "HTTPS": "false",
        "DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3",
        "STATIC_ROOT": f"{folder}/static",
        "MALLOC_TRIM_THRESHOLD_": "131072",  # as `make run` has it
    }
    load_shipped(settings)
    return settings


def _page_of(site: Site) -> bytes:
    with site.served():
        return body(site.url)


def _wagtail(folder: Path, page: bytes) -> dict[str, Site]:
    """Make a Wagtail site with a page of the same body; each way to serve it."""
    bin_ = environment("wagtail", WAGTAIL)
    main = re.search(r"<main[^>]*>(.*)</main>", page.decode(), re.DOTALL)
    assert main is not None
    (folder / "body.html").write_text(main.group(1))
    data = {"DATABASE": f"{folder}/wagtail.sqlite3", "PYTHONPATH": str(ROOT)}
    name = "bench.baselines.wagtail_site"
    subprocess.run(
        [bin_ / "python", "-m", f"{name}.fill"],
        env={**os.environ, **data, "BODY": f"{folder}/body.html"},
        cwd=ROOT,
        check=True,
    )
    found = {}
    for kind, cached in (("wagtail", ""), ("wagtail cached", "1")):
        for make, program in ((granian, "granian"), (gunicorn, "python")):
            port = free_port()
            command = make(bin_ / program, f"{name}.wsgi:application", port)
            settings = {**data, "CACHED": cached}
            found[f"{kind} {make.__name__}"] = Site(command, port, "/text/", settings)
    return found


def cases(every: dict[str, Site]) -> list[Case]:
    """Return what to ask the running sites for, in the order of the table."""
    url = {name: site.url for name, site in every.items()}
    tag = _tag(url["portal"])
    step = url["portal"].replace(PAGE, "/pain-path/where/")
    cookie = {"Cookie": answers_cookie(url["portal"].replace(PAGE, "/pain-path/"))}
    brotli = {"Accept-Encoding": "br"}
    return [
        Case("static file", url["static"]),
        Case("warm page", url["portal"]),
        Case("static file, Brotli", url["static"], brotli),
        Case("warm page, Brotli", url["portal"], brotli),
        Case("304", url["portal"], {"If-None-Match": tag}),
        Case("static file, gunicorn", url["static gunicorn"]),
        Case("warm page, gunicorn", url["portal gunicorn"]),
        Case("cold page", url["cold"]),
        Case("minimal Django", url["minimal"]),
        Case("pain-path step", step, cookie),
        Case("pain-path answer", step, cookie, form="pain_area=knee"),
        Case("Wagtail, granian", url["wagtail granian"]),
        Case("Wagtail, gunicorn", url["wagtail gunicorn"]),
        Case("Wagtail cached, granian", url["wagtail cached granian"]),
        Case("Wagtail cached, gunicorn", url["wagtail cached gunicorn"]),
    ]


def _tag(url: str) -> str:
    with urlopen(Request(url)) as answer:
        return str(answer.headers["ETag"])
