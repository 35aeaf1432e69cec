"""The page on which somebody waits for a job."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from beraad import create_app
from beraad.extensions import db
from beraad.jobs import queries
from beraad.jobs.models import Job, JobState
from beraad.jobs.pages import progress_page
from beraad.orm import now
from beraad.web import access
from tests.pages import Browser


@pytest.fixture
def waiting(app: Flask) -> Iterator[Flask]:
    """An application with a progress page of its own."""
    made = create_app(app.config["BERAAD"])

    @made.get("/wachten/<int:number>")
    @access.public
    def wait(number: int) -> str:
        job = queries.job_view(number)
        assert job is not None
        return progress_page(
            job,
            "Brieven maken",
            phases={"letters": "Brieven gemaakt"},
            failures={"no_panel": "Er zijn %(missing)d mensen te weinig."},
            done=("Naar de brieven", "/brieven"),
            cancel="/stop",
            retry="/opnieuw",
        )

    yield made
    with made.app_context():
        db.engine.dispose()


def show(app: Flask, **values: Any) -> Any:
    if values.get("state") is JobState.RUNNING:
        values["lease_until"] = now()
    with app.app_context():
        job = Job(kind="test.do", payload={}, **values)
        db.session.add(job)
        db.session.commit()
        number = job.id
    return Browser(app).get(f"/wachten/{number}")


def test_while_it_runs_the_page_shows_how_far_and_refreshes_itself(waiting: Flask) -> None:
    page = show(waiting, state=JobState.RUNNING, done=120, total=450, phase="letters")
    assert "Brieven gemaakt" in page.main
    assert "120 van 450" in page.main
    assert page.soup.select_one("noscript meta[http-equiv=refresh][content='2']")
    assert page.form("Stoppen")


def test_while_it_waits_the_page_says_so(waiting: Flask) -> None:
    assert "Het begint zo" in show(waiting).main
    assert "straks opnieuw" in show(waiting, error_code="server_away").main


def test_when_it_has_ended_the_page_stays_and_leads_on(waiting: Flask) -> None:
    page = show(waiting, state=JobState.DONE)
    assert not page.soup.select("meta[http-equiv=refresh]")
    assert page.links()["Naar de brieven"] == "/brieven"
    assert "Stoppen" not in page.main
    assert "gestopt voordat het klaar was" in show(waiting, state=JobState.CANCELLED).main


def test_a_failure_is_told_in_the_words_of_the_domain(waiting: Flask) -> None:
    page = show(waiting, state=JobState.FAILED, error_code="no_panel", error_params={"missing": 3})
    assert "Er zijn 3 mensen te weinig." in page.main
    assert page.form("Probeer opnieuw")
    crashed = show(waiting, state=JobState.FAILED, error_code="crashed", error_params={"error": "KeyError"})
    assert "Er ging iets mis bij ons" in crashed.main
