"""Residents at the last step of the sign-up form: requests made beforehand, and a process that sends them.

`python -m tests.benchmarks.visitors FILE PORT SECONDS VISITORS` sends the requests of FILE, one connection each, as
fast as so many visitors at a time can, and prints one line of JSON. It is a process of its own, so that the web server
and whoever measures it don't share an interpreter.
"""

from __future__ import annotations

import base64
import json
import socket
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask, session
from flask_wtf.csrf import generate_csrf

from beraad.assemblies.models import Assembly
from beraad.recruitment.sign_up import steps, visit

#: where a sign-up that was acknowledged sends the visitor
THANKS = b"Location: /aanmelden/klaar"
PATIENCE = 30


def request(
    app: Flask, port: int, invitation: int, answers: Mapping[str, Any], revision: str, email: str = ""
) -> bytes:
    """The whole HTTP request with which the owner of this letter signs up, everything having been filled in.

    `revision`: of the burgerberaad, when all answers were shown once more.
    """
    person = {"name": f"Inwoner {invitation}", "address_line1": f"Voorbeeldstraat {invitation}", "postcode": "9401 AB"}
    person |= {"place": "Voorbeeldstad", "email": email, "phone": "", "contact_by": "e-mail" if email else "post"}
    person |= {"language": "nl"}
    filled_in = visit.Visit(invitation=invitation, answers={**answers, **person, "birth_year": 1980}, checked=revision)
    with app.app_context(), app.test_request_context():  # a context of its own, for each visitor has a token
        visit.save(filled_in)
        body = urlencode({"csrf_token": generate_csrf(), "consent": "y"})
        cookie = app.session_interface.get_signing_serializer(app).dumps(dict(session))  # type: ignore[attr-defined]
    head = (
        "POST /aanmelden/controleren HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Connection: close",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        f"Cookie: beraad={cookie}",
    )
    return ("\r\n".join(head) + "\r\n\r\n" + body).encode()


def first_answers(app: Flask, assembly: Assembly) -> dict[str, Any]:
    """The first answer to each feature and nothing more to what else is asked, by name of the field."""
    with app.test_request_context():
        asked = {name: "" for step in steps.sign_up_steps(assembly) for name in step.fields}
    return {**asked, **{f"feature_{feature.id}": feature.answers[0].value for feature in assembly.features}}


def ask(port: int, content: bytes, whole: bool = False) -> bytes:
    """The head of the answer, or with `whole` what comes after it; empty when there came none."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
            connection.sendall(content)
            answer = b""
            while (whole or b"\r\n\r\n" not in answer) and (block := connection.recv(65536)):
                answer += block
    except OSError:
        return b""
    return answer.partition(b"\r\n\r\n")[2 if whole else 0]


class Crowd:
    """Visitors who come one after the other, so many at a time."""

    def __init__(self, requests: Sequence[bytes], port: int, seconds: float) -> None:
        self.waiting: Iterator[bytes] = iter(requests)
        self.port = port
        self.end = time.monotonic() + seconds
        self.lock = threading.Lock()
        self.times: list[float] = []
        self.answers: Counter[str] = Counter()

    def come(self) -> None:
        while time.monotonic() < self.end:
            with self.lock:
                content = next(self.waiting, None)
            if content is None:
                return
            start = time.perf_counter()
            head = ask(self.port, content)
            taken = time.perf_counter() - start
            with self.lock:
                self.times.append(taken)
                self.answers["thanks" if THANKS in head else head[9:12].decode() or "no answer"] += 1


def main(path: str, port: str, seconds: str, visitors: str) -> None:
    """Send, and tell how it went."""
    requests = [base64.b64decode(line) for line in Path(path).read_bytes().splitlines()]
    crowd = Crowd(requests, int(port), float(seconds))
    start = time.monotonic()
    threads = [threading.Thread(target=crowd.come) for _ in range(int(visitors))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole, times = time.monotonic() - start, sorted(crowd.times)
    told = {
        "seconds": round(whole, 1),
        "sign_ups": crowd.answers["thanks"],
        "per_second": round(crowd.answers["thanks"] / whole, 1),
        "median_ms": round(1000 * statistics.median(times), 1),
        "p95_ms": round(1000 * times[int(0.95 * len(times))], 1),
        "longest_ms": round(1000 * times[-1], 1),
        "errors": len(times) - crowd.answers["thanks"],
        "answers": dict(crowd.answers),
    }
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
