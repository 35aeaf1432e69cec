"""Dutch addresses in one spelling, and the key that everyone at one address shares."""

from __future__ import annotations

from beraad.assemblies.models import AssemblyId
from beraad.web import notation, sealing
from selection.model.folding import plain

__all__ = ["household_key", "plain", "postcode"]


def postcode(text: str) -> str:
    """`text` as `1234 AB`; unchanged (but stripped) if it is no Dutch postcode."""
    return notation.postcode(text) or text.strip()


def household_key(assembly_id: AssemblyId, address_line1: str, postal_code: str) -> str | None:
    """A key that two people share if they live at one address; None if the address is not complete.

    Keyed with the application's secret: it can be shown and published without giving the address away.
    """
    street, code = plain(address_line1), plain(postal_code)
    if not street or not code:
        return None
    return sealing.fingerprint(f"household:{assembly_id}:{code}:{street}")[:16]


def envelope(line1: str, line2: str, code: str, place: str) -> tuple[str, ...]:
    """Returns the lines of an address as they stand under the name on an envelope."""
    return tuple(filter(None, (line1, line2, last_line(code, place))))


def last_line(code: str, place: str) -> str:
    """Returns postcode and place as the post wants them."""
    return f"{code}  {place.upper()}"
