"""Fields that every domain asks with: a day, a time, a number in its notation, a member of an enum, a row, a file."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf.file import FileField, FileSize
from wtforms import DateField, EmailField, RadioField, SelectField, StringField, TelField, TimeField
from wtforms.fields import SelectChoice
from wtforms.validators import Email, Length, ValidationError

from beraad.web import notation, uploads
from beraad.web.documents import glyphs

#: a mail address can be this long
LONGEST_ADDRESS = Length(max=254, message=_l("Gebruik hooguit %(max)d tekens."))
#: years in which a day can lie: beyond them it is a slip of the finger, such as 0226 or 20026
YEARS = range(1900, 2101)


def printable(_form: Any, field: Any) -> None:
    """Validator for text that will stand on paper: names the characters that no font of ours has."""
    if unknown := glyphs.missing([field.data or ""]):
        signs = " ".join(unknown)
        raise ValidationError(
            ngettext(
                "Dit teken kunnen wij niet drukken: %(signs)s. Haal het weg.",
                "Deze tekens kunnen wij niet drukken: %(signs)s. Haal ze weg.",
                len(unknown),
                signs=signs,
            )
        )


class DayField(DateField):
    """A calendar day; browsers send 2026-12-31, people also type 31-12-2026. Its year is one of `YEARS`."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        message = _l("Vul een bestaande dag in, zoals 31-12-2026.")
        super().__init__(*arguments, format=["%Y-%m-%d", "%d-%m-%Y"], invalid_value_message=message, **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if self.data is not None and self.data.year not in YEARS:
            first, last = YEARS[0], YEARS[-1]
            raise ValueError(_("Kies een dag tussen %(first)d en %(last)d.", first=first, last=last))


class MailField(EmailField):
    """A mail address. `validators` say whether it has to be there; what it looks like is checked here."""

    def __init__(self, label: Any, validators: Iterable[Any] = (), **options: Any) -> None:
        looks_like_one = Email(_l("Vul een e-mailadres in, zoals naam@voorbeeld.nl."))
        super().__init__(label, [*validators, LONGEST_ADDRESS, looks_like_one], **options)


class _NotationField(StringField):
    """A number with a check; its data is how that number is stored, or the text as typed if it is wrong."""

    data: str | None
    read: ClassVar[Callable[[str], str | None]]
    wrong: ClassVar[Any]

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        typed = (self.data or "").strip()
        if not typed:
            return
        known = type(self).read(typed)
        if known is None:
            raise ValueError(self.wrong)
        self.data = known


class PostcodeField(_NotationField):
    """A Dutch postcode; `1234ab` becomes `1234 AB`."""

    read = notation.postcode
    wrong = _l("Vul een postcode in, zoals 1234 AB.")


class TelephoneField(_NotationField, TelField):
    """A telephone number; `0612345678` and `+31 6 12345678` become `06 12345678`."""

    read = notation.telephone
    wrong = _l("Vul een telefoonnummer in, zoals 06 12345678.")


class IbanField(_NotationField):
    """A bank account, stored without spaces and shown in groups of four."""

    read = notation.iban
    wrong = _l("Dit rekeningnummer klopt niet. Kijk het na, bijvoorbeeld NL02 ABNA 0123 4567 89.")

    def _value(self) -> str:
        known = notation.iban(self.data or "")
        return notation.iban_in_groups(known) if known else self.data or ""


class ClockField(TimeField):
    """A time of the day, as 19:30 or 19.30."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        message = _l("Vul een tijd in, zoals 19:30.")
        formats = ["%H:%M", "%H.%M", "%H:%M:%S"]
        super().__init__(*arguments, format=formats, invalid_value_message=message, **options)


class _EnumField(SelectField):
    """Offers the labels of an enum; its data is a member.

    `empty` is the label for none of them (data is None); `only` names the members that are offered.
    """

    def __init__(
        self,
        label: Any,
        values: type[enum.Enum],
        *arguments: Any,
        empty: Any = None,
        only: Iterable[enum.Enum] = (),
        **options: Any,
    ) -> None:
        offered = tuple(only) or tuple(values)

        def coerce(value: Any) -> enum.Enum | None:
            return values(value) if value else None

        def choices() -> list[SelectChoice]:
            none = [SelectChoice("", str(empty))] if empty is not None else []
            return none + [SelectChoice(member.value, member.label) for member in offered]  # type: ignore[attr-defined]

        message = _l("Kies een van de mogelijkheden.")
        super().__init__(
            label,
            *arguments,
            coerce=coerce,
            choices=choices,
            invalid_value_message=message,
            invalid_choice_message=message,
            **options,
        )


class EnumRadioField(_EnumField, RadioField):
    """One member of an enum, all in sight."""


class EnumSelectField(_EnumField, SelectField):
    """One member of an enum, out of a list."""


class ReferenceField(SelectField):
    """The number of another row, out of a list; `empty` is the label for none (data is None).

    The view fills in `offer(rows)`: pairs of number and label.
    """

    def __init__(self, label: Any, *arguments: Any, empty: Any, **options: Any) -> None:
        self.empty = empty
        message = _l("Kies een van de mogelijkheden.")
        super().__init__(
            label,
            *arguments,
            coerce=lambda value: int(value) if value else None,
            invalid_value_message=message,
            invalid_choice_message=message,
            **options,
        )
        self.offer([])

    def offer(self, rows: Iterable[tuple[int, str]]) -> None:
        """Let people choose among `rows`."""
        options = [SelectChoice(str(number), label) for number, label in rows]
        self.choices = [SelectChoice("", str(self.empty)), *options]


def at_most_kilobytes(most: int) -> FileSize:
    """Validator for a small file, which is read at once."""
    return FileSize(most * 1024, message=_l("Dit bestand is groter dan %(most)s kB.", most=most))


class UploadField(FileField):
    """A file, optional; after validation `kept()` writes it away."""

    content: bytes = b""

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if not self.data or not getattr(self.data, "filename", ""):
            return
        try:
            self.content = uploads.read(self.data.stream)
            uploads.recognise(self.content)
        except uploads.UploadError as error:
            raise ValidationError(upload_words(error)) from error

    def kept(self) -> uploads.StoredFile | None:
        """The file in its place; None when no file was sent."""
        return uploads.keep(self.content) if self.content else None


def upload_words(error: uploads.UploadError) -> str:
    """What is wrong with a file, and what to do."""
    words: dict[type[uploads.UploadError], str] = {
        uploads.TooLargeError: _("Dit bestand is groter dan 20 MB. Maak het kleiner of verdeel het in delen."),
        uploads.EmptyFileError: _("Dit bestand is leeg. Kies een ander bestand."),
        uploads.MacroError: _("In dit bestand zit een programma (macro). Bewaar het zonder macro's, of als PDF."),
    }
    unknown = _("Dit soort bestand kan niet. Kies een PDF, een afbeelding, of Word, Excel, PowerPoint of OpenDocument.")
    return str(words.get(type(error), unknown))
