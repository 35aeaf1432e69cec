"""What people read when a change to a proposal is refused."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from beraad.recommendations.proposals import errors
from beraad.web.refusals import Refusal, Words

SENTENCES: Mapping[type[Refusal], Words] = {
    errors.NothingChangedError: _l("Dit is de tekst zoals zij al is. Verander er iets in."),
    errors.AmendmentClosedError: _l("Over deze wijziging is al beslist, of de tekst is intussen anders."),
}
