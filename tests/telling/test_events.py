"""What happens in the rooms is told to exactly the people concerned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import select, update

from beraad.acts.models import Proposal
from beraad.assemblies import service as assemblies
from beraad.assemblies.models import Assembly, Role
from beraad.days import today
from beraad.extensions import db
from beraad.mail import queries as mail
from beraad.mail.models import OutboxMessage
from beraad.materials import requests
from beraad.materials import service as materials
from beraad.meetings import service as meetings
from beraad.meetings.models import Meeting
from beraad.meetings.service import MeetingData
from beraad.orm import now
from beraad.panel import service as panel
from beraad.panel.models import AnsweredBy, SeatState
from beraad.recommendations.answers import service as answers
from beraad.recruitment.models.registration import Registration
from beraad.telling import audiences, service
from beraad.telling.models import Message, Recipient
from beraad.telling.people import Addressee
from beraad.telling.ways import ContactBy
from beraad.web import edge


@pytest.fixture
def assembly(make: ModuleType) -> Assembly:
    """A burgerberaad whose panel was drawn; all but one confirmed."""
    made = make.drawn(slug="wonen")
    with edge.unit_of_change():
        db.session.execute(update(Registration).values(contact_by=ContactBy.EMAIL))
        panel.ask_everyone(made, today() + timedelta(days=7))
        for seat in make.seats(made)[1:]:
            panel.confirm(seat, AnsweredBy.LINK)
    return made


def heard(occasion: str) -> set[Addressee]:
    """Who is told of this occasion."""
    chosen = select(Recipient.registration_id, Recipient.account_id).join(Message)
    return {Addressee(*row) for row in db.session.execute(chosen.where(Message.occasion == occasion))}


def the_panel(make: ModuleType, assembly: Assembly) -> set[Addressee]:
    confirmed = [seat for seat in make.seats(assembly) if seat.state is SeatState.CONFIRMED]
    assert confirmed
    return {Addressee(registration_id=seat.registration_id) for seat in confirmed}


def data(meeting: Meeting, **values: Any) -> MeetingData:
    """The fields of a meeting, with others."""
    names = MeetingData.__dataclass_fields__
    return replace(MeetingData(**{name: getattr(meeting, name) for name in names}), **values)


def test_a_meeting_that_is_planned_moved_or_cancelled_is_told_to_the_panel(
    assembly: Assembly, make: ModuleType
) -> None:
    meeting = make.meeting(assembly)
    edge.commit()
    assert heard(f"meeting-{meeting.id}-planned") == the_panel(make, assembly)
    with edge.unit_of_change():
        meetings.change(meeting, data(meeting, title="Een andere titel"))
    assert heard(f"meeting-{meeting.id}-moved-{meeting.sequence}") == set()
    with edge.unit_of_change():
        meetings.change(meeting, data(meeting, place="Bibliotheek Voorbeeld"))
    assert heard(f"meeting-{meeting.id}-moved-{meeting.sequence}") == the_panel(make, assembly)
    moved = [mail.text(row) for row in db.session.scalars(select(OutboxMessage)) if "is veranderd" in row.subject]
    assert len(moved) == len(the_panel(make, assembly)), "at once, not with the bundle of the day"
    assert all("Waar: Bibliotheek Voorbeeld" in text and "Wanneer: " in text for text in moved)
    with edge.unit_of_change():
        meetings.cancel(meeting, "De zaal is dicht.")
    assert heard(f"meeting-{meeting.id}-cancelled") == the_panel(make, assembly)


def test_nobody_hears_of_a_meeting_of_before_or_without_a_panel(assembly: Assembly, make: ModuleType) -> None:
    past = make.meeting(assembly, starts_at=now() - timedelta(days=30))
    edge.commit()
    assert heard(f"meeting-{past.id}-planned") == set()
    without = make.meeting(make.recruiting())
    assert db.session.scalar(select(Message).where(Message.occasion == f"meeting-{without.id}-planned")) is None


def test_a_meeting_has_its_people_and_its_absentees(assembly: Assembly, make: ModuleType, sign_in: Any) -> None:
    meeting = make.meeting(assembly)
    seat = make.seats(assembly)[1]
    sign_in(seat.account).get(f"/panel/wonen/bijeenkomsten/{meeting.id}").follow("Ik kan niet komen").submit()
    absent = Addressee(registration_id=seat.registration_id)
    audience = {code: audiences.find(assembly, f"{code}-{meeting.id}") for code in ("bijeenkomst", "afwezig")}
    there = {code: set(one.addressees(0, 1000)) for code, one in audience.items() if one is not None}
    assert there == {"afwezig": {absent}, "bijeenkomst": the_panel(make, assembly) - {absent}}


def test_the_audiences_of_a_draw_part_everyone_who_signed_up(assembly: Assembly, make: ModuleType) -> None:
    found = {one.code: set(one.addressees(0, 10_000)) for one in audiences.offered(assembly) if not one.is_staff}
    assert found["geloot"] | found["niet-geloot"] == found["aangemeld"]
    assert not found["geloot"] & found["niet-geloot"]
    assert found["panel"] == the_panel(make, assembly)
    assert found["geen-antwoord"] == {Addressee(registration_id=make.seats(assembly)[0].registration_id)}
    assert "reserves" in found


def test_a_paper_that_is_published_and_an_answer_to_a_question_are_told(assembly: Assembly, make: ModuleType) -> None:
    document = make.document(assembly)
    with edge.unit_of_change():
        version = materials.latest(document)
        if version.published_at is None:
            materials.publish(document)
    assert heard(f"document-{document.id}-version-1") == the_panel(make, assembly)
    seat = make.seats(assembly)[1]
    request = make.request(assembly, asked_by_id=seat.account_id)
    with edge.unit_of_change():
        requests.answer(request, "Er staan 120 huizen leeg.")
    assert heard(f"request-{request.id}-closed") == {Addressee(registration_id=seat.registration_id)}


def test_an_answer_is_looked_over_by_the_griffie_and_then_told_to_the_panel(
    assembly: Assembly, make: ModuleType
) -> None:
    griffie = make.member(assembly, Role.REGISTRY)
    make.member(assembly, Role.ORGANISER)
    response = make.draft_response(make.adopted(assembly))
    (proposal,) = proposals("recommendations.publish_response")
    assert heard(f"act-{proposal.id}") == {
        Addressee(account_id=account_id)
        for account_id in _with_role(assembly, Role.REGISTRY)
        if account_id != response.prepared_by_id
    }
    with edge.unit_of_change():
        answers.publish_response(response, griffie)
    assert heard(f"response-{response.id}-published") == the_panel(make, assembly)


def test_a_colleague_hears_of_a_draw_that_waits(assembly: Assembly, make: ModuleType) -> None:
    occasions = [f"act-{one.id}" for key in ("lottery.freeze", "lottery.conclude") for one in proposals(key)]
    proposed = db.session.scalars(select(Message).where(Message.occasion.in_(occasions))).all()
    assert len(proposed) == 2, "the draw of the panel was proposed by one official and approved by another"
    assert all("Wacht op u: de loting van" in message.subject for message in proposed)
    assert all(len(heard(str(message.occasion))) >= 1 for message in proposed)


def proposals(act: str) -> Sequence[Proposal]:
    return db.session.scalars(select(Proposal).where(Proposal.act == act)).all()


def test_somebody_who_is_given_a_role_hears_which(make: ModuleType) -> None:
    assembly, account = make.assembly(), make.account(name="Ambtenaar")
    with edge.unit_of_change():
        held = assemblies.grant_role(assembly, account, Role.OFFICIAL)
    assert heard(f"role-{held.id}") == {Addressee(account_id=account.id)}
    message = db.session.scalars(select(Message).where(Message.occasion == f"role-{held.id}")).one()
    assert "U kreeg de rol ambtenaar" in message.body and f"/beheer/{assembly.slug}" in message.body
    assert "You were given the role" in message.translations["en"][1]


def test_the_list_of_messages_leaves_out_what_only_colleagues_hear(
    assembly: Assembly, make: ModuleType, sign_in: Any
) -> None:
    with edge.unit_of_change():
        assemblies.grant_role(assembly, make.account(), Role.FACILITATOR)
    meeting = make.meeting(assembly)
    edge.commit()
    to_panel = select(Message).where(Message.occasion == f"meeting-{meeting.id}-planned")
    to_colleague = select(Message).where(Message.subject.startswith("U werkt nu mee"))
    assert db.session.scalars(to_colleague).first()
    page = sign_in(make.member(assembly, Role.REGISTRY)).get("/beheer/wonen/berichten")
    assert db.session.scalars(to_panel).one().subject in page.main
    assert "U werkt nu mee" not in page.main
    assert "Niets gevonden." in page.submit({"zoek": "werkt nu mee"}, button="Zoek").main


def test_history_that_is_put_in_is_told_to_nobody(assembly: Assembly, make: ModuleType) -> None:
    with service.untold():
        meeting = make.meeting(assembly)
        edge.commit()
    assert heard(f"meeting-{meeting.id}-planned") == set()


def _with_role(assembly: Assembly, role: Role) -> set[int]:
    audience = audiences.find(assembly, f"rol-{role.value}")
    assert audience is not None
    return {one.account_id for one in audience.addressees(0, 1000) if one.account_id is not None}
