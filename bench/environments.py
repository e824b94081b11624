"""What is measured against, installed into environments of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

VAR = Path(__file__).parent.parent / "var" / "bench"
UV = Path(sys.executable).with_name("uv")

WAGTAIL = ("wagtail>=8,<9", "granian>=2.8,<3", "gunicorn>=23,<27")
PELICAN = ("pelican[markdown]>=4.12,<5",)
GUNICORN = ("gunicorn>=23,<27",)


def environment(name: str, packages: tuple[str, ...]) -> Path:
    """Return the folder of an environment's programs; make it where it is missing."""
    folder = VAR / name
    if not (folder / "bin/python").exists():
        _uv("venv", "--quiet", "--python", sys.executable, str(folder))
    _uv("pip", "install", "--quiet", "--python", str(folder), *packages)
    return folder / "bin"


def beside(name: str, packages: tuple[str, ...]) -> Path:
    """Return a folder of packages that our own Python can use besides its own."""
    folder = VAR / name
    _uv("pip", "install", "--quiet", "--target", str(folder), *packages)
    return folder


def _uv(*arguments: str) -> None:
    subprocess.run([UV, *arguments], check=True)
