"""An example address for each route, made from what is in the demonstration and in `states`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from beraad.accounts import service as accounts
from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly
from beraad.assemblies.promises.models import ChangeState, PromiseChange
from beraad.assemblies.terms.models import Term
from beraad.extensions import db
from beraad.jobs.models import Job
from beraad.lottery.models import Draw
from beraad.lottery.own import queries as own
from beraad.mail.models import OutboxMessage
from beraad.materials.models import Document, Request, RequestStatus
from beraad.meetings.models import Meeting
from beraad.outreach.models import Contact, Interest
from beraad.panel.models import Seat, SeatState
from beraad.privacy.kinds import Kind
from beraad.privacy.models import DeletionCertificate
from beraad.recommendations.models import Recommendation, Update
from beraad.recruitment.letters import service as waves
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.models.sample import ColumnProfile, RegisterImport
from beraad.recruitment.models.sign_up import Purpose
from beraad.recruitment.models.waves import Invitation, Wave
from beraad.recruitment.office import duplicates, respondents
from beraad.recruitment.questions import queries as question_queries
from beraad.recruitment.register import queries as register_queries
from beraad.recruitment.register import waiting_files
from beraad.telling.models import Bundle, Message, MessageState
from beraad.telling.ways import ContactBy
from beraad.web import edge, sealing
from tests import visitors
from tests.states import FOLLOWED, PROPOSED, PUBLISHED, RECRUITING, by_slug

#: endpoint (or domain) → burgerberaad of the example; the others take the one in follow-up
PLACES = {
    "assemblies_changes": RECRUITING,
    "privacy_sample": RECRUITING,
    "recruitment": RECRUITING,
    "recruitment_codes": RECRUITING,
    "recruitment_open": RECRUITING,
    "recruitment_questions": RECRUITING,
    "recruitment_duplicates": RECRUITING,
    "recruitment_draw": RECRUITING,
    "recruitment_jobs": RECRUITING,
    "recruitment_letters": RECRUITING,
    "telling": RECRUITING,
    "telling_lists": RECRUITING,
    "recruitment_profiles": RECRUITING,
    "recruitment_texts": RECRUITING,
    "recruitment_sample": RECRUITING,
    "recruitment_files": RECRUITING,
    "recommendations_proposals.add": RECRUITING,
    "recommendations_proposals.edit": PROPOSED,
    "lottery.enter_number": PUBLISHED,
    "lottery.confirm_number": PUBLISHED,
    "lottery.end": PUBLISHED,
    "lottery_public.public_part": PUBLISHED,
}


def _only(table: Any, *having: Any) -> Any:
    """The row with the lowest number of a table that meets the conditions."""
    return db.session.scalars(select(table).where(*having).order_by(table.id).limit(1)).one()


def _values() -> dict[str, dict[str, Any]]:
    """Domain or endpoint → name in the address → value."""
    followed = by_slug(FOLLOWED)
    return {
        **_of_site(followed),
        **_of_recruitment(by_slug(RECRUITING)),
        **_of_lottery(followed),
        **_of_panel(followed),
        **_of_recommendations(followed),
    }


def _of_site(followed: Assembly) -> dict[str, dict[str, Any]]:
    outsider = visitors.account(visitors.OUTSIDER)
    return {
        "static": {"filename": "css/beraad.css"},
        "web": {"language": "en"},
        "help": {"name": "loting"},
        "accounts": {"token": accounts.make_magic_link(outsider, reusable=True).rsplit("/", 1)[1]},
        "accounts_manage": {"account_id": outsider.id},
        "accounts_manage.unblock": {"account_id": _only(Account, Account.is_active.is_(False)).id},
        "assemblies_features": {"feature_id": followed.features[0].id},
        "assemblies_room": {"item_id": followed.room[0].id},
        "assemblies_plan": {"version": 1},
        "assemblies_deciding": {"step": "verkennen"},
        "assemblies_terms": {"term_id": _only(Term, Term.assembly_id == followed.id, Term.met_on.is_(None)).id},
        "assemblies_changes": {"change_id": _only(PromiseChange, PromiseChange.state == ChangeState.OPEN).id},
        "outreach": {"interest_id": _only(Interest, Interest.assembly_id == followed.id).id},
        "outreach.change_contact": {"contact_id": _only(Contact, Contact.assembly_id == followed.id).id},
        "outreach.remove_contact": {"contact_id": _only(Contact, Contact.assembly_id == followed.id).id},
        "assemblies_outbox": {"message_id": _only(OutboxMessage, OutboxMessage.assembly_id == followed.id).id},
        "assemblies_people": {"account_id": visitors.account("waarnemer").id, "role": "waarnemer"},
        "privacy": {"kind": next(iter(Kind)).value, "certificate_id": _only(DeletionCertificate).id},
        "privacy_people": {"registration_id": _only(Registration, Registration.assembly_id == followed.id).id},
        "privacy_sample": {"row_id": register_queries.found_in_sample(by_slug(RECRUITING).id, "")[0].id},
    }


def _of_recruitment(recruiting: Assembly) -> dict[str, dict[str, Any]]:
    letter = _only(Invitation, Invitation.sealed_code.is_not(None))
    header, rows = respondents.table(recruiting)
    content = "\n".join(",".join(row) for row in [header, *rows[:3]]).encode()
    signed_up = select(Registration.id).where(Registration.assembly_id == recruiting.id).order_by(Registration.id)
    pair = db.session.scalars(signed_up.limit(2)).all()
    group = duplicates.groups(recruiting.id)[0]
    return {
        "recruitment": {
            "registration_id": _only(Registration, Registration.assembly_id == recruiting.id).id,
            "kind": "csv",
        },
        "recruitment_public": {
            "code": sealing.unseal(letter.sealed_code, letter.seal_name),
            "number": 1,
        },
        "recruitment_form": {"number": 1},
        "recruitment_questions": {
            "question_id": question_queries.extra_questions(recruiting.id)[-1].id,
            "purpose": Purpose.DRAW.value,
            "language": "en",
        },
        "recruitment_codes": {"kind": "brief", "holder_id": letter.id},
        "recruitment_draw": {"number": _only(Wave, Wave.number == 2).number},
        "recruitment_texts": {"kind": "eerste", "language": "nl"},
        "recruitment_profiles": {"profile_id": _only(ColumnProfile, ColumnProfile.assembly_id == recruiting.id).id},
        "recruitment_letters": {"number": _only(Wave, Wave.number == 2).number, "file_number": 1},
        "recruitment_letters.sent": {"number": 1},
        "recruitment_sample": {"import_id": _only(RegisterImport).id},
        "recruitment_sample.discard": {"import_id": _only(RegisterImport, RegisterImport.filename == "later.csv").id},
        "recruitment_files": {"token": waiting_files.store(recruiting.id, "mensen.csv", "", content)},
        "recruitment_duplicates": {
            **{"first_id": pair[0], "second_id": pair[1], "verdict": "verschillend"},
            **{"sign": group.sign.value, "registration_id": group.people[0].id},
        },
        "recruitment_jobs": {"job_id": _only(Job, Job.assembly_id == recruiting.id, Job.kind == waves.DRAW_JOB).id},
        **_of_messages(),
    }


def _of_messages() -> dict[str, dict[str, Any]]:
    here = by_slug(RECRUITING).id
    bundle = _only(Bundle, Bundle.way == ContactBy.POST, Bundle.assembly_id == here)
    draft = _only(Message, Message.state == MessageState.DRAFT, Message.assembly_id == here)
    sent = _only(Message, Message.state == MessageState.SENT, Message.assembly_id == here)
    return {
        "telling": {"message_id": sent.id, "audience_code": "aangemeld"},
        "telling.edit": {"message_id": draft.id},
        "telling.discard": {"message_id": draft.id},
        "telling_lists": {"bundle_id": bundle.id},
    }


def _of_lottery(followed: Assembly) -> dict[str, dict[str, Any]]:
    seat = _only(Seat, Seat.state == SeatState.INVITED)
    return {
        "lottery": {
            "number": _only(Draw, Draw.assembly_id == followed.id).number,
            "name": "selected.csv",
            "paper": "aankondiging",
        },
        "lottery_own": {
            "token": own.token(_only(Registration, Registration.assembly_id == followed.id)),
            "number": _only(Draw, Draw.assembly_id == followed.id).number,
        },
        "lottery_population": {"feature_id": followed.features[0].id},
        "lottery_pairs": {"first_id": followed.features[0].id, "second_id": followed.features[1].id},
        "lottery_quotas": {"key": "0123456789abcdef"},
        "lottery_public": {"number": 123, "paper": "protocol"},
        "panel": {"seat_id": seat.id},
        "panel_asking": {"seat_id": seat.id},
        "panel_needs": {"seat_id": seat.id},
        "panel_answer": {"token": sealing.unseal(seat.sealed_token, f"seat:{seat.id}")},
    }


def _of_panel(followed: Assembly) -> dict[str, dict[str, Any]]:
    """Meetings, allowances and materials."""
    meeting = _only(Meeting, Meeting.assembly_id == followed.id, Meeting.number == 6)
    held = _only(Meeting, Meeting.assembly_id == followed.id, Meeting.number == 1)
    document = _only(Document, Document.assembly_id == followed.id, Document.title == "Kaart")
    asked = _only(Request, Request.assembly_id == followed.id, Request.status == RequestStatus.OPEN)
    meetings = {"meeting_id": meeting.id, "guest_id": meeting.guests[0].id, "direction": "later"}
    return {
        "meetings": meetings,
        "meetings.hold": {"meeting_id": held.id},
        "meetings_public": meetings,
        "meetings_panel": meetings,
        "meetings_programme": meetings | {"meeting_id": held.id, "block_id": held.blocks[0].id},
        "meetings_programme.edit_guest": meetings,
        "meetings_programme.remove_guest": meetings,
        "meetings_attendance": {"meeting_id": held.id},
        "allowances": {"number": 2},
        "allowances_panel": {"meeting_id": held.id},
        "materials": {"document_id": document.id, "number": 1},
        "materials_panel": {"document_id": document.id, "number": 1},
        "materials_public": {"document_id": document.id},
        "materials_requests": {"request_id": asked.id},
    }


def _of_recommendations(followed: Assembly) -> dict[str, dict[str, Any]]:
    """From proposal to follow-up."""
    draft = _only(Recommendation, Recommendation.assembly_id == followed.id, Recommendation.number == 13)
    reported = _only(Update, Update.is_proposal, Update.confirmed_at.is_(None))
    shown = _only(Update, Update.is_proposal, Update.confirmed_at.is_not(None))
    return {
        "recommendations": {"number": 11},
        "recommendations_proposals.edit": {"number": 1},
        "recommendations_votes": {"number": 4, "purpose": "intrekken"},
        "recommendations_votes.amendment": {"number": draft.number, "amendment_number": 1},
        "recommendations_proposals": {"number": draft.number},
        "recommendations_proposals_panel": {"number": draft.number},
        "recommendations_votes.words": {"number": 11, "purpose": "intrekken"},
        "recommendations_votes_panel": {"number": 4},
        "recommendations_advice": {"number": 11},
        "recommendations_advice_public": {"number": 1},
        "recommendations_answers.sign": {"number": 10, "version": 1},
        "recommendations_answers.send_back": {"number": 10, "version": 1},
        "recommendations_answers.record": {"number": 10, "version": 1},
        "recommendations_answers.check": {"number": 10, "version": 1},
        "recommendations_answers": {"number": 11, "version": 1, "decision": "not_accepted"},
        "recommendations_follow_up": {"number": 1, "status": "in_progress"},
        "recommendations_follow_up.confirm": {"number": 2, "update_id": reported.id},
        "recommendations_follow_up.proof": {"number": 2, "evidence_id": reported.evidence[0].id},
        "recommendations_follow_up.evidence": {"number": 8, "evidence_id": shown.evidence[0].id},
        "recommendations_public": {"number": 1},
        "recommendations_panel": {"number": 1},
    }


def addresses(app: Flask) -> dict[tuple[str, str], str]:
    """(method, endpoint) → an address at which somebody may find something; routes without an example are missing."""
    with app.test_request_context(), edge.unit_of_change():
        values = _values()
        found = {}
        for rule in app.url_map.iter_rules():
            known = {"slug": place_of(rule.endpoint)}
            known |= values.get(rule.endpoint.partition(".")[0], {}) | values.get(rule.endpoint, {})
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                if rule.arguments <= set(known):
                    found.setdefault((method, rule.endpoint), _address(rule, known))
        return found


def place_of(endpoint: str) -> str:
    """The burgerberaad in which the example of a route lies."""
    return PLACES.get(endpoint) or PLACES.get(endpoint.partition(".")[0]) or FOLLOWED


def _address(rule: Rule, known: Mapping[str, Any]) -> str:
    built = rule.build({name: known[name] for name in rule.arguments}, append_unknown=False)
    assert built is not None, f"no address for {rule.rule}"
    return built[1]


def elsewhere(path: str, assembly: Assembly) -> str:
    """The same address in another burgerberaad."""
    parts = path.split("/")
    return "/".join([*parts[:2], assembly.slug, *parts[3:]])
