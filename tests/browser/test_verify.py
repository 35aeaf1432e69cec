"""The verification page in Chromium, on the vectors that the command's verifier is held to as well."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from flask import Flask
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait
from werkzeug.serving import make_server

from tests.lottery import vectors
from tests.pages import Browser


@pytest.fixture
def page(app: Flask, make: ModuleType, chromium: webdriver.Chrome) -> Iterator[webdriver.Chrome]:
    """The verification page of a burgerberaad, open in Chromium."""
    if app.config["DATABASE_KIND"] != "sqlite":
        pytest.skip("the page asks the database nothing that differs")
    assembly = make.assembly(slug="wonen")
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    chromium.get(f"http://127.0.0.1:{server.server_port}/burgerberaden/{assembly.slug}/loting/controleren")
    yield chromium
    server.shutdown()
    thread.join()
    server.server_close()


def verdict(page: webdriver.Chrome, path: Path) -> str:
    """What the page says about the file."""
    page.find_element(By.ID, "bestand").send_keys(str(path))
    told = page.find_element(By.CSS_SELECTOR, "[data-verdict] p")
    WebDriverWait(page, 20, 0.05).until(lambda _: told.text.startswith(("De loting klopt", "The draw")))
    return told.text


def test_the_page_agrees_with_the_command_on_every_vector(page: webdriver.Chrome, tmp_path: Path) -> None:
    for rule in vectors.RULES:
        for households in (False, True):
            path = tmp_path / f"{rule}-{households}.json"
            path.write_bytes(vectors.honest(rule, households))
            assert verdict(page, path) == "De loting klopt.", path.name
            page.refresh()
    for number, (name, data) in enumerate(vectors.altered()):
        path = tmp_path / f"altered-{number}.json"
        path.write_bytes(data)
        assert verdict(page, path).startswith("De loting klopt niet. "), name
        page.refresh()


def test_the_page_shows_the_panel_of_a_ticket(page: webdriver.Chrome, tmp_path: Path) -> None:
    (tmp_path / "lottery.json").write_bytes(vectors.honest())
    verdict(page, tmp_path / "lottery.json")
    page.find_element(By.ID, "briefje").send_keys("042")
    page.find_element(By.CSS_SELECTOR, "[data-ticket] button").click()
    assert len(page.find_element(By.CSS_SELECTOR, "[data-ticket] output").text.split()) == 6


def test_without_javascript_the_page_says_how_to_check(make: ModuleType, client: Browser) -> None:
    make.assembly(slug="wonen")
    text = client.get("/burgerberaden/wonen/loting/controleren").text
    assert "python -m selection verify lottery.json" in text
