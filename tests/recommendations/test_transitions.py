"""Who may do what about the advice of the panel, and when: the table reads like the model of the follow-up.

Each line is an act, the state in which it is tried, the role that tries it, and whether it is done. An act of another
burgerberaad is never done: its address answers 404.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import ModuleType

import pytest

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Role
from beraad.extensions import db
from beraad.recommendations.advice import service as advice
from beraad.recommendations.advice.service import HandoverData
from beraad.recommendations.votes import service
from beraad.recommendations.votes.models import Way
from beraad.recommendations.votes.service import RuleData
from tests.pages import Browser

SignIn = Callable[[Account], Browser]
DONE, REFUSED, FORBIDDEN = "done", "refused", "forbidden"
R, OR, P, A, F, B = Role.REGISTRY, Role.ORGANISER, Role.PANELLIST, Role.OFFICIAL, Role.FACILITATOR, Role.EXECUTIVE
RULE = {"is_secret": "geheim", "share_of": "uitgebracht", "threshold": "50", "quorum": "50"}
RULE |= {"most_rounds": "2", "minority_days": "7", "reason": "Beter."}
WORDS = {"title": "Nieuw", "text": "Een nieuw voorstel."}
HANDED_OVER = {"handed_over_on": "2026-01-10", "handed_over_to": "de raad", "response_due_on": "2099-05-10"}
HANDED_OVER |= {"mandate": ""}
REMARK = {"remarker": "ambtenaar", "capacity": "Afdeling Groen", "text": "Het kan."}
#: act → address below the burgerberaad, and what is filled in
ACTS: dict[str, tuple[str, dict[str, str]]] = {
    "start a proposal": ("/panel/{slug}/aanbevelingen/nieuw", WORDS),
    "write a proposal": ("/beheer/{slug}/aanbevelingen/nieuw", WORDS),
    "change the text": ("/beheer/{slug}/aanbevelingen/1/wijzigen", WORDS),
    "amend": ("/panel/{slug}/aanbevelingen/1/andere-tekst", {"text": "Anders.", "why": "Beter."}),
    "say what is missing": ("/panel/{slug}/aanbevelingen/1/wat-mist-u", {"text": "Een kaart."}),
    "remark": ("/beheer/{slug}/aanbevelingen/1/opmerking", REMARK),
    "publish the rule": ("/beheer/{slug}/stemmingen/regels", RULE),
    "open a round": ("/beheer/{slug}/stemmingen/openen", {"way": "eigen_pagina", "minutes": "5"}),
    "vote": ("/panel/{slug}/stemmen/{round}", {"choice": "voor"}),
    "count hands": ("/beheer/{slug}/stemmingen/{round}/telling", dict.fromkeys(("votes_for", "votes_against"), "1")),
    "sign off": ("/beheer/{slug}/advies/vaststellen", {"way": "eigen_pagina", "minutes": "5"}),
    "hand over": ("/beheer/{slug}/aanbevelingen/overhandiging", HANDED_OVER),
}
#: act, state, role, what comes of it
TABLE = [
    *(("start a proposal", "draft", role, DONE if role is P else FORBIDDEN) for role in (P, OR, A, F)),
    *(("write a proposal", "draft", role, DONE if role in (R, OR) else FORBIDDEN) for role in (R, OR, P, A, B)),
    *(("change the text", "draft", role, DONE if role in (R, OR) else FORBIDDEN) for role in (R, OR, P, A)),
    *(("remark", "draft", role, DONE if role in (R, OR, A) else FORBIDDEN) for role in (R, A, P, B)),
    *(("publish the rule", "draft", role, DONE if role in (R, OR) else FORBIDDEN) for role in (R, OR, P, F)),
    *(("open a round", "rule", role, DONE if role in (R, OR) else FORBIDDEN) for role in (R, OR, P, F)),
    *(("vote", "open", role, DONE if role is P else FORBIDDEN) for role in (P, OR, R, A)),
    *(("count hands", "hands", role, DONE if role in (R, OR, F) else FORBIDDEN) for role in (R, F, P, A)),
    *(("sign off", "voted", role, DONE if role in (R, OR) else FORBIDDEN) for role in (R, OR, P)),
    *(("hand over", "signed off", role, DONE if role is R else FORBIDDEN) for role in (R, OR, P, A)),
    *((act, "open", P, REFUSED) for act in ("amend", "say what is missing")),
    *((act, "open", OR, REFUSED) for act in ("change the text", "remark", "publish the rule")),
    *((act, "handed over", P, REFUSED) for act in ("start a proposal", "amend", "say what is missing")),
    *((act, "handed over", R, REFUSED) for act in ("write a proposal", "change the text", "publish the rule")),
    *((act, "handed over", R, REFUSED) for act in ("hand over", "sign off")),
    ("hand over", "voted", R, REFUSED),
    ("sign off", "draft", OR, REFUSED),
    ("open a round", "draft", OR, REFUSED),
]


def in_state(make: ModuleType, state: str) -> tuple[Assembly, dict[str, str], Account]:
    """A burgerberaad in this state, what its addresses and forms need, and a panellist who is there."""
    draft = make.recommendation()
    assembly = make.assembly_of(draft)
    meeting, seats = make.panel(assembly)
    known = {"meeting": str(meeting.id), "proposals": str(draft.id), "round": "1"}
    if state in ("open", "hands"):
        make.opened(assembly, meeting, Way.TABLE if state == "hands" else Way.PAGES, proposal=draft)
    elif state not in ("draft", "rule"):
        make.voted(draft)
    if state in ("signed off", "handed over"):
        make.signed_off(assembly)
    if state == "handed over":
        advice.hand_over(assembly, HandoverData(date(2026, 1, 10), "de raad", date(2099, 5, 10)))
    if state == "rule":
        service.publish_rule(assembly, RuleData())
    db.session.commit()
    return assembly, known, make.holder(seats[0])


def tried(browser: Browser, address: str, filled_in: dict[str, str]) -> str:
    """What came of filling in a form and pressing its button, and that of the page of an act after it."""
    page = browser.get(address)
    if page.status == 403:
        return FORBIDDEN
    if page.status == 409 or not page.soup.select_one("main form"):
        return REFUSED
    names = {str(field.get("name")) for field in page.form().select("[name]")}
    page = page.submit({name: value for name, value in filled_in.items() if name in names})
    if page.status == 200 and page.soup.find("h2", string="Kan het terug?"):
        page = page.press()
    return DONE if page.status == 200 else REFUSED


@pytest.mark.parametrize(("act", "state", "role", "expected"), TABLE)
def test_an_act_is_done_by_those_who_may_when_it_can_be(
    make: ModuleType, sign_in: SignIn, act: str, state: str, role: Role, expected: str
) -> None:
    assembly, known, panellist = in_state(make, state)
    browser = sign_in(panellist if role is P else make.member(assembly, role))
    address, filled_in = ACTS[act]
    values = {**filled_in, **({"votes_blank": "0"} if act == "count hands" else {}), **known}
    assert tried(browser, address.format(slug=assembly.slug, **known), values) == expected


@pytest.mark.parametrize("act", sorted(ACTS))
def test_no_act_reaches_another_burgerberaad(make: ModuleType, sign_in: SignIn, act: str) -> None:
    assembly, known, _panellist = in_state(make, "draft")
    other = make.assembly()
    stranger = sign_in(make.member(other, Role.PANELLIST, Role.REGISTRY, Role.ORGANISER))
    assert stranger.get(ACTS[act][0].format(slug=assembly.slug, **known)).status == 404
