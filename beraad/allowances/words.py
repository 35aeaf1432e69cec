"""Codes of this domain in sentences."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from beraad.allowances import errors
from beraad.allowances.errors import AllowanceError

REASONS: dict[type[AllowanceError], Any] = {
    errors.NotPresentError: _l(
        "Reiskosten vraagt u na een bijeenkomst waar u was. Uw aanwezigheid is nog niet genoteerd."
    ),
    errors.SettledError: _l("Deze reiskosten staan al op een betaallijst. Klopt er iets niet? Bel of mail de griffie."),
    errors.TravelNotPaidError: _l("Deze reiskosten vergoeden wij niet op deze manier."),
    errors.NothingDueError: _l("Er is nu niemand om te betalen."),
    errors.WrongStateError: _l("Dit kan nu niet. Een collega was u misschien voor. Bekijk hoe het nu is."),
    errors.SameOfficialError: _l("U maakte deze lijst zelf. Een collega keurt haar goed."),
    errors.StaleListError: _l("De aanwezigheid of een declaratie is veranderd. Trek de lijst in en maak een nieuwe."),
    errors.AccountMissingError: _l("Van iemand op de lijst is het rekeningnummer gewist. Vraag het opnieuw."),
}


def sentence(error: AllowanceError) -> str:
    """What went wrong and what to do."""
    return str(REASONS[type(error)])
