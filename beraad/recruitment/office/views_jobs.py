"""Retry a failed job of the recruitment, from the last step that was committed."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, registry_or_organiser
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.jobs.models import Job, JobId
from beraad.recruitment.letters.printing import PRINT_JOB
from beraad.recruitment.letters.service import DRAW_JOB
from beraad.recruitment.models.waves import Wave
from beraad.recruitment.register.service import READ_JOB

views = Blueprint("recruitment_jobs", __name__)
KINDS = (READ_JOB, DRAW_JOB, PRINT_JOB)


@views.post("/beheer/<slug>/werving/taken/<int:job_id>/opnieuw")
@registry_or_organiser
def retry(slug: str, job_id: JobId) -> ResponseReturnValue:
    """Retry a failed job."""
    job = db.session.get(Job, job_id)
    if job is None or job.assembly_id != current_assembly().id or job.kind not in KINDS:
        abort(404)
    if jobs.retry(job):
        flash(_("Wij proberen het opnieuw."), "success")
    return redirect(_page_of(job, slug), 303)


def _page_of(job: Job, slug: str) -> str:
    if job.kind == READ_JOB:
        return url_for("recruitment_sample.sample", slug=slug, import_id=job.payload["import"])
    wave = db.session.get_one(Wave, job.payload["wave"])
    return url_for("recruitment_letters.wave", slug=slug, number=wave.number)
