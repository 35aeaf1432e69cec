"""What a browser can see of barriers: axe-core, a page wider than the screen, targets that are too small to hit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from selenium import webdriver

AXE = Path(__file__).parents[1] / "vendor" / "axe" / "axe.min.js"
#: in one journey to the browser: what axe finds (WCAG 2.2 A and AA and best practice, as it runs by default), how many
#: pixels the page is wider than the screen, and the targets that are too small
LOOK = """
  const small = [...document.querySelectorAll('a, button, input, select, summary, textarea')].filter(tag => {
    const box = tag.getBoundingClientRect(), inSentence = tag.closest('p') && tag.tagName === 'A';
    return box.width && !inSentence && !tag.closest('.beraad-honeypot') && (box.width < 24 || box.height < 24);
  }).map(tag => tag.outerHTML);
  const page = document.documentElement, tell = arguments[0];
  axe.run({resultTypes: ['violations']}).then(found => tell([
    found.violations.map(rule => [rule.id, rule.nodes.map(node => node.html)]),
    page.scrollWidth - page.clientWidth,
    small]))"""


@lru_cache
def axe() -> str:
    return AXE.read_text("utf-8")


@contextmanager
def at_hand(browser: webdriver.Chrome) -> Iterator[None]:
    """Each page that is opened inside has axe by itself, so that it is not sent to every one of them anew."""
    script = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": axe()})
    try:
        yield
    finally:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)


def set_width(browser: webdriver.Chrome, width: int) -> None:
    """Make the page as wide as a screen of `width` CSS pixels."""
    view = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", view)


def found(browser: webdriver.Chrome, width: int) -> list[object]:
    """The barriers on the page that is open, with axe `at_hand`, on a screen of `width` pixels."""
    set_width(browser, width)
    violations, overflow, small = browser.execute_async_script(LOOK)
    wider = [f"{overflow} px wider than the screen"] if overflow else []
    return [*violations, *wider, *(f"small target: {tag}" for tag in small)]
