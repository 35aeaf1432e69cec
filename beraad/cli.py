"""The command `beraad`: everything that is done without a browser, and the demonstration."""

from __future__ import annotations

import os
from pathlib import Path

import click
import waitress
from flask import Flask, current_app
from flask.cli import FlaskGroup, ScriptInfo, with_appcontext
from flask_babel import force_locale
from sqlalchemy.exc import OperationalError, ProgrammingError

from beraad import create_app
from beraad.config import Config, ConfigError
from beraad.demo.cli import demo
from beraad.extensions import db
from beraad.web import refusals
from beraad.web.i18n import LOCALES
from beraad.web.refusals import Refusal

ASKS_FOR_HELP = "beraad.asks_for_help"


def configured_app() -> Flask:
    """The application as the environment describes it; a missing setting ends in one line, unless it is for help."""
    try:
        app = create_app(Config.from_environment(os.environ))
    except ConfigError as error:
        if click.get_current_context().meta.get(ASKS_FOR_HELP):
            return create_app(settings_for_help())
        raise click.UsageError(str(error)) from error
    click.get_current_context().find_root().call_on_close(lambda: close(app))
    return app


def settings_for_help() -> Config:
    """Returns settings with which commands are listed and explained, and nothing can be done; no folder is made."""
    return Config("", "sqlite://", Path.cwd(), base_url="", mail_from="")


def close(app: Flask) -> None:
    """Let go of the database when the command has ended."""
    with app.app_context():
        db.engine.dispose()


class BadInput(click.ClickException):
    """A file or an argument is wrong; exit status 2, where an honest no is 1."""

    exit_code = 2


class Commands(FlaskGroup):
    """The group of all commands. A refusal, or a database without tables, ends in one line that says what to do."""

    def parse_args(self, context: click.Context, words: list[str]) -> list[str]:
        context.meta[ASKS_FOR_HELP] = not words or "--help" in words
        return super().parse_args(context, words)

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except Refusal as error:
            with context.ensure_object(ScriptInfo).load_app().app_context(), force_locale(LOCALES["en"]):
                words = refusals.sentence(error)
            raise (BadInput if error.is_bad_input else click.ClickException)(words) from error
        except (OperationalError, ProgrammingError) as error:
            if "no such table" in str(error.orig) or "does not exist" in str(error.orig):
                raise click.ClickException("the database has no tables yet; run: beraad db upgrade") from error
            raise


@click.group(cls=Commands, create_app=configured_app, add_default_commands=False, add_version_option=False)
def main() -> None:
    """Organise a citizens' assembly: from the first letter to the last proof that something was done."""


@main.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@with_appcontext
def serve(host: str, port: int) -> None:
    """Serve the pages; run `beraad worker` beside it."""
    waitress.serve(current_app._get_current_object(), host=host, port=port, ident=None)  # type: ignore[attr-defined]


main.add_command(demo)

if __name__ == "__main__":
    main()
