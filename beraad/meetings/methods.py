"""Ways of working that the programme form suggests; people may type another."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

METHODS = (
    _l("Presentatie met vragen"),
    _l("Tafelgesprek"),
    _l("Gesprek met een deskundige"),
    _l("Wereldcafé"),
    _l("Kennismaking"),
    _l("Vragen verzamelen"),
    _l("Stellingen"),
    _l("Werkbezoek"),
    _l("Schrijven in groepjes"),
    _l("Terugkoppeling in de hele groep"),
    _l("Peiling"),
    _l("Stemronde"),
)
