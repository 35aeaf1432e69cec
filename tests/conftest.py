"""Fixtures for tests of the application: on both databases, with data from `make` and visitors that check pages."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from jinja2 import FileSystemBytecodeCache

from beraad import create_app
from beraad.accounts.models import Account
from beraad.config import Config
from beraad.demo import cli as demonstration
from beraad.demo import fill
from beraad.extensions import db
from tests import clock, databases, drawn_examples, sockets, states
from tests import make as factories
from tests.databases import postgresql_server
from tests.pages import Browser

__all__ = ["postgresql_server"]  # pytest finds fixtures by name in this module
NewApp = Callable[[Config], Flask]
sockets.close_in_children()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Choose what Hypothesis draws before its own plugin and xdist read the seed."""
    drawn_examples.settle(config)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say how the same examples are drawn again."""
    if line := drawn_examples.how_to_repeat(config):
        terminalreporter.write_line(line)


def pytest_collection_finish() -> None:
    """Let the garbage collector look seldom, and never at what was loaded, which lives as long as the run."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave each test of pages one database, and begin with what looks at the demonstration.

    Those tests take long, and one worker that does them all fills only one demonstration.
    """
    databases.share_out(items)
    items.sort(key=lambda item: "demo_app" not in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def new_app(tmp_path_factory: pytest.TempPathFactory) -> NewApp:
    """Makes applications that share their templates with those of all workers, so that each is compiled once."""
    folder = tmp_path_factory.getbasetemp()
    compiled = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "templates"
    compiled.mkdir(exist_ok=True)

    def made(config: Config) -> Flask:
        app = create_app(config)
        app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
        return app

    return made


@pytest.fixture(scope="session", params=databases.KINDS)
def shared_app(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, new_app: NewApp
) -> Iterator[Flask]:
    """One application per database kind and worker, with the tables that the migrations make."""
    folder = tmp_path_factory.mktemp(request.param)
    address = (
        f"sqlite:///{folder / 'test.sqlite'}"
        if request.param == "sqlite"
        else request.getfixturevalue("postgresql_server")
    )
    config = Config(
        secret_key="a secret for tests alone, long enough",
        database_url=address,
        instance=folder / "instance",
        base_url="http://localhost",
        mail_from="beraad@voorbeeld.example",
        secure_cookies=False,
        immediate_jobs=True,
        log_level="WARNING",
    )
    app = new_app(config)
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=True, DATABASE_KIND=request.param)
    with app.app_context():
        databases.prepare(db.engine)
        upgrade()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def demo_app(tmp_path_factory: pytest.TempPathFactory, new_app: NewApp) -> Iterator[Flask]:
    """An application with a small demonstration in it and all `states`, for tests that look and change nothing."""
    config = replace(demonstration.settings(tmp_path_factory.mktemp("demo"), "http://localhost"), immediate_jobs=True)
    app = new_app(config)
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=True)
    with app.app_context():
        databases.prepare(db.engine)
        upgrade()
    fill.fill(app, fill.SMALL)
    states.add(app)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(shared_app: Flask) -> Iterator[Flask]:
    """The application on an empty database; the same test runs on SQLite and on PostgreSQL."""
    yield shared_app
    with shared_app.app_context():
        db.session.remove()
        databases.empty(db.engine)
    shutil.rmtree(shared_app.config["BERAAD"].instance / "outbox", ignore_errors=True)


@pytest.fixture
def context(app: Flask) -> Iterator[Flask]:
    """An application context, for tests of verbs and questions."""
    with app.app_context():
        yield app


@pytest.fixture
def make(context: Flask) -> object:
    """Test data: `make.assembly(...)`, `make.account(...)`; every object is committed, so that pages see it."""
    return factories


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Stops the application's clock at a moment."""
    return lambda moment: clock.stop_at(moment, monkeypatch)


@pytest.fixture
def client(app: Flask) -> Browser:
    """A visitor who is not signed in."""
    return Browser(app)


@pytest.fixture
def sign_in(app: Flask) -> Callable[[Account], Browser]:
    """Signs an account in and gives its browser."""

    def browser_of(account: Account) -> Browser:
        browser = Browser(app)
        factories.signed_in(browser.raw, account)
        return browser

    return browser_of


@pytest.fixture
def outbox(app: Flask) -> Path:
    """The folder where sent mail lands."""
    return app.config["BERAAD"].instance / "outbox"
