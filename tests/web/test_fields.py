"""What the fields that every domain asks with take and refuse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis.strategies import text
from werkzeug.datastructures import MultiDict
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.core import UnboundField
from wtforms.validators import Optional

from beraad.web import checks, notation
from beraad.web.fields import DayField, IbanField, MailField, PostcodeField, TelephoneField
from beraad.web.forms import Form
from beraad.web.places import PACKAGE


class DayForm(Form):
    """A form with a day."""

    day = DayField("Dag")


class NumbersForm(Form):
    """A form with each number that has a notation."""

    postcode = PostcodeField("Postcode", [Optional()])
    phone = TelephoneField("Telefoon", [Optional()])
    iban = IbanField("Rekening", [Optional()])


class SignsForm(Form):
    """A form with a field of each kind in which people type freely."""

    line = StringField("Regel")
    story = TextAreaField("Tekst")
    number = IntegerField("Getal", [Optional()])
    person = StringField("Naam", [checks.name])


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


@pytest.mark.parametrize(
    ("name", "typed", "stored"),
    [
        ("postcode", "1234ab", "1234 AB"),
        ("postcode", " 1234  AB ", "1234 AB"),
        ("phone", "0612345678", "06 12345678"),
        ("phone", "+31 (0)6-1234 5678", "06 12345678"),
        ("phone", "0031592123456", "0592 123 456"),
        ("phone", "14 0592", "14 0592"),
        ("phone", "+32470123456", "+32 470 12 34 56"),
        ("phone", "06 0000 0001", "06 00000001"),
        ("iban", "nl02 abna 0123 4567 89", "NL02ABNA0123456789"),
        ("iban", "NL02.ABNA.0123.4567.89", "NL02ABNA0123456789"),
        ("iban", "BE68 5390 0754 7034", "BE68539007547034"),
    ],
)
def test_a_number_is_stored_in_one_notation(app: Flask, name: str, typed: str, stored: str) -> None:
    with app.test_request_context():
        form = NumbersForm(MultiDict({name: typed}), meta={"csrf": False})
        assert form.validate() and form[name].data == stored


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("postcode", "0234 AB"),
        ("postcode", "1234"),
        ("postcode", "12345 AB"),
        ("phone", "112"),
        ("phone", "06 1234 567"),
        ("phone", "061234567890"),
        ("phone", "06 12345678 (zoon)"),
        ("phone", "+999 12345678"),
        ("iban", "NL03ABNA0123456789"),
        ("iban", "NL02ABNA012345678"),
        ("iban", "0123456789"),
        ("iban", "é½"),
    ],
)
def test_a_wrong_number_is_refused_and_stays_as_typed(app: Flask, name: str, typed: str) -> None:
    with app.test_request_context():
        form = NumbersForm(MultiDict({name: typed}), meta={"csrf": False})
        assert not form.validate()
        assert form[name].errors == [form[name].wrong] and f'value="{typed}"' in str(form[name]())


def test_numbers_may_stay_empty_and_an_account_is_shown_in_groups(app: Flask) -> None:
    with app.test_request_context():
        sent = dict.fromkeys(("postcode", "phone", "iban"), " ")
        assert NumbersForm(MultiDict(sent), meta={"csrf": False}).validate()
        assert 'value="NL02 ABNA 0123 4567 89"' in str(NumbersForm(data={"iban": "NL02ABNA0123456789"}).iban())


@pytest.mark.parametrize("read", [notation.postcode, notation.telephone, notation.iban])
@given(text=text(max_size=30))
def test_no_text_breaks_a_check_and_what_is_stored_is_read_again(read: Any, text: str) -> None:
    assert (stored := read(text)) is None or read(stored) == stored


@pytest.mark.parametrize(
    ("name", "typed", "is_right"),
    [
        ("line", "Jan\nPiet", False),
        ("line", "Jan\x00", False),
        ("line", "Jan\u2028Piet", False),
        ("line", "Jan\u202etxt.exe", False),
        ("line", "Özlem\u00a0d’Ançona\u200d", True),
        ("story", "twee\r\nregels\ten een tab", True),
        ("story", "een\x00nul", False),
        ("number", str(2**31), False),
        ("number", str(-(2**63)), False),
        ("number", str(2**31 - 1), True),
        ("person", "J.P.van Dam-de Vries", True),
        ("person", "Prof.Jansen", True),
        ("person", "kijk op www.evil", False),
        ("person", "evil.nl", False),
        ("person", "a@b", False),
        ("person", "bel 0900 12345", False),
    ],
)
def test_every_field_refuses_what_steers_or_has_no_end(app: Flask, name: str, typed: str, is_right: bool) -> None:
    with app.test_request_context():
        assert SignsForm(MultiDict({name: typed}), meta={"csrf": False}).validate() is is_right


def test_no_form_checks_in_another_way_what_has_a_field() -> None:
    raw = re.compile(
        r"\b(DateField|EmailField|TelField|Email)\(|\bphonenumbers\b|stdnum(\.nl)? import (postcode|iban)"
        r"|def (validate|is)_(postcode|phone|contact_phone|iban|email|contact_email)\b"
    )
    kept = {PACKAGE / "web/fields.py", PACKAGE / "web/notation.py"}
    assert [path for path in PACKAGE.rglob("*.py") if path not in kept and raw.search(path.read_text())] == []


def test_every_form_asks_for_a_number_or_an_address_by_its_field(app: Flask) -> None:
    kinds = {"postcode": PostcodeField, "phone": TelephoneField, "iban": IbanField, "email": MailField}
    asked = [
        (form.__name__, name, field.field_class, kind)
        for form in forms_under(Form)
        for name, field in vars(form).items()
        if isinstance(field, UnboundField) and (kind := kinds.get(name.rpartition("_")[2]))
        if not issubclass(field.field_class, SelectField)  # a choice of the column that holds it
    ]
    assert {kind for *_, kind in asked} == set(kinds.values())
    assert [(form, name) for form, name, used, kind in asked if used is not kind] == []


def forms_under(kind: type[Form]) -> Iterator[type[Form]]:
    """All kinds of form of the application that are made from `kind`."""
    for form in kind.__subclasses__():
        if form.__module__.startswith("beraad."):
            yield form
            yield from forms_under(form)
