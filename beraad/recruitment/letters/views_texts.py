"""The words and the form of the letters: read, write with an example beside it, go back to ours."""

from __future__ import annotations

import base64

from flask import Blueprint, Response, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, registry, staff
from beraad.days import today
from beraad.recruitment.errors import LetterWordsError
from beraad.recruitment.letters import contents as letters
from beraad.recruitment.letters import markup as letter_words
from beraad.recruitment.letters import return_address
from beraad.recruitment.letters import texts as letter_texts
from beraad.recruitment.letters.contents import Text
from beraad.recruitment.letters.forms import LetterFormForm, LetterTextForm, ReturnAddressForm
from beraad.recruitment.letters.return_address import ReturnAddress
from beraad.recruitment.letters.texts import FIRST_LANGUAGE, LETTER_LANGUAGES, Words
from beraad.recruitment.models.letters import LetterKind
from beraad.recruitment.words import letter_words as in_words
from beraad.web import forms

views = Blueprint("recruitment_texts", __name__)
HERE = "/beheer/<slug>/brieven/tekst"


@views.get(HERE)
@staff
def overview(slug: str) -> ResponseReturnValue:
    """The kinds of letters, in which language they are written, and how they look."""
    assembly = current_assembly()
    form = letter_texts.form(assembly.id)
    return render_template(
        "recruitment/letters/texts.html",
        kinds=list(LetterKind),
        languages={code: LETTER_LANGUAGES[code] for code in filter(None, (FIRST_LANGUAGE, form.second_language))},
        edited=letter_texts.edited(assembly.id),
        chosen=form,
        return_to=return_address.of(assembly.id),
        form=LetterFormForm(obj=form),
    )


@views.post(f"{HERE}/vorm")
@registry
def form(slug: str) -> ResponseReturnValue:
    """Large print, and a page in a second language."""
    asked = LetterFormForm()
    if not asked.validate_on_submit():
        abort(422)
    letter_texts.choose_form(current_assembly(), asked.large.data, asked.second_language.data)
    flash(_("De vorm van de brieven is gekozen."), "success")
    return redirect(url_for(".overview", slug=slug), 303)


@views.route(f"{HERE}/retouradres", methods=["GET", "POST"])
@registry
def return_to(slug: str) -> ResponseReturnValue:
    """Where paper sign-ups are sent."""
    assembly = current_assembly()
    asked = ReturnAddressForm(obj=return_address.of(assembly.id))
    if asked.validate_on_submit():
        return_address.choose(
            assembly, ReturnAddress(asked.name.data, asked.line.data, asked.postcode.data, asked.place.data)
        )
        flash(_("Het retouradres is bewaard."), "success")
        return redirect(url_for(".overview", slug=slug), 303)
    return forms.page("recruitment/letters/return_address.html", asked)


@views.route(f"{HERE}/<kind>/<language>", methods=["GET", "POST"])
@registry
def edit(slug: str, kind: str, language: str) -> ResponseReturnValue:
    """Write the words of a letter. The button to look shows them without keeping them."""
    assembly, sort = current_assembly(), _kind(kind, language)
    written = letter_texts.words(assembly, sort, language)
    asked = LetterTextForm(obj=written)
    pictures: list[str] = []
    if asked.validate_on_submit():
        try:
            words = Words(asked.title.data, asked.body.data)
            letter_texts.check(language, words.title, words.body)
            pictures = _pictures(letters.text(assembly, sort, day=today(), draft=(language, words)))
            if "bekijken" not in request.form:
                letter_texts.write(assembly, sort, language, words.title, words.body)
                flash(_("De tekst is bewaard."), "success")
                return redirect(url_for(".edit", slug=slug, kind=kind, language=language), 303)
        except LetterWordsError as error:
            forms.refuse(asked[error.field], in_words(error))
    return forms.page(
        "recruitment/letters/text_edit.html",
        asked,
        kind=sort,
        language=language,
        language_name=LETTER_LANGUAGES[language],
        written=written,
        pictures=pictures,
        inside=letter_words.INSIDE,
        parts=letter_words.PARTS,
    )


@views.post(f"{HERE}/<kind>/<language>/beeld")
@registry
def picture(slug: str, kind: str, language: str) -> ResponseReturnValue:
    """The pages of a letter with words that have not been kept, for the page on which they are written."""
    assembly, sort, asked = current_assembly(), _kind(kind, language), LetterTextForm()
    if not asked.validate_on_submit():
        return jsonify(pages=[], error=" ".join(str(text) for texts in asked.errors.values() for text in texts))
    words = Words(asked.title.data, asked.body.data)
    try:
        letter_texts.check(language, words.title, words.body)
        return jsonify(pages=_pictures(letters.text(assembly, sort, day=today(), draft=(language, words))), error="")
    except LetterWordsError as error:
        return jsonify(pages=[], error=in_words(error))


@views.post(f"{HERE}/<kind>/<language>/terug")
@registry
def restore(slug: str, kind: str, language: str) -> ResponseReturnValue:
    """Go back to our own words."""
    letter_texts.restore(current_assembly(), _kind(kind, language), language)
    flash(_("De brief heeft weer de tekst van Beraad."), "success")
    return redirect(url_for(".edit", slug=slug, kind=kind, language=language), 303)


@views.get(f"{HERE}/<kind>/voorbeeld")
@staff
def example(slug: str, kind: str) -> ResponseReturnValue:
    """The letter as a page, with a made-up addressee."""
    sort = _kind(kind)
    try:
        text = letters.text(current_assembly(), sort, day=today())
    except LetterWordsError as error:
        return render_template("recruitment/letters/text_lacks.html", kind=sort, words=in_words(error))
    return render_template("recruitment/letters/text.html", text=text, kind=sort, addressee=letters.somebody())


@views.get(f"{HERE}/<kind>/voorbeeld.pdf")
@staff
def example_pdf(slug: str, kind: str) -> ResponseReturnValue:
    """The letter as it is printed, with a made-up addressee."""
    assembly, sort = current_assembly(), _kind(kind)
    try:
        text = letters.text(assembly, sort, day=today())
    except LetterWordsError:
        return redirect(url_for(".example", slug=slug, kind=kind), 303)
    return Response(letters.pdf(text.stored(), [letters.somebody()], assembly.created_at), mimetype="application/pdf")


def _kind(kind: str, language: str = FIRST_LANGUAGE) -> LetterKind:
    if kind not in set(LetterKind) or language not in LETTER_LANGUAGES:
        abort(404)
    return LetterKind(kind)


def _pictures(text: Text) -> list[str]:
    """The pages as addresses that hold the picture itself."""
    made = letters.pictures(text.stored(), letters.somebody())
    return ["data:image/png;base64," + base64.b64encode(page).decode() for page in made]
