"""A proposal for empty seats in the application: the whole page, wall and processor seconds, a line of JSON each.

`python -m tests.benchmarks replacement` makes a burgerberaad with a concluded draw on SQLite for each size, lets people
decline and asks for the page `ROUNDS` times. First everyone who is left can be drawn, then there is a reserve list too.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import select

from beraad import create_app
from beraad.assemblies.models import Assembly, Role
from beraad.demo import cli as demonstration
from beraad.demo import ready
from beraad.demo.basics import in_days
from beraad.demo.followed import draw
from beraad.demo.staff import Team, make_team
from beraad.extensions import db
from beraad.panel import service
from beraad.panel.models import AnsweredBy, Seat
from beraad.panel.replacement import service as replacing
from beraad.panel.replacement.reserves import ReservesData
from beraad.web import edge
from tests import make

ROUNDS = 5
#: people in the pool, seats, reserves, and seats that fall empty: after each step the page is measured
SIZES = ((320, 45, 6, (1, 3)), (2400, 150, 20, (1, 5, 15)))


def main(argv: Sequence[str]) -> None:
    """Make, measure, print; takes no arguments."""
    for pool, seats, spare, gaps in SIZES:
        with tempfile.TemporaryDirectory() as name:
            config = replace(demonstration.settings(Path(name), "http://localhost"), immediate_jobs=True)
            app = create_app(config)
            client = app.test_client()
            with app.app_context():
                upgrade()
                with edge.unit_of_change():
                    team = make_team()
                make.signed_in(client, team[Role.REGISTRY])
                address = _fill(team, pool, seats)
            for reserves_on_list, steps in ((0, gaps), (spare, gaps[-1:])):
                with app.app_context():
                    _choose(address, reserves_on_list)
                for gap in steps:
                    with app.app_context():
                        _empty(address, gap)
                    size = {"pool": pool, "seats": seats, "reserves": reserves_on_list, "empty": gap}
                    print(json.dumps(size | _measured(client, address)), flush=True)


def _fill(team: Team, pool: int, seats: int) -> str:
    assembly = ready.make(team, pool, seats)
    draw(team, assembly)
    with edge.unit_of_change():
        service.ask_everyone(assembly, in_days(20))
    return assembly.slug


def _assembly(slug: str) -> Assembly:
    return db.session.scalars(select(Assembly).where(Assembly.slug == slug)).one()


def _choose(slug: str, spare: int) -> None:
    if spare:
        with edge.unit_of_change():
            replacing.ask_reserves(_assembly(slug), ReservesData(spare, 20))


def _empty(slug: str, gap: int) -> None:
    """Let people decline until `gap` seats are empty."""
    chosen = select(Seat).where(Seat.assembly_id == _assembly(slug).id).order_by(Seat.number)
    with edge.unit_of_change():
        for seat in db.session.scalars(chosen).all()[:gap]:
            if seat.answered_at is None:
                service.decline(seat, AnsweredBy.PHONE)


def _measured(client: FlaskClient, slug: str) -> dict[str, float]:
    walls, processors = [], []
    for _round in range(ROUNDS):
        wall, processor = time.perf_counter(), time.process_time()
        answer = client.get(f"/beheer/{slug}/panel/vervanging")
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
        assert answer.status_code == 200
    return {"seconds": round(statistics.median(walls), 3), "cpu_seconds": round(statistics.median(processors), 3)}
