"""Small pools against lists of everything that could be: panels, changes of quotas, reserves, newcomers, seatings.

Chances are compared by each rule in turn; `check` with every change of quotas; reserves with every list of them;
replacement with every way to fill the seats; tables with every seating of a request drawn for the number of the pool.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from selection import SelectionError
from tests.benchmarks.numbered import Line, lines, parser_of, total
from tests.selection.brute import panels_of
from tests.selection.comparisons import comparisons, rule_of
from tests.selection.generated import small_pool


def main(argv: Sequence[str]) -> None:
    args = parser_of("enumerated", __doc__, 9_999).parse_args(argv)
    measured = list(lines(args, one))
    compared: Counter[str] = Counter()
    for line in measured:
        compared.update(line["compared"])  # type: ignore[arg-type]
    wrong = [line["number"] for line in measured if line["mismatches"]]
    without = sum(not line["panels"] for line in measured)
    total(measured, compared=compared, without_panel=without, mismatches=len(wrong), numbers=wrong)


def one(number: int) -> Line:
    problem = small_pool(number)
    compared, mismatches = [], {}
    for name, comparison in comparisons(number, problem).items():
        try:
            comparison()
        except (AssertionError, SelectionError) as error:
            mismatches[name] = f"{type(error).__name__} {error}"[:300]
        compared.append(name)
    return {
        "number": number,
        "rule": rule_of(number),
        "people": len(problem.people),
        "panels": len(panels_of(problem)),
        "compared": compared,
        "mismatches": mismatches,
    }
