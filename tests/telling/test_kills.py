"""Workers killed while they tell a panel that a meeting moved. `python -m tests.benchmarks telling` does more."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from flask import Flask

from tests.benchmarks import telling
from tests.recruitment.test_kills import site


@pytest.mark.servers
def test_a_panel_hears_once_of_a_meeting_that_moved_whenever_a_worker_dies(app: Flask, tmp_path: Path) -> None:
    with site(app, tmp_path) as made:
        found = telling.moved(made, 2, Random(1))
    assert found["kills"] and (found["messages"], found["lost"], found["doubled"]) == (telling.PANEL, 0, 0)
