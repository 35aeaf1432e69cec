"""The whole road, told by the people who walk it: from the first letter to what came of the advice."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest
from flask import Flask
from sqlalchemy import select

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Phase, Role
from beraad.days import today
from beraad.extensions import db
from beraad.meetings import attendance
from beraad.meetings.models import Presence
from beraad.orm import now
from beraad.panel.models import Seat, SeatState
from beraad.recruitment.models.waves import Wave
from beraad.web import sealing
from tests.pages import Browser, Page
from tests.residents import enter

SLUG = "leefbaar-dorp"
HERE, PANEL, PUBLIC = (f"/{part}/{SLUG}" for part in ("beheer", "panel", "burgerberaden"))
SEATS, LETTERS = 4, 12
NEXT_WEEK = (today() + timedelta(days=7)).isoformat()
Team = Mapping[Role, Browser]


@pytest.fixture
def assembly(make: ModuleType) -> Assembly:
    made: Assembly = make.recruiting(slug=SLUG, title="Leefbaar dorp", seats=SEATS)
    return made


@pytest.fixture
def team(make: ModuleType, assembly: Assembly, sign_in: Callable[[Account], Browser]) -> Team:
    """The people who work on the burgerberaad, each in a browser of their own."""
    roles = (Role.REGISTRY, Role.ORGANISER, Role.OFFICIAL, Role.EXECUTIVE)
    return {role: sign_in(make.member(assembly, role, name=f"Medewerker {role.value}")) for role in roles}


def test_a_burgerberaad_from_the_first_letter_to_its_follow_up(
    app: Flask, make: ModuleType, assembly: Assembly, team: Team, outbox: Path
) -> None:
    codes = send_letters(make, team)
    for number, code in enumerate(codes[:-1]):
        page = sign_up(Browser(app), code, number)
        assert page.path == "/aanmelden/klaar", page.main
    enter_paper(team[Role.REGISTRY], assembly)
    set_quotas(team[Role.ORGANISER], assembly)
    rehearse(team[Role.ORGANISER])
    assembly.phase, assembly.sign_up_closes = Phase.LOTTERY, today() - timedelta(days=1)  # the last day passes
    db.session.commit()
    hold_the_draw(team)
    panellist = take_a_seat(app, team[Role.REGISTRY], assembly, outbox)
    read_and_ask(team[Role.ORGANISER], panellist)
    hold_a_meeting(make, assembly)
    write_and_vote(team[Role.ORGANISER], panellist)
    hand_over_and_answer(team)
    tracker = Browser(app).get(f"{PUBLIC}/aanbevelingen")
    assert "Overgenomen" in tracker.main
    assert "De plekken zijn gekozen." in tracker.follow("Meer bomen").main


def send_letters(make: ModuleType, team: Team) -> list[str]:
    """The griffie reads the sample and draws letters, the organiser approves them; gives the codes in them."""
    make.decide_before_letters(db.session.scalars(select(Assembly)).one())
    db.session.commit()
    page = team[Role.REGISTRY].get(f"{HERE}/steekproef")
    rows = [(*row[:-1], "") for row in make.sample_rows(40)]  # a register without years of birth can deny none
    file = io.BytesIO(make.sample_file(rows))
    page = page.submit({"file": (file, "steekproef.csv")}, button="Bestand sturen").submit(button="Inlezen")
    page = page.follow("Maak een ronde brieven").submit({"letters": str(LETTERS)}, button="Verder")
    page = page.submit(button="Loot wie een brief krijgt")
    page = team[Role.ORGANISER].get(page.path).act("Goedkeuren voor verzending")
    wave = db.session.scalars(select(Wave)).one()
    codes = [make.letter_code(wave, number) for number in range(1, LETTERS + 1)]
    page.submit(button=f"Brieven 1 tot en met {LETTERS} (PDF)")
    page = team[Role.ORGANISER].get(page.path)
    page.act("De brieven zijn verstuurd")
    return codes


def sign_up(resident: Browser, code: str, number: int) -> Page:
    """A resident answers one question at a time: women and men in turn, young and old in pairs."""
    page = enter(resident, code.lower())
    about = {
        "name": f"Inwoner {number}", "address_line1": f"Voorbeeldstraat {number}", "postcode": "9401ab",
        "place": "Voorbeeldstad", "birth_year": ("2000", "1950")[number // 2 % 2], "language": "nl",
        "contact_by": "e-mail", "email": f"inwoner{number}@voorbeeld.example",
    }  # fmt: skip
    choices = iter((number % 2,))
    while page.path.startswith("/aanmelden/stap"):
        fields = [str(field["name"]) for field in page.soup.select("main input[name]")]
        given = {name: about[name] for name in fields if name in about}
        for field in dict.fromkeys(set(fields) - set(about) - {"csrf_token"}):
            options = [str(one["value"]) for one in page.soup.select(f'main input[type=radio][name="{field}"]')]
            if options:
                given[field] = options[next(choices)]
        page = page.submit(given, button="Verder")
    return page.submit({"consent": "y"}, button="Aanmelden")


def enter_paper(griffie: Browser, assembly: Assembly) -> None:
    """A sign-up that came by post is typed in."""
    page = griffie.get(f"{HERE}/aanmeldingen/nieuw")
    chosen = {
        f"feature_{feature.id}": feature.answers[0].value
        for feature in assembly.features
        if page.soup.find(attrs={"name": f"feature_{feature.id}"})
    }
    page = page.submit(
        {
            "name": "Inwoner Papier", "address_line1": "Proefweg 1", "postcode": "9401 AB", "place": "Voorbeeldstad",
            "birth_year": "1950", "contact_by": "post", "channel": "papier", "consent": "y", **chosen,
        },
        button="Opslaan",
    )  # fmt: skip
    assert "De aanmelding is toegevoegd." in page.text, page.errors


def set_quotas(organiser: Browser, assembly: Assembly) -> None:
    """The organiser types quotas and checks that a panel is possible."""
    page = organiser.get(f"{HERE}/loting/streefcijfers").follow("Streefcijfers wijzigen")
    typed = {
        f"rows_{feature.id}-{row}-{bound}": "2"
        for feature in assembly.features
        for row in (0, 1)
        for bound in ("minimum", "maximum")
    }
    assert "4 streefcijfers zijn gewijzigd" in page.submit(typed, button="Opslaan").text
    assert "Ja, een panel is mogelijk" in organiser.get(f"{HERE}/loting/controle").main


def rehearse(organiser: Browser) -> None:
    """A rehearsal shows how it goes and changes nothing for anybody."""
    page = organiser.get(f"{HERE}/loting").follow("Nieuwe loting of proefloting")
    page = page.submit({"kind": "proef"}, button="Leg de lijst vast").submit(button="Bereken de briefjes")
    page = page.submit({"number": "042"}, button="Leg het nummer vast")
    assert "Voor niemand is iets veranderd" in page.main
    assert "Het panel is er nog niet" in organiser.get(f"{HERE}/panel").main


def hold_the_draw(team: Team) -> None:
    """Two officials freeze, compute, publish and type the number twice; the panel is seated."""
    griffie, organiser = team[Role.REGISTRY], team[Role.ORGANISER]
    page = griffie.get(f"{HERE}/loting/nieuw")
    page = page.submit({"kind": "echt", "short_term_reason": "De zaal is vrij"}, button="Leg de lijst vast")
    assert "De loting is bevroren." in organiser.get(page.path).act("Keur goed en bevries").text
    griffie.get(page.path).submit({"digits": "1234567890"}, button="Bereken de briefjes")
    griffie.get(page.path).act("Publiceer de duizend briefjes")
    griffie.get(page.path).submit({"number": "123"}, button="Leg het nummer vast")
    done = organiser.get(page.path).act("Bevestig het nummer", {"number": "123"})
    assert "Briefje 123 is getrokken" in done.main
    assert f"Zetels {SEATS}" in organiser.get(f"{HERE}/panel").main


def take_a_seat(app: Flask, griffie: Browser, assembly: Assembly, outbox: Path) -> Browser:
    """Everyone drawn is asked; one who reads mail confirms by the link and signs in with the next mail."""
    griffie.get(f"{HERE}/panel").submit({"answer_by": NEXT_WEEK}, button="Vraag iedereen die geloot is").press()
    db.session.expire_all()
    seats = db.session.scalars(select(Seat).where(Seat.assembly_id == assembly.id).order_by(Seat.number)).all()
    seat = next(one for one in seats if one.registration is not None and one.registration.email)
    token = sealing.unseal(seat.sealed_token or b"", f"seat:{seat.id}")
    panellist = Browser(app)
    assert panellist.get(f"/zetel/{token}").submit(button="Ja, ik doe mee").h1 == "U doet mee"
    mails = [re.sub(r"=\r?\n", "", file.read_text()) for file in outbox.rglob("*") if file.is_file()]
    link = next(found for text in mails for found in re.findall(r"http://localhost(/inloggen/link/\S+)", text))
    assert panellist.get(link).submit().h1 == "Leefbaar dorp"
    return panellist


def read_and_ask(organiser: Browser, panellist: Browser) -> None:
    """The panellist reads a document and asks a question, which gets an answer."""
    page = organiser.get(f"{HERE}/stukken").follow("Stuk toevoegen")
    about = {"title": "Cijfers over wonen", "kind": "onderzoek", "readers": "paneel", "source": "Bureau Voorbeeld"}
    page.submit({**about, "text": "Er staan **veel** huizen leeg."}).act("Laatste versie publiceren")
    assert "veel huizen leeg" in panellist.get(f"{PANEL}/stukken").follow("Cijfers over wonen").main
    page = panellist.get(f"{PANEL}/kennisvragen").follow("Kennisvraag stellen")
    page.submit({"kind": "feit", "text": "Hoeveel huizen staan er leeg?"})
    page = organiser.get(f"{HERE}/kennisvragen").follow("Vraag 1").follow("Beantwoorden")
    page.submit({"words": "Er staan er veertig leeg."})
    assert "Er staan er veertig leeg." in panellist.get(f"{PANEL}/kennisvragen").main


def hold_a_meeting(make: ModuleType, assembly: Assembly) -> None:
    """The panel meets, and the one who confirmed is noted as present."""
    gathering = make.meeting(assembly, starts_at=now() - timedelta(hours=1))
    confirmed = select(Seat).where(Seat.assembly_id == assembly.id, Seat.state == SeatState.CONFIRMED)
    attendance.note(gathering, {seat.id: Presence.PRESENT for seat in db.session.scalars(confirmed)})
    db.session.commit()


def write_and_vote(organiser: Browser, panellist: Browser) -> None:
    """A proposal, a public rule, a vote of the panel about it, and one about the words of the whole advice."""
    page = organiser.get(f"{HERE}/aanbevelingen").follow("Aanbeveling toevoegen")
    page.submit({"title": "Meer bomen", "text": "Plant ieder jaar honderd bomen."}, button="Opslaan")
    page = organiser.get(f"{HERE}/stemmingen").follow("Stemregels vaststellen")
    rule = {"is_secret": "geheim", "share_of": "uitgebracht", "threshold": "50", "quorum": "50"}
    page = page.submit({**rule, "most_rounds": "2", "minority_days": "7"}, button="Maak de stemregels openbaar")
    cast_and_count(organiser, panellist, page.follow("Laat het panel stemmen"))
    page = organiser.get(f"{HERE}/advies").submit(button="Stel het advies samen")
    cast_and_count(organiser, panellist, page.follow("Laat het panel de tekst vaststellen"))


def cast_and_count(organiser: Browser, panellist: Browser, page: Page) -> None:
    """Open a round of fifteen minutes, let the panellist vote for, and count."""
    proposals = {str(box["name"]): str(box["value"]) for box in page.soup.select("main input[type=checkbox]")}
    meeting = str(page.soup.select("main [name=meeting] option[value]")[-1]["value"])
    page.submit({**proposals, "meeting": meeting, "way": "eigen_pagina", "minutes": "15"}, button="Open de stemming")
    ballots = panellist.get(f"{PANEL}/stemmen")
    address = next(to for to in ballots.links().values() if re.search(r"/stemmen/\d+$", to))
    ballot = panellist.get(address)
    voted = ballot.submit({"choice": "voor"})
    assert "Uw stem is binnen. Dank u wel." in voted.text
    rounds = organiser.get(f"{HERE}/stemmingen")
    number = max(int(found) for found in re.findall(r"/stemmingen/(\d+)", " ".join(rounds.links().values())))
    assert "Uitslag: Aangenomen." in organiser.get(f"{HERE}/stemmingen/{number}").act("Sluiten en tellen").text


def hand_over_and_answer(team: Team) -> None:
    """The advice is handed over; an official drafts the answer, the executive signs, the griffie publishes it."""
    griffie, official = team[Role.REGISTRY], team[Role.OFFICIAL]
    page = griffie.get(f"{HERE}/aanbevelingen/overhandiging")
    given = {"handed_over_on": today().isoformat(), "handed_over_to": "de gemeenteraad"}
    page.submit({**given, "response_due_on": NEXT_WEEK}, button="Verder").press()
    page = official.get(f"{HERE}/aanbevelingen/1").follow("Reactie opstellen").submit({"decision": "accepted"})
    answer = {"reason": "De raad wil dit ook.", "body": "de raad", "decided_on": today().isoformat()}
    page = page.submit({**answer, "what_changes": "Er komen bomen."}, button="Opslaan en bekijken")
    assert "Reactie publiceren" not in page.text
    team[Role.EXECUTIVE].get(page.path).act("Stel vast")
    page = griffie.get(page.path).act("Reactie publiceren")
    told = {"happened_on": today().isoformat(), "text": "De plekken zijn gekozen."}
    told |= {"next_step": "Bomen bestellen", "next_on": "2099-04-01"}
    page = official.get(page.path).follow("Voortgang melden").submit({"after": "preparing"}, button="Verder")
    page = page.submit(told, button="Bericht plaatsen")
    assert "In voorbereiding" in page.main
