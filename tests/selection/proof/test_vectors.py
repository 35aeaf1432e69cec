"""Both verifiers on the vectors: small records with what every verifier must conclude of them."""

from __future__ import annotations

import pytest

from selection import InputError, loads
from selection.proof.findings import FINDINGS, MISSING
from selection.proof.verify import Announced, Verdict, verify
from tests.selection.proof.javascript import conclude, needs_node
from tests.vectors import FOLDER, code_of, path, verdicts
from tests.vectors.__main__ import concluded
from tests.vectors.altered import RAW, SEALED
from tests.vectors.good import GOOD, TICKETS
from tests.vectors.unproven import UNPROVEN

#: findings that need more than the record
OF_OTHERS = {"other_problem", "announced_root", "announced_fingerprint"}


@pytest.mark.parametrize("name", verdicts())
def test_the_verdict_on_a_vector(name: str) -> None:
    found = concluded(path(name).read_bytes())
    assert found == verdicts()[name]
    if not name.startswith(("good/", "first/")):
        assert code_of(name) in found.findings + found.missing


@needs_node
def test_the_page_concludes_of_every_vector_what_the_command_does() -> None:
    expected = verdicts()
    seen = conclude((path(name).read_bytes(), Announced()) for name in expected)
    for (name, ours), theirs in zip(expected.items(), seen, strict=True):
        assert (theirs.verdict, theirs.findings, theirs.missing) == (ours.verdict, ours.findings, ours.missing), name
        try:
            found = verify(path(name).read_bytes())
        except InputError:
            continue
        for one, (code, told) in zip(found.findings + found.missing, theirs.particulars, strict=True):
            assert code == one.code and told.keys() <= one.params.keys() | {"value"}, name
            same = [
                key for key in told if isinstance(one.params.get(key), str) and code not in ("shape", "probability")
            ]
            assert all(told[key] == str(one.params[key]) for key in same), (name, told, one.params)


def test_there_is_a_vector_for_every_finding() -> None:
    made = {f"good/{name}" for name in GOOD} | {f"altered/{name}" for name in [*SEALED, *RAW]}
    made |= {f"unproven/{name}" for name in UNPROVEN}
    first = {f"first/{file.stem}" for file in (FOLDER / "first").glob("*.json")}
    assert set(verdicts()) == made | first and first
    assert {code_of(name) for name in [*SEALED, *RAW]} == FINDINGS.keys() - OF_OTHERS | {"not_a_record"}
    assert {code for one in verdicts().values() for code in one.missing} == MISSING.keys()


@pytest.mark.parametrize("name", [name for name in GOOD if name != "public-part"])
def test_the_good_vectors_are_about_the_problems_they_are_made_of(name: str) -> None:
    problem, rule = GOOD[name]
    record = loads(path(f"good/{name}").read_bytes())
    found = verify(record, problem)
    assert found.verdict is (Verdict.UNPROVEN if name == "unproven" else Verdict.PROVEN)
    assert record["rule"] == rule and len(record["tickets"]) == TICKETS
