"""What the fields that every domain asks with take and refuse."""

from __future__ import annotations

import re
from datetime import date

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from beraad.web.fields import DayField
from beraad.web.forms import Form
from beraad.web.places import PACKAGE


class DayForm(Form):
    """A form with a day."""

    day = DayField("Dag")


@pytest.mark.parametrize("typed", ["2026-12-31", "31-12-2026"])
def test_a_day_is_read_as_browsers_and_people_write_it(app: Flask, typed: str) -> None:
    with app.test_request_context():
        assert DayForm(MultiDict({"day": typed})).day.data == date(2026, 12, 31)


@pytest.mark.parametrize("typed", ["0226-12-31", "1899-12-31", "2101-01-01", "9999-12-31"])
def test_a_day_that_is_a_slip_of_the_finger_is_refused(app: Flask, typed: str) -> None:
    with app.test_request_context():
        form = DayForm(MultiDict({"day": typed}), meta={"csrf": False})
        assert not form.validate()
        assert form.day.errors == ["Kies een dag tussen 1900 en 2100."]


def test_no_form_asks_for_a_day_or_a_mail_address_in_another_way() -> None:
    raw = re.compile(r"\b(DateField|EmailField|Email)\(")
    forms = [path for path in PACKAGE.rglob("*.py") if path.name != "fields.py" and raw.search(path.read_text())]
    assert forms == []
