"""How long a resident waits to sign up while others try passwords and send large files; on SQLite, with one writer.

Eight clients, each from an address of its own, try passwords for made-up people as fast as they can. Two officials send
files of the register of 30 MB, one after the other. Meanwhile residents sign up, a few a second.
"""

from __future__ import annotations

import argparse
import http.client
import json
import re
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import count
from urllib.parse import urlencode

from beraad.assemblies.models import Assembly, Role
from beraad.extensions import db
from tests import make
from tests.benchmarks import servers, visitors
from tests.benchmarks.recruitment import invitations
from tests.benchmarks.servers import Site

GUESSERS, SENDERS = 8, 2
#: seconds between two residents, and tries after which a client comes from another address
BETWEEN, TRIES = 0.2, 50
MEGABYTES = 30
#: seconds before the first resident comes
WARMING = 5
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
#: answers to a try: wrong, too many, many at once
REFUSED = (422, 429, 503)


class Client:
    """A visitor with a cookie and a network address."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.port, self.cookie, self.address = port, cookie, "192.0.2.1"

    def send(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, str]:
        """Status and page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Host": f"127.0.0.1:{self.port}", "X-Forwarded-For": self.address, "Cookie": self.cookie}
        connection.request(method, path, body or None, headers | ({"Content-Type": kind} if kind else {}))
        answer = connection.getresponse()
        page = answer.read().decode(errors="replace")
        if sent := answer.getheader("Set-Cookie"):
            self.cookie = sent.partition(";")[0]
        connection.close()
        return answer.status, page

    def token(self, path: str) -> str:
        found = TOKEN.search(self.send("GET", path)[1])
        assert found is not None, path
        return found[1]


class Load:
    """Others who use the site until the time is up."""

    def __init__(self, site: Site, seconds: float) -> None:
        self.port, self.end = site.port, time.monotonic() + seconds
        self.answers: Counter[str] = Counter()
        self._numbers = count(1)

    def guess(self) -> None:
        """Try passwords for people who do not exist."""
        client = Client(self.port)
        token = client.token("/inloggen")
        while time.monotonic() < self.end:
            number = next(self._numbers)
            client.address = f"198.51.{number // TRIES % 256}.{threading.get_ident() % 256}"
            form = {"email": f"niemand{number}@voorbeeld.example", "password": "een gok naar iets", "csrf_token": token}
            status, _page = client.send(
                "POST", "/inloggen", urlencode(form).encode(), "application/x-www-form-urlencoded"
            )
            self.answers[f"try {status}"] += 1

    def upload(self, slug: str, cookie: str, table: bytes) -> None:
        """Send files of the register."""
        client, path = Client(self.port, cookie), f"/beheer/{slug}/steekproef"
        while time.monotonic() < self.end:
            token, number = client.token(path), next(self._numbers)
            parts = (
                f'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n--x\r\n'
                f'Content-Disposition: form-data; name="file"; filename="brp{number}.csv"\r\n'
                "Content-Type: text/csv\r\n\r\n"
            ).encode()
            row = f"Inwoner {number};Proefstraat 1;1234 AB;Proefdorp;1980\n".encode()
            body = parts + table + row + b"\r\n--x--\r\n"
            status, _page = client.send("POST", path, body, "multipart/form-data; boundary=x")
            self.answers[f"file {status}"] += 1

    @property
    def errors(self) -> int:
        """Answers that say that something is broken."""
        fine = {f"try {status}" for status in REFUSED} | {"file 303"}
        return sum(number for answer, number in self.answers.items() if answer not in fine)


def table() -> bytes:
    """A file of the register of `MEGABYTES`, without its last row."""
    head = b"naam;adres;postcode;woonplaats;geboortejaar\n"
    rows = [f"Inwoner {i};Proefstraat {i % 400 + 1};1234 AB;Proefdorp;{1940 + i % 60}\n".encode() for i in range(5000)]
    block = b"".join(rows)
    return head + block * (MEGABYTES * 1_000_000 // len(block) + 1)


def measured(site: Site, seconds: float) -> dict[str, object]:
    assembly = make.recruiting()
    cookies = [signed_in(site, assembly) for _ in range(SENDERS)]
    letters = invitations(assembly, int(seconds / BETWEEN))
    answers = visitors.first_answers(site.app, assembly)
    ready = [visitors.request(site.app, site.port, letter, answers, assembly.revision) for letter in letters]
    slug, content = assembly.slug, table()
    db.session.remove()
    site.serve()
    load, times, failed = Load(site, WARMING + seconds), [], 0
    work: list[Callable[[], None]] = [load.guess] * GUESSERS
    work += [lambda cookie=cookie: load.upload(slug, cookie, content) for cookie in cookies]  # type: ignore[misc]
    threads = [threading.Thread(target=one) for one in work]
    for thread in threads:
        thread.start()
    time.sleep(WARMING)  # templates are compiled at the first request of each process
    for request in ready:
        start = time.perf_counter()
        failed += visitors.THANKS not in visitors.ask(site.port, request)
        times.append(time.perf_counter() - start)
        time.sleep(BETWEEN)
        if time.monotonic() > load.end:
            break
    for thread in threads:
        thread.join()
    times.sort()
    return {
        "sign_ups": len(times),
        "median_ms": round(1000 * statistics.median(times), 1),
        "p95_ms": round(1000 * times[int(0.95 * len(times))], 1),
        "longest_ms": round(1000 * times[-1], 1),
        "errors": failed + load.errors,
        "others": dict(sorted(load.answers.items())),
    }


def signed_in(site: Site, assembly: Assembly) -> str:
    """The cookie of an organiser."""
    client = site.app.test_client()
    make.signed_in(client, make.member(assembly, Role.ORGANISER))
    cookie = client.get_cookie("beraad", domain="localhost")
    assert cookie is not None
    return f"beraad={cookie.value}"


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks locks", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    asked = parser.parse_args(argv)
    with servers.site("sqlite", BERAAD_PROXIES="1") as site:
        print(json.dumps(measured(site, asked.seconds)), flush=True)
