"""What people read when a verb of a burgerberaad refuses."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from beraad.assemblies import errors
from beraad.web.refusals import Refusal, Words

SENTENCES: Mapping[type[Refusal], Words] = {
    errors.SlugTakenError: _l("Een ander burgerberaad heeft deze naam al. Kies een andere."),
    errors.SlugUnusableError: _l("Gebruik kleine letters, cijfers en streepjes, zoals wonen-2026."),
    errors.SlugFixedError: _l("Het burgerberaad is openbaar. De naam in het webadres ligt nu vast."),
    errors.NameTakenError: _l("Deze naam komt twee keer voor: %(name)s."),
    errors.AnswerTwiceError: _l("Deze naam komt twee keer voor: %(name)s."),
    errors.FeaturesInUseError: _l(
        "Mensen hebben dit kenmerk al ingevuld. U kunt alleen de vraag veranderen en antwoorden toevoegen."
    ),
}
