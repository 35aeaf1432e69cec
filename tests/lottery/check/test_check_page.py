"""The page that checks a lottery in the browser: what it says without its script, and that no words can drift apart."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from beraad.lottery.check import words as verdicts
from selection.commands.verify import SENTENCES
from selection.proof.findings import FINDINGS, MISSING
from selection.proof.verify import Verdict
from tests.pages import Browser

SCRIPTS = Path(__file__).parents[3] / "beraad" / "static" / "js" / "verify"
#: the finding that needs other files than the record
OF_FILES = {"other_problem"}
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def script_list(file: str, name: str) -> list[str]:
    """A list of words in a script."""
    found = re.search(rf"export const {name} = (\[.*?\]);", (SCRIPTS / file).read_text(), re.DOTALL)
    assert found, f"{file} has no {name}"
    words: list[str] = json.loads(found[1])
    return words


def test_the_script_the_page_and_the_command_know_the_same_findings() -> None:
    expected = FINDINGS.keys() - OF_FILES | {"not_a_record"}
    assert set(script_list("findings.js", "CODES")) == expected
    assert verdicts.FINDINGS.keys() == expected
    assert set(script_list("findings.js", "MISSING")) == MISSING.keys() == verdicts.MISSING.keys()


def test_every_finding_is_told_with_the_particulars_that_the_command_tells() -> None:
    for code, words in verdicts.FINDINGS.items():
        known = set(re.findall(r"{(\w+)", FINDINGS.get(code, "")))
        assert set(PLACEHOLDER.findall(str(words))) <= known, code
    for code, words in verdicts.MISSING.items():
        assert set(PLACEHOLDER.findall(str(words))) == set(re.findall(r"{(\w+)", MISSING[code])), code


def test_every_finding_and_step_of_the_script_is_used() -> None:
    text = "".join(path.read_text() for path in SCRIPTS.glob("*.js"))
    named = set(re.findall(r'finding\("(\w+)"', text))
    figures = {"minimum", "upper_bound", "gap", "rule_gap", "ticket_change", "ticket_change_bound"}
    assert all(re.search(rf"\b{figure}[:,}} ]", text) for figure in figures)
    assert named | figures == {*script_list("findings.js", "CODES"), *script_list("findings.js", "MISSING")}
    assert script_list("verify.js", "STEPS") == list(verdicts.STEPS)


def test_the_script_holds_no_sentence_of_the_page() -> None:
    spoken = [str(words) for part in verdicts.for_script().values() for words in part.values()]
    texts = [path.read_text() for path in SCRIPTS.glob("*.js")]
    assert len(spoken) > 20 and len(texts) > 3, "otherwise nothing was looked at"
    assert not [words for words in spoken for text in texts if words in text]


def test_scripts_are_short() -> None:
    long = {
        path.name: text.count("\n") for path in SCRIPTS.glob("*.js") if (text := path.read_text()).count("\n") > 300
    }
    assert not long


@pytest.mark.parametrize(("language", "number"), [("nl", 0), ("en", 1)])
def test_page_and_command_end_in_the_same_sentence(client: Browser, language: str, number: int) -> None:
    html = client.get("/controleren", headers={"Accept-Language": language}).html
    names = {"right": "PROVEN", "unproven": "UNPROVEN", "matches": "MATCHES", "wrong": "WRONG"}
    for name, verdict in names.items():
        sentence = SENTENCES[Verdict[verdict]]
        result = html.split(f'<template data-result="{name}">')[1].split("</template>")[0]
        assert f"<h2>{sentence.split('. ')[number].rstrip('.')}</h2>" in result


@pytest.mark.parametrize(("language", "expected"), [("nl", "De loting controleren"), ("en", "Check the lottery")])
def test_without_javascript_the_page_says_how_to_check(client: Browser, language: str, expected: str) -> None:
    page = client.get("/controleren", headers={"Accept-Language": language})
    assert page.h1 == expected
    assert "python -m selection verify lottery.json --root … --fingerprint …" in page.main
    part = page.soup.select_one("[data-verify]")
    assert part is not None and part.has_attr("hidden")
    assert page.soup.select_one("noscript .beraad-alert")
    assert not page.soup.select("main form")
    assert set(json.loads(str(part["data-words"]))["findings"]) == set(verdicts.FINDINGS)
