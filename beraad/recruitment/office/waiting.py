"""Tasks of recruitment, for the overview of the burgerberaad."""

from __future__ import annotations

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from beraad.assemblies.models import Assembly
from beraad.assemblies.signals import Task
from beraad.extensions import db
from beraad.recruitment.models.waves import Wave, WaveState

WORDS = {
    WaveState.DRAWN: _l("Keur een ronde brieven goed"),
    WaveState.APPROVED: _l("Laat een ronde brieven drukken en versturen"),
}


def tasks(assembly: Assembly, **_: object) -> list[Task]:
    """Returns waves that need a next step. Receives `tasks_wanted`."""
    waiting = db.session.execute(
        select(Wave.number, Wave.state)
        .where(Wave.assembly_id == assembly.id, Wave.state.in_(WORDS))
        .order_by(Wave.number)
    )
    return [
        Task(WORDS[state], url_for("recruitment_letters.wave", slug=assembly.slug, number=number))
        for number, state in waiting
    ]
