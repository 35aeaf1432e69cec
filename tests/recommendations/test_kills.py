"""Web servers killed while a panel votes: no vote that was acknowledged is lost, and none counts twice."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from flask import Flask

from tests.benchmarks import advice
from tests.recruitment.test_kills import site


@pytest.mark.servers
def test_no_ballot_is_lost_or_doubled_whenever_a_web_server_dies(app: Flask, tmp_path: Path) -> None:
    with site(app, tmp_path) as made:
        found = advice.killed(made, 2, Random(1), panel=60)
    assert found["kills"] and (found["ballots"], found["lost"], found["doubled"]) == (60, 0, 0)
    assert found["handed_in"] == found["tallied"] == 60
