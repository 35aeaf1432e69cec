"""The table of what waits for each role in each phase of the demonstration, and what holds for every cell of it."""

from __future__ import annotations

import csv

from flask import Flask

from beraad.assemblies.models import Phase, Role
from beraad.desk import queries
from tests.access import table as access
from tests.desk import phases


def test_what_each_role_reads_in_each_phase_is_what_the_table_says(demo_app: Flask) -> None:
    """Print the table anew with `python -m tests.desk.phases` after a change that is meant."""
    with demo_app.app_context():
        found = phases.text(phases.code)
    assert found.splitlines() == phases.TABLE.read_text().splitlines()


def test_in_every_phase_but_the_last_somebody_has_something_to_do() -> None:
    with phases.TABLE.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 3 * len(Phase)
    for row in rows:
        is_idle = all(row[role.value] == "-" for role in Role)
        assert is_idle == (row["phase"] == Phase.CLOSED.value), row


def test_nobody_is_sent_where_the_table_of_access_lets_them_not_pass() -> None:
    for kind in (*queries.KINDS, *queries.OWN_KINDS):
        assert {role.value for role in kind.roles} <= access()["GET", kind.endpoint], kind.code
