"""A panellist of whom there is something in every corner, and a search through all corners."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import current_app

from beraad.accounts import jobs as link_jobs
from beraad.accounts import passwords, tries
from beraad.days import today
from beraad.extensions import db
from beraad.mail import transports
from beraad.materials import requests as materials
from beraad.materials.models import RequestKind
from beraad.meetings import attendance
from beraad.orm import now
from beraad.panel import service
from beraad.panel.models import AnsweredBy, Seat
from beraad.panel.needs import bank
from beraad.panel.needs import service as needs
from beraad.recruitment.addresses import household_key
from beraad.recruitment.register import service as samples
from beraad.recruitment.register import waiting_files
from beraad.recruitment.sign_up import confirmations
from beraad.telling.ways import ContactBy
from beraad.web import edge
from tests.make.meetings import meeting
from tests.make.panel import drawn, seats
from tests.make.recruitment import sample_file

NAME, EMAIL, PHONE, ADDRESS = "Proefpersoon Uniekje", "uniekje@voorbeeld.example", "0600112233", "Zoeklaan 77"
TRACES = (NAME, EMAIL, PHONE, ADDRESS)
#: copies a folder
COPY = "import shutil, sys; shutil.copytree(sys.argv[1], sys.argv[2])"
#: a row of the register sample about this person, and one about somebody else
SAMPLE = [(NAME.upper(), ADDRESS, "9401AA", "Voorbeeldstad", "Voorbeeldstad", "1980")]
NEIGHBOUR = ("Andere Buur", "Zoeklaan 79", "9401AA", "Voorbeeldstad", "Voorbeeldstad", "1970")


def known_everywhere() -> Seat:
    """A panellist who answered, asked, signed off, was written to and stands in a file that waits."""
    transports.delete_files(transports.written())  # of earlier tests, whose rows are gone
    of = drawn()
    seat = seats(of)[0]
    person = seat.registration
    assert person is not None
    with edge.unit_of_change():
        for name, value in {"name": NAME, "email": EMAIL, "phone": PHONE, "address_line1": ADDRESS}.items():
            setattr(person, name, value)
        person.contact_by, person.extra = ContactBy.EMAIL, {"bijnaam": NAME}
        person.household = household_key(of.id, ADDRESS, person.postcode)
    with edge.unit_of_change():
        confirmations.send(person)
        service.ask(seat, today() + timedelta(days=7))
    with edge.unit_of_change():
        service.confirm(seat, AnsweredBy.LINK)
        needs.set_needs(seat, needs.Needs(diet=f"{NAME} eet geen noten"))
        bank.set_allowance(seat, True, bank.Bank("NL02ABNA0123456789", NAME))
    with edge.unit_of_change():
        materials.ask(of, RequestKind.FACT, "Hoeveel bomen staan er?", seat.account_id)
        tries.count("link", EMAIL, passwords.MOST_LINKS)
        link_jobs.ask_for_link(EMAIL, "/mijn")
    with edge.unit_of_change():
        attendance.sign_off(meeting(of, starts_at=now() + timedelta(days=3)), seat, f"{NAME} is ziek")
        waiting_files.store(of.id, "mensen.csv", "", f"id,name\n1,{NAME}\n".encode())
    with edge.unit_of_change():
        received = samples.receive(of, "steekproef.csv", io.BytesIO(sample_file([*SAMPLE, NEIGHBOUR])))
        samples.start(received, received.mapping)
    return seat


def traces(*wanted: str) -> list[str]:
    """Where these words occur, in any table or file of the application, whatever their capitals."""
    found = [*_in_tables(wanted), *_in_files(wanted)]
    return sorted(set(found))


def _in_tables(wanted: tuple[str, ...]) -> Iterator[str]:
    db.session.rollback()
    for table in db.metadata.sorted_tables:
        for row in db.session.execute(table.select()).mappings():
            for column, value in row.items():
                text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
                if any(word.lower() in text.lower() for word in wanted):
                    yield f"{table.name}.{column}"
    db.session.rollback()


def _in_files(wanted: tuple[str, ...]) -> Iterator[str]:
    """The instance folder, with the database when that is a file.

    Another process copies it first: a process that closes a file loses all its locks on that file, those of SQLite's
    open connections among them, and another process could then take the database for one that nobody uses.
    """
    folder: Path = current_app.config["BERAAD"].instance.parent
    with TemporaryDirectory() as place:
        copy = Path(place) / "copy"
        subprocess.run([sys.executable, "-c", COPY, str(folder), str(copy)], check=True)
        for file in copy.rglob("*"):
            if file.is_file():
                text = file.read_bytes().decode("latin-1").lower()
                if any(word.lower() in text for word in wanted):
                    yield file.name
