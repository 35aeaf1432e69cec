"""The visitor who checks every page finds what is wrong with one."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.pages import Browser

PAGE = (
    '<!doctype html><html lang="nl"><head><title>Voorbeeld</title></head><body><main><h1>Voorbeeld</h1>'
    '<p id="uitleg">Uitleg</p><label for="naam">Naam</label><input id="naam" name="naam" aria-describedby="uitleg">'
    "%s</main></body></html>"
)


def visit(more: str) -> None:
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: PAGE % more)
    Browser(app).get("/")


def test_a_good_page_passes() -> None:
    visit('<h2>Meer</h2><input type="hidden" name="los"><textarea aria-label="Tekst"></textarea>')


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ("<p><div></p>", "invalid HTML"),
        ("<h1>Nog een</h1>", "2 h1"),
        ("<h3>Te diep</h3>", "skips a level"),
        ("<h2> </h2>", "an empty h2"),
        ('<p id="naam"></p>', "an id occurs twice"),
        ('<input name="los">', "has no label"),
        ('<select name="los" id="los"></select>', "has no label"),
        ('<textarea aria-label="Tekst" aria-describedby="weg"></textarea>', "absent #weg"),
        ('<p style="color: red">Rood</p>', "inline style"),
        ('<svg aria-hidden="true"><style></style></svg>', "style element"),
        ('<p onclick="weg()">Weg</p>', "inline style or handler"),
        ("<script></script>", "a script without the nonce"),
    ],
)
def test_each_fault_is_found(more: str, fault: str) -> None:
    with pytest.raises(AssertionError, match=fault):
        visit(more)
