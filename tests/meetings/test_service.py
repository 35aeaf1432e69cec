"""Planning, changing and cancelling meetings, without pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import ModuleType

import pytest
from sqlalchemy import select

from beraad.assemblies.models import Assembly
from beraad.audit.models import AuditEvent
from beraad.extensions import db
from beraad.meetings import queries, service
from beraad.meetings.errors import AlreadyHeldError, CancelledError, NumberTakenError, TooEarlyError
from beraad.meetings.models import BlockKind, Mode, Status
from beraad.meetings.queries import Share
from beraad.meetings.service import BlockData, MeetingData
from beraad.orm import now

DATA = MeetingData(
    number=1,
    title="Kennismaken",
    starts_at=datetime(2047, 2, 6, 8, 30, tzinfo=UTC),
    ends_at=datetime(2047, 2, 6, 11, 0, tzinfo=UTC),
    mode=Mode.PHYSICAL,
    place="Dorpshuis Voorbeeld",
)


@pytest.fixture
def assembly(make: ModuleType) -> Assembly:
    return make.assembly()


def test_a_change_raises_the_sequence_and_keeps_the_uid(assembly: Assembly) -> None:
    meeting = service.plan(assembly, DATA)
    uid = meeting.uid
    service.change(meeting, replace(DATA, place="Bibliotheek Voorbeeld"))
    service.cancel(meeting, "Sneeuw.")
    assert (meeting.uid, meeting.sequence, meeting.status) == (uid, 2, Status.CANCELLED)


def test_a_number_that_is_taken_leaves_nothing_behind(assembly: Assembly) -> None:
    service.plan(assembly, DATA)
    with pytest.raises(NumberTakenError):
        service.plan(assembly, replace(DATA, title="Nog een"))
    assert [row.title for row in queries.meetings(assembly)] == ["Kennismaken"]


def test_the_same_number_is_free_in_another_burgerberaad(make: ModuleType, assembly: Assembly) -> None:
    service.plan(assembly, DATA)
    assert service.plan(make.assembly(), DATA).number == 1


def test_a_cancelled_meeting_changes_no_more(assembly: Assembly) -> None:
    meeting = service.plan(assembly, DATA)
    block = service.add_block(meeting, BlockData(BlockKind.DIALOGUE, "Praten", 30))
    service.cancel(meeting, "Sneeuw.")
    for change in (
        lambda: service.change(meeting, DATA),
        lambda: service.cancel(meeting, "Nog een keer."),
        lambda: service.mark_held(meeting),
        lambda: service.add_block(meeting, BlockData(BlockKind.PAUSE, "Pauze", 10)),
        lambda: service.move_block(block, 1),
        lambda: service.remove_block(block),
    ):
        with pytest.raises(CancelledError):
            change()


def test_a_meeting_that_was_held_is_not_cancelled(assembly: Assembly) -> None:
    with pytest.raises(TooEarlyError):
        service.mark_held(service.plan(assembly, DATA))
    held = service.plan(assembly, replace(DATA, number=2, starts_at=now() - timedelta(hours=2), ends_at=now()))
    service.mark_held(held)
    with pytest.raises(AlreadyHeldError):
        service.cancel(held, "Toch niet.")


def test_parts_follow_each_other_and_their_balance_leaves_out_breaks(assembly: Assembly) -> None:
    meeting = service.plan(assembly, DATA)
    service.add_block(meeting, BlockData(BlockKind.INFORM, "Welkom", 30))
    service.add_block(meeting, BlockData(BlockKind.PAUSE, "Koffie", 15))
    service.add_block(meeting, BlockData(BlockKind.DIALOGUE, "Aan tafel", 60))
    service.add_block(meeting, BlockData(BlockKind.DECIDE, "Kiezen", 30))
    programme = queries.programme(meeting)
    assert [(part.starts_at - DATA.starts_at) // timedelta(minutes=1) for part in programme.blocks] == [0, 30, 45, 105]
    assert programme.balance == [
        Share(BlockKind.INFORM, 30, 25),
        Share(BlockKind.DIALOGUE, 60, 50),
        Share(BlockKind.DECIDE, 30, 25),
    ]
    assert programme.overrun == -15
    assert not programme.mostly_listening


@pytest.mark.parametrize(("listening", "is_mostly_listening"), [(30, False), (32, True)])
def test_half_of_the_time_is_not_yet_mostly_listening(
    assembly: Assembly, listening: int, is_mostly_listening: bool
) -> None:
    meeting = service.plan(assembly, DATA)
    service.add_block(meeting, BlockData(BlockKind.INFORM, "Uitleg", listening))
    service.add_block(meeting, BlockData(BlockKind.DIALOGUE, "Aan tafel", 30))
    assert queries.programme(meeting).mostly_listening is is_mostly_listening


@pytest.mark.parametrize(("steps", "order"), [(-1, "BAC"), (1, "ACB"), (-5, "BAC"), (5, "ACB")])
def test_a_part_moves_and_stops_at_the_edge(assembly: Assembly, steps: int, order: str) -> None:
    meeting = service.plan(assembly, DATA)
    blocks = [service.add_block(meeting, BlockData(BlockKind.DIALOGUE, title, 10)) for title in "ABC"]
    service.move_block(blocks[1], steps)
    assert "".join(part.title for part in queries.programme(meeting).blocks) == order


def test_the_log_names_what_happened_without_words_of_people(assembly: Assembly) -> None:
    meeting = service.plan(assembly, DATA)
    service.cancel(meeting, "Zieke gespreksleider.")
    chosen = select(AuditEvent).where(AuditEvent.assembly_id == assembly.id).order_by(AuditEvent.id)
    events = db.session.scalars(chosen).all()
    assert [event.action for event in events] == ["meetings.planned", "meetings.cancelled"]
    assert all("Zieke" not in str(event.details) for event in events)
