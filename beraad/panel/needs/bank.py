"""Where a panellist's allowance goes: sealed, opened for two roles, and each look at it is a line in the log."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from beraad.audit import service as audit
from beraad.extensions import db
from beraad.panel.models import Seat
from beraad.web import notation, sealing


@dataclass(frozen=True)
class Bank:
    """An account; both empty if it is not known."""

    #: IBAN without spaces
    iban: str = ""
    #: the name on the account
    holder: str = ""

    @property
    def masked(self) -> str:
        """Enough to recognise one's own number by."""
        return f"•••• {self.iban[-4:]}" if self.iban else ""

    @property
    def shown(self) -> str:
        """The number in groups of four."""
        return notation.iban_in_groups(self.iban)


def set_allowance(seat: Seat, wants: bool | None, bank: Bank) -> None:
    """Store whether this panellist wants an allowance and where it goes; no account is stored for who wants none."""
    keeps = wants is not False and bool(bank.iban)
    seat.wants_allowance = wants
    seat.sealed_bank = sealing.seal(json.dumps(asdict(bank)), _sealed_for(seat)) if keeps else None
    db.session.flush()
    audit.record("panel.allowance_set", seat, assembly_id=seat.assembly_id, wants=wants)


def of_seat(seat: Seat) -> Bank:
    """The account, for the panellist and for pages that record the look themselves."""
    return (
        Bank() if seat.sealed_bank is None else Bank(**json.loads(sealing.unseal(seat.sealed_bank, _sealed_for(seat))))
    )


def look(seat: Seat) -> Bank:
    """The account for an official; the log says that they looked."""
    audit.record("panel.bank_account_seen", seat, assembly_id=seat.assembly_id)
    return of_seat(seat)


def _sealed_for(seat: Seat) -> str:
    return f"{audit.subject_of(Seat, seat.id)}:bank"
