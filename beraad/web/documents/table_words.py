"""What is wrong with an uploaded table: one sentence per code, for every room that reads tables.

The codes are those of the readers; each gets the name of the `file`, and where it knows them `row` and `column`.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

SENTENCES: Mapping[str, str] = {
    "not_text": _l("%(file)s is geen tabel. Sla het bestand op als CSV of XLSX."),
    "bad_xlsx": _l("%(file)s is niet te lezen. Sla het opnieuw op, of kies CSV."),
    "bad_csv": _l("%(file)s, rij %(row)d: de aanhalingstekens kloppen niet."),
    "empty_file": _l("%(file)s heeft geen rijen."),
    "too_many_cells": _l("%(file)s, rij %(row)d: %(cells)s cellen, maar er zijn %(columns)s kolommen."),
    "repeated_column": _l("%(file)s, rij 1: de kolom %(column)s staat er twee keer."),
    "missing_column": _l("%(file)s, rij 1: de kolom %(column)s ontbreekt."),
    "empty_cell": _l("%(file)s, rij %(row)d, kolom %(column)s: deze cel is leeg."),
}
