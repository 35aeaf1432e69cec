"""The register of draws of a burgerberaad, for those who work on it."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from beraad.assemblies.models import AssemblyId
from beraad.lottery.draw import queries
from beraad.lottery.draw.queries import DrawRow
from beraad.lottery.models import DrawKind, DrawState
from beraad.web.lists.declared import Column, Listing, choices


def draws(assembly_id: AssemblyId, failed: Mapping[int, str]) -> Listing[DrawRow]:
    """All draws, the last first. `failed` is number → what went wrong, in words."""
    return Listing(
        endpoint="lottery.overview",
        name="lotingen",
        rows=queries.draws(assembly_id),
        usual_label=_l("Nieuwste eerst"),
        columns=[
            Column("loting", _lp("one draw", "Loting"), lambda draw: draw.number),
            Column("soort", _l("Soort"), lambda draw: draw.kind),
            Column("stand", _l("Stand"), lambda draw: draw.state),
            Column("voorgesteld", _l("Voorgesteld op"), lambda draw: draw.proposed_at),
            Column("mensen", _l("Mensen"), lambda draw: draw.people, is_figure=True),
            Column("nummer", _l("Nummer"), lambda draw: draw.ticket if draw.concluded_at else None, is_figure=True),
            Column("reden", _l("Reden"), lambda draw: draw.ended_reason or failed.get(draw.number) or draw.reason),
        ],
        filters=[
            choices("soort", _l("Soort"), DrawKind, lambda kind: lambda draw: draw.kind is kind),
            choices("stand", _l("Stand"), DrawState, lambda state: lambda draw: draw.state is state),
        ],
        search=lambda draw: (draw.number, draw.reason, draw.ended_reason),
        search_label=_l("nummer of reden"),
        empty=_l("Er is nog niet geloot."),
    )
