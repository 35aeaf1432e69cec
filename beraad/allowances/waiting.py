"""What waits for whom in allowances, for the overview of the burgerberaad."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from beraad.allowances import owed
from beraad.allowances.models import ListState, PaymentList
from beraad.assemblies.models import Assembly
from beraad.assemblies.signals import Task
from beraad.extensions import db

LABELS = {
    ListState.TO_PAY: _l("Keur een betaallijst goed"),
    ListState.APPROVED: _l("Laat een betaallijst betalen"),
}


def tasks(assembly: Assembly, **_rest: Any) -> list[Task]:
    """Returns payment lists that need a next step, and amounts on no list. Receives `tasks_wanted`."""
    open_lists = db.session.execute(
        select(PaymentList.number, PaymentList.state)
        .where(PaymentList.assembly_id == assembly.id, PaymentList.state.in_(LABELS))
        .order_by(PaymentList.number)
    )
    tasks = [
        Task(LABELS[state], url_for("allowances.detail", slug=assembly.slug, number=number))
        for number, state in open_lists
    ]
    if owed.by_account(owed.due(assembly)).payable:
        tasks.append(Task(_l("Maak een betaallijst"), url_for("allowances.overview", slug=assembly.slug)))
    return tasks
