"""The lists of a burgerberaad itself: its log, its outbox, and who works on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from beraad.accounts.models import Account
from beraad.assemblies import queries
from beraad.assemblies.models import Assembly, Role
from beraad.assemblies.queries import PersonRow
from beraad.audit import queries as audit
from beraad.audit.models import AuditEvent
from beraad.audit.queries import EventRow
from beraad.mail import queries as mail
from beraad.mail.models import Delivery, MailState, OutboxMessage
from beraad.mail.queries import OutboxRow
from beraad.web.lists.declared import Column, Listing, choices, text, yes_no

#: details of an event that are keys of accounts: who proposed an act, and who did it
PEOPLE = ("proposed_by", "approved_by", "done_by")
#: the name of whoever did something, for the database
ACTOR = select(Account.name).where(Account.id == AuditEvent.actor_id).scalar_subquery()


@dataclass(frozen=True)
class LogRow:
    """An event with the name of whoever did it."""

    event: EventRow
    actor: str
    #: numbers, codes and states, each after its name; names for the keys of accounts
    details: str


def _joined(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _details(details: Mapping[str, Any], names: Mapping[int, str]) -> str:
    nobody = str(_l("niemand"))
    words = {name: names.get(value, nobody) if name in PEOPLE else _joined(value) for name, value in details.items()}
    return "; ".join(f"{name}: {value}" for name, value in words.items())


def _with_names(results: Any) -> list[LogRow]:
    events = [EventRow(*row) for row in results]
    named = (event.details.get(detail) for event in events for detail in PEOPLE)
    names = queries.names([*(event.actor_id for event in events), *named])
    nobody = str(_l("systeem of bezoeker"))
    return [
        LogRow(event, names.get(event.actor_id, nobody) if event.actor_id else nobody, _details(event.details, names))
        for event in events
    ]


def log(assembly: Assembly) -> Listing[LogRow]:
    """What happened, the newest first."""
    by_nobody = AuditEvent.actor_id.is_(None)
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
            Column("wat", _l("Wat"), lambda row: row.event.action, AuditEvent.action),
            Column("waarover", _l("Waarover"), lambda row: row.event.subject, is_shown=False),
            Column("bijzonderheden", _l("Bijzonderheden"), lambda row: row.details),
        ],
        filters=[yes_no("mens", _l("Door iemand met een account"), ~by_nobody, by_nobody)],
        search=(AuditEvent.action, AuditEvent.subject, ACTOR),
        search_label=_l("handeling, nummer of naam van een medewerker"),
        empty=_l("Er is nog niets gebeurd."),
    )


def outbox(assembly: Assembly) -> Listing[OutboxRow]:
    """The e-mails and text messages, the newest first."""
    return Listing(
        endpoint="assemblies_outbox.listed",
        name="postvak-uit",
        rows=mail.outbox(assembly.id),
        made=lambda results: [OutboxRow(*row) for row in results],
        usual=(OutboxMessage.id.desc(),),
        usual_label=_l("Nieuwste eerst"),
        columns=[
            Column("bericht", _l("Bericht"), lambda row: row.subject or row.reference, OutboxMessage.subject),
            Column("aan", _l("Aan"), lambda row: row.recipient, OutboxMessage.recipient),
            Column("stand", _l("Stand"), lambda row: row.state, OutboxMessage.state),
            Column("verstuurd", _l("Verstuurd"), lambda row: row.sent_at, OutboxMessage.sent_at),
            Column("aangekomen", _l("Aangekomen"), lambda row: row.delivery, OutboxMessage.delivery),
        ],
        filters=[
            choices("stand", _l("Stand"), MailState, lambda state: OutboxMessage.state == state),
            choices("aangekomen", _l("Aangekomen"), Delivery, lambda delivery: OutboxMessage.delivery == delivery),
        ],
        search=(OutboxMessage.recipient, OutboxMessage.subject),
        search_label=_l("adres of onderwerp"),
        to_do=OutboxMessage.state.in_((MailState.FAILED, MailState.UNCERTAIN)),
        empty=_l("Er zijn geen berichten."),
    )


def people(assembly: Assembly) -> Listing[PersonRow]:
    """Everyone who works on the burgerberaad, by name."""
    roles = [role for role in Role if role is not Role.PANELLIST]
    return Listing(
        endpoint="assemblies_people.index",
        name="mensen",
        rows=queries.people(assembly),
        usual_label=_l("Op naam"),
        columns=[
            Column("naam", _l("Naam"), lambda row: row.name),
            Column("email", _l("E-mailadres"), lambda row: row.email),
            Column("rollen", _l("Rollen"), lambda row: ", ".join(map(text, row.roles))),
        ],
        filters=[
            choices("rol", _l("Rol"), roles, lambda role: lambda row: role in row.roles),
        ],
        search=lambda row: (row.name, row.email),
        search_label=_l("naam of e-mailadres"),
        empty=_l("Nog niemand heeft een rol in dit burgerberaad."),
    )
