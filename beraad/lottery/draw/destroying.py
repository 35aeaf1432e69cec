"""The end of special personal data in draws: what the pages still need stays, the answers go.

Of the frozen list the ordinary answers stay, as in any draw; of the record who is on which ticket. The hashes stay with
the draw, so a copy that someone kept can still be recognised; the list and the record themselves are gone.
"""

from __future__ import annotations

from sqlalchemy import Select, exists, select

from beraad.assemblies.models import AssemblyId, Feature
from beraad.extensions import db
from beraad.lottery.draw import files, service
from beraad.lottery.draw.files import DESTROYED, FileMissingError
from beraad.lottery.draw.register import lock, log
from beraad.lottery.models import ENDED, Disclosure, Draw, DrawEvent, DrawFileName, DrawId
from beraad.lottery.snapshot import canonical

#: what stays of the record: panels by pool ids, the panel on each ticket, and with which software that was computed
KEPT = ("panels", "tickets", "software")
#: the reason recorded for a draw that was never held and now can't be
EXPIRED = "De bewaartermijn van bijzondere persoonsgegevens is voorbij."


def holding(assembly_id: AssemblyId) -> Select[DrawId]:
    """Ids of the draws that hold answers to special features."""
    is_special = exists().where(Feature.assembly_id == assembly_id, Feature.is_special)
    gone = exists().where(DrawEvent.draw_id == Draw.id, DrawEvent.what == DESTROYED)
    inspected = select(Draw.id).where(Draw.assembly_id == assembly_id, Draw.disclosure == Disclosure.INSPECTION)
    return inspected.where(is_special, ~gone).order_by(Draw.id)


def destroy(draw: Draw) -> None:
    """Delete the answers to special features from the files of a draw. A draw that was not over is withdrawn."""
    lock(draw)
    files.replace(draw, DrawFileName.SNAPSHOT, files.public_snapshot(draw).to_bytes())
    try:
        record = files.record(draw)
    except FileMissingError:  # there are no tickets
        pass
    else:
        files.replace(draw, DrawFileName.RECORD, canonical({part: record[part] for part in KEPT}))
    if draw.state not in ENDED:
        service.withdraw(draw, EXPIRED, None)
    log(draw, DESTROYED, None)
    db.session.flush()
