"""The mail with a link to sign in says what it is for, who writes and whom to ask."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from beraad.accounts import service as accounts
from beraad.assemblies.models import Assembly, Membership, Role
from beraad.extensions import db
from beraad.web import edge


def mailed(outbox: Path, account: Any) -> str:
    for left in outbox.glob("*"):
        left.unlink()
    with edge.unit_of_change():
        accounts.send_magic_link(account)
    (mail,) = outbox.glob("*")
    return mail.read_text()


def test_a_link_to_sign_in_names_the_burgerberaad_and_whom_to_ask(make: Any, outbox: Path) -> None:
    about = {"title": "Wonen", "contact_name": "Sanne Voorbeeld", "contact_phone": "0500 000 000"}
    one: Assembly = make.assembly(**about)
    official = make.member(one, Role.OFFICIAL)
    mail = mailed(outbox, official)
    assert "Subject: Uw link om in te loggen bij Wonen" in mail
    assert "Neem contact op met Sanne Voorbeeld, 0500 000 000." in mail and "Met vriendelijke groet," in mail
    db.session.add(Membership(assembly_id=make.assembly().id, account_id=official.id, role=Role.OFFICIAL))
    db.session.commit()
    assert "Subject: Uw link om in te loggen\n" in mailed(outbox, official), "it could be for either"
