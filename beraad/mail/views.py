"""Where NotifyNL tells how a message fared."""

from __future__ import annotations

import hmac
from datetime import UTC, datetime

from flask import Blueprint, abort, current_app, request
from flask.typing import ResponseReturnValue

from beraad.config import Config
from beraad.mail import service
from beraad.mail.models import Delivery
from beraad.web import access

views = Blueprint("mail", __name__)

#: the words of Notify that are final → ours; a message that is on its way has others
FINAL = {
    "delivered": Delivery.DELIVERED,
    "permanent-failure": Delivery.REFUSED,
    "temporary-failure": Delivery.UNREACHED,
    "technical-failure": Delivery.BROKEN,
}


@views.post("/notify/terugmelding")
@access.holder
def report() -> ResponseReturnValue:
    """One report about one message. Asks for the token in the settings; answers 404 while there is none."""
    config: Config = current_app.config["BERAAD"]
    if config.notify is None or not config.notify.callback_token:
        abort(404)
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(shown.encode(), config.notify.callback_token.encode()):
        abort(401)
    report = request.get_json(silent=True)
    if not isinstance(report, dict):
        abort(400)
    status, reference = report.get("status"), report.get("reference")
    if not isinstance(status, str) or not isinstance(reference, str):
        abort(400)
    if status in FINAL and not service.report_delivery(
        reference, str(report.get("id", "")), FINAL[status], _moment(report.get("completed_at"))
    ):
        abort(404)
    return "", 204


def _moment(text: object) -> datetime:
    """The moment in the report (ISO 8601, UTC); this one when it has none."""
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return datetime.now(UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
