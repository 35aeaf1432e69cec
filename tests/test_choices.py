"""Enumerations with labels: the value is the stored code, and templates ask for a member by name."""

from __future__ import annotations

import json

import pytest
from jinja2 import Environment, StrictUndefined, UndefinedError

from beraad.choices import LabelledEnum


class State(LabelledEnum):
    SIGNED_UP = "aangemeld", "Aangemeld", "success"
    WITHDRAWN = "ingetrokken", "Ingetrokken"


def test_a_member_is_its_stored_code_with_a_label() -> None:
    assert State("aangemeld") is State.SIGNED_UP
    assert (State.SIGNED_UP.value, State.SIGNED_UP.label) == ("aangemeld", "Aangemeld")
    assert json.dumps(State.WITHDRAWN) == '"ingetrokken"'


def test_a_member_knows_the_sign_beside_its_word() -> None:
    assert (State("aangemeld").tone, State("ingetrokken").tone) == ("success", "neutral")


def test_a_template_asks_for_a_member_by_name_and_a_wrong_name_fails() -> None:
    environment = Environment(undefined=StrictUndefined, autoescape=True)
    template = environment.from_string("{{ state.is_signed_up }} {{ state.is_withdrawn }}")
    assert template.render(state=State.SIGNED_UP) == "True False"
    with pytest.raises(UndefinedError):
        environment.from_string("{{ state.is_aangemeld }}").render(state=State.SIGNED_UP)
