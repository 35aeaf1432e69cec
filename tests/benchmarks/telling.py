"""Telling many people: how long it takes, whether sign-in mail waits for it, and whether anything is told twice.

`python -m tests.benchmarks telling [--people 20000] [--kills 6] [--database sqlite]` prints a JSON line per figure and
database. A real worker prepares a message to everyone who signed up; while it does, and while the mail leaves,
somebody asks for a link to sign in. A list of as many people is sorted, filtered and searched. Then workers are killed
with SIGKILL while they tell a panel of 45 that a meeting moved.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random
from statistics import quantiles

from sqlalchemy import func, insert, select

from beraad import orm
from beraad.accounts import jobs as sign_in
from beraad.assemblies.models import Assembly, Role
from beraad.extensions import db
from beraad.mail.models import MailState, OutboxMessage
from beraad.meetings import service as meetings
from beraad.meetings.models import Meeting, Mode
from beraad.meetings.service import MeetingData
from beraad.orm import now
from beraad.panel.models import Seat, SeatState
from beraad.recruitment.models.registration import Channel, Registration
from beraad.telling import service
from beraad.telling.models import Bundle, BundleState, Message, MessageState
from beraad.telling.service import MessageData
from beraad.telling.ways import ContactBy
from beraad.web import edge, sealing
from beraad.web.lists.asked import SEARCH
from tests import make
from tests.benchmarks import servers, worker_lives
from tests.benchmarks.servers import Site
from tests.databases import KINDS

PANEL = 45
#: seconds after the start of the message at which somebody asks for a link to sign in
ASKED_AFTER = 3.0

Figures = dict[str, object]


def main(argv: Sequence[str]) -> None:
    """Measure both on each database; prints a line of JSON each."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks telling")
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--database", choices=KINDS)
    asked = parser.parse_args(argv)
    for database in [asked.database] if asked.database else KINDS:
        with servers.site(database) as site:
            for figures in told(site, asked.people):
                print(json.dumps({"database": database, **figures}), flush=True)
        with servers.site(database) as site:
            print(json.dumps({"database": database, **listed(site, asked.people)}), flush=True)
        with servers.site(database) as site:
            print(json.dumps({"database": database, **moved(site, asked.kills, Random(1))}), flush=True)


def told(site: Site, people: int) -> Iterator[Figures]:
    """A message to many, and a sign-in mail asked for while it is prepared and while it leaves."""
    assembly, somebody = make.recruiting(), make.account()
    sign_up(assembly, people)
    address = somebody.email
    with edge.unit_of_change():
        message_id = service.send(service.write(assembly, MessageData("aangemeld", "Nieuws", "Dag {naam}."))).id
    begin, process = time.monotonic(), site.work()
    try:
        time.sleep(ASKED_AFTER)
        first = _seconds_to_sign_in_mail(address, 1)
        worker_lives.wait_until(lambda: _is_prepared(message_id))
        took = time.monotonic() - begin
        second = _seconds_to_sign_in_mail(address, 2)
        left = _count(OutboxMessage.state == MailState.QUEUED)
    finally:
        servers.kill(process)
    there = _count(OutboxMessage.reference.startswith("bundle-"))
    yield {"people": people, "prepared_seconds": round(took, 1), "in_outbox": there}
    yield {"sign_in_seconds_meanwhile": round(first, 1), "and_after": round(second, 1), "mails_that_still_wait": left}


def listed(site: Site, rows: int) -> Figures:
    """The page of a list of so many people: sorted, filtered, searched, and far along, each of them twenty times."""
    assembly, client = make.recruiting(), site.app.test_client()
    make.signed_in(client, make.member(assembly, Role.REGISTRY))
    sign_up(assembly, rows)
    here, seconds = f"/beheer/{assembly.slug}/aanmeldingen", []
    client.get(here)
    with client.session_transaction() as session:
        session[SEARCH] = sealing.seal("inwoner 1999", f"cookie:sought:{here}")
    for query in ("volgorde=naam", "volgorde=-naam&stand=aangemeld", "gezocht=ja&volgorde=naam", "pagina=300"):
        for _turn in range(20):
            begin = time.perf_counter()
            page = client.get(f"{here}?{query}")
            seconds.append(time.perf_counter() - begin)
            assert page.status_code == 200
    return {"rows": rows, "list_p95_ms": round(1000 * quantiles(seconds, n=20)[-1], 1)}


def moved(site: Site, kills: int, random: Random) -> Figures:
    """A meeting of a panel of 45 moves while workers are killed: each panellist has one mail."""
    assembly = make.recruiting()
    sign_up(assembly, PANEL)
    seat(assembly)
    starts_at = now() + timedelta(days=30)
    data = MeetingData(1, "Kennismaken", starts_at, starts_at + timedelta(hours=3), Mode.PHYSICAL, "Dorpshuis")
    with service.untold(), edge.unit_of_change():
        meeting_id = meetings.plan(assembly, data).id
    with edge.unit_of_change():
        meetings.change(db.session.get_one(Meeting, meeting_id), replace(data, place="Bibliotheek"))
    killed, revived = worker_lives.kill_while_working(site, kills, random)
    recipients = db.session.scalars(select(OutboxMessage.recipient)).all()
    return {
        "panel": PANEL,
        "kills": killed,
        "revived": revived,
        "messages": len(recipients),
        "lost": PANEL - len(set(recipients)),
        "doubled": len(recipients) - len(set(recipients)),
    }


def sign_up(assembly: Assembly, people: int) -> None:
    """Let so many people sign up, all by e-mail."""
    shared = {"assembly_id": assembly.id, "channel": Channel.IMPORT, "contact_by": ContactBy.EMAIL}
    rows = [
        {**shared, "pool_id": f"p{n:06}", "name": f"Inwoner {n}", "email": f"inwoner{n}@voorbeeld.example"}
        for n in range(people)
    ]
    with edge.unit_of_change():
        db.session.execute(insert(Registration), rows)


def seat(assembly: Assembly) -> None:
    """Give everyone who signed up a confirmed seat."""
    people = select(Registration.id, Registration.pool_id).where(Registration.assembly_id == assembly.id)
    shared = {"assembly_id": assembly.id, "state": SeatState.CONFIRMED, "answered_at": now()}
    rows = [
        {**shared, "number": number, "registration_id": row.id, "pool_id": row.pool_id}
        for number, row in enumerate(db.session.execute(people).all(), start=1)
    ]
    with edge.unit_of_change():
        db.session.execute(insert(Seat), rows)


def _seconds_to_sign_in_mail(address: str, number: int) -> float:
    """Ask for a link, and wait until the mail with it has left."""
    begin = time.monotonic()
    with edge.unit_of_change():
        sign_in.ask_for_link(address, "/mijn")
    left = OutboxMessage.reference.startswith("sign-in-link-"), OutboxMessage.state == MailState.SENT
    worker_lives.wait_until(lambda: _count(*left) >= number)
    return time.monotonic() - begin


def _is_prepared(message_id: int) -> bool:
    with orm.reading():
        state = db.session.scalar(select(Message.state).where(Message.id == message_id))
        db.session.rollback()
    return state is MessageState.SENT and not _count(Bundle.state == BundleState.WAITING)


def _count(*which: object) -> int:
    with orm.reading():
        found = db.session.scalar(select(func.count()).where(*which)) or 0  # type: ignore[arg-type]
        db.session.rollback()
    return found
