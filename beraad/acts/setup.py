"""Registers the words of acts; rooms above add their acts after this."""

from __future__ import annotations

from flask import Flask

from beraad.acts import words
from beraad.web import refusals


def init_app(app: Flask) -> None:
    app.extensions["acts"] = {}
    refusals.register(app, words.SENTENCES)
