"""The small pieces that a draw leans on: the tree of hashes, what is shown of small counts, the figures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from beraad.lottery.engine import seed_of
from beraad.lottery.figures import gini, spread
from beraad.lottery.frozen import merkle
from beraad.lottery.frozen.disclosure import SMALLEST, shown
from beraad.lottery.snapshot import Snapshot
from tests.lottery import proofs

KEY = bytes(range(32))
PEOPLE = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=5), st.tuples(st.sampled_from(("vrouw", "man"))), min_size=1
)


@given(PEOPLE)
@example({"a": ("man",)})
@example({"a": ("man",), "b": ("vrouw",)})
@example({"a": ("man",), "b": ("vrouw",), "c": ("man",)})
def test_everyone_in_the_tree_has_a_proof_that_holds(people: dict[str, tuple[str, ...]]) -> None:
    root = merkle.root(people, KEY)
    for person in people:
        proof = merkle.prove(people, KEY, person)
        assert proof.root == root
        assert proofs.holds(proof)


@given(PEOPLE)
@example({"a": ("man",)})
def test_a_proof_with_other_answers_does_not_hold(people: dict[str, tuple[str, ...]]) -> None:
    proof = merkle.prove(people, KEY, min(people))
    assert not proofs.holds(replace(proof, answers=("anders",)))
    assert not proofs.holds(replace(proof, person=proof.person + "x"))


def test_another_key_or_order_of_rows() -> None:
    people = {"a": ("vrouw",), "b": ("man",), "c": ("man",)}
    assert merkle.root(people, KEY) == merkle.root(dict(reversed(people.items())), KEY)
    assert merkle.root(people, KEY) != merkle.root(people, bytes(32))


@given(st.lists(st.integers(0, 50), min_size=1, max_size=6))
@example([3])
@example([3, 20])
@example([20, 4])
@example([0, 5])
@example([5, 5])
def test_no_small_count_is_shown_or_follows_from_the_total(counts: list[int]) -> None:
    visible = shown(counts)
    assert all(count is None or count >= SMALLEST for count in visible)
    assert visible.count(None) != 1 or len(counts) == 1


def test_counts_of_five_and_more_are_shown() -> None:
    assert shown([5, 12, 80]) == [5, 12, 80]
    assert shown([3, 12, 80]) == [None, None, 80]


def test_figures_of_chances_by_hand() -> None:
    found = spread([0.1, 0.2, 0.3, 0.4], seats=1)
    assert (found.minimum, found.median, found.maximum, found.equal) == (0.1, 0.25, 0.4, 0.25)
    assert found.gini == pytest.approx(0.25)
    assert found.below_half == 1
    assert sum(found.histogram) == 4
    assert found.geometric_mean == pytest.approx((0.1 * 0.2 * 0.3 * 0.4) ** 0.25)
    assert gini([1.0, 1.0, 1.0]) == 0
    assert spread([0.0, 1.0], seats=1).geometric_mean == 0


def test_a_snapshot_is_the_same_bytes_whatever_the_order_of_rows() -> None:
    one = Snapshot("wonen", 2, "leximin", 1000, {"g": {"v": (1, 1), "m": (1, 1)}}, {"a": ("v",), "b": ("m",)})
    other = replace(one, quotas={"g": {"m": (1, 1), "v": (1, 1)}}, people={"b": ("m",), "a": ("v",)})
    assert one.to_bytes() == other.to_bytes()
    assert Snapshot.from_bytes(one.to_bytes()) == one


def test_the_seed_depends_on_every_field() -> None:
    seeds = {seed_of("r", "1", "s"), seed_of("r1", "", "s"), seed_of("r", "2", "s"), seed_of("q", "1", "s")}
    assert len(seeds) == 4
