"""A sealed field opens for its own row and its own application only."""

from __future__ import annotations

import pytest
from flask import Flask

from beraad.web.sealing import SealError, seal, unseal


def test_a_sealed_text_opens_for_its_row(context: Flask) -> None:
    sealed = seal("rolstoel", "seat:1")
    assert b"rolstoel" not in sealed
    assert unseal(sealed, "seat:1") == "rolstoel"
    assert seal("rolstoel", "seat:1") != sealed


def test_it_opens_for_no_other_row(context: Flask) -> None:
    with pytest.raises(SealError):
        unseal(seal("rolstoel", "seat:1"), "seat:2")


def test_a_changed_value_does_not_open(context: Flask) -> None:
    sealed = bytearray(seal("rolstoel", "seat:1"))
    for place in range(len(sealed)):
        changed = bytes([*sealed[:place], sealed[place] ^ 1, *sealed[place + 1 :]])
        with pytest.raises(SealError):
            unseal(changed, "seat:1")


def test_it_opens_with_no_other_secret(context: Flask) -> None:
    sealed = seal("rolstoel", "seat:1")
    secret = context.config["SECRET_KEY"]
    try:
        context.config["SECRET_KEY"] = "another secret for tests, long enough"
        with pytest.raises(SealError):
            unseal(sealed, "seat:1")
    finally:
        context.config["SECRET_KEY"] = secret
