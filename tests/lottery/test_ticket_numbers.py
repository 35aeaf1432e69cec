"""How many tickets there are is said in one place; everything else follows from it."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from beraad.lottery import ticket_numbers
from beraad.lottery.errors import TicketRangeError
from beraad.lottery.models import Draw
from tests.test_conventions import ROOT, files

#: other ways to say a thousand tickets, three digits or 999
AGAIN = re.compile(r"(?i)duizend briefjes|thousand tickets|drie (cijfers|ballen)|%03d|:03d|\b999\b|\[0-9\]\{3\}")
#: what speaks of other numbers: a meeting, a UUID, a postcode
OTHERS = {"beraad/meetings/forms.py", "beraad/config.py", "beraad/recruitment/addresses.py"}


def test_numbers_are_written_and_read_with_all_their_digits() -> None:
    assert ticket_numbers.written(7) == "007"
    assert ticket_numbers.parse(" 0 42") == 42
    assert ticket_numbers.parse(ticket_numbers.LAST) == ticket_numbers.TICKETS - 1
    for typed in ("7", "42", "1000", "abc", "", "-01"):
        with pytest.raises(TicketRangeError):
            ticket_numbers.parse(typed)


def test_words_and_database_say_the_same(app: Flask) -> None:
    with app.test_request_context():
        assert str(ticket_numbers.SO_MANY_TICKETS).startswith({1000: "duizend"}[ticket_numbers.TICKETS])
        assert str(ticket_numbers.SO_MANY_DIGITS).startswith({3: "drie"}[ticket_numbers.WIDTH])
        assert str(ticket_numbers.SO_MANY_BALLS).startswith({3: "drie"}[ticket_numbers.WIDTH])
    checks = [str(rule.sqltext) for rule in Draw.__table__.constraints if rule.name == "ck_draw_ticket_in_range"]
    assert f"ticket < {ticket_numbers.TICKETS}" in checks[0]


def test_nothing_else_says_how_many_tickets_there_are() -> None:
    again = [
        str(path.relative_to(ROOT))
        for path in files(".py", ".html")
        if path.parts[len(ROOT.parts)] in ("beraad", "templates")
        and not {"migrations", "demo"} & set(path.parts)
        and path.name != "ticket_numbers.py"
        and AGAIN.search(path.read_text("utf-8"))
    ]
    assert set(again) <= OTHERS


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_help_pages_say_the_same(language: str) -> None:
    text = next((ROOT / "beraad" / "help" / "pages" / language).glob("loting.md")).read_text("utf-8")
    assert ticket_numbers.FIRST in text and ticket_numbers.LAST in text
