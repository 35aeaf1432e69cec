"""Every state in which something waits for somebody is seen by a role: read from the models, and made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from types import ModuleType

import pytest
from sqlalchemy import Enum

from beraad.accounts.models import Account
from beraad.acts.models import ProposalState
from beraad.allowances.models import LineKind, ListState, TravelKind
from beraad.assemblies.deciding.models import Asked, Ground, Step
from beraad.assemblies.models import Assembly, Phase, Role, RoomKind
from beraad.assemblies.promises.models import ChangeState, Topic
from beraad.assemblies.terms.models import TermKind
from beraad.choices import LabelledEnum
from beraad.desk import queries
from beraad.desk.models import Stage
from beraad.extensions import db
from beraad.jobs.models import JobState
from beraad.lottery.models import Disclosure, DrawKind, DrawState, Rule
from beraad.mail.models import Delivery, MailState, MessageKind
from beraad.materials.models import Kind, Language, Readers, RequestKind, RequestStatus, Stance
from beraad.meetings.models import Audience, BlockKind, Briefing, Mode, Presence, Status
from beraad.outreach.models import Means, Way
from beraad.panel.models import AnsweredBy, Cause, SeatState
from beraad.privacy.kinds import Kind as PersonalData
from beraad.privacy.models import Occasion
from beraad.recommendations.proposals.models import AmendmentState, OriginKind, Remarker, WrittenBy
from beraad.recommendations.statuses import Decision, EvidenceKind, Execution, Horizon, ReasonCategory
from beraad.recommendations.votes.models import Choice, Outcome, ShareOf
from beraad.recommendations.votes.models import Purpose as VotePurpose
from beraad.recommendations.votes.models import Way as VoteWay
from beraad.recruitment.models.duplicates import Sign
from beraad.recruitment.models.letters import LetterKind
from beraad.recruitment.models.registration import Channel, RegistrationState
from beraad.recruitment.models.sample import ImportState
from beraad.recruitment.models.sign_up import ParentAsk, Purpose, QuestionKind
from beraad.recruitment.models.waves import Division, WaveState
from beraad.telling.models import BundleState, MessageState
from beraad.telling.ways import ContactBy
from tests.desk.happenings import HAPPENINGS
from tests.pages import Browser

#: they say what something is, not how far it is
DESCRIBES = {
    *(Role, RoomKind, Rule, DrawKind, Disclosure, MessageKind, Kind, Stance, Readers, Language, RequestKind),
    *(Mode, Audience, BlockKind, Briefing, Presence, Means, Way, AnsweredBy, Cause, PersonalData, Occasion),
    *(Horizon, EvidenceKind, ReasonCategory, Sign, Channel, QuestionKind, Purpose, Division, ContactBy),
    *(LetterKind, ParentAsk),
    *(Topic, TermKind, Step, Asked, Ground),
    *(TravelKind, LineKind, Choice, Outcome, ShareOf, VotePurpose, VoteWay),
    *(AmendmentState, OriginKind, Remarker, WrittenBy),
}
#: state → the kind by which somebody sees that it waits
WAITS: Sequence[tuple[LabelledEnum, str]] = (
    (Phase.PREPARATION, "assemblies.to_recruitment"),
    (Phase.RECRUITMENT, "assemblies.to_lottery"),
    (Phase.LOTTERY, "panel.to_meetings"),
    (Phase.MEETINGS, "meetings.to_advice"),
    (Phase.ADVICE, "recommendations.to_follow_up"),
    (Phase.FOLLOW_UP, "recommendations.to_closed"),
    (ChangeState.OPEN, "assemblies.change"),
    (JobState.FAILED, "telling.failed"),
    (ProposalState.OPEN, "telling.draft"),
    (MailState.FAILED, "assemblies.mail_failed"),
    (MailState.UNCERTAIN, "assemblies.mail_failed"),
    (Delivery.REFUSED, "telling.not_reached"),
    (Delivery.UNREACHED, "telling.not_reached"),
    (Delivery.BROKEN, "telling.not_reached"),
    (MessageState.DRAFT, "telling.draft"),
    (BundleState.BY_HAND, "telling.letters"),
    (BundleState.UNREACHABLE, "telling.not_reached"),
    (ImportState.UPLOADED, "recruitment.sample_uploaded"),
    (ImportState.DONE, "recruitment.no_wave"),
    (ImportState.REFUSED, "recruitment.sample_refused"),
    (WaveState.DRAWN, "recruitment.wave_drawn"),
    (WaveState.APPROVED, "recruitment.wave_approved"),
    (DrawState.PROPOSED, "lottery.draw_proposed"),
    (DrawState.FROZEN, "lottery.draw_frozen"),
    (DrawState.COMPUTED, "lottery.draw_computed"),
    (DrawState.PUBLISHED, "lottery.number_to_type"),
    (DrawState.VOID, "lottery.no_draw"),
    (DrawState.FAILED, "lottery.no_draw"),
    (SeatState.DRAWN, "panel.drawn"),
    (SeatState.INVITED, "panel.late"),
    (SeatState.CONFIRMED, "panel.needs"),
    (SeatState.DECLINED, "panel.empty"),
    (SeatState.DROPPED_OUT, "panel.empty"),
    (Status.PLANNED, "meetings.to_close"),
    (Status.HELD, "meetings.to_note"),
    (RequestStatus.OPEN, "materials.unassigned"),
    (RequestStatus.ASSIGNED, "materials.assigned"),
    (ListState.TO_PAY, "allowances.to_approve"),
    (ListState.APPROVED, "allowances.to_pay"),
    (Decision.NO_RESPONSE, "recommendations.answer"),
    (Decision.CONSIDERING, "recommendations.publish"),
    (Execution.NOT_STARTED, "recommendations.report"),
    (Execution.PREPARING, "recommendations.report"),
    (Execution.IN_PROGRESS, "recommendations.report"),
    (Execution.DELAYED, "recommendations.report"),
    (Execution.DONE, "recommendations.round_off"),
    (Execution.EVALUATED, "recommendations.round_off"),
)
#: it is done, nobody here can do anything, or a job is at it
RESTS: Sequence[LabelledEnum] = (
    Phase.CLOSED,
    *(JobState.QUEUED, JobState.RUNNING, JobState.DONE, JobState.CANCELLED),
    *(MailState.QUEUED, MailState.SENDING, MailState.SENT, Delivery.DELIVERED),
    *(ChangeState.MADE, ChangeState.DROPPED),
    *(MessageState.SENDING, MessageState.SENT, BundleState.WAITING, BundleState.QUEUED, BundleState.DONE),
    *(ImportState.IMPORTING, WaveState.PLANNED, WaveState.SENT, *RegistrationState),
    *(DrawState.COMPUTING, DrawState.DRAWN, SeatState.REPLACED, Status.CANCELLED),
    *(RequestStatus.ANSWERED, RequestStatus.REFUSED, ListState.PAID),
    *(Decision.ACCEPTED, Decision.PARTLY_ACCEPTED, Decision.EXISTING_POLICY, Decision.FURTHER_STUDY),
    *(Decision.FORWARDED, Decision.NOT_ACCEPTED, Decision.WITHDRAWN),
    *(Execution.NOT_APPLICABLE, Execution.STOPPED, Execution.CLOSED),
    *(ProposalState.APPROVED, ProposalState.WITHDRAWN, ProposalState.REPLACED),
    *Stage,
)


def kept() -> Iterator[type[LabelledEnum]]:
    """The enumerations of which a table keeps a member."""
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            kind = column.type.enum_class if isinstance(column.type, Enum) else None
            if kind is not None and issubclass(kind, LabelledEnum):
                yield kind


def name(member: LabelledEnum) -> str:
    """Members of two enumerations are equal if their stored codes are; their names are not."""
    return f"{type(member).__name__}.{member.name}"


def test_each_state_waits_for_somebody_or_rests(app: object) -> None:
    states = {name(member) for kind in kept() if kind not in DESCRIBES for member in kind}
    waits, rests = {name(member) for member, _code in WAITS}, {name(member) for member in RESTS}
    assert not states - waits - rests, "say whether these wait for somebody, and let a room's waiting.py find them"
    assert not (waits | rests) - states, "no table keeps these"
    assert not waits & rests


def test_each_kind_has_a_happening() -> None:
    assert set(HAPPENINGS) == {kind.code for kind in queries.KINDS}
    assert {code for _state, code in WAITS} <= set(HAPPENINGS)


@pytest.mark.parametrize("code", sorted(HAPPENINGS))
def test_every_role_sees_what_waits_for_it_and_can_open_it(
    make: ModuleType, sign_in: Callable[[Account], Browser], code: str
) -> None:
    kind = queries.BY_CODE[code]
    phase = max(kind.phases, key=list(Phase).index)
    assembly: Assembly = make.assembly(phase=phase, slug="wacht")
    other = HAPPENINGS[code](make, assembly)
    assembly = other if isinstance(other, Assembly) else assembly
    db.session.commit()
    for role in sorted(kind.roles):
        browser = sign_in(make.member(assembly, role))
        (item,) = (item for item in queries.waiting([assembly]) if item.kind is kind)
        shown = browser.get("/mijn").soup.select("main > .beraad-waiting > li a")
        address = item.full_url.removeprefix("http://localhost")
        assert (address, str(item.what)) in {(str(link["href"]), link.get_text()) for link in shown}
        assert browser.get(address).status == 200
