"""Registers the command that checks the log, and what lists it writes down."""

from __future__ import annotations

from flask import Flask

from beraad.audit import cli, exports


def init_app(app: Flask) -> None:
    exports.init_app()
    app.cli.add_command(cli.commands)
