"""What waits for whom in the question queue, for the overview of the burgerberaad."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l

from beraad.assemblies.models import Assembly
from beraad.assemblies.signals import Task
from beraad.materials import queries_requests


def tasks(assembly: Assembly, **_rest: Any) -> list[Task]:
    """Returns requests of the panel that nobody handles yet. Receives `tasks_wanted`."""
    unassigned = queries_requests.unassigned(assembly)
    if not unassigned:
        return []
    label = _l("Kennisvragen zonder behandelaar: %(count)s", count=unassigned)
    return [Task(label, url_for("materials_requests.overview", slug=assembly.slug))]
