"""The figures of one feature as a page shows them: bars of population, target and panel, and a table of the stages."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import format_percent
from flask_babel import gettext as _

from beraad.reports.composition import Composition, Stage

#: what a product of shares and people may differ from a whole number
ROUNDING = 1e-9
#: in a table: not happened yet, or not known
UNKNOWN = "–"


@dataclass(frozen=True)
class Bar:
    """An answer in a chart (see `macros/charts.html`), in per cent: the target, the population and the panel."""

    label: str
    low: float
    high: float
    #: None if the population is not known
    pool: float | None
    #: None if nothing is known of the panel, or the count is not shown
    panel: float | None


@dataclass(frozen=True)
class Row:
    """The shares of the population, or the counts of a stage, with a cell for each answer."""

    label: str
    cells: Sequence[str]


def bars(composition: Composition, feature: str) -> list[Bar]:
    """Returns a bar for each answer of a feature that has a target."""
    keys = [(feature, answer) for answer in composition.features[feature]]
    return [_bar(composition, key) for key in keys if key in composition.targets]


def _bar(composition: Composition, key: tuple[str, str]) -> Bar:
    latest = composition.latest
    share = latest.share(key) if latest else None
    answer = key[1]
    low, high = _whole_people(composition.targets[key], latest.total if latest else None)
    return Bar(
        label=str(_("%(answer)s (niet getoond)", answer=answer)) if latest and share is None else answer,
        low=round(100 * low, 1),
        high=round(100 * high, 1),
        pool=_per_cent(composition.population.get(key)),
        panel=_per_cent(share),
    )


def _whole_people(target: tuple[float, float], people: int | None) -> tuple[float, float]:
    """The target as parts of so many `people`, widened to whole people: 12 of 45 seats allow 11 of 41."""
    if not people:
        return target
    low, high = (share * people for share in target)
    return math.floor(low + ROUNDING) / people, math.ceil(high - ROUNDING) / people


def _per_cent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 1)


def rows(composition: Composition, feature: str) -> list[Row]:
    """Returns the population and then each stage that has figures."""
    keys = [(feature, answer) for answer in composition.features[feature]]
    shares = [composition.population.get(key) for key in keys]
    population = [UNKNOWN if share is None else format_share(share) for share in shares]
    stages = [Row(stage.label, [_cell(stage, key) for key in keys]) for stage in composition.stages if stage.is_known]
    return [Row(_("Bevolking"), population), *stages]


def _cell(stage: Stage, key: tuple[str, str]) -> str:
    count, share = stage.shown(key) or UNKNOWN, stage.share(key)
    return count if share is None else f"{count} ({format_share(share)})"


def format_share(share: float) -> str:
    """Returns a share (0 … 1) as a whole percentage."""
    return str(format_percent(share, "#,##0%"))
