"""Processes killed at random moments: nothing is lost and nothing done twice. `tests.benchmarks kills` does more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from flask import Flask

from beraad import create_app
from beraad.config import Config
from beraad.extensions import db
from tests.benchmarks import kills, servers
from tests.benchmarks.servers import Site
from tests.mail import smtp_server

KILLS = 2
pytestmark = pytest.mark.servers


@contextmanager
def site(app: Flask, folder: Path, **settings: str) -> Iterator[Site]:
    """A site on the database of this test, with processes of its own."""
    environment = {
        "BERAAD_SECRET_KEY": app.config["SECRET_KEY"],
        "BERAAD_DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "BERAAD_INSTANCE": str(folder),
        "BERAAD_BASE_URL": f"http://127.0.0.1:{servers.free_port()}",
        "BERAAD_LOG_LEVEL": "WARNING",
        **settings,
    }
    made = Site(app.config["DATABASE_KIND"], environment, create_app(Config.from_environment(environment)))
    with made.app.app_context():
        try:
            yield made
        finally:
            made.stop()
            db.session.remove()
            db.engine.dispose()


@pytest.mark.parametrize("scenario", [kills.sampled, kills.signed_up])
def test_workers_and_web_servers_may_be_killed_at_any_moment(
    app: Flask, tmp_path: Path, scenario: Callable[[Site, int, Random], kills.Outcome]
) -> None:
    with site(app, tmp_path) as made:
        found = scenario(made, KILLS, Random(1))
    assert found.kills > 0 and found.items > 0
    assert (found.lost, found.doubled) == (0, 0)


def test_mail_leaves_once_or_is_shown_as_uncertain(app: Flask, tmp_path: Path) -> None:
    with smtp_server.running() as server, site(app, tmp_path, **kills.smtp_settings(server)) as made:
        found = kills.sent(made, KILLS, Random(1), lambda: kills.at_smtp(server))
    assert found.kills > 0 and (found.lost, found.doubled) == (0, 0)
    assert found.uncertain <= 2 * found.kills, "no more than were on their way"
