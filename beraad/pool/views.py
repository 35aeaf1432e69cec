"""For everyone who works on a burgerberaad: how the recruitment goes, and who is missing. Numbers only, no people."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from beraad.assemblies.access import current_assembly, current_roles, staff
from beraad.assemblies.models import Role
from beraad.pool import queries
from beraad.recruitment.letters import queries as letter_queries
from beraad.recruitment.office import queries as sign_up_queries
from beraad.recruitment.register import queries as register_queries
from beraad.recruitment.sign_up import entry

views = Blueprint("pool", __name__)
#: seconds after which the page about the pool is renewed while people sign up
FOLLOW = 5


@views.get("/beheer/<slug>/werving")
@staff
def overview(slug: str) -> ResponseReturnValue:
    """How the recruitment goes, in numbers alone."""
    assembly = current_assembly()
    return render_template(
        "pool/overview.html",
        counts=sign_up_queries.counts(assembly.id),
        answers=sign_up_queries.answer_counts(assembly.id),
        quotas=queries.quotas(assembly.id),
        waves=letter_queries.waves(assembly.id),
        sample=register_queries.sample_size(assembly.id),
        is_open=entry.is_open(assembly),
        sees_people=bool(current_roles() & {Role.REGISTRY, Role.ORGANISER}),
    )


@views.get("/beheer/<slug>/werving/wie-ontbreekt")
@staff
def missing(slug: str) -> ResponseReturnValue:
    """Who is missing from the pool, whether a panel is possible, and what would help."""
    assembly = current_assembly()
    standing = queries.standing(assembly)
    follows = entry.is_open(assembly) or not standing.is_fresh
    return render_template("pool/missing.html", standing=standing, refresh_seconds=FOLLOW if follows else None)
