"""Registers the pages, jobs and menu entries of recruitment."""

from __future__ import annotations

from flask import Flask

from beraad.recruitment import models

__all__ = ["models"]  # the tables have to be known before anything asks for them


def init_app(app: Flask) -> None:
    del app
