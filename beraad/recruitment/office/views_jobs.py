"""Work of the recruitment that failed: let it go on from where it came."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, registry
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.jobs.models import Job
from beraad.recruitment.letters import printing
from beraad.recruitment.letters import service as waves
from beraad.recruitment.messages import service as messages
from beraad.recruitment.models.waves import Wave
from beraad.recruitment.register import service as samples

views = Blueprint("recruitment_jobs", __name__)
#: kind of job → page that shows it, and the name in its payload of what it is about
PAGES = {
    samples.JOB: ("recruitment_sample.sample", "import"),
    waves.JOB: ("recruitment_letters.wave", "wave"),
    printing.JOB: ("recruitment_letters.wave", "wave"),
    messages.JOB: ("recruitment_messages.detail", "message"),
}


@views.post("/beheer/<slug>/werving/taken/<int:number>/opnieuw")
@registry
def retry(slug: str, number: int) -> ResponseReturnValue:
    """Try a job that failed once more, from the last thing it finished."""
    job = db.session.get(Job, number)
    if job is None or job.assembly_id != current_assembly().id or job.kind not in PAGES:
        abort(404)
    if jobs.retry(job):
        flash(_("Wij proberen het opnieuw."), "success")
    return redirect(_page_of(job, slug), 303)


def _page_of(job: Job, slug: str) -> str:
    endpoint, name = PAGES[job.kind]
    about = job.payload.get(name)
    if name == "wave":  # a wave is known by its number within the burgerberaad
        about = db.session.get_one(Wave, about).number
    return url_for(endpoint, slug=slug, number=about)
