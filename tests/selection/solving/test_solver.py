"""A solver that loses its way starts again from the beginning; what it can't answer is an error."""

from __future__ import annotations

import weakref
from typing import Any

import pytest

from selection.model.errors import SolverError
from selection.solving import highs, solver

highspy = pytest.importorskip("highspy")


def lost(times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next runs of HiGHS end without an answer, so many of them."""
    run = highs.Highs._run
    left = [highspy.HighsModelStatus.kUnknown] * times

    def lose(self: highs.Highs) -> Any:
        status = run(self)
        return left.pop() if left else status

    monkeypatch.setattr(highs.Highs, "_run", lose)


def model() -> solver.Model:
    """max x + y such that x + y ≤ 3, x ≤ 2, y ≤ 2."""
    return solver.Model([([0], [1.0]), ([0], [1.0])], [0.0], [3.0], [0.0, 0.0], [2.0, 2.0], [1.0, 1.0])


def test_it_starts_again_where_it_lost_its_way(monkeypatch: pytest.MonkeyPatch) -> None:
    lost(1, monkeypatch)
    assert model().solve("a sum").objective == pytest.approx(3.0)


def test_no_answer_is_given_when_it_is_lost_again(monkeypatch: pytest.MonkeyPatch) -> None:
    lost(2, monkeypatch)
    with pytest.raises(SolverError):
        model().solve("a sum")


def test_a_model_is_freed_with_its_last_reference() -> None:
    solved = model()
    solved.solve("a sum")
    assert isinstance(solved._engine, highs.Highs)
    held = weakref.ref(solved._engine._highs)
    del solved
    assert held() is None
