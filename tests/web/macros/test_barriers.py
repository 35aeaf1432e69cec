"""The building blocks in a real browser: axe-core, a phone of 320 px, targets of 24 px, the keyboard."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from selenium import webdriver
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait
from werkzeug.serving import make_server

from tests.browser import barriers


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    if not Path("/usr/bin/chromium").exists() or not Path("/usr/bin/chromedriver").exists():
        pytest.skip("no headless Chromium with its driver on this machine")
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"):
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
    with barriers.at_hand(driver):
        yield driver
    driver.quit()


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_a_browser_finds_no_barrier(browser: webdriver.Chrome, site: str, path: str, width: int) -> None:
    browser.get(site + path)
    assert barriers.found(browser, width) == []


@pytest.mark.browser
def test_after_a_mistake_the_summary_has_the_focus_and_leads_to_the_field(browser: webdriver.Chrome, site: str) -> None:
    browser.get(site + "/galerij?fout")
    assert "beraad-errors" in browser.switch_to.active_element.get_attribute("class")
    browser.find_element("link text", "Kies uw hoogste opleiding.").click()
    assert browser.switch_to.active_element.get_attribute("id") == "school-0"


@pytest.mark.browser
def test_the_first_tab_offers_to_skip_to_the_content(browser: webdriver.Chrome, site: str) -> None:
    browser.get(site + "/fout/404")
    browser.switch_to.active_element.send_keys(Keys.TAB)
    skip = browser.switch_to.active_element
    assert skip.text == "Naar de inhoud"
    assert skip.rect["height"] >= 24
    skip.send_keys(Keys.ENTER)
    assert browser.switch_to.active_element.get_attribute("id") == "inhoud"


@pytest.mark.browser
def test_a_progress_page_renews_one_part_and_then_shows_that_it_is_ready(browser: webdriver.Chrome, site: str) -> None:
    browser.get(site + "/voortgang")
    browser.execute_script("window.sameDocument = true")
    wait = WebDriverWait(browser, 15)
    wait.until(lambda page: page.find_elements("css selector", "progress[value='2'], progress[value='3']"))
    assert browser.execute_script("return window.sameDocument === true")
    wait.until(lambda page: page.find_elements("xpath", "//h1[text()='De brieven zijn klaar']"))
