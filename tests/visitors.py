"""Everyone who may come to the demonstration: strangers, each role, and people of another burgerberaad."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import make_url, select
from werkzeug.test import TestResponse

from beraad.accounts.models import Account
from beraad.assemblies import service as assemblies
from beraad.assemblies.models import Assembly, Membership, Role
from beraad.extensions import db
from tests import make
from tests.pages import Browser

#: not signed in; signed in without any role; every role, but in a burgerberaad of which nothing is asked here
NOBODY, OUTSIDER, ELSEWHERE = "niemand", "buitenstaander", "elders"
ROLES = tuple(role.value for role in Role)
VISITORS = (NOBODY, OUTSIDER, ELSEWHERE, *ROLES)
#: folders of the instance whose files belong to rows in the database
FILES = ("letters", "register", "uploads", "waiting")
_RAW_TOKEN = "a token of a test"


def settle(elsewhere: Assembly) -> None:
    """Make the accounts that the demonstration lacks, and let its panellist take part in every other burgerberaad."""
    stranger, far = (Account(email=f"{name}@voorbeeld.example", name=name) for name in (OUTSIDER, ELSEWHERE))
    panellist = account(Role.PANELLIST.value)
    db.session.add_all([stranger, far])
    db.session.flush()
    for role in Role:
        assemblies.grant_role(elsewhere, far, role)
    for one in db.session.scalars(select(Assembly).where(Assembly.id != elsewhere.id)):
        assemblies.grant_role(one, panellist, Role.PANELLIST)


def account(visitor: str) -> Account:
    """The account of a visitor who has one."""
    if visitor in (OUTSIDER, ELSEWHERE):
        return db.session.scalars(select(Account).where(Account.email == f"{visitor}@voorbeeld.example")).one()
    chosen = select(Account).join(Membership).where(Membership.role == visitor, Account.is_active)
    return db.session.scalars(chosen.order_by(Account.id).limit(1)).one()


def browser(app: Flask, visitor: str) -> Browser:
    """The browser of a visitor, signed in unless it is nobody."""
    made = Browser(app)
    if visitor != NOBODY:
        with app.app_context():
            make.signed_in(made.raw, account(visitor))
    return made


class Caller:
    """Sends single requests as a visitor, follows no redirect, and starts each time with the same cookie."""

    def __init__(self, app: Flask, visitor: str) -> None:
        self.client = browser(app, visitor).raw
        with self.client.session_transaction() as session:
            session["csrf_token"] = _RAW_TOKEN
            self._cookie = dict(session)
        self._token = URLSafeTimedSerializer(str(app.secret_key), salt="wtf-csrf-token").dumps(_RAW_TOKEN)

    def send(self, method: str, path: str, with_token: bool = True) -> TestResponse:
        """The answer to a request with nothing in its form."""
        with self.client.session_transaction() as session:
            session.clear()
            session.update(self._cookie)
        data = {"csrf_token": self._token} if method == "POST" and with_token else None
        return self.client.open(path, method=method, data=data, buffered=True)


class Kept:
    """The SQLite database and files of `app` as they are now: tells whether somebody has changed it, and puts it back.

    Of the files those come back that were deleted; files are never changed, and new ones harm nobody.
    """

    def __init__(self, app: Flask) -> None:
        instance = Path(app.config["BERAAD"].instance)
        paths = [path for room in FILES for path in (instance / room).rglob("*") if path.is_file()]
        self.files = {path: path.read_bytes() for path in paths}
        self.path = make_url(app.config["SQLALCHEMY_DATABASE_URI"]).database or ""
        self.copy = sqlite3.connect(":memory:")
        self.live = sqlite3.connect(self.path)
        self.live.backup(self.copy)
        self.version = self.version_now()

    def version_now(self) -> int:
        """A number that differs after each commit of another connection."""
        return int(self.live.execute("PRAGMA data_version").fetchone()[0])

    def is_changed(self) -> bool:
        """Whether anything was committed since the copy was made or put back."""
        return self.version_now() != self.version

    def put_back(self) -> None:
        """Undo everything that was committed since."""
        if self.is_changed():
            with closing(sqlite3.connect(self.path)) as target:
                target.execute("PRAGMA synchronous=OFF")
                self.copy.backup(target)
            self.version = self.version_now()
            for path, content in self.files.items():
                if not path.exists():
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content)

    def __enter__(self) -> Kept:
        return self

    def __exit__(self, *_error: object) -> None:
        self.put_back()
        self.copy.close()
        self.live.close()
