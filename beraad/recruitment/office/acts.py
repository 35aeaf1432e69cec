"""The acts of weight on people who signed up: what their pages say, and what they do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from beraad.acts.act import Act, Amount, Done, Fixed, Preview
from beraad.acts.forms import ActForm
from beraad.assemblies.access import registry_or_organiser
from beraad.assemblies.models import Assembly, AssemblyId
from beraad.days import day_of
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.office import queries, respondents
from beraad.recruitment.office import service as office
from beraad.recruitment.office.respondents import Merge, Respondents
from beraad.recruitment.register import waiting_files
from beraad.recruitment.register.waiting_files import WaitingFile
from beraad.recruitment.sign_up import confirmations, service
from beraad.recruitment.words import COLUMN_USES, notice_words
from beraad.telling.ways import ContactBy, way_of

#: changes that are listed before a file is read in
SHOWN = 200
#: how new people hear from us
_WAYS = {
    ContactBy.EMAIL: _l("Nieuwe mensen die per e-mail van ons horen"),
    ContactBy.POST: _l("Nieuwe mensen die per post van ons horen"),
    ContactBy.PHONE: _l("Nieuwe mensen die wij bellen"),
    ContactBy.TEXT: _l("Nieuwe mensen die per sms van ons horen"),
}


@dataclass(frozen=True)
class PeopleFile:
    """A file with people that waits until somebody reads it in, and what it would change now."""

    assembly: Assembly
    token: str
    file: WaitingFile

    def look(self) -> None:
        """Read the file, which takes seconds, before the lock of the act. Raises `FileError`."""
        _ = self.read

    @cached_property
    def read(self) -> Respondents:
        """The people in it. Raises `FileError`."""
        return respondents.read(self.assembly, self.file.content, self.file.name, self.file.id_column or None)

    @cached_property
    def merge(self) -> Merge:
        """What it would change, compared when it is first asked: after the lock of the act. Raises `FileError`."""
        return respondents.compare(self.assembly, self.read)

    @property
    def assembly_id(self) -> AssemblyId:
        return self.assembly.id


def preview_read_in(people: PeopleFile) -> Preview:
    """How many people a file adds and changes, and each cell that changes. Raises `PoolFrozenError`."""
    merge = people.merge
    office.require_room(people.assembly, merge)
    cells = "\n".join(f"{one.pool_id} {one.column} {one.before} {one.after}" for one in merge.differences)
    return Preview(
        title=_("Dit verandert er"),
        button=_("Lees in: %(added)s nieuw, %(changed)s veranderd", added=len(merge.added), changed=len(merge.changed)),
        amounts=(
            Amount("added", _("Nieuwe mensen"), len(merge.added)),
            *(Amount(f"added_{way.name.lower()}", _WAYS[way], people) for way, people in sorted(merge.ways.items())),
            Amount("changed", _("Mensen die veranderen"), len(merge.changed)),
            Amount("same", _("Mensen die blijven zoals ze zijn"), merge.same),
        ),
        happens=(
            _("Wij lezen %(file)s in.", file=merge.file),
            _("Niemand wordt verwijderd. Wie zich terugtrok, blijft teruggetrokken."),
            *_of_frozen(people.assembly, _("Wat u nu verandert, verandert de loting niet.")),
        ),
        undo=_(
            "Nee. Wat hieronder bij ‘Was’ staat, kunt u zelf per persoon terugzetten. Nieuwe mensen kunt u intrekken."
        ),
        fixed=(
            Fixed("file", _("Het bestand"), hashlib.sha256(people.file.content).hexdigest()),
            Fixed("changes", _("Wat er verandert"), cells),
        ),
        part="recruitment/office/file_changes.html",
        context={
            "merge": merge,
            "shown": SHOWN,
            "notices": [notice_words(one) for one in merge.notices],
            "uses": COLUMN_USES,
        },
    )


def _of_frozen(assembly: Assembly, then: str) -> Iterator[str]:
    """What an official reads about a list that is frozen; nothing if none is."""
    if assembly.pool_frozen_at is not None:
        day = format_date(day_of(assembly.pool_frozen_at), "long")
        yield _("De lijst voor de loting ligt vast sinds %(day)s.", day=day)
        yield then


def _read_in(people: PeopleFile, _form: ActForm) -> Done:
    office.merge(people.assembly, people.merge)
    waiting_files.forget(people.token)
    return Done(str(_("Het bestand is ingelezen.")), url_for("recruitment.listed", slug=people.assembly.slug))


def place(registration: Registration) -> str:
    """Address of the page of the sign-up."""
    return url_for("recruitment.detail", slug=registration.assembly.slug, registration_id=registration.id)


def preview_withdraw(registration: Registration) -> Preview:
    """Who leaves the draw, how many are left, and whether they hear of it."""
    pool = queries.pool(registration.assembly_id)
    left = [one for one in pool if one.registration_id != registration.id]
    way = way_of(registration)
    return Preview(
        title=_("Aanmelding %(id)s intrekken", id=registration.pool_id),
        button=_("Trek aanmelding %(id)s in", id=registration.pool_id),
        amounts=(
            Amount("now", _("Mensen die nu kunnen worden geloot"), len(pool), drifts=True),
            Amount("then", _("Mensen die straks kunnen worden geloot"), len(left), drifts=True),
        ),
        happens=(
            _("Doe dit alleen als de persoon dat zelf wil."),
            *_what_withdrawing_does(registration),
            _("Deze persoon krijgt meteen een bevestiging.")
            if way is not None and way.message_kind is not None
            else _("Deze persoon krijgt geen bericht. Bel of schrijf zelf."),
        ),
        undo=_("Ja. Wijzig en bewaar de aanmelding, dan doet deze persoon weer mee. Het bericht blijft verstuurd."),
        fixed=(
            Fixed("name", _("De naam"), registration.name),
            Fixed("way", _("Hoe deze persoon van ons hoort"), f"{registration.contact_by.value} {registration.email}"),
        ),
    )


def _what_withdrawing_does(registration: Registration) -> Iterator[str]:
    assembly = registration.assembly
    if assembly.pool_frozen_at is None:
        yield _("Deze persoon doet dan niet mee aan de loting.")
    yield from _of_frozen(
        assembly,
        _(
            "Het nummer van deze persoon blijft op de lijst. Wordt het getrokken, dan is de zetel voor iemand anders. "
            "Zit deze persoon al in het panel? Leg dan bij Panel vast dat deze persoon stopt."
        ),
    )


def _withdraw(registration: Registration, _form: ActForm) -> str:
    confirmations.send(service.withdraw(registration))
    return str(_("De aanmelding is ingetrokken."))


WITHDRAW: Act[Registration] = Act(
    key="recruitment.withdraw",
    access=registry_or_organiser,
    preview=preview_withdraw,
    perform=_withdraw,
    place=place,
)
READ_IN: Act[PeopleFile] = Act(
    key="recruitment.read_in",
    access=registry_or_organiser,
    preview=preview_read_in,
    perform=_read_in,
    place=lambda people: url_for("recruitment_files.upload", slug=people.assembly.slug),
    row=lambda people: people.assembly,
)
ACTS = (WITHDRAW, READ_IN)
