"""Forgers who publish another lottery than the rule asks for, with all the proof they can find or make up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from selection.proof.certificate import Leaf, Level, Objective, Split
from tests.selection.proof.forgers.workshop import OTHER, Forgery, Workshop, without_levels


def friend(shop: Workshop) -> Forgery | None:
    """A friend on as many panels as can be, under the certificate of the honest lottery."""
    made = shop.friends()
    return made and Forgery(shop.forged(made, certificate=shop.honest().certificate))


def friend_a_little(shop: Workshop) -> Forgery | None:
    """One ticket in a hundred for the friend."""
    made = shop.friends(share=0.01)
    return made and Forgery(shop.forged(made, certificate=shop.honest().certificate))


def friend_who_claims(shop: Workshop) -> Forgery | None:
    """The record says that it is complete and that no lottery is better."""
    made = shop.friends()
    claims = {"complete": True, "gap": 0.0, "rule_gap": 0.0}

    def seal_claims(data: bytes) -> bytes:
        from selection import dumps, loads
        from selection.proof.record import seal

        record = loads(data)
        return dumps(seal({**record, **claims, "upper_bound": record["minimum"]}))

    return made and Forgery(seal_claims(shop.forged(made)))


def enemy(shop: Workshop) -> Forgery | None:
    """An enemy on as few panels as can be."""
    p = shop.favourite(worst=True)
    if p is None:
        return None
    worst = shop.extreme(p, worst=True)
    made = None if worst is None else shop.mixture([worst], share=0.9)
    return made and Forgery(shop.forged(made, certificate=shop.honest().certificate))


def enemy_by_a_hair(shop: Workshop) -> Forgery | None:
    """So little less for the enemy that it might pass for rounding."""
    p = shop.favourite(worst=True)
    worst = None if p is None else shop.extreme(p, worst=True)
    made = None if worst is None else shop.mixture([worst], share=1e-4)
    return made and Forgery(shop.forged(made, certificate=shop.honest().certificate))


def one_panel(shop: Workshop) -> Forgery | None:
    """One panel for certain: no lottery at all."""
    values = shop.stream("one panel")
    panel = shop.panel(np.array([float(values.below(100)) for _ in shop.polytope.count]))
    made = None if panel is None else shop.mixture([panel])
    return made and Forgery(shop.forged(made, certificate=shop.honest().certificate))


def maximin_as_leximin(shop: Workshop) -> Forgery | None:
    """Only the smallest chance is as large as can be; the friend has what others could have."""
    made = shop.honest("maximin")
    if not shop.differs(made, "leximin"):
        return None
    return Forgery(shop.forged(made, lambda record: record.update(rule="leximin")))


def _sold_as(shop: Workshop, made: str, sold: str) -> Forgery | None:
    lottery = shop.honest(made)
    if not shop.differs(lottery, sold) or (made == "leximin" and sold == "maximin"):
        return None
    proof = shop.honest(sold).certificate
    return Forgery(shop.forged(lottery, lambda record: record.update(rule=sold), proof))


def nash_as_leximin(shop: Workshop) -> Forgery | None:
    return _sold_as(shop, "nash", "leximin")


def leximin_as_nash(shop: Workshop) -> Forgery | None:
    return _sold_as(shop, "leximin", "nash")


def nash_as_maximin(shop: Workshop) -> Forgery | None:
    lottery = shop.honest("nash")
    if lottery.minimum > shop.honest("maximin").minimum - OTHER * 1e12:
        return None
    return _sold_as(shop, "nash", "maximin")


def no_levels(shop: Workshop) -> Forgery | None:
    """Nothing proven, so nothing contradicted."""
    made = shop.friends()
    return made and Forgery(shop.forged(made, certificate=without_levels(made.certificate)))


def shortened(shop: Workshop) -> Forgery | None:
    """Maximin with a friend among those above the smallest chance, under the first of the honest levels."""
    made = shop.honest("maximin")
    if not shop.differs(made, "leximin"):
        return None
    honest = shop.honest().certificate
    return Forgery(shop.forged(made, lambda r: r.update(rule="leximin"), replace(honest, levels=honest.levels[:1])))


def _with_levels(shop: Workshop, *extra: Level) -> Forgery | None:
    made = shop.friends()
    if made is None:
        return None
    proof = shop.honest().certificate
    return Forgery(shop.forged(made, certificate=replace(made.certificate, levels=(*proof.levels, *extra))))


def huge_multipliers(shop: Workshop) -> Forgery | None:
    """Multipliers so large that any rounding would swallow what is missing."""
    rows = range(len(shop.constraints.lower))
    return _with_levels(shop, *(Level(10**12, Leaf({r: sign * 10**20})) for r in rows for sign in (1, -1)))


def tiny_multipliers(shop: Workshop) -> Forgery | None:
    rows = range(len(shop.constraints.lower))
    return _with_levels(shop, *(Level(10**12, Leaf({r: sign})) for r in rows for sign in (1, -1)))


def levels_at_every_chance(shop: Workshop) -> Forgery | None:
    """The honest multipliers, each offered as the proof of every chance."""
    made = shop.friends()
    if made is None:
        return None
    offered = [
        replace(level, highest=highest)
        for level in shop.honest().certificate.levels
        for highest in sorted(set(made.chances.values()))
    ]
    return _with_levels(shop, *offered)


def tiny_weight(shop: Workshop) -> Forgery | None:
    """The friend joins an honest inequality with hardly any weight, as a tree that splits."""
    p = shop.favourite()
    if p is None:
        return None
    extra = []
    for level in shop.honest().certificate.levels:
        if isinstance(level.tree, Leaf):
            weights = {q: 10**12 for q in range(len(shop.polytope.count)) if q != p} | {p: 1}
            extra.append(Level(10**12, Split(p, 0, level.tree, level.tree), weights))
    return _with_levels(shop, *extra)


def split_that_misses(shop: Workshop) -> Forgery | None:
    """A split below or above everything that can be: one side is empty, and the other proves nothing."""
    P = range(len(shop.polytope.count))
    trees = [Split(p, at, Leaf({}), Leaf({0: 10**12})) for p in P for at in (0, int(shop.polytope.most[p]), 10**8)]
    return _with_levels(shop, *(Level(10**12, tree, {tree.profile: 10**12}) for tree in trees))


def levels_of_another_pool(shop: Workshop) -> Forgery | None:
    other = Workshop(_other(shop), shop.number)
    made = shop.friends()
    rows = len(shop.constraints.lower)
    found = [
        Level(level.highest, Leaf({r: m for r, m in level.tree.multipliers.items() if r < rows}))
        for level in other.honest().certificate.levels
        if isinstance(level.tree, Leaf)
    ]
    return made and Forgery(shop.forged(made, certificate=replace(made.certificate, levels=tuple(found))))


def _other(shop: Workshop):  # type: ignore[no-untyped-def]
    from tests.selection.proof.forgers.pools import pool

    return pool(shop.number + 1000)


def excluded(shop: Workshop) -> Forgery | None:
    """The enemy is said to be on no panel; the proof is empty, or borrowed."""
    p = shop.favourite(worst=True)
    worst = None if p is None else shop.extreme(p, worst=True)
    made = None if p is None or worst is None or worst[p] else shop.mixture([worst])
    if made is None or p is None:
        return None
    trees = [Leaf({}), *(level.tree for level in shop.honest().certificate.levels)]
    tree = trees[shop.stream("excluded").below(len(trees))]
    proof = replace(made.certificate, excluded={**made.certificate.excluded, p: tree})
    return Forgery(shop.forged(made, certificate=proof))


def excluded_by_a_split(shop: Workshop) -> Forgery | None:
    """The same with a tree whose sides look the other way."""
    p = shop.favourite(worst=True)
    worst = None if p is None else shop.extreme(p, worst=True)
    made = None if p is None or worst is None or worst[p] else shop.mixture([worst])
    if made is None or p is None:
        return None
    most = int(shop.polytope.most[p])
    tree = Split(p, 0, Leaf({}), Split(p, most, Split(p, 0, Leaf({}), Leaf({0: -(10**12)})), Leaf({})))
    return Forgery(shop.forged(made, certificate=replace(made.certificate, excluded={p: tree})))


def nash_without_gap(shop: Workshop) -> Forgery | None:
    """A friend under nash, and no proof of the product."""
    made = shop.friends("nash", 0.5)
    return made and Forgery(shop.forged(made, certificate=replace(made.certificate, objective=None)))


def nash_with_the_honest_proof(shop: Workshop) -> Forgery | None:
    made, proof = shop.friends("nash", 0.5), shop.honest("nash").certificate
    return made and Forgery(shop.forged(made, certificate=proof))


def nash_without_somebody(shop: Workshop) -> Forgery | None:
    """Somebody has chance 0: then the product is 0, and no gap is left to compute."""
    made, proof = shop.friends("nash"), shop.honest("nash").certificate
    if made is None or made.minimum:
        return None
    return Forgery(shop.forged(made, certificate=proof))


def goldilocks_with_weights_elsewhere(shop: Workshop) -> Forgery | None:
    """The proof of goldilocks with its weights on people whom they aren't about."""
    made = shop.friends("goldilocks", 0.5)
    P = len(shop.polytope.count)
    objective = Objective(Leaf({}), dict.fromkeys(range(P), 10**12), {P - 1: 1})
    return made and Forgery(shop.forged(made, certificate=replace(made.certificate, objective=objective)))


def goldilocks_with_the_honest_proof(shop: Workshop) -> Forgery | None:
    made, proof = shop.friends("goldilocks", 0.5), shop.honest("goldilocks").certificate
    return made and Forgery(shop.forged(made, certificate=proof))


FORGERS = (
    friend,
    friend_a_little,
    friend_who_claims,
    enemy,
    enemy_by_a_hair,
    one_panel,
    maximin_as_leximin,
    nash_as_leximin,
    leximin_as_nash,
    nash_as_maximin,
    no_levels,
    shortened,
    huge_multipliers,
    tiny_multipliers,
    levels_at_every_chance,
    tiny_weight,
    split_that_misses,
    levels_of_another_pool,
    excluded,
    excluded_by_a_split,
    nash_without_gap,
    nash_with_the_honest_proof,
    nash_without_somebody,
    goldilocks_with_weights_elsewhere,
    goldilocks_with_the_honest_proof,
)
