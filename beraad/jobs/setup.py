"""Gives the application its jobs; the domains register their handlers after this."""

from __future__ import annotations

from flask import Flask

from beraad.config import Config
from beraad.jobs import cli
from beraad.jobs.carrier import Carrier
from beraad.jobs.registry import Jobs


def init_app(app: Flask) -> None:
    config: Config = app.config["BERAAD"]
    app.extensions["jobs"] = Jobs(Carrier(app, config.instance, config.secret_key, config.immediate_jobs))
    app.cli.add_command(cli.worker_command)
