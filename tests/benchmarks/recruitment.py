"""The weeks before the draw on made-up people: reading a sample, making letters, signing up, watching the pool.

`python -m tests.benchmarks recruitment [--rows 100000] [--letters 30000] [--seconds 300] [--database sqlite]
[--part letters] [--workbook 500000]` prints one JSON line for each figure. Each part runs in a process of its own, on
an empty database; signing up and watching use a real web server and a real worker, with the load from another process.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import io
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from bs4 import BeautifulSoup
from sqlalchemy import insert

from beraad import create_app
from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Role
from beraad.days import today
from beraad.extensions import db
from beraad.orm import now
from beraad.pool import queries as pool_queries
from beraad.recruitment.letters import printing
from beraad.recruitment.letters import service as waves
from beraad.recruitment.models.registration import Channel, Registration
from beraad.recruitment.models.waves import Invitation, Wave, WaveState
from beraad.recruitment.register import service as samples
from beraad.recruitment.sign_up import service
from beraad.recruitment.sign_up.service import RegistrationData
from beraad.web import edge
from beraad.web.places import PACKAGE
from tests import make
from tests.benchmarks import servers, visitors
from tests.benchmarks.servers import Site
from tests.databases import KINDS
from tests.selection.instances import pool

Figures = dict[str, object]
#: visitors at a time, and how many of a hundred want a confirmation by e-mail
VISITORS, BY_MAIL = 8, 60
#: size of the pool that is watched, seats of its panel, and how often somebody more signs up
PEOPLE, SEATS, ROUNDS = 2_400, 150, 5
#: seconds within which the page has to know
LONGEST_WAIT = 60


def workbook(site: Site, asked: argparse.Namespace) -> Iterator[Figures]:
    """From the upload of an XLSX file to its rows."""
    path = site.instance / "steekproef.xlsx"
    command = [sys.executable, "-m", "tests.benchmarks.workbooks", str(path), str(asked.workbook)]
    subprocess.run(command, cwd=servers.ROOT, check=True)  # elsewhere, for what it takes in memory is not ours
    app = create_app(replace(site.app.config["BERAAD"], immediate_jobs=True))
    with app.app_context():
        assembly = make.recruiting()
        before, took = peak_mb(), Took()
        with edge.unit_of_change(), path.open("rb") as file:
            received = samples.receive(assembly, path.name, file)
        yield {"rows_received": asked.workbook, "megabytes": round(path.stat().st_size / 1e6, 1), **took.told()}
        took = Took()
        with edge.unit_of_change():
            samples.start(received, received.mapping)
        yield {"rows_imported": received.rows_added, **took.told(), "peak_mb_before": before}
        db.session.remove()
        db.engine.dispose()


def letters(site: Site, asked: argparse.Namespace) -> Iterator[Figures]:
    """From the upload of a CSV file to its rows; then drawing a wave with its codes, and setting all its letters."""
    app = create_app(replace(site.app.config["BERAAD"], immediate_jobs=True))
    with app.app_context():
        assembly = make.recruiting()
        content = make.sample_file(make.sample_rows(asked.rows))
        took = Took()
        with edge.unit_of_change():
            received = samples.receive(assembly, "steekproef.csv", io.BytesIO(content))
            samples.start(received, received.mapping)
        yield {"rows_imported": received.rows_added, **took.told()}
        took = Took()
        with edge.unit_of_change():
            wave = waves.plan(assembly, asked.letters)
        yield {"letters_drawn": wave.letters, **took.told()}
        with edge.unit_of_change():
            waves.approve(wave, make.account())
        took = Took()
        with edge.unit_of_change():
            printing.start(wave)
        yield {"letters_printed": printing.batches(wave)[-1].last, **took.told()}
        db.session.remove()
        db.engine.dispose()


class Took:
    """What this process and those that it starts take from now on."""

    def __init__(self) -> None:
        self.start, self.processor = time.perf_counter(), processor_seconds()

    def told(self) -> dict[str, float]:
        """Wall and processor seconds, and the most memory that the process used so far."""
        seconds, processor = time.perf_counter() - self.start, processor_seconds() - self.processor
        return {"seconds": round(seconds, 2), "cpu_seconds": round(processor, 2), "peak_mb": peak_mb()}


def peak_mb() -> float:
    """The most memory that this process used so far."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def processor_seconds() -> float:
    """Of this process and of those that it started and that ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def sign_ups(site: Site, asked: argparse.Namespace) -> Iterator[Figures]:
    """The last step of the form, sent by so many visitors at a time for minutes on end; a worker sends the mail."""
    assembly = make.recruiting()
    path = site.instance / "requests"
    path.write_bytes(b"\n".join(prepared(site, assembly, round(asked.seconds * asked.most))))
    web, worker = site.serve(), site.work()
    before = [servers.processor_seconds(process) for process in (web, worker)]
    load = os.getloadavg()[0]
    command = [sys.executable, "-m", "tests.benchmarks.visitors", str(path), str(site.port), str(asked.seconds)]
    told = json.loads(subprocess.check_output([*command, str(VISITORS)], cwd=servers.ROOT))
    after = [servers.processor_seconds(process) for process in (web, worker)]
    kept = db.session.scalar(db.select(db.func.count()).select_from(Registration))
    yield {
        **told,
        "kept": kept,
        "web_cpu_seconds": round(after[0] - before[0], 1),
        "worker_cpu_seconds": round(after[1] - before[1], 1),
        "load_before": round(load, 1),
    }


def prepared(site: Site, assembly: Assembly, people: int) -> Iterator[bytes]:
    """The requests of so many people with a letter, base64."""
    answers, revision = visitors.first_answers(site.app, assembly), assembly.revision
    numbers = invitations(assembly, people)
    for place, number in enumerate(numbers):
        email = f"inwoner{number}@voorbeeld.example" if place % 100 < BY_MAIL else ""
        yield base64.b64encode(visitors.request(site.app, site.port, number, answers, revision, email))


def invitations(assembly: Assembly, people: int) -> Sequence[int]:
    """Numbers of as many letters, whose codes nobody needs any more."""
    wave = Wave(assembly_id=assembly.id, number=1, letters=people, seed="00", state=WaveState.SENT, sent_at=now())
    db.session.add(wave)
    db.session.flush()
    values = [{"number": i, "selector": selector(i), "secret_hash": "", "stratum": ""} for i in range(1, people + 1)]
    db.session.execute(insert(Invitation), [{"wave_id": wave.id, **value} for value in values])
    db.session.commit()
    found = db.session.scalars(db.select(Invitation.id).order_by(Invitation.id)).all()
    db.session.rollback()
    return found


def selector(number: int) -> str:
    """Four characters that no other number has."""
    return "".join(chr(ord("a") + number // 26**place % 26) for place in range(4))


def fresh(site: Site, asked: argparse.Namespace) -> Iterator[Figures]:
    """From the answer to a sign-up until "Wie ontbreekt nog?" shows it, everything computed anew; and the page."""
    assembly, somebody = watched()
    numbers = invitations(assembly, ROUNDS + 1)
    answers = visitors.first_answers(site.app, assembly)
    client = site.app.test_client()
    make.signed_in(client, somebody)
    cookie = client.get_cookie("beraad", domain="localhost")
    assert cookie is not None
    ready = [visitors.request(site.app, site.port, number, answers, assembly.revision) for number in numbers]
    slug, number = assembly.slug, assembly.id
    db.session.remove()
    site.serve()
    worker = site.work()
    page = page_request(site.port, f"/beheer/{slug}/werving/wie-ontbreekt", cookie.value)
    waits = []
    for turn, content in enumerate(ready):
        before = servers.processor_seconds(worker)
        assert visitors.THANKS in visitors.ask(site.port, content)
        waits.append(wait_for(number, PEOPLE - ROUNDS + turn))
    taken = servers.processor_seconds(worker) - before
    start = time.perf_counter()
    body = visitors.ask(site.port, page, whole=True)
    yield {
        "people": PEOPLE,
        "seconds_until_fresh": [round(wait, 2) for wait in waits[1:]],
        "longest": round(max(waits[1:]), 2),
        "worker_cpu_seconds_each": round(taken, 2),
        "page_ms": round(1000 * (time.perf_counter() - start)),
        **weight(body),
    }


def watched() -> tuple[Assembly, Account]:
    """A burgerberaad with a pool of nearly `PEOPLE`, and somebody who may look at it."""
    problem = pool(PEOPLE - ROUNDS - 1, SEATS)
    features = {feature: tuple(quotas) for feature, quotas in problem.features.items()}
    closes = today() + timedelta(days=14)
    assembly = make.recruiting(features=features, seats=SEATS, sign_up_closes=closes)
    bounds = {f: {v: (quota.min, quota.max) for v, quota in quotas.items()} for f, quotas in problem.features.items()}
    make.set_quotas(assembly, bounds)
    for given in problem.people.values():
        service.register(
            assembly, RegistrationData(make.person(), dict(zip(problem.features, given, strict=True))), Channel.PHONE
        )
    db.session.commit()
    return assembly, make.member(assembly, Role.OBSERVER)


def wait_for(assembly_id: int, people: int) -> float:
    """Seconds until the page would show so many people with the computation that belongs to them."""
    start = time.perf_counter()
    while time.perf_counter() - start < LONGEST_WAIT:
        found = pool_queries.standing(db.session.get_one(Assembly, assembly_id))
        db.session.remove()
        if found.is_fresh and found.signed_up == people:
            return time.perf_counter() - start
        time.sleep(0.05)
    raise RuntimeError("the page does not become fresh")


def page_request(port: int, path: str, cookie: str) -> bytes:
    head = (f"GET {path} HTTP/1.1", f"Host: localhost:{port}", "Connection: close", f"Cookie: beraad={cookie}")
    return ("\r\n".join(head) + "\r\n\r\n").encode()


def weight(page: bytes) -> Figures:
    """Of a page with its style sheets and scripts: kilobytes as a web server compresses them."""
    soup = BeautifulSoup(page, "html.parser")
    found = [tag.get("href") or tag.get("src") for tag in soup.select("link[rel=stylesheet], script[src]")]
    parts = {
        "page": page,
        **{str(path): (PACKAGE / str(path).split("?")[0].lstrip("/")).read_bytes() for path in found},
    }
    sizes = {name: len(gzip.compress(content)) / 1000 for name, content in parts.items()}
    return {"page_kb_gz": round(sizes["page"], 1), "with_styles_and_scripts_kb_gz": round(sum(sizes.values()), 1)}


PARTS = {"workbook": workbook, "letters": letters, "sign_ups": sign_ups, "fresh": fresh}


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks recruitment", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--workbook", type=int, default=500_000, help="rows of the XLSX file")
    parser.add_argument("--letters", type=int, default=30_000)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--most", type=int, default=200, help="requests made beforehand for each second of signing up")
    parser.add_argument("--database", choices=KINDS)
    parser.add_argument("--part", choices=PARTS)
    asked = parser.parse_args(argv)
    if asked.database and asked.part:
        with servers.site(asked.database) as site:
            for figures in PARTS[asked.part](site, asked):
                line = {"benchmark": "recruitment", "database": asked.database, "part": asked.part, **figures}
                print(json.dumps(line), flush=True)
        return
    for database in [asked.database] if asked.database else KINDS:
        for part in [asked.part] if asked.part else PARTS:
            command = [sys.executable, "-m", "tests.benchmarks", "recruitment", *argv]
            subprocess.run([*command, "--database", database, "--part", part], cwd=servers.ROOT, check=True)
