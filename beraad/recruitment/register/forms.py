"""What is asked about a file with a register sample."""

from __future__ import annotations

from typing import ClassVar

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from beraad.recruitment.errors import ColumnsMissingError, FileError, ProfileNameTakenError
from beraad.recruitment.forms import CHOOSE
from beraad.recruitment.register.columns import LABELS
from beraad.web.forms import Form, at_most, required
from beraad.web.refusals import Refusal, sentence


class SampleForm(Form):
    """A file with a sample from the register."""

    refusal_fields: ClassVar = {FileError: "file"}

    file = FileField(_l("CSV- of Excelbestand met de steekproef"), [FileRequired(_l("Kies een bestand."))])


class ColumnsForm(Form):
    """Which column of a file holds what."""

    leaves_out_secret = BooleanField(_l("Laat mensen met een indicatie geheim weg"))
    profile_name = StringField(_l("Bewaar deze keuze onder de naam"), [Optional(), at_most(80)])

    def mapping(self) -> dict[str, str]:
        """Field of the sample → chosen column, empty for none."""
        return {field: self[field].data for field in LABELS}

    def refuse(self, error: Refusal) -> None:
        if not isinstance(error, ColumnsMissingError):
            super().refuse(error)
            return
        for name in error.fields:
            self[name].errors = [*self[name].errors, sentence(error)]


class ProfileForm(Form):
    """The name of a profile of columns."""

    refusal_fields: ClassVar = {ProfileNameTakenError: "name"}

    name = StringField(_l("Naam van het profiel"), [*required(_l("Vul een naam in.")), at_most(80)])


def mapping_form(
    header: tuple[str, ...], mapping: dict[str, str], profile: str = "", leaves_out: bool = False
) -> ColumnsForm:
    """Which column holds what: a list of columns for each field of the register sample; and a name to store that."""
    options = [SelectChoice("", _l("Niet in dit bestand"))] + [SelectChoice(title, title) for title in header if title]

    class Built(ColumnsForm):
        """Grows a field per field of the sample."""

    for name, label in LABELS.items():
        setattr(Built, name, SelectField(label, choices=options, invalid_choice_message=CHOOSE))
    return Built(data={**mapping, "profile_name": profile, "leaves_out_secret": leaves_out})
