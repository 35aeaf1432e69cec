"""Quotas on two features together: on people who have one answer to each.

A pair is a feature that is derived: its values are the combinations that have a quota, `vrouw × 16-34`, and REST for
everybody with another combination, of whom any number may be on a panel. Features of a pair stand in the order of
their names, so `leeftijd × geslacht` is the pair `geslacht × leeftijd`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from selection.model.errors import InputError
from selection.model.folding import fold
from selection.model.quota import Quota

SIGN = " × "
#: The value of everybody whose combination has no quota.
REST = ""
#: What may stand between two names in a file; a letter x counts only between two names that are known.
JOINT = re.compile(r"\s*×\s*|\s+[xX]\s+")

#: first feature → second feature → value of the first → value of the second → quota
PairQuotas = Mapping[str, Mapping[str, Mapping[str, Mapping[str, Quota]]]]
Features = Mapping[str, Mapping[str, Quota]]


@dataclass(frozen=True)
class Pair:
    """Two features by name; `combinations`: the values of both → the value of the pair, for those with a quota."""

    first: str
    second: str
    combinations: Mapping[tuple[str, str], str]

    @property
    def name(self) -> str:
        """The name of the derived feature."""
        return joined(self.first, self.second)

    def value(self, answers: Mapping[str, str]) -> str:
        """The value of somebody with these answers by feature."""
        return self.combinations.get((answers[self.first], answers[self.second]), REST)


def joined(first: str, second: str) -> str:
    """Two names as the name of the two together."""
    return first + SIGN + second


def derived(features: Features, quotas: PairQuotas, seats: int) -> tuple[tuple[Pair, ...], dict[str, dict[str, Quota]]]:
    """The pairs in order, and the quotas of their values, REST included.

    Raises InputError for a pair of features or a value that isn't there, and for names that can't be told apart.
    """
    pairs: list[Pair] = []
    added: dict[str, dict[str, Quota]] = {}
    for first in sorted(quotas):
        for second in sorted(quotas[first]):
            rows = quotas[first][second]
            names = {(v, w): joined(v, w) for v in sorted(rows) for w in sorted(rows[v])}
            pair = Pair(first, second, names)
            _check(features, pair, added)
            values = {name: rows[v][w] for (v, w), name in names.items()}
            pairs.append(pair)
            added[pair.name] = {REST: Quota(0, seats), **values}
    return tuple(pairs), added


def _check(features: Features, pair: Pair, others: Features) -> None:
    first, second, names = pair.first, pair.second, pair.combinations
    known = first in features and second in features and first < second
    if not known or not names or any(v not in features[first] or w not in features[second] for v, w in names):
        raise InputError("bad_pair", pair=pair.name)
    if pair.name in features or pair.name in others or len(set(names.values())) < len(names):
        raise InputError("pair_alike", pair=pair.name, **_place(pair.name))


def nested(features: Features, pairs: Collection[Pair]) -> dict[str, dict[str, dict[str, dict[str, list[int]]]]]:
    """The quotas of the pairs as [min, max], in the form of `PairQuotas`: what a record holds."""
    written: dict[str, dict[str, dict[str, dict[str, list[int]]]]] = {}
    for pair in pairs:
        rows = written.setdefault(pair.first, {}).setdefault(pair.second, {})
        for (v, w), name in pair.combinations.items():
            quota = features[pair.name][name]
            rows.setdefault(v, {})[w] = [quota.min, quota.max]
    return written


def separate(categories: Features) -> tuple[dict[str, dict[str, Quota]], PairQuotas]:
    """The features with their own answers, and the quotas of those that are two of these together, by their names.

    Raises InputError that names the feature and value.
    """
    parts = features_of(categories)
    own = {name: dict(values) for name, values in categories.items() if parts[name] is None}
    quotas: dict[str, dict[str, dict[str, dict[str, Quota]]]] = {}
    for name, features in parts.items():
        if features is None:
            continue
        first, second = sorted(features)
        for value, quota in categories[name].items():
            v, w = values_of(value, features, own)
            rows = quotas.setdefault(first, {}).setdefault(second, {}).setdefault(v, {})
            if w in rows:
                raise InputError("repeated_combination", pair=joined(first, second), value=joined(v, w))
            rows[w] = quota
    return own, quotas


def features_of(names: Collection[str]) -> dict[str, tuple[str, str] | None]:
    """Name → the two features that it joins, as written; None for a feature of its own.

    Raises InputError for a feature with itself, with an unknown one, and for a name that can be read in two ways.
    """
    own: dict[str, str] = {}
    parts: dict[str, tuple[str, str] | None] = {}
    for name in sorted(names, key=lambda text: (len(text), text)):
        pair = _two(name, own)
        parts[name] = pair
        if pair is None:
            own[fold(name)] = name
    return {name: parts[name] for name in names}


def _two(name: str, own: Mapping[str, str]) -> tuple[str, str] | None:
    both: list[tuple[str, str]] = []
    for first, second, sign in _halves(name):
        known = [own[half] for half in (fold(first), fold(second)) if half in own]
        if len(known) == 2:
            both.append((known[0], known[1]))
        elif known and sign == "×":
            unknown = second if fold(first) in own else first
            raise InputError("pair_unknown_feature", pair=name, feature=unknown, **_place(name))
    if len(both) > 1:
        raise InputError("pair_alike", pair=name, **_place(name))
    if both and both[0][0] == both[0][1]:
        raise InputError("pair_same", pair=name, feature=both[0][0], **_place(name))
    return both[0] if both else None


def values_of(text: str, features: tuple[str, str], own: Features) -> tuple[str, str]:
    """The two values that `text` joins, those of the feature that comes first in order first.

    `features`: as written, in the order in which `text` has their values. Raises InputError.
    """
    known = [{fold(value): value for value in own[feature]} for feature in features]
    readings = [
        (known[0][fold(one)], known[1][fold(other)])
        for one, other, _ in _halves(text)
        if fold(one) in known[0] and fold(other) in known[1]
    ]
    pair = joined(*features)
    if len(readings) > 1:
        raise InputError("pair_alike", pair=text, **_place(pair))
    if not readings:
        example = joined(*(next(iter(own[feature])) for feature in features))
        raise InputError("pair_unknown_value", pair=pair, value=text, example=example, **_place(pair))
    one, other = readings[0]
    return (one, other) if features[0] < features[1] else (other, one)


def _halves(text: str) -> Iterator[tuple[str, str, str]]:
    """Every way to read `text` as two names with a sign between them."""
    for joint in JOINT.finditer(text):
        first, second = text[: joint.start()], text[joint.end() :]
        if first and second:
            yield first, second, joint.group().strip()


def _place(pair: str) -> dict[str, str]:
    """Where an error is, for a caller without a file; a reader of files knows better."""
    return {"file": "categories", "row": pair, "column": "feature"}
