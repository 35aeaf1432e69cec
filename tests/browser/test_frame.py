"""The frame of pages in Chromium: no page scrolls sideways, the current place is in sight, no right half is empty."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests import visitors
from tests.browser import barriers
from tests.browser.test_barriers import become, pages

__all__ = ["become"]  # pytest finds fixtures by name in this module
Become = Callable[[str], None]
PHONE, DESK = 320, 1280
#: the share of a wide screen beyond which something of each page must stand
FILLED = 0.6
#: how many pixels the page is wider than the screen; the current places of the menu that are not whole in the window;
#: and how far to the right words, fields and pictures reach, as a share of the screen
LOOK = """
  const page = document.documentElement, wide = page.clientWidth, boxes = [];
  const content = document.querySelector('.beraad-page, main');
  const hidden = [...document.querySelectorAll('.beraad-places [aria-current]')].filter(tag => {
    const box = tag.getBoundingClientRect();
    return !box.width || box.left < 0 || box.right > wide + 0.5;
  });
  const words = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    if (!words.currentNode.textContent.trim()) continue;
    const range = document.createRange();
    range.selectNodeContents(words.currentNode);
    boxes.push(...range.getClientRects());
  }
  for (const tag of content.querySelectorAll('input, select, textarea, img, svg'))
    boxes.push(tag.getBoundingClientRect());
  const right = Math.max(...boxes.filter(box => box.width > 1).map(box => box.right));
  return [page.scrollWidth - wide, hidden.map(tag => tag.textContent), right / wide];"""


def wrong(browser: webdriver.Chrome, width: int) -> list[str]:
    """What is wrong with the frame of the page that is open, on a screen of `width` pixels."""
    barriers.set_width(browser, width)
    wider, hidden, share = browser.execute_script(LOOK)
    found = [f"{wider} px wider than the screen"] if wider else []
    found += [f"the place {label!r} is out of sight" for label in hidden]
    return found + ([f"nothing stands beyond {share:.0%}"] if width == DESK and share < FILLED else [])


@pytest.mark.servers
def test_every_page_fits_its_screen(demo_app: Flask, site: str, chromium: webdriver.Chrome, become: Become) -> None:
    faults = {}
    for visitor, addresses in pages(demo_app).items():
        become(visitor)
        reader = visitors.browser(demo_app, visitor).raw
        for endpoint, path in addresses:
            if reader.get(path, follow_redirects=True, buffered=True).mimetype != "text/html":
                continue
            chromium.get(site + path)
            for width in (PHONE, DESK):
                if found := wrong(chromium, width):
                    faults[f"{endpoint} at {width} px"] = found
    assert faults == {}


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_menu_opens_by_keyboard_and_all_of_it_is_within_the_window(
    site: str, chromium: webdriver.Chrome, become: Become, width: int
) -> None:
    become("griffie")
    chromium.get(site + "/beheer/burgerberaad-groen-en-energie/panel")
    barriers.set_width(chromium, width)
    chromium.find_element(By.CSS_SELECTOR, ".beraad-menu > summary").send_keys(Keys.ENTER)
    for menu, least in ((".beraad-menu a", 4), (".beraad-places a", 7)):
        links = chromium.find_elements(By.CSS_SELECTOR, menu)
        assert len(links) >= least
        for link in links:
            box = link.rect
            assert link.is_displayed() and box["x"] >= 0 and box["x"] + box["width"] <= width, link.text
    assert chromium.execute_script("return document.documentElement.scrollWidth") <= width


def test_on_a_phone_only_the_place_where_one_is_stands_below_the_bar(
    site: str, chromium: webdriver.Chrome, become: Become
) -> None:
    become("griffie")
    chromium.get(site + "/beheer/burgerberaad-groen-en-energie/panel")
    barriers.set_width(chromium, PHONE)
    shown = [link.text for link in chromium.find_elements(By.CSS_SELECTOR, ".beraad-places a") if link.is_displayed()]
    assert shown == ["Panel"]


def test_on_paper_the_title_day_and_address_stand_in_place_of_the_frame(
    site: str, chromium: webdriver.Chrome, become: Become
) -> None:
    become("griffie")
    path = "/beheer/burgerberaad-groen-en-energie/panel"
    chromium.get(site + path)
    assert not chromium.find_element(By.CSS_SELECTOR, ".beraad-print").is_displayed()
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        head = chromium.find_element(By.CSS_SELECTOR, ".beraad-print").text
        assert head.startswith("Burgerberaad Groen en Energie · ") and head.endswith(site + path)
        for frame in ("header.beraad-header", ".beraad-footer", ".beraad-aside"):
            assert not chromium.find_element(By.CSS_SELECTOR, frame).is_displayed()
    finally:
        chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
