"""The buttons on the staff's pages: what can be done now, by somebody with these roles."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _

from beraad.assemblies.models import Role
from beraad.recommendations.models import Recommendation
from beraad.recommendations.statuses import Decision, Execution
from beraad.web import access

#: page on which the panel votes on words of its own
IN_WORDS = "recommendations_votes.words"


@dataclass(frozen=True)
class Action:
    """A button that leads to a page."""

    label: str
    url: str


def _is_open_to(roles: Collection[Role], endpoint: str) -> bool:
    declared = access.declared(current_app.view_functions[endpoint])
    return declared is not None and bool(declared.roles & frozenset(roles))


def on_list(slug: str, roles: Collection[Role]) -> list[Action]:
    """Returns what can be done with the recommendations as a whole."""
    possible = [
        ("recommendations_proposals.add", _("Aanbeveling toevoegen")),
        ("recommendations_votes.overview", _("Stemmingen")),
        ("recommendations_advice.overview", _("Het advies als geheel")),
    ]
    actions = [
        Action(label, url_for(endpoint, slug=slug)) for endpoint, label in possible if _is_open_to(roles, endpoint)
    ]
    return [*actions, Action(_("Openbare pagina"), url_for("recommendations_public.tracker", slug=slug))]


def on_detail(slug: str, recommendation: Recommendation, roles: Collection[Role]) -> list[Action]:
    """Returns what can be done with this recommendation now."""
    locked, adopted = recommendation.locked_at is not None, bool(recommendation.adopted)
    open_for_response = adopted and recommendation.decision is not Decision.WITHDRAWN
    unanswered = recommendation.is_unanswered
    under_way = recommendation.execution not in (Execution.NOT_APPLICABLE, Execution.STOPPED, Execution.CLOSED)
    steps = [
        (not locked, "recommendations_proposals.edit", _("Tekst wijzigen")),
        (not locked, "recommendations_proposals.remark", _("Opmerking toevoegen")),
        (True, "recommendations_proposals.origin", _("Herkomst toevoegen")),
        (open_for_response, "recommendations_answers.respond", _("Reactie opstellen")),
        (under_way, "recommendations_follow_up.update", _("Voortgang melden")),
        (open_for_response and unanswered, "recommendations_advice.extend", _("Termijn verlengen")),
    ]
    in_words = [
        (recommendation.adopted is not None, "minderheid", _("Laat stemmen over een minderheidsstandpunt")),
        (open_for_response and unanswered, "intrekken", _("Laat stemmen over intrekken")),
    ]
    address: dict[str, Any] = {"slug": slug, "number": recommendation.number}
    return [
        *(
            Action(label, url_for(endpoint, **address))
            for is_possible, endpoint, label in steps
            if is_possible and _is_open_to(roles, endpoint)
        ),
        *(
            Action(label, url_for(IN_WORDS, **address, purpose=purpose))
            for is_possible, purpose, label in in_words
            if is_possible and _is_open_to(roles, IN_WORDS)
        ),
    ]


def may_publish(roles: Collection[Role]) -> bool:
    """Returns whether somebody with these roles may publish a response."""
    return _is_open_to(roles, "recommendations_answers.publish")
