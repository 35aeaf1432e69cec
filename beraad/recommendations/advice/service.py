"""The handover of the advice, and the promised day of the response."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select

from beraad.assemblies.models import Assembly
from beraad.assemblies.terms import service as terms
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.recommendations.errors import DatesOutOfOrderError, NotAdoptedError
from beraad.recommendations.models import Handover, Recommendation
from beraad.recommendations.queries import handover_of


@dataclass(frozen=True)
class HandoverData:
    """Day and receiver of the advice, the promised day of the response, and the decision in which it was promised."""

    handed_over_on: date
    handed_over_to: str
    response_due_on: date
    mandate: str = ""


def hand_over(assembly: Assembly, data: HandoverData) -> Handover:
    """Record or correct the handover; every adopted recommendation gets the promised day of a response.

    Raises DatesOutOfOrderError if that day does not lie after the handover, or TermContradictedError if the
    commissioner promised an earlier one.
    """
    if data.response_due_on <= data.handed_over_on:
        raise DatesOutOfOrderError
    terms.require_agrees(assembly, data.handed_over_on, data.response_due_on)
    handover = handover_of(assembly.id) or Handover(assembly_id=assembly.id)
    for name, value in asdict(data).items():
        setattr(handover, name, value)
    db.session.add(handover)
    adopted = select(Recommendation).where(Recommendation.assembly_id == assembly.id, Recommendation.adopted.is_(True))
    for recommendation in db.session.scalars(adopted):
        recommendation.response_due_on = data.response_due_on
    db.session.flush()
    due = data.response_due_on.isoformat()
    terms.begin(assembly, data.handed_over_on, data.response_due_on)
    audit.record("recommendations.handed_over", handover, assembly_id=assembly.id, due=due)
    return handover


def require_later(recommendation: Recommendation, extended_to: date) -> date:
    """Returns the promised day. Raises NotAdoptedError if there is none, DatesOutOfOrderError if it is not earlier."""
    due_on = recommendation.due_on
    if due_on is None:
        raise NotAdoptedError
    if extended_to <= due_on:
        raise DatesOutOfOrderError
    return due_on


def extend_deadline(recommendation: Recommendation, extended_to: date, reason: str) -> None:
    """Put off the promised day of the response, with the reason that everyone reads.

    Raises NotAdoptedError if no day was promised, DatesOutOfOrderError if the new day is not later.
    """
    require_later(recommendation, extended_to)
    recommendation.extended_to, recommendation.extension_reason = extended_to, reason
    audit.record(
        "recommendations.deadline_extended",
        recommendation,
        assembly_id=recommendation.assembly_id,
        to=extended_to.isoformat(),
    )
