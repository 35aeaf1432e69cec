"""What people read when a verb of accounts refuses."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from beraad.accounts import errors
from beraad.web.refusals import Refusal, Words

SENTENCES: Mapping[type[Refusal], Words] = {
    errors.AddressTakenError: _l("Er is al een account met dit e-mailadres"),
    errors.LastAdministratorError: _l("Dit is de laatste beheerder. Maak eerst iemand anders beheerder."),
    errors.OwnAccountError: _l("U kunt uw eigen account niet blokkeren."),
    errors.AccountBlockedError: _l("Dit account is geblokkeerd. Er is geen inloglink gemaild."),
    errors.AddressFreshError: _l("Het e-mailadres is pas gewijzigd. Een inloglink kan 24 uur daarna."),
    errors.WrongPasswordError: _l("Dit e-mailadres en dit wachtwoord horen niet bij elkaar"),
    errors.OtherAccountError: _l("Deze tekst hoort bij een ander account. Log in met het account van daarnet."),
    errors.TooManyTriesError: _l("U hebt dit te vaak achter elkaar geprobeerd."),
    errors.BusyError: _l("Er loggen nu veel mensen in. Probeer het over een minuut nog eens."),
    errors.OnlyInDemoError: _l("Zo’n link bestaat alleen in een demonstratie."),
}
