"""What people read when a verb of allowances refuses."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from beraad.allowances import errors
from beraad.web.refusals import Refusal, Words

SENTENCES: Mapping[type[Refusal], Words] = {
    errors.NotPresentError: _l(
        "Reiskosten vraagt u na een bijeenkomst waar u was. Uw aanwezigheid is nog niet genoteerd."
    ),
    errors.SettledError: _l("Deze reiskosten staan al op een betaallijst. Klopt er iets niet? Bel of mail de griffie."),
    errors.TravelNotPaidError: _l("Deze reiskosten vergoeden wij niet op deze manier."),
    errors.NothingDueError: _l("Er is nu niemand om te betalen."),
    errors.WrongStateError: _l("Dit kan nu niet. Een collega was u misschien voor. Bekijk hoe het nu is."),
    errors.SameOfficialError: _l("U maakte deze lijst zelf. Een collega keurt haar goed."),
    errors.StaleListError: _l("De aanwezigheid of een declaratie is veranderd. Trek de lijst in en maak een nieuwe."),
    errors.AccountChangedError: _l("Een rekening is veranderd na de goedkeuring. Keur de lijst opnieuw goed."),
    errors.AccountMissingError: _l("Van iemand op de lijst is het rekeningnummer gewist. Vraag het opnieuw."),
}
