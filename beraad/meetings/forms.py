"""What is asked about meetings, their programme and guests, who is there, and who signs off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import NumberRange, Optional, StopValidation, ValidationError

from beraad.days import ZONE, day_of
from beraad.meetings.errors import NumberTakenError
from beraad.meetings.models import Audience, BlockKind, Briefing, Meeting, Mode, Presence
from beraad.meetings.queries_attendance import AttendanceRow
from beraad.meetings.service import BlockData, GuestData, MeetingData
from beraad.panel.models import SeatId
from beraad.web.fields import ClockField, DayField, EnumRadioField, EnumSelectField
from beraad.web.forms import Form, at_most, required

LONGEST_PART = 24 * 60


def moment(day: date, clock: time) -> datetime:
    """Returns that time on that day in the Netherlands."""
    return datetime.combine(day, clock, ZONE)


def whole_number(message: Any, highest: int) -> list[Any]:
    """Validators for a whole number from 1 to `highest`."""
    return [*required(message), NumberRange(1, highest, message)]


def needed_on_site(form: MeetingForm, field: Field) -> None:
    """Validator: filled in if people come to a place."""
    if form.mode.data in (Mode.PHYSICAL, Mode.HYBRID) and not field.data:
        raise StopValidation(_("Vul in waar de bijeenkomst is, of schrijf: nog niet bekend."))


def secure_address(_form: Form, field: Field) -> None:
    """Validator: an address that begins with https://."""
    if not str(field.data).startswith("https://"):
        raise ValidationError(_("Vul een link in die begint met https://."))


class MeetingForm(Form):
    """Everything about a meeting but its programme."""

    refusal_fields: ClassVar = {NumberTakenError: "number"}
    mode = EnumRadioField(_l("Hoe doen mensen mee?"), Mode, required(_l("Kies hoe mensen meedoen.")))
    audience = EnumRadioField(_l("Wie mag komen?"), Audience, required(_l("Kies wie er mag komen.")))
    number = IntegerField(_l("Nummer"), whole_number(_l("Vul een nummer in van 1 tot 999."), 999))
    title = StringField(_l("Titel"), [*required(_l("Vul een titel in.")), at_most(200)])
    day = DayField(_l("Datum"), required(_l("Vul de datum in.")))
    begins = ClockField(_l("Begint om"), required(_l("Vul in hoe laat de bijeenkomst begint.")))
    ends = ClockField(_l("Eindigt om"), required(_l("Vul in hoe laat de bijeenkomst eindigt.")))
    place = StringField(
        _l("Plaats"), [needed_on_site, Optional(), at_most(200)], description=_l("Naam van het gebouw en de zaal.")
    )
    address = StringField(_l("Adres"), [Optional(), at_most(300)])
    online_url = StringField(
        _l("Link om online mee te doen"),
        [Optional(), secure_address, at_most(500)],
        description=_l("Alleen het panel en de organisatie zien deze link."),
    )
    accessibility = TextAreaField(
        _l("Toegankelijkheid"),
        [Optional(), at_most(2000)],
        description=_l("Denk aan lift, ringleiding, parkeren, een rustige ruimte en een tolk."),
    )

    @classmethod
    def filled_from(cls, meeting: Meeting) -> MeetingForm:
        """Returns the form with what is known about `meeting`."""
        begins, ends = meeting.starts_at.astimezone(ZONE), meeting.ends_at.astimezone(ZONE)
        return cls(obj=meeting, day=day_of(meeting.starts_at), begins=begins.time(), ends=ends.time())

    def validate_ends(self, field: ClockField) -> None:
        if self.begins.data and field.data and field.data <= self.begins.data:
            raise ValidationError(_("Het einde moet later zijn dan het begin."))

    def values(self) -> MeetingData:
        day, begins, ends = self.day.data, self.begins.data, self.ends.data
        assert day and begins and ends
        return MeetingData(
            number=self.number.data or 0,
            title=self.title.data or "",
            starts_at=moment(day, begins),
            ends_at=moment(day, ends),
            mode=self.mode.data,
            place=self.place.data or "",
            address=self.address.data or "",
            online_url=self.online_url.data or "",
            accessibility=self.accessibility.data or "",
            audience=self.audience.data,
        )


class CancelForm(Form):
    """Why a meeting does not take place."""

    reason = TextAreaField(
        _l("Waarom gaat de bijeenkomst niet door?"),
        [*required(_l("Leg uit waarom de bijeenkomst niet doorgaat.")), at_most(1000)],
        description=_l("Iedereen die de bijeenkomst kan zien, leest deze uitleg."),
    )


class BlockForm(Form):
    """One part of the programme."""

    kind = EnumRadioField(_l("Waarvoor is dit onderdeel?"), BlockKind, required(_l("Kies waarvoor dit onderdeel is.")))
    title = StringField(_l("Titel"), [*required(_l("Vul een titel in.")), at_most(200)])
    minutes = IntegerField(
        _l("Duur in minuten"), whole_number(_l("Vul een aantal minuten in van 1 tot 1440."), LONGEST_PART)
    )
    description = TextAreaField(_l("Wat gebeurt er?"), [Optional(), at_most(4000)])
    method = StringField(_l("Werkvorm"), [Optional(), at_most(120)])
    method_reason = TextAreaField(
        _l("Waarom deze werkvorm?"),
        [Optional(), at_most(1000)],
        description=_l("Denk aan doel, tijd, aantal mensen, hoe moeilijk het is en welke kennis nodig is."),
    )
    leader = StringField(_l("Wie leidt dit onderdeel?"), [Optional(), at_most(200)])

    def values(self) -> BlockData:
        return BlockData(
            kind=self.kind.data,
            title=self.title.data or "",
            minutes=self.minutes.data or 0,
            description=self.description.data or "",
            method=self.method.data or "",
            method_reason=self.method_reason.data or "",
            leader=self.leader.data or "",
        )


class GuestForm(Form):
    """Somebody from outside the panel."""

    name = StringField(_l("Naam"), [*required(_l("Vul een naam in.")), at_most(200)])
    capacity = StringField(
        _l("Namens wie of als wat?"),
        [Optional(), at_most(200)],
        description=_l("Bijvoorbeeld: afdeling Wonen, of ervaringsdeskundige."),
    )
    briefing = EnumRadioField(
        _l("Wat vraagt u van deze gast?"), Briefing, required(_l("Kies wat u van de gast vraagt."))
    )
    note = TextAreaField(
        _l("Instructie"), [Optional(), at_most(1000)], description=_l("Dit staat in het draaiboek bij deze gast.")
    )

    def values(self) -> GuestData:
        return GuestData(
            name=self.name.data or "",
            briefing=self.briefing.data,
            capacity=self.capacity.data or "",
            note=self.note.data or "",
        )


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
