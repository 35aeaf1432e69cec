"""The page on which somebody waits for a job; a domain shows it on a route of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template

from beraad.jobs.queries import JobView

#: seconds after which a page about an unfinished job is loaded again
REFRESH = 2


def progress_page(
    job: JobView,
    title: Any,
    *,
    phases: Mapping[str, Any],
    failures: Mapping[str, Any],
    done: tuple[Any, str],
    cancel: str | None = None,
    retry: str | None = None,
    layout: str = "layout_staff.html",
) -> str:
    """The page about `job`, which refreshes itself as long as the job has not ended.

    `phases` and `failures` give words for the codes of the domain, with the job's `error_params` filled in as
    `%(name)s`; `done` is the label and address of the way on; `cancel` and `retry` are addresses that take a POST.
    """
    words = failures.get(job.error_code)
    return render_template(
        "jobs/progress.html",
        job=job,
        page_title=title,
        phase=phases.get(job.phase),
        failure=str(words) % dict(job.error_params) if words else None,
        done=done,
        cancel=cancel,
        retry=retry,
        layout=layout,
        refresh_seconds=REFRESH if job.is_unfinished else None,
    )
