"""The acts of weight of a payment list: what their pages say, and what they do."""

from __future__ import annotations

import json

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from beraad.accounts.access import require_account
from beraad.acts.act import Act, Amount, Done, Fixed, Preview, Second
from beraad.acts.forms import ActForm
from beraad.allowances import owed, service
from beraad.allowances.errors import WrongStateError
from beraad.allowances.models import PaymentList
from beraad.allowances.service import APPROVE_KEY
from beraad.assemblies.access import members, registry_or_organiser
from beraad.assemblies.models import Assembly, Role
from beraad.extensions import db
from beraad.web.places import full_address
from beraad.web.visitor import AccountId

#: only the griffie hands bank accounts to the finance department, and notes that it paid
griffie = members(Role.REGISTRY)


def _slug(payment_list: PaymentList) -> str:
    return db.session.get_one(Assembly, payment_list.assembly_id).slug


def place(payment_list: PaymentList) -> str:
    """Address of the page of the list."""
    return url_for("allowances.detail", slug=_slug(payment_list), number=payment_list.number)


def _amounts(payment_list: PaymentList) -> tuple[Amount, ...]:
    cents = sum(line.cents for line in payment_list.lines)
    return (
        Amount("people", _("Mensen"), _people(payment_list)),
        Amount("lines", _("Bedragen"), len(payment_list.lines)),
        Amount("cents", _("Samen"), cents, text=owed.euros(cents)),
    )


def _people(payment_list: PaymentList) -> int:
    return len({line.seat_id for line in payment_list.lines})


def _lines(payment_list: PaymentList) -> Fixed:
    lines = sorted((line.meeting_id, line.seat_id, line.kind.value, line.cents) for line in payment_list.lines)
    return Fixed("lines", _("Wie wat krijgt"), json.dumps(lines))


def preview_approve(payment_list: PaymentList) -> Preview:
    """Who gets how much. Raises `WrongStateError`."""
    if not payment_list.state.is_to_pay:
        raise WrongStateError
    people = _people(payment_list)
    return Preview(
        title=_("Betaallijst %(number)d goedkeuren", number=payment_list.number),
        button=ngettext("Keur de lijst voor %(num)s mens goed", "Keur de lijst voor %(num)s mensen goed", people),
        amounts=_amounts(payment_list),
        happens=(_("Daarna haalt de griffie het bestand met rekeningnummers op voor de afdeling financiën."),),
        undo=_("Nee. Een goedgekeurde lijst kunt u niet meer intrekken."),
        fixed=(
            _lines(payment_list),
            Fixed("accounts", _("Naar welke rekeningen"), service.accounts_of(payment_list)),
        ),
    )


def _approve(payment_list: PaymentList, _form: ActForm) -> str:
    service.approve(payment_list, require_account())
    return str(_("De betaallijst is goedgekeurd."))


def preview_withdraw(payment_list: PaymentList) -> Preview:
    """Which amounts are due again. Raises `WrongStateError`."""
    if not payment_list.state.is_to_pay:
        raise WrongStateError
    people = _people(payment_list)
    return Preview(
        title=_("Betaallijst %(number)d intrekken", number=payment_list.number),
        button=ngettext("Trek de lijst voor %(num)s mens in", "Trek de lijst voor %(num)s mensen in", people),
        amounts=_amounts(payment_list),
        happens=(_("De lijst verdwijnt. Niemand kan haar nog goedkeuren. De bedragen staan weer open."),),
        undo=_("Nee. U kunt wel een nieuwe lijst maken, met wat dan openstaat."),
        fixed=(_lines(payment_list),),
    )


def _withdraw(payment_list: PaymentList, _form: ActForm) -> Done:
    overview = url_for("allowances.overview", slug=_slug(payment_list))
    service.withdraw(payment_list)
    return Done(_("De betaallijst is ingetrokken. De bedragen staan weer open."), overview)


def preview_paid(payment_list: PaymentList) -> Preview:
    """What is noted as paid. Raises `WrongStateError`."""
    if not payment_list.state.is_approved:
        raise WrongStateError
    people = _people(payment_list)
    return Preview(
        title=_("Betaallijst %(number)d is betaald", number=payment_list.number),
        button=ngettext("Noteer dat %(num)s mens is betaald", "Noteer dat %(num)s mensen zijn betaald", people),
        amounts=_amounts(payment_list),
        happens=(_("Wij noteren dat alles op deze lijst is betaald."),),
        undo=_("Nee. Is er iets niet betaald? Noteer het dan nog niet."),
        fixed=(_lines(payment_list),),
    )


def _mark_paid(payment_list: PaymentList, _form: ActForm) -> str:
    service.mark_paid(payment_list, require_account())
    return str(_("Genoteerd dat de lijst is betaald."))


APPROVE: Act[PaymentList] = Act(
    key=APPROVE_KEY,
    access=registry_or_organiser,
    preview=preview_approve,
    perform=_approve,
    place=place,
    second=Second(
        what=lambda payment_list: _("betaallijst %(number)d", number=payment_list.number),
        link=lambda payment_list: full_address(
            "allowances.approve", slug=_slug(payment_list), number=payment_list.number
        ),
        maker=lambda payment_list: AccountId(payment_list.drawn_up_by_id) if payment_list.drawn_up_by_id else None,
    ),
)
PAID: Act[PaymentList] = Act(
    key="allowances.mark_paid", access=griffie, preview=preview_paid, perform=_mark_paid, place=place
)
WITHDRAW: Act[PaymentList] = Act(
    key="allowances.withdraw",
    access=registry_or_organiser,
    preview=preview_withdraw,
    perform=_withdraw,
    place=place,
)
ACTS = (APPROVE, PAID, WITHDRAW)
