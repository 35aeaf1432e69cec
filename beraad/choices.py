"""Enumerations that people see: the value is the stored code, the label is what a page shows."""

from __future__ import annotations

import enum
from typing import Self


class LabelledEnum(enum.StrEnum):
    """A member is written `SIGNED_UP = "aangemeld", _l("Aangemeld")`: stored code, then label.

    A state may add its tone, which pages show as a sign beside the word: "success", "info", "warning" or "error".

    Every member answers to `is_<name>` for each name, so a template asks `row.state.is_signed_up` and never compares
    with a stored code: a renamed member then fails loudly, as StrictUndefined makes sure.
    """

    label: str
    tone: str

    def __new__(cls, code: str, label: str = "", tone: str = "neutral") -> Self:  # a look-up hands over the code
        member = str.__new__(cls, code)
        member._value_ = code
        member.label, member.tone = label, tone
        return member

    @classmethod
    def by_code(cls, code: str) -> Self | None:
        """The member with this stored code, or None."""
        return next((member for member in cls if member.value == code), None)

    @classmethod
    def label_in(cls, package: str, code: str) -> str | None:
        """The label of a stored code in the enumerations of `package`, or None if there is none, or more than one."""
        kinds = [kind for kind in cls.__subclasses__() if f"{kind.__module__}.".startswith(f"{package}.")]
        labels = {str(member.label) for kind in kinds if (member := kind.by_code(code)) is not None}
        return labels.pop() if len(labels) == 1 else None

    def __getattr__(self, name: str) -> bool:
        asked = name.removeprefix("is_").upper()
        if name.startswith("is_") and asked in type(self).__members__:
            return self.name == asked
        raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")
