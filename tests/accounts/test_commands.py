"""Accounts from the command line."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from beraad.accounts import passwords
from beraad.accounts.cli import commands
from beraad.accounts.errors import AddressTakenError
from beraad.accounts.models import Account
from beraad.extensions import db
from tests.pages import Browser

NEW = ["create", "Beheer@voorbeeld.example", "--name", "Beheerder", "--administrator"]


def test_the_first_account_gets_a_link_that_signs_in_once(app: Flask) -> None:
    made = app.test_cli_runner().invoke(commands, NEW)
    assert made.exit_code == 0, made.output
    address = made.output.strip().removeprefix("http://localhost")
    browser = Browser(app)
    browser.get(address).submit(button="Inloggen")
    assert browser.get("/accounts").h1 == "Accounts"
    assert Browser(app).get(address).status == 404


def test_a_password_is_asked_until_it_is_long_enough(app: Flask) -> None:
    long_enough = "vier woorden op een rij"
    typed = f"te kort\nte kort\n{long_enough}\n{long_enough}\n"
    made = app.test_cli_runner().invoke(commands, [*NEW, "--password"], input=typed)
    assert made.exit_code == 0, made.output
    assert "12 to 128" in made.output
    with app.app_context():
        assert passwords.matches(db.session.scalars(select(Account)).one(), long_enough)


def test_an_address_that_is_taken_is_told_and_changes_nothing(app: Flask) -> None:
    run = app.test_cli_runner()
    run.invoke(commands, NEW)
    again = run.invoke(commands, NEW)
    assert isinstance(again.exception, AddressTakenError)
    link = run.invoke(commands, ["link", "BEHEER@voorbeeld.example"])
    assert link.output.startswith("http://localhost/inloggen/link/")
    assert run.invoke(commands, ["link", "niemand@voorbeeld.example"]).exit_code == 1
