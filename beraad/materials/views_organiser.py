"""Documents as the people who prepare them see them: the list, one document, its versions, publishing."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts.access import require_account
from beraad.acts.views import page as acts_page
from beraad.assemblies import access
from beraad.assemblies.access import current_assembly, current_roles
from beraad.materials import acts, downloads, queries, service
from beraad.materials.forms import AboutForm, DocumentForm, VersionForm
from beraad.materials.lists import declared as lists
from beraad.materials.models import Document, DocumentId, Language, Readers, Version
from beraad.materials.readability import measure
from beraad.meetings import queries as meetings
from beraad.web import forms, refusals
from beraad.web.lists.views import answer, list_page
from beraad.web.uploads import StoredFile

views = Blueprint("materials", __name__, url_prefix="/beheer/<slug>/stukken")

#: who may write, publish and withdraw documents, and answer requests
editors = acts.editors


@views.context_processor
def what_may_be_done() -> dict[str, bool]:
    """Returns, for templates, whether the visitor may change documents."""
    return {"may_edit": bool(current_roles() & editors.roles)}


def to_document(document: Document) -> ResponseReturnValue:
    """Redirect to the page of `document`."""
    return redirect(url_for("materials.detail", slug=current_assembly().slug, document_id=document.id), 303)


def offer(form: AboutForm, except_id: DocumentId | None = None) -> None:
    """Let people choose among the meetings and, but for `except_id`, the originals."""
    assembly = current_assembly()
    numbered = [(row.id, f"{row.number}. {row.title}") for row in meetings.meetings(assembly)]
    form.offer(numbered, queries.originals(assembly, except_id))


@views.route("", methods=["GET", "POST"])
@access.staff
@list_page
def overview(slug: str) -> ResponseReturnValue:
    """All documents, and how many take each side of the matter."""
    rows = queries.documents(current_assembly())
    return answer(lists.documents(rows), "materials/overview.html", stances=queries.stances(rows))


@views.route("/nieuw", methods=["GET", "POST"])
@editors
def create(slug: str) -> ResponseReturnValue:
    """Add a document; readers see it after publishing."""
    form = DocumentForm(readers=Readers.PANEL, language=Language.DUTCH)
    offer(form)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            document = service.create(current_assembly(), form.values(), form.content(), require_account().id)
            flash(_("Het stuk is bewaard als concept. Bekijk het en publiceer het dan."), "success")
            return to_document(document)
    return forms.page("materials/create.html", form, themes=queries.themes(current_assembly()))


@views.get("/<int:document_id>")
@access.staff
def detail(slug: str, document_id: DocumentId) -> ResponseReturnValue:
    """One document with its versions."""
    document = queries.document(current_assembly(), document_id)
    return render_template(
        "materials/detail.html", document=queries.row(document), versions=queries.versions(document.id)
    )


@views.route("/<int:document_id>/wijzigen", methods=["GET", "POST"])
@editors
def edit(slug: str, document_id: DocumentId) -> ResponseReturnValue:
    """Change everything about a document but its text and file."""
    document = queries.document(current_assembly(), document_id)
    form = AboutForm(obj=document).edits(document)
    offer(form, except_id=document.id)
    if form.validate_on_submit():
        service.change(document, form.values())
        flash(_("De wijzigingen zijn bewaard."), "success")
        return to_document(document)
    return forms.page(
        "materials/edit.html", form, document=queries.row(document), themes=queries.themes(current_assembly())
    )


@views.route("/<int:document_id>/versies/nieuw", methods=["GET", "POST"])
@editors
def revise(slug: str, document_id: DocumentId) -> ResponseReturnValue:
    """Write the next version; readers keep the old one until it is published."""
    document = queries.document(current_assembly(), document_id)
    last = service.latest(document)
    form = VersionForm(text=last.text).edits(last)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            content, author_id = form.content(file_of(last)), require_account().id
            note = form.note.data or ""
            version = service.revise(document, content, based_on=last.number, note=note, made_by_id=author_id)
            flash(_("De nieuwe versie is bewaard als concept."), "success")
            return redirect(url_for(".preview", slug=slug, document_id=document.id, number=version.number), 303)
    return forms.page("materials/revise.html", form, document=queries.row(document), has_file=bool(last.file_sha256))


def file_of(version: Version) -> StoredFile | None:
    """Returns the stored file of a version, or None."""
    if version.file_sha256 is None or version.file_kind is None or version.file_size is None:
        return None
    return StoredFile(version.file_sha256, version.file_kind, version.file_size)


@views.get("/<int:document_id>/versies/<int:number>")
@access.staff
def preview(slug: str, document_id: DocumentId, number: int) -> ResponseReturnValue:
    """A version as readers see it, before or after publishing."""
    document = queries.document(current_assembly(), document_id)
    version = queries.version(document.id, number)
    return render_template(
        "materials/preview.html",
        document=queries.row(document),
        reading=queries.reading(version),
        readability=measure(version.text),
    )


@views.get("/<int:document_id>/versies/<int:number>/bestand")
@access.staff
def file(slug: str, document_id: DocumentId, number: int) -> ResponseReturnValue:
    """The file of a version."""
    document = queries.document(current_assembly(), document_id)
    return downloads.file(document.title, queries.version(document.id, number))


@views.route("/<int:document_id>/publiceren", methods=["GET", "POST"])
@editors
@refusals.shown_on(detail)
def publish(slug: str, document_id: DocumentId) -> ResponseReturnValue:
    """Show readers the latest version."""
    return acts_page(acts.PUBLISH, queries.document(current_assembly(), document_id))


@views.route("/<int:document_id>/intrekken", methods=["GET", "POST"])
@editors
@refusals.shown_on(detail)
def withdraw(slug: str, document_id: DocumentId) -> ResponseReturnValue:
    """Hide a document from its readers."""
    return acts_page(acts.WITHDRAW, queries.document(current_assembly(), document_id))
