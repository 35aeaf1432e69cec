"""The advice: put together, signed off by the panel, handed over on a day; and the promised day of the response."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select

from beraad.assemblies.models import Assembly
from beraad.assemblies.terms import service as terms
from beraad.audit import service as audit
from beraad.days import today
from beraad.extensions import db
from beraad.orm import now
from beraad.recommendations.advice import composing, queries
from beraad.recommendations.advice.errors import (
    DocumentMissingError,
    FutureDayError,
    HasPanelError,
    NothingAdoptedError,
    NotSignedOffError,
    UndecidedError,
)
from beraad.recommendations.advice.models import AdviceReport
from beraad.recommendations.errors import DatesOutOfOrderError, HandedOverAlreadyError, NotAdoptedError
from beraad.recommendations.models import Handover, Recommendation
from beraad.recommendations.proposals import service as proposals
from beraad.recommendations.proposals.service import RecommendationData
from beraad.recommendations.queries import handover_of
from beraad.recommendations.votes import queries as votes
from beraad.web.uploads import StoredFile


@dataclass(frozen=True)
class HandoverData:
    """Day and receiver of the advice, the promised day of the response, and the decision in which it was promised."""

    handed_over_on: date
    handed_over_to: str
    response_due_on: date
    mandate: str = ""


def compose(assembly: Assembly) -> AdviceReport:
    """Put the advice together as the panel has decided it; the same words are the same report.

    Raises HandedOverAlreadyError, UndecidedError while a vote is open, or NothingAdoptedError.
    """
    if handover_of(assembly.id) is not None:
        raise HandedOverAlreadyError
    if votes.open_rounds(assembly.id):
        raise UndecidedError
    content = composing.content(assembly)
    if not content["adopted"]:
        raise NothingAdoptedError
    sha256, last = composing.fingerprint(content), queries.report(assembly.id)
    if last is not None and last.sha256 == sha256:
        return last
    version = last.version + 1 if last else 1
    report = AdviceReport(assembly_id=assembly.id, version=version, content=content, sha256=sha256)
    db.session.add(report)
    db.session.flush()
    audit.record("recommendations.advice_composed", report, assembly_id=assembly.id, version=version)
    return report


def take_over(assembly: Assembly, data: RecommendationData, source: str, file: StoredFile | None) -> Recommendation:
    """Take over a recommendation of an older advice, or of a panel that was drawn elsewhere, with its document.

    Raises HandedOverAlreadyError, HasPanelError, or DocumentMissingError.
    """
    if votes.panel_size(assembly.id):
        raise HasPanelError
    if file is None:
        raise DocumentMissingError
    taken = proposals.add_recommendation(assembly, data)
    taken.taken_over_from, taken.taken_over_sha256, taken.taken_over_kind = source, file.sha256, file.kind
    taken.locked_at, taken.adopted = now(), True
    db.session.flush()
    audit.record("recommendations.taken_over", taken, assembly_id=assembly.id, number=taken.number)
    return taken


def require_to_hand_over(assembly: Assembly, data: HandoverData) -> AdviceReport:
    """Returns the words that are handed over.

    Raises HandedOverAlreadyError, FutureDayError, DatesOutOfOrderError, TermContradictedError if the commissioner
    promised an earlier answer, NothingAdoptedError, or NotSignedOffError.
    """
    if handover_of(assembly.id) is not None:
        raise HandedOverAlreadyError
    if data.handed_over_on > today():
        raise FutureDayError
    if data.response_due_on <= data.handed_over_on:
        raise DatesOutOfOrderError
    terms.require_agrees(assembly, data.handed_over_on, data.response_due_on)
    report, content = queries.report(assembly.id), composing.content(assembly)
    if not content["adopted"]:
        raise NothingAdoptedError
    if report is None or report.sha256 != composing.fingerprint(content):
        raise NotSignedOffError
    is_taken_over = all(item["taken_over_from"] for item in content["adopted"])
    if not (is_taken_over or queries.is_signed_off(report)):
        raise NotSignedOffError
    return report


def hand_over(assembly: Assembly, data: HandoverData) -> Handover:
    """Record the handover, once: the advice is public, and every adopted recommendation gets its promised day.

    Raises what `require_to_hand_over` raises.
    """
    require_to_hand_over(assembly, data)
    handover = Handover(assembly_id=assembly.id, **asdict(data))
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
