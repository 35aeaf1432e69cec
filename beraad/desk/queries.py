"""What waits in many burgerberaden: the kinds of all rooms, asked in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, String, bindparam, cast, literal, select, union_all

from beraad.accounts.models import Account
from beraad.allowances import waiting as allowances
from beraad.assemblies import waiting as assemblies_room
from beraad.assemblies.models import Assembly, AssemblyId, Membership, Phase, Role
from beraad.assemblies.terms import waiting as terms
from beraad.assemblies.waiting import Found, Kind, moments
from beraad.days import day_of
from beraad.desk.items import Colleague, Teams, Waiting
from beraad.desk.models import Spell
from beraad.extensions import db
from beraad.lottery import waiting as lottery
from beraad.materials import waiting as materials
from beraad.meetings import waiting as meetings
from beraad.orm import now
from beraad.outreach import waiting as outreach
from beraad.panel import waiting as panel
from beraad.privacy import waiting as privacy
from beraad.recommendations import waiting as recommendations
from beraad.recruitment.office import waiting as recruitment
from beraad.reports import waiting as reports
from beraad.telling import waiting as telling
from beraad.web.visitor import AccountId

#: what waits for staff, in the order of the rooms
KINDS: tuple[Kind, ...] = (
    *assemblies_room.KINDS,
    *terms.KINDS,
    *outreach.KINDS,
    *recruitment.KINDS,
    *lottery.KINDS,
    *panel.KINDS,
    *meetings.KINDS,
    *allowances.KINDS,
    *materials.KINDS,
    *reports.KINDS,
    *recommendations.KINDS,
    *telling.KINDS,
    *privacy.KINDS,
)
#: what waits for one panellist
OWN_KINDS: tuple[Kind, ...] = (
    *panel.OWN_KINDS,
    *meetings.OWN_KINDS,
    *materials.OWN_KINDS,
    *allowances.OWN_KINDS,
    *recommendations.OWN_KINDS,
)
BY_CODE = {kind.code: kind for kind in (*KINDS, *OWN_KINDS)}


def waiting(assemblies: Sequence[Assembly], with_slow: bool = True) -> list[Waiting]:
    """Returns what waits for staff in these burgerberaden, without what costs much unless `with_slow`."""
    items = _asked(_statement(), assemblies, {})
    for kind in KINDS:
        at_hand = [assembly for assembly in assemblies if assembly.phase in kind.phases]
        if kind.compute is not None and at_hand and (with_slow or not kind.is_slow):
            by_id = {assembly.id: assembly for assembly in at_hand}
            items += [Waiting(kind, by_id[one.assembly_id], one, one.since) for one in kind.compute(at_hand)]
    return items


def own(assemblies: Sequence[Assembly], account_id: AccountId) -> list[Waiting]:
    """Returns what waits for this panellist in these burgerberaden."""
    return _asked(_own_statement(), assemblies, {"account_id": account_id}) if assemblies else []


def with_since(items: Sequence[Waiting]) -> list[Waiting]:
    """Returns the same, with since when they wait where their rows do not say it, as far as anybody looked."""
    unknown = [item for item in items if item.since is None]
    if not unknown:
        return list(items)
    ids = {item.assembly.id for item in unknown}
    rows = db.session.execute(select(Spell.assembly_id, Spell.key, Spell.seen_at).where(Spell.assembly_id.in_(ids)))
    since = {(row.assembly_id, row.key): row.seen_at for row in rows}
    return [
        Waiting(one.kind, one.assembly, one.found, one.since or since.get((one.assembly.id, one.key))) for one in items
    ]


def teams(assembly_ids: Iterable[AssemblyId]) -> Teams:
    """Returns who works on each of these burgerberaden, panellists and blocked accounts left out."""
    held = (
        select(Membership.assembly_id, Membership.account_id, Membership.role, Account.name)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.assembly_id.in_(list(assembly_ids)), Membership.role != Role.PANELLIST, Account.is_active)
        .order_by(Membership.account_id)
    )
    roles: dict[AssemblyId, dict[AccountId, set[Role]]] = defaultdict(lambda: defaultdict(set))
    names: dict[AccountId, str] = {}
    for row in db.session.execute(held):
        roles[row.assembly_id][row.account_id].add(row.role)
        names[row.account_id] = row.name
    return {
        assembly_id: {number: Colleague(names[number], frozenset(found)) for number, found in team.items()}
        for assembly_id, team in roles.items()
    }


def _asked(statement: Select[Any], assemblies: Sequence[Assembly], values: dict[str, Any]) -> list[Waiting]:
    by_id = {assembly.id: assembly for assembly in assemblies}
    scopes = {scope: [one.id for one in assemblies if one.phase in phases] for phases, scope in _scopes().items()}
    rows = db.session.execute(statement, {**moments(now()), **scopes, **values})
    return [_item(row, by_id[row.assembly_id]) for row in rows]


def _item(row: Any, assembly: Assembly) -> Waiting:
    until = row.until or (day_of(row.until_at) if row.until_at else None)
    count = 1 if row.count is None else row.count
    people = row.owner_id, row.deputy_id, row.maker_id
    found = Found(row.assembly_id, row.row_id or 0, row.number or 0, row.name or "", count, row.since, until, *people)
    return Waiting(BY_CODE[row.code], assembly, found, row.since)


@cache
def _scopes() -> dict[frozenset[Phase], str]:
    """The phases in which kinds wait → the name under which the query gets the burgerberaden that are in them."""
    scopes = dict.fromkeys(kind.phases for kind in (*KINDS, *OWN_KINDS))
    return {phases: f"scope_{number}" for number, phases in enumerate(scopes)}


@cache
def _statement() -> Any:
    return union_all(*(_rows_of(kind) for kind in KINDS if kind.rows is not None))


@cache
def _own_statement() -> Any:
    return union_all(*(_rows_of(kind, for_one=True) for kind in OWN_KINDS))


def _rows_of(kind: Kind, for_one: bool = False) -> Select[Any]:
    """The rows of a kind in the burgerberaden that are in its phases, with its code."""
    assert kind.rows is not None
    columns = {column["name"]: column["expr"].element for column in kind.rows.column_descriptions}
    scope = bindparam(_scopes()[kind.phases], expanding=True, type_=Integer())
    chosen = kind.rows.where(columns["assembly_id"].in_(scope))
    if for_one:
        chosen = chosen.where(columns["owner_id"] == bindparam("account_id", type_=Integer()))
    return chosen.add_columns(cast(literal(kind.code), String()).label("code"))
