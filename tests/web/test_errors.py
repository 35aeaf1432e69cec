"""Whatever goes wrong, the visitor gets a page in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, abort

from beraad.extensions import db
from beraad.web import access
from tests.pages import Browser


@pytest.fixture(scope="module")
def faulty(shared_app: Flask, new_app: Any) -> Iterator[Browser]:
    """A visitor to an application in which everything goes wrong."""
    made = new_app(shared_app.config["BERAAD"])

    def fail(code: int) -> str:
        abort(code)

    def crash() -> str:
        raise RuntimeError("somebody@voorbeeld.example")

    made.add_url_rule("/fout/<int:code>", "fail", access.public(fail))
    made.add_url_rule("/stuk", "crash", access.public(crash))
    yield Browser(made)
    with made.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("code", [400, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503])
def test_each_error_has_a_page_with_what_to_do(faulty: Browser, code: int) -> None:
    page = faulty.get(f"/fout/{code}")
    assert page.status == code
    assert len(page.main) > 60
    assert "Naar de startpagina" in page.links()


def test_a_fault_of_ours_tells_nothing_of_its_inside(faulty: Browser) -> None:
    page = faulty.get("/stuk")
    assert page.status == 500
    assert "voorbeeld.example" not in page.html
    assert "RuntimeError" not in page.html


def test_an_unknown_address_is_told_in_the_language_of_the_visitor(client: Browser) -> None:
    assert client.get("/bestaat-niet").h1 == "Deze pagina bestaat niet"
    client.get("/taal/en?terug=/bestaat-niet")
    assert client.get("/bestaat-niet").h1 == "This page does not exist"


def test_a_form_without_its_token_is_refused(client: Browser) -> None:
    assert client.post("/inloggen", {"email": "a@voorbeeld.example"}).status == 400


@pytest.mark.parametrize(
    "address", ["https://elders.example/", "//elders.example", "/\\elders.example", "javascript:0"]
)
def test_a_link_to_us_sends_nobody_elsewhere(client: Browser, address: str) -> None:
    answer = client.raw.get("/taal/nl", query_string={"terug": address})
    assert answer.headers["Location"] == "/"
