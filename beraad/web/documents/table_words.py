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
    "too_many_cells": _l("%(file)s, rij %(row)d: meer cellen dan de %(columns)s kolommen."),
    "repeated_column": _l("%(file)s, rij %(row)d: de kolom %(column)s staat er twee keer."),
    "missing_column": _l("%(file)s, rij %(row)d: de kolom %(column)s ontbreekt."),
    "columns_too_many": _l(
        "%(file)s heeft %(columns)s kolommen. Dat is te veel: wij lezen er hooguit %(most)s. "
        "Laat alleen de kolommen staan die u nodig hebt."
    ),
    "row_encoding": _l("%(file)s, rij %(row)d: deze tekens kunnen wij niet lezen. Sla het bestand op als CSV UTF-8."),
    "file_locked": _l(
        "%(file)s is beveiligd met een wachtwoord, of het is een oud Excelbestand (.xls). "
        "Haal het wachtwoord weg en sla het op als XLSX of CSV."
    ),
    "file_damaged": _l("%(file)s is beschadigd. Sla het opnieuw op als XLSX of CSV."),
    "file_too_large": _l("%(file)s is te groot om uit te pakken. Sla het op als CSV."),
    "ambiguous_count": _l(
        "%(file)s, rij %(row)d, kolom %(column)s: %(value)s kan ook duizend keer zo veel zijn. "
        "Schrijf het getal zonder punt of komma."
    ),
    "empty_cell": _l("%(file)s, rij %(row)d, kolom %(column)s: deze cel is leeg."),
}
