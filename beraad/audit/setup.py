"""Registers the command that checks the log."""

from __future__ import annotations

from flask import Flask

from beraad.audit import cli


def init_app(app: Flask) -> None:
    app.cli.add_command(cli.commands)
