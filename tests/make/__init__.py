"""Test data with sensible defaults, one module per domain; every object is committed when it is returned."""

from tests.make.accounts import account, signed_in
from tests.make.allowances import held, met
from tests.make.assemblies import assembly, member
from tests.make.lottery import pool, ready_to_draw, set_quotas
from tests.make.materials import PDF, document, request
from tests.make.meetings import block, meeting
from tests.make.panel import drawn, hold, seats
from tests.make.privacy import NEIGHBOUR, TRACES, known_everywhere, traces
from tests.make.recommendations import (
    adopted,
    answered,
    assembly_of,
    draft_response,
    recommendation,
    reported_done,
    response_data,
    signed_off,
    voted,
)
from tests.make.recruitment import (
    SAMPLE_HEADER,
    decide_before_letters,
    fetch,
    letter_code,
    person,
    recruiting,
    registration,
    sample,
    sample_file,
    sample_rows,
    send,
    take_in,
    wave,
)
from tests.make.votes import holder, opened, panel, table_round

__all__ = [
    "NEIGHBOUR",
    "PDF",
    "SAMPLE_HEADER",
    "TRACES",
    "account",
    "adopted",
    "answered",
    "assembly",
    "assembly_of",
    "block",
    "decide_before_letters",
    "document",
    "draft_response",
    "drawn",
    "fetch",
    "held",
    "hold",
    "holder",
    "known_everywhere",
    "letter_code",
    "meeting",
    "member",
    "met",
    "opened",
    "panel",
    "person",
    "pool",
    "ready_to_draw",
    "recommendation",
    "recruiting",
    "registration",
    "reported_done",
    "request",
    "response_data",
    "sample",
    "sample_file",
    "sample_rows",
    "seats",
    "send",
    "set_quotas",
    "signed_in",
    "signed_off",
    "table_round",
    "take_in",
    "traces",
    "voted",
    "wave",
]
