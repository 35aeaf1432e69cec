"""The list that is drawn from is the one that was announced, and nobody alone chooses or undoes an outcome."""

from __future__ import annotations

import zlib
from types import ModuleType

import pytest
from sqlalchemy import select, update

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Role
from beraad.extensions import db
from beraad.lottery.draw import computing, register, service
from beraad.lottery.draw.service import Plan
from beraad.lottery.errors import DigitsFixedError, ListChangedError, SamePersonError, SecondNeededError
from beraad.lottery.models import Draw, DrawFile, DrawFileName, DrawKind, DrawState
from beraad.lottery.snapshot import sha256

DIGITS, OTHERS = "1234567890", "0987654321"
Officials = tuple[Account, Account]


@pytest.fixture
def officials(make: ModuleType) -> Officials:
    assembly = make.ready_to_draw()
    return make.member(assembly, Role.REGISTRY), make.member(assembly, Role.ORGANISER)


@pytest.fixture
def frozen(officials: Officials) -> Draw:
    """A real draw of which the list has been frozen and announced."""
    assembly = db.session.scalars(select(Assembly)).one()
    draw = service.propose(assembly, Plan(DrawKind.REAL, short_term_reason="Voorbeeld"), officials[0])
    service.approve(draw, officials[1])
    return draw


def swap(draw: Draw) -> None:
    """Put another person in the list, with a hash that fits it, as somebody with the database in hands can."""
    file = db.session.query(DrawFile).filter_by(draw_id=draw.id, name=DrawFileName.SNAPSHOT).one()
    content = zlib.decompress(file.content)
    first = sorted(service.files.snapshot(draw).people)[0]
    changed = content.replace(f'"{first}"'.encode(), b'"pFRIEND"')
    assert changed != content
    db.session.execute(update(DrawFile).where(DrawFile.id == file.id).values(content=zlib.compress(changed)))
    draw.snapshot_sha256 = sha256(changed)
    db.session.flush()


def computed(draw: Draw, official: Account) -> None:
    service.seed(draw, DIGITS, official)
    work = computing.load(draw.id)
    computing.store(work, computing.compute(work, lambda *_: None))


def published(draw: Draw, official: Account) -> Draw:
    computed(draw, official)
    service.publish(draw, official)
    return draw


def test_a_list_that_was_swapped_is_met_at_each_step(frozen: Draw, officials: Officials) -> None:
    with db.session.begin_nested() as kept:
        swap(frozen)
        with pytest.raises(ListChangedError):
            service.seed(frozen, DIGITS, officials[0])
        kept.rollback()
    service.seed(frozen, DIGITS, officials[0])
    work = computing.load(frozen.id)
    record = computing.compute(work, lambda *_: None)
    with db.session.begin_nested() as kept:
        swap(frozen)
        with pytest.raises(ListChangedError):
            computing.load(frozen.id)
        with pytest.raises(ListChangedError):
            computing.store(work, record)
        kept.rollback()
    computing.store(work, record)
    service.publish(frozen, officials[0])
    service.enter_number(frozen, "042", officials[0])
    swap(frozen)
    with pytest.raises(ListChangedError):
        service.confirm_number(frozen, "042", officials[1])


def test_a_root_that_was_changed_with_the_list_is_met_too(frozen: Draw, officials: Officials) -> None:
    swap(frozen)
    frozen.merkle_root = service.merkle.root(service.files.snapshot(frozen).people, frozen.salt_key)
    with pytest.raises(ListChangedError):
        service.seed(frozen, DIGITS, officials[0])


def test_what_is_public_ends_by_two_with_both_in_the_register(frozen: Draw, officials: Officials) -> None:
    first, second = officials
    draw = published(frozen, first)
    service.enter_number(draw, "042", first)
    with pytest.raises(SecondNeededError):
        service.withdraw(draw, "Technische storing", first)
    service.ask_to_end(draw, "Een bal rolde onder het podium", first)
    assert draw.state is DrawState.PUBLISHED
    with pytest.raises(SamePersonError):
        service.end(draw, first)
    service.end(draw, second)
    assert (draw.state, draw.ended_reason) == (DrawState.VOID, "Een bal rolde onder het podium")
    asked, ended = register.last(draw, service.ASKED), register.last(draw, "withdrawn")
    assert asked is not None and ended is not None
    assert (asked.actor_id, ended.actor_id) == (first.id, second.id)


def test_nobody_tries_digits_until_the_tickets_please(frozen: Draw, officials: Officials) -> None:
    first, second = officials
    service.seed(frozen, DIGITS, first)
    service.cancel(frozen, first)
    with pytest.raises(DigitsFixedError):
        service.seed(frozen, OTHERS, first)
    service.seed(frozen, DIGITS, first)
    service.cancel(frozen, first)
    service.seed(frozen, OTHERS, second)
