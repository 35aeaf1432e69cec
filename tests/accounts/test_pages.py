"""Signing in and out, one's own account, and keeping accounts, as visitors meet them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from beraad.accounts import access, passwords, service, tries
from beraad.accounts.access import COOKIE_KEY
from beraad.accounts.models import Account, MagicLink, SignInSession
from beraad.audit.models import AuditEvent
from beraad.extensions import db
from beraad.mail.models import OutboxMessage
from beraad.orm import now
from beraad.web import edge
from tests.pages import Browser, Page

PASSWORD = "vier woorden op een rij"
SignIn = Callable[[Account], Browser]


@pytest.fixture
def griffier(make: Any) -> Account:
    """Somebody with a password."""
    return make.account(email="griffie@voorbeeld.example", name="Griffie", password_hash=passwords.hashed(PASSWORD))


def try_password(client: Browser, password: str = PASSWORD, email: str = "griffie@voorbeeld.example") -> Page:
    return client.get("/inloggen").submit({"email": email, "password": password}, button="Inloggen")


def is_signed_in(browser: Browser) -> bool:
    return browser.get("/account").h1 == "Uw account"


def newest_mail(folder: Path) -> str:
    newest = max(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
    return str(message_from_bytes(newest.read_bytes(), policy=default).get_content())  # type: ignore[attr-defined]


def link_in(text: str) -> str:
    found = re.search(r"http://localhost(/inloggen/link/\S+)", text)
    assert found, text
    return found[1]


def make_link(account: Account, **values: Any) -> str:
    with edge.unit_of_change():
        url = service.make_magic_link(account, **values)
    return url.removeprefix("http://localhost")


def test_a_password_signs_in_and_leads_to_where_one_was_going(client: Browser, griffier: Account) -> None:
    page = client.get("/account")
    assert page.h1 == "Inloggen"
    page = page.submit({"email": " Griffie@Voorbeeld.example ", "password": PASSWORD}, button="Inloggen")
    assert (page.path, page.h1) == ("/account", "Uw account")
    assert "Griffie" in page.text


def test_signing_in_leads_nowhere_outside_this_site(client: Browser, griffier: Account) -> None:
    response = client.raw.post(
        "/inloggen",
        data={"email": griffier.email, "password": PASSWORD, "terug": "https://elders.example/", **token(client)},
    )
    assert (response.status_code, response.headers["Location"]) == (303, "/mijn")


def token(client: Browser) -> dict[str, str]:
    field = client.get("/inloggen").soup.find("input", {"name": "csrf_token"})
    return {"csrf_token": str(field["value"])}  # type: ignore[index]


def test_the_same_words_for_a_wrong_password_and_an_unknown_address(client: Browser, griffier: Account) -> None:
    wrong = try_password(client, "iets anders dan dat")
    unknown = try_password(client, email="niemand@voorbeeld.example")
    assert wrong.status == unknown.status == 422
    assert "horen niet bij elkaar" in wrong.main
    assert wrong.main.replace(griffier.email, "") == unknown.main.replace("niemand@voorbeeld.example", "")
    field = wrong.soup.find("input", {"name": "email"})
    assert field["value"] == griffier.email  # type: ignore[index]
    assert not is_signed_in(client)


def test_an_unknown_address_costs_as_much_work(context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []

    class Watching(passwords.PasswordHasher):
        def verify(self, kept: str, password: str) -> bool:  # type: ignore[override]
            checked.append(kept.split("$")[3])
            return super().verify(kept, password)

    monkeypatch.setattr(passwords, "_argon2", Watching(time_cost=1, memory_cost=64, parallelism=1))
    known = Account(email="a", name="a", password_hash=passwords.hashed(PASSWORD))
    for account in (known, Account(email="b", name="b"), None):
        assert not passwords.matches(account, "iets anders dan dat")
    assert len(checked) == 3
    assert len(set(checked)) == 1, "the same Argon2 parameters each time"


def test_after_ten_failed_tries_even_the_right_password_has_to_wait(client: Browser, griffier: Account) -> None:
    for _ in range(passwords.MOST_TRIES):
        assert try_password(client, "iets anders dan dat").status == 422
    refused = try_password(client)
    assert refused.status == 429
    assert "kwartier" in refused.main
    assert try_password(client, email="ander@voorbeeld.example").status == 422, "other addresses don't suffer"
    with edge.unit_of_change():
        for attempt in db.session.scalars(select(tries.SignInAttempt)):
            attempt.tried_at = now() - timedelta(minutes=16)
    try_password(client)
    assert is_signed_in(client)


def test_nobody_keeps_the_owner_of_an_address_out(client: Browser, griffier: Account, outbox: Path) -> None:
    stranger = Browser(client.app)
    stranger.raw.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    for _ in range(passwords.MOST_TRIES + 1):
        last = try_password(stranger, "iets anders dan dat")
    for _ in range(passwords.MOST_LINKS):
        stranger.get("/inloggen/link").submit({"email": griffier.email}, button="Mail mij een inloglink")
    assert last.status == 429
    try_password(client)
    assert is_signed_in(client), "a right password passes"
    owner = Browser(client.app)
    page = owner.get("/inloggen/link").submit({"email": griffier.email}, button="Mail mij een inloglink")
    assert page.path == "/inloggen/link/gevraagd"
    owner.get(link_in(newest_mail(outbox))).submit(button="Inloggen")
    assert is_signed_in(owner), "and so does the newest link"


@pytest.mark.parametrize(
    ("address", "neighbour"), [("192.0.2.7", "192.0.2.7"), ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9")]
)
def test_one_client_tries_few_addresses(
    client: Browser, monkeypatch: pytest.MonkeyPatch, address: str, neighbour: str
) -> None:
    monkeypatch.setattr(passwords, "MOST_OF_CLIENT", 2)
    monkeypatch.setattr(passwords, "MOST_LINKS_OF_CLIENT", 2)
    for number in range(2):
        client.raw.environ_base["REMOTE_ADDR"] = address
        assert try_password(client, email=f"{number}@voorbeeld.example").status == 422
        email = {"email": f"{number}@voorbeeld.example"}
        asked = client.get("/inloggen/link").submit(email, button="Mail mij een inloglink")
        assert asked.status == 200
    client.raw.environ_base["REMOTE_ADDR"] = neighbour
    assert try_password(client, email="3@voorbeeld.example").status == 429
    assert client.get("/inloggen/link").submit({"email": "3@voorbeeld.example"}).status == 429


def test_who_comes_while_others_wait_for_a_check_is_sent_away(client: Browser, griffier: Account) -> None:
    held = [passwords._places.acquire(blocking=False) for _ in range(passwords.MOST_AT_ONCE)]
    try:
        refused = try_password(client)
    finally:
        for _ in held:
            passwords._places.release()
    assert refused.status == 503 and "over een minuut" in refused.main
    try_password(client)
    assert is_signed_in(client)


def test_a_good_try_forgets_the_failed_ones(client: Browser, griffier: Account) -> None:
    for _ in range(passwords.MOST_TRIES - 1):
        try_password(client, "iets anders dan dat")
    try_password(client)
    assert is_signed_in(client)
    key = tries._key("password", f"127.0.0.1 {griffier.email}")
    assert db.session.scalar(select(func.count()).where(tries.SignInAttempt.key == key)) == 0


@pytest.mark.parametrize("field", ["email", "password"])
def test_an_empty_field_is_told_in_words(client: Browser, field: str) -> None:
    answers = {"email": "a@voorbeeld.example", "password": PASSWORD} | {field: ""}
    page = client.get("/inloggen").submit(answers, button="Inloggen")
    assert page.status == 422
    assert page.title.startswith("Fout:")


def test_a_token_from_before_signing_in_is_worth_nothing_after(client: Browser, griffier: Account) -> None:
    with client.raw.session_transaction() as session:
        session[COOKIE_KEY] = "chosen by an attacker"
        session["language"] = "en"
    client.raw.post("/inloggen", data={"email": griffier.email, "password": PASSWORD, **token(client)})
    with client.raw.session_transaction() as session:
        assert session[COOKIE_KEY] != "chosen by an attacker"
        assert session["language"] == "en"


def test_the_cookie_is_kept_from_scripts_and_other_sites(client: Browser, griffier: Account) -> None:
    response = client.raw.post("/inloggen", data={"email": griffier.email, "password": PASSWORD, **token(client)})
    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert response.headers["Cache-Control"] == "no-store"


def test_a_session_ends_after_twelve_hours(client: Browser, griffier: Account) -> None:
    try_password(client)
    row = db.session.scalars(select(SignInSession)).one()
    assert timedelta(hours=11, minutes=59) < row.expires_at - now() <= timedelta(hours=12)
    row.expires_at = now() - timedelta(seconds=1)
    db.session.commit()
    assert not is_signed_in(client)


def test_signing_out_ends_the_session_itself(client: Browser, griffier: Account) -> None:
    page = try_password(client)
    with client.raw.session_transaction() as session:
        stolen = session[COOKIE_KEY]
    page = client.get("/account").submit(button="Uitloggen")
    assert "U bent uitgelogd" in page.text
    with client.raw.session_transaction() as session:
        session[COOKIE_KEY] = stolen
    assert not is_signed_in(client)


def test_a_blocked_account_can_not_sign_in(client: Browser, griffier: Account) -> None:
    griffier.is_active = False
    db.session.commit()
    assert try_password(client).status == 422


def test_a_mailed_link_signs_in_once(client: Browser, griffier: Account, outbox: Path) -> None:
    page = client.get("/inloggen?terug=/account").follow("Mail mij een inloglink")
    page = page.submit({"email": "GRIFFIE@voorbeeld.example"}, button="Mail mij een inloglink")
    assert page.h1 == "Kijk in uw mail"
    address = link_in(newest_mail(outbox))
    for _ in range(2):
        page = client.get(address)
        assert page.h1 == "Inloggen"
        assert not is_signed_in(client), "looking at the page uses nothing up"
    page = page.submit(button="Inloggen")
    assert (page.path, page.h1) == ("/account", "Uw account")
    again = Browser(client.app)
    assert again.get(address).status == 404
    assert not is_signed_in(again)


def test_asking_for_a_link_answers_the_same_for_every_address(client: Browser, griffier: Account) -> None:
    seen = set()
    for email in (griffier.email, "niemand@voorbeeld.example"):
        page = client.get("/inloggen/link").submit({"email": email}, button="Mail mij een inloglink")
        seen.add((page.status, page.path, page.main))
    assert len(seen) == 1
    assert db.session.scalar(select(func.count(OutboxMessage.id))) == 1


def test_links_are_not_mailed_without_end(client: Browser, griffier: Account) -> None:
    for _ in range(passwords.MOST_LINKS):
        client.get("/inloggen/link").submit({"email": griffier.email}, button="Mail mij een inloglink")
    page = client.get("/inloggen/link").submit({"email": griffier.email}, button="Mail mij een inloglink")
    assert page.path == "/inloggen/link/gevraagd", "no stranger sees how many went to it"
    assert db.session.scalar(select(func.count(OutboxMessage.id))) == passwords.MOST_LINKS


def test_unknown_used_and_expired_links_get_one_and_the_same_page(client: Browser, griffier: Account) -> None:
    used = make_link(griffier)
    client.get(used).submit(button="Inloggen")
    expired = make_link(griffier, valid_for=timedelta(seconds=-1))
    visitor = Browser(client.app)
    pages = [visitor.get(address) for address in (used, expired, "/inloggen/link/onbekend")]
    assert {(page.status, page.main) for page in pages} == {(404, pages[0].main)}
    assert pages[0].h1 == "Deze inloglink werkt niet"
    assert pages[0].follow("Vraag een nieuwe link").h1 == "Inloggen met een link"


def test_a_link_used_in_the_meantime_gets_the_same_page(client: Browser, griffier: Account) -> None:
    address = make_link(griffier)
    page = client.get(address)
    Browser(client.app).get(address).submit(button="Inloggen")
    late = page.submit(button="Inloggen")
    assert (late.status, late.h1) == (404, "Deze inloglink werkt niet")
    assert db.session.scalar(select(func.count(MagicLink.id)).where(MagicLink.used_at.is_not(None))) == 1


def test_own_sessions_are_listed_and_all_ended(client: Browser, griffier: Account, sign_in: SignIn) -> None:
    try_password(client)
    other = sign_in(griffier)
    page = client.get("/account")
    assert page.main.count("Een andere browser") == 1
    page = page.submit(button="Overal uitloggen")
    assert "U bent overal uitgelogd" in page.text
    assert not is_signed_in(client)
    assert not is_signed_in(other)


def test_a_new_password_asks_for_the_old_one_and_ends_other_sessions(
    client: Browser, griffier: Account, sign_in: SignIn
) -> None:
    try_password(client)
    other = sign_in(griffier)
    new = "een heel nieuwe zin van woorden"
    page = client.get("/account/wachtwoord")
    wrong = page.submit({"current": "niet dit", "new": new, "repeat": new}, button="Wachtwoord wijzigen")
    assert wrong.status == 422
    assert "niet uw huidige wachtwoord" in wrong.main
    done = page.submit({"current": PASSWORD, "new": new, "repeat": new}, button="Wachtwoord wijzigen")
    assert done.h1 == "Uw account"
    assert not is_signed_in(other)
    assert is_signed_in(client)
    fresh = Browser(client.app)
    assert try_password(fresh).status == 422
    try_password(fresh, new)
    assert is_signed_in(fresh)


@pytest.mark.parametrize(
    ("new", "repeat", "words"),
    [
        ("te kort", "te kort", "minstens 12"),
        ("griffie@voorbeeld.example", "griffie@voorbeeld.example", "iets anders dan uw naam"),
        (PASSWORD, "iets anders dan dat", "twee keer hetzelfde"),
    ],
)
def test_a_poor_password_is_refused(sign_in: SignIn, make: Any, new: str, repeat: str, words: str) -> None:
    browser = sign_in(make.account(email="griffie@voorbeeld.example"))
    page = browser.get("/account/wachtwoord").submit({"new": new, "repeat": repeat}, button="Wachtwoord wijzigen")
    assert page.status == 422
    assert words in page.main


def test_a_demonstration_link_can_be_used_again_and_only_there(
    client: Browser, griffier: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from beraad.accounts.errors import OnlyInDemoError

    with pytest.raises(OnlyInDemoError):
        service.make_magic_link(griffier, reusable=True)
    db.session.rollback()
    config = client.app.config["BERAAD"]
    monkeypatch.setitem(client.app.config, "BERAAD", replace(config, demo=True))
    address = make_link(griffier, target="/account", reusable=True, valid_for=timedelta(days=1))
    for _ in range(2):
        page = Browser(client.app).get(address).submit(button="Ga verder als Griffie")
        assert page.h1 == "Uw account"


@pytest.fixture
def beheer(sign_in: SignIn, make: Any) -> Browser:
    """An administrator's browser."""
    return sign_in(make.account(email="beheer@voorbeeld.example", name="Beheerder", is_administrator=True))


def test_others_do_not_keep_accounts(sign_in: SignIn, make: Any) -> None:
    browser = sign_in(make.account())
    assert browser.get("/accounts").status == 403
    assert browser.get("/accounts/nieuw").status == 403


def test_an_administrator_makes_an_account_that_gets_a_link(beheer: Browser, outbox: Path) -> None:
    page = beheer.get("/accounts").follow("Maak een account")
    page = page.submit({"name": "Nieuwe Griffier", "email": "Nieuw@voorbeeld.example"})
    assert page.h1 == "Nieuwe Griffier"
    assert "3 dagen" in newest_mail(outbox)
    newcomer = Browser(beheer.app)
    newcomer.raw.get("/")
    newcomer.raw.post(link_in(newest_mail(outbox)), data=token(newcomer))
    assert is_signed_in(newcomer)


def test_an_address_is_used_once(beheer: Browser, griffier: Account) -> None:
    page = beheer.get("/accounts/nieuw").submit({"name": "Ander", "email": "GRIFFIE@voorbeeld.example"})
    assert page.status == 422
    assert "al een account" in page.main


def test_accounts_are_found_by_part_of_a_name_or_address(beheer: Browser, make: Any) -> None:
    for number in range(60):
        make.account(name=f"Rij {number:02}")
    page = beheer.get("/accounts")
    assert "Volgende" in page.main
    assert "Rij 59" in page.follow("Volgende").main
    found = page.submit({"zoek": "rij 07"}, button="Zoek")
    assert "Rij 07" in found.main
    assert "Rij 08" not in found.main
    assert "Niets gevonden." in page.submit({"zoek": "100%"}, button="Zoek").main


def test_an_account_is_changed_but_not_taken_over_unseen(
    beheer: Browser, griffier: Account, sign_in: SignIn, outbox: Path
) -> None:
    old, theirs = make_link(griffier), sign_in(griffier)
    page = beheer.get(f"/accounts/{griffier.id}").follow("Wijzigen")
    page = page.submit({"name": "Griffie Zuid", "email": "zuid@voorbeeld.example"})
    assert page.h1 == "Griffie Zuid"
    assert "zuid@voorbeeld.example" in page.main
    assert Browser(beheer.app).get(old).status == 404, "a link mailed to the old address works no more"
    assert not is_signed_in(theirs)
    told = db.session.scalars(select(OutboxMessage).where(OutboxMessage.reference.like("account-moved-%"))).one()
    assert told.recipient == "griffie@voorbeeld.example"
    refused = page.submit(button="Mail een inloglink")
    assert refused.status == 409 and "24 uur" in refused.main
    asked = beheer.get("/inloggen/link").submit({"email": "zuid@voorbeeld.example"}, button="Mail mij een inloglink")
    assert asked.path == "/inloggen/link/gevraagd"
    links = OutboxMessage.reference.like("sign-in-link-%")
    assert db.session.scalars(select(OutboxMessage).where(links)).all() == []
    with edge.unit_of_change():
        for event in db.session.scalars(select(AuditEvent)):
            db.session.execute(
                update(AuditEvent).where(AuditEvent.id == event.id).values(happened_at=now() - timedelta(hours=25))
            )
    assert "inloglink gemaild" in page.submit(button="Mail een inloglink").text


def test_a_blocked_account_is_signed_out_and_can_be_let_in_again(
    beheer: Browser, griffier: Account, sign_in: SignIn
) -> None:
    theirs = sign_in(griffier)
    page = beheer.get(f"/accounts/{griffier.id}").submit(button="Blokkeren")
    assert "Geblokkeerd" in page.main
    assert not is_signed_in(theirs)
    page = page.submit(button="Deblokkeren")
    assert "Kan inloggen" in page.main
    try_password(theirs)
    assert is_signed_in(theirs)


def test_the_last_administrator_stays(beheer: Browser) -> None:
    own = db.session.scalars(select(Account).where(Account.is_administrator)).one()
    page = beheer.get(f"/accounts/{own.id}")
    assert "Blokkeren" not in page.main
    edit = page.follow("Wijzigen")
    form = edit.form("Opslaan")
    token_value = str(form.find("input", {"name": "csrf_token"})["value"])  # type: ignore[index]
    answers = {"name": own.name, "email": own.email, "csrf_token": token_value}
    refused = beheer.post(f"/accounts/{own.id}/wijzigen", answers)
    assert refused.status == 422
    assert "laatste beheerder" in refused.main
    beheer.post(f"/accounts/{own.id}/blokkeren", {"csrf_token": token_value})
    assert is_signed_in(beheer)


def test_an_administrator_mails_a_link(beheer: Browser, griffier: Account, outbox: Path) -> None:
    page = beheer.get(f"/accounts/{griffier.id}").submit(button="Mail een inloglink")
    assert "inloglink gemaild" in page.text
    assert "Beste Griffie," in newest_mail(outbox)


def test_what_happened_is_logged_without_names(client: Browser, griffier: Account) -> None:
    try_password(client)
    client.get("/account").submit(button="Uitloggen")
    events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [event.action for event in events] == ["accounts.signed_in", "accounts.signed_out"]
    assert all("griffie" not in f"{event.subject}{event.details}" for event in events)


def test_the_pages_speak_english(client: Browser, griffier: Account) -> None:
    client.get("/taal/en?terug=/inloggen")
    page = client.get("/inloggen")
    assert page.h1 == "Sign in"
    assert "wachtwoord" not in page.main


def test_the_mail_with_a_link_speaks_the_language_of_who_asked(
    client: Browser, griffier: Account, outbox: Path
) -> None:
    client.get("/taal/en?terug=/inloggen")
    client.get("/inloggen/link").submit({"email": griffier.email}, button="Mail me a sign-in link")
    assert "Dear Griffie," in newest_mail(outbox)


def test_signing_in_again_replaces_the_session(client: Browser, griffier: Account) -> None:
    try_password(client)
    try_password(client)
    assert db.session.scalar(select(func.count(SignInSession.id))) == 1
    assert timedelta(hours=12) == access.LASTS
