"""`beraad demo`: set up the demonstration when it isn't there yet, and serve it."""

from __future__ import annotations

import secrets
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import click
import waitress
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from beraad import create_app
from beraad.accounts import service as accounts
from beraad.accounts.models import Account
from beraad.assemblies.models import Membership, Role
from beraad.config import Config, make_instance
from beraad.demo.fill import fill
from beraad.extensions import db
from beraad.jobs import worker
from beraad.web import edge

HOST = "127.0.0.1"
LINKS_LAST = timedelta(days=30)
THREADS = 8


@click.command("demo")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to serve on.")
@click.option("--no-serve", is_flag=True, help="Fill the database and print the links; don't serve.")
@click.option("--fresh", is_flag=True, help="Throw the demonstration away and start again.")
@click.option("--instance", default="instance", type=click.Path(file_okay=False, path_type=Path), help="Its folder.")
def demo(port: int, no_serve: bool, fresh: bool, instance: Path) -> None:
    """Show three invented burgerberaden in different phases, with a sign-in link for each role."""
    folder = instance.resolve()
    if fresh:
        throw_away(folder)
    config = settings(folder, f"http://{HOST}:{port}")
    if not database(folder).exists():
        click.echo("Filling the demonstration …")
        prepare(config)
    app = create_app(config)
    show_links(app)
    if not no_serve:
        serve(app, port)


def database(folder: Path) -> Path:
    """Where the demonstration keeps its database."""
    return folder / "demo.sqlite"


def settings(folder: Path, base_url: str) -> Config:
    """The settings of the demonstration; its secret is made once and kept beside the database."""
    make_instance(folder)
    secret = folder / "demo-secret"
    if not secret.exists():
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_urlsafe(48))
    return Config(
        secret_key=secret.read_text(),
        database_url=f"sqlite:///{database(folder)}",
        instance=folder,
        base_url=base_url,
        mail_from="burgerberaad@voorbeeld.example",
        demo=True,
        log_level="WARNING",  # nobody who looks at a demonstration wants a line for each request
        secure_cookies=False,
    )


def prepare(config: Config) -> None:
    """Fill a database beside the real place and move it there when it is whole: half a demonstration is none."""
    half = config.instance / "demo-half.sqlite"
    forget(half)
    app = create_app(replace(config, database_url=f"sqlite:///{half}", immediate_jobs=True))
    with app.app_context():
        upgrade()
    fill(app)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()  # the last connection that closes writes the journal back into the database
    half.replace(database(config.instance))


def throw_away(folder: Path) -> None:
    """Delete the demonstration and what it wrote; nothing else in the folder."""
    forget(database(folder))
    forget(folder / "huey.sqlite")
    for name in ("outbox", "letters", "register", "uploads"):
        shutil.rmtree(folder / name, ignore_errors=True)


def forget(path: Path) -> None:
    """Delete an SQLite database with the files beside it."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def show_links(app: Flask) -> None:
    """Print the address and, for each role, a link that signs in with one click."""
    base_url = app.config["BERAAD"].base_url
    with app.app_context(), edge.unit_of_change():
        links = {
            role: accounts.make_magic_link(account, "/mijn", LINKS_LAST, reusable=True)
            for role in Role
            if (account := somebody(role)) is not None
        }
    click.echo(f"\nBeraad: {base_url}\n\nSign in with one click as:")
    for role, link in links.items():
        click.echo(f"  {role.value:<15} {link}")
    click.echo("\nAll people are invented. Ctrl-C stops.", nl=True)


def somebody(role: Role) -> Account | None:
    """An account with this role."""
    holders = select(Account).join(Membership).where(Membership.role == role, Account.is_active)
    return db.session.scalars(holders.order_by(Account.id).limit(1)).first()


def serve(app: Flask, port: int) -> None:
    """Serve pages and do jobs in this process until Ctrl-C."""
    try:
        server = waitress.create_server(app, host=HOST, port=port, threads=THREADS, ident=None)
    except OSError as error:
        raise click.ClickException(f"port {port} is taken; choose another with --port") from error
    background = worker.start_in_background(app)
    try:
        server.run()
    finally:
        server.close()
        background.stop()
