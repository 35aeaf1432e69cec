"""What is asked to sign in and to keep accounts."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, Length, ValidationError

from beraad.accounts import passwords
from beraad.accounts.errors import AddressTakenError, LastAdministratorError, OtherAccountError, WrongPasswordError
from beraad.accounts.models import Account
from beraad.accounts.service import AccountData
from beraad.web import checks, forms
from beraad.web.fields import MailField


def address_field() -> MailField:
    return MailField(
        _l("E-mailadres"), forms.required(_l("Vul het e-mailadres in")), render_kw={"autocomplete": "email"}
    )


class SignInForm(forms.Form):
    """Address and password."""

    refusal_fields: ClassVar = {WrongPasswordError: "password", OtherAccountError: "email"}

    email = address_field()
    password = PasswordField(
        _l("Wachtwoord"), forms.required(_l("Vul uw wachtwoord in")), render_kw={"autocomplete": "current-password"}
    )
    terug = HiddenField()


class LinkForm(forms.Form):
    """Address to mail a link to."""

    email = address_field()
    terug = HiddenField()


class PasswordForm(forms.Form):
    """A new password; the current one too when there is one."""

    current = PasswordField(_l("Huidig wachtwoord"), render_kw={"autocomplete": "current-password"})
    new = PasswordField(
        _l("Nieuw wachtwoord"),
        [
            *forms.required(_l("Vul een nieuw wachtwoord in")),
            Length(
                min=passwords.SHORTEST,
                max=passwords.LONGEST,
                message=_l("Gebruik minstens %(min)d en hooguit %(max)d tekens."),
            ),
        ],
        description=_l("Minstens 12 tekens. Een zin van een paar woorden is goed te onthouden."),
        render_kw={"autocomplete": "new-password"},
    )
    repeat = PasswordField(
        _l("Nieuw wachtwoord, nog een keer"),
        [
            *forms.required(_l("Vul het nieuwe wachtwoord nog een keer in")),
            EqualTo("new", _l("Vul twee keer hetzelfde wachtwoord in")),
        ],
        render_kw={"autocomplete": "new-password"},
    )

    def __init__(self, account: Account, **options: Any) -> None:
        super().__init__(**options)
        self.account = account
        if account.password_hash is None:
            del self.current

    def validate_current(self, field: PasswordField) -> None:
        with passwords.turn():
            is_right = passwords.matches(self.account, field.data or "")
        if not is_right:
            raise ValidationError(_("Dit is niet uw huidige wachtwoord"))

    def validate_new(self, field: PasswordField) -> None:
        if field.data and field.data.lower() in (self.account.email, self.account.name.lower()):
            raise ValidationError(_("Kies iets anders dan uw naam of e-mailadres"))


class AccountForm(forms.Form):
    """An account, as an administrator keeps it."""

    refusal_fields: ClassVar = {AddressTakenError: "email", LastAdministratorError: "is_administrator"}

    name = StringField(_l("Naam"), [*forms.required(_l("Vul de naam in")), forms.at_most(200), checks.name])
    email = address_field()
    is_administrator = BooleanField(
        _l("Beheerder"), description=_l("Beheerders maken accounts en burgerberaden, en zien alle burgerberaden.")
    )

    def values(self) -> AccountData:
        return AccountData(self.email.data or "", self.name.data or "", self.is_administrator.data)
