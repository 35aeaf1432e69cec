"""Importing this closes the process's sockets to other machines.

`tests/conftest.py` does so, and lets each Python process that a test starts do so too. Two kinds stay open: a process
with an environment of its own, and libraries that open sockets in C, as PostgreSQL's does.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]

#: addresses and a name that are set aside for examples: nobody answers there
OUTSIDE, OUTSIDE_IPV6, NAME = "192.0.2.1", "2001:db8::1", "beraad.example"
#: audit events with (socket, address), and with the name of a machine first
WITH_ADDRESS = {"socket.bind", "socket.connect", "socket.sendmsg", "socket.sendto"}
WITH_NAME = {"socket.getaddrinfo", "socket.gethostbyname"}
#: smtplib looks up this machine's own name to greet a server with it
HERE = {None, "localhost", socket.gethostname()}


class OutsideError(RuntimeError):
    """A test tries to reach another machine. No OSError: code that copes with a lost connection would hide it."""


def refuse_outside(event: str, arguments: tuple[Any, ...]) -> None:
    """Raises `OutsideError` for an audit event that concerns another machine."""
    if not event.startswith("socket."):
        return
    if event in WITH_ADDRESS:
        sock, address = arguments[:2]
        if sock.family in (socket.AF_INET, socket.AF_INET6) and address is not None and not is_here(address[0]):
            raise OutsideError(f"{event} {address}: tests reach no other machine")
    elif event in WITH_NAME and not is_here(arguments[0]):
        raise OutsideError(f"{event} {arguments[0]!r}: tests look up no other machine")


def is_here(host: str | bytes | None) -> bool:
    """Whether `host`, a name or a number, is this machine as only itself can reach it."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in HERE:
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def close_in_children() -> None:
    """Lets Python processes that are started from here import this module: see `tests/startup`."""
    folders = [str(ROOT / "tests" / "startup"), str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ["PYTHONPATH"] = os.pathsep.join(folders)


sys.addaudithook(refuse_outside)
