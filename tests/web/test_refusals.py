"""A verb refuses: everything is rolled back, and the page says why with status 422 or 409."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from importlib import import_module
from typing import Any, ClassVar

import pytest
from flask import Flask, render_template_string
from sqlalchemy import func, select
from wtforms import StringField

from beraad import DOMAINS
from beraad.accounts.models import Account
from beraad.extensions import db
from beraad.web import access, refusals
from beraad.web.forms import Form
from beraad.web.refusals import Refusal
from tests.pages import Browser

PAGE = """{% extends "layout.html" %}{% import "macros/forms.html" as forms with context %}
{% block title %}Proef{% endblock %}{% block content %}{% if form %}
{{ forms.error_summary(form) }}<form method="post">{{ forms.field(form.name) }}
<button>Bewaar</button></form>{% endif %}{% endblock %}"""


class AtFieldError(Refusal):
    """About the name."""


class OnTopError(Refusal):
    """About no field."""


class NameForm(Form):
    """One field, and a refusal that belongs to it."""

    refusal_fields: ClassVar = {AtFieldError: "name"}
    name = StringField("Naam")


def remember() -> None:
    """Write down a try that has to stay."""
    db.session.add(Account(email=f"{secrets.token_hex(4)}@voorbeeld.example", name="Onthouden"))


def refuse(kind: type[Refusal], asked: str = "") -> None:
    """A verb that has changed something by the time that it refuses."""
    db.session.add(Account(email="nieuw@voorbeeld.example", name="Nieuw"))
    db.session.flush()
    raise kind(name="noord", remember=remember if asked == "onthoud" else None)


@pytest.fixture(scope="module")
def refusing(shared_app: Flask, new_app: Any) -> Iterator[Browser]:
    """A visitor to an application in which every verb refuses."""
    made = new_app(shared_app.config["BERAAD"])
    refusals.register(made, {AtFieldError: "De naam %(name)s is bezet.", OnTopError: "Het kan nu niet."})

    def show(kind: str = "") -> str:
        return render_template_string(PAGE, form=None)

    def with_form(kind: str) -> Any:
        form = NameForm()
        if form.validate_on_submit():
            with refusals.shown_in(form):
                refuse(AtFieldError if kind == "veld" else OnTopError, kind)
        return render_template_string(PAGE, form=form), 422 if form.errors else 200

    def button(kind: str) -> Any:
        refuse(OnTopError, kind)

    made.add_url_rule("/formulier/<kind>", "with_form", access.public(with_form), methods=["GET", "POST"])
    made.add_url_rule("/knop/<kind>", "button", access.public(refusals.shown_on(show)(button)), methods=["POST"])
    made.add_url_rule("/kaal/<kind>", "bare", access.public(lambda kind: refuse(OnTopError)), methods=["POST"])
    made.config["WTF_CSRF_ENABLED"] = False
    yield Browser(made)
    with made.app_context():
        db.engine.dispose()


def accounts(browser: Browser) -> int:
    with browser.raw.application.app_context():
        return db.session.scalar(select(func.count()).select_from(Account)) or 0


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/formulier/veld", 422, "De naam noord is bezet."),
        ("/formulier/boven", 422, "Het kan nu niet."),
        ("/knop/x", 409, "Het kan nu niet."),
        ("/kaal/x", 409, "Het kan nu niet."),
    ],
)
def test_a_refusal_is_rolled_back_and_said(refusing: Browser, address: str, status: int, words: str) -> None:
    before = accounts(refusing)
    page = refusing.post(address, {"name": "noord"})
    assert page.status == status
    assert words in page.main
    assert page.title.startswith("Fout: ")
    assert accounts(refusing) == before


def test_what_a_refusal_remembers_stays(refusing: Browser) -> None:
    before = accounts(refusing)
    assert refusing.post("/knop/onthoud", {"name": "noord"}).status == 409
    assert refusing.post("/formulier/onthoud", {"name": "noord"}).status == 422
    assert accounts(refusing) == before + 2


def test_every_refusal_has_words(app: Flask) -> None:
    for domain in DOMAINS:
        import_module(f"beraad.{domain}.setup")
    with app.test_request_context():
        known = app.extensions["refusals"]
        silent = [
            kind.__qualname__
            for kind in _below(Refusal)
            if kind.__module__.startswith("beraad.")
            and not kind.__subclasses__()  # the base of a domain is never raised itself
            and not any(parent in known for parent in kind.__mro__)
        ]
    assert not silent


def _below(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)
