"""The lists of a burgerberaad itself: its outbox, and who works on it. Its log: see `log`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from beraad.assemblies import queries
from beraad.assemblies.models import Assembly, Role
from beraad.assemblies.queries import PersonRow
from beraad.mail import queries as mail
from beraad.mail.models import Delivery, MailState, OutboxMessage
from beraad.mail.queries import OutboxRow
from beraad.web.lists.declared import Column, Listing, choices, text


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
