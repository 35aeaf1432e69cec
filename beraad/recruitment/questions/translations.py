"""Texts of one burgerberaad that residents read while they sign up, in their own language.

Organisers write Dutch. A translation belongs to what the Dutch text says, so it never stands in for another text than
it was made for. Our own texts, such as those of consent that nobody changed, come from the catalogues.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

from flask_babel import force_locale, gettext

from beraad.assemblies.models import Assembly
from beraad.recruitment.questions import question_set
from beraad.recruitment.questions.question_set import QuestionSet
from beraad.web.i18n import LANGUAGES, LOCALES, language

#: a Dutch text → the same in the language of the page; the Dutch text itself when nobody translated it
Reader = Callable[[str], str]
SOURCE = "nl"


def others() -> dict[str, str]:
    """Code → name of the languages besides Dutch."""
    return {code: name for code, name in LANGUAGES.items() if code != SOURCE}


def reader(questions: QuestionSet) -> Reader:
    """Reads texts of this burgerberaad in the language of the page."""
    if language() == SOURCE:
        return str
    known = questions.translations.get(language(), {})

    def read(text: str) -> str:
        return known.get(key(text)) or (gettext(text) if text else text)

    return read


def texts(assembly: Assembly) -> list[str]:
    """The Dutch texts that residents read, in the order in which they meet them, each once."""
    in_order: dict[str, None] = {}
    questions = question_set.current(assembly)
    for feature in questions.features:
        words = (feature.name, feature.question, feature.explanation, *(answer.value for answer in feature.answers))
        in_order.update(dict.fromkeys(words))
    for question in questions.extra:
        in_order.update(dict.fromkeys((question.text, *question.choices)))
    in_order.update(dict.fromkeys(consent.words for consent in questions.consents.values()))
    return [text for text in in_order if text]


def translated(assembly: Assembly, code: str) -> Mapping[str, str]:
    """Dutch text → text in the language `code`; empty for what nobody translated."""
    known = question_set.current(assembly).translations.get(code, {})
    with force_locale(LOCALES[code]):
        ours = {text: gettext(text) for text in texts(assembly)}
    return {text: known.get(key(text)) or ("" if word == text else word) for text, word in ours.items()}


def key(text: str) -> str:
    """SHA-256 (hex) of a Dutch text, by which its translations are found."""
    return hashlib.sha256(text.encode()).hexdigest()
