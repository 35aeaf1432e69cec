"""How pages call what panellists may need."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

#: field of `Needs` → label
NEEDS: Mapping[str, str] = {
    "access": _l("Toegankelijkheid"),
    "diet": _l("Eten en drinken"),
    "childcare": _l("Oppas of mantelzorg"),
    "interpreter": _l("Tolk of leeshulp"),
    "transport": _l("Vervoer"),
    "device": _l("Laptop of tablet"),
}
