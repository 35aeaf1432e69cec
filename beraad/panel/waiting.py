"""What officials have to do now for the panel, for the overview of the burgerberaad."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l

from beraad.assemblies.models import Assembly
from beraad.assemblies.signals import Task
from beraad.panel import queries
from beraad.panel.needs import completeness


def tasks(assembly: Assembly, **_: Any) -> list[Task]:
    """What waits for an official. Receives `tasks_wanted`."""
    rows = queries.seats(assembly.id)
    if not rows:
        return []
    counts = queries.counts(rows)
    waiting = (
        ("panel.overview", counts.drawn, _l("Vraag de mensen die geloot zijn")),
        ("panel.overview", counts.late, _l("Beslis over mensen die niet op tijd antwoordden")),
        ("panel_asking.calls", counts.to_call, _l("Bel gelote mensen")),
        ("panel_asking.post", counts.to_write, _l("Post brieven aan gelote mensen")),
        ("panel.replacement", counts.empty, _l("Vul de lege zetels in het panel")),
        ("panel_needs.overview", _is_soon(assembly), _l("Vraag na wat nieuwe panelleden nodig hebben")),
    )
    return [Task(label, url_for(endpoint, slug=assembly.slug)) for endpoint, is_waiting, label in waiting if is_waiting]


def _is_soon(assembly: Assembly) -> bool:
    """Whether something about a panellist is still unknown shortly before the first meeting."""
    if not completeness.is_near(assembly):
        return False
    return bool(completeness.incomplete(completeness.of_panel(assembly.id)))
