"""A transaction per request: committed at the edge, or not at all; a GET can't write."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, abort, current_app
from sqlalchemy import create_engine, func, select
from sqlalchemy.exc import DBAPIError

from beraad import orm
from beraad.accounts.models import Account
from beraad.extensions import db
from beraad.web import access, edge


@pytest.fixture
def woken() -> list[str]:
    return []


@pytest.fixture
def small(app: Flask, new_app: Any, woken: list[str]) -> Iterator[Flask]:
    """An application on the same database with a few routes that write."""
    made = new_app(app.config["BERAAD"])
    made.config.update(WTF_CSRF_ENABLED=False, WOKEN=woken)
    for view in (write, peek, fail, remember, refuse, hasty, look_first):
        path = f"/{view.__name__}"
        made.add_url_rule(path, path, access.public(view), methods=["GET", "POST"])
    yield made
    with made.app_context():
        db.engine.dispose()


def add_account() -> None:
    db.session.add(Account(email="nieuw@voorbeeld.example", name="Nieuw"))
    db.session.flush()
    woken = current_app.config["WOKEN"]
    edge.after_commit(lambda: woken.append("woken"))


def write() -> str:
    add_account()
    return "done"


def fail() -> str:
    add_account()
    abort(409)


def remember() -> tuple[str, int]:
    add_account()
    edge.keep_despite_error()
    return "no", 422


def refuse() -> tuple[str, int]:
    add_account()
    return "no", 422


@edge.only_reads
def peek() -> str:
    add_account()
    return "done"


@edge.reads_first
def hasty() -> str:
    add_account()
    return "done"


@edge.reads_first
def look_first() -> str:
    before = db.session.scalar(select(func.count(Account.id)))
    edge.start_writing()
    add_account()
    return str(before)


def accounts(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count(Account.id))) or 0


def test_a_post_commits_and_then_does_what_waited(small: Flask, woken: list[str]) -> None:
    assert small.test_client().post("/write").status_code == 200
    assert accounts(small) == 1
    assert woken == ["woken"]


@pytest.mark.parametrize("path", ["/fail", "/refuse"])
def test_an_error_leaves_nothing_behind(small: Flask, woken: list[str], path: str) -> None:
    assert small.test_client().post(path).status_code >= 400
    assert accounts(small) == 0
    assert woken == []


def test_what_must_be_remembered_despite_an_error_is_kept(small: Flask) -> None:
    assert small.test_client().post("/remember").status_code == 422
    assert accounts(small) == 1


def test_a_get_cannot_write(small: Flask) -> None:
    small.config.update(PROPAGATE_EXCEPTIONS=False)
    small.testing = False
    assert small.test_client().get("/write").status_code == 500
    assert accounts(small) == 0


@pytest.mark.parametrize("path", ["/peek", "/hasty"])
def test_a_post_that_only_reads_or_still_reads_cannot_write(small: Flask, path: str) -> None:
    small.config.update(PROPAGATE_EXCEPTIONS=False)
    small.testing = False
    assert small.test_client().post(path).status_code == 500
    assert accounts(small) == 0


def test_a_post_that_reads_first_commits_what_it_writes_after(small: Flask, woken: list[str]) -> None:
    assert small.test_client().post("/look_first").data == b"0"
    assert accounts(small) == 1 and woken == ["woken"]


def test_the_database_itself_refuses_a_write_while_reading(context: Flask) -> None:
    with orm.reading(), pytest.raises(DBAPIError):
        db.session.add(Account(email="nieuw@voorbeeld.example", name="Nieuw"))
        db.session.flush()
    db.session.rollback()


def test_only_a_transaction_that_need_not_last_is_not_waited_for(tmp_path: Path) -> None:
    """PRAGMA synchronous: 2 waits for the disk at each commit, 1 leaves it to the next one."""
    engine = create_engine(f"sqlite:///{tmp_path / 'own.sqlite'}")
    orm.prepare(engine)

    def waits() -> int:
        with engine.begin() as connection:
            return int(connection.exec_driver_sql("PRAGMA synchronous").scalar_one())

    assert waits() == 2
    with orm.need_not_last():
        assert waits() == 1 and waits() == 1
    assert waits() == 2
    engine.dispose()
