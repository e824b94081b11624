"""Two hosts on one machine: network namespaces, each joined to this one by a cable."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Host:
    """A network of its own. Files and processes are those of this machine."""

    name: str
    network: str  # the first three numbers of its addresses

    @property
    def address(self) -> str:
        return f"{self.network}.2"

    @property
    def _cable(self) -> str:
        return f"v{self.name}"[:15]  # the kernel takes no more

    def command(self, *command: str) -> list[str]:
        """Return what runs this command there."""
        return ["ip", "netns", "exec", self.name, *command]

    def begin(self) -> None:
        ends = (f"{self._cable}0", f"{self._cable}1")
        _ip("netns", "add", self.name)
        _ip("link", "add", ends[0], "type", "veth", "peer", "name", ends[1])
        _ip("link", "set", ends[1], "netns", self.name)
        _ip("address", "add", f"{self.network}.1/30", "dev", ends[0])
        _ip("link", "set", ends[0], "up")
        inside = ("-n", self.name)
        _ip(*inside, "address", "add", f"{self.address}/30", "dev", ends[1])
        _ip(*inside, "link", "set", ends[1], "up")
        _ip(*inside, "link", "set", "lo", "up")

    def end(self) -> None:
        """Take it away, and its cable with it; whatever is not there is no fault."""
        for command in (
            ["ip", "link", "del", f"{self._cable}0"],
            ["ip", "netns", "del", self.name],
        ):
            subprocess.run(command, capture_output=True, timeout=20, check=False)


@contextmanager
def two_hosts() -> Iterator[tuple[Host, Host]]:
    """Yield two hosts; SystemExit, with the reason, where there can be none."""
    if os.geteuid() or not shutil.which("ip"):
        raise SystemExit(
            "Two hosts are network namespaces: that needs root, and the program ip "
            "(Debian: iproute2)."
        )
    hosts = Host("portal-a", "10.213.1"), Host("portal-b", "10.213.2")
    with ExitStack() as stack:
        for host in hosts:
            host.end()  # one that was killed may have left it
            stack.callback(host.end)
            host.begin()
        yield hosts


def _ip(*arguments: str) -> None:
    done = subprocess.run(
        ["ip", *arguments], capture_output=True, text=True, timeout=20, check=False
    )
    if done.returncode:
        raise SystemExit(
            f"This machine lets nobody make network namespaces, so two hosts cannot "
            f"be tried: ip {' '.join(arguments)}: {done.stderr.strip()}"
        )
