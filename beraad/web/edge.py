"""Commit once, at the edge: views and verbs change and flush; here everything is committed, or nothing.

A GET only reads, and the database holds it to that. Anything else commits when its answer is not an error. What must
happen outside the database (waking the worker) waits until the commit has succeeded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from flask import Flask, Response, abort, current_app, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from werkzeug.routing import IntegerConverter, Map

from beraad import orm
from beraad.extensions import db
from beraad.web import access
from beraad.web.access import View
from beraad.web.sending import edits, once

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
#: the largest number that an address can hold: that of a key in PostgreSQL. SQLite fails beyond eight bytes.
LARGEST_KEY = 2**31 - 1
LOCK = text("SELECT pg_advisory_xact_lock(:number)")


def after_commit(action: Callable[[], None]) -> None:
    """Run `action` once the current transaction has been committed; never when it is rolled back."""
    db.session.info.setdefault("after_commit", []).append(action)


def keep_despite_error() -> None:
    """Commit this request although its answer is an error: a failed try has to be remembered."""
    g.keep_despite_error = True


def one_at_a_time(number: int) -> None:
    """Take the lock `number` until the commit, and wait for it if another transaction has it."""
    # SQLite has one writer at a time already.
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(LOCK, {"number": number})


def commit() -> None:
    """Commit, then run the after-commit hooks."""
    db.session.commit()
    for action in db.session.info.pop("after_commit", []):
        action()


def rollback() -> None:
    """Roll back, and drop the after-commit hooks."""
    db.session.info.pop("after_commit", None)
    db.session.rollback()


@contextmanager
def unit_of_change() -> Iterator[None]:
    """The edge of a command or a job: commits at the end, rolls back on any error."""
    try:
        yield
        commit()
    except BaseException:
        rollback()
        raise


def only_reads(view: View) -> View:
    """Mark a view whose POST changes nothing in the database, such as a page that is kept in a cookie.

    On SQLite such requests then wait for no writer, and let none wait.
    """
    view.only_reads = True  # type: ignore[attr-defined]
    return view


def reads_first(view: View) -> View:
    """Mark a view whose POST reads and checks before it changes anything: it may write after `start_writing`.

    On SQLite others can then write while it reads.
    """
    view.reads_first = True  # type: ignore[attr-defined]
    return view


def start_writing() -> None:
    """End the reading of a view that `reads_first`. Rows keep the values that were read: refresh what may differ."""
    session = db.session()
    session.expire_on_commit = False
    session.commit()
    session.expire_on_commit = True
    orm.may_write_from_now_on()
    g.started_writing = True
    if "sent_form" in g and (answer := _first_answer(g.sent_form)) is not None:
        abort(answer)


def read_on() -> None:
    """Let others write: this request changes nothing after all, and what follows may take long."""
    db.session.commit()
    orm.may_only_read_from_now_on()


@contextmanager
def written_apart() -> Iterator[None]:
    """Write in a short transaction of its own, amid a view that `reads_first`: it stays, whatever follows."""
    db.session.commit()
    with orm.reading(False), unit_of_change():
        yield


def _only_reads(mark: str) -> bool:
    """Whether this request changes nothing in the database, or has a view with this mark."""
    view = current_app.view_functions.get(request.endpoint or "")
    return request.method in SAFE_METHODS or getattr(view, mark, False)


def _has_only_read() -> bool:
    """Whether this view `reads_first`, and had nothing to write."""
    return _only_reads("reads_first") and "started_writing" not in g


def _may_write() -> bool:
    """Whether this request may change the database."""
    return not _only_reads("only_reads")


def _first_answer(form: once.Sent) -> Response | None:
    """Returns the answer to the same form, if it was sent before; waits for one that is being answered."""
    one_at_a_time(form.lock)
    return once.first_answer(form)


class KeyConverter(IntegerConverter):
    """A whole number in an address that can be the key of a row; there is no page at a larger one."""

    def __init__(self, url_map: Map, fixed_digits: int = 0) -> None:
        super().__init__(url_map, fixed_digits, max=LARGEST_KEY)


class EdgeFlask(Flask):
    """A Flask that refuses routes without declared access and closes the transaction of each request."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.url_map.converters["int"] = KeyConverter

    def add_url_rule(
        self,
        rule: str,
        endpoint: str | None = None,
        view_func: Callable[..., Any] | None = None,
        provide_automatic_options: bool | None = None,
        **options: Any,
    ) -> None:
        if view_func is not None:
            access.require_declared(rule, view_func)
        super().add_url_rule(rule, endpoint, view_func, provide_automatic_options, **options)

    def log_exception(self, exc_info: Any) -> None:
        """Log a crash by its route: the address itself may hold a code."""
        rule = request.url_rule.rule if request.url_rule is not None else ""
        structlog.get_logger("beraad.web").error("crash", method=request.method, route=rule, exc_info=exc_info)

    def full_dispatch_request(self, *context: Any) -> Response:
        with orm.reading(not _may_write() or _only_reads("reads_first")):
            return super().full_dispatch_request(*context)

    def dispatch_request(self, *context: Any) -> ResponseReturnValue:
        if _may_write() and (lock := edits.lock()) is not None:
            one_at_a_time(lock)
            db.session.expire_all()  # what was read while waiting may have changed
        form = once.sent() if _may_write() else None
        if form is not None and (answer := _first_answer(form)) is not None:
            return answer
        response = self.make_response(super().dispatch_request(*context))
        keep = response.status_code < 400 or "keep_despite_error" in g
        if not (_may_write() and keep):
            rollback()
        elif form is None or _has_only_read() or once.remember(form, response):
            commit()
        else:  # the same form came first by a hair's breadth
            rollback()
            response = _first_answer(form) or response
        return response
