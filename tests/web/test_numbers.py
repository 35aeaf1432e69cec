"""Numbers in sentences are written as the language of the page does."""

from __future__ import annotations

import pytest
from flask import Flask, render_template_string
from flask_babel import force_locale, gettext, lazy_gettext, ngettext

from beraad.web.i18n import LOCALES

ONE, MANY = "%(num)s proefbrief", "%(num)s proefbrieven"


@pytest.mark.parametrize(("language", "written"), [("nl", "6.000"), ("en", "6,000")])
def test_how_many_has_separators_and_which_one_has_not(app: Flask, language: str, written: str) -> None:
    with app.test_request_context(), force_locale(LOCALES[language]):
        assert gettext("%(letters)s in %(year)d", letters=6000, year=2026) == f"{written} in 2026"
        assert str(lazy_gettext("taak %(number)d, %(letters)s", number=6000, letters=6000)) == f"taak 6000, {written}"
        assert ngettext(ONE, MANY, 6000) == f"{written} proefbrieven"
        assert ngettext(ONE, MANY, 1) == "1 proefbrief"
        page = "{{ ngettext(one, many, 6000) }} {{ _('%(people)s<', people=6000) }} {{ _('%(line)d', line=6000) }}"
        assert render_template_string(page, one=ONE, many=MANY) == f"{written} proefbrieven {written}< 6000"
        assert gettext("%(yes)s %(text)s %(share)s", yes=True, text="6000", share=0.5) == "True 6000 0.5"
