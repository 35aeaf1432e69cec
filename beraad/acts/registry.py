"""All acts of weight of the application, by key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask, current_app

from beraad.acts.act import Act


def register(app: Flask, *acts: Act[Any]) -> None:
    """Make the acts of a room known, so that its verbs can propose one by its key."""
    app.extensions["acts"].update({act.key: act for act in acts})


def every() -> Mapping[str, Act[Any]]:
    """Returns key → act."""
    known: Mapping[str, Act[Any]] = current_app.extensions["acts"]
    return known
