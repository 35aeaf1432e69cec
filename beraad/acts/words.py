"""The sentences for what is refused."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from beraad.acts import errors
from beraad.web.refusals import Refusal, Words

SENTENCES: Mapping[type[Refusal], Words] = {
    errors.ChangedError: _l("Er is iets veranderd nadat u deze pagina opende. Er is niets gedaan. Kijk opnieuw."),
    errors.OwnProposalError: _l("U legde dit zelf voor. Een collega moet het bekijken en goedkeuren."),
    errors.NoProposalError: _l("Dit voorstel staat niet meer open. Er is niets gedaan."),
    errors.NotOwnProposalError: _l("Alleen wie dit voorlegde, trekt het in."),
}
