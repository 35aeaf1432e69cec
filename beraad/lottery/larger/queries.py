"""What the page about a draw of more people shows, from what was last computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.jobs.queries import latest
from beraad.lottery import words
from beraad.lottery.engine_dropout import Situation
from beraad.lottery.frozen import standing as standing_of
from beraad.lottery.larger import service
from beraad.lottery.larger.origin import Origin, origin
from beraad.lottery.larger.service import JOB
from beraad.lottery.models import Goal, LargerDraw
from beraad.lottery.quotas import pairs
from beraad.lottery.quotas.queries import quotas as quotas_of

SITUATIONS: Mapping[str, str] = {
    "nothing": _l("Niets doen"),
    "reserves": _l("Alleen reserves"),
    "more_people": _l("Meer mensen loten"),
    "both": _l("Meer mensen en reserves"),
}


@dataclass(frozen=True)
class QuotaLine:
    """A quota as it is and as it would be."""

    feature: str
    answer: str
    old: tuple[int, int]
    new: tuple[int, int]


@dataclass(frozen=True)
class Result:
    """What was computed. `hold`: how often the goal is reached by drawing more people."""

    computed_at: datetime
    seats: int
    new_seats: int
    leave_percent: int
    source: str
    goal: Goal
    situations: Sequence[tuple[str, Situation]]
    quotas: Sequence[QuotaLine]
    hold: float
    bound: float
    bound_with_reserves: float

    @property
    def extra(self) -> int:
        """People more than seats."""
        return self.new_seats - self.seats


@dataclass(frozen=True)
class Standing(standing_of.Standing[Result]):
    """Where the proposal is. `origin`: the seats and quotas from before one was taken over."""

    origin: Origin | None

    @property
    def why_failed(self) -> str:
        """Why the last computation made no proposal; empty if it did."""
        if self.job is None or not self.has_failed:
            return ""
        return words.recorded(self.job.error_code, {}) or str(_l("Probeer het opnieuw."))


def standing(assembly: Assembly) -> Standing:
    """The last proposal beside the pool and quotas of this moment."""
    pool, problem = standing_of.pool_now(assembly)
    stored = db.session.get(LargerDraw, assembly.id)
    job = latest(service.job_subject(assembly.id), JOB)
    if stored is None:
        return Standing(problem, job, None, is_old=False, origin=None)
    known = origin(assembly, stored)
    return Standing(problem, job, _result(stored), stored.snapshot_sha256 != pool, known)


def seats(assembly: Assembly) -> int:
    """The seats that a proposal starts from."""
    known = origin(assembly, db.session.get(LargerDraw, assembly.id))
    return assembly.seats if known is None else known.seats


def _result(stored: LargerDraw) -> Result:
    asked, proposal = stored.asked, stored.proposal
    goal = Goal(asked["goal"])
    situations = {name: Situation(**proposal["situations"][name]) for name in SITUATIONS}
    more_people = situations["more_people"]
    return Result(
        computed_at=stored.computed_at,
        seats=asked["seats"],
        new_seats=proposal["seats"],
        leave_percent=asked["leave_percent"],
        source=asked["source"],
        goal=goal,
        situations=[(SITUATIONS[name], situation) for name, situation in situations.items()],
        quotas=_lines(stored),
        hold=more_people.minimums if goal is Goal.MINIMUMS else more_people.quotas,
        bound=proposal["bound"],
        bound_with_reserves=proposal["bound_with_reserves"],
    )


def _lines(stored: LargerDraw) -> list[QuotaLine]:
    """The quotas of now beside those proposed, in the order of the features."""
    lines = []
    for feature in quotas_of(stored.assembly_id):
        for answer in feature.answers:
            pair = stored.proposal["quotas"].get(feature.name, {}).get(answer.answer)
            if pair is not None and answer.bounds is not None:
                old = answer.bounds.minimum, answer.bounds.maximum
                lines.append(QuotaLine(feature.name, answer.answer, old, (pair[0], pair[1])))
    for together in pairs.pairs(stored.assembly_id):
        for row in together.rows:
            pair = stored.proposal["quotas"].get(together.name, {}).get(row.answer)
            if pair is not None:
                old = row.bounds.minimum, row.bounds.maximum
                lines.append(QuotaLine(together.name, row.answer, old, (pair[0], pair[1])))
    return lines
