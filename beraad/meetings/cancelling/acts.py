"""Cancelling a meeting: what its page says, and what it does."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask_babel import format_datetime, ngettext
from flask_babel import gettext as _

from beraad.acts.act import Act, Amount, Fixed, Preview
from beraad.acts.forms import ActForm
from beraad.assemblies.models import Assembly, AssemblyId
from beraad.extensions import db
from beraad.meetings import service
from beraad.meetings.models import Meeting
from beraad.meetings.views_organiser import editors
from beraad.panel.audiences import PANEL
from beraad.telling import audiences


@dataclass(frozen=True)
class Cancellation:
    """A meeting that does not take place, and why."""

    meeting: Meeting
    reason: str

    @property
    def assembly_id(self) -> AssemblyId:
        return self.meeting.assembly_id


def _assembly(cancellation: Cancellation) -> Assembly:
    return db.session.get_one(Assembly, cancellation.assembly_id)


def preview_cancel(cancellation: Cancellation) -> Preview:
    """Who hears that it is off. Raises AlreadyHeldError or CancelledError."""
    meeting = cancellation.meeting
    service.require_to_come(meeting)
    panel = audiences.find(_assembly(cancellation), PANEL)
    hears = panel.count() if panel else 0
    return Preview(
        title=_("Bijeenkomst afgelasten"),
        button=ngettext(
            "Gelast af en laat het %(num)s panellid weten", "Gelast af en laat het %(num)s panelleden weten", hears
        ),
        amounts=(Amount("panel", _("Panelleden die meteen bericht krijgen"), hears),),
        happens=(
            _(
                "De bijeenkomst ‘%(title)s’ van %(when)s gaat niet door.",
                title=meeting.title,
                when=format_datetime(meeting.starts_at, "d MMMM yyyy HH:mm"),
            ),
            _("De reden: %(reason)s", reason=cancellation.reason),
        ),
        undo=_("Nee. De bijeenkomst blijft met uw uitleg zichtbaar. U kunt wel een nieuwe plannen."),
        fixed=(
            Fixed("reason", _("De reden"), cancellation.reason),
            Fixed("when", _("De tijd van de bijeenkomst"), meeting.starts_at.isoformat()),
            Fixed("title", _("De titel"), meeting.title),
        ),
    )


def _cancel(cancellation: Cancellation, _form: ActForm) -> str:
    service.cancel(cancellation.meeting, cancellation.reason)
    return str(_("De bijeenkomst gaat niet door. Agenda's krijgen dit mee bij de volgende keer ophalen."))


CANCEL: Act[Cancellation] = Act(
    key="meetings.cancel",
    access=editors,
    preview=preview_cancel,
    perform=_cancel,
    place=lambda cancellation: url_for(
        "meetings.detail", slug=_assembly(cancellation).slug, meeting_id=cancellation.meeting.id
    ),
    row=lambda cancellation: cancellation.meeting,
)
