"""From freeze to tickets inside the application: 2,400 people who signed up, 150 seats, spread tickets.

`python -m tests.benchmarks draw [--people 2400] [--seats 150] [--database postgresql]` prints one JSON line: wall and
processor seconds from the second official's approval until the verified record is stored, on an empty database. The
job runs in this process at once, as the worker runs it.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import replace

from beraad import create_app
from beraad.assemblies.models import Assembly, Role
from beraad.extensions import db
from beraad.lottery.bounds import Bounds
from beraad.lottery.draw import service
from beraad.lottery.draw.service import Plan
from beraad.lottery.models import DrawKind, DrawState
from beraad.lottery.quotas import service as quotas
from beraad.recruitment.office import respondents
from beraad.recruitment.office import service as office
from beraad.web import edge
from beraad.web.documents.tables import write_csv
from selection.model.problem import Problem
from tests import databases, make
from tests.benchmarks.servers import site
from tests.selection.instances import pool


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks draw")
    parser.add_argument("--people", type=int, default=2400)
    parser.add_argument("--seats", type=int, default=150)
    parser.add_argument("--database", choices=databases.KINDS, default="sqlite")
    args = parser.parse_args(argv)
    with site(args.database) as made:
        app = create_app(replace(made.app.config["BERAAD"], immediate_jobs=True))
        with app.app_context():
            print(json.dumps({"database": args.database, **measured(args.people, args.seats)}), flush=True)


def measured(people: int, seats: int) -> dict[str, object]:
    """What freezing and computing cost."""
    assembly = filled(pool(people, seats), seats)
    first, second = make.member(assembly, Role.REGISTRY), make.member(assembly, Role.ORGANISER)
    with edge.unit_of_change():
        draw = service.propose(assembly, Plan(DrawKind.REAL, short_term_reason="Meting"), first)
    wall, processor = time.perf_counter(), time.process_time()
    with edge.unit_of_change():
        service.approve(draw, second)
    with edge.unit_of_change():
        service.start(draw, "1234567890", first)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    db.session.expire_all()
    assert draw.state is DrawState.COMPUTED, draw.state
    return {
        "people": draw.people,
        "seats": draw.seats,
        "seconds": round(wall, 2),
        "cpu_seconds": round(processor, 2),
        "smallest_chance": draw.figures["minimum"],
        "distinct_panels": draw.figures["panels"],
    }


def filled(problem: Problem, seats: int) -> Assembly:
    """A burgerberaad with the quotas and people of `problem`."""
    assembly = make.assembly(seats=seats, features={f: tuple(values) for f, values in problem.features.items()})
    with edge.unit_of_change():
        bounds = {
            answer.id: Bounds(wanted.min, wanted.max)
            for feature in assembly.features
            for answer in feature.answers
            if (wanted := problem.features[feature.name][answer.value])
        }
        quotas.set_quotas(assembly, bounds)
        content = write_csv(["unique_id", *problem.features], ([p, *given] for p, given in problem.people.items()))
        office.merge(assembly, respondents.prepare(assembly, content, "people.csv", None))
    return assembly
