"""Asks for the computation of what quotas and rule mean for chances.

For each burgerberaad the last answer is stored, with the hash of the pool and quotas that it is about. As long as those
are the same, only a second setting beside it is computed.
"""

from __future__ import annotations

from beraad.assemblies.models import Assembly, AssemblyId
from beraad.audit.service import subject_of
from beraad.jobs import service as jobs
from beraad.jobs.models import Job
from beraad.lottery.consequences.jobs import JOB
from beraad.lottery.consequences.scenarios import Setting
from beraad.lottery.models import Consequences


def ask(assembly: Assembly, setting: Setting) -> Job:
    """Let the worker compute the present chances, with `setting` beside them."""
    payload = {"rule": setting.rule.value, "room": setting.room, "without": setting.without}
    return jobs.enqueue(JOB, job_subject(assembly.id), payload, assembly_id=assembly.id, max_attempts=2)


def job_subject(assembly_id: AssemblyId) -> str:
    """What the job is about, to find it by."""
    return subject_of(Consequences, assembly_id)
