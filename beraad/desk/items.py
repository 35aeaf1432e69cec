"""Things that wait, for whom they are, and in which order they are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from beraad.assemblies.models import Assembly, AssemblyId, Role
from beraad.assemblies.waiting import Found, Kind
from beraad.days import today
from beraad.web import navigation
from beraad.web.places import full_address
from beraad.web.visitor import AccountId

#: with no more days left, a term is near
NEAR = timedelta(days=7)
#: things that are shown of all burgerberaden together
MOST_SHOWN = 20
Held = Mapping[AssemblyId, frozenset[Role]]


@dataclass(frozen=True)
class Colleague:
    """Somebody who works on a burgerberaad."""

    name: str
    roles: frozenset[Role]


#: burgerberaad → account → who it is
Teams = Mapping[AssemblyId, Mapping[AccountId, Colleague]]


@dataclass(frozen=True)
class Waiting:
    """Something that waits for somebody in a burgerberaad."""

    kind: Kind
    assembly: Assembly
    found: Found
    since: datetime | None

    @property
    def key(self) -> str:
        """Names it within its burgerberaad."""
        return f"{self.kind.code}-{self.found.row_id}"

    @property
    def what(self) -> Any:
        return self.kind.words(self.found)

    @property
    def until(self) -> date | None:
        return self.found.until

    @property
    def days_late(self) -> int:
        """How many days the term has passed; 0 or less while it has not, or if there is none."""
        return (today() - self.until).days if self.until else 0

    @property
    def is_late(self) -> bool:
        return self.days_late > 0

    @property
    def is_near(self) -> bool:
        """The term has not passed, and ends within a week."""
        return self.until is not None and 0 <= (self.until - today()).days <= NEAR.days

    @property
    def url(self) -> str:
        return url_for(self.kind.endpoint, **self._address())

    @property
    def place(self) -> str:
        """The page that shows all that waits in its burgerberaad; for a panellist their own."""
        page = "panel_own.home" if self.kind.roles == {Role.PANELLIST} else "desk.overview"
        return url_for(page, slug=self.assembly.slug)

    @property
    def full_url(self) -> str:
        """The same for a mail."""
        return full_address(self.kind.endpoint, **self._address())

    def _address(self) -> dict[str, Any]:
        return {"slug": self.assembly.slug, **self.kind.address(self.found)}

    def opens_for(self, roles: Collection[Role]) -> bool:
        """Whether somebody with these roles may open its page."""
        return navigation.may_open(self.kind.endpoint, frozenset(roles))

    def owner(self, teams: Teams) -> AccountId | None:
        """Whose it is alone; None if it is nobody's, or if that person can't do it (any more)."""
        owner_id = self.found.owner_id
        return owner_id if owner_id is not None and self._can_do(owner_id, teams) else None

    def deputy(self, teams: Teams) -> AccountId | None:
        """Who takes the place of the owner, likewise."""
        deputy_id = self.found.deputy_id
        return deputy_id if deputy_id is not None and self._can_do(deputy_id, teams) else None

    def responsible(self, teams: Teams) -> list[AccountId]:
        """The accounts that it waits for: its owner, or all with the roles but for who made it."""
        owner = self.owner(teams)
        if owner is not None:
            return [owner]
        team = teams.get(self.assembly.id, {})
        return [number for number in team if self._can_do(number, teams) and number != self.found.maker_id]

    def is_for(self, account_id: AccountId, roles: frozenset[Role], teams: Teams) -> bool:
        """Whether it waits for this account, which holds `roles` in the burgerberaad."""
        if self.kind.roles == {Role.PANELLIST}:
            return self.found.owner_id == account_id
        owner = self.owner(teams)
        if owner is not None:
            return owner == account_id
        return bool(self.kind.roles & roles) and self.found.maker_id != account_id

    def whom(self, teams: Teams) -> list[str]:
        """For whom it waits, in words: a name, or roles in the order of `Role`."""
        team = teams.get(self.assembly.id, {})
        owner = self.owner(teams)
        if owner is not None:
            return [team[owner].name]
        there = frozenset[Role]().union(*(team[number].roles for number in self.responsible(teams)))
        roles = self.kind.roles & there or self.kind.roles
        return [str(role.label).lower() for role in Role if role in roles]

    def _can_do(self, account_id: AccountId, teams: Teams) -> bool:
        colleague = teams.get(self.assembly.id, {}).get(account_id)
        return colleague is not None and bool(colleague.roles & self.kind.roles)


def in_order(items: Sequence[Waiting]) -> list[Waiting]:
    """What is late first, then what has a term, then what waits longest."""

    def place(item: Waiting) -> tuple[Any, ...]:
        since = item.since.timestamp() if item.since else float("inf")
        return not item.is_late, item.until or date.max, since, item.assembly.id, item.key

    return sorted(items, key=place)


def either(names: Sequence[str]) -> str:
    """Returns names as one of them: "griffie, organisator of ambtenaar"."""
    *first, last = names
    return str(_("%(first)s of %(last)s", first=", ".join(first), last=last)) if first else last


@dataclass(frozen=True)
class Other:
    """Something that waits for somebody else, and the way to it if it is open to the reader."""

    item: Waiting
    whom: str


@dataclass(frozen=True)
class Rest:
    """How much more waits in one burgerberaad, and where that is shown."""

    assembly: Assembly
    count: int
    late: int
    url: str


def rest(items: Sequence[Waiting]) -> list[Rest]:
    """What is left, counted for each burgerberaad in the order in which they come up."""
    grouped: dict[AssemblyId, list[Waiting]] = {}
    for item in items:
        grouped.setdefault(item.assembly.id, []).append(item)
    return [
        Rest(of_one[0].assembly, len(of_one), sum(item.is_late for item in of_one), of_one[0].place)
        for of_one in grouped.values()
    ]


@dataclass(frozen=True)
class Desk:
    """What waits for one person, and what they may see of what waits for others; both in order.

    Of more than `MOST_SHOWN` things the rest is counted for each burgerberaad, whose own page shows them.
    """

    mine: Sequence[Waiting]
    others: Sequence[Other]

    @property
    def first_mine(self) -> Sequence[Waiting]:
        return self.mine[:MOST_SHOWN]

    @property
    def first_others(self) -> Sequence[Other]:
        return self.others[:MOST_SHOWN]

    @property
    def more_mine(self) -> list[Rest]:
        return rest(self.mine[MOST_SHOWN:])

    @property
    def more_others(self) -> list[Rest]:
        return rest([other.item for other in self.others[MOST_SHOWN:]])

    @property
    def late(self) -> int:
        return sum(item.is_late for item in self.mine)

    @property
    def near(self) -> int:
        return sum(item.is_near for item in self.mine)

    @property
    def summary(self) -> str:
        """In one sentence how it stands."""
        if not self.mine:
            return self._nothing()
        parts = [_("%(count)s te laat", count=self.late)] if self.late else []
        parts += [_("%(count)s deze week", count=self.near)] if self.near else []
        rest = len(self.mine) - self.late - self.near
        parts += [_("%(count)s zonder haast", count=rest)] if rest else []
        return " · ".join(parts)

    def _nothing(self) -> str:
        if not self.others:
            return str(_("Niets. Er wacht nu niets op u."))
        counts = Counter(other.whom for other in self.others)
        named = ", ".join(f"{whom} ({count})" for whom, count in counts.most_common(3))
        return str(_("Niets. Het wacht op: %(whom)s.", whom=named))


def desk_of(account_id: AccountId, held: Held, items: Sequence[Waiting], teams: Teams) -> Desk:
    """Divide what waits into what is for this account and what is for others, as far as it may open those pages."""
    mine, others = [], []
    for item in in_order(items):
        roles = held.get(item.assembly.id, frozenset())
        if not item.opens_for(roles):
            continue
        if item.is_for(account_id, roles, teams):
            mine.append(item)
        else:
            others.append(Other(item, either(item.whom(teams))))
    return Desk(mine, others)
