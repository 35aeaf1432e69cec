"""One of each act of weight: where its page is, what spoils it meanwhile, and what it must have done.

The key of a case is the key of the act. `counted` reads from the database, afterwards, what the page said in numbers.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import date
from types import ModuleType

from sqlalchemy import select

from beraad.accounts.models import Account
from beraad.allowances import service as allowances
from beraad.allowances.models import ListState, PaymentLine, PaymentList
from beraad.assemblies.models import Assembly, Role
from beraad.extensions import db
from beraad.lottery.draw import computing
from beraad.lottery.draw import service as lottery
from beraad.lottery.draw.service import Plan
from beraad.lottery.models import Draw, DrawKind
from beraad.panel.models import Seat, SeatState
from beraad.recommendations.answers import deciding
from beraad.recommendations.answers.deciding import DecisionData
from beraad.recommendations.models import Evidence, Handover
from beraad.recommendations.votes.models import VoteRound
from beraad.recruitment.letters import printing
from beraad.recruitment.letters import service as waves
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.models.sample import RegisterImport
from beraad.recruitment.models.waves import Invitation
from beraad.recruitment.register import service as samples
from beraad.recruitment.register import waiting_files
from beraad.telling import service as telling
from beraad.telling.models import Message, Recipient
from beraad.telling.service import MessageData
from beraad.telling.ways import ContactBy
from beraad.web import edge
from tests.acts.case import Case, count, put
from tests.acts.cases_panel import (
    approve_plan,
    ask_panel,
    cancel_meeting,
    change_promise,
    erase,
    erase_row,
    grant_role,
    move_phase,
    publication,
    publish_document,
    release_seats,
    remind_needs,
    remind_panel,
    replace,
    revoke_role,
    tell_not_drawn,
    withdraw_document,
    withdraw_sign_up,
)


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


def read_in(make: ModuleType) -> Case:
    assembly = make.recruiting(slug="wonen")
    content = b"unique_id,geslacht,leeftijd\np1,vrouw,40+\np2,man,40+\n"
    token = waiting_files.store(assembly.id, "mensen.csv", "", content)
    return Case(
        assembly,
        f"aanmeldingen/inlezen/{token}",
        lambda: put(make.registration(assembly), pool_id="p1"),
        lambda: {"Nieuwe mensen": count(Registration, Registration.pool_id == "p2"), "Mensen die veranderen": 1},
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


def end(make: ModuleType) -> Case:
    assembly, draw, first = _computed(make)
    lottery.publish(draw, first)
    lottery.enter_number(draw, "042", first)
    lottery.ask_to_end(draw, "Een bal rolde onder het podium", first)
    db.session.commit()
    return Case(
        assembly,
        "loting/1/einde",
        lambda: put(draw, people=draw.people + 1),
        lambda: {"Mensen in de lijst": draw.people if draw.state.is_void else -1},
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


def discard_wave(make: ModuleType) -> Case:
    case = approve_wave(make)
    wave = waves.queries.wave(case.assembly, 1)
    return Case(
        case.assembly,
        "brieven/1/weggooien",
        lambda: put(wave, outcome_sha256="ab" * 32),
        lambda: {"Brieven die vervallen": 5 - count(Invitation)},
    )


def mark_sent(make: ModuleType) -> Case:
    case = approve_wave(make)
    wave = waves.queries.wave(case.assembly, 1)
    with edge.unit_of_change():
        printing.start(waves.approve(wave, make.member(case.assembly, Role.ORGANISER)))
    with edge.unit_of_change():
        for file in printing.batches(wave):
            printing.fetch(file)
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


def hand_over(make: ModuleType) -> Case:
    assembly = make.drawn(slug="wonen")
    voted = make.recommendation(assembly)
    make.voted(voted)
    make.signed_off(assembly)
    question = assembly.question
    return Case(
        assembly,
        "aanbevelingen/overhandiging",
        lambda: put(assembly, question="Een heel andere vraag?"),
        lambda: {"Aanbevelingen die openbaar worden": count(Handover)},
        roles=(Role.REGISTRY, Role.REGISTRY),
        asked={"handed_over_on": "2026-01-10", "handed_over_to": "de raad", "response_due_on": "2099-05-10"},
        button="Verder",
        mend=lambda: put(assembly, question=question),
        refused=(422, "niet vastgesteld"),
    )


def count_votes(make: ModuleType) -> Case:
    round_ = make.table_round(make.drawn(slug="wonen"))
    return Case(
        db.session.get_one(Assembly, round_.assembly_id),
        f"stemmingen/{round_.number}/uitslag",
        lambda: put(round_, eligible=round_.eligible + 1),
        lambda: {"Aanwezig": db.session.scalars(select(VoteRound.present)).one()},
    )


def sign_response(make: ModuleType) -> Case:
    draft = make.draft_response(make.adopted(make.drawn(slug="wonen")), is_decided=False)
    return Case(
        make.assembly_of(draft.recommendation),
        "aanbevelingen/1/reactie/1/vaststellen",
        lambda: put(draft, reason="Een heel andere reden."),
        lambda: {"Versie van de reactie": draft.version if draft.decided_at else -1},
        roles=(Role.EXECUTIVE, Role.EXECUTIVE),
        next=("recommendations.publish_response",),
    )


def check_decision(make: ModuleType) -> Case:
    draft = make.draft_response(make.adopted(make.drawn(slug="wonen")), is_decided=False)
    assembly = make.assembly_of(draft.recommendation)
    first = make.member(assembly, Role.REGISTRY)
    decision = DecisionData("2026-10", date(2026, 2, 1), "https://www.voorbeeld.example/besluit")
    deciding.record_decision(draft, first, decision)
    db.session.commit()
    return Case(
        assembly,
        "aanbevelingen/1/reactie/1/nakijken",
        lambda: put(draft, decision_number="2026-11"),
        lambda: {"Versie van de reactie": draft.version if draft.decided_at else -1},
        roles=(Role.REGISTRY, Role.REGISTRY),
        mend=lambda: put(draft, decision_number="2026-10"),
        made_by=first,
        next=("recommendations.publish_response",),
    )


def confirm_done(make: ModuleType) -> Case:
    update = make.reported_done(make.answered(make.drawn(slug="wonen")))
    return Case(
        make.assembly_of(update.recommendation),
        f"aanbevelingen/1/voortgang/{update.id}/bevestigen",
        lambda: put(update.evidence[0], file_sha256="0" * 64),
        lambda: {"Stukken bewijs": count(Evidence) if update.recommendation.execution.is_done else -1},
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


CASES: Mapping[str, Callable[[ModuleType], Case]] = {
    "telling.send": send,
    "telling.discard": discard_message,
    "recruitment.discard_sample": discard_sample,
    "recruitment.read_in": read_in,
    "recruitment.withdraw": withdraw_sign_up,
    "lottery.freeze": freeze,
    "lottery.publish": publish_tickets,
    "lottery.conclude": conclude,
    "lottery.withdraw": withdraw,
    "lottery.end": end,
    "recruitment.approve_wave": approve_wave,
    "recruitment.discard_wave": discard_wave,
    "recruitment.mark_sent": mark_sent,
    "recommendations.publish_response": publish_response,
    "recommendations.sign_response": sign_response,
    "recommendations.check_decision": check_decision,
    "recommendations.confirm_done": confirm_done,
    "recommendations.count": count_votes,
    "recommendations.hand_over": hand_over,
    "recommendations.extend": extend,
    "allowances.approve": approve_list,
    "allowances.mark_paid": mark_paid,
    "allowances.withdraw": withdraw_list,
    "assemblies.grant_role": grant_role,
    "assemblies.revoke_role": revoke_role,
    "assemblies.move_phase": move_phase,
    "assemblies.publication": publication,
    "assemblies.change_promise": change_promise,
    "assemblies.approve_plan": approve_plan,
    "panel.ask": ask_panel,
    "panel.remind": remind_panel,
    "panel.tell_not_drawn": tell_not_drawn,
    "panel.release": release_seats,
    "panel.replace": replace,
    "panel.remind_needs": remind_needs,
    "materials.publish": publish_document,
    "materials.withdraw": withdraw_document,
    "meetings.cancel": cancel_meeting,
    "privacy.erase": erase,
    "privacy.erase_row": erase_row,
}
