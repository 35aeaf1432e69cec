"""The command `beraad mail bounced`: a mail server hands over a message that came back."""

from __future__ import annotations

import os
import sys

import click
from flask.cli import AppGroup
from flask_babel import force_locale
from sqlalchemy.exc import OperationalError

from beraad.mail import bounces
from beraad.web import edge, refusals
from beraad.web.i18n import LOCALES
from beraad.web.refusals import Refusal

commands = AppGroup("mail", help="Mail that leaves here, and what becomes of it.")


@commands.command("bounced")
def bounced() -> None:
    """Read a delivery status notification from standard input, and mark its message.

    Ends as mail servers expect it: 65 for what can't be used, 75 for trying again later.
    """
    content = sys.stdin.buffer.read(bounces.LARGEST + 1)
    try:
        with edge.unit_of_change():
            delivery = bounces.receive(content)
    except Refusal as error:
        with force_locale(LOCALES["en"]):
            _end(refusals.sentence(error), os.EX_DATAERR)
    except OperationalError:
        _end("The database can't be written to now.", os.EX_TEMPFAIL)
    else:
        click.echo(f"Noted: {delivery.name.lower()}." if delivery else "The mail server keeps trying; nothing to note.")


def _end(words: str, status: int) -> None:
    click.echo(words, err=True)
    sys.exit(status)
