"""Official papers as PDF/UA-1: headings, facts, tables, long codes and lines to sign.

What is on a paper is plain data; `templates/paper.typ` says where it goes. It reaches the typesetter as JSON, never as
markup. The same paper and moment give the same bytes, so that a paper can be made again and compared. A character that
no font has is replaced: see `glyphs`.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import segno
import typst

from beraad.web.documents import glyphs
from beraad.web.places import templates

LANGUAGE = "nl"
#: papers that are kept at hand, of some hundred kilobytes each
KEPT = 32


@dataclass(frozen=True)
class Section:
    """A part of the paper: a heading with paragraphs, a table of rows (the first one its head), long codes."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    #: label and value
    facts: tuple[tuple[str, str], ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    code: str = ""


@dataclass(frozen=True)
class Paper:
    """Everything on the paper."""

    title: str
    subtitle: str
    sections: Sequence[Section]
    signatures: tuple[str, ...] = ()
    link: str = ""
    #: SVG of the link, and what it is
    qr: str = ""
    qr_words: str = ""
    language: str = LANGUAGE


def pdf(paper: Paper, moment: datetime) -> bytes:
    """The paper, made at `moment`. The last ones are kept at hand: everyone may ask for them, again and again."""
    return _kept(json.dumps(asdict(paper)), moment)


@lru_cache(KEPT)
def _kept(paper: str, moment: datetime) -> bytes:
    return typeset("paper.typ", json.loads(paper), moment)


def typeset(template: str, data: Mapping[str, Any], moment: datetime) -> bytes:
    """`data` on the paper that `template` describes, a path below the templates, as PDF/UA-1 made at `moment`."""
    return bytes(
        typst.compile(
            str(templates() / template),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(glyphs.printable(data))},
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=int(moment.timestamp()),
        )
    )


def qr(link: str, **options: Any) -> str:
    """`link` as a QR code in SVG; `options` go to `segno.make`."""
    out = io.BytesIO()
    segno.make(link, error="m", micro=False, **options).save(out, kind="svg", xmldecl=False, border=2)
    return out.getvalue().decode()
