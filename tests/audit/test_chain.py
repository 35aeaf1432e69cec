"""The chain of events: whatever is changed in it is found, and writers at the same moment keep it whole."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text, update

from beraad.assemblies.models import Assembly, QuestionVersion
from beraad.audit import queries, service
from beraad.audit.cli import commands
from beraad.audit.models import AuditEvent
from beraad.extensions import db
from beraad.orm import now
from beraad.web import edge


def write(count: int, assembly_id: int | None = 3) -> None:
    for number in range(count):
        with edge.unit_of_change():
            service.record("test.counted", f"row:{number}", assembly_id=assembly_id, number=number)


def change(number: int, **values: Any) -> None:
    db.session.execute(update(AuditEvent).where(AuditEvent.id == number).values(**values))
    db.session.commit()


def test_a_chain_that_nobody_touched_is_whole(context: Flask) -> None:
    assert service.first_broken_event() is None
    write(3)
    assert service.first_broken_event() is None
    events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [event.id for event in events] == [1, 2, 3]
    assert events[0].previous_hash == service.FIRST
    assert events[2].previous_hash == events[1].hash


@pytest.mark.parametrize(
    "tampered",
    [
        {"happened_at": now() - timedelta(days=1)},
        {"actor_id": 99},
        {"assembly_id": 4},
        {"action": "test.forged"},
        {"subject": "row:7"},
        {"details": {"number": 7}},
        {"previous_hash": "f" * 64},
        {"hash": "f" * 64},
        {"id": 12},
    ],
    ids=lambda values: next(iter(values)),
)
def test_a_change_in_any_column_is_found(context: Flask, tampered: dict[str, Any]) -> None:
    write(4)
    change(2, **tampered)
    assert service.first_broken_event() == 2


def test_every_column_is_part_of_the_hash(context: Flask) -> None:
    tested = {"happened_at", "actor_id", "assembly_id", "action", "subject", "details", "previous_hash", "hash", "id"}
    assert {column.name for column in AuditEvent.__table__.columns} == tested


def test_the_hash_of_an_event_stays_what_it_was_when_a_column_is_renamed() -> None:
    event = {
        "id": 1,
        "happened_at": datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC),
        "actor_id": 2,
        "assembly_id": 3,
        "action": "test.counted",
        "subject": "row:4",
        "details": {"number": 5},
        "previous_hash": service.FIRST,
    }
    assert service.event_hash(event) == "6b057fc4f05b2157dd58dcbd20680f3189148360849a8e5b9ccad2b3dae5673c"


def test_an_event_taken_out_is_found_also_when_it_is_hashed_anew(context: Flask) -> None:
    write(4)
    db.session.execute(text("DELETE FROM audit_event WHERE id = 2"))
    db.session.commit()
    assert service.first_broken_event() == 2


def test_a_forged_hash_breaks_the_next_event(context: Flask) -> None:
    write(3)
    event = db.session.get_one(AuditEvent, 2)
    event.action = "test.forged"
    event.hash = service.event_hash({column.key: getattr(event, column.key) for column in AuditEvent.__table__.columns})
    db.session.commit()
    assert service.first_broken_event() == 3


def test_writers_at_the_same_moment_keep_one_chain(app: Flask) -> None:
    started = threading.Barrier(4)

    def writer() -> None:
        with app.app_context():
            started.wait()
            write(8)

    threads = [threading.Thread(target=writer) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        assert service.first_broken_event() is None
        assert db.session.scalar(text("SELECT max(id) FROM audit_event")) == 32


def test_the_command_says_whether_the_log_is_whole(app: Flask) -> None:
    with app.app_context():
        write(3)
    run = app.test_cli_runner()
    whole = run.invoke(commands, ["verify"])
    assert (whole.exit_code, whole.output.startswith("The log is whole: 3 events")) == (0, True)
    with app.app_context():
        change(2, action="test.forged")
    broken = run.invoke(commands, ["verify"])
    assert broken.exit_code == 1
    assert "event 2 does not fit" in broken.output


def test_a_burgerberaad_and_the_site_have_their_own_events(context: Flask) -> None:
    write(5)
    write(2, assembly_id=None)
    ours, sites = (db.session.execute(queries.events(of).order_by(AuditEvent.id)).all() for of in (3, None))
    assert [row.details for row in ours] == [{"number": number} for number in range(5)]
    assert [row.subject for row in sites] == ["row:0", "row:1"]


def test_the_log_names_a_row_by_its_table_and_key(context: Flask, make: Any) -> None:
    assembly = make.assembly()
    version = QuestionVersion(assembly_id=assembly.id, version=2, text="Hoe?")
    with edge.unit_of_change():
        db.session.add(version)
        service.record("test.added", version, assembly_id=assembly.id)
        service.record("test.removed", service.subject_of(Assembly, 7), assembly_id=assembly.id)
    added, removed = db.session.execute(queries.events(assembly.id).order_by(AuditEvent.id))
    assert (added.subject, removed.subject) == (f"question_version:{assembly.id}/2", "assembly:7")
