"""What the three burgerberaden have in common: an invented municipality, its features, who is responsible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select, update

from beraad.assemblies import service as assemblies
from beraad.assemblies.deciding import service as deciding
from beraad.assemblies.deciding.models import CHECKS, Step
from beraad.assemblies.deciding.service import DecisionData
from beraad.assemblies.features.service import set_features
from beraad.assemblies.models import (
    Assembly,
    Feature,
    FeatureId,
    FeatureValue,
    FeatureValueId,
    Phase,
    PhaseStart,
    RoomKind,
)
from beraad.assemblies.promises import service as promises
from beraad.assemblies.promises.service import RoomItemData
from beraad.assemblies.service import AssemblyData, BasicsData, DatesData, QuestionData
from beraad.assemblies.terms import service as terms
from beraad.assemblies.terms.models import TermKind
from beraad.days import ZONE, today
from beraad.demo.people import POPULATION, Person, quotas
from beraad.extensions import db
from beraad.lottery.bounds import Bounds, Source
from beraad.lottery.quotas import service as lottery_quotas
from beraad.recruitment.models.registration import Channel, Registration
from beraad.recruitment.models.waves import Invitation
from beraad.recruitment.office import duplicates
from beraad.recruitment.office import service as office
from beraad.recruitment.sign_up import service as recruitment
from beraad.recruitment.sign_up.service import RegistrationData
from beraad.telling.ways import ContactBy

COUNCIL = "Gemeenteraad van Voorbeeldstad"
QUESTIONS = {
    "geslacht": "Wat is uw geslacht?",
    "leeftijd": "Hoe oud bent u?",
    "opleiding": "Wat is uw hoogste opleiding?",
    "wijk": "In welke wijk woont u?",
}
EXPLANATIONS = {
    "opleiding": (
        "Praktisch: lagere school, lts, huishoudschool, mulo, vmbo of mbo 1. "
        "Middelbaar: mavo, havo, vwo of mbo 2, 3 of 4. Theoretisch: hbo of universiteit."
    ),
}
CONTACT = {
    "contact_name": "Participatiecoach van Voorbeeldstad",
    "contact_email": "burgerberaad@voorbeeld.example",
    "contact_phone": "0500 000 000",
}
EXPECTATIONS = (
    "U komt vijf zaterdagen bij elkaar. U krijgt 100 euro per bijeenkomst. "
    "Wij betalen uw reis. Hebt u opvang of vervoer nodig? Dan regelen wij dat."
)
#: between the first plan and the first letter
PREPARING = timedelta(days=90)
#: the first and the last day on which the panel meets
MEETING_DAYS = frozenset({"starts_on", "ends_on"})
COMMITMENT = "De raad geeft binnen vijf maanden op elke aanbeveling een reactie met een reden."

CRITERIA = (
    "De raad wijkt alleen af als een aanbeveling niet mag volgens de wet, of als er geen geld voor is. "
    "Dan zegt de raad wat wel kan."
)


def in_days(days: int) -> date:
    """The day that many days from now."""
    return today() + timedelta(days=days)


def on_saturday(days: int) -> date:
    """The first Saturday from that many days from now on: the panel meets on Saturdays."""
    day = in_days(days)
    return day + timedelta(days=(5 - day.weekday()) % 7)


def make_assembly(data: AssemblyData, dates: Mapping[str, int]) -> Assembly:
    """A public burgerberaad with features and everything that a public page needs; `dates`: name → days from now."""
    assembly = assemblies.create_assembly(replace(data, commissioner=COUNCIL, organiser="Griffie van Voorbeeldstad"))
    assemblies.change_basics(assembly, BasicsData(**{**_current(assembly, BasicsData), **CONTACT}))
    promised = {"expectations": EXPECTATIONS, "commitment": COMMITMENT, "commitment_by": COUNCIL}
    promised |= {"commitment_document": "Raadsbesluit 2025-112", "criteria": CRITERIA}
    question = {**_current(assembly, QuestionData), **promised, "commitment_on": in_days(-430)}
    assemblies.change_question(assembly, QuestionData(**question))
    days = {name: (on_saturday if name in MEETING_DAYS else in_days)(day) for name, day in dates.items()}
    assemblies.change_dates(assembly, DatesData(**days))
    lengths = {kind: kind.default for kind in TermKind} | {TermKind.RESPONSE: 5, TermKind.TREATMENT: 7}
    terms.set_lengths(assembly, lengths)
    set_features(assembly, {name: list(shares) for name, shares in POPULATION.items()})
    for feature in assembly.features:
        feature.question, feature.explanation = QUESTIONS[feature.name], EXPLANATIONS.get(feature.name, "")
    decide(assembly)
    return assembly


def decide(assembly: Assembly) -> None:
    """The three decisions of the preparation, each to go on."""
    reason = "De raad wil weten wat inwoners willen voordat hij besluit. Het lot brengt iedereen bij elkaar."
    for step, days in ((Step.EXPLORE, -480), (Step.ASSIGN, -460), (Step.DESIGN, -440)):
        data = DecisionData(True, reason, COUNCIL, "Raadsbesluit 2025-98", in_days(days), CHECKS[step])
        deciding.decide(assembly, step, replace(data, initiator=COUNCIL, legal_basis="Participatieverordening"))


def _current(assembly: Assembly, kind: type[BasicsData] | type[QuestionData]) -> dict[str, Any]:
    return {field.name: getattr(assembly, field.name) for field in fields(kind)}


def set_room(assembly: Assembly, room: Mapping[RoomKind, Sequence[tuple[str, str]]]) -> None:
    """Fill in the room for influence: per kind, texts with their reason."""
    for kind, items in room.items():
        for text, reason in items:
            promises.add_room_item(assembly, RoomItemData(kind, text, reason))


def walk_to(assembly: Assembly, phase: Phase) -> None:
    """Publish, and pass through the phases up to `phase`."""
    assemblies.publish(assembly)
    for step in list(Phase)[1 : list(Phase).index(phase) + 1]:
        assemblies.move_phase(assembly, step)
    for step, day in _first_days(assembly).items():
        mine = update(PhaseStart).where(PhaseStart.assembly_id == assembly.id, PhaseStart.phase == step)
        db.session.execute(mine.values(started_at=datetime.combine(day, time(10), ZONE)))


def _first_days(assembly: Assembly) -> dict[Phase, date]:
    """The day on which each phase began: the demonstration is made in a moment, but tells a story of months."""
    opens, closes = assembly.sign_up_opens, assembly.sign_up_closes
    assert opens is not None and closes is not None, "every burgerberaad of the demonstration has its days"
    planned = {
        Phase.PREPARATION: opens - PREPARING,
        Phase.RECRUITMENT: opens,
        Phase.LOTTERY: closes + timedelta(days=1),
        Phase.MEETINGS: assembly.starts_on,
        Phase.ADVICE: assembly.ends_on,
        Phase.FOLLOW_UP: assembly.advice_on,
    }
    return {phase: day for phase, day in planned.items() if day is not None and day <= today()}


def set_quotas(assembly: Assembly) -> None:
    """Quotas that mirror the population, with where the figures come from."""
    bounds: dict[FeatureValueId, Bounds] = {}
    sources: dict[FeatureId, Source] = {}
    by_name = quotas(assembly.seats)
    values = db.session.scalars(select(FeatureValue).join(Feature).where(Feature.assembly_id == assembly.id)).all()
    for value in values:
        low, high = by_name[value.feature.name][value.value]
        share = POPULATION[value.feature.name][value.value]
        bounds[value.id] = Bounds(low, high, share=share)
        sources[value.feature_id] = Source("Verzonnen bevolking van Voorbeeldstad", "2026", in_days(-60))
    lottery_quotas.set_quotas(assembly, bounds, sources)


def sign_up(assembly: Assembly, person: Person, channel: Channel, invitation: Invitation | None = None) -> Registration:
    """Sign an invented person up."""
    details = recruitment.Person(
        name=person.name,
        address_line1=person.address,
        postcode=person.postcode,
        place=person.place,
        email=person.email,
        phone=person.phone,
        birth_year=person.birth_year,
        contact_by=ContactBy.EMAIL,
    )
    return recruitment.register(assembly, RegistrationData(details, person.answers), channel, invitation)


def judge_alike(assembly: Assembly) -> None:
    """Sign-ups that look alike are of different people: every invented resident signs up once."""
    for pair in duplicates.pairs(assembly.id):
        office.settle(pair.first, pair.second, keep=None)
