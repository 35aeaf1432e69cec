"""The verbs on accounts: make, change, block, and give a link to sign in with."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from blinker import Namespace
from flask import current_app
from sqlalchemy import delete, func, select, update

from beraad.accounts import passwords, tries
from beraad.accounts.access import token_hash
from beraad.accounts.errors import AddressFreshError, AddressTakenError, LastAdministratorError, OnlyInDemoError
from beraad.accounts.models import Account, MagicLink, SignInAttempt, SignInSession
from beraad.audit import service as audit
from beraad.audit.models import AuditEvent
from beraad.extensions import db
from beraad.mail import service as mail
from beraad.orm import now, rows_changed
from beraad.web.places import full_address, local_path

#: a receiver takes an `Account` and returns the `Place`s in which it takes part
places_wanted = Namespace().signal("places-wanted")
#: how long a link that somebody asked for works
LINK_LASTS = timedelta(minutes=30)
#: how the reference of its mail begins
LINK_MAIL = "sign-in-link-"
#: how long an address that an administrator changed gets no links
SETTLES = timedelta(hours=24)


@dataclass(frozen=True)
class AccountData:
    """An account as an administrator describes it. Capitals and spaces around the address make no difference."""

    email: str
    name: str
    is_administrator: bool = False

    @property
    def stored_email(self) -> str:
        """The address as the table has it."""
        return self.email.strip().lower()


@dataclass(frozen=True)
class Place:
    """Something that people take part in, as mail about signing in names it."""

    title: str
    #: who writes, and whom to ask; empty if it is not known
    sender: str
    contact: str


def by_address(email: str) -> Account | None:
    """Returns the account of who works here with this e-mail address, whatever its capitals, or None."""
    return next((account for account in all_at(email) if account.at_address == 0), None)


def all_at(email: str) -> Sequence[Account]:
    """The accounts of everyone who reads the mail of this address."""
    at_address = select(Account).where(func.lower(Account.email) == email.strip().lower())
    return db.session.scalars(at_address.order_by(Account.at_address)).all()


def create_account(data: AccountData, password: str | None = None) -> Account:
    """Make an account; without a password it signs in with links. Raises AddressTakenError."""
    if by_address(data.email) is not None:
        raise AddressTakenError
    account = Account(email=data.stored_email, name=data.name.strip(), is_administrator=data.is_administrator)
    if password is not None:
        account.password_hash = passwords.hashed(password)
    db.session.add(account)
    db.session.flush()
    audit.record("accounts.created", account, administrator=data.is_administrator)
    return account


def find_or_create(email: str, name: str) -> Account:
    """Returns the account with this e-mail address, or a new one called `name`."""
    return by_address(email) or create_account(AccountData(email, name))


def create_for_panellist(email: str, name: str) -> Account:
    """Make an account for one person of the panel, whoever else reads the mail of this address."""
    account = Account(email=AccountData(email, name).stored_email, name=name.strip(), at_address=_next_at(email))
    db.session.add(account)
    db.session.flush()
    audit.record("accounts.created", account, administrator=False)
    return account


def _next_at(email: str) -> int:
    return 1 + max((account.at_address for account in all_at(email)), default=0)


def change_account(account: Account, data: AccountData) -> Account:
    """Change name, address and rights. Raises AddressTakenError or LastAdministratorError."""
    moved = data.stored_email != account.email
    if moved and account.at_address:
        account.at_address = _next_at(data.email)
    elif moved and by_address(data.email) is not None:
        raise AddressTakenError
    if not data.is_administrator:
        _keep_an_administrator(account)
    if moved:
        _leave_address(account)
    account.email, account.name = data.stored_email, data.name.strip()
    account.is_administrator = data.is_administrator
    if moved:  # links went to the old address
        db.session.execute(delete(MagicLink).where(MagicLink.account_id == account.id, MagicLink.used_at.is_(None)))
    db.session.flush()
    audit.record("accounts.changed", account, administrator=data.is_administrator, address_changed=moved)
    return account


def _leave_address(account: Account) -> None:
    """Sign the account out everywhere and tell its owner, at the address that it leaves."""
    hours = SETTLES // timedelta(hours=1)
    contact = current_app.config["BERAAD"].contact
    subject, body = mail.render("account_moved", name=account.name, hours=hours, contact=contact)
    mail.queue(account.email, subject, body, f"account-moved-{account.id}-{int(now().timestamp() * 1000)}")
    db.session.execute(delete(SignInSession).where(SignInSession.account_id == account.id))


def is_settled(account: Account) -> bool:
    """Whether its address is as it was a day ago. Until then no link goes there: its owner can object first."""
    moved = select(AuditEvent.id).where(
        AuditEvent.subject == audit.subject_of(Account, account.id),
        AuditEvent.action == "accounts.changed",
        AuditEvent.details["address_changed"].as_boolean(),
        AuditEvent.happened_at > now() - SETTLES,
    )
    return db.session.scalar(moved.limit(1)) is None


def block(account: Account) -> None:
    """Let the account sign in no more, and sign it out everywhere. Raises LastAdministratorError."""
    _keep_an_administrator(account)
    account.is_active = False
    db.session.execute(delete(SignInSession).where(SignInSession.account_id == account.id))
    db.session.flush()
    audit.record("accounts.blocked", account)


def unblock(account: Account) -> None:
    """Let the account sign in again."""
    account.is_active = True
    db.session.flush()
    audit.record("accounts.unblocked", account)


def delete_account(account: Account) -> None:
    """Delete the account with its sessions, links and tries. Raises LastAdministratorError."""
    _keep_an_administrator(account)
    account_id = account.id
    tries.forget("link", account.email)
    db.session.execute(delete(Account).where(Account.id == account_id))
    db.session.flush()
    audit.record("accounts.deleted", audit.subject_of(Account, account_id))


def make_magic_link(
    account: Account, target: str = "/mijn", valid_for: timedelta = LINK_LASTS, *, reusable: bool = False
) -> str:
    """Returns a full address that signs `account` in once and then opens `target`, a path on this site.

    With `reusable` it works as often as it is opened. Raises OnlyInDemoError outside a demonstration.
    """
    if reusable and not current_app.config["BERAAD"].demo:
        raise OnlyInDemoError
    token = secrets.token_urlsafe(32)
    link = MagicLink(
        account_id=account.id,
        token_hash=token_hash(token),
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
    """Mail a link that signs `account` in once. Raises AddressFreshError."""
    if not is_settled(account):
        raise AddressFreshError
    url = make_magic_link(account, target, valid_for)
    link_id = db.session.scalar(select(func.max(MagicLink.id)).where(MagicLink.account_id == account.id))
    minutes = int(valid_for.total_seconds() // 60)
    found = [place for _receiver, some in places_wanted.send(account) for place in some]
    place = found[0] if len(found) == 1 else None  # who takes part in more knows which one it is about
    subject, body = mail.render("accounts_link", language, name=account.name, url=url, minutes=minutes, place=place)
    mail.queue(account.email, subject, body, f"{LINK_MAIL}{link_id}", is_awaited=True)
    audit.record("accounts.link_sent", account)


def use_magic_link(token: str) -> tuple[Account, str] | None:
    """Use the link up. Returns its account and where it leads; None if unknown, used, expired or blocked."""
    link = usable_link(token)
    if link is None:
        return None
    if not link.reusable:
        still_unused = MagicLink.id == link.id, MagicLink.used_at.is_(None)
        if not rows_changed(db.session, update(MagicLink).where(*still_unused).values(used_at=now())):
            return None
    return link.account, link.target


def usable_link(token: str) -> MagicLink | None:
    """Returns the link with this token, or None if it can't be used (any more)."""
    link = db.session.scalar(
        select(MagicLink).where(
            MagicLink.token_hash == token_hash(token), MagicLink.used_at.is_(None), MagicLink.expires_at > now()
        )
    )
    return link if link is not None and link.account.is_active else None


def forget_expired(before: datetime) -> int:
    """Delete sessions and links that expired before this moment, and older tries. Returns how many rows."""
    expired = (
        delete(SignInSession).where(SignInSession.expires_at < before),
        delete(MagicLink).where(MagicLink.expires_at < before),
        delete(SignInAttempt).where(SignInAttempt.tried_at < before),
    )
    return sum(rows_changed(db.session, statement) for statement in expired)


def _keep_an_administrator(account: Account) -> None:
    if not account.is_administrator:
        return
    others = select(func.count(Account.id)).where(Account.is_administrator, Account.is_active, Account.id != account.id)
    if not db.session.scalar(others):
        raise LastAdministratorError
