"""Why a verb of accounts refuses. The class is the code; `words.py` has the sentences, `forms.py` the fields."""

from __future__ import annotations

from beraad.web.refusals import Refusal


class AccountError(Refusal):
    """A request about accounts that can't be carried out."""


class AddressTakenError(AccountError):
    """There is an account with this e-mail address."""


class LastAdministratorError(AccountError):
    """Without this account nobody could keep accounts any more."""


class AddressFreshError(AccountError):
    """The address was changed less than a day ago: its owner can object first."""


class OwnAccountError(AccountError):
    """An administrator can't block the account that they are signed in with."""


class AccountBlockedError(AccountError):
    """A blocked account gets no link to sign in with."""


class WrongPasswordError(AccountError):
    """This address and this password do not belong together; whether the address is known is not said."""


class OtherAccountError(AccountError):
    """What was kept belongs to another account than the one that would sign in."""


class TooManyTriesError(AccountError):
    """Too many tries by the same person in the last quarter of an hour."""

    status = 429


class BusyError(AccountError):
    """So many passwords are being checked that this one has to wait."""

    status = 503


class OnlyInDemoError(AccountError):
    """A link that can be used again exists in a demonstration alone."""
