"""What is asked of a seating: people, tables, rounds, what to mix, who stays together, who is pinned; checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from selection.model.errors import InputError

#: More rounds than any assembly has; it keeps a typing error from becoming a long wait.
MOST_ROUNDS = 100


@dataclass(frozen=True)
class Pin:
    """`id` sits at `table` in `round`, both counted from 1. `place` says where the pin was written, for errors."""

    round: int
    id: str
    table: int
    place: str = ""


@dataclass(frozen=True)
class TableRequest:
    """What is asked.

    spread: feature → value per person, in the order of `ids`. together: group per person, "" for nobody's group.
    """

    ids: Sequence[str]
    tables: int
    rounds: int
    spread: Mapping[str, Sequence[str]]
    together: Sequence[str] = ()
    pins: Sequence[Pin] = ()
    prefer: Literal["meetings", "balance"] = "meetings"


def check_request(request: TableRequest) -> None:
    """Raises InputError for numbers or columns that don't make a request."""
    n = len(request.ids)
    if not n:
        raise InputError("tables_nobody")
    repeated = [id_ for id_, count in Counter(request.ids).items() if count > 1]
    if repeated:
        raise InputError("tables_id_twice", id=repeated[0])
    if not 1 <= request.tables <= n:
        raise InputError("tables_count", tables=request.tables, people=n)
    if not 1 <= request.rounds <= MOST_ROUNDS:
        raise InputError("tables_rounds", rounds=request.rounds, most=MOST_ROUNDS)
    columns = {**request.spread, **({"together": request.together} if request.together else {})}
    for what, column in columns.items():
        if len(column) != n:
            raise InputError("tables_shape", what=what, found=len(column), people=n)


def pinned_chairs(request: TableRequest) -> list[list[int]]:
    """Returns the table, from 0, that pins give each person in each round, −1 for free. Raises InputError."""
    index = {id_: i for i, id_ in enumerate(request.ids)}
    chairs = [[-1] * len(request.ids) for _ in range(request.rounds)]
    for number, pin in enumerate(request.pins, 1):
        place = pin.place or str(number)
        if pin.id not in index:
            raise InputError("pin_unknown", place=place, id=pin.id)
        if not 1 <= pin.round <= request.rounds:
            raise InputError("pin_round", place=place, round=pin.round, rounds=request.rounds)
        if not 1 <= pin.table <= request.tables:
            raise InputError("pin_table", place=place, table=pin.table, tables=request.tables)
        first = chairs[pin.round - 1][index[pin.id]]
        if first not in (-1, pin.table - 1):
            raise InputError("pin_twice", place=place, id=pin.id, first=first + 1, second=pin.table, round=pin.round)
        chairs[pin.round - 1][index[pin.id]] = pin.table - 1
    return chairs


def groups(request: TableRequest) -> dict[str, list[int]]:
    """Returns the people of each group, groups of one left out."""
    groups: dict[str, list[int]] = {}
    for i, name in enumerate(request.together):
        if name:
            groups.setdefault(name, []).append(i)
    return {name: groups[name] for name in sorted(groups) if len(groups[name]) > 1}
