"""Documents and their versions, without pages."""

from __future__ import annotations

import hashlib
from types import ModuleType

import pytest
from sqlalchemy import event, select

from beraad.assemblies.models import Assembly
from beraad.audit.models import AuditEvent
from beraad.extensions import db
from beraad.materials import queries, service
from beraad.materials.errors import (
    ChangedMeanwhileError,
    ElsewhereError,
    NothingNewError,
    NothingToPublishError,
    NothingToReadError,
    VersionFixedError,
)
from beraad.materials.models import Kind, Readers, Stance
from beraad.materials.service import Content, DocumentData
from beraad.web.uploads import StoredFile

FILE = StoredFile("a" * 64, "pdf", 12)


@pytest.fixture
def assembly(make: ModuleType) -> Assembly:
    return make.assembly()


def test_readers_see_the_latest_published_version(make: ModuleType, assembly: Assembly) -> None:
    document = make.document(assembly, text="Een")
    service.revise(document, Content("Twee"), based_on=1)
    [row] = queries.readable(assembly, Readers.PANEL)
    assert (row.published, row.latest, row.has_draft) == (1, 2, True)
    service.publish(document)
    [row] = queries.readable(assembly, Readers.PANEL)
    assert (row.published, row.has_draft) == (2, False)


def test_a_draft_and_a_withdrawn_document_are_not_readable(make: ModuleType, assembly: Assembly) -> None:
    make.document(assembly, draft=True)
    withdrawn = make.document(assembly)
    service.withdraw(withdrawn)
    assert queries.readable(assembly, Readers.PANEL) == []
    service.publish(withdrawn)
    assert [row.id for row in queries.readable(assembly, Readers.PANEL)] == [withdrawn.id]


def test_each_version_keeps_its_text_and_hash(make: ModuleType, assembly: Assembly) -> None:
    document = make.document(assembly, text="Eén")
    service.revise(document, Content("Twee", FILE), based_on=1, note="Cijfers erbij")
    first, second = queries.version(document.id, 1), queries.version(document.id, 2)
    assert first.text_sha256 == hashlib.sha256("Eén".encode()).hexdigest()
    assert (second.file_sha256, second.note) == (FILE.sha256, "Cijfers erbij")
    for change in ({"text": "Anders"}, {"file_sha256": "b" * 64}, {"number": 3}):
        with pytest.raises(VersionFixedError), db.session.begin_nested():
            for name, value in change.items():
                setattr(first, name, value)
            db.session.flush()
        db.session.expire(first)
    assert queries.version(document.id, 1).text == "Eén"


def test_two_writers_cannot_both_make_the_next_version(make: ModuleType, assembly: Assembly) -> None:
    document = make.document(assembly, text="Een")
    service.revise(document, Content("Twee"), based_on=1)
    with pytest.raises(ChangedMeanwhileError):
        service.revise(document, Content("Ook twee"), based_on=1)
    assert service.latest(document).text == "Twee"


def test_a_version_says_something_new(make: ModuleType, assembly: Assembly) -> None:
    document = make.document(assembly, text="Een", file=FILE)
    with pytest.raises(NothingNewError):
        service.revise(document, Content("Een", FILE), based_on=1)
    with pytest.raises(NothingToReadError):
        service.revise(document, Content(), based_on=1)
    assert service.revise(document, Content("Een"), based_on=1).number == 2


def test_a_document_without_text_or_file_is_not_made(assembly: Assembly) -> None:
    with pytest.raises(NothingToReadError):
        service.create(assembly, DocumentData("Leeg", Kind.OTHER), Content())


def test_there_is_nothing_to_publish_twice(make: ModuleType, assembly: Assembly) -> None:
    with pytest.raises(NothingToPublishError):
        service.publish(make.document(assembly))


def test_a_document_belongs_with_things_of_its_own_burgerberaad(make: ModuleType, assembly: Assembly) -> None:
    elsewhere = make.assembly()
    meeting, original = make.meeting(elsewhere), make.document(elsewhere)
    for wrong in ({"meeting_id": meeting.id}, {"original_id": original.id}, {"meeting_id": 999_999}):
        with pytest.raises(ElsewhereError):
            make.document(assembly, **wrong)
    own = make.document(assembly)
    with pytest.raises(ElsewhereError):
        service.change(own, DocumentData("Zichzelf", Kind.OTHER, original_id=own.id))


def test_documents_come_by_meeting_then_in_their_own_order(make: ModuleType, assembly: Assembly) -> None:
    first, second = make.meeting(assembly, number=1), make.meeting(assembly, number=2)
    make.document(assembly, title="D", meeting_id=second.id)
    make.document(assembly, title="B", meeting_id=first.id, position=2)
    make.document(assembly, title="A", meeting_id=first.id, position=1)
    make.document(assembly, title="Los", theme="Geld")
    assert [row.title for row in queries.documents(assembly)] == ["A", "B", "D", "Los"]


def test_the_public_reads_what_is_public(make: ModuleType, assembly: Assembly) -> None:
    make.document(assembly, title="Besloten")
    make.document(assembly, title="Open", readers=Readers.PUBLIC)
    assert [row.title for row in queries.readable(assembly, Readers.PUBLIC)] == ["Open"]


def test_forms_of_one_document_find_each_other(make: ModuleType, assembly: Assembly) -> None:
    original = make.document(assembly, title="Nota")
    plain = make.document(assembly, title="Nota in gewone taal", original_id=original.id, is_plain=True)
    english = make.document(assembly, title="Memo", original_id=original.id)
    make.document(assembly, title="Nog een concept", original_id=original.id, draft=True)

    def names(number: int) -> list[str]:
        row = queries.readable_document(assembly, number, Readers.PANEL)
        return [other.title for other in queries.variants(row, Readers.PANEL)]

    assert names(original.id) == ["Memo", "Nota in gewone taal"]
    assert names(plain.id) == ["Memo", "Nota"]
    assert names(english.id) == ["Nota", "Nota in gewone taal"]


def test_the_balance_counts_who_stands_where(make: ModuleType, assembly: Assembly) -> None:
    for stance in (Stance.FOR, Stance.FOR, Stance.AGAINST, None):
        make.document(assembly, stance=stance)
    counted = queries.stances(queries.documents(assembly))
    assert counted == {Stance.FOR: 2, Stance.NEUTRAL: 0, Stance.AGAINST: 1}


def test_the_list_takes_one_question_however_many_documents(make: ModuleType, assembly: Assembly) -> None:
    asked: list[str] = []

    def remember(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    for _ in range(5):
        make.document(assembly, meeting_id=make.meeting(assembly).id)
    db.session.refresh(assembly)
    event.listen(db.engine, "before_cursor_execute", remember)
    try:
        assert len(queries.documents(assembly)) == 5
    finally:
        event.remove(db.engine, "before_cursor_execute", remember)
    assert len([statement for statement in asked if statement.startswith("SELECT")]) == 1


def test_the_log_holds_numbers_and_no_words(make: ModuleType, assembly: Assembly) -> None:
    document = make.document(assembly, title="Vertrouwelijke titel")
    service.withdraw(document)
    chosen = select(AuditEvent).where(AuditEvent.assembly_id == assembly.id).order_by(AuditEvent.id)
    events = db.session.scalars(chosen).all()
    actions = [one.action.removeprefix("materials.document_") for one in events]
    assert actions == ["created", "published", "withdrawn"]
    assert all("Vertrouwelijk" not in str(one.details) for one in events)
