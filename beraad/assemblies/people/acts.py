"""The acts of weight on a burgerberaad itself: what their pages say, and what they do."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from beraad.accounts.access import require_account
from beraad.accounts.models import Account
from beraad.accounts.service import find_or_create
from beraad.acts.act import Act, Amount, Fixed, Preview
from beraad.acts.forms import ActForm
from beraad.assemblies import queries, service
from beraad.assemblies.access import administrators
from beraad.assemblies.errors import SelfGrantError
from beraad.assemblies.models import Assembly, AssemblyId, Role
from beraad.assemblies.people import notices
from beraad.assemblies.words import ROLES


@dataclass(frozen=True)
class RoleGift:
    """A role for somebody, who may not have an account yet."""

    assembly: Assembly
    email: str
    name: str
    role: Role

    @property
    def assembly_id(self) -> AssemblyId:
        return self.assembly.id


@dataclass(frozen=True)
class RoleHeld:
    """A role that somebody has."""

    assembly: Assembly
    account: Account
    role: Role

    @property
    def assembly_id(self) -> AssemblyId:
        return self.assembly.id


def preview_grant(gift: RoleGift) -> Preview:
    """Who gets which role, and what one may do with it. Raises `SelfGrantError`."""
    if gift.email.lower() == require_account().email:
        raise SelfGrantError
    holders = queries.holders(gift.assembly, gift.role)
    known = next((one for one in holders if one.email == gift.email.lower()), None)
    return Preview(
        title=_("Een rol geven"),
        button=_("Geef %(name)s de rol %(role)s", name=gift.name, role=gift.role.label),
        amounts=(
            Amount("now", _("Mensen die deze rol nu hebben"), len(holders)),
            Amount("then", _("Mensen die deze rol straks hebben"), len(holders) + (known is None)),
        ),
        happens=(
            _("%(name)s (%(email)s) krijgt de rol %(role)s.", name=gift.name, email=gift.email, role=gift.role.label),
            str(ROLES[gift.role]),
            _("Wij sturen een bericht waarin staat hoe men inlogt."),
            _("Ook wie dit burgerberaad beheert, krijgt bericht."),
        ),
        undo=_("Ja. Een beheerder trekt de rol weer in. Wat iemand intussen zag, blijft gezien."),
        fixed=(
            Fixed("email", _("Het e-mailadres"), gift.email),
            Fixed("name", _("De naam"), gift.name),
            Fixed("role", _("De rol"), gift.role.value),
        ),
    )


def _grant(gift: RoleGift, _form: ActForm) -> str:
    account = find_or_create(gift.email, gift.name)
    notices.tell_of_role(service.grant_role(gift.assembly, account, gift.role))
    return str(_("%(name)s heeft nu de rol %(role)s.", name=gift.name, role=gift.role.label))


def preview_revoke(held: RoleHeld) -> Preview:
    """Who loses which role. Raises `LastAdministratorError`."""
    service.require_other_administrator(held.assembly, held.role)
    holders = queries.holders(held.assembly, held.role)
    return Preview(
        title=_("Een rol intrekken"),
        button=_("Trek de rol %(role)s van %(name)s in", name=held.account.name, role=held.role.label),
        amounts=(
            Amount("now", _("Mensen die deze rol nu hebben"), len(holders)),
            Amount("then", _("Mensen die deze rol straks hebben"), len(holders) - 1),
        ),
        happens=(
            _(
                "%(name)s verliest de rol %(role)s.",
                name=held.account.name,
                role=held.role.label,
            ),
            str(ROLES[held.role]),
        ),
        undo=_("Ja. Een beheerder geeft de rol opnieuw."),
        fixed=(
            Fixed("account", _("Wie de rol heeft"), str(held.account.id)),
            Fixed("role", _("De rol"), held.role.value),
        ),
    )


def _revoke(held: RoleHeld, _form: ActForm) -> str:
    service.revoke_role(held.assembly, held.account, held.role)
    return str(_("De rol is ingetrokken."))


GRANT: Act[RoleGift] = Act(
    key="assemblies.grant_role",
    access=administrators,
    preview=preview_grant,
    perform=_grant,
    place=lambda gift: url_for("assemblies_people.index", slug=gift.assembly.slug),
    row=lambda gift: gift.assembly,
)
REVOKE: Act[RoleHeld] = Act(
    key="assemblies.revoke_role",
    access=administrators,
    preview=preview_revoke,
    perform=_revoke,
    place=lambda held: url_for("assemblies_people.index", slug=held.assembly.slug),
    row=lambda held: held.account,
)
ACTS = (GRANT, REVOKE)
