"""Each table has a place: it holds people and somebody deletes them, or it holds none."""

from __future__ import annotations

from flask import Flask

from beraad.extensions import db

#: reached by erasure and by a term, see `privacy.erasing` and `privacy.retention`
OF_PEOPLE = {
    *("registration", "registration_answer", "duplicate_review", "register_row", "seat", "seat_event", "attendance"),
    *("knowledge_request", "account", "membership", "magic_link", "sign_in_session", "sign_in_attempt"),
    *("outbox_message", "job", "register_import", "message_recipient", "message_bundle", "travel_claim"),
    *("duplicate_group_review", "extra_reply", "day_reply", "sealed_needs", "sealed_answer", "consent", "return_code"),
    "parent_consent",
}
#: pseudonyms that make a draw repeatable, letters without an addressee, hashes of who asked to be forgotten
#: and of forms, seats that voted
PSEUDONYMOUS = {
    "sent_form",
    "vote_handed_in",
    "vote_ballot",
    "draw",
    "draw_file",
    "draw_event",
    "invitation",
    "reserve_list",
    "reserve",
    "kept_out",
    "payment_line",
}
#: about the burgerberaad itself, its public guests and its officials in their function
WITHOUT_RESIDENTS = {
    *(
        "assembly",
        "room_item",
        "promise_version",
        "promise_change",
        "feature",
        "feature_value",
        "phase_start",
        "participation_plan",
        "audit_event",
    ),
    *(
        "refused_row",
        "wave",
        "letter_batch",
        "quota",
        "quota_change",
        "pair_quota",
        "meeting",
        "agenda_block",
        "meeting_guest",
    ),
    *(
        "advice_report",
        "recommendation_version",
        "amendment",
        "proposal_remark",
        "proposal_origin",
        "voting_rule",
        "vote_round",
        "vote_tally",
        "vote_paper",
        "vote_hand_count",
    ),
    *("document", "document_version", "handover", "recommendation", "minority_statement", "formal_response"),
    *("response_edit",),
    *("promise_version", "promise_change", "term", "term_setting", "term_extension", "gate_decision", "decharge"),
    *("question_version", "interest", "interest_voice", "outreach_contact"),
    *("sign_up_settings", "open_link_switch", "extra_question", "consent_text", "sign_up_translation"),
    *("column_profile", "letter_text", "letter_form"),
    *("progress_update", "evidence", "privacy_term", "deletion_certificate", "pool_outlook", "larger_draw", "message"),
    *("consequences", "allowance_scheme", "payment_list", "council_letter", "waiting_spell", "act_proposal"),
}


def test_every_table_has_a_place(context: Flask) -> None:
    placed = OF_PEOPLE | PSEUDONYMOUS | WITHOUT_RESIDENTS
    new = {table.name for table in db.metadata.sorted_tables} - placed
    assert not new, "say here whether these tables hold people, and if so delete them in beraad/privacy"
