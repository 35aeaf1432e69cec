"""One of each act of weight: where its page is, what spoils it meanwhile, and what it must have done.

The key of a case is the key of the act. `counted` reads from the database, afterwards, what the page said in numbers.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import ModuleType
from typing import Any

from sqlalchemy import func, select

from beraad.accounts.models import Account
from beraad.allowances import service as allowances
from beraad.allowances.models import ListState, PaymentLine, PaymentList
from beraad.assemblies import service as assemblies
from beraad.assemblies.models import Assembly, Membership, Phase, Role, RoomKind
from beraad.assemblies.promises import service as promises
from beraad.assemblies.promises.service import PlanData, RoomItemData
from beraad.days import today
from beraad.extensions import db
from beraad.lottery.draw import computing
from beraad.lottery.draw import service as lottery
from beraad.lottery.draw.service import Plan
from beraad.lottery.models import Draw, DrawKind
from beraad.materials import service as materials
from beraad.materials.service import Content
from beraad.panel import service as panel
from beraad.panel.models import AnsweredBy, Seat, SeatState
from beraad.panel.needs import completeness
from beraad.privacy.models import DeletionCertificate
from beraad.recommendations.models import Recommendation
from beraad.recommendations.statuses import Decision
from beraad.recruitment.letters import printing
from beraad.recruitment.letters import service as waves
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.models.sample import RegisterImport, RegisterRow
from beraad.recruitment.models.waves import Invitation
from beraad.recruitment.office import queries as respondents
from beraad.recruitment.register import service as samples
from beraad.telling import service as telling
from beraad.telling.models import Message, Recipient
from beraad.telling.service import MessageData
from beraad.telling.ways import ContactBy
from beraad.web import edge


@dataclass(frozen=True)
class Case:
    """An act that can be done now."""

    assembly: Assembly
    #: address of its page, or of the form that comes first
    path: str
    #: something else that changes meanwhile
    spoil: Callable[[], Any]
    #: label on the page → number that the database has afterwards
    counted: Callable[[], Mapping[str, int]]
    #: who proposes and approves it
    roles: tuple[Role, Role] = (Role.REGISTRY, Role.ORGANISER)
    #: filled in on the form that comes first, behind this button
    asked: Mapping[str, str] = field(default_factory=dict)
    button: str | None = None
    #: filled in on the page itself
    typed: Mapping[str, str] = field(default_factory=dict)
    #: puts right what `spoil` did, where the act would be refused for it
    mend: Callable[[], Any] = lambda: None
    #: status and words of the page after `spoil`
    refused: tuple[int, str] = (409, "Dit is veranderd")
    #: is the one who prepared it, if that was not `roles[0]` at their page
    made_by: Account | None = None


def count(what: Any, *having: Any) -> int:
    """How many rows there are."""
    return db.session.scalar(select(func.count()).select_from(what).where(*having)) or 0


def put(row: Any, **values: Any) -> None:
    """Change a row, as some other page does."""
    for name, value in values.items():
        setattr(row, name, value)
    db.session.commit()


def send(make: ModuleType) -> Case:
    assembly = make.recruiting(slug="wonen")
    for number in range(3):
        make.registration(assembly, contact_by=ContactBy.EMAIL, email=f"i{number}@voorbeeld.example")
    with edge.unit_of_change():
        message = telling.write(assembly, MessageData("aangemeld", "Nieuws", "Tekst."))
    return Case(
        assembly,
        f"berichten/{message.id}/versturen",
        lambda: put(db.session.get_one(Message, message.id), body="Iets anders."),
        lambda: {"Mensen die het krijgen": count(Recipient, Recipient.registration_id.is_not(None))},
    )


def discard_message(make: ModuleType) -> Case:
    case = send(make)
    message = db.session.scalars(select(Message)).one()
    return Case(
        case.assembly,
        f"berichten/{message.id}/weggooien",
        case.spoil,
        lambda: {"Mensen die het dan niet krijgen": 3 - count(Recipient, Recipient.registration_id.is_not(None))},
    )


def discard_sample(make: ModuleType) -> Case:
    assembly = make.recruiting(slug="wonen")
    content = make.sample_file(make.sample_rows(3))
    with edge.unit_of_change():
        received = samples.receive(assembly, "later.csv", io.BytesIO(content))
    return Case(
        assembly,
        f"steekproef/{received.id}/weggooien",
        lambda: put(received, filename="anders.csv"),
        lambda: {"Mensen die uit de steekproef verdwijnen": count(RegisterImport)},
    )


def _proposed(make: ModuleType) -> tuple[Assembly, Draw, Account]:
    assembly = make.ready_to_draw(slug="wonen")
    first = make.member(assembly, Role.REGISTRY)
    draw = lottery.propose(assembly, Plan(DrawKind.REAL, short_term_reason="Voorbeeld"), first)
    db.session.commit()
    return assembly, draw, first


def freeze(make: ModuleType) -> Case:
    assembly, draw, first = _proposed(make)
    return Case(
        assembly,
        "loting/1/goedkeuren",
        lambda: put(draw, people=draw.people + 1),
        lambda: {"Mensen in de lijst": len(lottery.files.public_snapshot(draw).people), "Zetels": draw.seats},
        mend=lambda: put(draw, people=draw.people - 1),
        made_by=first,
    )


def _computed(make: ModuleType) -> tuple[Assembly, Draw, Account]:
    assembly, draw, first = _proposed(make)
    lottery.approve(draw, make.member(assembly, Role.ORGANISER))
    lottery.seed(draw, "1234567890", first)
    work = computing.load(draw.id)
    computing.store(work, computing.compute(work, lambda *_: None))
    db.session.commit()
    return assembly, draw, first


def publish_tickets(make: ModuleType) -> Case:
    assembly, draw, _ = _computed(make)
    return Case(
        assembly,
        "loting/1/publiceren",
        lambda: put(draw, record_sha256="0" * 64),
        lambda: {"Briefjes": len(lottery.files.record(draw)["tickets"])},
    )


def conclude(make: ModuleType) -> Case:
    assembly, draw, first = _computed(make)
    lottery.publish(draw, first)
    lottery.enter_number(draw, "042", first)
    db.session.commit()
    return Case(
        assembly,
        "loting/1/bevestigen",
        lambda: put(draw, ticket=43),
        lambda: {"Mensen die een zetel krijgen": count(Seat)},
        typed={"number": "042"},
        mend=lambda: put(draw, ticket=42),
        made_by=first,
    )


def withdraw(make: ModuleType) -> Case:
    assembly, draw, _ = _proposed(make)
    return Case(
        assembly,
        "loting/1",
        lambda: put(draw, people=draw.people + 1),
        lambda: {"Mensen in de lijst": draw.people if draw.state.is_void else -1},
        asked={"reason": "De notaris is ziek"},
        button="Trek de loting in",
    )


def approve_wave(make: ModuleType) -> Case:
    assembly = make.recruiting(slug="wonen", question="Hoe blijft ons dorp leefbaar?")
    make.sample(assembly, 12)
    wave = make.wave(assembly, 5)
    return Case(
        assembly,
        "brieven/1/goedkeuren",
        lambda: put(assembly, question="Heel iets anders?"),
        lambda: {"Brieven": count(Invitation), "Bestanden voor de drukker": len(printing.batches(wave))},
    )


def mark_sent(make: ModuleType) -> Case:
    case = approve_wave(make)
    wave = waves.queries.wave(case.assembly, 1)
    with edge.unit_of_change():
        printing.start(waves.approve(wave, make.member(case.assembly, Role.ORGANISER)))
    letter = db.session.scalars(select(Invitation).limit(1)).one()
    return Case(
        case.assembly,
        "brieven/1/verstuurd",
        lambda: put(letter, sealed_code=None),
        lambda: {"Codes die wij hier wissen": count(Invitation, Invitation.sealed_code.is_(None)) - 1},
    )


def publish_response(make: ModuleType) -> Case:
    draft = make.draft_response(make.adopted(make.drawn(slug="wonen")))
    return Case(
        make.assembly_of(draft.recommendation),
        "aanbevelingen/1/reactie/1/publiceren",
        lambda: put(draft, reason="Een heel andere reden."),
        lambda: {"Panelleden die bericht krijgen": count(Seat, Seat.state == SeatState.CONFIRMED)},
        roles=(Role.REGISTRY, Role.REGISTRY),
    )


def withdraw_recommendation(make: ModuleType) -> Case:
    adopted = make.adopted(make.drawn(slug="wonen"))
    make.draft_response(adopted)
    withdrawn = Recommendation.decision == Decision.WITHDRAWN
    return Case(
        make.assembly_of(adopted),
        "aanbevelingen/1/intrekken",
        lambda: put(adopted, title="Anders"),
        lambda: {"Aanbevelingen die er straks nog zijn": 1 - count(Recommendation, withdrawn)},
        asked={"reason": "Het is al geregeld."},
        button="Intrekken",
    )


def extend(make: ModuleType) -> Case:
    adopted = make.adopted(make.drawn(slug="wonen"), due=date(2099, 3, 1))
    return Case(
        make.assembly_of(adopted),
        "aanbevelingen/1/uitstel",
        lambda: put(adopted, response_due_on=date(2099, 3, 2)),
        lambda: {"Dagen uitstel": (adopted.due_on - date(2099, 3, 2)).days},
        asked={"extended_to": "2099-03-12", "reason": "Er is meer tijd nodig."},
        button="Termijn verlengen",
    )


def approve_list(make: ModuleType) -> Case:
    assembly = make.met(slug="wonen")
    first = make.member(assembly, Role.REGISTRY)
    payment_list = allowances.draw_up(assembly, first)
    db.session.commit()
    return Case(
        assembly,
        "vergoedingen/lijsten/1/goedkeuren",
        lambda: put(payment_list.lines[0], cents=payment_list.lines[0].cents + 1),
        lambda: {"Mensen": len({line.seat_id for line in payment_list.lines})},
        mend=lambda: put(payment_list.lines[0], cents=payment_list.lines[0].cents - 1),
        made_by=first,
    )


def mark_paid(make: ModuleType) -> Case:
    case = approve_list(make)
    payment_list = db.session.scalars(select(PaymentList)).one()
    allowances.approve(payment_list, make.member(case.assembly, Role.ORGANISER))
    db.session.commit()
    return Case(
        case.assembly,
        "vergoedingen/lijsten/1/betaald",
        case.spoil,
        lambda: {"Bedragen": len(payment_list.lines) if payment_list.state is ListState.PAID else -1},
    )


def withdraw_list(make: ModuleType) -> Case:
    case = approve_list(make)
    lines = len(db.session.scalars(select(PaymentList)).one().lines)
    return Case(
        case.assembly,
        "vergoedingen/lijsten/1/intrekken",
        case.spoil,
        lambda: {"Bedragen": lines - count(PaymentLine)},
    )


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
        asked={"approved_by": "De raad", "approved_on": "2027-01-05"},
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


CASES: Mapping[str, Callable[[ModuleType], Case]] = {
    "telling.send": send,
    "telling.discard": discard_message,
    "recruitment.discard_sample": discard_sample,
    "recruitment.withdraw": withdraw_sign_up,
    "lottery.freeze": freeze,
    "lottery.publish": publish_tickets,
    "lottery.conclude": conclude,
    "lottery.withdraw": withdraw,
    "recruitment.approve_wave": approve_wave,
    "recruitment.mark_sent": mark_sent,
    "recommendations.publish_response": publish_response,
    "recommendations.withdraw": withdraw_recommendation,
    "recommendations.extend": extend,
    "allowances.approve": approve_list,
    "allowances.mark_paid": mark_paid,
    "allowances.withdraw": withdraw_list,
    "assemblies.grant_role": grant_role,
    "assemblies.revoke_role": revoke_role,
    "assemblies.move_phase": move_phase,
    "assemblies.publication": publication,
    "assemblies.approve_plan": approve_plan,
    "panel.ask": ask_panel,
    "panel.remind": remind_panel,
    "panel.release": release_seats,
    "panel.replace": replace,
    "panel.remind_needs": remind_needs,
    "materials.publish": publish_document,
    "materials.withdraw": withdraw_document,
    "meetings.cancel": cancel_meeting,
    "privacy.erase": erase,
    "privacy.erase_row": erase_row,
}
