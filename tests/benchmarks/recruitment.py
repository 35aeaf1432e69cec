"""The weeks before the draw on made-up people: reading a sample, making letters, sign-ups at the same moment.

`python -m tests.benchmarks recruitment [--rows 100000] [--letters 30000] [--sign-ups 2000] [--postgresql URL]` prints
one JSON line for each. The databases are empty ones: a SQLite file of its own, and the PostgreSQL that is named.
"""

from __future__ import annotations

import argparse
import base64
import io
import json
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from beraad import create_app
from beraad.assemblies.models import Assembly
from beraad.config import Config, database_address
from beraad.extensions import db
from beraad.jobs import registry
from beraad.recruitment import printing, samples, visit, waves
from beraad.recruitment.models import Invitation, Wave
from beraad.web import edge, sealing
from tests import make

THREADS = 8


@contextmanager
def application(address: str, folder: Path) -> Iterator[Flask]:
    """An application on an empty database; jobs are done at once, in the process that asks for them."""
    config = Config(
        secret_key="a secret for benchmarks alone, long enough",
        database_url=address,
        instance=folder,
        base_url="http://localhost",
        mail_from="beraad@voorbeeld.example",
        secure_cookies=False,
        immediate_jobs=True,
    )
    app = create_app(config)
    with app.app_context():
        db.create_all()
        yield app
        db.session.remove()
        db.drop_all()


def reading(assembly: Assembly, rows: int) -> dict[str, float]:
    """From the upload of a CSV file until its last row is in the database."""
    content = make.sample_file(make.sample_rows(rows))
    start = time.perf_counter()
    with edge.unit_of_change():
        received = samples.receive(assembly, "steekproef.csv", io.BytesIO(content))
        samples.start(received, received.mapping)
    return {"rows": received.rows_added, **taken(start)}


def lettering(assembly: Assembly, letters: int) -> tuple[Wave, list[dict[str, float]]]:
    """Drawing a wave with its codes, then setting all its letters."""
    start = time.perf_counter()
    with edge.unit_of_change():
        wave = waves.plan(assembly, letters)
    drawn = {"drawn": wave.letters, **taken(start)}
    with edge.unit_of_change():
        waves.approve(wave, make.account())
    start = time.perf_counter()
    with edge.unit_of_change():
        printing.start(wave)
    return wave, [drawn, {"printed": printing.batches(wave)[-1].last, **taken(start)}]


def signing_up(app: Flask, assembly: Assembly, wave: Wave, people: int) -> dict[str, float]:
    """The last step of the form, sent by eight visitors at a time; a worker elsewhere would do the jobs."""
    registry.of(app).carrier.wake = lambda number, pause=timedelta(): None  # type: ignore[method-assign]
    letters = db.session.scalars(db.select(Invitation.id).where(Invitation.wave_id == wave.id).limit(people)).all()
    answers = {f"feature_{feature.id}": feature.answers[0].value for feature in assembly.features}
    db.session.rollback()
    with ThreadPoolExecutor(THREADS) as pool:  # in threads, so that each request has a context of its own
        ready = list(pool.map(lambda number: prepared(app, number, answers), letters))
        start = time.perf_counter()
        seconds = list(pool.map(send, ready))
    whole = time.perf_counter() - start
    times = sorted(duration for duration, _ in seconds)
    return {
        "sign_ups": len(times),
        "per_second": round(len(times) / whole, 1),
        "median_ms": round(1000 * statistics.median(times), 1),
        "p95_ms": round(1000 * times[int(0.95 * len(times))], 1),
        "errors": sum(not worked for _, worked in seconds),
    }


def prepared(app: Flask, invitation: int, answers: dict[str, str]) -> tuple[FlaskClient, str]:
    """A visitor who answered everything and has the page before them on which answers are checked."""
    client = app.test_client()
    person = {"name": f"Inwoner {invitation}", "address_line1": f"Voorbeeldstraat {invitation}", "postcode": "9401 AB"}
    person |= {"place": "Voorbeeldstad", "email": "", "phone": "", "contact_by": "post"}
    about = {"invitation": invitation, "answers": {**answers, **person, "birth_year": 1980}, "at": time.time()}
    with app.app_context():
        sealed = base64.b64encode(sealing.seal(json.dumps(about), visit.SEAL)).decode()
    with client.session_transaction() as session:
        session[visit.KEY] = sealed
    page = BeautifulSoup(client.get("/aanmelden/controleren").get_data(as_text=True), "html.parser")
    field = page.select_one("main input[name=csrf_token]")
    assert field is not None, "the visitor is not on the page that shows the answers"
    return client, str(field["value"])


def send(ready: tuple[FlaskClient, str]) -> tuple[float, bool]:
    """Seconds until the answer, and whether it was the confirmation."""
    client, token = ready
    start = time.perf_counter()
    answer = client.post("/aanmelden/controleren", data={"csrf_token": token, "consent": "y"})
    return time.perf_counter() - start, answer.headers.get("Location") == "/aanmelden/klaar"


def taken(start: float) -> dict[str, float]:
    """Seconds since `start`, and the most memory this process has used so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": round(time.perf_counter() - start, 2), "peak_mb": round(peak, 1)}


def run(database: str, address: str, asked: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder, application(address.format(folder), Path(folder)) as app:
        assembly = make.recruiting()
        found = [reading(assembly, asked.rows)]
        wave, figures = lettering(assembly, asked.letters)
        found += [*figures, signing_up(app, assembly, wave, asked.sign_ups)]
        for figure in found:
            print(json.dumps({"benchmark": "recruitment", "database": database, **figure}), flush=True)


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks recruitment")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--letters", type=int, default=30_000)
    parser.add_argument("--sign-ups", type=int, default=2_000)
    parser.add_argument("--postgresql", help="address of an empty database; left out: SQLite alone")
    asked = parser.parse_args(argv)
    run("sqlite", "sqlite:///{}/benchmark.sqlite", asked)
    if asked.postgresql:
        run("postgresql", database_address(asked.postgresql, Path()), asked)
