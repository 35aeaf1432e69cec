"""Staff hear by mail what waits for them: once when it starts, once when its term is near, once when it is late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from types import ModuleType

import pytest
from sqlalchemy import select

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Membership, Phase, Role
from beraad.days import today
from beraad.desk import service
from beraad.desk.models import Spell
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.mail import queries as mail
from beraad.mail.models import OutboxMessage
from beraad.materials import requests
from beraad.materials.models import Request
from beraad.orm import now
from beraad.telling.models import Message, Recipient
from beraad.web import edge
from tests.pages import Browser

SetClock = Callable[[datetime], None]


@pytest.fixture
def assembly(make: ModuleType) -> Assembly:
    """A burgerberaad in which nothing waits but what a test makes."""
    made = make.assembly(slug="wonen", title="Wonen", phase=Phase.FOLLOW_UP)
    make.member(made, Role.REGISTRY)
    make.member(made, Role.OFFICIAL)
    voted_down = make.recommendation(made)
    voted_down.adopted, voted_down.locked_at = False, now()
    db.session.commit()
    return made


@pytest.fixture
def owner(make: ModuleType, assembly: Assembly) -> Account:
    return make.member(assembly, Role.OFFICIAL, name="Ans")


def registry(assembly: Assembly) -> int:
    held = select(Membership.account_id).where(Membership.assembly_id == assembly.id, Membership.role == Role.REGISTRY)
    return db.session.scalars(held).one()


def look(assembly: Assembly) -> int:
    with edge.unit_of_change():
        return service.tell_of([db.session.get_one(Assembly, assembly.id)])


def heard(words: str) -> list[int | None]:
    """The accounts that are told something whose subject starts with these words, as often as they are told."""
    chosen = select(Recipient.account_id).join(Message).where(Message.subject.startswith(words))
    return sorted(db.session.scalars(chosen.order_by(Recipient.account_id)))


def assigned(make: ModuleType, assembly: Assembly, owner: Account, days: int) -> Request:
    request = requests.assign(make.request(assembly), owner.id, today() + timedelta(days=days))
    db.session.commit()
    return request


def test_the_owner_hears_when_it_starts_and_the_griffie_when_it_is_late(
    make: ModuleType, assembly: Assembly, owner: Account
) -> None:
    request = assigned(make, assembly, owner, 30)
    assert look(assembly) == 1
    assert heard("Wacht op u: Beantwoord vraag 1") == [owner.id]
    request.due_on = today() + timedelta(days=2)
    db.session.commit()
    assert look(assembly) == 1
    assert heard("Bijna te laat: Beantwoord vraag 1") == [owner.id]
    request.due_on = today() - timedelta(days=1)
    db.session.commit()
    assert look(assembly) == 1
    assert heard("Te laat: Beantwoord vraag 1") == sorted([owner.id, registry(assembly)])


def test_the_deputy_hears_when_the_term_is_near(make: ModuleType, assembly: Assembly, owner: Account) -> None:
    deputy = make.member(assembly, Role.OFFICIAL)
    request = requests.assign(make.request(assembly), owner.id, today() + timedelta(days=30), deputy.id)
    db.session.commit()
    look(assembly)
    assert heard("Wacht op u: Beantwoord vraag 1") == [owner.id]
    request.due_on = today() + timedelta(days=2)
    db.session.commit()
    look(assembly)
    assert heard("Bijna te laat: Beantwoord vraag 1") == sorted([owner.id, deputy.id])


def test_nothing_is_told_twice(make: ModuleType, assembly: Assembly, owner: Account) -> None:
    assigned(make, assembly, owner, 30)
    assert [look(assembly) for _ in range(3)] == [1, 0, 0]


def test_what_was_told_in_a_transaction_that_failed_is_told_again(
    make: ModuleType, assembly: Assembly, owner: Account
) -> None:
    assigned(make, assembly, owner, 30)
    with pytest.raises(RuntimeError), edge.unit_of_change():
        service.tell_of([assembly])
        raise RuntimeError("the worker was killed")
    assert heard("Wacht op u") == []
    assert look(assembly) == 1
    assert heard("Wacht op u: Beantwoord vraag 1") == [owner.id]


def test_what_waits_again_is_told_again(make: ModuleType, assembly: Assembly, set_clock: SetClock) -> None:
    first = make.request(assembly)
    assert look(assembly) == 1
    requests.answer(first, "Tien.")
    db.session.commit()
    assert look(assembly) == 0
    assert db.session.scalars(select(Spell)).all() == []
    set_clock(now() + timedelta(days=1))
    make.request(assembly)
    assert look(assembly) == 1
    assert heard("Wacht op u: Zeg wie vragen van het panel beantwoordt") == [registry(assembly)] * 2


def test_what_an_event_told_is_not_told_again(make: ModuleType) -> None:
    adopted = make.adopted(make.assembly(phase=Phase.FOLLOW_UP))
    assembly = make.assembly_of(adopted)
    griffie = make.member(assembly, Role.REGISTRY)
    with edge.unit_of_change():
        make.draft_response(adopted)
    look(assembly)
    assert heard("Wacht op u: de reactie op aanbeveling") == [griffie.id]
    assert heard("Wacht op u: Bekijk het antwoord") == []


def test_everything_of_a_day_comes_in_one_mail_with_a_way_to_each(
    make: ModuleType, assembly: Assembly, owner: Account, set_clock: SetClock
) -> None:
    numbers = [assigned(make, assembly, owner, 30).id for _ in range(3)]
    look(assembly)
    set_clock(now() + timedelta(hours=2))
    with edge.unit_of_change():
        jobs.ask("telling.leave")
    (sent,) = db.session.scalars(select(OutboxMessage).where(OutboxMessage.recipient == owner.email)).all()
    text = mail.text(sent)
    for number in numbers:
        assert f"http://localhost/beheer/wonen/kennisvragen/{number}\n" in text
    assert "http://localhost/mijn" in text


def test_the_job_looks_everywhere_but_at_what_is_closed(make: ModuleType, assembly: Assembly, owner: Account) -> None:
    closed = make.assembly(phase=Phase.CLOSED)
    make.member(closed, Role.REGISTRY)
    make.request(closed)
    assigned(make, assembly, owner, 30)
    with edge.unit_of_change():
        jobs.ask("desk.look")
    assert heard("Wacht op u") == [owner.id]


def test_mine_says_since_when_something_waits(make: ModuleType, sign_in: Callable[[Account], Browser]) -> None:
    assembly = make.assembly(phase=Phase.LOTTERY)
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    assert "sinds" not in browser.get("/mijn").main
    look(assembly)
    assert "sinds" in browser.get("/mijn").main
