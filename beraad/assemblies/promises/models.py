"""What the public was promised, version after version, and changes of it that two people decide about."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NewType

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint, event, inspect
from sqlalchemy.orm import Mapped, mapped_column, relationship

from beraad.accounts.models import Account
from beraad.assemblies.errors import VersionFixedError
from beraad.assemblies.models import Assembly, AssemblyId, Role
from beraad.choices import LabelledEnum
from beraad.orm import Model, Moment, choice, now
from beraad.web.visitor import AccountId

ChangeId = NewType("ChangeId", int)
VersionId = NewType("VersionId", int)


class Topic(LabelledEnum):
    """What is kept in versions from the day on which the page is public, in the order in which pages show it."""

    QUESTION = "vraag", _l("De vraag aan het panel")
    ROOM = "speelruimte", _l("Speelruimte")
    COMMITMENT = "toezegging", _l("Wat de opdrachtgever belooft")
    CRITERIA = "afwijken", _l("Wanneer de opdrachtgever mag afwijken van het advies")
    EXPECTATIONS = "verwachtingen", _l("Wat wij van panelleden vragen")
    DATES = "data", _l("Belangrijke dagen")
    SEATS = "zetels", _l("Aantal zetels")
    PARTIES = "verantwoordelijken", _l("Opdrachtgever en opdrachtnemer")
    PLAN = "participatieplan", _l("Participatieplan")
    HANDOVER = "overhandiging", _l("Overhandiging van het advies")
    TERMS = "termijnen", _l("Termijnen")
    DESCRIPTION = "beschrijving", _l("Titel, samenvatting en wat er al ligt")
    CONTACT = "contact", _l("Contactpersoon")
    PAGE = "pagina", _l("Of de pagina openbaar is")


class ChangeState(LabelledEnum):
    """Where a change of a promise is."""

    OPEN = "open", _l("Wacht op een besluit"), "warning"
    MADE = "doorgevoerd", _l("Doorgevoerd"), "success"
    DROPPED = "vervallen", _l("Niet doorgegaan")


class PromiseChange(Model):
    """A change of what was promised, with the reason that everyone reads. Only an open one can still be written."""

    __tablename__ = "promise_change"

    id: Mapped[ChangeId] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), index=True)
    #: code of each topic that changes → what it becomes, see `topics`
    values: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: public; empty until it is written
    reason: Mapped[str] = mapped_column(Text, default="")
    #: the body that decided, the number of its decision, and the day
    body: Mapped[str] = mapped_column(String(200), default="")
    document: Mapped[str] = mapped_column(String(300), default="")
    decided_on: Mapped[date | None]
    #: only mends spelling: one person does it, and nobody is told
    is_correction: Mapped[bool] = mapped_column(default=False)
    state: Mapped[ChangeState] = mapped_column(choice(ChangeState), default=ChangeState.OPEN)
    #: who asked for it, with which role, and who approved it
    asked_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    asked_role: Mapped[Role | None] = mapped_column(choice(Role, "asked_role"))
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    approved_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    approved_role: Mapped[Role | None] = mapped_column(choice(Role, "approved_role"))
    settled_at: Mapped[datetime | None] = mapped_column(Moment)

    assembly: Mapped[Assembly] = relationship()
    asked_by: Mapped[Account | None] = relationship(foreign_keys=[asked_by_id])

    __table_args__ = (
        CheckConstraint("(state = 'open') = (settled_at IS NULL)", name="settled_at_a_moment"),
        CheckConstraint("state <> 'doorgevoerd' OR reason <> ''", name="made_with_a_reason"),
        CheckConstraint("approved_by_id <> asked_by_id", name="four_eyes"),
    )

    @property
    def topics(self) -> list[Topic]:
        """What it is about, in the order of pages."""
        return [topic for topic in Topic if topic.value in self.values]


class PromiseVersion(Model):
    """What one topic said from a moment on. Rows are added, never altered."""

    __tablename__ = "promise_version"

    id: Mapped[VersionId] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    topic: Mapped[Topic] = mapped_column(choice(Topic))
    #: 1 for what was first made public
    version: Mapped[int]
    #: number over all topics of the burgerberaad: letters and sign-ups name it
    edition: Mapped[int]
    values: Mapped[dict[str, Any]] = mapped_column(JSON)
    written_at: Mapped[datetime] = mapped_column(Moment, default=now)
    written_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    written_role: Mapped[Role | None] = mapped_column(choice(Role, "written_role"))
    #: why; None while the promise did not bind yet
    change_id: Mapped[ChangeId | None] = mapped_column(ForeignKey("promise_change.id", ondelete="SET NULL"), index=True)

    change: Mapped[PromiseChange | None] = relationship(lazy="joined")

    __table_args__ = (
        UniqueConstraint("assembly_id", "topic", "version"),
        UniqueConstraint("assembly_id", "edition"),
        CheckConstraint("version > 0", name="version_positive"),
    )


#: columns of a version that never change
FIXED = ("assembly_id", "topic", "version", "edition", "values", "written_at")


def _refuse_changes(_mapper: Any, _connection: Any, version: PromiseVersion) -> None:
    """Raises VersionFixedError on a change to what a version says: that takes a next version."""
    changed = [name for name in FIXED if inspect(version).attrs[name].history.has_changes()]
    if changed:
        raise VersionFixedError(", ".join(changed))


event.listen(PromiseVersion, "before_update", _refuse_changes)
