"""What was promised in the demonstration, and how it changed: history, and a change that waits for a colleague."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from sqlalchemy import update

from beraad.acts import service as acts
from beraad.assemblies.models import Assembly, Role
from beraad.assemblies.promises import changing, topics
from beraad.assemblies.promises.changing import WhyData
from beraad.assemblies.promises.models import PromiseChange, PromiseVersion, Topic
from beraad.assemblies.promises.topics import Values
from beraad.assemblies.terms import queries
from beraad.assemblies.terms import service as terms
from beraad.assemblies.terms.models import TermKind
from beraad.assemblies.terms.service import ExtensionData
from beraad.demo.basics import COUNCIL, in_days
from beraad.demo.staff import Team
from beraad.extensions import db
from beraad.web import edge

CARE = " Wij passen op uw kinderen."


def begin(assembly: Assembly, day: date) -> None:
    """Everything is public since `day`."""
    _since(assembly, day)


def change(team: Team, assembly: Assembly) -> None:
    """Two changes that were made: one by the council, and a spelling mistake."""
    room = topics.values_of(assembly, Topic.ROOM)["lines"]
    line = ["buiten_bevoegdheid", "De prijs van stroom.", "Het Rijk en de markt gaan over de prijs."]
    asked = _ask(team, assembly, Topic.ROOM, {"lines": topics.by_kind([*room, line])}, Role.REGISTRY)
    why = "Inwoners vroegen of zij over de stroomprijs mee mochten denken. Daar gaat de raad niet over."
    changing.explain(asked, WhyData(why, COUNCIL, "Raadsbesluit 2025-131", in_days(-385)))
    asked.approved_by_id, asked.approved_role = team[Role.ORGANISER].id, Role.ORGANISER
    changing.make(asked)
    db.session.flush()
    _since(assembly, in_days(-384), asked)


def keep_terms(team: Team, assembly: Assembly) -> None:
    """The terms from the handover on: some kept, one late, one extended with a reason."""
    known = queries.terms(assembly) or terms.begin(assembly, in_days(-200), in_days(-60))
    by_kind = {term.kind: term for term in known}
    terms.meet(by_kind[TermKind.RECEIPT], in_days(-190))
    terms.meet(by_kind[TermKind.FIRST_FEEDBACK], in_days(-100))
    why = "De agenda van de raad was vol. De begroting ging voor."
    extension = terms.extend(by_kind[TermKind.TREATMENT], ExtensionData(in_days(40), why, "Raadsbrief 2026-88"))
    extension.granted_by_id, extension.granted_role = team[Role.REGISTRY].id, Role.REGISTRY


def wait(team: Team, assembly: Assembly) -> None:
    """A change that a colleague has to look over."""
    with edge.unit_of_change():
        begin(assembly, in_days(-35))
        new = topics.values_of(assembly, Topic.EXPECTATIONS)["expectations"] + CARE
        asked = _ask(team, assembly, Topic.EXPECTATIONS, {"expectations": new}, Role.ORGANISER)
        changing.explain(asked, WhyData("Ouders lieten weten dat zij anders niet kunnen komen."))
        acts.propose("assemblies.change_promise", asked, made_by=team[Role.ORGANISER].id)


def _ask(team: Team, assembly: Assembly, topic: Topic, values: Values, role: Role) -> PromiseChange:
    asked = changing.ask(assembly, {topic: values})
    assert asked is not None, "it says something else"
    asked.asked_by_id, asked.asked_role = team[role].id, role
    return asked


def _since(assembly: Assembly, day: date, made: PromiseChange | None = None) -> None:
    """The demonstration is made in a moment, but tells a story of months."""
    moment = datetime.combine(day, time(10), UTC)
    which = PromiseVersion.change_id == made.id if made is not None else PromiseVersion.change_id.is_(None)
    mine = update(PromiseVersion).where(PromiseVersion.assembly_id == assembly.id, which)
    db.session.execute(mine.values(written_at=moment))
    if made is not None:
        made.asked_at = made.settled_at = moment
