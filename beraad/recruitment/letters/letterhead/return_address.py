"""Where the paper sign-up behind a letter is sent: typed once for a burgerberaad, printed on every letter.

A Dutch free-post number (`Antwoordnummer 100`) stands where others have their street; then no stamp is needed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from beraad.assemblies.models import Assembly, AssemblyId
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.recruitment.addresses import postcode
from beraad.recruitment.letters.letterhead import look

_FREE = re.compile(r"antwoordnummer\s+\d+", re.IGNORECASE)


@dataclass(frozen=True)
class ReturnAddress:
    """Who receives the forms, and where."""

    name: str
    #: street and number, post box, or free-post number
    line: str
    postcode: str
    place: str

    @property
    def is_free(self) -> bool:
        """Whether no stamp is needed."""
        return _FREE.fullmatch(self.line) is not None

    @property
    def lines(self) -> tuple[str, ...]:
        """The address as on an envelope."""
        return (self.name, self.line, f"{self.postcode}  {self.place.upper()}")


def find(assembly_id: AssemblyId) -> ReturnAddress | None:
    """The return address of a burgerberaad, or None."""
    form = look.find(assembly_id)
    if not form.return_line:
        return None
    return ReturnAddress(form.return_name, form.return_line, form.return_postcode, form.return_place)


def choose(assembly: Assembly, address: ReturnAddress) -> ReturnAddress:
    """Use this return address from now on."""
    form = look.find(assembly.id)
    db.session.add(form)
    form.return_name, form.return_line = address.name, address.line
    form.return_postcode, form.return_place = postcode(address.postcode), address.place
    db.session.flush()
    audit.record("recruitment.return_address_chosen", assembly, assembly_id=assembly.id, free=address.is_free)
    return address
