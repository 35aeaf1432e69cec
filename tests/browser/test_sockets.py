"""The browser reaches no other machine either."""

from __future__ import annotations

import pytest
from selenium import webdriver
from selenium.common.exceptions import WebDriverException

from tests.sockets import NAME, OUTSIDE


@pytest.mark.parametrize("host", [OUTSIDE, NAME])
def test_chromium_finds_no_other_machine(chromium: webdriver.Chrome, host: str) -> None:
    with pytest.raises(WebDriverException, match="ERR_NAME_NOT_RESOLVED"):
        chromium.get(f"http://{host}/")
