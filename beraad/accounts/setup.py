"""Registers the pages of accounts and who is signed in."""

from __future__ import annotations

from flask import Flask

from beraad.accounts import access


def init_app(app: Flask) -> None:
    access.init_app(app)
