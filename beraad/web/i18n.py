"""Languages: Dutch is the language of the source, each other language has one catalogue.

A catalogue is read as the `.po` file that translators edit, so nothing compiled has to be kept in step. It is updated
by `pybabel extract` and `pybabel update`, which `[tool.babel]` in `pyproject.toml` configures.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import Flask, has_request_context, request, session
from flask_babel import Domain, force_locale, format_decimal, get_locale
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from beraad.days import TIME_ZONE, today
from beraad.extensions import babel

#: what organisers write in
WRITTEN = "nl"
LANGUAGES = {"nl": "Nederlands", "en": "English"}
#: the variety of each language in which dates and numbers are written
LOCALES = {"nl": "nl_NL", "en": "en_GB"}
CATALOGUES = Path(__file__).parents[1] / "translations"


def chosen_language() -> str:
    """The language that the visitor chose; else the best of what the browser asks; else, as in a job, Dutch."""
    if not has_request_context():
        return "nl"
    preferred = session.get("language")
    if preferred in LANGUAGES:
        return str(preferred)
    return request.accept_languages.best_match(list(LANGUAGES), default="nl") or "nl"


def language() -> str:
    """The language of this page: a key of `LANGUAGES`."""
    locale = get_locale()
    return locale.language if locale else "nl"


def dutch(message: Any) -> str:
    """The words of a lazy message in the language of the source, whatever the language of the page."""
    with force_locale(LOCALES["nl"]):
        return str(message)


def marked(words: str, code: str) -> Markup:
    """`words` marked as being in the language with this code, for screen readers."""
    return Markup('<span lang="{}">{}</span>').format(code, words)


def own_lang() -> Markup:
    """The attribute that says that words are Dutch, on a page in another language: organisers write Dutch."""
    return Markup("") if language() == WRITTEN else Markup(' lang="{}"').format(WRITTEN)


def own(words: str) -> str | Markup:
    """Words of an organiser amid a sentence: marked as Dutch on a page in another language."""
    return words if language() == WRITTEN else marked(words, WRITTEN)


@lru_cache
def catalogue(language: str) -> Translations:
    """All messages in `language`; none for Dutch, in which the source is written."""
    if language == WRITTEN:
        return Translations()
    with (CATALOGUES / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        messages = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return Translations(compiled)


class Amount(int):
    """A whole number that `%(x)s` writes with the separators of the page's language, and `%(x)d` as bare digits."""

    def __str__(self) -> str:
        return str(format_decimal(int(self)))


def written(words: Mapping[str, Any]) -> dict[str, Any]:
    """What is filled in in a sentence. The message says how a whole number is written.

    `%(letters)s` is how many: 6.000 letters, or 6,000 on an English page. `%(row)d` is which one: row 6000, in 2026.
    """
    return {name: Amount(value) if type(value) is int else value for name, value in words.items()}


class PoDomain(Domain):
    """A Flask-Babel domain that reads `.po` files instead of compiled ones, and writes numbers with separators."""

    def get_translations(self) -> Translations:
        return catalogue(language())

    def gettext(self, string: str, **variables: Any) -> str:
        return str(super().gettext(string, **written(variables)))

    def ngettext(self, singular: str, plural: str, num: int, **variables: Any) -> str:
        return str(self.get_translations().ungettext(singular, plural, num)) % written({"num": num, **variables})

    def pgettext(self, context: str, string: str, **variables: Any) -> str:
        return str(super().pgettext(context, string, **written(variables)))

    def npgettext(self, context: str, singular: str, plural: str, num: int, **variables: Any) -> str:
        words = self.get_translations().unpgettext(context, singular, plural, num)
        return str(words) % written({"num": num, **variables})


def init_app(app: Flask) -> None:
    babel.init_app(
        app, default_locale="nl_NL", default_timezone=TIME_ZONE, locale_selector=lambda: LOCALES[chosen_language()]
    )
    babel.domain_instance = PoDomain()
    app.context_processor(lambda: {"locale": language(), "languages": LANGUAGES})
    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        app.jinja_env.globals[name] = _writing(app.jinja_env.globals[name])
    app.jinja_env.globals["own_lang"] = own_lang
    app.jinja_env.globals["printed_on"] = today
    app.jinja_env.filters["own"] = own


def _writing(translate: Any) -> Any:
    """The same function of templates, with numbers as `written`."""

    @pass_context
    def translated(context: Context, *words: Any, **variables: Any) -> Any:
        counted = {"num": words[-1]} if len(words) > 2 else {}
        return translate(context, *words, **written({**counted, **variables}))

    return translated
