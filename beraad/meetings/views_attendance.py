"""Writing down who was at a meeting."""

from __future__ import annotations

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts.access import require_account
from beraad.assemblies import access
from beraad.assemblies.access import current_assembly, current_roles
from beraad.meetings import attendance, queries, queries_attendance
from beraad.meetings.forms import attendance_form
from beraad.meetings.models import MeetingId
from beraad.meetings.views_organiser import noters, to_meeting
from beraad.web import forms, refusals

views = Blueprint("meetings_attendance", __name__, url_prefix="/beheer/<slug>/bijeenkomsten/<int:meeting_id>")


@views.route("/aanwezigheid", methods=["GET", "POST"])
@noters
def note(slug: str, meeting_id: MeetingId) -> ResponseReturnValue:
    """Note for each panellist whether they were there."""
    meeting = queries.meeting(current_assembly(), meeting_id)
    rows = queries_attendance.rows(meeting, with_reasons=bool(current_roles() & access.registry_or_organiser.roles))
    form = attendance_form(rows)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            changed = attendance.note(meeting, form.changes(), require_account().id)
            flash(_("De aanwezigheid is bewaard. Aantal wijzigingen: %(count)s.", count=changed), "success")
            return to_meeting(meeting)
    return forms.page("meetings/attendance.html", form, meeting=queries.row(meeting), rows=rows)
