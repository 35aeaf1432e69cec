"""Forgers who move tickets, change what was announced, or play with how a record is written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from copy import deepcopy

from selection import InputError, dumps, make_problem
from selection.proof import inspection
from selection.proof.ceremony import frozen_list, seed_of
from selection.proof.given import pair_quotas
from selection.proof.record import FIRST_FORMAT, Record, seal
from selection.proof.verify import Announced
from tests.selection.proof.forgers.workshop import TICKETS, Forgery, Workshop, fit, shuffled


def _friend(shop: Workshop) -> str | None:
    p = shop.favourite()
    return None if p is None else shop.profiles.profiles[p].members[0]


def one_ticket_many_times(shop: Workshop) -> Forgery | None:
    """The honest lottery; all tickets are the panel of a friend."""
    friend, record = _friend(shop), shop.record()
    there = [j for j, panel in enumerate(record["panels"]) if friend in panel]
    if not there or len(record["panels"]) < 3:
        return None
    return _far(shop.forged(record, lambda r: shuffled(r, [there[0]] * TICKETS)), record)


def more_tickets_for_a_friend(shop: Workshop) -> Forgery | None:
    """Half of the tickets without the friend become tickets with them."""
    friend, record = _friend(shop), shop.record()
    there = [j for j, panel in enumerate(record["panels"]) if friend in panel]
    if not there:
        return None
    moved = [t if t in there or i % 2 else there[i % len(there)] for i, t in enumerate(sorted(record["tickets"]))]
    return _far(shop.forged(record, lambda r: shuffled(r, moved)), record)


def tickets_with_a_bound_of_their_own(shop: Workshop) -> Forgery | None:
    """The same with multipliers that should prove that tickets must be so uneven."""
    forgery = more_tickets_for_a_friend(shop)
    if forgery is None:
        return None
    record: Record = json.loads(forgery.data)
    rows = [[row, 1e8 if row % 2 else -1e8] for row in range(len(shop.constraints.lower))]
    record["certificate"]["tickets"] = {"multipliers": rows}
    return _far(shop.forged(record), record)


def _far(data: bytes, honest: Record) -> Forgery | None:
    """The forgery, if its tickets are further than one ticket above the honest ones."""
    return Forgery(data) if json.loads(data)["ticket_change"] > honest["ticket_change_bound"] + 1.001 else None


def _another_problem(shop: Workshop, change: Callable[[Record], object]) -> Forgery | None:
    """An honest lottery of a changed problem; the fingerprint of the true one was announced."""
    record = shop.record()
    given = {field: deepcopy(record[field]) for field in ("categories", "answers", "seats", "must", "must_not")}
    given["households"], given["pairs"] = record.get("households"), deepcopy(record.get("pairs", {}))
    change(given)
    features = sorted(given["categories"])
    from selection import find_lottery
    from selection.model.problem import Quota

    try:
        problem = make_problem(
            {f: {v: Quota(*q) for v, q in values.items()} for f, values in given["categories"].items()},
            {i: dict(zip(features, answers, strict=True)) for i, answers in given["answers"].items()},
            given["seats"],
            None if given["households"] is None else {i: str(h) for i, h in given["households"].items()},
            given["must"],
            given["must_not"],
            pair_quotas(given),
        )
        made = find_lottery(problem, tickets=TICKETS)
    except InputError:
        return None
    return Forgery(dumps(made.to_record()), shop.known) if problem.sha256() != shop.problem.sha256() else None


def quotas_widened(shop: Workshop) -> Forgery | None:
    def widen(given: Record) -> None:
        feature = min(given["categories"])
        given["categories"][feature] = {v: [0, given["seats"]] for v in given["categories"][feature]}

    return _another_problem(shop, widen)


def pairs_dropped(shop: Workshop) -> Forgery | None:
    return _another_problem(shop, lambda given: given.update(pairs={})) if shop.problem.pairs else None


def pair_quota_widened(shop: Workshop) -> Forgery | None:
    def widen(given: Record) -> None:
        for row in given["pairs"]["f0"]["f1"].values():
            for value in row:
                row[value] = [0, given["seats"]]

    return _another_problem(shop, widen) if shop.problem.pairs else None


def pair_of_another_lottery(shop: Workshop) -> Forgery | None:
    """The lottery without the quotas on two features together, under them, with the hash of the true problem."""
    if not shop.problem.pairs:
        return None
    record, without = shop.record(), pairs_dropped(shop)
    if without is None:
        return None
    other = json.loads(without.data)
    pairs = {field: record[field] for field in ("format", "pairs", "input_sha256")}
    data = dumps(seal({**other, **pairs}))
    return Forgery(data) if other["chances"] != record["chances"] else None


def people_left_out(shop: Workshop) -> Forgery | None:
    def leave_out(given: Record) -> None:
        absent = [i for i in given["answers"] if i not in given["must"]][-1:]
        for person in absent:
            del given["answers"][person]
            given["must_not"] = [i for i in given["must_not"] if i != person]
            if given["households"]:
                given["households"].pop(person, None)

    return _another_problem(shop, leave_out)


def lookalike_added(shop: Workshop) -> Forgery | None:
    """One person more, whose id looks like that of another: a Cyrillic letter."""

    def add(given: Record) -> None:
        first = min(given["answers"])
        given["answers"][first.replace("p", "р")] = list(given["answers"][first])

    return _another_problem(shop, add)


def friend_must(shop: Workshop) -> Forgery | None:
    friend = _friend(shop)
    return friend and _another_problem(shop, lambda given: given["must"].append(friend))  # type: ignore[return-value]


def enemy_must_not(shop: Workshop) -> Forgery | None:
    p = shop.favourite(worst=True)
    enemy = None if p is None else shop.profiles.profiles[p].members[0]
    return enemy and _another_problem(  # type: ignore[return-value]
        shop, lambda given: enemy in given["must"] or given["must_not"].append(enemy)
    )


def households_dropped(shop: Workshop) -> Forgery | None:
    if not shop.problem.households:
        return None
    return _another_problem(shop, lambda given: given.update(households=None))


def answer_changed(shop: Workshop) -> Forgery | None:
    """A friend has the answer of somebody with a larger chance."""
    friend, chances = _friend(shop), shop.honest().chances
    luckiest = max(chances, key=lambda i: chances[i])
    return friend and _another_problem(  # type: ignore[return-value]
        shop, lambda given: given["answers"].update({friend: list(given["answers"][luckiest])})
    )


def quota_changed_behind_its_hash(shop: Workshop) -> Forgery | None:
    """The hash of the problem is left as announced."""

    def widen(record: Record) -> None:
        feature = min(record["categories"])
        record["categories"][feature] = {v: [0, record["seats"]] for v in record["categories"][feature]}

    made, honest = shop.friends(), shop.record()
    if made is None:
        return None
    record = json.loads(shop.forged(made, widen))
    return Forgery(dumps(seal({**record, "input_sha256": honest["input_sha256"]})), shop.known)


def profiles_merged(shop: Workshop) -> Forgery | None:
    """Chances that are not those of the panels: everybody has the mean."""
    record = shop.record()
    mean = round(record["seats"] / len(record["people"]), 12)
    if len(set(record["chances"].values())) < 2:
        return None
    record["chances"] = dict.fromkeys(record["people"], mean)
    return Forgery(dumps(seal({**record, "minimum": mean, "upper_bound": mean, "gap": 0.0, "rule_gap": 0.0})))


def twin_robbed(shop: Workshop) -> Forgery | None:
    """A friend takes a seat of somebody with equal answers."""
    record = shop.record()
    pairs = [p.members[:2] for p in shop.profiles.profiles if len(p.members) > 1]
    for friend, twin in pairs if not shop.problem.households else ():
        for panel in record["panels"]:
            if twin in panel and friend not in panel:
                panel[panel.index(twin)] = friend
                panel.sort()
                return Forgery(shop.forged(record))
    return None


def first_format(shop: Workshop) -> Forgery | None:
    """A record of the first format, in which nobody looked at what was missing."""
    made = shop.friends()
    if made is None:
        return None
    record = json.loads(shop.forged(made))
    everybody = dict.fromkeys(shop.constraints.first, 1.0)
    record |= {"format": FIRST_FORMAT, "complete": True, "upper_bound": record["minimum"], "gap": 0.0, "rule_gap": 0.0}
    levels = [{"weights": everybody, "multipliers": [[0, 1e-12]]}]
    record["certificate"] |= {"every_level": True, "levels": levels}
    record["certificate"]["excluded"] = {
        person: {"weights": {person: 1.0}, **tree} for person, tree in record["certificate"]["excluded"].items()
    }
    return Forgery(dumps(seal(record)))


def _ceremony(shop: Workshop, record: Record, root: str, digits: str) -> Record:
    listed = hashlib.sha256(
        frozen_list(
            "voorbeeld",
            record["seats"],
            record["rule"],
            len(record["tickets"]),
            record["categories"],
            record["answers"],
            record.get("households"),
        )
    ).hexdigest()
    held = {"assembly": "voorbeeld", "beacon": None, "digits": digits, "list_sha256": listed, "root": root}
    made = {**record, "ceremony": held, "seed": seed_of(root, listed, digits)}
    tickets = list(made["tickets"])
    shuffled(made, tickets)
    return made


def list_behind_an_announced_root(shop: Workshop) -> Forgery | None:
    """A record of a public draw with the announced root, about a list without somebody."""
    other, honest = people_left_out(shop), shop.record()
    if other is None or honest["must"] or honest["must_not"]:
        return None
    root, digits = "ab" * 32, "0123456789"
    true = _ceremony(shop, honest, root, digits)["ceremony"]["list_sha256"]
    return Forgery(dumps(seal(_ceremony(shop, json.loads(other.data), root, digits))), Announced(root, (true,)))


def another_root(shop: Workshop) -> Forgery | None:
    record = shop.record()
    if record["must"] or record["must_not"]:
        return None
    return Forgery(dumps(seal(_ceremony(shop, record, "cd" * 32, "0123456789"))), Announced("ab" * 32))


def chosen_seed(shop: Workshop) -> Forgery | None:
    """The seed of a public draw is one that puts a friend on a ticket that somebody will draw."""
    record = shop.record()
    if record["must"] or record["must_not"]:
        return None
    made = _ceremony(shop, record, "ab" * 32, "0123456789")
    made["seed"] = "00" * 32
    shuffled(made, list(made["tickets"]))
    return Forgery(dumps(seal(made)), Announced("ab" * 32))


def public_part_of_other_tickets(shop: Workshop) -> Forgery | None:
    """The public part of a record for inspection, with a friend on every panel."""
    made, record = shop.friends(), shop.record()
    if made is None or record["must"] or record["must_not"]:
        return None
    honest = inspection.public_part(_ceremony(shop, record, "ab" * 32, "0123456789"), "00" * 32, "griffie")
    other = inspection.public_part(_ceremony(shop, made.to_record(), "ab" * 32, "0123456789"), "00" * 32, "griffie")
    return Forgery(other, Announced("ab" * 32, (hashlib.sha256(honest).hexdigest(),)))


def _field(change: Callable[[Record], object]) -> Callable[[Workshop], Forgery | None]:
    """A friend's record in which one value is written otherwise."""

    def forge(shop: Workshop) -> Forgery | None:
        made = shop.friends()
        if made is None:
            return None
        record = json.loads(shop.forged(made, certificate=shop.honest().certificate))
        change(record)
        try:
            return Forgery(dumps(seal(record)))
        except ValueError:
            return Forgery(json.dumps(record).encode())

    return forge


def _added(**level: object) -> Callable[[Record], object]:
    return lambda record: record["certificate"]["levels"].append(level)


def _weight_below_zero(record: Record) -> None:
    first, side = record["people"][0], {"multipliers": []}
    record["certificate"]["levels"].append({"at": 1.0, "weights": {first: -1.0}, "split": [first, 0, side, side]})


def duplicate_keys(shop: Workshop) -> Forgery | None:
    """Two lotteries in one file: whoever reads the first key sees the honest one."""
    made = shop.friends()
    if made is None:
        return None
    honest, forged = dumps(shop.record()).decode(), shop.forged(made).decode()
    return Forgery((honest.rstrip()[:-1] + "," + forged[1:]).encode())


def duplicate_keys_inside(shop: Workshop) -> Forgery | None:
    record, made = shop.record(), shop.friends()
    if made is None:
        return None
    text = dumps(record).decode()
    other = json.dumps(made.to_record()["panels"], separators=(",", ":"))
    return Forgery(text.replace('"panels":', f'"panels":{other},"panels":', 1).encode())


def negative_probability(shop: Workshop) -> Forgery | None:
    """The honest chances with a friend's panel at minus something, and more of it elsewhere."""
    record = shop.record()
    if len(record["probabilities"]) < 2:
        return None
    low, high = sorted(range(len(record["probabilities"])), key=lambda j: record["probabilities"][j])[:2]
    moved = record["probabilities"][low] + 0.125
    record["probabilities"][low] = round(record["probabilities"][low] - moved, 12)
    record["probabilities"][high] = round(record["probabilities"][high] + moved, 12)
    fit(record)
    return Forgery(dumps(seal(record)))


def _named(name: str, forger: Callable[[Workshop], Forgery | None]) -> Callable[[Workshop], Forgery | None]:
    forger.__name__ = name
    return forger


FORGERS = (
    one_ticket_many_times,
    more_tickets_for_a_friend,
    tickets_with_a_bound_of_their_own,
    quotas_widened,
    people_left_out,
    lookalike_added,
    friend_must,
    enemy_must_not,
    households_dropped,
    answer_changed,
    quota_changed_behind_its_hash,
    profiles_merged,
    twin_robbed,
    first_format,
    list_behind_an_announced_root,
    another_root,
    chosen_seed,
    public_part_of_other_tickets,
    duplicate_keys,
    pairs_dropped,
    pair_quota_widened,
    pair_of_another_lottery,
    duplicate_keys_inside,
    negative_probability,
    _named("levels_as_text", _field(_added(at="1", multipliers=[]))),
    _named("level_of_a_truth", _field(_added(at=True, multipliers=[]))),
    _named("level_beyond_bounds", _field(_added(at=1e300, multipliers=[]))),
    _named("row_below_zero", _field(_added(at=1.0, multipliers=[[-1, 1.0]]))),
    _named("row_twice", _field(_added(at=1.0, multipliers=[[0, 1.0], [0, -1.0]]))),
    _named("weights_below_zero", _field(_weight_below_zero)),
    _named("multiplier_beyond_bounds", _field(lambda r: r["certificate"]["tickets"]["multipliers"].append([0, 1e308]))),
    _named("complete_as_number", _field(lambda r: r.update(complete=1))),
    _named("not_a_number", _field(lambda r: r.update(rule_gap=float("nan")))),
    _named("infinite", _field(lambda r: r["certificate"].update(levels=[{"at": float("inf"), "multipliers": []}]))),
    _named("unknown_rule", _field(lambda r: r.update(rule="Leximin"))),
    _named("lookalike_rule", _field(lambda r: r.update(rule="lеximin"))),
    _named("unknown_format", _field(lambda r: r.update(format="selection-lottery/4"))),
    _named("field_of_another_name", _field(lambda r: r.update(proven=True))),
)
