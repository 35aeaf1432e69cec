"""Rows that are inserted unless there is one already, on both databases."""

from __future__ import annotations

from typing import Any

from beraad.extensions import db
from beraad.jobs.models import Job, JobState
from beraad.orm import insert_id_unless_there, insert_unless_there, now


def test_a_row_is_inserted_once(make: Any) -> None:
    values = {"kind": "test.once", "payload": {"number": 1}, "idempotency_key": "once"}

    first = insert_unless_there(db.session(), Job, **values)
    second = insert_unless_there(db.session(), Job, **values)

    assert first is not None and second is None
    assert db.session.scalars(db.select(Job).where(Job.idempotency_key == "once")).all() == [first]


def test_a_row_is_inserted_once_for_its_id(make: Any) -> None:
    first = insert_id_unless_there(db.session(), Job, kind="test.once", payload={}, idempotency_key="once")
    second = insert_id_unless_there(db.session(), Job, kind="test.once", payload={}, idempotency_key="once")

    assert first is not None and second is None
    assert db.session.get_one(Job, first).idempotency_key == "once"


def test_an_inserted_row_has_what_its_columns_hold_by_default(make: Any) -> None:
    before = now()

    job = insert_unless_there(db.session(), Job, kind="test.defaults", payload={"number": 1})

    assert job in db.session
    assert (job.state, job.attempts, job.lease_until, job.payload) == (JobState.QUEUED, 0, None, {"number": 1})
    assert job.created_at >= before


def test_an_inserted_row_can_be_changed(make: Any) -> None:
    job = insert_unless_there(db.session(), Job, kind="test.change", payload={})

    job.attempts = 3
    db.session.flush()
    db.session.expire(job)

    assert job.attempts == 3
