"""The private page of somebody who signed up."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from beraad.extensions import db
from beraad.lottery.draw import files, queries
from beraad.lottery.frozen.merkle import Proof
from beraad.lottery.own import queries as own
from beraad.recruitment.models.registration import Registration
from tests.lottery import proofs
from tests.pages import Browser


def people(of: Any) -> list[Registration]:
    mine = select(Registration).where(Registration.assembly_id == of.id)
    return list(db.session.scalars(mine.order_by(Registration.id)))


def test_everyone_sees_their_own_chance_and_a_proof_that_holds(make: Any, client: Any) -> None:
    assembly = make.drawn(slug="wonen")
    draw = queries.real_draw(assembly.id)
    record = files.record(draw)
    for person in people(assembly)[::7]:
        page = client.get(f"/mijn-kans/{own.token(person)}")
        tickets = round(record["ticket_chances"][person.pool_id] * 1000)
        assert f"U stond op {tickets} van de 1000 briefjes." in page.main
        content = json.loads(page.follow("Download het bewijs").text)
        proof = Proof(**{**content, "answers": tuple(content["answers"]), "path": tuple(map(tuple, content["path"]))})
        assert proofs.holds(proof)
        assert proof.root == draw.merkle_root
        assert ("U bent ingeloot" in page.main) == (person.pool_id in record["panels"][record["tickets"][42]])


def test_somebody_who_came_later_was_not_on_the_list(make: Any, client: Any) -> None:
    assembly = make.drawn()
    assembly.pool_frozen_at = None  # as for a sign-up of before this was kept
    late = make.registration(assembly)
    page = client.get(f"/mijn-kans/{own.token(late)}")
    assert "U stond niet op de lijst" in page.main
    assert client.get("/mijn-kans/bewijs.json").status == 404


def test_before_the_draw_there_is_nothing_to_see_yet(make: Any, client: Any) -> None:
    assembly = make.ready_to_draw()
    page = client.get(f"/mijn-kans/{own.token(people(assembly)[0])}")
    assert "De loting is nog niet begonnen" in page.main


def test_the_address_says_nothing_stays_nowhere_and_ends(make: Any, client: Any, monkeypatch: Any) -> None:
    person = make.registration(make.assembly())
    secret = own.token(person)
    assert person.pool_id.encode() not in base64.urlsafe_b64decode(secret + "=" * (-len(secret) % 4))
    page = client.get(f"/mijn-kans/{secret}")
    assert page.path == "/mijn-kans" and secret not in page.html
    assert Browser(client.app).get("/mijn-kans").path == "/aanmelden"
    monkeypatch.setattr(own, "LASTS", timedelta(days=-1))
    assert Browser(client.app).get(f"/mijn-kans/{secret}").status == 404
    assert client.get("/mijn-kans").path == "/aanmelden", "an open page ends too"


def test_another_secret_opens_nothing(make: Any, client: Any) -> None:
    secret = own.token(make.registration(make.assembly()))
    assert client.get(f"/mijn-kans/{secret[:-1]}").status == 404
    assert client.get("/mijn-kans/onzin").status == 404


def test_without_a_recognised_sign_up_the_code_is_asked_first(client: Any) -> None:
    assert client.get("/aanmelden/mijn-kans").path == "/aanmelden"
