"""What waits on the interest map."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, func

from beraad.assemblies.models import Assembly, Phase
from beraad.assemblies.waiting import IN_SETTING_UP, OFFICE, RECRUITING, Kind, found
from beraad.outreach.models import Interest, Voice

_unheard = (
    found(Interest.assembly_id, count=func.count())
    .where(~exists().where(Voice.interest_id == Interest.id))
    .group_by(Interest.assembly_id)
)

KINDS = (
    Kind(
        "outreach.no_map",
        lambda _: _l("Breng in kaart wie er belang bij heeft"),
        "outreach.add_interest",
        OFFICE,
        IN_SETTING_UP | RECRUITING,
        rows=found(Assembly.id).where(~exists().where(Interest.assembly_id == Assembly.id)),
    ),
    Kind(
        "outreach.unheard",
        lambda found: _l("Bedenk hoe elk belang aan tafel komt. Nog niet: %(count)s", count=found.count),
        "outreach.index",
        OFFICE,
        IN_SETTING_UP | RECRUITING | {Phase.LOTTERY, Phase.MEETINGS},
        rows=_unheard,
    ),
)
