"""The engine's answer on a pool that is small enough to list all panels, and what is wrong with it."""

from __future__ import annotations

import numpy as np
import pytest

from selection import NoPanelError, Problem, check, dumps, find_lottery
from selection.proof.no_panel import check_no_panel, no_panel_record
from selection.proof.verify import verify
from tests.selection import brute

NEAR = 1e-6


def compare(problem: Problem, rule: str) -> None:
    """The engine's lottery by `rule` is that of the enumeration, and its record verifies."""
    panels = brute.panels_of(problem)
    if not len(panels):
        with pytest.raises(NoPanelError) as caught:
            find_lottery(problem, rule, tickets=10)
        assert check_no_panel(no_panel_record(problem, caught.value, {}), problem) == []
        assert not check(problem).ok
        return
    lottery = find_lottery(problem, rule, tickets=10)
    chances = np.array([lottery.chances[i] / 1e12 for i in problem.people])
    able = panels.any(axis=0)
    assert lottery.complete
    assert lottery.cannot_be_selected == tuple(i for i, can in zip(problem.people, able, strict=True) if not can)
    found = verify(dumps(lottery.to_record()), problem)
    assert [str(finding) for finding in found.findings + lottery.evidence.unfair] == []
    if able.any():
        RULES[rule](problem, panels, able, chances)


def as_leximin(problem: Problem, panels: np.ndarray, able: np.ndarray, chances: np.ndarray) -> None:
    assert np.abs(chances - brute.leximin(panels)).max() < NEAR


def as_maximin(problem: Problem, panels: np.ndarray, able: np.ndarray, chances: np.ndarray) -> None:
    assert abs(chances[able].min() - brute.maximin(panels, able, np.zeros(len(able)))) < NEAR


def as_nash(problem: Problem, panels: np.ndarray, able: np.ndarray, chances: np.ndarray) -> None:
    # the gradient's value on every panel is at most the number of people: no lottery has a larger product
    assert (panels[:, able] / chances[able]).sum(axis=1).max() < able.sum() * (1 + NEAR)


def as_goldilocks(problem: Problem, panels: np.ndarray, able: np.ndarray, chances: np.ndarray) -> None:
    among = np.array([j for j, i in enumerate(problem.people) if able[j] and i not in problem.must], dtype=int)
    if len(among):
        weight = able.sum() / problem.seats
        ours = weight * chances[among].max() + 1 / (weight * chances[among].min())
        assert ours < brute.goldilocks(panels, among, weight) * (1 + 10 * NEAR)


RULES = {"leximin": as_leximin, "maximin": as_maximin, "nash": as_nash, "goldilocks": as_goldilocks}
