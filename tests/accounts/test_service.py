"""The verbs of accounts, where a page doesn't show them."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from beraad.accounts import passwords, service, sessions, tries
from beraad.accounts.errors import AddressTakenError, LastAdministratorError, TooManyTriesError
from beraad.accounts.models import Account, MagicLink, SignInAttempt
from beraad.accounts.service import AccountData
from beraad.extensions import db
from beraad.orm import now
from beraad.web import edge
from beraad.web.places import full_address


def test_an_address_belongs_to_one_account_whatever_its_capitals(context: Flask) -> None:
    with edge.unit_of_change():
        made = service.create_account(AccountData(" Griffie@Voorbeeld.example ", "Griffie"))
        assert made.email == "griffie@voorbeeld.example"
        assert service.find_or_create("GRIFFIE@voorbeeld.example", "Iemand anders") is made
        assert service.find_or_create("ander@voorbeeld.example", "Ander") is not made
        with pytest.raises(AddressTakenError):
            service.create_account(AccountData("griffie@voorbeeld.EXAMPLE", "Nog een"))


def test_the_last_administrator_is_not_blocked(context: Flask, make: Any) -> None:
    only = make.account(is_administrator=True)
    with pytest.raises(LastAdministratorError):
        service.block(only)
    other = make.account(is_administrator=True, is_active=False)
    with pytest.raises(LastAdministratorError):
        service.block(only)
    service.unblock(other)
    service.block(only)


def test_tries_at_the_same_moment_do_not_slip_through_together(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_places", threading.BoundedSemaphore(99))
    threads_count = passwords.MOST_TRIES + 5
    outcomes: list[str] = []
    started = threading.Barrier(threads_count)

    def guess() -> None:
        with app.app_context():
            started.wait()
            try:
                with edge.unit_of_change():
                    found = sessions.with_password("niemand@voorbeeld.example", "een gok naar iets")
                    outcomes.append("in" if found else "wrong")
            except TooManyTriesError:
                outcomes.append("refused")

    threads = [threading.Thread(target=guess) for _ in range(threads_count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused"] * 5 + ["wrong"] * passwords.MOST_TRIES


def test_the_table_of_tries_names_nobody(context: Flask) -> None:
    with edge.unit_of_change():
        tries.count("password", "griffie@voorbeeld.example", 10)
    (row,) = db.session.scalars(select(SignInAttempt))
    assert "griffie" not in row.key
    assert row.key != tries._key("link", "griffie@voorbeeld.example")


def test_a_link_leads_to_a_place_on_this_site(context: Flask, make: Any) -> None:
    account = make.account()
    for target, kept in (("/panel/x", "/panel/x"), ("https://elders.example", "/mijn"), ("//elders", "/mijn")):
        url = service.make_magic_link(account, target)
        assert url.startswith("http://localhost/inloggen/link/")
        assert db.session.scalar(select(MagicLink.target).order_by(MagicLink.id.desc()).limit(1)) == kept


def test_a_link_is_used_by_one_of_two_at_the_same_moment(app: Flask) -> None:
    with app.app_context():
        with edge.unit_of_change():
            url = service.make_magic_link(service.create_account(AccountData("a@voorbeeld.example", "A")))
        token = url.rpartition("/")[2]
    outcomes: list[bool] = []
    started = threading.Barrier(2)

    def use() -> None:
        with app.app_context():
            started.wait()
            with edge.unit_of_change():
                outcomes.append(service.use_magic_link(token) is not None)

    threads = [threading.Thread(target=use) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [False, True]


def test_what_expired_is_forgotten(context: Flask, make: Any) -> None:
    account = make.account()
    with edge.unit_of_change():
        service.make_magic_link(account, valid_for=timedelta(minutes=-1))
        service.make_magic_link(account)
        tries.count("password", "a@voorbeeld.example", 10)
    with edge.unit_of_change():
        assert service.forget_expired(now()) == 2
    assert db.session.scalar(select(func.count(MagicLink.id))) == 1


def test_a_password_is_kept_anew_when_the_cost_has_risen(context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    account = Account(email="a", name="a", is_active=True, password_hash=passwords.hashed("vier woorden op een rij"))
    db.session.add(account)
    db.session.commit()
    before = account.password_hash
    dearer = passwords.PasswordHasher(time_cost=2, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "_argon2", dearer)
    assert sessions.with_password("a", "vier woorden op een rij") is account
    db.session.refresh(account)
    assert account.password_hash != before
    assert passwords.matches(account, "vier woorden op een rij")


def test_an_address_for_mail_and_paper_is_whole(context: Flask) -> None:
    assert full_address("accounts.link", token="abc") == "http://localhost/inloggen/link/abc"
