"""The page that cancels a meeting."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from beraad.acts.views import page as acts_page
from beraad.assemblies.access import current_assembly
from beraad.meetings import queries
from beraad.meetings.cancelling import acts
from beraad.meetings.forms import CancelForm
from beraad.meetings.models import MeetingId
from beraad.meetings.views_organiser import editors, views
from beraad.web import forms, refusals


@views.route("/<int:meeting_id>/afgelasten", methods=["GET", "POST"])
@editors
def cancel(slug: str, meeting_id: MeetingId) -> ResponseReturnValue:
    """Cancel a meeting, with the reason."""
    meeting = queries.meeting(current_assembly(), meeting_id)
    form = CancelForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            return acts_page(acts.CANCEL, acts.Cancellation(meeting, form.reason.data or ""), carried=form)
    return forms.page("meetings/cancel.html", form, meeting=queries.row(meeting))
