"""What the page about consequences shows, from what was last computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.jobs.queries import latest
from beraad.lottery import figures, ordering, words
from beraad.lottery.consequences import service
from beraad.lottery.consequences.jobs import JOB
from beraad.lottery.consequences.scenarios import Cost, QuotaCost, Setting
from beraad.lottery.figures import FeatureLines, Spread
from beraad.lottery.frozen import standing as standing_of
from beraad.lottery.models import Consequences, Rule

#: figures of a `Spread` that are put side by side: name, label, and whether it is a chance (or else a number of people)
COMPARED = (
    ("equal", _l("Iedereen gelijk zou zijn"), True),
    ("minimum", _l("Kleinste kans"), True),
    ("median", _l("Middelste kans"), True),
    ("maximum", _l("Grootste kans"), True),
    ("zero", _l("Mensen zonder kans"), False),
    ("below_half", _l("Mensen onder de helft van gelijk"), False),
)


@dataclass(frozen=True)
class ComparedRow:
    """One figure in each setting; None where no panel is possible."""

    label: str
    is_chance: bool
    figures: Sequence[float | None]


@dataclass(frozen=True)
class Result:
    """What was computed. `other` is None if no second setting was asked for or if it makes a panel impossible."""

    computed_at: datetime
    setting: Setting
    spread: Spread
    greedy: Spread
    other: Spread | None
    #: greedy draws that succeeded, and that got stuck
    draws: int
    failures: int
    by_rule: Sequence[tuple[Rule, Spread]]
    quota_costs: Sequence[QuotaCost]
    costs: Sequence[Cost]
    answers: Sequence[FeatureLines]
    features: Sequence[str]

    @property
    def has_other(self) -> bool:
        """Whether a second setting was asked for."""
        return self.setting != Setting()

    @property
    def comparison(self) -> list[ComparedRow]:
        """The settings side by side."""
        spreads = [self.spread, self.greedy, *([self.other] if self.has_other else [])]
        return [
            ComparedRow(label, is_chance, [None if s is None else getattr(s, name) for s in spreads])
            for name, label, is_chance in COMPARED
        ]


@dataclass(frozen=True)
class Standing(standing_of.Standing[Result]):
    """Where the comparison is."""

    @property
    def phase(self) -> str:
        """What the job is doing, in words."""
        phase = self.job.phase if self.job is not None else ""
        return str(words.PHASES.get(phase, words.PHASES[""]))


def standing(assembly: Assembly) -> Standing:
    """The last result beside the pool and quotas of this moment."""
    pool, problem = standing_of.pool_now(assembly)
    stored = db.session.get(Consequences, assembly.id)
    job = latest(service.job_subject(assembly.id), JOB)
    if stored is None:
        return Standing(problem, job, None, is_old=False)
    is_old = stored.snapshot_sha256 != pool
    if "problem" in stored.base:
        return Standing(problem if is_old else words.recorded(stored.base["problem"], {}), job, None, is_old)
    return Standing(problem, job, _result(stored), is_old)


def _result(stored: Consequences) -> Result:
    base, other = stored.base, stored.other or {}
    features = ordering.features(ordering.place_in(stored.assembly_id), base["features"])
    return Result(
        computed_at=stored.computed_at,
        setting=_setting(other.get("setting")),
        spread=Spread(**base["spread"]),
        greedy=Spread(**base["greedy"]),
        other=Spread(**other["spread"]) if other.get("spread") else None,
        draws=base["legacy"]["draws"],
        failures=base["legacy"]["failures"],
        by_rule=[(Rule(rule), Spread(**spread)) for rule, spread in base["by_rule"]],
        quota_costs=[QuotaCost(**cost) for cost in base["quota_costs"]],
        costs=[Cost(**cost) for cost in base["costs"]],
        answers=figures.by_feature(stored.assembly_id, base["answers"]),
        features=features,
    )


def _setting(stored: dict[str, Any] | None) -> Setting:
    return Setting(Rule(stored["rule"]), stored["room"], stored["without"]) if stored else Setting()
