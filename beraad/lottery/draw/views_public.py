"""Pages for everyone about the draw of a burgerberaad: what was frozen, the tickets, the number, the result."""

from __future__ import annotations

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from beraad.assemblies.access import current_assembly, standing
from beraad.lottery import figures, words
from beraad.lottery.draw import files, papers, queries, queries_public
from beraad.lottery.draw.queries_public import PUBLIC_TICKETS
from beraad.lottery.models import Draw, DrawKind, DrawState
from beraad.lottery.snapshot import sha256
from beraad.lottery.ticket_numbers import TICKETS
from beraad.web.documents.downloads import JSON, PDF, attachment

views = Blueprint("lottery_public", __name__, url_prefix="/burgerberaden/<slug>/loting")


def _real_draw() -> Draw:
    draw = queries.real_draw(current_assembly().id)
    if draw is None or draw.state is DrawState.PROPOSED:
        abort(404)
    return draw


@views.get("")
@standing
def show(slug: str) -> ResponseReturnValue:
    """The draw as far as it is, and all draws before it with their reasons."""
    assembly = current_assembly()
    draw = queries.real_draw(assembly.id)
    frozen = draw is not None and draw.state is not DrawState.PROPOSED
    return render_template(
        "lottery/draw/public.html",
        draw=draw if frozen else None,
        composition=queries_public.by_feature(draw) if draw is not None and draw.concluded_at else [],
        pairs=queries_public.pair_quotas(draw) if draw is not None and draw.concluded_at else [],
        spread=figures.spread_of(draw.figures) if draw is not None else None,
        destroyed_at=files.destroyed_at(draw) if draw is not None else None,
        public_part=sha256(queries_public.public_part(draw)) if draw and queries_public.has_public_part(draw) else "",
        tickets_public=draw is not None and draw.state in PUBLIC_TICKETS,
        failed=words.failed(queries.failures(assembly.id)),
        register=[row for row in queries.draws(assembly.id, DrawKind.REAL) if row.state is not DrawState.PROPOSED],
    )


@views.get("/briefjes")
@standing
def tickets(slug: str) -> ResponseReturnValue:
    """All numbers, each with its page."""
    draw = _real_draw()
    if draw.state not in PUBLIC_TICKETS:
        abort(404)
    return render_template("lottery/draw/tickets.html", draw=draw, tickets=TICKETS)


@views.get("/briefjes/<int:number>")
@standing
def ticket(slug: str, number: int) -> ResponseReturnValue:
    """One ticket: its panel, without names."""
    draw = _real_draw()
    return render_template("lottery/draw/ticket.html", draw=draw, ticket=queries_public.ticket(draw, number))


@views.get("/<any('aankondiging', 'protocol'):paper>.pdf")
@standing
def paper(slug: str, paper: str) -> ResponseReturnValue:
    """The A4 that announces the draw, and the protocol once it has been held."""
    draw = _real_draw()
    if paper == "protocol" and draw.concluded_at is None:
        abort(404)
    document = papers.protocol(draw) if paper == "protocol" else papers.announcement(draw)
    return attachment(document, f"{slug}-{paper}.pdf", PDF)


@views.get("/lottery.json")
@standing
def record(slug: str) -> ResponseReturnValue:
    """The record with which anyone repeats the draw."""
    return attachment(queries_public.record(_real_draw()), f"{slug}-lottery.json", JSON)


@views.get("/briefjes.json")
@standing
def public_part(slug: str) -> ResponseReturnValue:
    """The tickets of a record that is open for inspection only, to compare with what was announced."""
    return attachment(queries_public.public_part(_real_draw()), f"{slug}-briefjes.json", JSON)
