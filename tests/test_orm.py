"""Rows that are inserted unless there is one already, one by one and many at once, on both databases."""

from __future__ import annotations

from typing import Any

from beraad.bulk import insert_many_unless_there, update_many
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


def test_many_rows_are_inserted_once_with_what_their_columns_hold_by_default(make: Any) -> None:
    rows = [{"kind": "test.many", "payload": {"numbers": [n]}, "idempotency_key": f"many-{n}"} for n in range(3)]

    first = insert_many_unless_there(db.session(), Job, rows[:2], "idempotency_key")
    second = insert_many_unless_there(db.session(), Job, rows, "idempotency_key")

    assert (list(first), list(second)) == (["many-0", "many-1"], ["many-2"])
    jobs = db.session.scalars(db.select(Job).where(Job.kind == "test.many").order_by(Job.id)).all()
    assert [(job.payload, job.state, job.created_at <= now()) for job in jobs] == [
        ({"numbers": [n]}, JobState.QUEUED, True) for n in range(3)
    ]


def test_many_rows_are_changed_each_to_its_own(make: Any) -> None:
    rows = [{"kind": "test.change_many", "payload": {}, "idempotency_key": f"change-{n}"} for n in range(3)]
    one, two, three = insert_many_unless_there(db.session(), Job, rows, "idempotency_key").values()
    moment = now()

    ended = {"state": JobState.CANCELLED, "finished_at": moment, "payload": {"why": "late"}}
    open_again = {"state": JobState.QUEUED, "finished_at": None, "payload": {}}
    update_many(db.session(), Job, [{"id": one, **ended}, {"id": two, **open_again}])

    jobs = db.session.scalars(db.select(Job).where(Job.id.in_([one, two, three])).order_by(Job.id)).all()
    assert [(job.state, job.finished_at) for job in jobs] == [
        (JobState.CANCELLED, moment),
        (JobState.QUEUED, None),
        (JobState.QUEUED, None),
    ]
    assert jobs[0].payload == {"why": "late"}


def test_no_rows_are_no_work(make: Any) -> None:
    update_many(db.session(), Job, [])

    assert insert_many_unless_there(db.session(), Job, [], "id") == {}
