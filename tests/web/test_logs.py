"""The log: a line per request with its route, and no personal data, whatever happens."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import structlog
from flask import Flask

from beraad.accounts.models import Account
from beraad.extensions import db
from beraad.web import access, logs

ADDRESS = "mevrouw.voorbeeld@voorbeeld.example"


@pytest.fixture
def crashing(app: Flask, new_app: Any) -> Iterator[Flask]:
    """An application with a page that crashes on what was typed, and one that breaks a constraint with it."""
    made = new_app(replace(app.config["BERAAD"], log_level="INFO"))
    made.config.update(WTF_CSRF_ENABLED=False)

    @made.post("/crash/<code>")
    @access.public
    def crash(code: str) -> str:
        raise RuntimeError(f"{ADDRESS} {code}")

    @made.post("/constraint")
    @access.public
    def constraint() -> str:
        for _ in range(2):
            db.session.add(Account(email=ADDRESS, name="Mevrouw Voorbeeld"))
        db.session.flush()
        return "done"

    yield made
    with made.app_context():
        db.engine.dispose()
    logs.configure(app.config["BERAAD"].log_level)


def lines(captured: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in captured.readouterr().err.splitlines() if line.startswith("{")]


def test_a_request_is_one_line_with_its_route_and_number(crashing: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    response = crashing.test_client().get("/inloggen/link/een-geheime-code")
    (line,) = [entry for entry in lines(capsys) if entry["event"] == "request"]
    assert line["route"] == "/inloggen/link/<token>"
    assert (line["method"], line["status"]) == ("GET", 404)
    assert line["request"] == response.headers["X-Request-ID"]
    assert line["milliseconds"] >= 0


def test_a_try_to_sign_in_leaves_no_address(crashing: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    crashing.test_client().post("/inloggen?terug=/x", data={"email": ADDRESS, "password": "vier woorden op een rij"})
    text = capsys.readouterr().err
    assert '"route": "/inloggen"' in text
    assert ADDRESS not in text
    assert "vier woorden" not in text


def test_a_crash_leaves_a_traceback_without_address_or_code(
    crashing: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    response = crashing.test_client().post("/crash/K7QF-8RTX-2M9D")
    assert response.status_code == 500
    found = {entry["event"]: entry for entry in lines(capsys)}
    crash = found["crash"]
    assert crash["route"] == "/crash/<code>"
    assert 'raise RuntimeError(f"' in crash["exception"], "where it went wrong is there"
    assert "RuntimeError: [e-mail] [code]" in crash["exception"]
    assert crash["request"] == found["request"]["request"]
    assert crash["request"] in response.get_data(as_text=True), "the visitor can tell the number"
    assert ADDRESS not in json.dumps(found)


def test_what_the_database_refuses_is_not_logged(crashing: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    assert crashing.test_client().post("/constraint").status_code == 500
    text = capsys.readouterr().err
    assert "IntegrityError" in text
    assert ADDRESS not in text
    assert "Mevrouw Voorbeeld" not in text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("mail to a.b+c@voorbeeld.example failed", "mail to [e-mail] failed"),
        ("<a@b.example>, 'c@d.example'", "<[e-mail]>, '[e-mail]'"),
        ("/aanmelden/K7QF8RTX2M9D", "/aanmelden/[code]"),
        ("code K7QF 8RTX 2M9D.", "code [code]."),
        ("/inloggen/link/9dJ0x_kQ2-aB3cD4eF5gH6iJ7kL8mN9oP0qR1sT2uV", "/inloggen/link/[code]"),
        ("Key (a)\nDETAIL:  Key (name)=(Mevrouw Voorbeeld) exists.\nline 3", "Key (a)\nDETAIL: [left out]\nline 3"),
        ("job 12 of draw:3 ended after 1000 rows", "job 12 of draw:3 ended after 1000 rows"),
        ("beraad/recruitment/sign_up/service.py line 12", "beraad/recruitment/sign_up/service.py line 12"),
    ],
)
def test_what_is_left_out(text: str, left: str) -> None:
    assert logs.redact(text) == left


def test_values_inside_an_event_are_redacted_too(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO")
    structlog.get_logger("beraad.test").warning("told", to=[ADDRESS], more={"address": ADDRESS, "number": 3})
    (line,) = lines(capsys)
    assert (line["to"], line["more"]) == (["[e-mail]"], {"address": "[e-mail]", "number": 3})
