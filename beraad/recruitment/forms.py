"""What the forms of several rooms share."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

CHOOSE = _l("Kies een van de mogelijkheden.")
