"""XLSX files as spreadsheet programs save them: cells name their texts by number in a table that they share.

`python -m tests.benchmarks.workbooks FILE ROWS` writes a register sample.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterable, Sequence
from html import escape
from itertools import chain
from pathlib import Path
from string import ascii_uppercase

from tests import make

PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OF = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{OF}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{OF}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{OF}.sharedStrings+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">'
    f'<Relationship Id="rId1" Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
    f'<Relationship Id="rId1" Type="{DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{DOCUMENT}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}">'
    '<sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>',
}


def write(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """One sheet with these rows, of at most 26 cells; whole numbers as numbers."""
    numbers: dict[str, int] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in PARTS.items():
            archive.writestr(name, content)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for number, cells in enumerate(rows, 1):
                written = "".join(_cell(f"{ascii_uppercase[c]}{number}", text, numbers) for c, text in enumerate(cells))
                sheet.write(f'<row r="{number}" spans="1:{len(cells)}">{written}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")
        with archive.open("xl/sharedStrings.xml", "w") as texts:
            texts.write(f'<sst xmlns="{MAIN}" uniqueCount="{len(numbers)}">'.encode())
            texts.writelines(f"<si><t>{escape(text)}</t></si>".encode() for text in numbers)
            texts.write(b"</sst>")


def _cell(place: str, text: str, numbers: dict[str, int]) -> str:
    if text.isdecimal():
        return f'<c r="{place}"><v>{text}</v></c>'
    return f'<c r="{place}" t="s"><v>{numbers.setdefault(text, len(numbers))}</v></c>'


if __name__ == "__main__":
    write(Path(sys.argv[1]), chain([make.SAMPLE_HEADER], make.sample_rows(int(sys.argv[2]))))
