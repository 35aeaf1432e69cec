"""Allowances follow from attendance, need two officials, and are paid once."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from beraad.acts.models import Proposal, ProposalState
from beraad.allowances import owed, queries, service
from beraad.allowances.errors import (
    AccountChangedError,
    AccountMissingError,
    AllowanceError,
    NothingDueError,
    NotPresentError,
    SameOfficialError,
    SettledError,
    StaleListError,
    TravelNotPaidError,
    WrongStateError,
)
from beraad.allowances.models import LineKind, ListState, PaymentLine, TravelKind
from beraad.allowances.service import SchemeData, TravelData
from beraad.assemblies.models import Assembly, Role
from beraad.extensions import db
from beraad.meetings import attendance
from beraad.meetings.models import Meeting, Presence
from beraad.panel.needs import bank
from beraad.panel.needs.bank import Bank
from beraad.web import edge


@pytest.fixture
def assembly(make: Any) -> Assembly:
    found: Assembly = make.met()
    return found


@pytest.fixture
def officials(make: Any, assembly: Assembly) -> tuple[Any, Any]:
    return make.member(assembly, Role.REGISTRY), make.member(assembly, Role.ORGANISER)


def meeting() -> Meeting:
    return db.session.scalars(select(Meeting)).one()


def ended() -> list[tuple[ProposalState, int | None]]:
    """How each proposal ended, and who approved it on its page."""
    mine = select(Proposal).where(Proposal.act == service.APPROVE_KEY).order_by(Proposal.id)
    return [(one.state, one.approved_by_id) for one in db.session.scalars(mine)]


def amounts(assembly: Assembly) -> list[tuple[int, LineKind, int]]:
    return [(amount.seat.number, amount.kind, amount.cents) for amount in owed.due(assembly)]


def test_who_was_there_gets_the_fee_and_who_was_there_partly_a_part(assembly: Assembly) -> None:
    fee = LineKind.MEETING
    assert amounts(assembly) == [(1, fee, 10_000), (2, fee, 5_000), (4, fee, 10_000)]


def test_whoever_wants_nothing_or_gave_no_account_is_not_on_the_list(
    make: Any, assembly: Assembly, officials: tuple[Any, Any]
) -> None:
    first, second, *_ = make.seats(assembly)
    bank.set_allowance(first, False, Bank())
    bank.set_allowance(second, None, Bank())
    assert [seat.number for seat in owed.refusing(assembly.id)] == [1]
    assert [amount.seat.number for amount in owed.due(assembly)] == [2, 4]
    made = service.draw_up(assembly, officials[0])
    assert [line.seat.number for line in made.lines] == [4]


def test_travel_costs_by_distance_or_price_after_being_there(make: Any, assembly: Assembly) -> None:
    first, second, absent, _ = make.seats(assembly)
    service.claim_travel(meeting(), first, TravelData(TravelKind.DISTANCE, kilometres=40))
    service.claim_travel(meeting(), first, TravelData(TravelKind.DISTANCE, kilometres=50))
    service.claim_travel(meeting(), second, TravelData(TravelKind.ACTUAL, cents=1_234))
    with pytest.raises(NotPresentError):
        service.claim_travel(meeting(), absent, TravelData(TravelKind.ACTUAL, cents=1_234))
    travel = [(number, cents) for number, kind, cents in amounts(assembly) if kind is LineKind.TRAVEL]
    assert travel == [(1, 1_150), (2, 1_234)]
    service.set_scheme(assembly, SchemeData(10_000, 0, False, 50))
    with pytest.raises(TravelNotPaidError):
        service.claim_travel(meeting(), first, TravelData(TravelKind.DISTANCE, kilometres=40))
    assert not any(kind is LineKind.TRAVEL for _, kind, _ in amounts(assembly))


def test_a_second_official_approves_and_nothing_is_due_twice(
    make: Any, assembly: Assembly, officials: tuple[Any, Any]
) -> None:
    first, second = officials
    made = service.draw_up(assembly, first)
    with pytest.raises(NothingDueError):
        service.draw_up(assembly, second)
    with pytest.raises(SameOfficialError):
        service.approve(made, first)
    with pytest.raises(WrongStateError):
        service.mark_paid(made, first)
    service.approve(made, second)
    service.mark_paid(made, first)
    with pytest.raises(WrongStateError):
        service.mark_paid(made, first)
    assert (made.state, amounts(assembly)) == (ListState.PAID, [])
    service.claim_travel(meeting(), make.seats(assembly)[0], TravelData(TravelKind.DISTANCE, kilometres=10))
    assert amounts(assembly) == [(1, LineKind.TRAVEL, 230)], "costs claimed later come on the next list"
    later = service.draw_up(assembly, first)
    assert (later.number, len(later.lines)) == (2, 1)
    with pytest.raises(SettledError):
        service.claim_travel(meeting(), make.seats(assembly)[0], TravelData(TravelKind.DISTANCE, kilometres=20))


def test_a_list_that_is_no_longer_right_is_not_approved(
    make: Any, assembly: Assembly, officials: tuple[Any, Any]
) -> None:
    first, second = officials
    made = service.draw_up(assembly, first)
    attendance.note(meeting(), {make.seats(assembly)[0].id: Presence.ABSENT})
    with pytest.raises(StaleListError):
        service.approve(made, second)
    service.withdraw(made)
    assert ended() == [(ProposalState.WITHDRAWN, None)]
    assert [number for number, _, _ in amounts(assembly)] == [2, 4]
    again = service.draw_up(assembly, first)
    service.approve(again, second)
    assert ended() == [(ProposalState.WITHDRAWN, None)] * 2, "approved by a command: it waits for nobody any more"
    with pytest.raises(WrongStateError):
        service.withdraw(again)


def test_the_file_has_a_row_for_each_person_once_the_list_is_approved(
    make: Any, assembly: Assembly, officials: tuple[Any, Any]
) -> None:
    first, second = officials
    make.held(assembly, (Presence.PRESENT,), number=2)
    service.claim_travel(meeting_two(), make.seats(assembly)[0], TravelData(TravelKind.DISTANCE, kilometres=10))
    made = service.draw_up(assembly, first)
    with pytest.raises(WrongStateError):
        service.hand_out(made)
    service.approve(made, second)
    service.hand_out(made)
    rows = queries.file_rows(assembly, made)
    assert [row[1:4] for row in rows] == [
        ("Houder 1", "NL02ABNA0123456789", "202,30"),
        ("Houder 2", "NL02ABNA0123456789", "50,00"),
        ("Houder 4", "NL02ABNA0123456789", "100,00"),
    ]
    assert rows[0][4].endswith(": 1, 2")
    assert len({row[0] for row in rows}) == 3
    make.seats(assembly)[0].sealed_bank = None
    with pytest.raises(AccountMissingError):
        service.hand_out(made)


def test_the_account_that_was_approved_is_the_account_that_is_paid(
    make: Any, assembly: Assembly, officials: tuple[Any, Any], sign_in: Any
) -> None:
    first, second = officials
    made = service.draw_up(assembly, first)
    service.approve(made, second)
    db.session.commit()
    bank.set_allowance(make.seats(assembly)[0], True, Bank("NL91ABNA0417164300", "Iemand anders"))
    db.session.commit()
    with pytest.raises(AccountChangedError):
        service.hand_out(made)
    page = (
        sign_in(first)
        .get(f"/beheer/{assembly.slug}/vergoedingen/lijsten/{made.number}")
        .submit(action=f"/beheer/{assembly.slug}/vergoedingen/lijsten/{made.number}/bestand")
    )
    assert "opnieuw goedkeuren" in page.text
    db.session.refresh(made)
    assert made.state is ListState.TO_PAY and ended()[-1][0] is ProposalState.OPEN
    service.approve(made, second)
    service.hand_out(made)
    assert queries.file_rows(assembly, made)[0][1:3] == ("Iemand anders", "NL91ABNA0417164300")


def meeting_two() -> Meeting:
    return db.session.scalars(select(Meeting).where(Meeting.number == 2)).one()


def test_two_officials_at_once_make_one_list(app: Flask, assembly: Assembly, officials: tuple[Any, Any]) -> None:
    number, people = assembly.id, [official.id for official in officials]
    db.session.remove()
    together, outcomes = Barrier(2), []

    def draw_up(turn: int) -> None:
        with app.app_context():
            together.wait()
            try:
                with edge.unit_of_change():
                    official = db.session.get_one(type(officials[0]), people[turn])
                    service.draw_up(db.session.get_one(Assembly, number), official)
            except AllowanceError as error:
                outcomes.append(type(error).__name__)
            else:
                outcomes.append("done")
            finally:
                db.session.remove()

    threads = [Thread(target=draw_up, args=(turn,)) for turn in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["NothingDueError", "done"]
    assert db.session.scalar(select(func.count(PaymentLine.id))) == 3
