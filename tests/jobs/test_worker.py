"""A real worker process: killed, asked to stop, two at once; and one in threads of this process."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from beraad import orm
from beraad.accounts.models import Account
from beraad.extensions import db
from beraad.jobs import service, worker
from beraad.jobs.models import Job, JobState
from beraad.web import edge
from tests import forked
from tests.jobs.counting_worker import ITEMS, application, live

Start = Callable[[], BaseProcess]


@pytest.fixture
def queueing(app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """The application as a web process has it: it asks for jobs and leaves them to workers."""
    made = application(app.config["SQLALCHEMY_DATABASE_URI"], tmp_path)
    with made.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def start(queueing: Flask, tmp_path: Path) -> Iterator[Start]:
    """Starts worker processes, and ends them."""
    started: list[BaseProcess] = []

    def begin() -> BaseProcess:
        started.append(forked.start(live, queueing.config["SQLALCHEMY_DATABASE_URI"], tmp_path))
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.join()
        process.close()


def ask() -> int:
    with edge.unit_of_change():
        return service.enqueue("test.count").id


def progress(number: int) -> tuple[JobState, int]:
    with orm.reading():
        row = db.session.execute(select(Job.state, Job.done).where(Job.id == number)).one()
        db.session.rollback()
    return row.state, row.done


def wait_until(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited too long for the worker"
        time.sleep(0.02)


def check_each_item_once() -> None:
    rows = db.session.execute(select(Account.name, func.count()).group_by(Account.name)).all()
    db.session.rollback()
    assert {name for name, _ in rows} == {f"item {number}" for number in range(ITEMS)}, "items were lost"
    assert {times for _, times in rows} == {1}, "items were done twice"


@pytest.mark.servers
def test_killed_three_times_nothing_is_lost_and_nothing_doubled(queueing: Flask, start: Start) -> None:
    number = ask()
    for kill_at in (40, 90, 140):
        process = start()
        wait_until(lambda at=kill_at: progress(number)[1] >= at)  # type: ignore[misc]
        process.kill()
        process.join()
        assert progress(number)[0] is JobState.RUNNING, "killed in the middle of its work"
    start()
    wait_until(lambda: progress(number)[0] is JobState.DONE)
    check_each_item_once()


def hears_sigterm(process: BaseProcess) -> bool:
    """Whether the process has come far enough to catch the signal that stops it neatly."""
    caught = re.search(r"SigCgt:\s*([0-9a-f]+)", Path(f"/proc/{process.pid}/status").read_text())
    return caught is not None and bool(int(caught[1], 16) >> (signal.SIGTERM - 1) & 1)


@pytest.mark.servers
def test_of_two_workers_one_does_the_job_and_after_a_stop_a_third_goes_on(queueing: Flask, start: Start) -> None:
    both = [start(), start()]
    wait_until(lambda: all(hears_sigterm(process) for process in both))
    number = ask()
    for _message in range(3):
        service.registry.current_jobs().carrier.wake(number)
    wait_until(lambda: progress(number)[1] >= 40)
    for process in both:
        process.terminate()
    for process in both:
        process.join(60)
    assert [process.exitcode for process in both] == [0, 0]
    state, done = progress(number)
    assert state is JobState.QUEUED, "the job was let go of neatly"
    assert 40 <= done < ITEMS
    start()
    wait_until(lambda: progress(number)[0] is JobState.DONE)
    check_each_item_once()


def test_a_busy_job_leaves_others_room_to_write(queueing: Flask) -> None:
    running = worker.start_in_background(queueing)
    waits = []
    try:
        number = ask()
        wait_until(lambda: progress(number)[0] is JobState.RUNNING)
        while progress(number)[0] is JobState.RUNNING:
            began = time.monotonic()
            with edge.unit_of_change():
                db.session.add(Account(email=f"{began}@voorbeeld.example", name="bezoeker"))
            waits.append(time.monotonic() - began)
            time.sleep(0.05)
    finally:
        running.stop()
    assert len(waits) >= 3
    assert max(waits) < 5, "a visitor waits for a chunk, not for the whole job"


def test_a_worker_in_threads_of_this_process(queueing: Flask) -> None:
    seen: list[int] = []
    service.register(queueing, "test.quick", lambda run: seen.append(run.job_id))
    handler = signal.getsignal(signal.SIGTERM)
    running = worker.start_in_background(queueing)
    try:
        with edge.unit_of_change():
            number = service.enqueue("test.quick").id
        wait_until(lambda: seen == [number])
        assert signal.getsignal(signal.SIGTERM) is handler, "signals stay with the web server"
    finally:
        running.stop()
    assert not any(thread.is_alive() for _, thread in running.worker_threads)
