"""Pools by number: small ones of every style, larger ones around a planted panel, and kinds that are hard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from selection.model.pairs import PairQuotas
from selection.model.problem import Problem, Quota, make_problem
from selection.model.seed import SeedStream

People = dict[str, dict[str, str]]
Homes = dict[str, str | None]

#: What quotas of small pools are like.
STYLES = ("loose", "tight", "exact", "share", "raised", "narrow")


def stream_of(kind: str, number: int) -> SeedStream:
    return SeedStream(number.to_bytes(8, "big"), kind)


def small_pool(number: int) -> Problem:
    """Three to nine people, at most four seats: few enough to list all panels; sometimes without any."""
    stream = stream_of("small pool", number)
    n = 3 + stream.below(7)
    seats = stream.below(min(n, 4) + 1)
    features = 1 + stream.below(3)
    people = {f"p{i}": {f"f{f}": "aabbc"[stream.below(5)] for f in range(features)} for i in range(n)}
    ids = list(people)
    homes: Homes | None = {i: "xyz"[stream.below(3)] if stream.below(2) else None for i in ids}
    homes = homes if stream.below(3) == 0 else None
    order = list(ids)
    stream.shuffle(order)
    style = STYLES[stream.below(len(STYLES))]
    quotas = {f: {v: _quota(stream, style, people, order[:seats], f, v) for v in "abc"} for f in people[ids[0]]}
    must = ids[:1] if stream.below(5) == 0 else []
    must_not = ids[-1:] if stream.below(5) == 0 else []
    pairs = _pair(stream, people, order[:seats]) if features > 1 and stream.below(2) == 0 else {}
    return make_problem(quotas, people, seats, homes, must, must_not, pairs)


def _pair(stream: SeedStream, people: People, panel: Sequence[str]) -> PairQuotas:
    """Quotas on some combinations of two features, around a panel or one seat beside it."""
    rows: dict[str, dict[str, Quota]] = {}
    for v in "abc":
        for w in "abc":
            if stream.below(3) == 0:
                on = max(0, sum((people[i]["f0"], people[i]["f1"]) == (v, w) for i in panel) + stream.below(5) // 4)
                rows.setdefault(v, {})[w] = Quota(max(0, on - stream.below(2)), on + stream.below(2))
    return {"f0": {"f1": rows}} if rows else {}


def _quota(stream: SeedStream, style: str, people: People, panel: Sequence[str], f: str, v: str) -> Quota:
    on, n = sum(people[i][f] == v for i in panel), len(people)
    share = len(panel) * sum(answers[f] == v for answers in people.values())
    if style == "share":
        return Quota(share // n, -(-share // n))
    if style == "raised":
        return Quota(on + (v == "a"), on + 1 + stream.below(2))
    below, above = {"loose": (3, 3), "tight": (2, 2), "exact": (1, 1), "narrow": (2, 1)}[style]
    return Quota(max(0, on - stream.below(below)), on + stream.below(above))


def planted_pool(number: int, people: int | None = None) -> Problem:
    """100 to 2,500 people, or so many, five to ten features, quotas one to three around a panel of the pool.

    Every third has ten features of four values and quotas of one around a quarter of the pool.
    """
    stream = stream_of("planted pool", number)
    n = people or 100 + stream.below(2401)
    if people is None and number % 3 == 0:
        return _planted(stream, n, n // 4, [4] * 10, 1)
    seats = max(5, n // (3 + stream.below(6))) if people is None else 300 + stream.below(201)
    sizes = [3 + stream.below(3) for _ in range(5 + stream.below(6))]
    return _planted(stream, n, seats, sizes, 1 + stream.below(3))


def large_pool(number: int) -> Problem:
    """1,000 to 2,000 people, five features of three values; in every second pool most people share a home."""
    stream = stream_of("large pool", number)
    n = 1000 + stream.below(1001)
    homes: Homes | None = {f"p{i:04}": f"h{stream.below(n // 2)}" for i in range(n)} if number % 2 else None
    return _planted(stream, n, 40 + stream.below(60), [3] * 5, 1 + stream.below(2), homes)


def late_pool(number: int) -> Problem:
    """Ten features with hardly any room: dozens of levels of chances, built on digits of one another."""
    return _planted(stream_of("late", number), 1200, 300, [4] * 10, 1)


def _planted(
    stream: SeedStream, n: int, seats: int, sizes: Sequence[int], room: int, homes: Homes | None = None
) -> Problem:
    width = len(str(n))
    pool = {f"p{i:0{width}}": {f"f{f}": f"v{stream.below(size)}" for f, size in enumerate(sizes)} for i in range(n)}
    return _around(stream, pool, seats, room, homes)


def _around(stream: SeedStream, pool: People, seats: int, room: int, homes: Homes | None = None) -> Problem:
    """Quotas that leave so much room on both sides of a panel that is drawn from the pool, one person per home."""
    order, panel = list(pool), dict[str, str]()
    stream.shuffle(order)
    for person in order:
        if len(panel) < seats:
            panel.setdefault((homes or {}).get(person) or person, person)
    quotas: dict[str, dict[str, Quota]] = {}
    for f in next(iter(pool.values())):
        on = Counter(pool[i][f] for i in panel.values())
        values = sorted({answers[f] for answers in pool.values()})
        quotas[f] = {v: Quota(max(0, on[v] - room), on[v] + room) for v in values}
    return make_problem(quotas, pool, len(panel), homes)


def _narrow(stream: SeedStream) -> Problem:
    return _planted(stream, 300 + stream.below(500), 30 + stream.below(50), [4] * (6 + stream.below(4)), 1)


def _exact(stream: SeedStream) -> Problem:
    return _planted(stream, 200 + stream.below(300), 25 + stream.below(30), [3] * (6 + stream.below(7)), 0)


def _tiny(stream: SeedStream) -> Problem:
    n = 30 + stream.below(100)
    return _planted(stream, n, n // 3, [3] * (8 + stream.below(5)), 0)


def _municipalities(stream: SeedStream) -> Problem:
    places = 60 + stream.below(241)
    return _planted(stream, 800 + stream.below(1200), 110 + stream.below(60), [places, 2, 3, 4], stream.below(2))


def _few_seats(stream: SeedStream) -> Problem:
    return _planted(stream, 400 + stream.below(500), 3 + stream.below(12), [5] * 9, 0)


def _matching(stream: SeedStream) -> Problem:
    """Three features with as many values as seats, each exactly once, a matching planted."""
    seats = 8 + stream.below(24)
    rows = [[v, v, v] for v in range(seats)]
    rows += [[stream.below(seats) for _ in range(3)] for _ in range(seats * (2 + stream.below(4)))]
    pool = {f"p{i:04}": {f"f{f}": f"v{v:02}" for f, v in enumerate(row)} for i, row in enumerate(rows)}
    once = {f"f{f}": {f"v{v:02}": Quota(1, 1) for v in range(seats)} for f in range(3)}
    return make_problem(once, pool, seats)


def _parity(stream: SeedStream) -> Problem:
    """Pairs of features that agree but for a few people: whole numbers only fit in odd ways."""
    n, features = 60 + stream.below(100), 4 + stream.below(6)
    pool: People = {}
    for i in range(n):
        first = stream.below(2)
        others = [(first + (stream.below(6) == 0)) % 2 for _ in range(features - 1)]
        pool[f"p{i:03}"] = {f"f{f}": "ab"[v] for f, v in enumerate([first, *others])}
    return _around(stream, pool, 11 + 2 * stream.below(10), 0)


def _homes(stream: SeedStream) -> Problem:
    """Most people share a home; no room in the quotas."""
    n = 200 + stream.below(300)
    homes: Homes = {f"p{i:03}": f"h{stream.below(n // 2)}" for i in range(n)}
    return _planted(stream, n, 40 + stream.below(30), [3] * 5, stream.below(2), homes)


def _crossed(stream: SeedStream) -> Problem:
    """Features that are crossed with one another beside them."""
    n = 500 + stream.below(600)
    pool = {}
    for i in range(n):
        a, b, c = stream.below(4), stream.below(5), stream.below(4)
        pool[f"p{i:04}"] = {"a": f"{a}", "b": f"{b}", "c": f"{c}", "ab": f"{a}x{b}", "bc": f"{b}x{c}"}
    return _around(stream, pool, 60 + stream.below(60), stream.below(2))


def _skew(stream: SeedStream) -> Problem:
    """The pool is unlike the quotas: one value is rare everywhere and wanted often."""
    n = 600 + stream.below(900)
    pool = {
        f"p{i:04}": {f"f{f}": "abcd"[min(stream.below(4), stream.below(4), stream.below(4))] for f in range(6)}
        for i in range(n)
    }
    order = sorted(pool, key=lambda person: (-sum(v in "cd" for v in pool[person].values()), person))
    rare = {person: pool[person] for person in order[: n // 3]}
    quotas = _around(stream, rare, 40 + stream.below(30), 1)
    features = {f: {v: quotas.features[f].get(v, Quota(0, 1)) for v in "abcd"} for f in quotas.features}
    return make_problem(features, pool, quotas.seats)


HARD: Mapping[str, Callable[[SeedStream], Problem]] = {
    "narrow": _narrow,
    "exact": _exact,
    "tiny": _tiny,
    "municipalities": _municipalities,
    "few seats": _few_seats,
    "matching": _matching,
    "parity": _parity,
    "homes": _homes,
    "crossed": _crossed,
    "skew": _skew,
}


def hard_pool(number: int) -> tuple[str, Problem]:
    """A pool of one of the hard kinds, in turn."""
    kind = list(HARD)[number % len(HARD)]
    return kind, HARD[kind](stream_of(kind, number))
