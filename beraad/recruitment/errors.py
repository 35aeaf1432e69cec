"""What can go wrong in recruitment; the class says what, forms and commands put it into words."""

from __future__ import annotations


class RecruitmentError(Exception):
    """A change that cannot be made as things are now."""


class FeaturesInUseError(RecruitmentError):
    """The features have been answered already; they can no longer be taken away or renamed."""

    def __init__(self, answered: int) -> None:
        self.answered = answered
        super().__init__(f"{answered} people have answered the features already")


class UnknownAnswerError(RecruitmentError):
    """A feature without an answer, or an answer that is not one of the feature's."""

    def __init__(self, feature: str, value: str) -> None:
        self.feature = feature
        self.value = value
        super().__init__(f"feature {feature!r} has no answer {value!r}")


class AlreadySignedUpError(RecruitmentError):
    """There is a sign-up with this letter already."""


class SignUpClosedError(RecruitmentError):
    """Residents cannot sign up, change or withdraw now."""


class FileError(RecruitmentError):
    """A file that cannot be taken in. `code` names the reason; `params` the file, row, column and cell."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(f"{code} {params}")


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
