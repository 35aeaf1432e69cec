"""The words and the form of the letters: read, write with an example beside it, go back to ours."""

from __future__ import annotations

import base64

from flask import Blueprint, Response, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, registry_or_organiser, staff
from beraad.days import today
from beraad.recruitment.errors import LetterWordsError
from beraad.recruitment.letters import contents, markup, texts
from beraad.recruitment.letters.contents import Text
from beraad.recruitment.letters.forms import LetterFormForm, LetterTextForm, ReturnAddressForm, SenderForm
from beraad.recruitment.letters.letterhead import drawings, look, return_address, sender
from beraad.recruitment.letters.texts import FIRST_LANGUAGE, LETTER_LANGUAGES
from beraad.recruitment.models.letters import LetterKind
from beraad.web import edge, forms, refusals

views = Blueprint("recruitment_texts", __name__)
HERE = "/beheer/<slug>/brieven/tekst"


@views.get(HERE)
@staff
def overview(slug: str) -> ResponseReturnValue:
    """The kinds of letters, in which language they are written, and how they look."""
    assembly = current_assembly()
    letter_form = look.find(assembly.id)
    return render_template(
        "recruitment/letters/texts.html",
        kinds=list(LetterKind),
        languages={
            code: LETTER_LANGUAGES[code] for code in filter(None, (FIRST_LANGUAGE, letter_form.second_language))
        },
        rows=texts.rows(assembly.id),
        look=letter_form,
        return_to=return_address.find(assembly.id),
        sender=sender.find(assembly.id),
        form=LetterFormForm(obj=letter_form),
    )


@views.post(f"{HERE}/vorm")
@registry_or_organiser
def form(slug: str) -> ResponseReturnValue:
    """Large print, and a page in a second language."""
    look_form = LetterFormForm()
    if not look_form.validate_on_submit():
        abort(422)
    look.choose(current_assembly(), look_form.large.data, look_form.second_language.data)
    flash(_("De vorm van de brieven is gekozen."), "success")
    return redirect(url_for(".overview", slug=slug), 303)


@views.route(f"{HERE}/retouradres", methods=["GET", "POST"])
@registry_or_organiser
def return_to(slug: str) -> ResponseReturnValue:
    """Where paper sign-ups are sent."""
    assembly = current_assembly()
    address_form = ReturnAddressForm(obj=return_address.find(assembly.id)).edits(None)
    if address_form.validate_on_submit():
        return_address.choose(assembly, address_form.values())
        flash(_("Het retouradres is bewaard."), "success")
        return redirect(url_for(".overview", slug=slug), 303)
    return forms.page("recruitment/letters/return_address.html", address_form)


@views.route(f"{HERE}/afzender", methods=["GET", "POST"])
@registry_or_organiser
def sign(slug: str) -> ResponseReturnValue:
    """Who signs, with which signature, and what the letters say about personal data."""
    assembly = current_assembly()
    has_signature = bool(look.find(assembly.id).signature)
    sender_form = SenderForm(obj=sender.find(assembly.id)).edits(None)
    if sender_form.validate_on_submit():
        with refusals.shown_in(sender_form):
            picture = sender_form.signature.data.read() if sender_form.signature.data else b""
            if picture or sender_form.without_signature.data:
                sender.choose_signature(assembly, drawings.of_png(picture) if picture else "")
            sender.choose(assembly, sender_form.values())
            flash(_("De ondertekening is bewaard."), "success")
            return redirect(url_for(".overview", slug=slug), 303)
    return forms.page("recruitment/letters/sender.html", sender_form, has_signature=has_signature)


@views.route(f"{HERE}/<kind>/<language>", methods=["GET", "POST"])
@registry_or_organiser
def edit(slug: str, kind: str, language: str) -> ResponseReturnValue:
    """Write the words of a letter. The button to look shows them without storing them."""
    assembly, letter_kind = current_assembly(), _kind(kind, language)
    written = texts.words(assembly, letter_kind, language)
    text_form = LetterTextForm(obj=written).edits(written.edited)
    pictures: list[str] = []
    if text_form.validate_on_submit():
        with refusals.shown_in(text_form):
            words = text_form.values()
            texts.check(language, words)
            letter = contents.text(assembly, letter_kind, day=today(), draft=(language, words))
            if "bekijken" not in request.form:
                texts.write(assembly, letter_kind, language, words)
                flash(_("De tekst is bewaard."), "success")
                return redirect(url_for(".edit", slug=slug, kind=kind, language=language), 303)
            edge.read_on()
            pictures = _pictures(letter)
    return forms.page(
        "recruitment/letters/text_edit.html",
        text_form,
        kind=letter_kind,
        language=language,
        language_name=LETTER_LANGUAGES[language],
        written=written,
        pictures=pictures,
        inside=markup.INSIDE,
        parts=markup.PARTS,
    )


@views.post(f"{HERE}/<kind>/<language>/beeld")
@registry_or_organiser
@edge.only_reads
def picture(slug: str, kind: str, language: str) -> ResponseReturnValue:
    """The pages of a letter with words that have not been stored, for the page on which they are written."""
    assembly, letter_kind, text_form = current_assembly(), _kind(kind, language), LetterTextForm()
    if not text_form.validate_on_submit():
        words = (str(text) for errors in text_form.errors.values() for text in errors)
        return jsonify(pages=[], error=" ".join(words))
    draft = language, text_form.values()
    flaw = contents.flaw(assembly, letter_kind, draft)
    if flaw is not None:
        return jsonify(pages=[], error=refusals.sentence(flaw))
    return jsonify(pages=_pictures(contents.text(assembly, letter_kind, day=today(), draft=draft)), error="")


@views.post(f"{HERE}/<kind>/<language>/terug")
@registry_or_organiser
def restore(slug: str, kind: str, language: str) -> ResponseReturnValue:
    """Go back to our own words."""
    texts.restore(current_assembly(), _kind(kind, language), language)
    flash(_("De brief heeft weer de tekst van Beraad."), "success")
    return redirect(url_for(".edit", slug=slug, kind=kind, language=language), 303)


@views.get(f"{HERE}/<kind>/voorbeeld")
@staff
def example(slug: str, kind: str) -> ResponseReturnValue:
    """The letter as a page, with a made-up addressee; or what it still lacks."""
    assembly, letter_kind = current_assembly(), _kind(kind)
    text = contents.example(assembly, letter_kind)
    if isinstance(text, LetterWordsError):
        words = refusals.sentence(text)
        return render_template("recruitment/letters/text_lacks.html", kind=letter_kind, words=words)
    return render_template(
        "recruitment/letters/text.html",
        text=text,
        kind=letter_kind,
        addressee=contents.somebody(),
    )


@views.get(f"{HERE}/<kind>/voorbeeld.pdf")
@staff
def example_pdf(slug: str, kind: str) -> ResponseReturnValue:
    """The letter as it is printed, with a made-up addressee."""
    assembly, letter_kind = current_assembly(), _kind(kind)
    if contents.flaw(assembly, letter_kind) is not None:
        return redirect(url_for(".example", slug=slug, kind=kind), 303)
    words = contents.text(assembly, letter_kind, day=today()).stored()
    return Response(contents.pdf(words, [contents.somebody()], assembly.created_at), mimetype="application/pdf")


def _kind(kind: str, language: str = FIRST_LANGUAGE) -> LetterKind:
    """Returns the kind of letter in an address, or 404."""
    letter_kind = LetterKind.by_code(kind)
    if letter_kind is None or language not in LETTER_LANGUAGES:
        abort(404)
    return letter_kind


def _pictures(text: Text) -> list[str]:
    """The pages as addresses that hold the picture itself."""
    pages = contents.pictures(text.stored(), contents.somebody())
    return ["data:image/png;base64," + base64.b64encode(page).decode() for page in pages]
