"""Small pools of every style, each from a number: what honest records are made of, and what forgers start from.

A panel is planted, so each pool has one. Styles: wide and narrow quotas, none at all, values nobody has, households,
people who must or must not be drawn, everybody forced, one seat, all seats, people with equal answers on no panel.
"""

from __future__ import annotations

from selection.model.problem import Problem, Quota, make_problem
from selection.model.seed import SeedStream

STYLES = (
    "wide",
    "narrow",
    "exact",
    "households",
    "musts",
    "forced",
    "one seat",
    "all seats",
    "nobody",
    "alike",
    "pairs",
)


def pool(number: int) -> Problem:
    """The pool of this number; its style is `STYLES[number % len(STYLES)]`."""
    stream = SeedStream(number.to_bytes(8, "big"), "forgers")
    style = STYLES[number % len(STYLES)]
    n = 5 + stream.below(14)
    seats = {"one seat": 1, "all seats": n}.get(style, 2 + stream.below(max(1, n // 2 - 1)))
    features = {"alike": 1, "pairs": 2}.get(style) or 1 + stream.below(3)
    sizes = [2 + stream.below(3) for _ in range(features)]
    ids = [f"p{i:02d}" for i in range(n)]
    answers = {i: {f"f{f}": f"v{min(stream.below(s), stream.below(s))}" for f, s in enumerate(sizes)} for i in ids}
    homes = _homes(stream, ids) if style == "households" else None
    panel = _panel(stream, ids, homes, seats)
    must = panel[:2] if style == "musts" else panel if style == "forced" else []
    must_not = [i for i in ids if i not in panel][:1] if style == "musts" else []
    quotas = {f"f{f}": _quotas(stream, answers, panel, f, s, style) for f, s in enumerate(sizes)}
    pairs = {"f0": {"f1": _pair(answers, panel)}} if style == "pairs" else {}
    return make_problem(quotas, answers, len(panel), homes, must, must_not, pairs)


def _pair(answers: dict[str, dict[str, str]], panel: list[str]) -> dict[str, dict[str, Quota]]:
    """Quotas of three combinations of two features, with hardly any room around the planted panel."""
    rows: dict[str, dict[str, Quota]] = {}
    for v, w in (("v0", "v0"), ("v0", "v1"), ("v1", "v0")):
        on = sum((answers[i]["f0"], answers[i]["f1"]) == (v, w) for i in panel)
        rows.setdefault(v, {})[w] = Quota(max(0, on - 1), on)
    return rows


def _homes(stream: SeedStream, ids: list[str]) -> dict[str, str | None]:
    return {i: f"h{stream.below(len(ids) - 1)}" if stream.below(2) else None for i in ids}


def _panel(stream: SeedStream, ids: list[str], homes: dict[str, str | None] | None, seats: int) -> list[str]:
    """As many of `seats` people as live apart, drawn in an order that the stream gives."""
    order, seen = list(ids), set[str]()
    stream.shuffle(order)
    panel: list[str] = []
    for person in order:
        home = (homes or {}).get(person)
        if len(panel) < seats and home not in seen:
            panel.append(person)
            seen |= {home} if home else set()
    return sorted(panel)


def _quotas(
    stream: SeedStream, answers: dict[str, dict[str, str]], panel: list[str], f: int, size: int, style: str
) -> dict[str, Quota]:
    """Quotas of one feature around the planted panel, and one for a value that nobody has."""
    room = {"narrow": 2, "exact": 1, "wide": 4}.get(style, 3)
    quotas = {f"v{size}": Quota(0, stream.below(3))}
    for v in range(size):
        on = sum(answers[i][f"f{f}"] == f"v{v}" for i in panel)
        least = max(0, on - stream.below(room))
        quotas[f"v{v}"] = Quota(0 if style == "alike" else least, on + stream.below(room))
    if style == "nobody":
        absent = [v for v in range(size) if not any(answers[i][f"f{f}"] == f"v{v}" for i in panel)]
        quotas |= {f"v{v}": Quota(0, 0) for v in absent}
    return quotas
