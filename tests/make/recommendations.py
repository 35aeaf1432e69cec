"""Recommendations at each point of their road."""

from __future__ import annotations

from datetime import date
from typing import Any

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Role
from beraad.extensions import db
from beraad.recommendations import responses, service
from beraad.recommendations.models import Recommendation
from beraad.recommendations.statuses import Decision, ReasonCategory
from tests.make.assemblies import assembly, member


def recommendation(of: Assembly | None = None, **values: Any) -> Recommendation:
    """A draft."""
    defaults = {"title": "Meer bomen in het dorp", "text": "Plant ieder jaar honderd bomen."}
    made = service.add_recommendation(of or assembly(), **{**defaults, **values})
    db.session.commit()
    return made


def adopted(of: Assembly | None = None, due: date = date(2099, 3, 1), **values: Any) -> Recommendation:
    """A recommendation that the panel voted for, handed over to the council."""
    made = recommendation(of, **values)
    service.settle_vote(made, 40, 5, 3)
    of = home(made)
    service.hand_over(of, date(2020, 1, 1), "de gemeenteraad", due)
    db.session.commit()
    return made


def answered(
    of: Assembly | None = None, decision: Decision = Decision.ACCEPTED, by: Account | None = None, **values: Any
) -> Recommendation:
    """A recommendation with a published response."""
    made = adopted(of, **values)
    of = home(made)
    draft = responses.draft_response(made, by or member(of, Role.OFFICIAL), **response_values(decision))
    responses.publish_response(draft, member(of, Role.REGISTRY))
    db.session.commit()
    return made


def response_values(decision: Decision) -> dict[str, Any]:
    """Everything that a response with this decision needs."""
    return {
        "decision": decision,
        "reason": "De raad weegt dit zo.",
        "body": "de raad",
        "decided_on": date(2026, 2, 1),
        "what_changes": "Er komen bomen.",
        "reason_category": ReasonCategory.FINANCIAL,
        "alternative": "geen",
        "reference": "Groenvisie",
        "reference_date": date(2024, 5, 1),
        "planned_end": date(2027, 1, 1),
        "forwarded_to": "de provincie",
    }


def home(of: Recommendation) -> Assembly:
    """The burgerberaad of a recommendation."""
    return db.session.get_one(Assembly, of.assembly_id)
