"""Commands: `beraad quotas import`, `export`, `check`, `beraad draw` and `beraad drand`. They do what the pages do.

`beraad draw` holds a rehearsal, which is in the register and changes nothing for anybody. With `--real` it holds the
real draw, and needs two officials, the notary's ten digits and the drawn number.
Exit status 0: done. 1: the answer is no. 2: something in the question is wrong, and nothing was written.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext
from flask_babel import force_locale
from sqlalchemy import func, select

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Membership, Role
from beraad.extensions import db
from beraad.lottery import beacon, ticket_numbers, words
from beraad.lottery.beacon import Round
from beraad.lottery.draw import downloads, files, service
from beraad.lottery.draw.holding import finish, hold
from beraad.lottery.draw.service import Plan
from beraad.lottery.errors import BeaconError, LotteryError, NoPanelError
from beraad.lottery.models import Draw, DrawKind, Rule
from beraad.lottery.quotas import checking
from beraad.lottery.quotas import service as quotas
from beraad.web import edge, refusals
from beraad.web.documents.files import write_files

OUT = click.Path(dir_okay=False, path_type=Path)


class HonestNo(click.ClickException):
    """The question was right and the answer is no."""

    exit_code = 1


class WrongQuestion(click.ClickException):
    """Something in the question is wrong."""

    exit_code = 2


@contextmanager
def in_words() -> Iterator[None]:
    """Turn an error of the lottery into one line and an exit status."""
    try:
        yield
    except NoPanelError as error:
        with force_locale("en"):
            line = words.why_no_panel(error.params["reason"], error.params)
        raise HonestNo(f"no panel exists. {line} See: beraad quotas check") from error
    except LotteryError as error:
        with force_locale("en"):
            line = refusals.sentence(error)
        raise WrongQuestion(line) from error


def find_assembly(slug: str) -> Assembly:
    """Returns the burgerberaad. Raises `WrongQuestion` if there is none with this name."""
    assembly = db.session.scalar(select(Assembly).where(Assembly.slug == slug))
    if assembly is None:
        raise WrongQuestion(f"there is no burgerberaad {slug!r}; see: beraad assembly list")
    return assembly


commands = AppGroup("quotas", help="Quotas of a burgerberaad: take them from a file, write them to one.")


@commands.command("import")
@click.argument("slug")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--reason", default="", help="Why the quotas change; by default the file's name.")
@with_appcontext
def import_quotas(slug: str, file: Path, reason: str) -> None:
    """Take the quotas in FILE (CSV or XLSX, any dialect), adding features and answers that are missing."""
    with in_words(), edge.unit_of_change():
        changed = quotas.import_file(find_assembly(slug), file.read_bytes(), file.name, reason)
    click.echo(f"{changed} quotas changed")


@commands.command("export")
@click.argument("slug")
@click.option("--out", type=OUT, help="File to write; by default standard output.")
@with_appcontext
def export_quotas(slug: str, out: Path | None) -> None:
    """Write the quotas as a categories file."""
    content = quotas.export(find_assembly(slug))
    if out is None:
        click.echo(content.decode(), nl=False)
    else:
        _write_all({out: content})


@commands.command("check")
@click.argument("slug")
@with_appcontext
def check_quotas(slug: str) -> None:
    """Say whether a panel is possible; if not, which quotas clash and which changes would help, the smallest first."""
    checked = checking.check(find_assembly(slug))
    with in_words():
        if checked.error is not None:
            raise checked.error
    answer = checked.feasibility
    assert answer is not None
    if answer.possible:
        click.echo("yes: a panel is possible")
        return
    for clash in answer.clashes:
        click.echo(f"clash: {clash.feature} {clash.answer} {clash.side} {clash.bound}")
    for number, way in enumerate(answer.ways, start=1):
        for change in way.changes:
            low_high = f"{change.low}-{change.high} -> {change.new_low}-{change.new_high}"
            click.echo(f"change {number}: {change.feature} {change.answer} {low_high}")
    with force_locale("en"):
        raise HonestNo(f"no panel exists. {words.why_no_panel(answer.code, answer.params)}")


@click.command("draw")
@click.argument("slug")
@click.option("--rule", type=click.Choice([rule.value for rule in Rule]), default=Rule.LEXIMIN.value, show_default=True)
@click.option(
    "--household", default="", metavar="COL,COL", help="Columns that say who live together: at most one is drawn."
)
@click.option("--ticket", metavar="NNN", help="The drawn number; by default a rehearsal draws one from its seed.")
@click.option("--digits", default="", help="The notary's ten digits, from which the tickets follow.")
@click.option("--selected", type=OUT, help="Write who was drawn to this file.")
@click.option("--remaining", type=OUT, help="Write who was not drawn to this file.")
@click.option("--record", type=OUT, help="Write the public record (lottery.json) to this file.")
@click.option("--real", is_flag=True, help="Hold the real draw; needs --ticket, --digits and two --official.")
@click.option("--official", "officials", multiple=True, metavar="EMAIL", help="Griffie or organiser; twice.")
@click.option("--reason", default="", help="Why a real draw is held again, or less than a day after it was frozen.")
@with_appcontext
def draw_command(
    slug: str,
    rule: str,
    household: str,
    ticket: str | None,
    digits: str,
    selected: Path | None,
    remaining: Path | None,
    record: Path | None,
    real: bool,
    officials: tuple[str, ...],
    reason: str,
) -> None:
    """Freeze the pool, compute the tickets, draw one."""
    assembly = find_assembly(slug)
    first, second = _officials(assembly, officials) if real else (None, None)
    if real and (ticket is None or not digits):
        raise WrongQuestion("a real draw needs --ticket and --digits: the number and digits that were drawn by hand")
    plan = Plan(
        kind=DrawKind.REAL if real else DrawKind.REHEARSAL,
        rule=Rule(rule),
        household_columns=tuple(column.strip() for column in household.split(",") if column.strip()),
        reason=reason,
        short_term_reason=reason,
    )
    with in_words():
        if ticket is not None:
            ticket_numbers.parse(ticket)
        draw = hold(assembly, plan, digits, first, second, show_progress)
        number = ticket or ticket_numbers.written(service.rehearsal_ticket(draw))
        try:
            finish(draw, number, first, second, lambda: _write(draw, selected, remaining, record))
        except OSError as error:
            raise WrongQuestion(f"cannot write {error}. {_left(draw, number)}") from error
    click.echo(f"{draw.kind.value} {draw.number}: ticket {number}, {draw.seats} of {draw.people} people")


def _officials(assembly: Assembly, emails: tuple[str, ...]) -> tuple[Account, Account]:
    if len(emails) != 2:
        raise WrongQuestion("a real draw needs two officials: --official first@… --official second@…")
    first, second = (_official(assembly, email) for email in emails)
    return first, second


def _official(assembly: Assembly, email: str) -> Account:
    statement = (
        select(Account)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.assembly_id == assembly.id, Membership.role.in_([Role.REGISTRY, Role.ORGANISER]))
        .where(func.lower(Account.email) == email.lower(), Account.is_active)
    )
    account = db.session.scalars(statement).first()
    if account is None:
        raise WrongQuestion(f"--official {email}: no account with the role griffie or organisator here")
    return account


def show_progress(phase: str, done: int, total: int) -> None:
    """Rewrites one line, on a terminal only."""
    if sys.stderr.isatty():
        click.echo(f"\r{phase} {done}/{total}".ljust(40), nl=False, err=True)


def _left(draw: Draw, number: str) -> str:
    """What became of a draw whose files could not be written."""
    if draw.is_real:
        return f"the draw stands: {draw.kind.value} {draw.number}, ticket {number}; its pages have the same files"
    return f"{draw.kind.value} {draw.number} was withdrawn; the register says why"


def _write(draw: Draw, selected: Path | None, remaining: Path | None, record: Path | None) -> None:
    drawn, others = downloads.people(draw)
    outputs = ((selected, drawn), (remaining, others), (record, downloads.record(draw)))
    write_files({path: content for path, content in outputs if path is not None})


def _write_all(contents: Mapping[Path, bytes]) -> None:
    """Write all of them or none."""
    try:
        write_files(contents)
    except OSError as error:
        raise WrongQuestion(f"cannot write {error}") from error


@click.command("drand")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def drand(file: Path) -> None:
    """Check the signature of the drand round in FILE (lottery.json), without internet."""
    try:
        stored = (files.parse(file.read_bytes()).get("ceremony") or {}).get("beacon")
        drawn = stored and Round(stored["round"], stored["signature"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WrongQuestion(f"{file}: this is not the record of a lottery") from error
    if not drawn:
        raise WrongQuestion(f"{file}: there is no drand round in this record")
    try:
        beacon.require_genuine(drawn)
    except BeaconError as error:
        if error.params["reason"] == "no_checker":
            raise WrongQuestion("py-ecc is needed to check drand: pip install 'beraad[beacon]'") from error
        raise HonestNo(f"round {drawn.number}: drand did not sign this") from error
    click.echo(f"round {drawn.number} of {beacon.moment_of(drawn.number):%Y-%m-%d %H:%M:%S} UTC: drand signed this")
