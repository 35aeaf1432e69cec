"""Accounts and the ways in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from beraad.orm import Model, Moment, now
from beraad.web.visitor import AccountId


class Account(Model):
    """Somebody who can sign in. Their roles in each burgerberaad say what they may do there."""

    __tablename__ = "account"

    id: Mapped[AccountId] = mapped_column(primary_key=True)
    #: where mail reaches them; in lower case
    email: Mapped[str] = mapped_column(String(254))
    #: tells people apart who share a mailbox: 0 for who works here, from 1 for each panellist
    at_address: Mapped[int] = mapped_column(default=0, server_default="0")
    name: Mapped[str] = mapped_column(String(200))
    #: Argon2id; empty for people who sign in with links alone
    password_hash: Mapped[str | None] = mapped_column(String(200))
    #: may make accounts and burgerberaden
    is_administrator: Mapped[bool] = mapped_column(default=False)
    #: a blocked account can't sign in
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)

    __table_args__ = (
        UniqueConstraint("email", "at_address"),
        CheckConstraint("email = lower(email)", name="email_in_lower_case"),
    )


class SignInSession(Model):
    """One signed-in browser. Deleting the row signs it out."""

    __tablename__ = "sign_in_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[AccountId] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    #: SHA-256 of the token in the cookie
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    expires_at: Mapped[datetime] = mapped_column(Moment)

    account: Mapped[Account] = relationship()


class MagicLink(Model):
    """A link that signs somebody in once (or, in a demonstration, as often as it is opened)."""

    __tablename__ = "magic_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[AccountId] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    #: SHA-256 of the token in the link
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    #: path to go to after signing in
    target: Mapped[str] = mapped_column(String(300), default="/mijn")
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    #: may be used again until it expires; in demonstrations only
    reusable: Mapped[bool] = mapped_column(default=False)

    account: Mapped[Account] = relationship()


class SignInAttempt(Model):
    """A failed try to sign in, or a link asked for; kept for a quarter of an hour to slow down guessing."""

    __tablename__ = "sign_in_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: HMAC of the purpose and the e-mail address that was typed, so that the table itself says nothing
    key: Mapped[str] = mapped_column(String(64), index=True)
    tried_at: Mapped[datetime] = mapped_column(Moment, default=now, index=True)
