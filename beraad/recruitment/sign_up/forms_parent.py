"""What is asked of the parent or guardian of a minor."""

from __future__ import annotations

from functools import lru_cache
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField
from wtforms.validators import ValidationError as Invalid

from beraad.recruitment.sign_up.forms import KEPT, StepForm
from beraad.web.fields import TelephoneField
from beraad.web.forms import Form, at_most


class ParentForm(StepForm):
    """Who agrees that a minor takes part. On a page with the year of birth it is asked of minors alone."""

    asks_phone: ClassVar[bool] = False
    #: somebody born in this year or later is a minor
    minors_from: ClassVar[int] = 0

    parent_name = StringField(_l("Naam van uw ouder of voogd"), [at_most(200)])
    parent_phone = TelephoneField(_l("Telefoonnummer van uw ouder of voogd"), [at_most(40)])
    parent_consent = BooleanField(_l("Mijn ouder of voogd vindt het goed dat ik meedoe."))

    def _is_asked(self) -> bool:
        born = self.data.get("birth_year")
        return "birth_year" not in self or (born is not None and born >= self.minors_from)

    def validate_parent_name(self, field: StringField) -> None:
        if self._is_asked() and not field.data:
            raise Invalid(_l("Vul de naam van uw ouder of voogd in."))

    def validate_parent_phone(self, field: StringField) -> None:
        if self._is_asked() and self.asks_phone and not field.data:
            raise Invalid(_l("Vul het telefoonnummer van uw ouder of voogd in."))

    def validate_parent_consent(self, field: BooleanField) -> None:
        if self._is_asked() and not field.data:
            raise Invalid(_l("Zet een vinkje als uw ouder of voogd het goed vindt. Anders kunt u niet meedoen."))


@lru_cache(KEPT)
def parent_form(asks_phone: bool, minors_from: int) -> type[Form]:
    """Asks who agrees, with a telephone number if `asks_phone`, of people born in `minors_from` or later."""
    return type("ParentOfAssemblyForm", (ParentForm,), {"asks_phone": asks_phone, "minors_from": minors_from})
