"""What waits in reports: the letter to the council about who took part."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import exists

from beraad.assemblies.models import Assembly, Phase
from beraad.assemblies.waiting import OFFICE, Kind, found
from beraad.reports.models import CouncilLetter

KINDS = (
    Kind(
        "reports.no_letter",
        lambda _: _l("Schrijf de brief aan de raad over wie meedoet en wie niet"),
        "reports.words",
        OFFICE,
        frozenset({Phase.MEETINGS, Phase.ADVICE}),
        rows=found(Assembly.id, until=Assembly.advice_on).where(
            ~exists().where(CouncilLetter.assembly_id == Assembly.id)
        ),
    ),
)
