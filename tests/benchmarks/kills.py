"""Processes killed with SIGKILL at random moments of their work: is anything lost, is anything done twice?

`python -m tests.benchmarks kills [--kills 27] [--database sqlite] [--scenario smtp]` prints a JSON line per scenario
and database. Workers are killed while they read a sample, make letters, and send mail to each of the three transports;
web servers while residents sign up. `lost`: acknowledged or asked for, and not there. `doubled`: there more than once.
`uncertain`: mail that was on its way when its worker died; nobody can know more, so it is shown to staff and never
sent again without them.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from email import message_from_bytes, message_from_string
from random import Random

from sqlalchemy import func, select

from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.mail.models import MailState, OutboxMessage
from beraad.recruitment.letters import printing
from beraad.recruitment.letters import service as waves
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.models.sample import RefusedRow, RegisterRow
from beraad.recruitment.models.waves import Invitation, LetterBatch, Wave
from beraad.recruitment.register import jobs as register_jobs
from beraad.recruitment.register import sample_rows
from beraad.recruitment.register import service as samples
from beraad.telling import service as messages
from beraad.telling.service import MessageData
from beraad.telling.ways import ContactBy
from beraad.web import edge
from tests import make
from tests.benchmarks import servers, visitors, worker_lives
from tests.benchmarks.recruitment import invitations
from tests.benchmarks.servers import Site
from tests.databases import KINDS
from tests.mail import notify_server, smtp_server

#: work for each kill: more than a worker does before it dies
ROWS, LETTERS, MAILS, SIGN_UPS = 4_000, 100, 40, 40
VISITORS = 6


@dataclass
class Outcome:
    """What became of some work during which processes were killed."""

    kills: int = 0
    items: int = 0
    lost: int = 0
    doubled: int = 0
    uncertain: int = 0
    #: jobs that were left too often and had to be revived by a person
    revived: int = 0


def sampled(site: Site, kills: int, random: Random) -> Outcome:
    """Reading a register sample: each row of the file is in the database once, or refused once."""
    assembly, rows = make.recruiting(), ROWS * kills
    content = make.sample_file([*make.sample_rows(rows - 100), *make.sample_rows(100)])  # the last hundred again
    with edge.unit_of_change():
        received = samples.receive(assembly, "steekproef.csv", io.BytesIO(content))
        samples.start(received, received.mapping)
    found = Outcome(0, rows)
    found.kills, found.revived = worker_lives.kill_while_working(site, kills, random)
    there = _count(RegisterRow.id) + _count(RefusedRow.row)
    found.lost, found.doubled = max(rows - there, 0), max(there - rows, 0)
    names = select(func.count(RegisterRow.name.distinct()))
    assert db.session.scalar(names) == rows - 100
    assert (received.rows_read, received.rows_added) == (rows, rows - 100), "the counts on the page"
    return found


def lettered(site: Site, kills: int, random: Random) -> Outcome:
    """Drawing a wave and setting its letters: one letter each, in one file, and every file as its hash says."""
    assembly, letters = make.recruiting(), LETTERS * kills
    _with_sample(assembly, letters)
    with edge.unit_of_change():
        wave = waves.plan(assembly, letters)
    found = Outcome(0, letters)
    found.kills, found.revived = worker_lives.kill_while_working(site, kills // 3, random)
    db.session.refresh(wave)
    with edge.unit_of_change():
        waves.approve(wave, make.account())
    with edge.unit_of_change():
        printing.start(wave)
    killed, revived = worker_lives.kill_while_working(site, kills - found.kills, random)
    found.kills, found.revived = found.kills + killed, found.revived + revived
    printed = Counter(number for batch in printing.batches(wave) for number in range(batch.first, batch.last + 1))
    invited = Counter(db.session.scalars(select(Invitation.register_row_id).where(Invitation.wave_id == wave.id)))
    found.lost = 2 * letters - len(printed) - len(invited)
    found.doubled = printed.total() - len(printed) + invited.total() - len(invited)
    _check_files(wave, printing.batches(wave))
    return found


def _with_sample(assembly: Assembly, rows: int) -> None:
    """A sample with nobody in it twice at one address, read by this process."""
    people = [[f"Inwoner {n}", f"Voorbeeldstraat {n}", "9401 AB", "Voorbeeldstad", "", "1980"] for n in range(rows)]
    with edge.unit_of_change():
        received = samples.receive(assembly, "steekproef.csv", io.BytesIO(make.sample_file(people)))
        received.mapping = {field: column for field, column in received.mapping.items() if column}
        sample_rows.take_in(received, list(register_jobs._rows_after(received, 0, None)))


def _check_files(wave: Wave, batches: Sequence[LetterBatch]) -> None:
    files = {printing.path(wave.id, batch.number): batch.sha256 for batch in batches}
    assert all(hashlib.sha256(path.read_bytes()).hexdigest() == digest for path, digest in files.items())
    assert {path for path in printing.path(wave.id, 1).parent.iterdir() if path.suffix == ".pdf"} == set(files)


Received = Callable[[], Counter[str]]


def sent(site: Site, kills: int, random: Random, received: Received) -> Outcome:
    """A message to everyone who signed up: one mail each where it arrives, or the outbox says that it is not sure."""
    assembly, people = make.recruiting(), MAILS * kills
    for number in range(people):
        make.registration(assembly, contact_by=ContactBy.EMAIL, email=f"inwoner{number}@voorbeeld.example")
    with edge.unit_of_change():
        messages.send(
            messages.write(assembly, MessageData("aangemeld", "Nieuws", "Beste {naam}, dit bericht komt één keer."))
        )
    found = Outcome(0, people)
    found.kills, found.revived = worker_lives.kill_while_working(site, kills, random)
    arrived = received()
    states = dict(db.session.execute(select(OutboxMessage.recipient, OutboxMessage.state)).all())
    assert set(states.values()) <= {MailState.SENT, MailState.UNCERTAIN, MailState.FAILED}, "nothing is forgotten"
    said = {recipient for recipient, state in states.items() if state is MailState.SENT}
    found.lost = people - len(states) + len(said - set(arrived))
    found.doubled = arrived.total() - len(arrived)
    found.uncertain = len(states) - len(said)
    return found


@contextmanager
def to_files(database: str) -> Iterator[tuple[Site, Received]]:
    """A site that writes mail to a folder."""
    with servers.site(database) as site:
        yield site, lambda: in_folder(site)


def in_folder(site: Site) -> Counter[str]:
    """Recipients of the mail in the folder."""
    return Counter(message_from_bytes(path.read_bytes())["To"] for path in (site.instance / "outbox").glob("*.eml"))


@contextmanager
def to_smtp(database: str) -> Iterator[tuple[Site, Received]]:
    """A site with a mail server, which counts."""
    with smtp_server.running() as server, servers.site(database, **smtp_settings(server)) as site:
        yield site, lambda: at_smtp(server)


def smtp_settings(server: smtp_server.MailServer) -> dict[str, str]:
    return {"BERAAD_SMTP_HOST": "127.0.0.1", "BERAAD_SMTP_PORT": str(server.port), "BERAAD_SMTP_STARTTLS": "no"}


def at_smtp(server: smtp_server.MailServer) -> Counter[str]:
    """Recipients of what the server accepted."""
    assert len({message_from_string(text)["Message-ID"] for _to, text in server.received}) <= len(server.received)
    return Counter(recipient for recipient, _text in server.received)


@contextmanager
def to_notify(database: str) -> Iterator[tuple[Site, Received]]:
    """A site with NotifyNL, which counts."""
    with notify_server.running() as server, servers.site(database, **notify_settings(server)) as site:
        yield site, lambda: Counter(kept["email_address"] for kept in server.accepted)


def notify_settings(server: notify_server.NotifyServer) -> dict[str, str]:
    return {
        "BERAAD_NOTIFY_KEY": f"voorbeeld-{notify_server.ISSUER}-{notify_server.SECRET}",
        "BERAAD_NOTIFY_EMAIL_TEMPLATE": notify_server.EMAIL_TEMPLATE,
        "BERAAD_NOTIFY_TEXT_TEMPLATE": notify_server.TEXT_TEMPLATE,
        "BERAAD_NOTIFY_URL": server.service().url,
    }


def signed_up(site: Site, kills: int, random: Random) -> Outcome:
    """Residents sign up, and try again when they get no answer: whoever was thanked is there, and nobody twice."""
    assembly, people = make.recruiting(), SIGN_UPS * kills
    answers, revision = visitors.first_answers(site.app, assembly), assembly.revision
    numbers = invitations(assembly, people)
    waiting = [(number, visitors.request(site.app, site.port, number, answers, revision)) for number in numbers]
    db.session.remove()
    thanked: set[int] = set()

    def come() -> None:
        while waiting:
            try:
                number, content = waiting.pop()
            except IndexError:
                return
            while b" 303 " not in (head := visitors.ask(site.port, content)):
                time.sleep(0.05)
            if visitors.THANKS in head:
                thanked.add(number)

    web = site.serve()
    crowd = [threading.Thread(target=come) for _ in range(VISITORS)]
    for visitor in crowd:
        visitor.start()
    killed = 0
    while killed < kills and waiting:
        time.sleep(random.uniform(0, worker_lives.LONGEST_LIFE))
        killed += bool(waiting)
        servers.kill(web)
        web = site.serve()
    for visitor in crowd:
        visitor.join()
    there = Counter(db.session.scalars(select(Registration.invitation_id)))
    assert audit.first_broken_event() is None, "the chain of the log holds"
    lost = len(thanked - set(there)) + people - len(there)
    return Outcome(killed, people, lost, there.total() - len(there))


def _count(column: object) -> int:
    return db.session.scalar(select(func.count(column))) or 0  # type: ignore[arg-type]


PLAIN = {"sample": sampled, "letters": lettered, "sign_ups": signed_up}
MAIL = {"files": to_files, "smtp": to_smtp, "notify": to_notify}
#: sending is tried on three transports, each with a third of the kills
SHARE = {**dict.fromkeys(PLAIN, 3), **dict.fromkeys(MAIL, 1)}


def run(database: str, scenario: str, kills: int, random: Random) -> Outcome:
    """One scenario on an empty database."""
    if scenario in MAIL:
        with MAIL[scenario](database) as (site, received):
            return sent(site, kills, random, received)
    with servers.site(database) as site:
        return PLAIN[scenario](site, kills, random)


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks kills", description=__doc__)
    parser.add_argument(
        "--kills", type=int, default=27, help="kills per kind of work: reading, letters, mail, sign-ups"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the random moments")
    parser.add_argument("--database", choices=KINDS)
    parser.add_argument("--scenario", choices=SHARE)
    asked = parser.parse_args(argv)
    for database in [asked.database] if asked.database else KINDS:
        for scenario in [asked.scenario] if asked.scenario else SHARE:
            start, random = time.monotonic(), Random(asked.seed)
            found = run(database, scenario, asked.kills * SHARE[scenario] // 3, random)
            line = {"benchmark": "kills", "database": database, "scenario": scenario, **asdict(found)}
            print(json.dumps({**line, "seconds": round(time.monotonic() - start, 1)}), flush=True)
