"""What somebody typed is still there when the network is cut, and goes on when it is back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait
from sqlalchemy import select

from beraad.extensions import db
from beraad.recommendations.models import Recommendation
from tests import visitors
from tests.states import READY
from tests.visitors import Kept

NEW = f"/beheer/{READY}/aanbevelingen/nieuw"
TITLE = "Een bank bij elke halte"


@pytest.fixture
def page(demo_app: Flask, site: str, chromium: webdriver.Chrome) -> Iterator[webdriver.Chrome]:
    cookie = visitors.browser(demo_app, "organisator").raw.get_cookie("beraad")
    assert cookie is not None
    with Kept(demo_app):
        chromium.get(f"{site}/status")
        chromium.add_cookie({"name": "beraad", "value": cookie.value})
        chromium.execute_cdp_cmd("Network.enable", {})
        chromium.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": {"Accept-Language": "nl"}})
        chromium.get(site + NEW)
        yield chromium
        cut(chromium, False)
        chromium.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": {}})
        chromium.delete_all_cookies()
        chromium.get("about:blank")


def cut(page: webdriver.Chrome, offline: bool) -> None:
    conditions = {"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    page.execute_cdp_cmd("Network.emulateNetworkConditions", conditions)


def send(page: webdriver.Chrome) -> None:
    page.find_element(By.CSS_SELECTOR, "main form button[type=submit]").click()


def titles(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Recommendation.title).where(Recommendation.title == TITLE)))


def test_typed_text_survives_a_lost_connection_and_is_sent_once_it_is_back(
    demo_app: Flask, page: webdriver.Chrome
) -> None:
    page.find_element(By.ID, "title").send_keys(TITLE)
    page.find_element(By.ID, "text").send_keys("Dan kan iedereen even zitten.")
    cut(page, True)
    send(page)
    notice = WebDriverWait(page, 10).until(lambda _: page.find_elements(By.CSS_SELECTOR, "form [role=alert]"))
    assert "Er is geen verbinding." in notice[0].text
    assert page.switch_to.active_element == notice[0]
    assert page.current_url.endswith(NEW)
    assert page.find_element(By.ID, "title").get_attribute("value") == TITLE
    assert titles(demo_app) == []
    cut(page, False)
    send(page)
    WebDriverWait(page, 10).until(lambda _: not page.current_url.endswith(NEW))
    assert titles(demo_app) == [TITLE]
