"""`beraad account`: the first account, and a way in when mail doesn't work."""

from __future__ import annotations

from datetime import timedelta

import click
from flask.cli import AppGroup

from beraad.accounts import passwords, service
from beraad.accounts.errors import AddressTakenError
from beraad.web import edge

account_commands = AppGroup("account", help="Make accounts and links to sign in with.")


@account_commands.command("create")
@click.argument("email")
@click.option("--name", required=True, help="The name that others see.")
@click.option("--administrator", is_flag=True, help="May make accounts and burgerberaden.")
@click.option("--password", is_flag=True, help="Ask for a password instead of printing a link.")
def create(email: str, name: str, administrator: bool, password: bool) -> None:
    """Make an account for EMAIL and print a link that signs in once, valid for a day."""
    chosen = ask_password() if password else None
    try:
        with edge.unit_of_change():
            account = service.create_account(email, name, password=chosen, is_administrator=administrator)
            url = None if password else service.make_magic_link(account, valid_for=timedelta(days=1))
    except AddressTakenError as error:
        raise click.ClickException("there is an account with this address already; use: beraad account link") from error
    click.echo(url or "The account can sign in with this password.")


@account_commands.command("link")
@click.argument("email")
def link(email: str) -> None:
    """Print a link that signs EMAIL in once, valid for a day."""
    with edge.unit_of_change():
        account = service.by_address(email)
        if account is None:
            raise click.ClickException("there is no account with this address")
        click.echo(service.make_magic_link(account, valid_for=timedelta(days=1)))


def ask_password() -> str:
    """A password, typed twice and long enough."""
    while True:
        typed = str(click.prompt("Password", hide_input=True, confirmation_prompt=True)).strip()
        if passwords.SHORTEST <= len(typed) <= passwords.LONGEST:
            return typed
        click.echo(f"Use {passwords.SHORTEST} to {passwords.LONGEST} characters.", err=True)
