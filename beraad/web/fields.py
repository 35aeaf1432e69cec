"""Fields that every domain asks with: a day, a time, one member of an enum."""

from __future__ import annotations

import enum
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField, TimeField
from wtforms.fields import SelectChoice


class DayField(DateField):
    """A calendar day; browsers send 2026-12-31, people also type 31-12-2026."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        message = _l("Vul een bestaande dag in, zoals 31-12-2026.")
        super().__init__(*arguments, format=["%Y-%m-%d", "%d-%m-%Y"], invalid_value_message=message, **options)


class ClockField(TimeField):
    """A time of the day, as 19:30 or 19.30."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        message = _l("Vul een tijd in, zoals 19:30.")
        formats = ["%H:%M", "%H.%M", "%H:%M:%S"]
        super().__init__(*arguments, format=formats, invalid_value_message=message, **options)


class _EnumField:
    """Offers the labels of an enum and gives back a member; `empty` is the label for none of them (data is None)."""

    def __init__(self, label: Any, values: type[enum.StrEnum], *arguments: Any, empty: Any = None, **options: Any):
        def coerce(value: Any) -> enum.StrEnum | None:
            return values(value) if value else None

        def choices() -> list[SelectChoice]:
            none = [SelectChoice("", str(empty))] if empty is not None else []
            return none + [SelectChoice(member.value, member.label) for member in values]  # type: ignore[attr-defined]

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

    def offer(self, rows: list[tuple[int, str]]) -> None:
        """Let people choose among `rows`."""
        options = [SelectChoice(str(number), label) for number, label in rows]
        self.choices = [SelectChoice("", str(self.empty)), *options]

