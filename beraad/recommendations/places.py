"""Where a recommendation stands among the staff's pages."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.recommendations.models import Recommendation

#: the pages of those who work on it
ADDRESS = "/beheer/<slug>/aanbevelingen"


def assembly_of(recommendation: Recommendation) -> Assembly:
    """Returns the burgerberaad of a recommendation."""
    return db.session.get_one(Assembly, recommendation.assembly_id)


def staff_page(recommendation: Recommendation) -> str:
    """Returns the address of its page for those who work on it."""
    return url_for("recommendations.detail", slug=assembly_of(recommendation).slug, number=recommendation.number)


def to_detail(slug: str, number: int) -> ResponseReturnValue:
    """Redirect to the recommendation's page among those of the staff."""
    return redirect(url_for("recommendations.detail", slug=slug, number=number), 303)
