"""One of each act of weight on a burgerberaad, its panel, documents, meetings and people; see `cases`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import ModuleType
from typing import Any

from sqlalchemy import select

from beraad.assemblies import service as assemblies
from beraad.assemblies.models import Assembly, Membership, Phase, Role, RoomKind
from beraad.assemblies.promises import changing
from beraad.assemblies.promises import service as promises
from beraad.assemblies.promises.changing import WhyData
from beraad.assemblies.promises.models import PromiseVersion, Topic
from beraad.assemblies.promises.service import PlanData, RoomItemData
from beraad.days import today
from beraad.extensions import db
from beraad.materials import service as materials
from beraad.materials.service import Content
from beraad.panel import service as panel
from beraad.panel.models import AnsweredBy, Seat, SeatState
from beraad.panel.needs import completeness
from beraad.privacy.models import DeletionCertificate
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.models.sample import RegisterRow
from beraad.recruitment.office import queries as respondents
from beraad.recruitment.sign_up import service as sign_up
from beraad.telling.models import Message, Recipient
from beraad.telling.ways import ContactBy
from beraad.web import edge
from tests.acts.case import Case, count, put


def _holders(role: Role) -> int:
    return count(Membership, Membership.role == role)


def grant_role(make: ModuleType) -> Case:
    assembly = make.assembly(slug="wonen")
    return Case(
        assembly,
        "mensen/nieuw",
        lambda: make.member(assembly, Role.OBSERVER),
        lambda: {"Mensen die deze rol straks hebben": _holders(Role.OBSERVER)},
        roles=(Role.ADMINISTRATOR, Role.ADMINISTRATOR),
        asked={"email": "nieuw@voorbeeld.example", "name": "Account nieuw", "role": "waarnemer"},
        button="Toevoegen",
    )


def revoke_role(make: ModuleType) -> Case:
    assembly = make.assembly(slug="wonen")
    account = make.member(assembly, Role.OBSERVER)
    return Case(
        assembly,
        f"mensen/{account.id}/waarnemer/intrekken",
        lambda: make.member(assembly, Role.OBSERVER),
        lambda: {"Mensen die deze rol straks hebben": _holders(Role.OBSERVER)},
        roles=(Role.ADMINISTRATOR, Role.ADMINISTRATOR),
    )


def move_phase(make: ModuleType) -> Case:
    assembly = make.assembly(slug="wonen")
    return Case(
        assembly,
        "fase",
        lambda: make.member(assembly, Role.OBSERVER),
        lambda: {"Wat nog ontbreekt": len(assemblies.gates.before_phase(assembly, Phase.RECRUITMENT))},
        asked={"phase": "werving", "despite": "y"},
        button="Fase wijzigen",
    )


def publication(make: ModuleType) -> Case:
    assembly = make.recruiting(slug="wonen", is_public=True)
    return Case(
        assembly,
        "openbaar",
        lambda: put(assembly, question="Heel iets anders?"),
        lambda: {"Mensen met een rol, die de pagina altijd zien": count(Membership)},
    )


def change_promise(make: ModuleType) -> Case:
    assembly = make.recruiting(slug="wonen", commitment="De raad antwoordt binnen vier maanden.")
    with edge.unit_of_change():
        change = changing.ask(assembly, {Topic.SEATS: {"seats": 9}})
        changing.explain(change, WhyData("Er is geld voor meer mensen."))
    return Case(
        assembly,
        f"wijzigingen/{change.id}",
        lambda: put(assembly, seats=5),
        lambda: {"Onderdelen die veranderen": count(PromiseVersion, PromiseVersion.change_id == change.id)},
    )


def approve_plan(make: ModuleType) -> Case:
    assembly = make.assembly(slug="wonen")
    with edge.unit_of_change():
        promises.add_room_item(assembly, RoomItemData(RoomKind.OPEN, "Waar wij bouwen"))
        plan = promises.write_plan(assembly, PlanData(**dict.fromkeys(promises.PLAN_PARTS, "Klaar.")))
    label = "Punten van de speelruimte die vast komen te liggen"
    return Case(
        assembly,
        "participatieplan/vaststellen",
        lambda: put(plan, goal="Een ander doel"),
        lambda: {label: len(plan.room), "Versie": plan.version},
        asked={"approved_by": "De raad", "approved_on": "2026-01-05"},
        button="Plan vaststellen",
    )


def _drawn(make: ModuleType) -> Assembly:
    assembly: Assembly = make.drawn(slug="wonen")
    for person in db.session.scalars(select(Registration)):
        person.contact_by = ContactBy.EMAIL
    db.session.commit()
    return assembly


def ask_panel(make: ModuleType) -> Case:
    assembly = _drawn(make)
    seats = make.seats(assembly)
    return Case(
        assembly,
        "panel",
        lambda: (panel.ask(seats[0], today() + timedelta(days=7)), db.session.commit()),
        lambda: {"Mensen die u vraagt": count(Seat, Seat.state == SeatState.INVITED) - 1},
        asked={"answer_by": (today() + timedelta(days=7)).isoformat()},
        button="Vraag iedereen die geloot is",
    )


def _asked(make: ModuleType) -> tuple[Assembly, list[Seat]]:
    assembly = _drawn(make)
    panel.ask_everyone(assembly, today() + timedelta(days=7))
    db.session.commit()
    return assembly, make.seats(assembly)


def remind_panel(make: ModuleType) -> Case:
    assembly, seats = _asked(make)
    return Case(
        assembly,
        "panel/herinneren",
        lambda: (panel.remind_seats(assembly, seats[:1]), db.session.commit()),
        lambda: {"Krijgen een herinnering": count(Seat, Seat.reminded_at.is_not(None)) - 1},
    )


def release_seats(make: ModuleType) -> Case:
    assembly, seats = _asked(make)
    for seat in seats[:2]:
        put(seat, answer_by=today() - timedelta(days=1))
    return Case(
        assembly,
        "panel/vrijgeven",
        lambda: put(seats[2], answer_by=today() - timedelta(days=1)),
        lambda: {"Mensen die hun zetel verliezen": count(Seat, Seat.state == SeatState.DECLINED)},
    )


def replace(make: ModuleType) -> Case:
    assembly, seats = _asked(make)
    panel.decline(seats[0], AnsweredBy.PHONE)
    db.session.commit()
    return Case(
        assembly,
        "panel/vervanging",
        lambda: (panel.decline(seats[1], AnsweredBy.PHONE), db.session.commit()),
        lambda: {"Vervangers die u vraagt": count(Seat, Seat.turn > 1)},
        asked={"answer_by": (today() + timedelta(days=7)).isoformat()},
        button="Vraag deze vervangers",
        refused=(422, "Dit voorstel geldt niet meer"),
    )


def _told(occasion: str) -> Any:
    return Recipient.message.has(Message.occasion == occasion)


def tell_not_drawn(make: ModuleType) -> Case:
    assembly = _drawn(make)
    left = select(Registration).where(Registration.id.not_in(select(Seat.registration_id)))
    somebody = db.session.scalars(left).first()
    return Case(
        assembly,
        "panel/niet-ingeloot",
        lambda: (sign_up.withdraw(somebody), db.session.commit()),
        lambda: {"Mensen die het krijgen": count(Recipient, _told(f"not-drawn-{assembly.id}"))},
    )


def publish_document(make: ModuleType) -> Case:
    assembly = make.met(slug="wonen")
    document = make.document(assembly, draft=True)
    occasion = f"document-{document.id}-version-2"
    return Case(
        assembly,
        f"stukken/{document.id}/publiceren",
        lambda: (materials.revise(document, Content("Nieuw."), based_on=1), db.session.commit()),
        lambda: {"Panelleden die bericht krijgen": count(Recipient, _told(occasion))},
    )


def remind_needs(make: ModuleType) -> Case:
    assembly = make.met(slug="wonen")
    incomplete = [row.seat for row in completeness.incomplete(completeness.of_panel(assembly.id))]
    occasion = f"panel-{assembly.id}-incomplete-{today().isoformat()}"
    return Case(
        assembly,
        "panel/behoeften/herinneren",
        lambda: put(incomplete[0], state=SeatState.DROPPED_OUT),
        lambda: {"Panelleden die u herinnert": count(Recipient, _told(occasion))},
    )


def withdraw_document(make: ModuleType) -> Case:
    assembly = make.met(slug="wonen")
    document = make.document(assembly)
    return Case(
        assembly,
        f"stukken/{document.id}/intrekken",
        lambda: put(document, title="Anders"),
        lambda: {"Panelleden die het niet meer lezen": count(Seat, Seat.state == SeatState.CONFIRMED)},
    )


def cancel_meeting(make: ModuleType) -> Case:
    assembly = make.met(slug="wonen")
    meeting = make.meeting(assembly, number=2)
    occasion = f"meeting-{meeting.id}-cancelled"
    return Case(
        assembly,
        f"bijeenkomsten/{meeting.id}/afgelasten",
        lambda: put(meeting, title="Anders"),
        lambda: {"Panelleden die meteen bericht krijgen": count(Recipient, _told(occasion))},
        asked={"reason": "Er ligt te veel sneeuw."},
        button="Verder",
    )


def _certified(*names: tuple[str, str]) -> Mapping[str, int]:
    counts = db.session.scalars(select(DeletionCertificate)).one().counts
    return {label: counts.get(key, 0) for label, key in names}


def erase(make: ModuleType) -> Case:
    seat = make.known_everywhere()
    person = db.session.get_one(Registration, seat.registration_id)
    labels = (("Aanmeldingen", "registration"), ("Regels uit de steekproef", "register_row"))
    return Case(
        db.session.get_one(Assembly, seat.assembly_id),
        f"privacy/personen/{person.id}/wissen",
        lambda: put(person, name="Iemand anders"),
        lambda: _certified(*labels, ("Zetels die deze persoon heeft of had", "seat")),
    )


def erase_row(make: ModuleType) -> Case:
    assembly = make.recruiting(slug="wonen")
    make.sample(assembly, 4)
    row = db.session.scalars(select(RegisterRow).limit(1)).one()
    return Case(
        assembly,
        f"privacy/steekproef/{row.id}/wissen",
        lambda: put(row, fingerprint="0" * 64),
        lambda: _certified(("Regels uit de steekproef", "register_row")),
    )


def withdraw_sign_up(make: ModuleType) -> Case:
    assembly = make.recruiting(slug="wonen")
    people = [make.registration(assembly, contact_by=ContactBy.EMAIL, email=f"i{n}@voorbeeld.example") for n in (1, 2)]
    return Case(
        assembly,
        f"aanmeldingen/{people[0].id}/intrekken",
        lambda: put(people[0], email="anders@voorbeeld.example"),
        lambda: {"Mensen die straks kunnen worden geloot": len(respondents.pool(assembly.id))},
    )
