"""Which other setting to look at."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectChoice, SelectField
from wtforms.validators import NumberRange

from beraad.lottery.consequences.scenarios import Setting
from beraad.lottery.models import Rule
from beraad.web.fields import EnumSelectField
from beraad.web.forms import Form

#: most seats of room that can be looked at
MOST_ROOM = 20


class SettingForm(Form):
    """A second setting beside the quotas as they are; left out altogether it is the same."""

    rule = EnumSelectField(_l("Regel"), Rule, name="regel", default=Rule.LEXIMIN)
    room = IntegerField(
        _l("Zetels ruimte bij elk streefcijfer, naar beide kanten"),
        [NumberRange(0, MOST_ROOM, _l("Vul een heel getal in van 0 tot en met %(most)s.", most=MOST_ROOM))],
        name="speling",
        default=0,
    )
    without = SelectField(_l("Laat een kenmerk weg"), name="zonder", default="")

    def values(self) -> Setting:
        return Setting(self.rule.data, self.room.data, self.without.data)


def setting_form(features: Sequence[str], shown: Setting | None = None) -> SettingForm:
    """The form as it was submitted, or with `shown` filled in; `features` can be left out."""
    form = SettingForm() if shown is None else SettingForm(formdata=None, obj=shown)
    form.without.choices = [SelectChoice("", _l("Geen")), *(SelectChoice(feature, feature) for feature in features)]
    return form
