"""The command `beraad`: everything that is done without a browser, and the demonstration."""

from __future__ import annotations

import os

import click
from flask import Flask
from flask.cli import FlaskGroup

from beraad import create_app
from beraad.accounts.cli import account_commands
from beraad.audit.cli import audit_commands
from beraad.config import Config, ConfigError
from beraad.jobs.cli import worker_command


def configured_app() -> Flask:
    """The application as the environment describes it; a missing setting ends in one line."""
    try:
        return create_app(Config.from_environment(os.environ))
    except ConfigError as error:
        raise click.UsageError(str(error)) from error


@click.group(cls=FlaskGroup, create_app=configured_app, add_default_commands=False, add_version_option=False)
def main() -> None:
    """Organise a citizens' assembly: from the first letter to the last proof that something was done."""


for command in (account_commands, audit_commands, worker_command):
    main.add_command(command)

if __name__ == "__main__":
    main()
