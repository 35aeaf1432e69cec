"""Why recruitment refuses something. The class is the code; the sentences stand in `words.py`, fields in `forms.py`.

Files, draws of letters and words of letters can be wrong in many ways: their errors carry a `code` besides.
"""

from __future__ import annotations

from typing import Any

from beraad.web.refusals import Refusal
from selection.model.messages import MESSAGES as ENGINE_MESSAGES

#: code → one English line for a terminal; pages have their own words, see `words.py`
MESSAGES = {
    "identity_numbers": "{file}: column {column!r} holds BSN or A-nummers, which may not be used; remove the column",
    "no_features": "{file}: the burgerberaad has no features yet; import its quotas or add features first",
    "too_long": "{file}: row {row}, column {column!r}: more than {most} characters",
    "birth_year": "{file}: row {row}, column {column!r}: {value!r} holds no year of birth",
    "empty_file": "{file}: there are no rows below the header",
    "not_text": "{file}: this is no CSV or XLSX table; save it as CSV UTF-8",
    "file_too_large": "{file}: this XLSX file unpacks to more than a gigabyte; save it as CSV",
    "file_locked": "{file}: this workbook has a password or is of before 2007; save it as XLSX or CSV UTF-8",
    "columns_too_many": "{file}: {columns} columns; leave in those with names and addresses, at most {most}",
    "file_damaged": "{file}: this workbook is damaged; save it once more",
    "column_twice": "{file}: row {row} names the column {column!r} twice; rename one",
    "bad_csv": "{file}: row {row} opens a quotation mark that is never closed",
    "row_encoding": "{file}: row {row} is neither UTF-8 nor Windows-1252; save it as CSV UTF-8",
}


class RecruitmentError(Refusal):
    """A change that can't be made as things are now."""


class UnknownAnswerError(RecruitmentError):
    """`value` is not an answer to `feature`."""

    def __init__(self, feature: str, value: str) -> None:
        super().__init__(f"feature {feature!r} has no answer {value!r}", feature=feature, value=value)


class AlreadySignedUpError(RecruitmentError):
    """There is a sign-up with this letter, or of this visit, already."""


class FileError(RecruitmentError):
    """A file that can't be taken in. `code` names the reason; `params` the file, row, column and cell."""

    is_bad_input = True

    def __init__(self, code: str, **params: Any) -> None:
        pattern = MESSAGES.get(code) or ENGINE_MESSAGES.get(code) or code
        super().__init__(pattern.format(**params), **params)
        self.code = code


class KnownFileError(RecruitmentError):
    """This very file was taken in before, as `import_id`."""

    def __init__(self, import_id: int) -> None:
        super().__init__(f"file is known as import {import_id}")
        self.import_id = import_id


class ColumnsMissingError(RecruitmentError):
    """No column was chosen for these `fields`."""

    def __init__(self, fields: list[str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


class ProfileNameTakenError(RecruitmentError):
    """This burgerberaad has another profile of columns with this name."""


class DrawRefusedError(RecruitmentError):
    """The letters can't be drawn from the sample. `code` and `params` are those of the engine."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(f"{code} {params}", **params)
        self.code = code


class WaveStateError(RecruitmentError):
    """The letters are not in the state that this step needs."""


class LettersOutdatedError(WaveStateError):
    """The words of the letters changed after they were approved."""


class NobodyToRemindError(RecruitmentError):
    """Everyone has answered, or nobody's address is known any more."""


class OwnWaveError(RecruitmentError):
    """The account that asked for the wave or wrote its words can't approve it."""


class LetterWordsError(RecruitmentError):
    """Words that can't become a letter. `field` is "title", "body" or "return_line"; `code` says what is wrong."""

    def __init__(self, code: str, field: str, **params: Any) -> None:
        super().__init__(f"{code} {params}", **params)
        self.code = code
        self.field = field


class CodeRefusedError(RecruitmentError):
    """The code opens nothing; why is not said."""


class NotYourSignUpError(RecruitmentError):
    """The year of birth is not that of the sign-up, or too many wrong ones were tried."""


class AnswersTooLongError(RecruitmentError):
    """The answers together are longer than a browser remembers."""


class SignUpTooLongError(AnswersTooLongError):
    """A sign-up that is to be changed is longer than a browser remembers."""


class MachineSuspectedError(RecruitmentError):
    """A machine may have sent the form; a human being can send it once more."""


class TrapFilledError(MachineSuspectedError):
    """The field that people don't see was filled in."""


class TooHastyError(MachineSuspectedError):
    """The page was sent sooner than anybody can read it."""


class PageTooOldError(MachineSuspectedError):
    """The page was open for hours, or its moment is not one of ours."""


class NotAPairError(RecruitmentError):
    """The two sign-ups are not both in this burgerberaad, or one of them is no longer in the draw."""


class NobodyLeftError(RecruitmentError):
    """All sign-ups of a group would be double."""


class QuestionAnsweredError(RecruitmentError):
    """People have answered this question: what it asks can't change any more."""


class QuestionInUseError(QuestionAnsweredError):
    """People have answered this question: it can't be removed."""


class OriginFixedError(RecruitmentError):
    """People have signed up: the question about origin can't come or go any more."""


class MessageStateError(RecruitmentError):
    """The message has been sent; its words no longer change."""


class OwnMessageError(RecruitmentError):
    """The account that wrote the message can't have it sent."""


class UnknownPlaceholderError(RecruitmentError):
    """`word` stands between braces and is no placeholder."""
