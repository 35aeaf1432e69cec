"""How every room asks for a day and a web address."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms.validators import URL

WEB_ADDRESS = URL(message=_l("Vul een volledig webadres in, bijvoorbeeld https://www.voorbeeld.nl/besluit."))
DAY = _l("Vul een datum in, bijvoorbeeld 31-12-2026.")
