"""Panellists with their phones: a round of 150, and the requests with which they vote."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from flask import Flask, session
from flask_wtf.csrf import generate_csrf

from beraad.accounts import access
from beraad.accounts.models import Account, SignInSession
from beraad.assemblies.models import Assembly, Membership, Role
from beraad.extensions import db
from beraad.meetings import attendance
from beraad.meetings.models import Presence
from beraad.orm import now
from beraad.panel.models import Seat, SeatState
from beraad.recommendations.votes.models import VoteRound
from tests import make

#: where a vote that was acknowledged sends the panellist
TAKEN_IN = b"/stemmen\r\n"


def round_of(panel: int) -> tuple[VoteRound, list[str]]:
    """A secret round of a panel of this size, all of whom are there; and the sign-in token of each."""
    assembly: Assembly = make.assembly()
    tokens = [f"token-{number}" for number in range(panel)]
    accounts = [Account(email=f"p{number}@voorbeeld.example", name=f"Panellid {number}") for number in range(panel)]
    db.session.add_all(accounts)
    db.session.flush()
    moment = now()
    seats = []
    for number, (account, token) in enumerate(zip(accounts, tokens, strict=True), 1):
        kept = SignInSession(
            account=account, token_hash=access.token_hash(token), expires_at=moment + timedelta(days=1)
        )
        role = Membership(assembly_id=assembly.id, account_id=account.id, role=Role.PANELLIST)
        seat = Seat(assembly_id=assembly.id, number=number, pool_id=f"p{number}", state=SeatState.CONFIRMED)
        seat.answered_at, seat.account_id = moment, account.id
        seats.append(seat)
        db.session.add_all([kept, role, seat])
    db.session.flush()
    meeting = make.meeting(assembly, starts_at=moment - timedelta(hours=1))
    attendance.note(meeting, {seat.id: Presence.PRESENT for seat in seats})
    round_: VoteRound = make.opened(assembly, meeting)
    return round_, tokens


def ballot(app: Flask, port: int, address: str, token: str, choice: str) -> bytes:
    """The whole HTTP request with which somebody who is signed in votes."""
    with app.app_context(), app.test_request_context():
        session[access.COOKIE_KEY] = token
        body = urlencode({"csrf_token": generate_csrf(), "choice": choice})
        cookie = app.session_interface.get_signing_serializer(app).dumps(dict(session))  # type: ignore[attr-defined]
    head = (
        f"POST {address} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Connection: close",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        f"Cookie: beraad={cookie}",
    )
    return ("\r\n".join(head) + "\r\n\r\n" + body).encode()
