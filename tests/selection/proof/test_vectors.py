"""The Python verifier on the vectors that the page's verifier is held to as well."""

from __future__ import annotations

import pytest

from selection import loads, verify
from selection.proof.findings import FINDINGS
from tests.vectors import code_of, path, verdicts
from tests.vectors.__main__ import codes
from tests.vectors.altered import RAW, SEALED
from tests.vectors.good import GOOD, TICKETS

#: findings that need another file than the record
OF_FILES = {"other_problem"}


@pytest.mark.parametrize("name", verdicts())
def test_the_verdict_on_a_vector(name: str) -> None:
    found = codes(path(name).read_bytes())
    assert found == verdicts()[name]
    assert not found if name.startswith("good/") else code_of(name) in found


def test_there_is_a_vector_for_every_finding() -> None:
    made = {f"good/{name}" for name in GOOD} | {f"altered/{name}" for name in [*SEALED, *RAW]}
    assert set(verdicts()) == made
    assert {code_of(name) for name in [*SEALED, *RAW]} == FINDINGS.keys() - OF_FILES | {"not_a_record"}


@pytest.mark.parametrize("name", GOOD)
def test_the_good_vectors_are_about_the_problems_they_are_made_of(name: str) -> None:
    problem, rule = GOOD[name]
    record = loads(path(f"good/{name}").read_bytes())
    assert verify(record, problem).ok
    assert record["rule"] == rule and len(record["tickets"]) == TICKETS
