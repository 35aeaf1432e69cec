"""The page on which everyone who was not drawn is told. On the blueprint of the panel."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from beraad.acts.views import page as acts_page
from beraad.assemblies.access import current_assembly, registry_or_organiser
from beraad.panel.not_drawn import acts
from beraad.panel.views import overview, views
from beraad.web import refusals


@views.route("/niet-ingeloot", methods=["GET", "POST"])
@registry_or_organiser
@refusals.shown_on(overview)
def tell_not_drawn(slug: str) -> ResponseReturnValue:
    """Put the message before a colleague, or have it sent."""
    return acts_page(acts.TELL, current_assembly())
