"""The calls that users of the field's common library make, answered by this engine.

`run_stratification` and `find_random_sample` take what the functions of these names in `sortition-algorithms` take: its
features, people, settings and progress reporter, or any other objects with the same attributes. What differs:

- *Algorithms*: maximin, leximin and nash of the original, and goldilocks; leximin needs no Gurobi. For legacy and
  diversimax the call fails: no other algorithm is used instead.
- *Draw*: the lottery is dealt as equal tickets, as many as `number_selections`, or 1,000 when one panel is asked for,
  of which the seed draws one. People with equal answers have equal chances, and the same seed and input give the same
  panels in every process. The panels of a list of tickets keep the chances as well as so many tickets can.
- *Seed*: `random_number_seed` of 0 or None stands for 32 random bytes, as in the original; the report names them.
- *Rehearsal*: `test_selection` draws by the hash of the input, so it always gives the same panels.
- *Time*: `max_seconds` holds for every algorithm. The panels are then those that were found, and the report says what
  is not proven. `solver_backend` and `max_attempts` are accepted and decide nothing.
- *Addresses*: compared without regard to case and spacing; people with an empty address column live alone.
- *Report*: has `as_text`, `as_html` and `lottery`, whose record anyone can verify.
"""

from __future__ import annotations

import html
import secrets
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from selection.model.deadline import TIME_LIMIT
from selection.model.errors import SelectionError
from selection.model.folding import fold
from selection.model.problem import Problem, Quota, make_problem
from selection.model.progress import Progress, Silent
from selection.model.tolerances import UNIT
from selection.tickets.draw import drawn_ticket
from selection.tickets.lottery import Lottery, find_lottery

#: Tickets when one panel is asked for.
TICKETS = 1000


class Bounds(Protocol):
    """The quota of a value."""

    @property
    def min(self) -> int: ...
    @property
    def max(self) -> int: ...


class People(Protocol):
    """Ids with columns; a dictionary of dictionaries will do."""

    def items(self) -> Iterable[tuple[str, Mapping[str, str]]]: ...


class Settings(Protocol):
    """The settings that decide something here."""

    @property
    def check_same_address(self) -> bool: ...
    @property
    def check_same_address_columns(self) -> Sequence[str]: ...
    @property
    def selection_algorithm(self) -> str: ...
    @property
    def random_number_seed(self) -> int | None: ...


class ProgressReporter(Protocol):
    """Who hears of progress."""

    def start_phase(self, name: str, total: int | None = None, *, message: str | None = None) -> None: ...
    def update(self, current: int, *, message: str | None = None) -> None: ...
    def end_phase(self) -> None: ...


Features = Mapping[str, Mapping[str, Bounds]]


@dataclass
class Report:
    """What happened, in English lines; `lottery` is None when there is none."""

    lines: list[str] = field(default_factory=list)
    lottery: Lottery | None = None

    def as_text(self, include_logged: bool = True) -> str:
        """Returns the lines; `include_logged` is accepted and changes nothing."""
        return "\n".join(self.lines)

    def as_html(self, include_logged: bool = True) -> str:
        """Returns the lines with a break after each."""
        return "<br />\n".join(map(html.escape, self.lines))


def run_stratification(
    features: Features,
    people: People,
    number_people_wanted: int,
    settings: Settings,
    *,
    test_selection: bool = False,
    number_selections: int = 1,
    already_selected: People | None = None,
    max_seconds: float = TIME_LIMIT,
    progress_reporter: ProgressReporter | None = None,
) -> tuple[bool, list[frozenset[str]], Report]:
    """Returns whether it succeeded, the panels as sets of ids, and a report.

    `already_selected`: people who have a seat; whoever lives with one of them is left out when addresses are checked.
    An error of the engine is no exception here: its line is in the report.
    """
    columns = list(settings.check_same_address_columns) if settings.check_same_address else []
    seed = None if test_selection else _seed(settings.random_number_seed)
    try:
        problem = _problem(features, _living_apart(people, already_selected, columns), number_people_wanted, columns)
        lottery = _lottery(
            problem, settings.selection_algorithm, seed, number_selections, max_seconds, progress_reporter
        )
    except SelectionError as error:
        return False, [], Report([str(error)])
    panels = _drawn(lottery, number_selections)
    return True, panels, Report(list(_lines(lottery, panels, test_selection)), lottery)


def find_random_sample(
    features: Features,
    people: People,
    number_people_wanted: int,
    check_same_address_columns: Sequence[str],
    *,
    selection_algorithm: str = "maximin",
    solver_backend: str = "highspy",
    test_selection: bool = False,
    number_selections: int = 1,
    max_seconds: float = TIME_LIMIT,
    max_attempts: int = 1,
    progress_reporter: ProgressReporter | None = None,
) -> tuple[list[frozenset[str]], Report]:
    """Returns the panels as sets of ids, and a report. Raises what `find_lottery` raises."""
    problem = _problem(features, dict(people.items()), number_people_wanted, check_same_address_columns)
    seed = None if test_selection else _seed(None)
    lottery = _lottery(problem, selection_algorithm, seed, number_selections, max_seconds, progress_reporter)
    panels = _drawn(lottery, number_selections)
    return panels, Report(list(_lines(lottery, panels, test_selection)), lottery)


def _problem(
    features: Features, people: Mapping[str, Mapping[str, str]], seats: int, columns: Sequence[str]
) -> Problem:
    quotas = {f: {v: Quota(bounds.min, bounds.max) for v, bounds in values.items()} for f, values in features.items()}
    homes = {person: _address(row, columns) for person, row in people.items()} if columns else None
    return make_problem(quotas, people, seats, homes)


def _lottery(
    problem: Problem,
    algorithm: str,
    seed: bytes | None,
    number: int,
    max_seconds: float,
    reporter: ProgressReporter | None,
) -> Lottery:
    """The lottery whose tickets are the panels asked for, or of which one ticket is to be drawn."""
    progress = Silent() if reporter is None else _Reported(reporter)
    lottery = find_lottery(problem, algorithm, seed, TICKETS if number == 1 else number, progress, max_seconds)
    if reporter is not None:
        reporter.end_phase()
    return lottery


def _drawn(lottery: Lottery, number: int) -> list[frozenset[str]]:
    """The panels of all tickets in their order, or of the one that the seed draws."""
    tickets = lottery.tickets
    results = tickets if number > 1 else [tickets[drawn_ticket(lottery.seed, len(tickets))]]
    return [frozenset(lottery.panels[panel]) for panel in results]


def _seed(number: int | None) -> bytes:
    return str(number).encode() if number else secrets.token_bytes(32)


def _address(row: Mapping[str, str], columns: Iterable[str]) -> str | None:
    """One key for people who live together, None when a column is empty."""
    parts = [fold(row.get(column, "")) for column in columns]
    return "\x1f".join(parts) if all(parts) else None


def _living_apart(people: People, selected: People | None, columns: Sequence[str]) -> dict[str, Mapping[str, str]]:
    """`people` without those who live with somebody of `selected`."""
    taken: Collection[str | None] = {_address(row, columns) for _, row in selected.items()} if selected else set()
    return {
        person: row
        for person, row in people.items()
        if not columns or (address := _address(row, columns)) is None or address not in taken
    }


def _lines(lottery: Lottery, panels: Sequence[frozenset[str]], rehearsal: bool) -> Iterable[str]:
    if rehearsal:
        yield "A rehearsal: the hash of the input decided, so nothing was drawn."
    yield (
        f"Algorithm {lottery.rule}, seed {lottery.seed.hex()}: {len(lottery.problem.people)} people, "
        f"{lottery.problem.seats} seats, smallest chance {lottery.minimum / UNIT:.6f}; no lottery gives everyone more "
        f"than {lottery.upper_bound / UNIT:.6f}."
    )
    yield from (f"Not proven: {missing}." for missing in lottery.evidence.missing)
    if len(panels) == 1:
        yield from _seats(lottery.problem, panels[0])


def _seats(problem: Problem, panel: Collection[str]) -> Iterable[str]:
    """Seats and people of each value."""
    for place, (feature, quotas) in enumerate(problem.features.items()):
        pool = Counter(answers[place] for answers in problem.people.values())
        seats = Counter(problem.people[person][place] for person in panel)
        for value, quota in quotas.items():
            yield f"{feature}, {value}: {seats[value]} of {pool[value]} people, quota {quota.min}-{quota.max}"


class _Reported(Progress):
    """Passes progress on to a reporter."""

    def __init__(self, reporter: ProgressReporter) -> None:
        self._reporter = reporter
        self._phase = ""

    def step(self, phase: str, done: int, total: int) -> None:
        if phase != self._phase:
            self._reporter.start_phase(phase, total or None, message=phase)
            self._phase = phase
        self._reporter.update(done, message=f"{phase} {done}" + (f" of {total}" if total else ""))
