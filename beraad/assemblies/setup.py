"""Registers the pages of burgerberaden."""

from __future__ import annotations

from flask import Flask

from beraad.assemblies import access


def init_app(app: Flask) -> None:
    access.init_app(app)
