"""The sentences for what is refused."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from beraad.telling import errors, placeholders
from beraad.web.refusals import Refusal, Words


def placeholder_words(error: errors.UnknownPlaceholderError) -> str:
    """Which word is not known, and which are."""
    *first, last = placeholders.all_known()
    unknown = _("%(word)s kennen wij niet.", word=error.params["word"])
    return f"{unknown} {_('Gebruik %(words)s of %(last)s.', words=', '.join(first), last=last)}"


SENTENCES: Mapping[type[Refusal], Words] = {
    errors.MessageStateError: _l("Dit bericht is al verstuurd."),
    errors.OwnMessageError: _l("U schreef dit bericht zelf. Vraag een collega om het te bekijken en te versturen."),
    errors.UnknownPlaceholderError: placeholder_words,
    errors.EmptyAudienceError: _l("Er is nu niemand aan wie dit bericht kan. Er is niets verstuurd."),
    errors.NotToTickError: _l("Voor deze persoon is er nu niets te posten of te bellen."),
    errors.NoOtherWayError: _l(
        "Van deze persoon hebben wij geen adres en geen telefoonnummer. Vul dat eerst in bij de aanmelding."
    ),
}
