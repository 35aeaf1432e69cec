"""Why a verb of accounts was refused."""


class AccountError(Exception):
    """A request about accounts that can't be carried out."""


class AddressTakenError(AccountError):
    """There is an account with this e-mail address."""


class LastAdministratorError(AccountError):
    """Without this account nobody could keep accounts any more."""


class TooManyTriesError(AccountError):
    """Too many failed tries for this address in the last quarter of an hour."""


class OnlyInDemoError(AccountError):
    """A link that can be used again exists in a demonstration alone."""
