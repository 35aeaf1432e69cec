"""One of everything that the demonstration lacks: every route gets an example, every page something to show."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from beraad.accounts.models import Account
from beraad.assemblies import service as assemblies
from beraad.assemblies.models import Assembly, Phase, Role
from beraad.assemblies.promises import service as promises
from beraad.assemblies.promises.service import PLAN_PARTS, PlanData
from beraad.days import today
from beraad.extensions import db
from beraad.lottery.draw import computing
from beraad.lottery.draw import service as lottery
from beraad.lottery.models import Disclosure, DrawKind
from beraad.materials import requests
from beraad.materials import service as materials
from beraad.materials.models import Kind, Readers, RequestKind
from beraad.materials.service import Content, DocumentData
from beraad.meetings import service as meetings
from beraad.meetings.models import Audience, Briefing, Mode
from beraad.meetings.service import GuestData, MeetingData
from beraad.orm import now
from beraad.privacy import certificates
from beraad.recommendations.answers import deciding
from beraad.recommendations.answers import service as answers
from beraad.recommendations.answers.deciding import DecisionData
from beraad.recommendations.answers.service import ResponseData
from beraad.recommendations.follow_up import service as follow_up
from beraad.recommendations.follow_up.service import EvidenceData, UpdateData
from beraad.recommendations.models import Recommendation
from beraad.recommendations.proposals import service as proposals
from beraad.recommendations.proposals.service import RecommendationData
from beraad.recommendations.statuses import Decision, EvidenceKind, Execution
from beraad.recommendations.votes.models import VoteRound
from beraad.recruitment.register import service as samples
from beraad.telling import service as telling
from beraad.telling.service import MessageData
from beraad.telling.ways import ContactBy
from beraad.web import edge, uploads
from tests import make, visitors

FOLLOWED, READY, RECRUITING = "burgerberaad-groen-en-energie", "burgerberaad-klimaat", "burgerberaad-wonen"
EMPTY, PROPOSED, PUBLISHED = "burgerberaad-elders", "burgerberaad-voorstel", "burgerberaad-briefjes"


def by_slug(slug: str) -> Assembly:
    return db.session.scalars(select(Assembly).where(Assembly.slug == slug)).one()


def add(app: Flask) -> None:
    """Add the states to the demonstration in `app`."""
    with app.app_context():
        with edge.unit_of_change():
            followed = by_slug(FOLLOWED)
            write_plan(followed)
            add_documents(followed)
            add_meetings(followed)
            draft_response(followed)
            keep_documents(followed)
            report_done(followed)
            certificates.of_request(followed, {"registration": 1})
            samples.receive(by_slug(RECRUITING), "later.csv", io.BytesIO(make.sample_file(make.sample_rows(3))))
            db.session.add(Account(email="geblokkeerd@voorbeeld.example", name="Geblokkeerd", is_active=False))
        with edge.unit_of_change():
            add_messages(by_slug(RECRUITING))
        add_draws()
        with edge.unit_of_change():
            visitors.settle(make.assembly({}, slug=EMPTY, title="Burgerberaad Elders", phase=Phase.PREPARATION))


def write_plan(followed: Assembly) -> None:
    """The next version of a participatieplan that was approved, while it is being written."""
    complete = PlanData(**dict.fromkeys(PLAN_PARTS, "Zo doen wij het."))
    promises.write_plan(followed, replace(complete, goal="Zo doen wij het beter."))


def add_documents(of: Assembly) -> None:
    """A public document as a file with two versions, a draft, and requests that are open and answered."""
    file = uploads.keep(make.PDF)
    shown = materials.create(
        of, DocumentData("Kaart", Kind.RESEARCH, readers=Readers.PUBLIC), Content("Een kaart.", file)
    )
    materials.publish(shown)
    materials.revise(shown, Content("Een betere kaart.", file), based_on=1)
    materials.publish(shown)
    materials.create(of, DocumentData("Nog een concept", Kind.EXPLANATION), Content("Dit is nog niet af."))
    for text in ("Hoeveel kost een boom?", "Hoeveel bomen staan er?"):
        asked = requests.ask(of, RequestKind.FACT, text, visitors.account(Role.PANELLIST.value).id)
    requests.answer(asked, "Er staan tweeduizend bomen.")


def add_meetings(of: Assembly) -> None:
    """A meeting for everyone, with a guest, and one that does not take place."""
    starts = now() + timedelta(days=40)
    for number, title in ((6, "Open avond"), (7, "Extra avond")):
        data = MeetingData(
            number, title, starts, starts + timedelta(hours=2), Mode.PHYSICAL, "Dorpshuis", audience=Audience.PUBLIC
        )
        made = meetings.plan(of, data)
        meetings.add_guest(made, GuestData("Gast (verzonnen)", Briefing.LISTEN))
    meetings.cancel(made, "De zaal is dicht.")


def add_messages(of: Assembly) -> None:
    """Messages to everyone who signed up: a draft, and one that was sent, also to somebody who reads no mail."""
    make.registration(of, contact_by=ContactBy.POST)
    telling.write(of, MessageData("aangemeld", "Later", "Wij schrijven u later weer."))
    telling.send(telling.write(of, MessageData("aangemeld", "Dank", "Dank u wel, {naam}.")))


def draft_response(of: Assembly) -> None:
    """A response that waits for the griffie to publish it."""
    chosen = select(Recommendation).filter_by(assembly_id=of.id, number=11)
    data = ResponseData(
        Decision.ACCEPTED, "De raad wil dit ook.", "Raad", today(), what_changes="Alle daken gaan eraf."
    )
    draft = answers.draft_response(db.session.scalars(chosen).one(), visitors.account(Role.OFFICIAL.value), data)
    deciding.sign(draft, visitors.account(Role.EXECUTIVE.value))
    undecided = db.session.scalars(select(Recommendation).filter_by(assembly_id=of.id, number=10)).one()
    other = answers.draft_response(undecided, visitors.account(Role.OFFICIAL.value), data)
    decision = DecisionData("2026-10", today(), "https://www.voorbeeld.example/besluit")
    deciding.record_decision(other, visitors.account(Role.REGISTRY.value), decision)


def keep_documents(of: Assembly) -> None:
    """A recommendation that was taken over from another advice, and a result of another voting system."""
    file = uploads.keep(make.PDF)
    taken = db.session.scalars(select(Recommendation).filter_by(assembly_id=of.id, number=1)).one()
    taken.taken_over_from, taken.taken_over_sha256, taken.taken_over_kind = "Advies 2019", file.sha256, file.kind
    counted = db.session.scalars(select(VoteRound).filter_by(assembly_id=of.id, number=4)).one()
    counted.file_sha256, counted.file_kind = file.sha256, file.kind


def report_done(of: Assembly) -> None:
    """Work of which the griffie has not confirmed yet that it is done."""
    chosen = select(Recommendation).filter_by(assembly_id=of.id, number=2)
    proof = EvidenceData(EvidenceKind.PHOTO, "Foto van het loket", file=uploads.keep(b"GIF89a"))
    data = UpdateData(today(), Execution.DONE, "Alle loketten zijn open.", evidence=[proof])
    official = visitors.account(Role.OFFICIAL.value)
    follow_up.add_update(db.session.scalars(chosen).one(), Role.OFFICIAL, data, official.id)


def add_draws() -> None:
    """A draw that waits for the second official, and one with published tickets whose number was typed once.

    Their records are open for inspection only: that of the demonstration itself is for everyone.
    """
    griffie, organiser = (visitors.account(role.value) for role in (Role.REGISTRY, Role.ORGANISER))
    plan_of_draw = lottery.Plan(
        DrawKind.REAL, short_term_reason="Dit is een proef.", place="Gemeentehuis", disclosure=Disclosure.INSPECTION
    )
    for slug in (PROPOSED, PUBLISHED):
        of = make.ready_to_draw(slug=slug, title=slug.replace("-", " ").capitalize(), phase=Phase.LOTTERY)
        with edge.unit_of_change():
            join(of)
            proposals.add_recommendation(of, RecommendationData("Bankjes", "Zet bankjes neer."))
            draw = lottery.propose(of, plan_of_draw, griffie)
    with edge.unit_of_change():
        lottery.approve(draw, organiser)
        lottery.seed(draw, "0123456789", griffie)
        work = computing.load(draw.id)
        computing.store(work, computing.compute(work, lambda *_: None))
        lottery.publish(draw, griffie)
        lottery.enter_number(draw, "007", griffie)


def join(of: Assembly) -> None:
    """Give everyone of the demonstration's staff their role."""
    for role in Role:
        if role is not Role.PANELLIST:
            assemblies.grant_role(of, visitors.account(role.value), role)
