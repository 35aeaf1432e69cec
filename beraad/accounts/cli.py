"""Commands `beraad account create` and `beraad account link`: the first account, and a way in without mail."""

from __future__ import annotations

from datetime import timedelta

import click
from flask.cli import AppGroup

from beraad.accounts import passwords, service
from beraad.accounts.service import AccountData
from beraad.web import edge

commands = AppGroup("account", help="Make accounts and links to sign in with.")


@commands.command("create")
@click.argument("email")
@click.option("--name", required=True, help="The name that others see.")
@click.option("--administrator", is_flag=True, help="May make accounts and burgerberaden.")
@click.option("--password", is_flag=True, help="Ask for a password instead of printing a link.")
def create(email: str, name: str, administrator: bool, password: bool) -> None:
    """Make an account for EMAIL and print a link that signs in once, valid for a day.

    For an account that is there already, use: beraad account link.
    """
    data = AccountData(email, name, administrator)
    typed = ask_password() if password else None
    with edge.unit_of_change():
        account = service.create_account(data, typed)
        url = None if password else service.make_magic_link(account, valid_for=timedelta(days=1))
    click.echo(url or "The account can sign in with this password.")


@commands.command("link")
@click.argument("email")
def link(email: str) -> None:
    """Print a link that signs EMAIL in once, valid for a day."""
    with edge.unit_of_change():
        accounts = service.all_at(email)
        if not accounts:
            raise click.ClickException("there is no account with this address")
        for account in accounts:
            link = service.make_magic_link(account, valid_for=timedelta(days=1))
            click.echo(f"{account.name}: {link}" if len(accounts) > 1 else link)


def ask_password() -> str:
    """Returns a password that was typed twice and is long enough; asks until it is."""
    while True:
        typed = str(click.prompt("Password", hide_input=True, confirmation_prompt=True)).strip()
        if passwords.SHORTEST <= len(typed) <= passwords.LONGEST:
            return typed
        click.echo(f"Use {passwords.SHORTEST} to {passwords.LONGEST} characters.", err=True)
