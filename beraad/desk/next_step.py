"""The next step in the burgerberaad in the address: one line on each page of staff."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, g, has_request_context, request

from beraad.accounts.access import current_account
from beraad.assemblies.access import STAFF, current_roles
from beraad.desk import queries
from beraad.desk.items import desk_of


@dataclass(frozen=True)
class NextStep:
    """What waits for the visitor first, and how much more; or for whom it waits."""

    label: Any
    url: str = ""
    more: int = 0


def next_step() -> NextStep | None:
    """Returns the next step, or None outside the pages of staff and on the one that shows all that waits."""
    assembly, account = g.get("assembly"), current_account()
    is_staff = account is not None and bool(current_roles() & STAFF) and request.path.startswith("/beheer/")
    if assembly is None or account is None or not is_staff or request.endpoint == "desk.overview":
        return None
    items = queries.waiting([assembly], with_slow=False)
    desk = desk_of(account.id, {assembly.id: current_roles()}, items, queries.teams([assembly.id]))
    if not desk.mine:
        return NextStep(desk.summary)
    first = desk.mine[0]
    return NextStep(first.what, first.url, len(desk.mine) - 1)


def _once() -> dict[str, NextStep | None]:
    """For templates, asked once in a request."""
    if not has_request_context():
        return {}
    if "next_step" not in g:
        g.next_step = next_step()
    return {"next_step": g.next_step}


def init_app(app: Flask) -> None:
    app.context_processor(_once)
