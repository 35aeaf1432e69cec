"""What somebody has to do now for the panel, for the overview of the burgerberaad."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l

from beraad.assemblies.models import Assembly
from beraad.assemblies.signals import Task
from beraad.panel import queries
from beraad.panel.models import EMPTY, SeatState
from beraad.panel.needs import completeness
from beraad.recruitment.models.registration import ContactBy


def tasks(assembly: Assembly, **_: Any) -> list[Task]:
    """What waits for an official. Receives `tasks_wanted`."""
    rows = queries.seats(assembly.id)
    if not rows:
        return []
    counts, waiting = queries.counts(rows), queries.to_tell(rows)
    page = {
        "panel.overview": (
            (counts[SeatState.DRAWN], _l("Vraag de mensen die geloot zijn")),
            (any(row.is_late for row in rows), _l("Beslis over mensen die niet op tijd antwoordden")),
        ),
        "panel_asking.calls": ((waiting[ContactBy.PHONE], _l("Bel gelote mensen")),),
        "panel_asking.post": ((waiting[ContactBy.POST], _l("Post brieven aan gelote mensen")),),
        "panel.replacement": ((sum(counts[state] for state in EMPTY), _l("Vul de lege zetels in het panel")),),
        "panel_needs.overview": ((_is_soon(assembly), _l("Vraag na wat nieuwe panelleden nodig hebben")),),
    }
    return [
        Task(label, url_for(endpoint, slug=assembly.slug))
        for endpoint, found in page.items()
        for wanted, label in found
        if wanted
    ]


def _is_soon(assembly: Assembly) -> bool:
    """Whether something is not known of a panellist shortly before the first meeting."""
    if not completeness.is_near(assembly):
        return False
    return bool(completeness.incomplete(completeness.of_panel(assembly.id)))
