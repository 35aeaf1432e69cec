"""The ten most used pages on the full demonstration: seconds and queries, a line of JSON each.

`python -m tests.benchmarks pages` fills a demonstration of its own on SQLite; each page is asked for `ROUNDS` times,
by somebody with the role that uses it most, after one time that is not counted. The time is that of the whole request,
inside one process.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import select

from beraad import create_app
from beraad.assemblies.models import Membership, Role
from beraad.demo import cli as demonstration
from beraad.demo import fill
from beraad.extensions import db
from tests import make
from tests.crawl import counted

ROUNDS = 40
OPEN, READY, FOLLOWED = "burgerberaad-wonen", "burgerberaad-klimaat", "burgerberaad-groen-en-energie"
#: role (None: not signed in) and address
PAGES: Sequence[tuple[Role | None, str]] = (
    (None, "/"),
    (None, f"/burgerberaden/{FOLLOWED}"),
    (None, f"/burgerberaden/{FOLLOWED}/aanbevelingen"),
    (None, f"/burgerberaden/{FOLLOWED}/loting"),
    (Role.REGISTRY, "/mijn"),
    (Role.REGISTRY, f"/beheer/{OPEN}/aanmeldingen"),
    (Role.REGISTRY, f"/beheer/{OPEN}/werving"),
    (Role.ORGANISER, f"/beheer/{READY}/loting"),
    (Role.ORGANISER, f"/beheer/{FOLLOWED}/panel"),
    (Role.PANELLIST, f"/panel/{FOLLOWED}/stukken"),
)


def main(argv: Sequence[str]) -> None:
    """Fill, measure, print; takes no arguments."""
    with tempfile.TemporaryDirectory() as name:
        config = replace(demonstration.settings(Path(name), "http://localhost"), immediate_jobs=True)
        app = create_app(config)
        with app.app_context():
            upgrade()
        begin = time.perf_counter()
        fill.fill(app)
        print(json.dumps({"filled_seconds": round(time.perf_counter() - begin, 2)}))
        with app.app_context():
            engine = db.engine
        everything: list[float] = []
        for role, path in PAGES:
            client = app.test_client()
            if role is not None:
                with app.app_context():
                    chosen = select(Membership).where(Membership.role == role).limit(1)
                    make.signed_in(client, db.session.scalars(chosen).one().account)
            seconds, queries = [], 0
            for turn in range(ROUNDS + 1):
                with counted(engine) as statements:
                    begin = time.perf_counter()
                    answer = client.get(path)
                    taken = time.perf_counter() - begin
                assert answer.status_code == 200, (path, answer.status_code)
                queries = len(statements)
                if turn:
                    seconds.append(taken)
            everything += seconds
            print(json.dumps({"page": path, **figures(seconds), "queries": queries, "bytes": len(answer.data)}))
        print(json.dumps({"page": "all", **figures(everything)}))


def figures(seconds: Sequence[float]) -> dict[str, float]:
    """Median and 95th percentile, in milliseconds."""
    return {
        "median_ms": round(1000 * statistics.median(seconds), 1),
        "p95_ms": round(1000 * statistics.quantiles(seconds, n=20)[-1], 1),
    }
