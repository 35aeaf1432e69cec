"""What people read when a verb of a burgerberaad refuses."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from beraad.assemblies import errors
from beraad.web.refusals import Refusal, Words

SENTENCES: Mapping[type[Refusal], Words] = {
    errors.NameTakenError: _l("Deze naam komt twee keer voor: %(name)s."),
    errors.AnswerTwiceError: _l("Deze naam komt twee keer voor: %(name)s."),
    errors.FeaturesInUseError: _l(
        "Mensen hebben dit kenmerk al ingevuld. U kunt alleen de vraag veranderen en antwoorden toevoegen."
    ),
}
