"""The problem of one lottery: people with answers, quotas on values, seats, households. Checked and sorted at the door.

Everything is in a canonical order (features, values and ids by their text), so that neither the order of rows in a
file nor a hash seed decides anything. After the door the engine works with indices only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from selection.model.errors import InputError
from selection.model.folding import fold
from selection.model.pairs import Pair, PairQuotas, derived, nested, separate
from selection.model.quota import Quota as Quota


@dataclass(frozen=True)
class Problem:
    """Who can be drawn and what every panel satisfies.

    features    name → value → Quota; the last `len(pairs)` are derived from two others
    people      id → answers, one value per feature in the order of `features`
    seats       k, the size of a panel
    households  id → household number, only for people who share one; a panel has at most one person per household
    must        ids on every panel; must_not: ids on none
    pairs       the features that are two others together, in the order of `features`
    """

    features: Mapping[str, Mapping[str, Quota]]
    people: Mapping[str, tuple[str, ...]]
    seats: int
    households: Mapping[str, int] | None = None
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()

    @property
    def own_features(self) -> tuple[str, ...]:
        """The features that people answer, in order: all but the pairs."""
        return tuple(self.features)[: len(self.features) - len(self.pairs)]

    def own_answers(self, person: str) -> tuple[str, ...]:
        """What a person answered, in the order of `own_features`."""
        return self.people[person][: len(self.features) - len(self.pairs)]

    def categories(self) -> dict[str, dict[str, list[int]]]:
        """The quotas of the features that people answer: feature → value → [min, max]."""
        return {f: {v: [q.min, q.max] for v, q in self.features[f].items()} for f in self.own_features}

    def pair_quotas(self) -> dict[str, dict[str, dict[str, dict[str, list[int]]]]]:
        """The quotas of the pairs: feature → feature → value → value → [min, max]; empty without pairs."""
        return nested(self.features, self.pairs)

    def canonical(self) -> bytes:
        """Returns canonical JSON, of which `input_sha256` is the hash. Flexible bounds are no part of it."""
        document: dict[str, object] = {
            "seats": self.seats,
            "categories": self.categories(),
            "answers": {person: list(self.own_answers(person)) for person in self.people},
            "households": self.households,
            "must": list(self.must),
            "must_not": list(self.must_not),
        }
        if self.pairs:
            document["pairs"] = self.pair_quotas()
        return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    @cached_property
    def _sha256(self) -> str:
        return hashlib.sha256(self.canonical()).hexdigest()

    def sha256(self) -> str:
        return self._sha256


class Answers:
    """Answers as given → the values of the categories, with the person named in the error."""

    def __init__(self, features: Mapping[str, Mapping[str, Quota]]) -> None:
        self._known = {f: {fold(v): v for v in values} for f, values in features.items()}
        self._as_given: dict[str, dict[str, str]] = {f: {} for f in features}

    def value(self, feature: str, answer: str, file: str, row: object, column: str) -> str:
        as_given = self._as_given[feature]
        if answer not in as_given:
            if not answer:
                raise InputError("empty_cell", file=file, row=row, column=column)
            known = self._known[feature]
            if fold(answer) not in known:
                raise InputError("unknown_answer", file=file, row=row, column=column, value=answer, known=_some(known))
            as_given[answer] = known[fold(answer)]
        return as_given[answer]


def _some(known: Mapping[str, str]) -> str:
    names = list(known.values())
    return ", ".join(names[:8]) + (", …" if len(names) > 8 else "")


def make_problem(
    categories: Mapping[str, Mapping[str, Quota]],
    people: Mapping[str, Mapping[str, str]],
    seats: int,
    households: Mapping[str, str | None] | None = None,
    must: Collection[str] = (),
    must_not: Collection[str] = (),
    pairs: PairQuotas | None = None,
) -> Problem:
    """Returns a checked problem from categories (`read_categories`) and people: id → feature → answer.

    `households`: id → any key, equal for people who live together; None or "" for unknown. `pairs`: quotas on two
    features together; None if categories hold them, under names like `geslacht × leeftijd`. Raises InputError.
    """
    if isinstance(seats, bool) or not isinstance(seats, int) or seats < 0:
        raise InputError("bad_seats", value=seats)
    if pairs is None:
        categories, pairs = separate(categories)
    _checked_quotas(categories)
    features = {f: dict(sorted(categories[f].items())) for f in sorted(categories)}
    answers = Answers(features)
    checked: dict[str, tuple[str, ...]] = {}
    for person in sorted(people):
        answers_of_person = people[person]
        checked[person] = tuple(
            answers.value(f, answers_of_person.get(f, ""), file="person", row=person, column=f) for f in features
        )
    _known_people(must, checked, "must be drawn")
    _known_people(must_not, checked, "must not be drawn")
    both = sorted(set(must) & set(must_not))
    if both:
        raise InputError("must_and_must_not", value=both[0])
    numbers = None if households is None else household_numbers(households, list(checked))
    whole = Problem(features, checked, seats, numbers, tuple(sorted(set(must))), tuple(sorted(set(must_not))))
    return with_pairs(whole, pairs)


def with_pairs(problem: Problem, quotas: PairQuotas) -> Problem:
    """Returns `problem`, which has no pairs, with the features that `quotas` derive. Raises InputError."""
    if not quotas:
        return problem
    pairs, added = derived(problem.features, quotas, problem.seats)
    _checked_quotas(added)
    people = {}
    for person, answers in problem.people.items():
        by_feature = dict(zip(problem.features, answers, strict=True))
        people[person] = (*answers, *(pair.value(by_feature) for pair in pairs))
    return replace(problem, features={**problem.features, **added}, people=people, pairs=pairs)


def _checked_quotas(categories: Mapping[str, Mapping[str, Quota]]) -> None:
    for feature, values in categories.items():
        for value, quota in values.items():
            whole = all(isinstance(n, int) and not isinstance(n, bool) for n in (quota.min, quota.max))
            if not whole or not 0 <= quota.min <= quota.max:
                raise InputError("bad_quota", feature=feature, value=value, min=quota.min, max=quota.max)


def household_numbers(keys: Mapping[str, str | None], ids: Collection[str]) -> dict[str, int]:
    """Households of two or more as numbers 1, 2, … in the order of their first id; the keys (addresses) aren't kept."""
    members: dict[str, list[str]] = {}
    for person in sorted(ids):
        key = keys.get(person)
        if key:
            members.setdefault(fold(key), []).append(person)
    shared = [group for group in members.values() if len(group) > 1]
    return dict(sorted((person, number) for number, group in enumerate(shared, start=1) for person in group))


def _known_people(ids: Collection[str], people: Mapping[str, object], what: str) -> None:
    for person in sorted(ids):
        if person not in people:
            raise InputError("unknown_person", what=what, value=person)
