"""The page that checks a lottery, in Chromium: on the vectors, on changed digits, on large records, for everyone."""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from flask import Flask
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait
from sqlalchemy import select

from beraad.extensions import db
from beraad.lottery.frozen import merkle
from beraad.lottery.models import Draw
from selection import InputError, dumps, find_lottery, loads, verify
from selection.model.seed import SeedStream
from tests.selection.instances import pool
from tests.vectors import Expected, path, verdicts
from tests.vectors.__main__ import concluded

AXE = Path(__file__).parents[1] / "vendor" / "axe" / "axe.min.js"
VIOLATIONS = (
    "axe.run().then(found => arguments[0](found.violations.map(rule => [rule.id, rule.nodes.map(n => n.html)])))"
)
#: how many findings the page tells one by one
SHOWN = 20
CHANGES = 60
#: seconds for a record of 4,070 people
QUICK = 5.0

Outcome = tuple[str, list[str]]


@pytest.fixture
def page(site: str, chromium: webdriver.Chrome) -> Iterator[webdriver.Chrome]:
    chromium.execute_cdp_cmd("Network.enable", {})
    chromium.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": {"Accept-Language": "nl"}})
    chromium.get(f"{site}/controleren")
    yield chromium
    chromium.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": {}})
    chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def outcome(page: webdriver.Chrome, file: Path) -> Outcome:
    """What the page concludes about a file, and the codes it shows."""
    page.execute_script("document.querySelector('[data-outcome]').dataset.outcome = ''")
    page.find_element(By.ID, "bestand").send_keys(str(file))
    read = "return document.querySelector('[data-outcome]').dataset.outcome"
    WebDriverWait(page, 30, 0.02).until(lambda _: page.execute_script(read) not in ("", "busy"))
    shown = "return [...document.querySelectorAll('[data-outcome] li[data-code]')].map(item => item.dataset.code)"
    return page.execute_script(read), page.execute_script(shown)


def expected(found: Expected) -> Outcome:
    """What the page must show when the Python verifier concludes this."""
    if found.verdict == "wrong":
        return "wrong", found.findings[:SHOWN] + ["more"] * (len(found.findings) > SHOWN)
    return {"proven": "right"}.get(found.verdict, found.verdict), found.missing


def test_the_page_gives_every_vector_its_verdict(page: webdriver.Chrome) -> None:
    wrong = {name: seen for name, found in verdicts().items() if (seen := outcome(page, path(name))) != expected(found)}
    assert not wrong


def test_the_page_tells_the_particulars_that_the_command_tells(page: webdriver.Chrome) -> None:
    for name, concluded_of in verdicts().items():
        if concluded_of.verdict in ("proven", "unreadable"):
            continue
        outcome(page, path(name))
        told = [item.text for item in page.find_elements(By.CSS_SELECTOR, "[data-outcome] li[data-code]")]
        found = verify(path(name).read_bytes())
        for finding, words in zip((found.findings + found.missing)[:SHOWN], told, strict=False):
            assert "undefined" not in words, name
            missing = [v for v in finding.params.values() if isinstance(v, str | int) and str(v) not in words]
            assert not missing or finding.code == "shape", (name, words, missing)


def changed_digits(data: bytes) -> Iterator[bytes]:
    """The same bytes with one digit another, for places and digits that a fixed seed draws."""
    stream = SeedStream(b"changed digits", "tests")
    digits = [at for at, byte in enumerate(data) if chr(byte).isdigit()]
    for _ in range(CHANGES):
        at = digits[stream.below(len(digits))]
        other = 48 + (data[at] - 48 + 1 + stream.below(9)) % 10
        yield data[:at] + bytes([other]) + data[at + 1 :]


@pytest.mark.parametrize("name", ["good/leximin", "good/musts-goldilocks"])
def test_no_changed_digit_escapes_either_verifier(page: webdriver.Chrome, tmp_path: Path, name: str) -> None:
    for number, data in enumerate(changed_digits(path(name).read_bytes())):
        file = tmp_path / f"{number}.json"
        file.write_bytes(data)
        found = concluded(data)
        assert found.findings, number
        assert outcome(page, file) == expected(found), number


def resealed(data: bytes) -> bytes | None:
    """The record sealed again by whoever changed it; None when it is no record any more."""
    from selection.proof.record import seal

    try:
        return dumps(seal(loads(data)))
    except InputError:
        return None


def test_both_verifiers_find_the_same_in_changed_and_resealed_records(page: webdriver.Chrome, tmp_path: Path) -> None:
    changed = [resealed(data) for data in changed_digits(path("good/households-nash").read_bytes())]
    records = [sealed for sealed in changed if sealed is not None]
    assert len(records) > CHANGES / 2, "most changes leave a record"
    for number, sealed in enumerate(records):
        file = tmp_path / f"{number}.json"
        file.write_bytes(sealed)
        assert outcome(page, file) == expected(concluded(sealed)), number


def test_the_page_says_in_one_sentence_that_the_lottery_is_right(page: webdriver.Chrome) -> None:
    outcome(page, path("good/excluded-leximin"))
    told = page.find_element(By.CSS_SELECTOR, "[data-outcome][role=status]")
    assert told.find_element(By.TAG_NAME, "h2").text == "De loting klopt"
    assert told.find_element(By.CSS_SELECTOR, "[data-slot=cannot]").text == "1"
    assert len(told.find_elements(By.CSS_SELECTOR, "li")) >= 8
    assert page.find_element(By.CSS_SELECTOR, "[data-progress-bar]").is_displayed() is False


@pytest.mark.parametrize(
    ("language", "heading", "told"),
    [
        ("nl", "De loting is geldig, maar niet bewezen", "procentpunt"),
        ("en", "The lottery is valid, but not proven", "percentage points at most"),
    ],
)
def test_the_page_says_how_much_is_missing(
    site: str, page: webdriver.Chrome, language: str, heading: str, told: str
) -> None:
    page.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": {"Accept-Language": language}})
    page.get(f"{site}/controleren")
    assert outcome(page, path("good/unproven")) == ("unproven", ["chance_open"])
    assert page.find_element(By.CSS_SELECTOR, "[data-outcome] h2").text == heading
    assert told in page.find_element(By.CSS_SELECTOR, "[data-outcome] li[data-code]").text


def test_a_record_is_compared_with_what_was_announced(page: webdriver.Chrome) -> None:
    record = loads(path("good/ceremony").read_bytes())
    page.find_element(By.ID, "wortel").send_keys(record["ceremony"]["root"])
    page.find_element(By.ID, "vingerafdruk").send_keys(record["ceremony"]["list_sha256"])
    assert outcome(page, path("good/ceremony")) == ("right", [])
    assert "van de aankondiging" in page.find_element(By.CSS_SELECTOR, "[data-slot=compared]").text
    page.find_element(By.ID, "wortel").send_keys("0", Keys.TAB)
    wrong = "[data-outcome=wrong] li[data-code=announced_root]"
    WebDriverWait(page, 10, 0.05).until(lambda _: page.find_elements(By.CSS_SELECTOR, wrong))


def test_the_public_page_leads_here_and_its_record_is_right(
    site: str, page: webdriver.Chrome, tmp_path: Path, demo_app: Flask
) -> None:
    """From the page of a draw that was held, with the record that is published there, to the verdict."""
    with demo_app.app_context():
        draw = db.session.scalars(select(Draw).where(Draw.concluded_at.is_not(None))).first()
        assert draw is not None
        address, published = f"{site}/burgerberaden/{draw.assembly.slug}/loting", draw.record_sha256
    page.get(address)
    assert published in page.find_element(By.TAG_NAME, "main").text
    file = tmp_path / "lottery.json"
    file.write_bytes(urllib.request.urlopen(f"{address}/lottery.json").read())
    page.find_element(By.LINK_TEXT, "Reken de loting na in uw eigen browser").click()
    assert outcome(page, file) == ("right", [])
    assert page.find_element(By.CSS_SELECTOR, "[data-slot=fingerprint]").text == published


def test_quotas_on_two_features_are_checked_and_named(page: webdriver.Chrome) -> None:
    for name in ("good/pairs-leximin", "good/ceremony-pairs"):
        assert loads(path(name).read_bytes())["format"] == "selection-lottery/3"
        assert outcome(page, path(name)) == ("right", [])
    result, codes = outcome(page, path("altered/panel_quota-pairs"))
    assert result == "wrong"
    assert "panel_quota" in codes
    broken = page.find_element(By.CSS_SELECTOR, "[data-outcome] li[data-code=panel_quota]").text
    (finding, *_) = [
        f for f in verify(path("altered/panel_quota-pairs").read_bytes()).findings if f.code == "panel_quota"
    ]
    assert " × " in finding.params["feature"]
    assert finding.params["feature"] in broken
    assert finding.params["value"] in broken


def test_nothing_is_sent_anywhere(page: webdriver.Chrome) -> None:
    count = "return performance.getEntriesByType('resource').length"
    before = page.execute_script(count)
    outcome(page, path("good/leximin"))
    assert before and page.execute_script(count) == before


def test_without_web_crypto_the_page_finds_the_same(site: str, chromium: webdriver.Chrome) -> None:
    hide = {"source": "Object.defineProperty(crypto, 'subtle', { value: undefined })"}
    script = chromium.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", hide)
    try:
        chromium.get(f"{site}/controleren")
        assert chromium.execute_script("return crypto.subtle === undefined")
        for name in ("good/strange-ids", "good/musts-nash", "altered/hash", "altered/input_sha256"):
            assert outcome(chromium, path(name)) == expected(verdicts()[name])
    finally:
        chromium.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)


@pytest.fixture(scope="module")
def national(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of 4,070 people and 175 seats."""
    file = tmp_path_factory.mktemp("national") / "lottery.json"
    file.write_bytes(dumps(find_lottery(pool(4070, 175)).to_record()))
    return file


def test_a_national_record_is_checked_in_time_and_the_page_stays_awake(page: webdriver.Chrome, national: Path) -> None:
    page.execute_script(
        "window.longest = 0; let last = performance.now();"
        "setInterval(() => { const now = performance.now(); longest = Math.max(longest, now - last); last = now; }, 10)"
    )
    begin = time.perf_counter()
    assert outcome(page, national) == ("right", [])
    seconds = time.perf_counter() - begin
    longest = page.execute_script("return longest") / 1000
    print(f"{national.stat().st_size / 1e6:.1f} MB in {seconds:.2f} s, the page was busy for {longest:.2f} s at most")
    assert seconds <= QUICK
    assert longest <= 1.0


def test_the_page_shows_the_panel_of_a_ticket(page: webdriver.Chrome) -> None:
    record = loads(path("good/leximin").read_bytes())
    outcome(page, path("good/leximin"))
    field = page.find_element(By.ID, "briefje")
    field.send_keys("07", Keys.TAB, Keys.ENTER)
    told = page.find_element(By.CSS_SELECTOR, "output").text
    assert all(person in told for person in record["panels"][record["tickets"][7]])
    field.clear()
    field.send_keys("20", Keys.TAB, Keys.ENTER)
    assert page.find_element(By.CSS_SELECTOR, "output").text.startswith("Dit nummer is er niet")


PEOPLE = {f"p{i}": ("jong" if i % 2 else "oud", 'één "wijk"') for i in range(7)}


@pytest.mark.parametrize(
    ("alter", "result"),
    [
        (lambda proof: proof, "in"),
        (lambda proof: replace(proof, answers=("oud", "elders")), "out"),
        (lambda proof: replace(proof, person="p2"), "out"),
        (lambda proof: replace(proof, root="0" * 64), "out"),
        (lambda proof: replace(proof, path=proof.path[:-1]), "out"),
        (lambda proof: replace(proof, salt="x"), "out"),
    ],
)
def test_a_proof_shows_that_somebody_was_in_the_pool(
    page: webdriver.Chrome, tmp_path: Path, alter: Callable[[merkle.Proof], merkle.Proof], result: str
) -> None:
    for person in ("p1", "p6"):
        proof = alter(merkle.prove(PEOPLE, b"key", person))
        file = tmp_path / f"{person}.json"
        file.write_text(json.dumps(asdict(proof), indent=1, ensure_ascii=False) + "\n")
        assert outcome(page, file)[0] == result


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    "name",
    [
        "",
        "good/excluded-leximin",
        "good/unproven",
        "good/public-part",
        "altered/panel_quota",
        "altered/hash",
        "altered/not_a_record-cut",
    ],
)
def test_a_browser_finds_no_barrier(page: webdriver.Chrome, name: str, width: int) -> None:
    view = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", view)
    if name:
        outcome(page, path(name))
    root = "document.documentElement"
    assert page.execute_script(f"return {root}.scrollWidth - {root}.clientWidth") == 0
    page.execute_script(AXE.read_text("utf-8"))
    assert page.execute_async_script(VIOLATIONS) == []


def test_the_file_is_reached_and_dropped(page: webdriver.Chrome) -> None:
    """By keyboard the field has focus within the page's own part; a file dropped anywhere is checked."""
    page.find_element(By.ID, "vingerafdruk").send_keys(Keys.TAB)
    assert page.switch_to.active_element.get_attribute("id") == "bestand"
    page.execute_script(
        "const box = new DataTransfer(); box.items.add(new File([arguments[0]], 'lottery.json'));"
        "document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: box, bubbles: true, cancelable: true }))",
        path("good/leximin").read_text(),
    )
    result = "[data-outcome=right] h2"
    WebDriverWait(page, 10, 0.05).until(lambda _: page.find_elements(By.CSS_SELECTOR, result))
