"""The list on which facilitators note who is there, and the form with which a panellist signs off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.validators import Optional

from beraad.meetings.models import Presence
from beraad.meetings.queries_attendance import AttendanceRow
from beraad.panel.models import SeatId
from beraad.web.fields import EnumSelectField
from beraad.web.forms import Form, at_most


class AttendanceForm(Form):
    """One choice for each seat, beside what was known when the page was opened.

    Only what the writer changed counts: two people who fill in the list at the same time don't undo each other.
    """

    seat_ids: tuple[SeatId, ...] = ()
    rest_present = BooleanField(_l("Iedereen die nog niet is ingevuld, was aanwezig"))

    def choice(self, seat_id: SeatId) -> Any:
        """Returns the field with the presence of this seat."""
        return self[f"seat_{seat_id}"]

    def known(self, seat_id: SeatId) -> Any:
        """Returns the hidden field with what the page showed for this seat."""
        return self[f"known_{seat_id}"]

    def changes(self) -> dict[SeatId, Presence | None]:
        """Returns the presence by id of the seat, for the seats that the writer changed."""
        presences = {seat_id: self.choice(seat_id).data for seat_id in self.seat_ids}
        if self.rest_present.data:
            presences = {seat_id: presence or Presence.PRESENT for seat_id, presence in presences.items()}
        return {
            seat_id: presence
            for seat_id, presence in presences.items()
            if (presence.value if presence else "") != (self.known(seat_id).data or "")
        }


def attendance_form(rows: Sequence[AttendanceRow]) -> AttendanceForm:
    """Returns the list for `rows`, with what is known about each."""
    fields: dict[str, Any] = {"seat_ids": tuple(row.seat_id for row in rows)}
    known: dict[str, Any] = {}
    for row in rows:
        label = row.name or _("Zetel %(number)d", number=row.number)
        fields[f"seat_{row.seat_id}"] = EnumSelectField(label, Presence, [Optional()], empty=_l("Nog niet bekend"))
        fields[f"known_{row.seat_id}"] = HiddenField()
        known[f"seat_{row.seat_id}"] = row.presence
        known[f"known_{row.seat_id}"] = row.presence.value if row.presence else ""
    form: AttendanceForm = type("AttendanceForm", (AttendanceForm,), fields)(**known)
    return form


class SignOffForm(Form):
    """Why a panellist can't come."""

    reason = TextAreaField(
        _l("Wat is de reden?"),
        [Optional(), at_most(1000)],
        description=_l("U hoeft dit niet te vertellen. Alleen de griffie en de organisator lezen het."),
    )
