"""What was promised, and what it said before: for everyone."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from beraad.assemblies.access import current_assembly, standing
from beraad.assemblies.promises import topics, versions

views = Blueprint("assemblies_promises", __name__, url_prefix="/burgerberaden/<slug>/beloften")


@views.get("")
@standing
def index(slug: str) -> ResponseReturnValue:
    """Every topic with all its versions."""
    found = versions.history(current_assembly())
    return render_template("assemblies/promises/public.html", topics=found, lines_of=topics.lines_of)
