"""What pages ask about the advice as one document."""

from __future__ import annotations

from sqlalchemy import select

from beraad.assemblies.models import AssemblyId
from beraad.extensions import db
from beraad.recommendations.advice.models import AdviceReport
from beraad.recommendations.votes.models import Outcome, Purpose, VoteRound


def report(assembly_id: AssemblyId) -> AdviceReport | None:
    """Returns the last words of the advice, or None."""
    mine = select(AdviceReport).where(AdviceReport.assembly_id == assembly_id)
    return db.session.scalar(mine.order_by(AdviceReport.version.desc()).limit(1))


def sign_off(report: AdviceReport) -> VoteRound | None:
    """Returns the last vote on these words, counted or not, or None."""
    about = VoteRound.purpose == Purpose.SIGN_OFF, VoteRound.text == report.sha256
    rounds = select(VoteRound).where(VoteRound.assembly_id == report.assembly_id, *about)
    return db.session.scalar(rounds.order_by(VoteRound.number.desc()).limit(1))


def is_signed_off(report: AdviceReport) -> bool:
    """Whether the panel voted for these words."""
    last = sign_off(report)
    return last is not None and last.outcome is Outcome.ADOPTED
