"""Texts of one burgerberaad that residents read while they sign up, in their own language.

Organisers write Dutch. A translation belongs to what the Dutch text says, so that it is never shown beside another
text than it was made for. Our own texts, such as those of consent that nobody changed, come from the catalogues.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

from flask_babel import force_locale, gettext
from sqlalchemy import select

from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.recruitment.models.sign_up import Translation
from beraad.recruitment.questions import asked
from beraad.recruitment.questions.asked import Asked
from beraad.web.i18n import LANGUAGES, LOCALES, language

#: a Dutch text → the same in the language of the page; the Dutch text itself when nobody translated it
Reader = Callable[[str], str]
SOURCE = "nl"


def others() -> dict[str, str]:
    """Code → name of the languages besides Dutch."""
    return {code: name for code, name in LANGUAGES.items() if code != SOURCE}


def reader(told: Asked) -> Reader:
    """Reads texts of this burgerberaad in the language of the page."""
    if language() == SOURCE:
        return str
    known = told.translations.get(language(), {})

    def read(text: str) -> str:
        return known.get(_key(text)) or (gettext(text) if text else text)

    return read


def texts(assembly: Assembly) -> list[str]:
    """The Dutch texts that residents read, in the order in which they meet them, each once."""
    found: dict[str, None] = {}
    told = asked.of(assembly)
    for feature in told.features:
        found.update(dict.fromkeys((feature.name, feature.question, *(answer.value for answer in feature.answers))))
    for question in told.questions:
        found.update(dict.fromkeys((question.text, *question.choices)))
    found.update(dict.fromkeys(consent.words for consent in told.consents.values()))
    return [text for text in found if text]


def translated(assembly: Assembly, code: str) -> Mapping[str, str]:
    """Dutch text → text in the language `code`; empty for what nobody translated."""
    known = asked.of(assembly).translations.get(code, {})
    with force_locale(LOCALES[code]):
        ours = {text: gettext(text) for text in texts(assembly)}
    return {text: known.get(_key(text)) or ("" if word == text else word) for text, word in ours.items()}


def translate(assembly: Assembly, code: str, words: Mapping[str, str]) -> None:
    """Keep these translations (Dutch text → text) as all that there are in the language `code`."""
    known = select(Translation).where(Translation.assembly_id == assembly.id, Translation.language == code)
    for row in db.session.scalars(known).all():
        db.session.delete(row)
    db.session.flush()
    filled = {text: word for text, word in words.items() if word}
    for text, word in filled.items():
        db.session.add(Translation(assembly_id=assembly.id, language=code, sha256=_key(text), text=word))
    db.session.flush()
    audit.record(
        "recruitment.texts_translated",
        f"assembly:{assembly.id}",
        assembly_id=assembly.id,
        language=code,
        texts=len(filled),
    )


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
