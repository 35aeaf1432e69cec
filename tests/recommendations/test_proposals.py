"""How a text comes about: versions, amendments beside it, remarks of others, and where it grew from."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

from beraad.accounts.models import Account
from beraad.assemblies.models import Role
from beraad.extensions import db
from beraad.lottery.models import AppendOnlyError
from beraad.recommendations.errors import HandedOverAlreadyError, LockedError
from beraad.recommendations.models import Recommendation
from beraad.recommendations.proposals import differences, queries, service
from beraad.recommendations.proposals.differences import Piece
from beraad.recommendations.proposals.errors import AmendmentClosedError, NothingChangedError
from beraad.recommendations.proposals.models import AmendmentState, OriginKind, Remarker, WrittenBy
from beraad.recommendations.proposals.service import RecommendationData
from beraad.recommendations.votes import casting, closing
from beraad.recommendations.votes.casting import CountData
from beraad.recommendations.votes.models import Purpose, Way
from tests.pages import Browser

SignIn = Callable[[Account], Browser]
MORE = "Plant ieder jaar tweehonderd bomen."


def test_every_wording_is_kept_and_none_changes(make: ModuleType) -> None:
    draft = make.recommendation()
    before = draft.text
    service.edit_recommendation(draft, RecommendationData("Meer bomen", MORE), reason="Het kan meer zijn.")
    service.edit_recommendation(draft, RecommendationData("Meer bomen", MORE))
    last, first = queries.versions(draft)
    assert (first.words["text"], last.words["text"], last.reason) == (before, MORE, "Het kan meer zijn.")
    first.reason = "Anders"
    with pytest.raises(AppendOnlyError):
        db.session.flush()
    db.session.rollback()


def test_two_texts_are_compared_word_by_word() -> None:
    assert differences.pieces("Plant honderd bomen.", "Plant tweehonderd bomen.") == [
        Piece("Plant "),
        Piece("honderd", is_gone=True),
        Piece("tweehonderd", is_new=True),
        Piece(" bomen."),
    ]


def decide(make: ModuleType, draft: Recommendation, votes_for: int) -> None:
    """The panel of four votes on the first amendment."""
    assembly = make.assembly_of(draft)
    meeting, _seats = make.panel(assembly)
    amendment = queries.amendment(draft, 1)
    values = {"proposal": draft, "purpose": Purpose.AMEND, "amendment_id": amendment.id, "text": amendment.after}
    round_ = make.opened(assembly, meeting, Way.TABLE, **values)
    with pytest.raises(LockedError):
        service.edit_recommendation(draft, RecommendationData("Anders", "Intussen"))
    for role in (Role.REGISTRY, Role.FACILITATOR):
        casting.write_count(round_, make.member(assembly, role).id, CountData(votes_for, 4 - votes_for))
    closing.count(round_)


@pytest.mark.parametrize(("votes_for", "state"), [(3, AmendmentState.TAKEN_OVER), (1, AmendmentState.VOTED_DOWN)])
def test_an_amendment_stands_beside_the_text_until_the_panel_decides(
    make: ModuleType, votes_for: int, state: AmendmentState
) -> None:
    draft = make.recommendation()
    before = draft.text
    amendment = service.amend(draft, MORE, "Het kan meer zijn.", WrittenBy.PANELLIST)
    other = service.amend(draft, "Plant geen bomen.", "Te duur.", WrittenBy.TABLE)
    assert draft.text == before
    decide(make, draft, votes_for)
    taken_over = state is AmendmentState.TAKEN_OVER
    assert amendment.state is state and draft.text == (MORE if taken_over else before)
    assert other.state is (AmendmentState.OUTDATED if taken_over else AmendmentState.OPEN)
    assert len(queries.versions(draft)) == (2 if taken_over else 1)
    assert draft.locked_at is None and draft.adopted is None
    with pytest.raises(AmendmentClosedError):
        service.decide_amendment(amendment, True)


def test_an_amendment_changes_something(make: ModuleType) -> None:
    draft = make.recommendation()
    with pytest.raises(NothingChangedError):
        service.amend(draft, draft.text, "Zomaar.", WrittenBy.PANELLIST)


def test_nothing_is_written_after_the_vote_or_the_handover(make: ModuleType) -> None:
    adopted = make.adopted()
    data = RecommendationData("Nieuw", "Een nieuw voorstel.")
    with pytest.raises(LockedError):
        service.edit_recommendation(adopted, data)
    with pytest.raises(LockedError):
        service.remark(adopted, Remarker.OFFICIAL, "Het kan.", "Afdeling Groen", make.account().id)
    with pytest.raises(HandedOverAlreadyError):
        service.add_recommendation(make.assembly_of(adopted), data)


def test_a_proposal_is_linked_to_what_it_grew_from_both_ways(make: ModuleType) -> None:
    first = make.recommendation()
    second = make.recommendation(make.assembly_of(first))
    service.add_origin(second, OriginKind.PROPOSAL, source=first)
    service.add_origin(second, OriginKind.NOTE, "Tafel 3, over schaduw", make.meeting(make.assembly_of(first)))
    assert [origin.title for origin in queries.origins(second)] == ["", "Tafel 3, over schaduw"]
    assert queries.grown_from(first) == [second]


def test_panellist_and_official_write_on_their_own_pages(make: ModuleType, sign_in: SignIn) -> None:
    assembly = make.assembly()
    panellist, official = (sign_in(make.member(assembly, role)) for role in (Role.PANELLIST, Role.OFFICIAL))
    page = panellist.get(f"/panel/{assembly.slug}/aanbevelingen").follow("Begin een voorstel")
    page = page.submit({"title": "Bankjes", "text": "Zet bankjes in de zon."}, button="Zet het voorstel erbij")
    assert page.h1 == "1. Bankjes"
    page = page.follow("Stel een andere tekst voor").submit(
        {"text": "Zet bankjes in de schaduw.", "why": "Te warm."}, button="Zet de wijziging ernaast"
    )
    assert [tag.get_text() for tag in page.soup.select(".beraad-amendment :is(del, ins)")] == ["zon.", "schaduw."]
    page = page.follow("Wat mist u?").submit(
        {"text": "GEHEIM GEMIS", "help_needed": "Een kaart."}, button="Zet mijn reactie erbij"
    )
    assert "Dit zou helpen: Een kaart." in page.text
    page = official.get(f"/beheer/{assembly.slug}/aanbevelingen/1").follow("Opmerking toevoegen")
    remark = {"remarker": "ambtenaar", "capacity": "Afdeling Groen", "text": "Er liggen kabels."}
    page.submit(remark, button="Zet de opmerking erbij")
    assert "Ambtenaar: Afdeling Groen" in panellist.get(f"/panel/{assembly.slug}/aanbevelingen/1").text


def test_what_panellists_miss_is_never_public_and_remarks_with_a_function_are(
    make: ModuleType, client: Browser
) -> None:
    draft = make.recommendation()
    service.react(draft, "GEHEIM GEMIS", "")
    service.remark(draft, Remarker.EXPERT, "Dat kan niet overal.", "Hoogleraar bomen", make.account().id)
    db.session.commit()
    make.voted(draft)
    make.adopted(make.assembly_of(draft))
    page = client.get(f"/burgerberaden/{make.assembly_of(draft).slug}/aanbevelingen/1")
    assert "Deskundige: Hoogleraar bomen" in page.text and "GEHEIM GEMIS" not in page.text
