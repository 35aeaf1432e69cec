"""Forms: one base class, and one way to answer a form that is not right yet.

A wrong form comes back as the same page with status 422, the answers kept and each error in words at its field.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import FieldList, FormField
from wtforms.validators import InputRequired, Length, Optional, StopValidation

from beraad.orm import Model
from beraad.web import checks
from beraad.web.refusals import Refusal, sentences
from beraad.web.sending import edits, once


class Form(FlaskForm):
    """A form in our house style; text is stripped of the spaces around it."""

    #: refusal of a verb → name of the field that it is about; any other stands on top of the form
    refusal_fields: ClassVar[Mapping[type[Refusal], str]] = {}

    #: whether it changes something that is stored, and what: see `edits`
    is_edit: bool = False
    edited: Model | None = None
    #: what two people made of one text, if they did
    clash: edits.Clash | None = None

    class Meta(FlaskForm.Meta):
        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            if issubclass(unbound_field.field_class, FieldList | FormField):  # those inside have filters
                return unbound_field.bind(form=form, **options)
            filters = [*unbound_field.kwargs.get("filters", ()), strip]
            field = unbound_field.bind(form=form, filters=filters, **options)
            field.validators = [*field.validators, *checks.of_kind(field)]
            return field

    def edits(self, row: Model | None) -> Self:
        """Say that this form changes `row` (None if there is nothing yet), which others may change too. Returns it."""
        self.is_edit, self.edited = True, row
        edits.show(self)
        return self

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """Whether this form was sent, is right, and does not undo or repeat by mistake what was done meanwhile."""
        if self.is_edit and self.is_submitted():
            self.clash = edits.clash(self, self.edited)
        if self.clash is not None:
            self.form_errors.append(_("Dit is veranderd terwijl u bezig was. Kies wat er moet blijven staan."))
            return False
        if not super().validate_on_submit(extra_validators):
            return False
        if once.is_other() and not self.is_edit:
            self.form_errors.append(
                _("U hebt dit formulier al eerder verstuurd, en toen stond er iets anders in. Dat is bewaard.")
                + " "
                + _("Wilt u dit ook versturen? Druk dan nog een keer op de knop.")
            )
            return False
        return True

    def refuse(self, error: Refusal) -> None:
        """Say why a verb refused, at the field that it is about or on top."""
        name = next((self.refusal_fields[kind] for kind in type(error).__mro__ if kind in self.refusal_fields), None)
        if name is None:
            self.form_errors.extend(sentences(error))
        else:
            field = self[name]
            field.errors = [*field.errors, *sentences(error)]


def strip(value: Any) -> Any:
    """`value` without surrounding space when it is plain text; a member of a text enum stays a member."""
    return value.strip() if type(value) is str else value


class Answered(InputRequired):
    """There is an answer, and it is more than spaces."""

    def __call__(self, form: Any, field: Any) -> None:
        super().__call__(form, field)
        if field.data == "":
            raise StopValidation(self.message)


class NeededWhen(Optional):
    """May stay empty, but not always: the label says `when` it is needed, in place of "niet verplicht"."""

    def __init__(self, when: Any = "") -> None:
        super().__init__()
        self.field_flags = {"needed_when": when}


def required(message: Any) -> list[Any]:
    """Validators for an answer that must be there; `message` says what to fill in."""
    return [Answered(message)]


def at_most(length: int) -> Length:
    """Validator for text of at most `length` characters."""
    return Length(max=length, message=_l("Gebruik hooguit %(max)d tekens."))


def refuse(field: Any, message: Any) -> None:
    """Add an error that only the verb could find, such as a name that is taken, to `field`."""
    field.errors = [*field.errors, message]


def page(template: str, form: FlaskForm, **context: Any) -> ResponseReturnValue:
    """The page with `form`; status 422 when it holds errors, so that a program sees it too, 409 for two texts."""
    status = 409 if getattr(form, "clash", None) else 422 if form.errors else 200
    return render_template(template, form=form, form_errors=bool(form.errors), **context), status
