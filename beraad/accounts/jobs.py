"""The job behind "mail me a link": the page does the same for every address, only the job knows whether it is known."""

from __future__ import annotations

from beraad.accounts import service
from beraad.jobs import service as jobs
from beraad.jobs.run import JobRun
from beraad.web import sealing
from beraad.web.i18n import language

SEND_LINK = "accounts.send_link"
SEAL = "accounts.send_link"


def ask_for_link(email: str, target: str) -> None:
    """Let the worker mail a link if there is an account with this address."""
    sealed = sealing.seal(email, SEAL).hex()
    jobs.enqueue(SEND_LINK, payload={"address": sealed, "target": target, "language": language()})


def send_link(run: JobRun) -> None:
    """Mail a link, with a name in it, to everyone at this address who may sign in."""
    for account in service.all_at(sealing.unseal(bytes.fromhex(run.payload["address"]), SEAL)):
        if account.is_active and service.is_settled(account):
            service.send_magic_link(account, run.payload["target"], language=run.payload["language"])
