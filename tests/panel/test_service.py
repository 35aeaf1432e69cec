"""Seats: who sits, who is asked, what an answer does, how an empty seat is filled."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Membership, Role
from beraad.days import today
from beraad.extensions import db
from beraad.lottery.draw import files
from beraad.lottery.draw import queries as lottery
from beraad.mail import queries as mail
from beraad.mail.models import OutboxMessage
from beraad.panel import queries, service
from beraad.panel.errors import (
    DateNeededError,
    NobodyLeftError,
    SeatTakenError,
    TooLateError,
    WrongStateError,
)
from beraad.panel.models import AnsweredBy, Seat, SeatState
from beraad.panel.needs import service as needs
from beraad.panel.needs.service import Needs
from beraad.panel.replacement import service as replacing
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.sign_up import service as recruitment
from beraad.telling.ways import ContactBy

WEEK = timedelta(days=7)


def next_week() -> Any:
    return today() + WEEK


@pytest.fixture
def assembly(make: Any) -> Assembly:
    made = make.drawn()
    for person in db.session.scalars(select(Registration)):
        person.contact_by = ContactBy.EMAIL
    db.session.commit()
    return made


def counts(assembly: Assembly) -> dict[tuple[str, str], int]:
    snapshot = files.snapshot(lottery.real_draw(assembly.id))
    held = [
        seat.pool_id
        for seat in db.session.scalars(select(Seat))
        if seat.state in (SeatState.INVITED, SeatState.CONFIRMED)
    ]
    return snapshot.counts(held)


def test_the_drawn_panel_gets_the_seats(make: Any, assembly: Assembly) -> None:
    seats = make.seats(assembly)
    assert [seat.number for seat in seats] == [1, 2, 3, 4]
    assert {seat.state for seat in seats} == {SeatState.DRAWN}
    assert all(seat.registration.pool_id == seat.pool_id for seat in seats)


def test_whoever_withdrew_after_freezing_has_declined_when_drawn(make: Any, assembly: Assembly) -> None:
    drawn = make.seats(assembly)[0].registration
    other = make.ready_to_draw()
    for person in db.session.scalars(select(Registration).where(Registration.assembly_id == other.id)):
        recruitment.withdraw(person)
    people = [p.pool_id for p in db.session.scalars(select(Registration).where(Registration.assembly_id == other.id))]
    draw = lottery.real_draw(assembly.id)
    draw.assembly_id = other.id
    seats = service.seat_people(draw, people[:2])
    assert [seat.state for seat in seats] == [SeatState.DECLINED, SeatState.DECLINED]
    assert drawn.assembly_id == assembly.id


def test_asking_mails_a_link_once_and_leaves_others_to_the_griffie(make: Any, assembly: Assembly) -> None:
    make.seats(assembly)[0].registration.contact_by = ContactBy.PHONE
    assert service.ask_everyone(assembly, next_week()) == (3, 1)
    assert service.ask_everyone(assembly, next_week()) == (0, 0)
    assert len(db.session.scalars(select(OutboxMessage)).all()) == 3
    assert {seat.state for seat in make.seats(assembly)} == {SeatState.INVITED}


def test_asking_needs_a_day_that_has_not_passed(make: Any, assembly: Assembly) -> None:
    for day in (None, today() - timedelta(days=1)):
        with pytest.raises(DateNeededError):
            service.ask_everyone(assembly, day)


def test_reminders_go_once_a_day_to_those_who_did_not_answer(make: Any, assembly: Assembly) -> None:
    service.ask_everyone(assembly, next_week())
    service.decline(make.seats(assembly)[0], AnsweredBy.PHONE)
    assert service.remind(assembly) == 3
    assert service.remind(assembly) == 0


def test_confirming_makes_a_panellist_with_an_account_and_a_link(make: Any, assembly: Assembly, outbox: Path) -> None:
    service.ask_everyone(assembly, next_week())
    seat = make.seats(assembly)[0]
    service.confirm(seat, AnsweredBy.LINK)
    db.session.flush()
    account = db.session.scalar(select(Account).where(Account.email == seat.registration.email))
    roles = db.session.scalars(select(Membership.role).where(Membership.account_id == account.id)).all()
    assert (seat.account_id, list(roles)) == (account.id, [Role.PANELLIST])
    welcome = OutboxMessage.reference.startswith(f"seat-{seat.id}-welcome")
    text = mail.text(db.session.scalars(select(OutboxMessage).where(welcome)).one())
    assert "Uw plaats in het panel staat vast." in text and "/inloggen/" in text


def test_an_answer_is_given_once(make: Any, assembly: Assembly) -> None:
    service.ask_everyone(assembly, next_week())
    seat = make.seats(assembly)[0]
    service.confirm(seat, AnsweredBy.LINK)
    for step in (service.confirm, service.decline):
        with pytest.raises(WrongStateError):
            step(seat, AnsweredBy.LINK)
    assert seat.state is SeatState.CONFIRMED


def test_after_the_last_day_only_the_griffie_confirms(make: Any, assembly: Assembly) -> None:
    service.ask_everyone(assembly, next_week())
    seat = make.seats(assembly)[0]
    seat.answer_by = today() - timedelta(days=1)
    db.session.flush()
    with pytest.raises(TooLateError):
        service.confirm(seat, AnsweredBy.LINK)
    service.confirm(seat, AnsweredBy.PHONE)
    assert seat.state is SeatState.CONFIRMED


def test_dropping_out_takes_the_role_away_and_is_in_the_history(make: Any, assembly: Assembly) -> None:
    service.ask_everyone(assembly, next_week())
    seat = make.seats(assembly)[0]
    service.confirm(seat, AnsweredBy.LINK)
    service.drop_out(seat, AnsweredBy.PHONE, service.Leaving(reason="Verhuisd"))
    assert db.session.scalars(select(Membership).where(Membership.role == Role.PANELLIST)).all() == []
    lines = queries.history(assembly.id, seat.number)
    assert [line.state for line in lines] == [
        SeatState.DRAWN,
        SeatState.INVITED,
        SeatState.CONFIRMED,
        SeatState.DROPPED_OUT,
    ]
    assert lines[-1].reason == "Verhuisd"


def test_replacements_keep_the_whole_panel_inside_the_quotas(make: Any, assembly: Assembly) -> None:
    service.ask_everyone(assembly, next_week())
    assert replacing.propose(assembly) is None
    gone = make.seats(assembly)[:2]
    for seat in gone:
        service.decline(seat, AnsweredBy.PHONE)
    proposal = replacing.propose(assembly)
    assert [number for number, _ in proposal.seats] == [1, 2]
    assert proposal.meets_all
    assert replacing.propose(assembly) == proposal
    offered = replacing.accept(assembly, proposal.mark, next_week())
    assert [(seat.number, seat.turn, seat.state) for seat in offered] == [
        (1, 2, SeatState.INVITED),
        (2, 2, SeatState.INVITED),
    ]
    assert {seat.state for seat in gone} == {SeatState.REPLACED}
    found = counts(assembly)
    assert (found["geslacht", "vrouw"], found["geslacht", "man"]) == (2, 2)
    assert not {seat.pool_id for seat in gone} & {seat.pool_id for seat in offered}


def test_a_proposal_is_accepted_once(make: Any, assembly: Assembly) -> None:
    service.ask_everyone(assembly, next_week())
    service.decline(make.seats(assembly)[0], AnsweredBy.PHONE)
    mark = replacing.propose(assembly).mark
    replacing.accept(assembly, mark, next_week())
    with pytest.raises(SeatTakenError):
        replacing.accept(assembly, mark, next_week())
    assert len(make.seats(assembly)) == 5


def test_a_person_and_a_seat_are_given_once_whatever_happens(make: Any, assembly: Assembly) -> None:
    first, second = make.seats(assembly)[:2]
    with pytest.raises(SeatTakenError):  # the seat is held
        service.add_seat(assembly.id, service.TurnData(first.number, 2, "iemand"), None)
    service.decline(second, AnsweredBy.PHONE)
    with pytest.raises(SeatTakenError):  # the person sits elsewhere
        service.add_seat(assembly.id, service.TurnData(second.number, 2, first.pool_id), None)
    assert len(make.seats(assembly)) == 4


def test_when_quotas_cannot_be_kept_the_smallest_deviation_is_shown(make: Any, assembly: Assembly) -> None:
    service.ask_everyone(assembly, next_week())
    man = next(seat for seat in make.seats(assembly) if "man" in answers_of(assembly, seat))
    seated = {seat.pool_id for seat in make.seats(assembly)}
    for person in db.session.scalars(select(Registration)):
        if person.pool_id not in seated and "man" in [answer.value.value for answer in person.answers]:
            recruitment.withdraw(person)
    service.decline(man, AnsweredBy.PHONE)
    proposal = replacing.propose(assembly)
    assert not proposal.meets_all
    assert {(e.answer, e.after) for e in proposal.effects if not e.fits} == {("man", 1), ("vrouw", 3)}


def answers_of(assembly: Assembly, seat: Seat) -> tuple[str, ...]:
    return files.snapshot(lottery.real_draw(assembly.id)).people[seat.pool_id]


def test_when_nobody_is_left_that_is_said(make: Any, assembly: Assembly) -> None:
    seated = {seat.pool_id for seat in make.seats(assembly)}
    for person in db.session.scalars(select(Registration)):
        if person.pool_id not in seated:
            recruitment.withdraw(person)
    service.decline(make.seats(assembly)[0], AnsweredBy.PHONE)
    with pytest.raises(NobodyLeftError):
        replacing.propose(assembly)


def test_needs_are_sealed(make: Any, assembly: Assembly) -> None:
    seat = make.seats(assembly)[0]
    needs.set_needs(seat, Needs(diet="Zonder noten"))
    assert b"noten" not in seat.sealed_needs
    assert needs.needs_of(seat).diet == "Zonder noten"
