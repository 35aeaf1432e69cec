"""/mijn of a griffie with twenty burgerberaden in which hundreds of things wait: seconds, queries and bytes.

`python -m tests.benchmarks desk [--assemblies 20] [--database sqlite]` prints a line of JSON per page and database:
/mijn, the overview of a burgerberaad in recruitment, and a page that shows the next step there. The burgerberaden
stand in all phases; those that recruit or draw have 400 sign-ups each. The time is that of the whole request, inside
one process.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Sequence
from contextvars import Context
from datetime import timedelta

from sqlalchemy import insert, select

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Membership, Phase, Role
from beraad.days import today
from beraad.desk import queries, service
from beraad.extensions import db
from beraad.materials.models import Request, RequestKind, RequestStatus
from beraad.orm import now
from beraad.panel.models import Seat, SeatState
from beraad.recruitment.models.registration import Channel, Registration
from beraad.telling.models import Message, MessageState
from beraad.telling.ways import ContactBy
from beraad.web import edge
from tests import make
from tests.benchmarks import servers
from tests.benchmarks.servers import Site
from tests.crawl import counted
from tests.databases import KINDS

ROUNDS = 60
SIGN_UPS, SEATS, REQUESTS, DRAFTS = 400, 45, 12, 3


def main(argv: Sequence[str]) -> None:
    """Fill and measure on each database."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks desk")
    parser.add_argument("--assemblies", type=int, default=20)
    parser.add_argument("--database", choices=KINDS)
    asked = parser.parse_args(argv)
    for database in [asked.database] if asked.database else KINDS:
        with servers.site(database) as site:
            griffie = filled(asked.assemblies)
            waits = queries.waiting(db.session.scalars(select(Assembly)).all())
            db.session.rollback()
            print(json.dumps({"database": database, "waiting": len(waits)}), flush=True)
            for path in ("/mijn", "/beheer/bench-1", "/beheer/bench-1/speelruimte"):
                print(json.dumps({"database": database, **opened(site, griffie, path)}), flush=True)


def filled(number: int) -> Account:
    """So many burgerberaden, each with its things that wait, and the account that is the griffie of all."""
    griffie = make.account(name="Griffie")
    phases = list(Phase)[:-1]
    for place in range(number):
        assembly = make.assembly(slug=f"bench-{place}", phase=phases[place % len(phases)])
        with edge.unit_of_change():
            db.session.add(Membership(assembly_id=assembly.id, account_id=griffie.id, role=Role.REGISTRY))
            for rows in (_requests, _drafts, _people, _seats):
                rows(assembly)
        with edge.unit_of_change():
            service.tell_of([assembly])
    return griffie


def _requests(assembly: Assembly) -> None:
    shared = {"assembly_id": assembly.id, "kind": RequestKind.FACT, "text": "Waarom?", "status": RequestStatus.ASSIGNED}
    rows = [{**shared, "number": n, "due_on": today() + timedelta(days=n - 3)} for n in range(1, REQUESTS + 1)]
    db.session.execute(insert(Request), rows)


def _drafts(assembly: Assembly) -> None:
    shared = {"assembly_id": assembly.id, "audience": "rol-griffie", "body": "Dag.", "state": MessageState.DRAFT}
    db.session.execute(insert(Message), [{**shared, "subject": f"Bericht {n}"} for n in range(DRAFTS)])


def _people(assembly: Assembly) -> None:
    if assembly.phase not in (Phase.RECRUITMENT, Phase.LOTTERY):
        return
    shared = {"assembly_id": assembly.id, "channel": Channel.PAPER, "contact_by": ContactBy.EMAIL}
    rows = [
        {**shared, "pool_id": f"p{n}", "name": f"Inwoner {n}", "email": f"i{n % (SIGN_UPS - 9)}@voorbeeld.example"}
        for n in range(SIGN_UPS)
    ]
    db.session.execute(insert(Registration), rows)


def _seats(assembly: Assembly) -> None:
    if assembly.phase in (Phase.PREPARATION, Phase.RECRUITMENT):
        return
    shared = {"assembly_id": assembly.id, "state": SeatState.CONFIRMED, "answered_at": now()}
    db.session.execute(insert(Seat), [{**shared, "number": n, "pool_id": f"p{n}"} for n in range(1, SEATS + 1)])


def opened(site: Site, account: Account, path: str) -> dict[str, object]:
    """How long a page takes, after one time that is not counted."""
    client = site.app.test_client()
    make.signed_in(client, account)
    seconds: list[float] = []
    spent = 0.0
    for turn in range(ROUNDS + 1):
        with counted(db.engine) as statements:
            begin, worked = time.perf_counter(), time.process_time()
            answer = Context().run(client.get, path)  # with a context of its own, as a visitor's request has
            taken = time.perf_counter() - begin
        assert answer.status_code == 200, (path, answer.status_code)
        seconds += [taken] if turn else []
        spent += time.process_time() - worked if turn else 0
    ordered = sorted(seconds)
    return {
        "page": path,
        "queries": len(statements),
        "median_ms": round(1000 * statistics.median(ordered), 1),
        "p95_ms": round(1000 * ordered[int(0.95 * len(ordered))], 1),
        "cpu_ms": round(1000 * spent / ROUNDS, 1),
        "bytes": len(answer.data),
    }
