"""Nothing slow is done while others wait to write: SQLite has one writer, and on PostgreSQL rows are locked."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import typst
from argon2 import PasswordHasher
from flask import Flask, has_request_context, request
from sqlalchemy import Connection, Engine, event

from beraad import orm
from beraad.extensions import db
from selection.model import tabular
from selection.proof import verify
from selection.solving.solver import Model
from tests import examples
from tests.access import table
from tests.visitors import VISITORS, Kept
from tests.web.sender import Sender
from tests.web.test_once import BESIDES

#: what takes from tens of milliseconds to minutes: a password, a table, a paper, a solver, a record
SLOW = (
    *((PasswordHasher, "hash"), (PasswordHasher, "verify"), (tabular, "_opened")),
    *((typst, "compile"), (typst, "Compiler"), (Model, "solve"), (verify, "verify")),
)
#: what belongs to a form besides what anybody fills in
FILLED: dict[str, dict[str, Any]] = {
    **BESIDES,
    "accounts_own.password": {"new": "een lange zin van vijf woorden", "repeat": "een lange zin van vijf woorden"},
}
#: tables of at most 256 kB, which are read in a millisecond
SMALL = {("panel.reserve_list", "_opened"), ("lottery_larger.ask", "_opened")}
#: kB of memory from which Argon2 is slow: the codes of letters take 1 MB and less than a millisecond
SLOW_MEMORY = 8 * 1024
#: a table in a file, good or not: whatever it is, it is read
TABLE = b"id,naam,geslacht\n1,Een,vrouw\n2,Twee,man\n"


class Watch:
    """Where slow work was done, and where it was done while a transaction was open that may write."""

    def __init__(self) -> None:
        self.met: set[tuple[str, str]] = set()
        self.wrong: set[tuple[str, str]] = set()
        self._open: set[int] = set()

    def begin(self, connection: Connection) -> None:
        if not orm._reading.get():
            self._open.add(id(connection.connection.driver_connection))

    def end(self, connection: Connection) -> None:
        self._open.discard(id(connection.connection.driver_connection))

    def note(self, work: str) -> None:
        found = (request.endpoint or "" if has_request_context() else "a job", work)
        self.met.add(found)
        if self._open:
            self.wrong.add(found)


@contextmanager
def watching(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    watch = Watch()
    for owner, name in SLOW:
        monkeypatch.setattr(owner, name, noted(watch, getattr(owner, name), name))
    listeners = (("begin", watch.begin), ("commit", watch.end), ("rollback", watch.end))
    for moment, listener in listeners:
        event.listen(engine, moment, listener)
    try:
        yield watch
    finally:
        for moment, listener in listeners:
            event.remove(engine, moment, listener)


def noted(watch: Watch, work: Any, name: str) -> Any:
    def doing(*arguments: Any, **options: Any) -> Any:
        hasher = arguments[0] if arguments and isinstance(arguments[0], PasswordHasher) else None
        if hasher is None or hasher.memory_cost >= SLOW_MEMORY:
            watch.note(name)
        return work(*arguments, **options)

    return doing


def filled(sender: Sender, endpoint: str, path: str) -> dict[str, Any]:
    form = sender.form(path)
    files = form.select("input[type=file]") if form else []
    data = sender.data_for(path) | FILLED.get(endpoint, {})
    return data | {str(field["name"]): (io.BytesIO(TABLE), "tabel.csv") for field in files}


def test_no_form_keeps_others_waiting_for_slow_work(demo_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    addresses = examples.addresses(demo_app)
    routes = {route: min(allowed, key=VISITORS.index) for route, allowed in table().items() if allowed}
    senders = {visitor: Sender(demo_app, visitor) for visitor in set(routes.values())}
    with demo_app.app_context():
        engine = db.engine
    with Kept(demo_app) as kept, watching(engine, monkeypatch) as watch:
        for (method, endpoint), visitor in routes.items():
            if method == "POST":
                sender, path = senders[visitor], addresses[method, endpoint]
                sender.post(path, filled(sender, endpoint, path))
                kept.put_back()
    assert sorted(watch.wrong - SMALL) == []
    assert {endpoint for endpoint, _work in watch.met} >= {
        *("accounts.sign_in", "accounts_own.password", "panel_asking.letters_file", "recruitment_files.upload"),
        *("recruitment_files.preview", "recruitment_sample.imports", "lottery_quotas.upload", "lottery.propose"),
        *("lottery_quotas.accept_changes", "panel.replacement"),
    }
