"""Tells people who signed up that something changes on which they count."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from beraad.assemblies.models import Assembly
from beraad.assemblies.promises import topics
from beraad.assemblies.promises.models import PromiseChange
from beraad.extensions import db
from beraad.recruitment.models.registration import Registration, RegistrationState
from beraad.recruitment.ways import EVERYONE
from beraad.telling import service
from beraad.telling.composing import Text, paragraphs
from beraad.telling.service import Event
from beraad.web.places import full_address


def people(assembly: Assembly, **_values: Any) -> int:
    """Answers to `people_promised_wanted`: how many people are signed up."""
    mine = Registration.assembly_id == assembly.id, Registration.state == RegistrationState.SIGNED_UP
    return db.session.scalar(select(func.count()).select_from(Registration).where(*mine)) or 0


def tell(change: PromiseChange, **_values: Any) -> None:
    """Tell everyone who signed up what changed, and why. Receives `promise_changed`."""
    assembly = change.assembly

    def words() -> Text:
        return Text(
            _("Er verandert iets bij %(title)s", title=assembly.title),
            paragraphs(
                _("U meldde zich aan. Er verandert iets aan wat wij u toen beloofden."),
                *(f"{topic.label}:\n{_said(change, topic)}" for topic in change.topics),
                _("Waarom: %(reason)s", reason=change.reason),
                _("Wat er eerst stond, leest u hier:"),
                full_address("assemblies_promises.index", slug=assembly.slug),
                _("Wilt u door deze wijziging niet meer meedoen? Laat het ons weten."),
            ),
        )

    service.tell(assembly, Event(f"promise-change-{change.id}", words), audience=EVERYONE)


def _said(change: PromiseChange, topic: Any) -> str:
    lines = topics.lines_of(topic, change.values[topic.value])
    return "\n".join(f"{label}: {text}" for label, text in lines)
