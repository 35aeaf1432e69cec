"""What people read when a verb refuses."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from beraad.outreach.errors import InterestExistsError
from beraad.web.refusals import Refusal, Words

SENTENCES: Mapping[type[Refusal], Words] = {
    InterestExistsError: _l("Dit belang staat al op de kaart. Kies een andere naam."),
}
