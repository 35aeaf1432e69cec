"""The pages for everyone."""

from __future__ import annotations

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from beraad.assemblies import queries
from beraad.assemblies.access import current_assembly, visible
from beraad.assemblies.forms import PLAN_LABELS
from beraad.assemblies.models import Phase, RoomKind
from beraad.assemblies.promises.plan import PARTS
from beraad.public import sections, timeline
from beraad.recruitment.sign_up import entry
from beraad.web.access import public

views = Blueprint("public", __name__)


@views.get("/")
@public
def home() -> ResponseReturnValue:
    current = [row for row in queries.public() if row.phase != Phase.CLOSED]
    return render_template("public/home.html", rows=current)


@views.get("/hoe-werkt-het")
@public
def how_it_works() -> ResponseReturnValue:
    return render_template("public/how_it_works.html")


@views.get("/burgerberaden")
@public
def index() -> ResponseReturnValue:
    return render_template("public/index.html", rows=queries.public())


@views.get("/burgerberaden/<slug>")
@visible
def assembly(slug: str) -> ResponseReturnValue:
    shown = current_assembly()
    return render_template(
        "public/assembly.html",
        signs_up=shown.phase == Phase.RECRUITMENT,
        open_to_all=entry.is_open_to_all(shown),
        room=queries.room(shown),
        steps=timeline.steps(shown),
        plan=queries.approved_plan(shown),
        sections=sections.of(shown),
    )


@views.get("/burgerberaden/<slug>/participatieplan")
@visible
def plan(slug: str) -> ResponseReturnValue:
    approved = queries.approved_plan(current_assembly())
    if approved is None:
        abort(404)
    parts = [(PLAN_LABELS[name], getattr(approved, name)) for name in PARTS]
    room = [(RoomKind(kind).label, text, reason) for kind, text, reason in approved.room]
    return render_template("public/plan.html", plan=approved, parts=parts, room=room)
