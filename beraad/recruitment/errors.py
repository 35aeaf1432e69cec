"""What can go wrong in recruitment; the class says what, forms and commands put it into words."""

from __future__ import annotations

from selection.model.errors import MESSAGES as ENGINE_MESSAGES

#: code → one English line for a terminal; pages have their own words, see `words.py`
MESSAGES = {
    "identity_numbers": "{file}: column {column!r} holds BSN or A-nummers, which may not be used; remove the column",
    "no_features": "{file}: the burgerberaad has no features yet; import its quotas or add features first",
    "too_long": "{file}: row {row}, column {column!r}: more than {most} characters",
    "birth_year": "{file}: row {row}, column {column!r}: {value!r} holds no year of birth",
    "file_empty": "{file}: there are no rows below the header",
    "file_not_a_table": "{file}: this is no CSV or XLSX table; save it as CSV UTF-8",
    "file_too_large": "{file}: this XLSX file unpacks to more than a gigabyte; save it as CSV",
    "file_locked": "{file}: this workbook has a password or is of before 2007; save it as XLSX or CSV UTF-8",
    "columns_too_many": "{file}: {columns} columns; leave in those with names and addresses, at most {most}",
    "file_damaged": "{file}: this workbook is damaged; save it once more",
    "column_twice": "{file}: row {row} names the column {column!r} twice; rename one",
    "row_unreadable": "{file}: row {row} opens a quotation mark that is never closed",
    "row_encoding": "{file}: row {row} is neither UTF-8 nor Windows-1252; save it as CSV UTF-8",
}


class RecruitmentError(Exception):
    """A change that cannot be made as things are now."""


class UnknownAnswerError(RecruitmentError):
    """A feature without an answer, or an answer that is not one of the feature's."""

    def __init__(self, feature: str, value: str) -> None:
        self.feature = feature
        self.value = value
        super().__init__(f"feature {feature!r} has no answer {value!r}")


class AlreadySignedUpError(RecruitmentError):
    """There is a sign-up with this letter already."""


class FileError(RecruitmentError):
    """A file that cannot be taken in. `code` names the reason; `params` the file, row, column and cell."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        pattern = MESSAGES.get(code) or ENGINE_MESSAGES.get(code) or code
        super().__init__(pattern.format(**params))


class KnownFileError(RecruitmentError):
    """This very file has been taken in before, as `import_id`."""

    def __init__(self, import_id: int) -> None:
        self.import_id = import_id
        super().__init__(f"file is known as import {import_id}")


class ColumnsMissingError(RecruitmentError):
    """For these fields no column was chosen."""

    def __init__(self, fields: list[str]) -> None:
        self.fields = fields
        super().__init__(", ".join(fields))


class DrawRefusedError(RecruitmentError):
    """The letters asked for cannot be drawn from the sample. `code` and `params` are those of the engine."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(f"{code} {params}")


class WaveStateError(RecruitmentError):
    """The letters are not in the state that this step needs."""


class SameOfficialError(RecruitmentError):
    """Somebody else than who asked for it has to approve."""


class CodeRefusedError(RecruitmentError):
    """The code opens nothing; why is not said."""


class NotYourSignUpError(RecruitmentError):
    """The year of birth is not that of the sign-up."""


class NotAPairError(RecruitmentError):
    """The two sign-ups are not both in this burgerberaad, or one of them is no longer in the draw."""


class LetterWordsError(RecruitmentError):
    """Words that can't become a letter. `field`: "title", "body" or "return_line"; the rest says what is wrong."""

    def __init__(self, code: str, field: str, **params: object) -> None:
        self.code = code
        self.field = field
        self.params = params
        super().__init__(f"{code} {params}")


class NameTakenError(RecruitmentError):
    """There is another one with this name."""


class NobodyToRemindError(RecruitmentError):
    """Everyone has answered, or nobody's address is known any more."""


class MessageStateError(RecruitmentError):
    """The message has been sent already; its words no longer change."""


class UnknownPlaceholderError(RecruitmentError):
    """Something between braces that is no placeholder."""
