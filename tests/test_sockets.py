"""No test reaches another machine: only loopback is open, in this process and in those that it starts."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests import forked
from tests.sockets import NAME, OUTSIDE, OUTSIDE_IPV6, OutsideError

REFUSED = 7


def connect(host: str, family: socket.AddressFamily = socket.AF_INET) -> None:
    with socket.socket(family) as one:
        one.settimeout(1)
        one.connect((host, 80))


def send_packet() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as one:
        one.sendto(b"x", (OUTSIDE, 53))


def listen_to_all() -> None:
    with socket.socket() as one:
        one.bind(("", 0))


def connect_and_tell() -> None:
    try:
        connect(OUTSIDE)
    except OutsideError:
        sys.exit(REFUSED)


@pytest.mark.parametrize(
    "reach",
    [
        lambda: connect(OUTSIDE),
        lambda: connect(OUTSIDE_IPV6, socket.AF_INET6),
        send_packet,
        lambda: socket.getaddrinfo(NAME, 443),
        lambda: socket.gethostbyname(NAME),
        listen_to_all,
    ],
)
def test_another_machine_is_out_of_reach(reach: Callable[[], object]) -> None:
    with pytest.raises(OutsideError, match="other machine"):
        reach()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_is_within_reach(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection((host, server.getsockname()[1])).close()


def test_a_process_that_a_test_starts_is_closed_too() -> None:
    code = f"import socket; socket.create_connection(({OUTSIDE!r}, 80), timeout=1)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "OutsideError" in done.stderr


def test_a_forked_process_is_closed_too() -> None:
    process = forked.start(connect_and_tell)
    process.join()
    assert process.exitcode == REFUSED
