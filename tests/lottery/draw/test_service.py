"""A draw from the proposal to the number: who may do what, what is fixed when, what stays when it goes wrong."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Role
from beraad.audit.models import AuditEvent
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.jobs.models import Job
from beraad.lottery import engine
from beraad.lottery.draw import computing, files, service
from beraad.lottery.draw.jobs import COMPUTE_JOB
from beraad.lottery.draw.service import Plan
from beraad.lottery.errors import (
    CancelledError,
    DigitsError,
    NoPanelError,
    OpenDrawError,
    PoolChangedError,
    PoolEmptyError,
    QuotasMissingError,
    ReasonNeededError,
    RecordError,
    SamePersonError,
    TicketDiffersError,
    TicketRangeError,
    TooSoonError,
    WrongStateError,
)
from beraad.lottery.models import AppendOnlyError, Draw, DrawEvent, DrawFileName, DrawKind, DrawState
from beraad.lottery.signals import draw_concluded
from beraad.orm import now
from beraad.recruitment.sign_up import service as recruitment

pytestmark = pytest.mark.one_database
REHEARSAL = Plan(DrawKind.REHEARSAL)
REAL = Plan(DrawKind.REAL, short_term_reason="De zaal is alleen vandaag vrij")
DIGITS = "1234567890"


def silent(_phase: str, _done: int, _total: int) -> None:
    """Progress that nobody looks at."""


def computed(draw: Draw) -> Draw:
    work = computing.load(draw.id)
    return computing.store(work, computing.compute(work, silent))


@pytest.fixture
def assembly(make: Any) -> Assembly:
    return make.ready_to_draw()


@pytest.fixture
def officials(make: Any, assembly: Assembly) -> tuple[Account, Account]:
    return make.member(assembly, Role.REGISTRY), make.member(assembly, Role.ORGANISER)


def published(assembly: Assembly, officials: tuple[Account, Account]) -> Draw:
    first, second = officials
    draw = service.propose(assembly, REAL, first)
    service.approve(draw, second)
    service.seed(draw, DIGITS, first)
    computed(draw)
    service.publish(draw, first)
    return draw


def test_a_rehearsal_draws_a_panel_inside_the_quotas_and_tells_nobody(assembly: Assembly) -> None:
    told: list[Draw] = []
    with draw_concluded.connected_to(lambda draw, **_: told.append(draw)):
        draw = service.propose(assembly, REHEARSAL, None)
        service.seed(draw, "", None)
        service.enter_number(computed(draw), "042", None)
    panel = engine.panel(files.record(draw), 42)
    counts = files.snapshot(draw).counts(panel)
    assert len(panel) == 4
    assert (counts["geslacht", "vrouw"], counts["geslacht", "man"]) == (2, 2)
    assert 1 <= counts["leeftijd", "16-39"] <= 2
    assert (draw.state, draw.ticket, told) == (DrawState.DRAWN, 42, [])


def test_a_real_draw_is_taken_by_two_officials_and_tells_who_is_on_the_panel(
    assembly: Assembly, officials: tuple[Account, Account]
) -> None:
    told: list[list[str]] = []
    with draw_concluded.connected_to(lambda _draw, panel: told.append(panel)):
        draw = published(assembly, officials)
        service.enter_number(draw, "007", officials[0])
        assert (draw.state, told) == (DrawState.PUBLISHED, [])
        service.confirm_number(draw, "007", officials[1])
    assert (draw.state, draw.ticket) == (DrawState.DRAWN, 7)
    assert told == [engine.panel(files.record(draw), 7)]


def test_the_record_belongs_to_the_snapshot_and_its_chances_to_the_tickets(assembly: Assembly) -> None:
    draw = service.propose(assembly, REHEARSAL, None)
    service.seed(draw, "", None)
    computed(draw)
    record = files.record(draw)
    assert len(record["tickets"]) == 1000
    assert record["seed"] == draw.seed
    assert record["spread"], "the most random tickets among the fairest"
    assert sum(record["ticket_chances"].values()) == pytest.approx(4)
    assert draw.figures["spread"]["people"] == 32
    assert draw.figures["spread"]["minimum"] == min(record["ticket_chances"].values())
    assert draw.figures["rounding"] == pytest.approx(draw.figures["least_rounding"], abs=1e-8)
    figures = draw.figures["randomness"]
    assert 0 < figures["overlap"] < figures["largest_overlap"] <= 1
    assert figures["overlap"] < figures["overlap_answers"] < 1
    assert 0 < figures["intersections"] < 1


def test_the_same_pool_and_digits_give_the_same_record(assembly: Assembly, officials: tuple[Account, Account]) -> None:
    first = service.propose(assembly, REHEARSAL, None)
    service.seed(first, DIGITS, None)
    work = computing.load(first.id)
    assert computing.compute(work, silent) == computing.compute(work, silent)


def test_without_quotas_people_or_a_panel_nothing_is_proposed(make: Any) -> None:
    empty = make.assembly()
    with pytest.raises(QuotasMissingError):
        service.propose(empty, REHEARSAL, None)
    make.set_quotas(empty)
    with pytest.raises(PoolEmptyError):
        service.propose(empty, REHEARSAL, None)
    make.pool(empty, {("vrouw", "40+"): 8})
    with pytest.raises(NoPanelError):
        service.propose(empty, REHEARSAL, None)
    assert db.session.scalars(select(Draw)).all() == []


def test_people_at_one_address_are_not_drawn_together(make: Any) -> None:
    assembly = make.assembly(seats=2, features={"geslacht": ("vrouw", "man")})
    make.set_quotas(assembly, {"geslacht": {"vrouw": (1, 1), "man": (1, 1)}})
    couples = [("Voorbeeldstraat 1", 2), ("Voorbeeldstraat 2", 2), ("Voorbeeldstraat 3", 2)]
    homes: dict[str, str] = {}
    for street, _ in couples:
        for sex in ("vrouw", "man"):
            made = make.registration(assembly, {"geslacht": sex}, address_line1=street, postcode="9401 AA")
            homes[made.pool_id] = street
    draw = service.propose(assembly, Plan(DrawKind.REHEARSAL, household_columns=("adres",)), None)
    service.seed(draw, "", None)
    record = files.record(computed(draw))
    assert all(len({homes[person] for person in panel}) == 2 for panel in record["panels"])
    again = service.propose(assembly, Plan(DrawKind.REHEARSAL, household_columns=("address_line1",)), None)
    assert files.snapshot(again).households == files.snapshot(draw).households


def test_one_official_cannot_take_both_steps(assembly: Assembly, officials: tuple[Account, Account]) -> None:
    first, second = officials
    draw = service.propose(assembly, REAL, first)
    with pytest.raises(SamePersonError):
        service.approve(draw, first)
    assert draw.state is DrawState.PROPOSED
    service.approve(draw, second)
    service.seed(draw, DIGITS, first)
    service.publish(computed(draw), first)
    service.enter_number(draw, "500", second)
    with pytest.raises(SamePersonError):
        service.confirm_number(draw, "500", second)
    assert draw.state is DrawState.PUBLISHED


def test_a_pool_that_changed_before_approval_is_not_frozen(
    make: Any, assembly: Assembly, officials: tuple[Account, Account]
) -> None:
    draw = service.propose(assembly, REAL, officials[0])
    make.registration(assembly)
    with pytest.raises(PoolChangedError):
        service.approve(draw, officials[1])
    assert draw.state is DrawState.PROPOSED


def test_a_withdrawal_after_freezing_changes_nothing_in_the_draw(
    make: Any, assembly: Assembly, officials: tuple[Account, Account]
) -> None:
    person = make.registration(assembly)
    draw = service.propose(assembly, REAL, officials[0])
    service.approve(draw, officials[1])
    before = files.read(draw, DrawFileName.SNAPSHOT)
    recruitment.withdraw(person)
    service.seed(draw, DIGITS, officials[0])
    assert len(files.record(computed(draw))["people"]) == 33
    assert files.read(draw, DrawFileName.SNAPSHOT) == before


def test_a_real_draw_needs_ten_digits(assembly: Assembly, officials: tuple[Account, Account]) -> None:
    draw = service.propose(assembly, REAL, officials[0])
    service.approve(draw, officials[1])
    for digits in ("123456789", "12345678901", "12345 6789a", ""):
        with pytest.raises(DigitsError):
            service.seed(draw, digits, officials[0])
        assert (draw.state, draw.seed) == (DrawState.FROZEN, "")


def test_the_frozen_pool_is_public_for_a_day_unless_a_reason_was_recorded(
    assembly: Assembly, officials: tuple[Account, Account]
) -> None:
    draw = service.propose(assembly, Plan(DrawKind.REAL), officials[0])
    service.approve(draw, officials[1])
    with pytest.raises(TooSoonError):
        service.seed(draw, DIGITS, officials[0])
    draw.frozen_at = now() - timedelta(hours=25)
    db.session.flush()
    service.seed(draw, DIGITS, officials[0])
    assert draw.state is DrawState.COMPUTING


def test_a_number_that_is_on_no_ticket_is_refused(assembly: Assembly, officials: tuple[Account, Account]) -> None:
    draw = published(assembly, officials)
    for typed in ("1000", "42", "-01", "een", "", "0 4 2 1"):
        with pytest.raises(TicketRangeError):
            service.enter_number(draw, typed, officials[0])
        assert draw.ticket is None


def test_a_number_that_differs_is_not_confirmed_and_can_be_typed_again(
    assembly: Assembly, officials: tuple[Account, Account]
) -> None:
    draw = published(assembly, officials)
    service.enter_number(draw, "123", officials[0])
    with pytest.raises(TicketDiffersError):
        service.confirm_number(draw, "132", officials[1])
    assert draw.state is DrawState.PUBLISHED
    service.enter_number(draw, "132", officials[0])
    service.confirm_number(draw, "132", officials[1])
    assert draw.ticket == 132


def test_steps_out_of_order_are_refused(assembly: Assembly, officials: tuple[Account, Account]) -> None:
    draw = service.propose(assembly, REAL, officials[0])
    for step in (
        lambda: service.seed(draw, DIGITS, officials[0]),
        lambda: service.publish(draw, officials[0]),
        lambda: service.enter_number(draw, "001", officials[0]),
        lambda: service.confirm_number(draw, "001", officials[1]),
        lambda: service.cancel(draw, officials[0]),
    ):
        with pytest.raises(WrongStateError):
            step()
    assert draw.state is DrawState.PROPOSED


def test_a_second_real_draw_shows_with_its_reason(assembly: Assembly, officials: tuple[Account, Account]) -> None:
    first = service.propose(assembly, REAL, officials[0])
    with pytest.raises(OpenDrawError):
        service.propose(assembly, REAL, officials[0])
    service.withdraw(first, "Verkeerde streefcijfers", officials[0])
    with pytest.raises(ReasonNeededError):
        service.propose(assembly, Plan(DrawKind.REAL), officials[0])
    second = service.propose(assembly, Plan(DrawKind.REAL, reason="Nieuwe streefcijfers"), officials[0])
    assert (first.number, first.state, second.number) == (1, DrawState.VOID, 2)
    with pytest.raises(WrongStateError):
        service.withdraw(first, "Nog eens", officials[0])


def test_a_computation_that_stops_leaves_the_frozen_pool_and_says_why(assembly: Assembly) -> None:
    draw = service.propose(assembly, REHEARSAL, None)
    service.seed(draw, "", None)
    work = computing.load(draw.id)

    def stop(_phase: str, _done: int, _total: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        computing.compute(work, stop)
    computing.give_up(work, CancelledError())
    assert draw.state is DrawState.FROZEN
    last = db.session.scalars(select(DrawEvent).order_by(DrawEvent.id.desc())).first()
    assert (last.what, last.error_code) == ("stopped", "CancelledError")
    service.seed(draw, "", None)
    assert computed(draw).state is DrawState.COMPUTED


def test_a_record_that_was_altered_ends_the_draw(assembly: Assembly, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = service.propose(assembly, REHEARSAL, None)
    service.seed(draw, "", None)
    work = computing.load(draw.id)
    source = work.source.to_record(work.snapshot)
    honest = engine.find_tickets(work.snapshot, work.seed, source, work.limit, silent)
    record = json.loads(honest)
    record["tickets"][0] = (record["tickets"][0] + 1) % len(record["panels"])
    monkeypatch.setattr(engine, "find_tickets", lambda *_: json.dumps(record).encode())
    with pytest.raises(RecordError) as caught:
        computing.compute(work, silent)
    computing.give_up(work, caught.value)
    assert draw.state is DrawState.FAILED


def test_what_a_cancelled_computation_finds_is_not_stored(assembly: Assembly) -> None:
    draw = service.propose(assembly, REHEARSAL, None)
    service.seed(draw, "", None)
    work = computing.load(draw.id)
    record = computing.compute(work, silent)
    service.cancel(draw, None)
    with pytest.raises(WrongStateError):
        computing.store(work, record)
    assert draw.state is DrawState.FROZEN


def test_cancelling_stops_the_job(assembly: Assembly, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = service.propose(assembly, REHEARSAL, None)
    service.start(draw, "", None)
    db.session.info.pop("after_commit", None)  # nobody works on it yet
    db.session.commit()
    service.cancel(draw, None)
    job = db.session.scalars(select(Job).where(Job.kind == COMPUTE_JOB)).one()
    assert not jobs.cancel(job)
    assert (draw.state, draw.job_id) == (DrawState.FROZEN, None)


def test_register_and_log_hold_every_step_and_are_not_altered(
    assembly: Assembly, officials: tuple[Account, Account]
) -> None:
    draw = published(assembly, officials)
    steps = list(db.session.scalars(select(DrawEvent.what).order_by(DrawEvent.id)))
    assert steps == ["proposed", "frozen", "computing", "computed", "published"]
    logged = set(db.session.scalars(select(AuditEvent.action).where(AuditEvent.subject == f"draw:{draw.id}")))
    assert {f"lottery.draw_{step}" for step in steps} <= logged
    db.session.scalars(select(DrawEvent)).first().reason = "Anders"
    with pytest.raises(AppendOnlyError):
        db.session.flush()
    db.session.rollback()
