"""What waits for each role in each phase of the three burgerberaden of the demonstration, as a table.

`python -m tests.desk.phases` makes a small demonstration and prints the table that is kept in `phases.csv`; with
`--words` it prints what people read instead of the codes of the kinds.
"""

from __future__ import annotations

import csv
import io
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade

from beraad import create_app
from beraad.assemblies.models import Assembly, Phase, Role
from beraad.demo import cli as demonstration
from beraad.demo import fill
from beraad.desk import queries
from beraad.desk.items import Desk, Waiting, desk_of
from beraad.extensions import db
from tests import states, visitors

TABLE = Path(__file__).with_name("phases.csv")
SLUGS = (states.RECRUITING, states.READY, states.FOLLOWED)


def desk(assembly: Assembly, role: Role) -> Desk:
    """What somebody with this role alone finds on /mijn, if they work on no other burgerberaad."""
    account = visitors.account(role.value)
    items = queries.own([assembly], account.id) if role is Role.PANELLIST else queries.waiting([assembly])
    return desk_of(account.id, {assembly.id: frozenset({role})}, items, queries.teams([assembly.id]))


def rows(written: Callable[[Waiting], str]) -> Iterator[list[str]]:
    """A row for each phase of each burgerberaad, with what waits for each role; `-` if it is nothing."""
    yield ["burgerberaad", "phase", *(role.value for role in Role)]
    for slug in SLUGS:
        assembly = states.by_slug(slug)
        kept = assembly.phase
        with db.session.no_autoflush:
            for phase in Phase:
                assembly.phase = phase  # never written: only what is asked depends on it
                desks = [desk(assembly, role) for role in Role]
                cells = [" ".join(dict.fromkeys(written(item) for item in one.mine)) or "-" for one in desks]
                yield [slug, phase.value, *cells]
            assembly.phase = kept


def text(written: Callable[[Waiting], str]) -> str:
    """The table as CSV."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows(written))
    return out.getvalue()


def code(item: Waiting) -> str:
    return item.kind.code


def words(item: Waiting) -> str:
    return f"{item.what}."


def small_demonstration(folder: Path) -> Flask:
    app = create_app(replace(demonstration.settings(folder, "http://localhost"), immediate_jobs=True))
    with app.app_context():
        upgrade()
    fill.fill(app, fill.SMALL)
    states.add(app)
    return app


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made, small_demonstration(Path(made)).app_context():
        sys.stdout.write(text(words if "--words" in sys.argv else code))
