"""What colleagues hear of a draw that waits for the second official."""

from __future__ import annotations

from flask_babel import gettext as _

from beraad.lottery.models import Draw
from beraad.telling.events import Approval, ask_colleague
from beraad.web.places import full_address


def number_entered(draw: Draw) -> None:
    """Ask a colleague to confirm the drawn number; once more when it was typed again."""
    _ask(draw, f"draw-{draw.id}-number-{draw.ticket}", draw.ticket_by_id)


def _ask(draw: Draw, occasion: str, made_by_id: int | None) -> None:
    if not draw.is_real:
        return
    ask_colleague(
        draw.assembly,
        Approval(
            occasion=occasion,
            what=lambda: _("de loting van %(title)s", title=draw.assembly.title),
            link=full_address("lottery.show", slug=draw.assembly.slug, number=draw.number),
            made_by_id=made_by_id,
            is_urgent=True,
        ),
    )
