"""Where a panellist's allowance goes: sealed, opened for two roles, and each look at it is a line in the log."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from beraad.audit import service as audit
from beraad.extensions import db
from beraad.panel.models import Seat
from beraad.panel.needs import iban
from beraad.web import sealing


@dataclass(frozen=True)
class Bank:
    """An account; both empty when it is not known."""

    #: IBAN without spaces
    iban: str = ""
    #: the name on the account
    holder: str = ""

    @property
    def masked(self) -> str:
        return iban.masked(self.iban)

    @property
    def shown(self) -> str:
        return iban.shown(self.iban)


def set_allowance(seat: Seat, wants: bool | None, bank: Bank) -> None:
    """Keep whether this panellist wants an allowance, and where it goes; whoever wants none leaves no account."""
    keeps = wants is not False and bool(bank.iban)
    seat.wants_allowance = wants
    seat.sealed_bank = sealing.seal(json.dumps(asdict(bank)), _row(seat)) if keeps else None
    db.session.flush()
    audit.record("panel.allowance_set", f"seat:{seat.id}", assembly_id=seat.assembly_id, wants=wants)


def of_seat(seat: Seat) -> Bank:
    """The account, for the panellist and for what is done with the consent of the page that records it."""
    return Bank() if seat.sealed_bank is None else Bank(**json.loads(sealing.unseal(seat.sealed_bank, _row(seat))))


def look(seat: Seat) -> Bank:
    """The account for an official; that they looked goes into the log."""
    audit.record("panel.bank_account_seen", f"seat:{seat.id}", assembly_id=seat.assembly_id)
    return of_seat(seat)


def _row(seat: Seat) -> str:
    return f"seat:{seat.id}:bank"
