"""The form on the back of a letter, for who signs up on paper: it asks what the screen asks, with the same consent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _

from beraad.assemblies.models import Assembly
from beraad.recruitment.letters import return_address
from beraad.recruitment.models.sign_up import Purpose, QuestionKind
from beraad.recruitment.questions import asked
from beraad.recruitment.questions import service as questions
from beraad.recruitment.questions.asked import Asked, AskedFeature
from beraad.recruitment.sign_up.forms import DAY_LABELS, NEED_LABELS, YES_NO_LABELS

#: a question: its words under `question`, and under `answers` what can be ticked. Only where there are any, `lines` has
#: labels of lines to fill in, and `consent` what somebody agrees to by answering this one question.
Ask = dict[str, Any]


@dataclass(frozen=True)
class Slip:
    """What stands on it."""

    title: str
    paragraphs: tuple[str, ...]
    code: str
    lines: tuple[str, ...]
    questions: tuple[Ask, ...]
    consent: str
    signature: str
    #: above the address to which it goes, and the lines of that address; nothing when it is not known
    return_words: str
    return_to: tuple[str, ...]


def of(assembly: Assembly) -> Slip:
    """The form of this burgerberaad, in the language of the page."""
    back, told = return_address.of(assembly.id), asked.of(assembly)
    lines = (_("Naam"), _("Straat en huisnummer"), _("Postcode en woonplaats"), _("Telefoon"), _("E-mail"))
    return Slip(
        title=_("Aanmeldformulier op papier"),
        paragraphs=(_("Vul alles in en stuur dit blad terug. Kruis bij elke vraag één antwoord aan."),),
        code=_("Uw persoonlijke code:"),
        lines=(*lines, _("Geboortejaar")),
        questions=(*_features(told), *_more(assembly, told)),
        consent=told.consents[Purpose.DRAW].words,
        signature=_("Datum en handtekening"),
        return_words=_return_words(back.is_free) if back else "",
        return_to=back.lines if back else (),
    )


def _return_words(is_free: bool) -> str:
    return (
        _("Stuur dit blad naar (een postzegel is niet nodig):")
        if is_free
        else _("Stuur dit blad met een postzegel naar:")
    )


def _features(told: Asked) -> Iterator[Ask]:
    for feature in told.open_features:
        yield _ask(feature)
    for feature in told.special_features:
        yield {**_ask(feature), "consent": told.consents[Purpose.SPECIAL].words}


def _ask(feature: AskedFeature) -> Ask:
    return {"question": feature.question or feature.name, "answers": [answer.value for answer in feature.answers]}


def _more(assembly: Assembly, told: Asked) -> Iterator[Ask]:
    if told.asks_days and (days := questions.days(assembly)):
        words = [format_date(day, "EEEE d MMMM yyyy") for day in days]
        question = f"{_('Op welke dagen kunt u erbij zijn?')} {_('Vink alle dagen aan waarop u kunt.')}"
        yield {"question": question, "answers": [*words, *map(str, DAY_LABELS.values())]}
    if told.asks_needs:
        lines, consent = list(map(str, NEED_LABELS.values())), told.consents[Purpose.NEEDS].words
        yield {"question": _("Hebt u iets nodig om mee te doen?"), "answers": [], "lines": lines, "consent": consent}
    for one in told.questions:
        if one.kind is QuestionKind.TEXT:
            yield {"question": one.text, "answers": [], "lines": [_("Uw antwoord")]}
        else:
            yield {"question": one.text, "answers": list(one.choices) or list(map(str, YES_NO_LABELS.values()))}
