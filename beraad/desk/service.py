"""Telling staff by mail what waits for them: when it starts, when its term is near, and when it is late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import delete, select

from beraad.assemblies.models import Assembly, AssemblyId, Role
from beraad.bulk import insert_many_unless_there
from beraad.desk import queries
from beraad.desk.items import Teams, Waiting, either
from beraad.desk.models import Spell, Stage
from beraad.extensions import db
from beraad.orm import now
from beraad.telling import service as telling
from beraad.telling.composing import Text, paragraphs
from beraad.telling.people import Addressee
from beraad.telling.service import Event
from beraad.web.places import full_address
from beraad.web.visitor import AccountId


@dataclass(frozen=True)
class _News:
    """What is told of something that waits, now."""

    item: Waiting
    stage: Stage
    teams: Teams

    def words(self) -> Text:
        what, item = str(self.item.what), self.item
        day = format_date(item.until, "d MMMM yyyy") if item.until else ""
        whom = either(item.whom(self.teams))
        if self.stage is Stage.LATE:
            subject = _("Te laat: %(what)s", what=what)
            lines = [_("Dit moest op %(day)s klaar zijn. Het wacht op: %(whom)s.", day=day, whom=whom)]
        elif self.stage is Stage.NEAR:
            subject = _("Bijna te laat: %(what)s", what=what)
            lines = [_("Dit moet uiterlijk op %(day)s klaar zijn. Het wacht op: %(whom)s.", day=day, whom=whom)]
        else:
            subject = _("Wacht op u: %(what)s", what=what)
            lines = [_("Dit moet uiterlijk op %(day)s klaar zijn.", day=day)] if day else []
        return Text(
            subject,
            paragraphs(
                _("%(title)s: %(what)s.", title=item.assembly.title, what=what),
                *lines,
                paragraphs(_("Dat doet u hier:"), item.full_url),
                paragraphs(_("Alles wat op u wacht, staat hier:"), full_address("desk.mine")),
            ),
        )

    def addressees(self) -> list[Addressee]:
        """Who it waits for; when the term is near their deputy too, and when it is late the griffie."""
        who = self.item.responsible(self.teams)
        deputy = self.item.deputy(self.teams)
        if deputy is not None and self.stage is not Stage.STARTED:
            who.append(deputy)
        if self.stage is Stage.LATE or not who:
            team = self.teams.get(self.item.assembly.id, {})
            who += [number for number, colleague in team.items() if Role.REGISTRY in colleague.roles]
        return [Addressee(account_id=AccountId(number)) for number in dict.fromkeys(who)]


def tell_of(assemblies: Sequence[Assembly]) -> int:
    """Tell staff of these burgerberaden what they have not been told yet. Returns how many things that were.

    What was told is written in the same transaction, so nothing is told twice. Somebody hears of everything of a day
    in one mail, but for what is urgent.
    """
    items = queries.waiting(assemblies)
    spells = _spells(assemblies, items)
    teams = queries.teams([assembly.id for assembly in assemblies])
    told = 0
    for item in items:
        spell, stage = spells[item.assembly.id, item.key], _stage(item)
        if stage.place <= spell.told.place:
            continue
        spell.told = stage
        if not (stage is Stage.STARTED and item.kind.is_told):
            told += _tell(_News(item, stage, teams), spell)
    db.session.flush()
    return told


def _stage(item: Waiting) -> Stage:
    if item.is_late:
        return Stage.LATE
    return Stage.NEAR if item.is_near else Stage.STARTED


def _tell(news: _News, spell: Spell) -> bool:
    occasion = f"waiting-{spell.assembly_id}-{spell.key}-{int(spell.seen_at.timestamp())}-{news.stage.value}"
    event = Event(occasion, news.words, news.item.kind.is_urgent)
    return bool(telling.tell(news.item.assembly, event, addressees=news.addressees()))


def _spells(assemblies: Sequence[Assembly], items: Sequence[Waiting]) -> dict[tuple[AssemblyId, str], Spell]:
    """Returns the spell of each item: begins one where something is seen first, ends those of what waits no longer."""
    mine = select(Spell).where(Spell.assembly_id.in_([assembly.id for assembly in assemblies]))
    there = {(spell.assembly_id, spell.key): spell for spell in db.session.scalars(mine)}
    waits = {(item.assembly.id, item.key) for item in items}
    gone = [spell.id for place, spell in there.items() if place not in waits]
    if gone:
        db.session.execute(delete(Spell).where(Spell.id.in_(gone)))
    shared = {"seen_at": now(), "told": Stage.NOTHING}
    new = [{"assembly_id": number, "key": key, **shared} for number, key in sorted(waits - set(there))]
    insert_many_unless_there(db.session(), Spell, new, "key")
    return {(spell.assembly_id, spell.key): spell for spell in db.session.scalars(mine)}
