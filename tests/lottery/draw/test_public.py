"""What the public does not see yet: a proposal, a rehearsal, tickets before they are published."""

from __future__ import annotations

from typing import Any

import pytest

from beraad.assemblies.models import Assembly, Role
from beraad.extensions import db
from beraad.lottery.draw import service
from beraad.lottery.draw.service import Plan
from beraad.lottery.models import Draw, DrawKind

PUBLIC = "/burgerberaden/wonen/loting"
#: every format in which the public gets something of a draw
FILES = ("briefjes", "briefjes/000", "lottery.json", "aankondiging.pdf", "protocol.pdf")


@pytest.fixture
def assembly(make: Any) -> Assembly:
    return make.ready_to_draw(slug="wonen")


def propose(make: Any, assembly: Assembly, kind: DrawKind) -> Draw:
    """A draw with words that nobody else may read."""
    plan = Plan(kind, reason="GEHEIME REDEN", place="GEHEIME PLEK", short_term_reason="GEHEIME HAAST")
    draw = service.propose(assembly, plan, make.member(assembly, Role.REGISTRY))
    db.session.commit()
    return draw


@pytest.mark.parametrize("kind", DrawKind)
def test_a_proposal_and_a_rehearsal_are_seen_in_no_format(
    make: Any, assembly: Assembly, client: Any, kind: DrawKind
) -> None:
    draw = propose(make, assembly, kind)
    page = client.get(PUBLIC)
    assert "Er is nog niet geloot" in page.main
    assert "GEHEIM" not in page.text and draw.merkle_root not in page.text
    assert "Register van lotingen" not in page.main
    assert [client.get(f"{PUBLIC}/{name}").status for name in FILES] == [404] * len(FILES)


def test_before_the_tickets_are_public_only_the_frozen_list_is(make: Any, assembly: Assembly, client: Any) -> None:
    draw = propose(make, assembly, DrawKind.REAL)
    service.approve(draw, make.member(assembly, Role.ORGANISER))
    db.session.commit()
    page = client.get(PUBLIC)
    assert draw.merkle_root in page.main
    assert "Hoe eerlijk zijn de kansen?" not in page.main
    statuses = {name: client.get(f"{PUBLIC}/{name}").status for name in FILES}
    assert [name for name, status in statuses.items() if status == 200] == ["aankondiging.pdf"]
