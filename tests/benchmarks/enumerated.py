"""Small pools against the list of all their panels: chances by each rule in turn, `check`, and the proof of a no."""

from __future__ import annotations

from collections.abc import Sequence

from selection import SelectionError, check
from tests.benchmarks.numbered import Line, lines, parser_of, total
from tests.selection.brute import panels_of
from tests.selection.enumerated import RULES, compare
from tests.selection.generated import small_pool


def main(argv: Sequence[str]) -> None:
    args = parser_of("enumerated", __doc__, 9_999).parse_args(argv)
    measured = list(lines(args, one))
    wrong = [line["number"] for line in measured if line["mismatch"]]
    total(measured, without_panel=sum(not line["panels"] for line in measured), mismatches=len(wrong), numbers=wrong)


def one(number: int) -> Line:
    problem, rule = small_pool(number), list(RULES)[number % len(RULES)]
    panels = len(panels_of(problem))
    mismatch = None
    try:
        compare(problem, rule)
        assert check(problem).ok == bool(panels)
    except (AssertionError, SelectionError) as error:
        mismatch = f"{type(error).__name__} {error}"[:300]
    return {"rule": rule, "people": len(problem.people), "panels": panels, "mismatch": mismatch}
