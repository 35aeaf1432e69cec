"""Registers the pages, jobs and menu entries of recruitment."""

from __future__ import annotations

from flask import Flask

from beraad.recruitment import models


def init_app(app: Flask) -> None:
    app.extensions.setdefault("recruitment", models)
