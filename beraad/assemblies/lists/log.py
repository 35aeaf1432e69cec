"""The log of a burgerberaad as a list: who did what and when, in the language of the reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, case, select

from beraad.accounts.models import Account
from beraad.assemblies import queries
from beraad.assemblies.forms import BasicsForm, DatesForm, QuestionForm
from beraad.assemblies.models import Assembly
from beraad.audit import particulars, words
from beraad.audit import queries as audit
from beraad.audit.models import AuditEvent
from beraad.audit.queries import EventRow
from beraad.choices import LabelledEnum
from beraad.web.lists.declared import Column, Filter, Listing, Option, text, yes_no

#: details of an event that are keys of accounts: who proposed an act, and who did it
PEOPLE = ("proposed_by", "approved_by", "done_by")
#: the name of whoever did something, for the database
ACTOR = select(Account.name).where(Account.id == AuditEvent.actor_id).scalar_subquery()
#: digits of a fingerprint that are enough to compare with the eye; files have all
SHOWN_DIGITS, FINGERPRINT = 12, 64


@dataclass(frozen=True)
class LogRow:
    """An event in words."""

    event: EventRow
    actor: str
    #: name of a particular → its value
    particulars: Mapping[str, str]

    @property
    def what(self) -> str:
        return words.event(self.event.action)

    @property
    def number(self) -> str:
        """The key of the row that it is about, such as "12"; empty for an event about nothing in particular."""
        return self.event.subject.partition(":")[2]

    @property
    def all_particulars(self) -> str:
        return "; ".join(f"{name}: {value}" for name, value in self.particulars.items())

    @property
    def shown_particulars(self) -> list[tuple[str, str]]:
        """The same for a page: of a fingerprint its first digits."""
        return [
            (name, f"{value[:SHOWN_DIGITS]}…" if len(value) == FINGERPRINT else value)
            for name, value in self.particulars.items()
        ]


def _value(room: str, value: Any) -> str:
    """A detail in words: codes of the room become their labels."""
    if isinstance(value, list | tuple):
        return ", ".join(_value(room, part) for part in value)
    if isinstance(value, dict):
        return ", ".join(f"{particulars.detail(name)} {_value(room, part)}" for name, part in value.items())
    if isinstance(value, int) and not isinstance(value, bool):
        return str(format_decimal(value))
    if isinstance(value, str):
        return str(LabelledEnum.label_in(f"beraad.{room}", value) or value)
    return text(value)


def _particular(room: str, name: str, value: Any) -> str:
    if name == "act":
        return particulars.act(value)
    if name == "fields":
        labels = _field_labels()
        return ", ".join(labels.get(field, field) for field in value)
    return _value(room, value)


def _field_labels() -> dict[str, str]:
    """Field of a burgerberaad → what its form calls it."""
    fields = (vars(form).items() for form in (BasicsForm, QuestionForm, DatesForm))
    labelled = {name: field.args for some in fields for name, field in some if getattr(field, "args", ())}
    return {name: str(arguments[0]) for name, arguments in labelled.items()} | {"seats": _("Aantal zetels")}


def _particulars(event: EventRow, names: Mapping[int, str]) -> dict[str, str]:
    room = event.action.partition(".")[0]
    return {
        particulars.detail(name): names.get(value, _("niemand")) if name in PEOPLE else _particular(room, name, value)
        for name, value in event.details.items()
    }


def _with_names(results: Any) -> list[LogRow]:
    events = [EventRow(*row) for row in results]
    named = (event.details.get(detail) for event in events for detail in PEOPLE)
    names = queries.names([*(event.actor_id for event in events), *named])
    nobody = _("systeem of bezoeker")
    return [
        LogRow(event, names.get(event.actor_id, nobody) if event.actor_id else nobody, _particulars(event, names))
        for event in events
    ]


def _sentence() -> ColumnElement[str]:
    """For the database: what happened, in the language of the reader."""
    return case({code: str(sentence) for code, sentence in words.EVENTS.items()}, value=AuditEvent.action, else_="")


def log(assembly: Assembly) -> Listing[LogRow]:
    """What happened, the newest first."""
    by_nobody, sentence = AuditEvent.actor_id.is_(None), _sentence()
    rooms = {room: Option(label, AuditEvent.action.startswith(f"{room}.")) for room, label in words.ROOMS.items()}
    return Listing(
        endpoint="assemblies_log.index",
        name="logboek",
        rows=audit.events(assembly.id),
        made=_with_names,
        usual=(AuditEvent.id.desc(),),
        usual_label=_l("Nieuwste eerst"),
        columns=[
            Column("nummer", _l("Nummer"), lambda row: row.event.id, AuditEvent.id),
            Column("wanneer", _l("Wanneer"), lambda row: row.event.happened_at, AuditEvent.happened_at),
            Column("wie", _l("Wie"), lambda row: row.actor, ACTOR),
            Column("wat", _l("Wat"), lambda row: row.what, sentence),
            Column("bijzonderheden", _l("Bijzonderheden"), lambda row: row.all_particulars),
            Column("code", _l("Code"), lambda row: row.event.action, is_shown=False),
            Column("waarover", _l("Waarover"), lambda row: row.event.subject, is_shown=False),
        ],
        filters=[
            Filter("onderdeel", _l("Onderdeel"), rooms),
            yes_no("mens", _l("Door iemand met een account"), ~by_nobody, by_nobody),
        ],
        search=(sentence, AuditEvent.action, AuditEvent.subject, ACTOR),
        search_label=_l("handeling, nummer of naam van een medewerker"),
        empty=_l("Er is nog niets gebeurd."),
    )
