"""The ledger: asking, doing, failing, stopping and going on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from beraad import create_app
from beraad.accounts.models import Account
from beraad.extensions import db
from beraad.jobs import queries, registry, runner, service
from beraad.jobs.errors import JobCancelled, JobFailed, JobPostponed, UnknownJobKindError
from beraad.jobs.models import Job, JobState
from beraad.jobs.run import JobRun
from beraad.orm import now
from beraad.web import edge
from tests.working import work_off

Handle = Callable[[Callable[[JobRun], None]], None]


@pytest.fixture
def handle(context: Flask) -> Iterator[Handle]:
    """Registers a handler for jobs of the kind "test.do" that nobody starts by itself."""
    jobs = registry.current_jobs()
    woken = jobs.carrier.wake
    jobs.carrier.wake = lambda number, pause=timedelta(), priority=0: None  # type: ignore[method-assign]
    yield lambda handler: service.register(context, "test.do", handler)
    jobs.carrier.wake = woken  # type: ignore[method-assign]
    jobs.handlers.pop("test.do", None)


def ask(**values: Any) -> int:
    with edge.unit_of_change():
        number = service.enqueue("test.do", **values).id
    return number


def work(number: int) -> bool:
    """Work on the job as a worker would: in a context of its own."""
    with registry.current_jobs().carrier.app.app_context():
        return runner.work_on(number)


def view(number: int) -> queries.JobView:
    db.session.rollback()
    found = queries.job_view(number)
    assert found is not None
    db.session.rollback()
    return found


def add_account(number: int) -> None:
    db.session.add(Account(email=f"rij{number}@voorbeeld.example", name="Rij"))
    db.session.flush()


def accounts() -> list[str]:
    found = sorted(db.session.scalars(select(Account.email)))
    db.session.rollback()
    return found


def test_a_job_is_done_with_its_payload(handle: Handle) -> None:
    seen: list[Any] = []
    handle(lambda run: seen.append((dict(run.payload), run.subject, run.assembly_id)))
    number = ask(subject="draw:3", payload={"size": 5}, assembly_id=7)
    assert view(number).is_unfinished
    assert work(number)
    assert seen == [({"size": 5}, "draw:3", 7)]
    assert view(number).state is JobState.DONE
    assert not work(number), "a job that has ended is not done again"


def test_the_same_key_is_the_same_job(handle: Handle) -> None:
    handle(lambda run: None)
    assert ask(idempotency_key="invite-3") == ask(idempotency_key="invite-3")
    assert ask() != ask()


def test_an_unknown_kind_is_refused(context: Flask) -> None:
    with pytest.raises(UnknownJobKindError, match="nobody"):
        service.enqueue("nobody.knows")


def test_a_crash_keeps_the_chunks_before_it_and_goes_on_there(handle: Handle) -> None:
    starts: list[int] = []

    def handler(run: JobRun) -> None:
        starts.append(run.cursor)
        for row in range(run.cursor, 4):
            add_account(row)
            if row == 2 and len(starts) == 1:
                raise RuntimeError("rij2@voorbeeld.example")
            run.step(cursor=row + 1, done=row + 1, total=4, phase="rows")

    handle(handler)
    number = ask()
    with pytest.raises(RuntimeError):
        work(number)
    failed = view(number)
    assert (failed.state, failed.done, failed.total, failed.phase) == (JobState.QUEUED, 2, 4, "rows")
    assert (failed.error_code, failed.error_params) == ("crashed", {"error": "RuntimeError"})
    assert not work(number), "the pause after a crash has not passed"
    no_pause(number)
    assert work(number)
    assert starts == [0, 2]
    assert accounts() == [f"rij{row}@voorbeeld.example" for row in range(4)]
    assert view(number).state is JobState.DONE


def no_pause(number: int) -> None:
    with edge.unit_of_change():
        db.session.get_one(Job, number).not_before = None


def test_the_pauses_grow_and_the_tries_end(handle: Handle) -> None:
    def handler(run: JobRun) -> None:
        raise JobPostponed("server_away")

    handle(handler)
    number = ask(max_attempts=2)
    work(number)
    waiting = view(number)
    assert (waiting.state, waiting.error_code) == (JobState.QUEUED, "server_away")
    no_pause(number)
    work(number)
    assert view(number).state is JobState.FAILED
    pauses = [runner.pause_after(attempts) for attempts in (1, 2, 3, 50)]
    assert pauses == [timedelta(seconds=5), timedelta(seconds=10), timedelta(seconds=20), timedelta(minutes=10)]


def test_a_declared_failure_is_final_and_can_be_tried_again_by_hand(handle: Handle) -> None:
    def handler(run: JobRun) -> None:
        add_account(1)
        raise JobFailed("no_panel", missing=3)

    handle(handler)
    number = ask()
    work(number)
    failed = view(number)
    assert (failed.state, failed.error_code, failed.error_params) == (JobState.FAILED, "no_panel", {"missing": 3})
    assert accounts() == [], "what was not committed is dropped"
    with edge.unit_of_change():
        assert service.retry(db.session.get_one(Job, number))
    handle(lambda run: None)
    assert work(number)
    assert view(number).state is JobState.DONE


def test_a_job_stops_where_somebody_cancels_it(handle: Handle, app: Flask) -> None:
    reached: list[int] = []

    def handler(run: JobRun) -> None:
        for row in range(5):
            add_account(row)
            if row == 2:
                db.session.flush()
                cancel_elsewhere(app, run.job_id)
            run.step(cursor=row + 1)
            reached.append(row)

    def cancel_elsewhere(app: Flask, number: int) -> None:
        db.session.rollback()  # another transaction can't write beside this one on SQLite
        with app.app_context(), edge.unit_of_change():
            assert service.cancel(db.session.get_one(Job, number))
        add_account(2)

    handle(handler)
    number = ask()
    work(number)
    assert reached == [0, 1]
    assert accounts() == ["rij0@voorbeeld.example", "rij1@voorbeeld.example"]
    stopped = view(number)
    assert stopped.state is JobState.CANCELLED
    assert stopped.finished_at is not None
    with edge.unit_of_change():
        assert not service.cancel(db.session.get_one(Job, number)), "it has ended already"


def test_a_worker_that_lost_its_lease_writes_nothing_more(handle: Handle, app: Flask) -> None:
    def handler(run: JobRun) -> None:
        with app.app_context(), edge.unit_of_change():
            job = db.session.get_one(Job, run.job_id)
            job.lease_token, job.lease_until = "somebody else", now() + timedelta(minutes=1)
        add_account(1)
        run.step(cursor=1)

    handle(handler)
    number = ask()
    work(number)
    assert accounts() == []
    kept = view(number)
    assert (kept.state, kept.error_code) == (JobState.RUNNING, ""), "the other worker still has it"


def test_a_job_is_taken_by_one_worker_and_freed_when_its_lease_ends(handle: Handle) -> None:
    handle(lambda run: None)
    number = ask(max_attempts=2)
    assert runner.take(number) is not None
    assert runner.take(number) is None
    lapse(number)
    assert runner.take(number) is not None
    lapse(number)
    assert runner.take(number) is None
    abandoned = view(number)
    assert (abandoned.state, abandoned.error_code) == (JobState.FAILED, "abandoned")


def lapse(number: int) -> None:
    with edge.unit_of_change():
        db.session.get_one(Job, number).lease_until = now() - timedelta(seconds=1)


def test_a_heartbeat_shows_progress_and_hears_that_it_should_stop(handle: Handle, app: Flask) -> None:
    seen: list[tuple[str, int, int]] = []

    def handler(run: JobRun) -> None:
        run.heartbeat("chances", 3, 10)
        with app.app_context():
            shown = view(run.job_id)
            seen.append((shown.phase, shown.done, shown.total))
        run.heartbeat("chances", 4, 10)  # within a second: not written
        with app.app_context():
            assert view(run.job_id).done == 3
            with edge.unit_of_change():
                service.cancel(db.session.get_one(Job, run.job_id))
        run._last_beat = 0.0
        with pytest.raises(JobCancelled):
            run.heartbeat("chances", 5, 10)

    handle(handler)
    number = ask()
    work(number)
    assert seen == [("chances", 3, 10)]
    assert view(number).state is JobState.CANCELLED


def test_a_heartbeat_inside_an_open_transaction_is_a_mistake(handle: Handle) -> None:
    def handler(run: JobRun) -> None:
        add_account(1)
        run.heartbeat()

    handle(handler)
    with pytest.raises(RuntimeError, match="a transaction is open"):
        work(ask())


def test_a_living_worker_keeps_its_lease_however_long_it_takes(handle: Handle, app: Flask) -> None:
    ends: list[Any] = []

    def handler(run: JobRun) -> None:
        def ends_at() -> Any:
            with app.app_context():
                return db.session.get_one(Job, run.job_id).lease_until

        first = ends_at()
        time.sleep(0.6)
        ends.extend((first, ends_at()))

    handle(handler)
    jobs = registry.current_jobs()
    jobs.lease = timedelta(seconds=0.3)
    try:
        number = ask()
        work(number)
    finally:
        jobs.lease = registry.LEASE
    assert ends[1] > ends[0]
    assert view(number).state is JobState.DONE


def test_a_stopping_worker_ends_at_a_step_and_the_job_goes_on_later(handle: Handle) -> None:
    jobs = registry.current_jobs()

    def handler(run: JobRun) -> None:
        for row in range(run.cursor, 3):
            add_account(row)
            if row == 0:
                jobs.stopping.set()
            run.step(cursor=row + 1)

    handle(handler)
    number = ask()
    try:
        work(number)
        assert not work(number), "a stopping worker takes nothing new"
    finally:
        jobs.stopping.clear()
    assert accounts() == ["rij0@voorbeeld.example"]
    assert view(number).state is JobState.QUEUED
    assert work(number)
    assert len(accounts()) == 3


def test_work_off_does_what_is_due(handle: Handle) -> None:
    handle(lambda run: None)
    numbers = [ask(), ask(), ask()]
    assert work_off() == 3
    assert {view(number).state for number in numbers} == {JobState.DONE}
    assert work_off() == 0


def test_the_sweep_carries_what_nobody_carries(app: Flask, context: Flask) -> None:
    seen: list[int] = []
    registry.current_jobs().carrier.huey.flush()  # messages of earlier tests
    service.register(app, "test.do", lambda run: seen.append(run.job_id))
    number = Job(kind="test.do", payload={})
    db.session.add(number)
    db.session.commit()
    wanted = number.id
    db.session.rollback()
    assert registry.current_jobs().carrier.sweep() == 1
    assert seen == [wanted]
    assert registry.current_jobs().carrier.sweep() == 0
    registry.current_jobs().handlers.pop("test.do")


def test_a_carrier_that_can_not_be_written_to_loses_nothing(app: Flask, tmp_path: Path) -> None:
    made = create_app(replace(app.config["BERAAD"], instance=tmp_path, immediate_jobs=False))
    service.register(made, "test.do", lambda run: None)
    blocked = tmp_path / "huey.sqlite"
    blocked.mkdir()
    with made.app_context():
        number = ask()
        assert view(number).state is JobState.QUEUED
        blocked.rmdir()
        carrier = registry.current_jobs().carrier
        assert carrier.sweep() == 1
        assert carrier.sweep() == 0, "the message is on its way already"
        assert carrier.carried() == {number}
        carrier.huey.storage.close()
        db.session.remove()
        db.engine.dispose()


def test_old_ended_jobs_are_forgotten(handle: Handle) -> None:
    handle(lambda run: None)
    done, waiting = ask(), ask()
    work(done)
    with edge.unit_of_change():
        assert service.forget(now() - timedelta(days=1)) == 0
        assert service.forget(now() + timedelta(days=1)) == 1
    assert queries.job_view(done) is None
    assert queries.job_view(waiting) is not None


def test_the_newest_job_about_a_subject(handle: Handle) -> None:
    handle(lambda run: None)
    ask(subject="draw:1")
    newest = ask(subject="draw:1")
    ask(subject="draw:2")
    found = queries.latest("draw:1", "test.do")
    assert found is not None
    assert found.id == newest
    assert queries.latest("draw:9") is None


def test_a_job_asked_for_after_a_pause_is_not_done_before(handle: Handle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry.current_jobs().carrier, "immediate", False)
    handle(lambda run: None)
    with edge.unit_of_change():
        number = service.ask("test.do", pause=timedelta(seconds=60))
    assert number is not None
    assert not work(number) and view(number).state is JobState.QUEUED
    with edge.unit_of_change():
        db.session.get_one(Job, number).not_before = now()
    assert work(number) and view(number).state is JobState.DONE
