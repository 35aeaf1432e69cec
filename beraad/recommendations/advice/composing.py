"""What stands in the advice: put together once, shown as a page and on paper from the same content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from beraad.assemblies.models import Assembly, RoomKind
from beraad.recommendations import queries
from beraad.recommendations.models import Recommendation
from beraad.recommendations.votes import queries as votes
from beraad.recommendations.votes.models import Purpose, VoteRound
from beraad.web.documents import papers
from beraad.web.documents.papers import LANGUAGE, Paper, Section

Content = Mapping[str, Any]
FIELDS = ("number", "title", "text", "plain_text", "intent", "rationale", "theme", "indicator", "addressee")
FIGURES = ("number", "turn", "why_again", "eligible", "present", "votes_for", "votes_against", "votes_blank")


def content(assembly: Assembly) -> dict[str, Any]:
    """Returns the whole advice as plain data: question, room, rule, what was adopted and what was not."""
    rounds: dict[int, list[VoteRound]] = {}
    for one in votes.rounds(assembly):
        if one.is_counted and one.purpose is Purpose.ADOPT and one.recommendation_id is not None:
            rounds.setdefault(one.recommendation_id, []).append(one)
    decided = [one for one in queries.every(assembly) if one.adopted is not None]
    rule = votes.rule_of(assembly.id)
    return {
        "title": assembly.title,
        "question": assembly.question,
        "commissioner": assembly.commissioner,
        "room": [[item.kind.value, item.text, item.reason] for item in assembly.room],
        "threshold": rule.threshold if rule else None,
        "share_of": rule.share_of.value if rule else "",
        "adopted": [_item(one, rounds.get(one.id, [])) for one in decided if one.adopted],
        "not_adopted": [_item(one, rounds.get(one.id, [])) for one in decided if not one.adopted],
    }


def _item(recommendation: Recommendation, rounds: list[VoteRound]) -> dict[str, Any]:
    return {
        **{name: getattr(recommendation, name) for name in FIELDS},
        "taken_over_from": recommendation.taken_over_from,
        "rounds": [{name: getattr(one, name) for name in (*FIGURES, "difference")} for one in rounds],
        "minority": [[one.text, one.supporters] for one in recommendation.minority_statements],
    }


def fingerprint(of: Content) -> str:
    """Returns the SHA-256 of the advice, in hex."""
    return hashlib.sha256(json.dumps(of, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def pdf(of: Content, sha256: str, link: str, moment: datetime) -> bytes:
    """Returns the advice as PDF/UA-1: the same bytes for the same content and moment."""
    with force_locale(LANGUAGE):
        paper = Paper(
            title=_("Advies van het panel"),
            subtitle=of["title"],
            sections=list(_sections(of, sha256)),
            link=link,
            qr=papers.qr(link),
            qr_words=_("QR-code die de pagina van het advies opent"),
        )
        return papers.pdf(paper, moment)


def _sections(of: Content, sha256: str) -> Iterator[Section]:
    yield Section(_("De vraag"), (of["question"],), ((_("Aan"), of["commissioner"]),) if of["commissioner"] else ())
    if of["room"]:
        headings = {kind.value: str(kind.heading) for kind in RoomKind}
        facts = tuple((headings[kind], text) for kind, text, _reason in of["room"])
        yield Section(_("De ruimte voor het panel"), facts=facts)
    for item in of["adopted"]:
        yield _section(item)
    for item in of["not_adopted"]:
        yield _section(item, _("Niet aangenomen: "))
    yield Section(
        _("Controlegetal van deze tekst (SHA-256)"),
        (_("Het panel stelde precies deze tekst vast. Wie hem verandert, krijgt een ander getal."),),
        code=sha256,
    )


def _section(item: Mapping[str, Any], before: str = "") -> Section:
    texts = (item[name] for name in ("text", "plain_text", "intent", "rationale") if item[name])
    minority = (
        _("Minderheidsstandpunt (%(count)s steunen dit): %(text)s", count=supporters, text=text)
        for text, supporters in item["minority"]
    )
    source = [_("Overgenomen uit: %(source)s", source=item["taken_over_from"])] if item["taken_over_from"] else []
    return Section(
        f"{before}{item['number']}. {item['title']}",
        (*dict.fromkeys(texts), *source, *minority),
        tuple((_("Stemming %(number)d", number=one["number"]), figures(one)) for one in item["rounds"]),
    )


def figures(one: Mapping[str, Any]) -> str:
    """Returns the figures of a round, totals first."""
    words = _(
        "%(f)s voor, %(a)s tegen, %(b)s blanco; %(present)s van %(eligible)s panelleden aanwezig",
        f=one["votes_for"],
        a=one["votes_against"],
        b=one["votes_blank"],
        present=one["present"],
        eligible=one["eligible"],
    )
    if not one["difference"]:
        return str(words)
    off = ngettext("de aantallen verschillen %(num)s", "de aantallen verschillen %(num)s", one["difference"])
    return f"{words}; {off}"
