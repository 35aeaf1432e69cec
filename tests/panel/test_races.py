"""Two people at the same moment: one gets the seat, the other is told, and nobody sits twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Membership, Role
from beraad.days import today
from beraad.extensions import db
from beraad.panel import service
from beraad.panel.errors import PanelError
from beraad.panel.models import HOLDING, AnsweredBy, Seat, SeatState
from beraad.panel.replacement import service as replacing
from beraad.telling.ways import ContactBy
from beraad.web import edge

NEXT_WEEK = timedelta(days=7)


def at_once(app: Flask, *steps: Callable[[], None]) -> list[str]:
    """Take `steps` at the same moment, each in a transaction of its own; gives for each "done" or its error."""
    ready, outcomes = Barrier(len(steps)), [""] * len(steps)

    def take(turn: int, step: Callable[[], None]) -> None:
        with app.app_context():
            ready.wait()
            try:
                with edge.unit_of_change():
                    step()
            except PanelError as error:
                outcomes[turn] = type(error).__name__
            else:
                outcomes[turn] = "done"
            finally:
                db.session.remove()

    threads = [Thread(target=take, args=item) for item in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.fixture
def numbers(make: Any) -> tuple[int, list[int]]:
    """The burgerberaad and its seats, whose people were asked by mail."""
    made = make.drawn()
    for seat in make.seats(made):
        seat.registration.contact_by = ContactBy.EMAIL
    service.ask_everyone(made, today() + NEXT_WEEK)
    db.session.commit()
    found = made.id, [seat.id for seat in make.seats(made)]
    db.session.remove()
    return found


def seat(number: int) -> Seat:
    return db.session.get_one(Seat, number)


def held(assembly_id: int, number: int) -> list[Seat]:
    chosen = select(Seat).where(Seat.assembly_id == assembly_id, Seat.number == number, Seat.state.in_(HOLDING))
    return list(db.session.scalars(chosen))


def test_confirming_twice_at_once_gives_one_seat_and_one_account(
    app: Flask, make: Any, numbers: tuple[int, list[int]]
) -> None:
    _, seats = numbers
    step = lambda: service.confirm(seat(seats[0]), AnsweredBy.LINK)  # noqa: E731
    assert sorted(at_once(app, step, step)) == ["WrongStateError", "done"]
    assert db.session.scalar(select(func.count()).where(Membership.role == Role.PANELLIST)) == 1
    assert db.session.scalar(select(func.count()).where(Account.id == seat(seats[0]).account_id)) == 1


def test_yes_and_no_at_once_leave_one_answer(app: Flask, make: Any, numbers: tuple[int, list[int]]) -> None:
    _, seats = numbers
    outcomes = at_once(
        app,
        lambda: service.confirm(seat(seats[0]), AnsweredBy.LINK),
        lambda: service.decline(seat(seats[0]), AnsweredBy.PHONE),
    )
    assert sorted(outcomes) == ["WrongStateError", "done"]
    assert (seat(seats[0]).state is SeatState.CONFIRMED) == (outcomes[0] == "done")


def test_two_officials_offer_the_last_seat_at_once(app: Flask, make: Any, numbers: tuple[int, list[int]]) -> None:
    assembly_id, seats = numbers
    service.decline(seat(seats[0]), AnsweredBy.PHONE)
    db.session.commit()
    assembly = db.session.get_one(Assembly, assembly_id)
    mark = replacing.propose(assembly).mark
    number = seat(seats[0]).number
    db.session.remove()

    def accept() -> None:
        replacing.accept(db.session.get_one(Assembly, assembly_id), mark, today() + NEXT_WEEK)

    assert sorted(at_once(app, accept, accept)) == ["SeatTakenError", "done"]
    assert [each.turn for each in held(assembly_id, number)] == [2]


def test_coming_back_and_being_replaced_at_once_fill_the_seat_once(
    app: Flask, make: Any, numbers: tuple[int, list[int]]
) -> None:
    assembly_id, seats = numbers
    service.decline(seat(seats[0]), AnsweredBy.LINK)
    db.session.commit()
    mark = replacing.propose(db.session.get_one(Assembly, assembly_id)).mark
    number = seat(seats[0]).number
    db.session.remove()
    outcomes = at_once(
        app,
        lambda: service.come_back(seat(seats[0]), AnsweredBy.LINK),
        lambda: replacing.accept(db.session.get_one(Assembly, assembly_id), mark, today() + NEXT_WEEK) and None,
    )
    assert outcomes.count("done") == 1, outcomes
    assert [each.turn for each in held(assembly_id, number)] == [1 if outcomes[0] == "done" else 2]
