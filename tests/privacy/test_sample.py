"""Somebody in the register sample asks: what is known about them, and away with it for good."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from beraad.assemblies.models import Assembly, Role
from beraad.audit.models import AuditEvent
from beraad.days import day_of
from beraad.extensions import db
from beraad.privacy import erasing, retention
from beraad.privacy.errors import LettersUnderWayError, SampleWaitingError
from beraad.privacy.people import requests
from beraad.recruitment.models.sample import KeptOut, RefusedRow, RegisterImport, RegisterRow
from beraad.recruitment.models.waves import Invitation
from beraad.recruitment.register import kept_out
from beraad.recruitment.register import queries as register_queries
from beraad.recruitment.register import service as samples
from beraad.web import edge

NAME, STREET = "Proefpersoon Uniekje", "Zoeklaan 77"
HEADER = "naam,adresregel1,postcode,woonplaats,geboortejaar\n"
ROWS = f"{NAME},{STREET},9401 AA,Voorbeeldstad,1980\nAndere Buur,Zoeklaan 79,9401 AA,Voorbeeldstad,1970\n"


def read(of: Assembly, rows: str, name: str = "steekproef.csv") -> RegisterImport:
    with edge.unit_of_change():
        received = samples.receive(of, name, io.BytesIO((HEADER + rows).encode()))
        samples.start(received, received.mapping)
    return received


@pytest.fixture
def sampled(make: Any) -> Assembly:
    """A burgerberaad with two neighbours in its sample."""
    of: Assembly = make.recruiting()
    read(of, ROWS)
    return of


def names(of: Assembly) -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(RegisterRow.name).where(RegisterRow.assembly_id == of.id)))


def test_the_registry_looks_somebody_up_and_erases_after_a_yes(sampled: Assembly, make: Any, sign_in: Any) -> None:
    browser = sign_in(make.member(sampled, Role.REGISTRY))
    page = browser.get(f"/beheer/{sampled.slug}/privacy/personen").submit({"zoek": "uniekje zoeklaan"}, button="Zoek")
    assert "Niets gevonden." in page.main
    page = page.follow(NAME).follow("Gegevens wissen")
    done = page.press()
    assert done.h1.startswith("Verwijderbewijs") and "Regels uit de steekproef 1" in done.main
    assert make.traces(NAME, STREET) == []
    assert names(sampled) == ["Andere Buur"]
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "privacy.erased_at_request")).one()
    assert event.details == {"register_row": 1}


def test_a_later_file_does_not_bring_them_back_however_they_are_spelled(sampled: Assembly, make: Any) -> None:
    with edge.unit_of_change():
        requests.erase_sample_row(sampled, register_queries.found_in_sample(sampled.id, "uniekje")[0])
    spelled = f"{NAME.upper()},{STREET.lower()},9401aa,Voorbeeldstad,\n"
    again = read(sampled, spelled + "Nieuwe Buur,Zoeklaan 81,9401 AA,Voorbeeldstad,1990\n", "nieuw.csv")
    assert sorted(names(sampled)) == ["Andere Buur", "Nieuwe Buur"]
    assert register_queries.refusals(again) == {"kept_out": 1}
    assert db.session.scalars(select(RefusedRow.row)).all() == [2]
    assert make.traces(NAME, STREET) == []
    other = make.recruiting()
    read(other, ROWS)
    assert NAME in names(other), "each burgerberaad has its own promise"


def test_who_signed_up_and_was_erased_stays_out_of_the_sample_too(sampled: Assembly, make: Any) -> None:
    person = make.registration(sampled, name=NAME, address_line1=STREET, postcode="9401 AA")
    with edge.unit_of_change():
        requests.erase(person)
    read(sampled, ROWS.replace("1980", "1981"), "nieuw.csv")
    assert names(sampled) == ["Andere Buur"]


def test_the_hash_tells_nothing_and_goes_with_the_sample(make: Any, context: Flask) -> None:
    of = make.drawn(ends_on=None)
    read(of, ROWS)
    with edge.unit_of_change():
        erasing.keep_out(of, register_queries.found_in_sample(of.id, "uniekje"))
    kept = db.session.scalars(select(KeptOut)).one()
    assert kept.mark == kept_out.mark(of.id, NAME.upper(), STREET, "9401AA") != kept_out.mark(0, NAME, STREET, "9401AA")
    draw_day = next(row.deadline for row in retention.outlook(of, day_of(kept.asked_at)) if row.deadline.deletes_on)
    with edge.unit_of_change():
        retention.carry_out(of.id, draw_day.deletes_on, edge.commit)  # type: ignore[arg-type]
    assert db.session.scalar(select(func.count()).select_from(KeptOut)) == 0
    assert names(of) == []


def test_access_gives_everything_and_is_written_down(sampled: Assembly, make: Any, sign_in: Any) -> None:
    make.wave(sampled, 2, make.account())
    row = register_queries.found_in_sample(sampled.id, "uniekje")[0].id
    page = sign_in(make.member(sampled, Role.REGISTRY)).get(f"/beheer/{sampled.slug}/privacy/steekproef/{row}")
    told = json.loads(page.submit(button="Alle gegevens als bestand (JSON)").text)
    assert told["steekproef"][0]["name"] == NAME and told["steekproef"][0]["birth_year"] == 1980
    assert [letter["ronde"] for letter in told["brieven"]] == [1]
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "privacy.access_given")).one()
    assert event.subject == f"register_row:{row}"


def test_letters_under_way_and_a_file_that_waits_come_first(sampled: Assembly, make: Any, sign_in: Any) -> None:
    row = register_queries.found_in_sample(sampled.id, "uniekje")[0]
    make.wave(sampled, 2)
    with pytest.raises(LettersUnderWayError), edge.unit_of_change():
        requests.erase_sample_row(sampled, row)
    browser = sign_in(make.member(sampled, Role.REGISTRY))
    page = browser.get(f"/beheer/{sampled.slug}/privacy/steekproef/{row.id}/wissen")
    assert "Er liggen brieven aan deze persoon klaar" in page.main
    assert not page.soup.select("main button[name=step]")
    with edge.unit_of_change():
        samples.receive(sampled, "later.csv", io.BytesIO((HEADER + "Ander Mens,Laan 1,9401 AA,Stad,1950\n").encode()))
    with pytest.raises(SampleWaitingError), edge.unit_of_change():
        requests.erase_sample_row(sampled, row)
    assert len(names(sampled)) == 2


def test_who_signed_up_is_found_as_such_and_others_see_nobody(sampled: Assembly, make: Any, sign_in: Any) -> None:
    wave = make.wave(sampled, 2, make.account())
    row = register_queries.found_in_sample(sampled.id, "uniekje")[0].id
    elsewhere = sign_in(make.member(make.recruiting(), Role.REGISTRY))
    assert elsewhere.get(f"/beheer/{sampled.slug}/privacy/steekproef/{row}").status in (403, 404)
    assert (
        sign_in(make.member(sampled, Role.ORGANISER)).get(f"/beheer/{sampled.slug}/privacy/steekproef/{row}").status
        == 403
    )
    person = make.registration(sampled, name=NAME)
    to_them = Invitation.wave_id == wave.id, Invitation.register_row_id == row
    with edge.unit_of_change():
        person.invitation_id = db.session.scalars(select(Invitation.id).where(*to_them)).one()
    browser = sign_in(make.member(sampled, Role.REGISTRY))
    assert browser.get(f"/beheer/{sampled.slug}/privacy/steekproef/{row}").status == 404
    page = browser.get(f"/beheer/{sampled.slug}/privacy/personen").submit({"zoek": "uniekje"}, button="Zoek")
    assert "Niemand gevonden in de steekproef" in page.main
