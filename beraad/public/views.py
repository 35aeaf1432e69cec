"""The pages for everyone."""

from __future__ import annotations

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from beraad.assemblies import queries, words
from beraad.assemblies.access import current_assembly, current_roles, standing, visible
from beraad.assemblies.models import Phase
from beraad.assemblies.promises import queries as promises
from beraad.assemblies.promises import versions
from beraad.assemblies.promises.service import PLAN_PARTS
from beraad.assemblies.signals import has_draw
from beraad.assemblies.withdrawal import withdrawal
from beraad.public import sections, timeline
from beraad.recruitment.questions import open_link
from beraad.recruitment.sign_up import entry
from beraad.web.access import public

views = Blueprint("public", __name__)


@views.get("/")
@public
def home() -> ResponseReturnValue:
    """The home page, with the burgerberaden under way."""
    current = [row for row in queries.public() if row.phase is not Phase.CLOSED]
    return render_template("public/home.html", rows=current)


@views.get("/hoe-werkt-het")
@public
def how_it_works() -> ResponseReturnValue:
    """How a burgerberaad works."""
    return render_template("public/how_it_works.html")


@views.get("/burgerberaden")
@public
def index() -> ResponseReturnValue:
    """All public burgerberaden."""
    return render_template("public/index.html", rows=queries.public())


@views.get("/burgerberaden/<slug>")
@standing
def assembly(slug: str) -> ResponseReturnValue:
    """The page of a burgerberaad, or why it was withdrawn."""
    shown = current_assembly()
    withdrawn = withdrawal(shown)
    if withdrawn is not None and not current_roles():
        return render_template("public/withdrawn.html", withdrawn=withdrawn, has_draw=has_draw(shown))
    return render_template(
        "public/assembly.html",
        signs_up=entry.is_open(shown),
        open_to_all=entry.is_open_to_all(shown),
        open_link_counts=open_link.status(shown.id).counts,
        room=promises.room(shown),
        steps=timeline.steps(shown),
        plan=promises.approved_plan(shown),
        changed=versions.changed(shown),
        sections=sections.sections(shown),
    )


@views.get("/burgerberaden/<slug>/participatieplan")
@visible
def plan(slug: str) -> ResponseReturnValue:
    """The newest participatieplan that was approved."""
    approved = promises.approved_plan(current_assembly())
    if approved is None:
        abort(404)
    parts = [(words.PLAN_PARTS[name], getattr(approved, name)) for name in PLAN_PARTS]
    return render_template("public/plan.html", plan=approved, parts=parts, room=promises.plan_room(approved))
