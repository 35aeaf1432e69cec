"""Registers the pages of documents and requests."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    return None
