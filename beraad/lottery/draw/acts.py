"""The acts of weight of a draw: what their pages say, and what they do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flask import url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField

from beraad.accounts.access import require_account
from beraad.acts.act import Act, Amount, Fixed, Preview, Second
from beraad.acts.forms import ActForm
from beraad.assemblies.access import registry_or_organiser
from beraad.assemblies.models import Assembly, AssemblyId, Phase
from beraad.lottery import ticket_numbers
from beraad.lottery.draw import register, service
from beraad.lottery.draw.forms import NumberForm
from beraad.lottery.frozen import readiness
from beraad.lottery.models import ENDED, Draw, DrawState
from beraad.lottery.ticket_numbers import TICKETS
from beraad.web.forms import required
from beraad.web.places import full_address
from beraad.web.visitor import AccountId

#: occurs in `draw.service`, which proposes it
FREEZE_KEY = service.FREEZE_KEY


def place(draw: Draw) -> str:
    """Address of the page of the draw."""
    return url_for("lottery.show", slug=draw.assembly.slug, number=draw.number)


def _title(draw: Draw) -> str:
    return str(_("de loting van %(title)s", title=draw.assembly.title))


def _settled(assembly: Assembly) -> Iterator[Amount]:
    """What both officials see of how signing up went."""
    closes, doubles = assembly.sign_up_closes, readiness.doubles(assembly)
    yield Amount("doubles", _("Mogelijk dubbele aanmeldingen, nog niet bekeken"), doubles)
    number = list(Phase).index(assembly.phase) + 1
    yield Amount("phase", _("Fase"), number, text=str(assembly.phase.label))
    last = format_date(closes, "long") if closes else _("niet ingevuld")
    yield Amount("closes", _("Laatste dag van aanmelden"), closes.toordinal() if closes else 0, text=last)


def preview_freeze(draw: Draw) -> Preview:
    """What is fixed when a colleague freezes the pool. Raises `SignUpOpenError` or `DoublesError`."""
    readiness.require_settled(draw.assembly)
    return Preview(
        title=_("De lijst van de loting bevriezen"),
        button=ngettext("Bevries de lijst van %(num)s persoon", "Bevries de lijst van %(num)s mensen", draw.people),
        amounts=(
            Amount("people", _("Mensen in de lijst"), draw.people),
            Amount("seats", _("Zetels"), draw.seats),
            *_settled(draw.assembly),
        ),
        happens=(
            _("De lijst van mensen, de streefcijfers en de regel liggen daarna vast."),
            _(
                "Niemand kan zich daarna nog aanmelden of intrekken: niet met een brief, op papier, per telefoon of "
                "uit een bestand."
            ),
            str(draw.disclosure.label),
        ),
        undo=_("Nee. U kunt de loting wel intrekken, met een reden die in het register blijft staan."),
        fixed=(
            Fixed("list", _("De lijst, de streefcijfers en de regel"), draw.snapshot_sha256),
            Fixed("disclosure", _("Wie het bestand met antwoorden krijgt"), draw.disclosure.value),
        ),
    )


def _freeze(draw: Draw, _form: ActForm) -> str:
    service.approve(draw, require_account())
    return str(_("De loting is bevroren."))


def preview_publish(draw: Draw) -> Preview:
    """What everyone can see. Raises `WrongStateError`."""
    service.require_state(draw, DrawState.COMPUTED)
    return Preview(
        title=_("De briefjes publiceren"),
        button=_("Publiceer %(number)s briefjes", number=TICKETS),
        amounts=(
            Amount("tickets", _("Briefjes"), TICKETS),
            Amount("people", _("Mensen in de lijst"), draw.people),
            Amount("seats", _("Zetels"), draw.seats),
        ),
        happens=(
            _("Iedereen ziet de briefjes op de openbare pagina, voordat er een wordt getrokken."),
            str(draw.disclosure.label),
        ),
        undo=_("Nee. U kunt de loting wel intrekken, met een reden die in het register blijft staan."),
        fixed=(Fixed("record", _("De vingerafdruk van de briefjes"), draw.record_sha256),),
    )


def _publish(draw: Draw, _form: ActForm) -> str:
    service.publish(draw, require_account())
    return str(_("%(tickets)s staan nu op de openbare pagina.", tickets=ticket_numbers.THE_TICKETS_AT_START))


class NumberActForm(ActForm):
    """The drawn number, which the second official types without seeing what the first one typed."""

    refusal_fields: ClassVar = NumberForm.refusal_fields
    number = StringField(
        _l("Getrokken nummer"),
        required(_l("Vul %(digits)s in die getrokken zijn.", digits=ticket_numbers.THE_DIGITS)),
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )


def preview_conclude(draw: Draw) -> Preview:
    """Who gets a seat. Raises `WrongStateError`."""
    service.require_state(draw, DrawState.PUBLISHED)
    return Preview(
        title=_("Het nummer bevestigen"),
        button=ngettext("Bevestig het nummer: %(num)s zetel", "Bevestig het nummer: %(num)s zetels", draw.seats),
        amounts=(
            Amount("seats", _("Mensen die een zetel krijgen"), draw.seats),
            Amount("others", _("Mensen die niet zijn geloot"), draw.people - draw.seats),
        ),
        happens=(
            _("Een tweede medewerker vult het getrokken nummer ook in, zonder te kijken wat er al staat."),
            _("Is het hetzelfde? Dan is het panel geloot. Niemand krijgt nu al bericht."),
        ),
        undo=_("Nee. De uitslag staat meteen op de openbare pagina."),
        fixed=(Fixed("number", _("Het nummer van de eerste medewerker"), str(draw.ticket)),),
    )


def _conclude(draw: Draw, form: ActForm) -> str:
    assert isinstance(form, NumberActForm)
    service.confirm_number(draw, form.number.data or "", require_account())
    return str(_("Het nummer is bevestigd. Het panel is geloot."))


@dataclass(frozen=True)
class Withdrawal:
    """A draw that will not be held, and why."""

    draw: Draw
    reason: str

    @property
    def assembly_id(self) -> AssemblyId:
        return self.draw.assembly_id


def preview_withdraw(withdrawal: Withdrawal) -> Preview:
    """What ends. Raises `WrongStateError`."""
    draw = withdrawal.draw
    service.require_state(draw, *(set(DrawState) - ENDED))
    return Preview(
        title=_("De loting intrekken"),
        button=ngettext("Trek de loting van %(num)s persoon in", "Trek de loting van %(num)s mensen in", draw.people),
        amounts=(
            Amount("people", _("Mensen in de lijst"), draw.people),
            Amount("public", _("Briefjes die al openbaar zijn"), TICKETS if draw.published_at else 0),
        ),
        happens=(
            _("Deze loting gaat niet door. Zij blijft met uw reden in het openbare register staan."),
            _("Uw reden: %(reason)s", reason=withdrawal.reason),
        ),
        undo=_("Nee. Voor een nieuwe loting is een nieuw voorstel nodig, met een reden."),
        fixed=(
            Fixed("reason", _("De reden"), withdrawal.reason),
            Fixed("state", _("De stand van de loting"), draw.state.value),
        ),
    )


def _withdraw(withdrawal: Withdrawal, _form: ActForm) -> str:
    service.withdraw(withdrawal.draw, withdrawal.reason, require_account())
    return str(_("De loting is ingetrokken."))


def preview_end(draw: Draw) -> Preview:
    """What ends although it is public, and why. Raises `WrongStateError`."""
    service.require_state(draw, DrawState.PUBLISHED)
    asked = register.last(draw, service.ASKED)
    return preview_withdraw(Withdrawal(draw, asked.reason if asked else ""))


def _end(draw: Draw, _form: ActForm) -> str:
    service.end(draw, require_account())
    return str(_("De loting is ingetrokken."))


def _asked_by(draw: Draw) -> AccountId | None:
    asked = register.last(draw, service.ASKED)
    return asked.actor_id if asked else None


FREEZE: Act[Draw] = Act(
    key=FREEZE_KEY,
    access=registry_or_organiser,
    preview=preview_freeze,
    perform=_freeze,
    place=place,
    second=Second(
        what=_title,
        link=lambda draw: full_address("lottery.approve", slug=draw.assembly.slug, number=draw.number),
        maker=lambda draw: draw.proposed_by_id,
        is_urgent=True,
    ),
)
PUBLISH: Act[Draw] = Act(
    key="lottery.publish", access=registry_or_organiser, preview=preview_publish, perform=_publish, place=place
)
CONCLUDE: Act[Draw] = Act(
    key=service.CONCLUDE_KEY,
    access=registry_or_organiser,
    preview=preview_conclude,
    perform=_conclude,
    place=place,
    second=Second(
        what=_title,
        link=lambda draw: full_address("lottery.confirm_number", slug=draw.assembly.slug, number=draw.number),
        maker=lambda draw: draw.ticket_by_id,
        is_urgent=True,
    ),
    form=NumberActForm,
)
WITHDRAW: Act[Withdrawal] = Act(
    key="lottery.withdraw",
    access=registry_or_organiser,
    preview=preview_withdraw,
    perform=_withdraw,
    place=lambda withdrawal: place(withdrawal.draw),
    row=lambda withdrawal: withdrawal.draw,
)
END: Act[Draw] = Act(
    key=service.END_KEY,
    access=registry_or_organiser,
    preview=preview_end,
    perform=_end,
    place=place,
    second=Second(
        what=_title,
        link=lambda draw: full_address("lottery.end", slug=draw.assembly.slug, number=draw.number),
        maker=_asked_by,
        is_urgent=True,
    ),
)
ACTS = (FREEZE, PUBLISH, CONCLUDE, WITHDRAW, END)
