"""What was promised has a memory: nothing that the public saw changes without leaving what it said before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Boolean, Date, Enum, Integer, String, select

from beraad.assemblies.errors import VersionFixedError
from beraad.assemblies.models import Assembly, ParticipationPlan, RoomItem, RoomKind
from beraad.assemblies.promises import service as promises
from beraad.assemblies.promises import topics, versions
from beraad.assemblies.promises.models import PromiseVersion, Topic
from beraad.assemblies.promises.service import PLAN_PARTS, PlanData, RoomItemData
from beraad.extensions import db
from beraad.materials.models import Readers
from beraad.meetings.models import Audience
from beraad.recommendations.models import Handover
from tests.crawl import walk
from tests.pages import Browser

#: columns of a burgerberaad that say nothing to anyone, or have a history of their own
ELSEWHERE = {
    "id": "a key",
    "slug": "fixed once the page is public",
    "phase": "each start of a phase is a row",
    "created_at": "never changes",
    "pool_frozen_at": "closes sign-up for a draw, which has its own record",
    "revision": "a mark for caches",
    "edition": "counts the versions",
}
#: other tables whose words are public: how an earlier word stays
OTHER_TABLES = {
    "recommendation": "locked by the vote",
    "recommendation_version": "rows are added, never altered",
    "vote_round": "what a vote was about is fixed when it opens",
    "advice_report": "fixed by its SHA-256 when it is signed off",
    "document": "materials keep a version of each text",
    "document_version": "rows are added, never altered",
    "meeting": "people hear of each change of a meeting",
    "feature": "fixed once somebody has answered it",
    "feature_value": "fixed once somebody has answered it",
    "agenda_block": "people hear of each change of a meeting",
}
#: rows of these refuse to be altered
FIXED = {"document_version", "promise_version", "promise_change"}
PLACES = {Handover: Topic.HANDOVER, RoomItem: Topic.ROOM, ParticipationPlan: Topic.PLAN}


@pytest.fixture
def assembly(make: Any) -> Assembly:
    """A public burgerberaad of which everything is filled in."""
    names = [name for name in topics.TOPIC_OF if name not in topics.DAYS and name not in ("seats", "is_public")]
    texts = {name: f"Eerste {name}" for name in names}
    found: Assembly = make.assembly(slug="wonen", **texts)
    promises.add_room_item(found, RoomItemData(RoomKind.OPEN, "Waar wij bouwen", "Motie 3"))
    plan = promises.write_plan(found, PlanData(**dict.fromkeys(PLAN_PARTS, "Uitgeschreven.")))
    promises.approve_plan(found, plan, "De raad", date(2026, 1, 5))
    db.session.commit()
    return found


def kept(assembly: Assembly, topic: Topic) -> list[dict[str, Any]]:
    """What each version of a topic said, the first one first."""
    mine = select(PromiseVersion.values).where(PromiseVersion.assembly_id == assembly.id, PromiseVersion.topic == topic)
    return list(db.session.scalars(mine.order_by(PromiseVersion.version)))


def another(row: Any, name: str) -> None:
    """Write something else in a column, as any verb could."""
    kind = type(row).__table__.c[name].type
    if isinstance(kind, Date):
        value: Any = date(2027, 5, 1)
    elif isinstance(kind, Boolean):
        value = not getattr(row, name)
    else:
        value = getattr(row, name) + 1 if isinstance(kind, Integer) else "Heel anders"
    setattr(row, name, value)
    db.session.commit()


@pytest.mark.parametrize("name", topics.TOPIC_OF)
def test_each_field_of_a_public_page_leaves_what_it_said(assembly: Assembly, name: str) -> None:
    topic = topics.TOPIC_OF[name]
    before = topics.values_of(assembly, topic)[name]
    edition = assembly.edition
    another(assembly, name)
    first, *_, last = [{}, *kept(assembly, topic)] if before is None else kept(assembly, topic)
    assert first.get(name) == before
    assert last[name] == topics.values_of(assembly, topic)[name] != before
    assert assembly.edition == edition + 1


def test_every_field_of_a_burgerberaad_is_kept_or_says_why_not(context: Flask) -> None:
    assert {column.name for column in Assembly.__table__.c} == {*topics.TOPIC_OF, *ELSEWHERE}


def test_the_room_and_the_plan_leave_what_they_said(assembly: Assembly) -> None:
    first = assembly.room[0]
    promises.add_room_item(assembly, RoomItemData(RoomKind.OPEN, "Hoe hoog"))
    db.session.commit()
    promises.change_room_item(first, RoomItemData(RoomKind.FIXED, "Waar niet"))
    db.session.commit()
    promises.remove_room_item(first)
    again = promises.write_plan(assembly, PlanData(**dict.fromkeys(PLAN_PARTS, "Anders.")))
    db.session.commit()
    assert kept(assembly, Topic.ROOM) == [
        {"lines": [["ligt_open", "Waar wij bouwen", "Motie 3"]]},
        {"lines": [["ligt_open", "Waar wij bouwen", "Motie 3"], ["ligt_open", "Hoe hoog", ""]]},
        {"lines": [["staat_vast", "Waar niet", ""], ["ligt_open", "Hoe hoog", ""]]},
        {"lines": [["ligt_open", "Hoe hoog", ""]]},
    ]
    assert len(kept(assembly, Topic.PLAN)) == 1, "a draft is not public"
    promises.add_room_item(assembly, RoomItemData(RoomKind.OPEN, "Toch"))
    promises.approve_plan(assembly, again, "De raad", date(2026, 2, 5))
    db.session.commit()
    assert [one["goal"] for one in kept(assembly, Topic.PLAN)] == ["Uitgeschreven.", "Anders."]


def test_what_nobody_saw_leaves_no_version(make: Any) -> None:
    assembly = make.assembly(is_public=False)
    another(assembly, "question")
    assert versions.history(assembly) == {}
    assembly.is_public = True
    db.session.commit()
    assert kept(assembly, Topic.QUESTION) == [{"question": "Heel anders"}]
    assembly.is_public = False
    another(assembly, "question")
    assert len(kept(assembly, Topic.QUESTION)) == 1
    assembly.question = "Nog anders"
    db.session.commit()
    assert len(kept(assembly, Topic.QUESTION)) == 2, "what was public once stays to be read"


def test_everyone_reads_what_was_there_before(assembly: Assembly, client: Browser) -> None:
    another(assembly, "commitment")
    page = client.get("/burgerberaden/wonen")
    assert "Gewijzigd op" in page.main
    page = page.follow("Lees wat er eerst stond (Wat de opdrachtgever belooft)")
    assert page.path.startswith("/burgerberaden/wonen/beloften")
    assert "Eerste commitment" in page.main and "Heel anders" in page.main


def marked() -> dict[str, tuple[type[Any], str]]:
    """Write a word of its own in each text of the first row of each table. Returns word → table and column."""
    words: dict[str, tuple[type[Any], str]] = {}
    for mapper in db.Model.registry.mappers:
        row = db.session.scalars(select(mapper.class_)).first()
        if row is None or row.__tablename__ in FIXED:
            continue
        for column in row.__table__.c:
            is_text = isinstance(column.type, String) and not isinstance(column.type, Enum)
            is_free = is_text and not (column.unique or column.foreign_keys or column.type.length in (16, 64))
            if is_free and getattr(row, column.name, ""):
                words[f"zq{len(words)}qz"] = (mapper.class_, column.name)
                setattr(row, column.name, f"zq{len(words) - 1}qz")
    db.session.commit()
    return words


def test_whatever_the_public_can_read_leaves_a_version(assembly: Assembly, make: Any, app: Flask) -> None:
    """Walks all pages for everyone and changes each field that it met there."""
    make.adopted(assembly, due=date(2020, 3, 1))
    make.document(assembly, readers=Readers.PUBLIC)
    make.meeting(assembly, audience=Audience.PUBLIC)
    words = marked()
    browser = Browser(app)
    found = walk(browser, db.engine, ["/"], 3)
    pages = "".join(browser.get(path).html for paths in found.pages.values() for path in paths)
    seen = {place for word, place in words.items() if word in pages}
    assert {(Assembly, "commitment"), (RoomItem, "text"), (ParticipationPlan, "goal")} <= seen
    for table, name in seen:
        if table.__tablename__ in OTHER_TABLES:
            continue
        assert table in (Assembly, *PLACES), f"say how an earlier {table.__tablename__}.{name} stays"
        topic = PLACES.get(table) or topics.TOPIC_OF[name]
        before = len(kept(assembly, topic))
        another(db.session.scalars(select(table)).first(), name)
        assert len(kept(assembly, topic)) == before + 1, f"{table.__tablename__}.{name} left no version"


def test_a_version_is_never_altered(assembly: Assembly) -> None:
    version = db.session.scalars(select(PromiseVersion)).first()
    assert version is not None
    version.values = {}
    with pytest.raises(VersionFixedError):
        db.session.commit()
    db.session.rollback()
