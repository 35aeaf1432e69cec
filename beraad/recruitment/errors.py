"""Why recruitment refuses something. The class is the code; the sentences are in `words.py`, fields in `forms.py`.

Files, draws of letters and words of letters can be wrong in many ways: their errors carry a `code` too, and `words.py`
has a sentence for each code.
"""

from __future__ import annotations

from typing import Any

from beraad.web.refusals import Refusal
from selection.model.errors import InputError, InputErrors


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
        super().__init__(f"{code} {params}", **params)
        self.code = code

    @classmethod
    def of_engine(cls, error: InputError) -> FileError:
        """What the engine's reader says, with all that is wrong with the file."""
        refusal = cls(error.code, **error.params)
        if isinstance(error, InputErrors):
            refusal.parts = tuple(cls(part.code, **part.params) for part in error.errors)
        return refusal


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


class LettersUnfetchedError(WaveStateError):
    """Files with letters were not fetched, so nobody has their codes. `missing`: first and last letter of each."""


class LettersUnsettledError(RecruitmentError):
    """Something that the letters say or lead to was not decided yet. `gaps`: what, in words."""


class LaterWaveError(RecruitmentError):
    """A later wave was drawn from those whom this one left."""


class NobodyToRemindError(RecruitmentError):
    """Everyone has answered, or nobody's address is known any more."""


class OwnWaveError(RecruitmentError):
    """The account that asked for the wave or wrote its words can't approve it."""


class LetterWordsError(RecruitmentError):
    """Words that can't become a letter. `code` says what is wrong.

    `field` is "title", "body", "return_line" or "privacy_contact".
    """

    def __init__(self, code: str, field: str, **params: Any) -> None:
        super().__init__(f"{code} {params}", **params)
        self.code = code
        self.field = field


class SignatureError(RecruitmentError):
    """A picture that can't be printed as a signature; `code` says why."""

    is_bad_input = True

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, **params)
        self.code = code


class CodeRefusedError(RecruitmentError):
    """The code opens nothing; why is not said."""


class SignUpClosedError(CodeRefusedError):
    """The code is right, but residents can't sign up now.

    `title`; `state`: "early", "closed", "frozen" or "over"; `day` on which it opens, on which people could sign up for
    the last time, or on which the list of the draw was frozen (None for "over").
    """


class PoolFrozenError(RecruitmentError):
    """The list of the draw is frozen: nobody comes into it or leaves it. `day` on which it was frozen."""


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
