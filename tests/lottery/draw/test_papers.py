"""The announcement and the protocol."""

from __future__ import annotations

from typing import Any

import pytest
import typst

from beraad.assemblies.models import Role
from beraad.extensions import db
from beraad.lottery.draw import papers, queries, service
from beraad.lottery.draw.service import Plan
from beraad.lottery.models import DrawKind


def test_both_papers_are_accessible_pdfs_and_the_same_each_time(make: Any) -> None:
    assembly = make.drawn(slug="wonen")
    draw = queries.real_draw(assembly.id)
    for paper in (papers.announcement, papers.protocol):
        made = paper(draw)
        assert made.startswith(b"%PDF-")
        assert b"pdfuaid" in made
        assert made == paper(draw)
    assert papers.announcement(draw) != papers.protocol(draw)


def test_everyone_gets_the_papers_when_it_is_time(make: Any, client: Any) -> None:
    assembly = make.ready_to_draw(slug="wonen")
    first, second = make.member(assembly, Role.REGISTRY), make.member(assembly, Role.ORGANISER)
    draw = service.propose(assembly, Plan(DrawKind.REAL, short_term_reason="Voorbeeld"), first)
    db.session.commit()
    assert client.get("/burgerberaden/wonen/loting/aankondiging.pdf").status == 404
    service.approve(draw, second)
    db.session.commit()
    first = client.get("/burgerberaden/wonen/loting/aankondiging.pdf").response
    assert first.mimetype == "application/pdf"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(typst, "compile", None)  # it is typeset once, however often it is asked for
        headers = {"If-None-Match": first.headers["ETag"]}
        again = client.raw.get("/burgerberaden/wonen/loting/aankondiging.pdf", headers=headers)
        assert (again.status_code, again.data) == (304, b"")
        assert client.raw.get("/burgerberaden/wonen/loting/aankondiging.pdf").data == first.data
    assert client.get("/burgerberaden/wonen/loting/protocol.pdf").status == 404


def test_officials_find_the_protocol_on_the_page_of_the_draw(make: Any, sign_in: Any) -> None:
    assembly = make.drawn(slug="wonen")
    page = sign_in(make.member(assembly, Role.OBSERVER)).get("/beheer/wonen/loting/1")
    assert page.follow("Protocol om te ondertekenen (PDF)").response.mimetype == "application/pdf"
    assert page.follow("Aankondiging met de wortel, om op te hangen (PDF)").status == 200
