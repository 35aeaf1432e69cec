"""Dutch addresses in one spelling, and the key that everyone at one address shares."""

from __future__ import annotations

import re

from beraad.assemblies.models import AssemblyId
from beraad.web import sealing
from selection.model.folding import plain

__all__ = ["household_key", "is_postcode", "plain", "postcode"]

_POSTCODE = re.compile(r"\s*([1-9][0-9]{3})\s*([A-Za-z]{2})\s*")


def postcode(text: str) -> str:
    """`text` as `1234 AB`; unchanged (but stripped) if it is no Dutch postcode."""
    match = _POSTCODE.fullmatch(text)
    return f"{match[1]} {match[2].upper()}" if match else text.strip()


def is_postcode(text: str) -> bool:
    """Whether `text` is a Dutch postcode, with or without its space."""
    return _POSTCODE.fullmatch(text) is not None


def household_key(assembly_id: AssemblyId, address_line1: str, postal_code: str) -> str | None:
    """A key that two people share if they live at one address; None if the address is not complete.

    Keyed with the application's secret: it can be shown and published without giving the address away.
    """
    street, code = plain(address_line1), plain(postal_code)
    if not street or not code:
        return None
    return sealing.fingerprint(f"household:{assembly_id}:{code}:{street}")[:16]
