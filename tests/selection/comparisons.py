"""Everything that can be compared with an enumeration, for a small pool by its number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from selection.model.problem import Problem
from selection.panels.dropout import Dropout
from selection.panels.panel import candidates
from tests.selection.changes import compare_check
from tests.selection.enumerated import RULES, compare
from tests.selection.generated import stream_of
from tests.selection.panels.every_list import SEED, any_panel, compare_with_all_lists
from tests.selection.panels.every_way import compare_replacement
from tests.selection.tables.every_seating import compare_seating, small_request


def rule_of(number: int) -> str:
    """The rule by which this pool is compared."""
    return list(RULES)[number % len(RULES)]


def comparisons(number: int, problem: Problem) -> Mapping[str, Callable[[], None]]:
    """What can be compared of this pool, by name; its panel and who leaves it are drawn from its number."""
    rule = rule_of(number)
    stream = stream_of("after the draw", number)
    made: dict[str, Callable[[], None]] = {
        rule: lambda: compare(problem, rule),
        "check": lambda: compare_check(problem),
        "tables": lambda: compare_seating(small_request(stream_of("tables", number)), SEED),
    }
    panel = any_panel(problem, stream)
    if panel and candidates(problem, panel):
        leave = Fraction(7 - number % 3, 10)
        made["reserves"] = lambda: compare_with_all_lists(problem, panel, 1 + number % 4, Dropout(leave))
    if panel:
        leaving = panel[: 1 + stream.below(len(panel))]
        made["replacement"] = lambda: compare_replacement(problem, panel, leaving, SEED)
    return made
