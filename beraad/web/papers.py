"""Official papers as PDF/UA-1: headings, facts, tables, long codes and lines to sign.

What is on a paper is plain data; `templates/paper.typ` says where it goes. It reaches the typesetter as JSON, never as
markup. The same paper and moment give the same bytes, so that a paper can be made again and compared.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import typst

from beraad.web.places import templates

LANGUAGE = "nl"


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
    """The paper, made at `moment`."""
    return bytes(
        typst.compile(
            str(templates() / "paper.typ"),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(asdict(paper))},
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=int(moment.timestamp()),
        )
    )
