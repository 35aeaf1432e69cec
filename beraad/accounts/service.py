"""The verbs on accounts: make, change, block, and give a link to sign in with."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import delete, func, select, update

from beraad.accounts import passwords, tries
from beraad.accounts.access import fingerprint
from beraad.accounts.errors import AddressTakenError, LastAdministratorError, OnlyInDemoError
from beraad.accounts.models import Account, MagicLink, SignInAttempt, SignInSession
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.mail import service as mail
from beraad.orm import now, rows_changed
from beraad.web.places import full_address, local_path

#: how long a link that somebody asked for works
LINK_LASTS = timedelta(minutes=30)


def by_address(email: str) -> Account | None:
    """The account with this e-mail address, whatever its capitals."""
    return db.session.scalar(select(Account).where(func.lower(Account.email) == email.strip().lower()))


def create_account(email: str, name: str, *, password: str | None = None, is_administrator: bool = False) -> Account:
    """A new account; raises `AddressTakenError`. Without a password it signs in with links."""
    if by_address(email) is not None:
        raise AddressTakenError
    account = Account(email=email.strip().lower(), name=name.strip(), is_administrator=is_administrator)
    if password is not None:
        account.password_hash = passwords.hashed(password)
    db.session.add(account)
    db.session.flush()
    audit.record("accounts.created", f"account:{account.id}", administrator=is_administrator)
    return account


def find_or_create(email: str, name: str) -> Account:
    """The account with this e-mail address; a new one called `name` when there is none."""
    return by_address(email) or create_account(email, name)


def change_account(account: Account, *, email: str, name: str, is_administrator: bool) -> Account:
    """New particulars; raises `AddressTakenError` or `LastAdministratorError`."""
    other = by_address(email)
    if other is not None and other is not account:
        raise AddressTakenError
    if not is_administrator:
        _keep_an_administrator(account)
    moved = email.strip().lower() != account.email
    account.email, account.name, account.is_administrator = email.strip().lower(), name.strip(), is_administrator
    if moved:  # links went to the old address
        db.session.execute(delete(MagicLink).where(MagicLink.account_id == account.id, MagicLink.used_at.is_(None)))
    db.session.flush()
    audit.record("accounts.changed", f"account:{account.id}", administrator=is_administrator, address_changed=moved)
    return account


def block(account: Account) -> None:
    """The account can't sign in any more, and is signed out everywhere; raises `LastAdministratorError`."""
    _keep_an_administrator(account)
    account.is_active = False
    db.session.execute(delete(SignInSession).where(SignInSession.account_id == account.id))
    db.session.flush()
    audit.record("accounts.blocked", f"account:{account.id}")


def unblock(account: Account) -> None:
    """The account can sign in again."""
    account.is_active = True
    db.session.flush()
    audit.record("accounts.unblocked", f"account:{account.id}")


def delete_account(account: Account) -> None:
    """Delete the account with its sessions, links and tries; raises `LastAdministratorError`."""
    _keep_an_administrator(account)
    number = account.id
    for purpose in ("password", "link"):
        tries.forget(purpose, account.email)
    db.session.execute(delete(Account).where(Account.id == number))
    db.session.flush()
    audit.record("accounts.deleted", f"account:{number}")


def make_magic_link(
    account: Account, target: str = "/mijn", valid_for: timedelta = LINK_LASTS, *, reusable: bool = False
) -> str:
    """A full address that signs `account` in once and then opens `target`, a path on this site.

    `reusable`, in a demonstration alone (`OnlyInDemoError` elsewhere): as often as it is opened.
    """
    if reusable and not current_app.config["BERAAD"].demo:
        raise OnlyInDemoError
    token = secrets.token_urlsafe(32)
    link = MagicLink(
        account_id=account.id,
        token_hash=fingerprint(token),
        target=local_path(target, "/mijn"),
        expires_at=now() + valid_for,
        reusable=reusable,
    )
    db.session.add(link)
    db.session.flush()
    return full_address("accounts.link", token=token)


def send_magic_link(
    account: Account, target: str = "/mijn", valid_for: timedelta = LINK_LASTS, language: str = "nl"
) -> None:
    """Mail a link that signs `account` in once."""
    url = make_magic_link(account, target, valid_for)
    number = db.session.scalar(select(func.max(MagicLink.id)).where(MagicLink.account_id == account.id))
    minutes = int(valid_for.total_seconds() // 60)
    subject, body = mail.render("accounts_link", language, name=account.name, url=url, minutes=minutes)
    mail.queue(account.email, subject, body, f"sign-in-link-{number}")
    audit.record("accounts.link_sent", f"account:{account.id}")


def use_magic_link(token: str) -> tuple[Account, str] | None:
    """Use the link up: its account and where it leads; None when it is unknown, used, expired or blocked."""
    link = usable_link(token)
    if link is None:
        return None
    if not link.reusable:
        mine = MagicLink.id == link.id, MagicLink.used_at.is_(None)
        if not rows_changed(db.session, update(MagicLink).where(*mine).values(used_at=now())):
            return None
    return link.account, link.target


def usable_link(token: str) -> MagicLink | None:
    """The link with this token while it can be used."""
    link = db.session.scalar(
        select(MagicLink).where(
            MagicLink.token_hash == fingerprint(token), MagicLink.used_at.is_(None), MagicLink.expires_at > now()
        )
    )
    return link if link is not None and link.account.is_active else None


def forget_expired(before: datetime) -> int:
    """Delete sign-in sessions and links that expired before this moment, and the tries from before it."""
    gone = (
        delete(SignInSession).where(SignInSession.expires_at < before),
        delete(MagicLink).where(MagicLink.expires_at < before),
        delete(SignInAttempt).where(SignInAttempt.at < before),
    )
    return sum(rows_changed(db.session, statement) for statement in gone)


def _keep_an_administrator(account: Account) -> None:
    if not account.is_administrator:
        return
    others = select(func.count(Account.id)).where(Account.is_administrator, Account.is_active, Account.id != account.id)
    if not db.session.scalar(others):
        raise LastAdministratorError
