"""What the databases of the tests do that others need not do, and data that are put back in them."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from flask import Flask
from sqlalchemy import func, select

from beraad.accounts.models import Account
from beraad.extensions import db
from tests import databases

WITH_SERVER = """
import time
from tests import postgresql
with postgresql.server() as address:
    print(address, flush=True)
    time.sleep(600)
"""


def rows() -> dict[str, list[Any]]:
    """Everything in the database."""
    return {
        table.name: db.session.execute(select(table).order_by(*table.primary_key)).all()
        for table in db.metadata.sorted_tables
    }


def test_who_asks_for_no_order_gets_the_last_row_first(make: Any) -> None:
    added = [make.account().id for _ in range(3)]
    assert db.session.scalars(select(Account.id)).all() == added[::-1]
    assert db.session.scalars(select(Account.id)).first() == added[-1]
    assert db.session.scalars(select(Account.id).order_by(Account.id)).all() == added


def test_what_is_put_back_is_all_that_was_made(app: Flask, make: Any) -> None:
    assert make.drawn(slug="teruggezet").slug == "teruggezet"
    made, last = rows(), db.session.scalar(select(func.max(Account.id)))
    db.session.remove()
    databases.empty(db.engine)
    assert make.drawn(slug="teruggezet").slug == "teruggezet"
    assert rows() == made
    assert make.account().id == last + 1
    db.session.remove()
    databases.empty(db.engine)
    make.account()
    make.drawn(slug="teruggezet")
    assert rows()["seat"] != made["seat"], "made anew where there is something already"


def test_a_run_that_is_killed_takes_its_server_along() -> None:
    with subprocess.Popen([sys.executable, "-c", WITH_SERVER], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        folder = Path(run.stdout.readline().strip().partition("?host=")[2])
        server = Path("/proc") / (folder / "postmaster.pid").read_text().split()[0]
        assert server.exists()
        run.kill()
    end = time.monotonic() + 30
    while server.exists() or folder.exists():
        assert time.monotonic() < end, "the server outlives the run"
        time.sleep(0.05)


def test_a_test_of_pages_has_one_database_under_both_of_its_names() -> None:
    names = [f"tests/panel/test_pages.py::test_a_page[{{}}-{number}]" for number in range(200)]
    own = [databases.own_database(name.format("sqlite")) for name in names]
    assert own == [databases.own_database(name.format("postgresql")) for name in names]
    assert all(70 < own.count(kind) < 130 for kind in databases.KINDS)


class Collected:
    """A test on one of the two databases, as pytest collects it."""

    def __init__(self, name: str, kind: str, fixtures: set[str], marker: str = "") -> None:
        self.nodeid, self.fixturenames, self.markers = f"{name}[{kind}]", fixtures, {marker}
        self.callspec = SimpleNamespace(params={"shared_app": kind})

    def get_closest_marker(self, name: str) -> str | None:
        return name if name in self.markers else None

    def add_marker(self, name: str) -> None:
        self.markers.add(name)


@pytest.mark.parametrize(
    ("fixtures", "marker", "left_out"),
    [
        ({"make", "sign_in"}, "", 1),
        ({"client"}, "both_databases", 0),
        ({"make"}, "", 0),
        ({"make"}, "one_database", 1),
    ],
)
def test_what_opens_pages_leaves_one_database_to_ci(fixtures: set[str], marker: str, left_out: int) -> None:
    for name in ("tests/panel/test_pages.py::test_one", "tests/panel/test_pages.py::test_two"):
        tests = [Collected(name, kind, fixtures, marker) for kind in databases.KINDS]
        databases.share_out(cast(Any, tests))
        assert sum("other_database" in test.markers for test in tests) == left_out
