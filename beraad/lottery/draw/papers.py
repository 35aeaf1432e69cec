"""The two papers of a draw as PDF/UA-1: the A4 that is published before it, and the protocol that is signed after it.

What is on them is put together as plain data; `beraad.web.documents.papers` says where it goes. The same draw gives the
same bytes, so that a paper can be made again and compared.
"""

from __future__ import annotations

from datetime import datetime

from flask_babel import force_locale, format_datetime, format_decimal, pgettext
from flask_babel import gettext as _

from beraad.lottery import beacon, engine, ordering, ticket_numbers, words
from beraad.lottery.draw import files, queries, queries_public
from beraad.lottery.models import Draw
from beraad.lottery.snapshot import Snapshot
from beraad.web.documents import papers
from beraad.web.documents.papers import LANGUAGE, Paper, Section
from beraad.web.places import full_address

#: lines for hand-written names and signatures
WITNESSES = 2


def announcement(draw: Draw) -> bytes:
    """The A4 with the root of the frozen pool, to be published at least a day before the draw."""
    link = full_address("lottery_public.show", slug=draw.assembly.slug)
    with force_locale(LANGUAGE):
        paper = Paper(
            title=_("Aankondiging van de loting"),
            subtitle=draw.assembly.title,
            sections=[
                Section(_("De lijst ligt vast"), facts=_frozen(draw)),
                Section(
                    _("Wortel van de lijst"),
                    (_("Wie op de lijst staat, kan hiermee nagaan dat zij meedoet."),),
                    code=draw.merkle_root,
                ),
                Section(_("Vingerafdruk van de lijst"), code=draw.snapshot_sha256),
                Section(_("Wanneer geldt de loting als mislukt?"), _failing()),
            ],
            link=link,
            qr=papers.qr(link),
            qr_words=_("QR-code die de pagina van de loting opent"),
        )
        return papers.pdf(paper, draw.frozen_at or draw.proposed_at)


def protocol(draw: Draw) -> bytes:
    """The protocol of a draw that has been held: everything that is needed to repeat it, with lines to sign."""
    with force_locale(LANGUAGE):
        snapshot = files.public_snapshot(draw)
        record = files.record(draw)
        panel = engine.panel(record, draw.ticket or 0)
        paper = Paper(
            title=_("Protocol van de loting"),
            subtitle=f"{draw.assembly.title}, {str(draw.kind.label).lower()} {draw.number}",
            sections=[
                Section(_("De lijst"), _destroyed(draw), facts=_frozen(draw)),
                Section(_("Wortel van de lijst"), code=draw.merkle_root),
                Section(_("Vingerafdruk van de lijst"), code=draw.snapshot_sha256),
                Section(_("Streefcijfers"), table=_quotas(draw, snapshot)),
                Section(_("Kansen"), _completeness(draw), facts=_chances(draw)),
                Section(_("Vingerafdruk van de briefjes (lottery.json)"), code=draw.record_sha256),
                Section(_("Trekking"), facts=_drawing(draw)),
                Section(
                    _("Startgetal van %(tickets)s", tickets=ticket_numbers.THE_TICKETS),
                    _how_seeded(draw),
                    code=draw.seed,
                ),
                Section(_("Samenstelling van het panel"), table=_composition(draw)),
                Section(_("Het panel, zonder namen"), code=" ".join(panel)),
                Section(_("Wat er gebeurde"), table=_events(draw)),
                Section(
                    _("Nagaan"),
                    _how_to_verify(),
                    code="python -m selection verify lottery.json",
                    facts=_software(record),
                ),
            ],
            signatures=(_("Notaris"), *(_("Getuige") for _number in range(WITNESSES)), _("Griffie")),
        )
        return papers.pdf(paper, draw.concluded_at or draw.proposed_at)


def _frozen(draw: Draw) -> tuple[tuple[str, str], ...]:
    house = _("Hooguit één persoon per adres") if draw.household_columns else _("Adressen tellen niet mee")
    ceremony = _moment(draw.ceremony_at or draw.concluded_at)
    facts = [
        (pgettext("one draw", "Loting"), str(draw.number)),
        (_("Mensen in de bevroren lijst"), format_decimal(draw.people)),
        (_("Zetels"), format_decimal(draw.seats)),
        (_("Regel"), str(draw.rule.label)),
        (_("Huishoudens"), house),
        (_("Bevroren op"), _moment(draw.frozen_at)),
        (_("Trekking"), ", ".join(filter(None, (ceremony, draw.place)))),
    ]
    if draw.beacon_round is not None:
        moment = format_datetime(beacon.moment_of(draw.beacon_round), "d MMMM yyyy HH:mm:ss")
        facts.append((_("Ronde van drand in het startgetal"), f"{draw.beacon_round}, {moment}"))
    if draw.is_real:
        facts.append((_("Bestand met antwoorden"), str(draw.disclosure.label)))
    if draw.short_term_reason:
        facts.append((_("Reden van de korte termijn"), draw.short_term_reason))
    if draw.reason:
        facts.append((_("Reden van deze loting"), draw.reason))
    return tuple(facts)


def _destroyed(draw: Draw) -> tuple[str, ...]:
    gone = files.destroyed_at(draw)
    if gone is None:
        return ()
    return (_("De lijst en het bestand met antwoorden zijn vernietigd op %(moment)s.", moment=_moment(gone)),)


def _failing() -> tuple[str, ...]:
    return (
        _("De berekening geeft geen briefjes die de eigen controle doorstaan."),
        _("Twee medewerkers worden het niet eens over het getrokken nummer."),
        _("Een mislukte loting blijft met haar reden in het register staan."),
    )


def _quotas(draw: Draw, snapshot: Snapshot) -> tuple[tuple[str, ...], ...]:
    head = (_("Kenmerk"), _("Antwoord"), _("Ten minste"), _("Ten hoogste"))
    place = ordering.place_in(draw.assembly_id)
    rows = [(f, a, str(low), str(high)) for f in snapshot.features for a, (low, high) in snapshot.quotas[f].items()]
    return (head, *sorted(rows, key=lambda row: place(row[0], row[1])), *_pair_quotas(snapshot))


def _pair_quotas(snapshot: Snapshot) -> list[tuple[str, ...]]:
    return [
        (engine.joined(first, second), engine.joined(answer, other), str(low), str(high))
        for first, second, answer, other, low, high in snapshot.pair_rows()
    ]


def _completeness(draw: Draw) -> tuple[str, ...]:
    if draw.figures["complete"]:
        return ()
    return (_("Dit is de beste loting die binnen de tijd gevonden is. De grens eronder is bewezen."),)


def _how_seeded(draw: Draw) -> tuple[str, ...]:
    words = [_("Het startgetal volgt uit de wortel, de vingerafdruk van de lijst en de cijfers van de notaris.")]
    if draw.beacon_signature:
        words.append(_("Ook het toevalsgetal van drand zit erin. De handtekening van die ronde is gecontroleerd."))
    return tuple(words)


def _chances(draw: Draw) -> tuple[tuple[str, str], ...]:
    spread = draw.figures["spread"]
    return tuple(
        (label, f"{100 * value:.2f}%".replace(".", ","))
        for label, value in (
            (_("Kleinste kans"), spread["minimum"]),
            (_("Grootste kans"), spread["maximum"]),
            (_("Iedereen gelijk zou zijn"), spread["equal"]),
            (_("Kleinste kans die geen enkele loting kan overtreffen"), draw.figures["upper_bound"]),
        )
    )


def _drawing(draw: Draw) -> tuple[tuple[str, str], ...]:
    officials = queries.officials(draw.id)
    drawn = (
        (_("Ronde van drand"), str(draw.beacon_round)),
        (_("Handtekening van drand"), draw.beacon_signature),
        (_("Keten van drand"), engine.CHAIN),
    )
    return (
        (_("Cijfers van de notaris"), draw.digits or _("geen")),
        *(drawn if draw.beacon_signature else ()),
        (_("Getrokken nummer"), ticket_numbers.written(draw.ticket or 0)),
        (_("Getrokken op"), _moment(draw.concluded_at)),
        (_("Voorgesteld door"), officials.proposed or _("Opdracht")),
        (_("Goedgekeurd door"), officials.approved or _("Niemand")),
        (_("Nummer ingevuld door"), officials.entered or _("Opdracht")),
        (_("Nummer bevestigd door"), officials.confirmed or _("Niemand")),
    )


def _composition(draw: Draw) -> tuple[tuple[str, ...], ...]:
    hidden = _("niet getoond")
    rows = [
        (
            row.feature,
            row.answer,
            f"{row.low}–{row.high}",
            *(hidden if n is None else str(n) for n in (row.pool, row.panel)),
        )
        for row in queries_public.composition(draw)
    ]
    return ((_("Kenmerk"), _("Antwoord"), _("Streefcijfer"), _("Aangemeld"), _("Panel")), *rows)


def _events(draw: Draw) -> tuple[tuple[str, ...], ...]:
    rows = [
        (_moment(event.happened_at), event.by or _("Opdracht of taak"), str(words.EVENTS[event.what]), event.reason)
        for event in queries.events(draw.id)
    ]
    return ((_("Wanneer"), _("Door"), _("Wat"), _("Reden")), *rows)


def _how_to_verify() -> tuple[str, ...]:
    return (
        _("Haal lottery.json op van de pagina van de loting. Vergelijk de vingerafdruk met die op dit papier."),
        _("Sleep het bestand naar de controlepagina, of geef op een computer met Python deze opdracht:"),
    )


def _software(record: files.Record) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(version)) for name, version in sorted(record["software"].items()))


def _moment(moment: datetime | None) -> str:
    return str(format_datetime(moment, "d MMMM yyyy HH:mm") if moment else _("Nog geen moment"))
