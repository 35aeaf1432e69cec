"""A tiny application with nothing but the templates, so that the building blocks are seen alone."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, flash, render_template, request, session
from flask_babel import Babel
from flask_wtf import CSRFProtect, FlaskForm
from flask_wtf.file import FileField
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from beraad.days import today
from beraad.web import i18n
from beraad.web.lists.asked import Asked
from beraad.web.lists.declared import SIZE, Column, Listing, yes_no
from beraad.web.lists.shown import show
from beraad.web.sending import edits, once

ROOT = Path(__file__).parents[3]
CATALOGUE = ROOT / "beraad/translations/en/LC_MESSAGES/messages.po"


class AddressForm(Form):
    street = StringField("Straat", validators=[InputRequired("Vul uw straat in.")])
    town = StringField("Woonplaats")


class QuotaForm(Form):
    category = HiddenField()
    low = IntegerField("Ten minste", validators=[NumberRange(0, 99, "Vul een getal van 0 tot 99 in.")])
    high = IntegerField("Ten hoogste")


class GalleryForm(FlaskForm):
    """One field of every kind that pages use."""

    clash = None

    website = StringField("Website")
    name = StringField("Uw naam", validators=[InputRequired("Vul uw naam in.")])
    email = EmailField("E-mailadres", validators=[Optional()])
    born = DateField("Geboortedatum", description="Bijvoorbeeld 31-12-1980.", validators=[Optional()])
    seats = IntegerField("Aantal zetels")
    why = TextAreaField("Waarom doet u mee?", validators=[Optional()])
    area = SelectField("Wijk", choices=[SelectChoice("n", "Noord"), SelectChoice("z", "Zuid")])
    school = RadioField(
        "Wat is uw hoogste opleiding?",
        choices=[
            SelectChoice("1", "Vmbo of lager"),
            SelectChoice("2", "Havo, vwo of mbo"),
            SelectChoice("3", "Hbo of hoger"),
        ],
        validators=[InputRequired("Kies uw hoogste opleiding.")],
    )
    needs = SelectMultipleField(
        "Wat hebt u nodig?",
        choices=[SelectChoice("tolk", "Een tolk"), SelectChoice("ring", "Een ringleiding")],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description="Kies wat voor u geldt.",
    )
    agree = BooleanField("Ik ga akkoord", validators=[InputRequired("Geef aan dat u akkoord gaat.")])
    file = FileField("Bestand met bewoners", description="Een CSV-bestand.")
    password = PasswordField("Wachtwoord")
    address = FormField(AddressForm, label="Adres")
    quotas = FieldList(FormField(QuotaForm), label="Streefcijfers", min_entries=2)
    dates = FieldList(StringField("Dag"), label="Data", min_entries=1)
    token = HiddenField()


@dataclass(frozen=True)
class Item:
    label: str
    url: str
    current: bool = False
    below: tuple[Any, ...] = ()


#: a list of twelve pages
ROWS = Listing[int](
    endpoint="gallery",
    name="rijen",
    rows=range(12 * SIZE),
    columns=[Column("rij", "Rij", int, is_figure=True), Column("doen", "Doen")],
    filters=[yes_no("even", "Even", lambda row: row % 2 == 0, lambda row: row % 2 == 1)],
    search=lambda row: [row],
    search_label="nummer",
    to_do=lambda row: row < 7,
)


@dataclass(frozen=True)
class Bar:
    label: str
    low: float
    high: float
    pool: float | None
    panel: float | None


@dataclass(frozen=True)
class Stage:
    label: str = "Loting"


@dataclass(frozen=True)
class Assembly:
    title: str = "Burgerberaad Energie"
    phase: Stage = Stage()
    contact_name: str = "Griffie van de gemeente"
    contact_email: str = "griffie@gemeente.example"
    contact_phone: str = "0591 12 34 56"


@dataclass(frozen=True)
class Account:
    name: str = "Medewerker griffie"


def frame() -> dict[str, object]:
    """What the context processors of the application hand to every page."""
    menus = {
        "site": [Item("Overzicht", "/", True), Item("Zo werkt het", "/zo"), Item("Aanbevelingen", "/aanbevelingen")],
        "staff": [Item("Aanmeldingen", "/a"), Item("Loting", "/l", True), Item("Panel", "/p")],
    }
    return {
        "locale": request.args.get("taal", "nl"),
        "demo": True,
        "account": Account() if "account" in request.args else None,
        "csp_nonce": lambda: "proefnonce",
        "menu": lambda name, roles=(): menus[name],
        "roles": (),
        "coming": lambda assembly: [("Openbare loting", date(2026, 12, 12))],
        "links": {"sign_in": "/inloggen", "sign_out": "/uitloggen", "privacy": "/privacy", "accessibility": "/t"},
    }


def gallery() -> str:
    """Every building block; with ?fout the form comes back with its errors."""
    wrong = "fout" in request.args
    form = GalleryForm(MultiDict({"quotas-0-low": "-1", "quotas-1-low": "3"}) if wrong else None)
    if wrong:
        form.validate()
        flash("Het opslaan is niet gelukt.", "error")
    rows = [Bar("16 tot en met 34 jaar", 10, 14, 9, 12), Bar("35 tot en met 64 jaar", 20, 20, 31.5, 22)]
    return render_template(
        "gallery.html",
        form=form,
        extra=["De streefcijfers tellen niet op tot 50."] if wrong else [],
        bars=[*rows, Bar("65 jaar en ouder", 8, 12, None, None)],
        listing=show(ROWS, Asked(order="-rij", page=5)),
        assembly=Assembly(),
        breadcrumbs=[Item("Burgerberaden", "/b"), Item("Energie", "/b/e")],
        refresh_seconds=5,
    )


def progress() -> str:
    """A job that is one step further each time someone looks, and is ready at the fourth look."""
    session["looks"] = session.get("looks", 0) + 1
    ready = session["looks"] > 3
    return render_template("progress.html", done=session["looks"], ready=ready, refresh_seconds=0 if ready else 1)


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    compiled = tmp_path / "en/LC_MESSAGES/messages.mo"
    compiled.parent.mkdir(parents=True)
    with CATALOGUE.open("rb") as source, compiled.open("wb") as target:
        write_mo(target, read_po(source))
    app = Flask(
        "gallery", root_path=str(ROOT / "beraad"), static_folder="static", template_folder=str(ROOT / "templates")
    )
    app.config.update(SECRET_KEY="proef", WTF_CSRF_CHECK_DEFAULT=False, BABEL_DEFAULT_LOCALE="nl", TESTING=True)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(tmp_path)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.globals["own_lang"] = i18n.own_lang
    app.jinja_env.globals["printed_on"] = today
    app.jinja_env.filters["own"] = i18n.own
    app.jinja_loader = ChoiceLoader(
        [FileSystemLoader(ROOT / "templates"), FileSystemLoader(Path(__file__).parent / "pages")]
    )
    Babel(app, locale_selector=lambda: request.args.get("taal", "nl"))
    CSRFProtect(app)
    once.init_app(app)
    edits.init_app(app)
    app.context_processor(frame)
    app.add_url_rule("/galerij", "gallery", gallery)
    app.add_url_rule("/voortgang", "progress", progress)
    app.add_url_rule("/zaal", "hall", lambda: render_template("hall.html", back=Item("Terug naar de loting", "/l")))
    app.add_url_rule("/status", "web.status", lambda: "ok")
    app.add_url_rule("/taal/<language>", "web.language", lambda language: language)
    app.add_url_rule("/fout/<int:code>", "error", lambda code: render_template("errors/error.html", code=code))
    return app


PAGES = ["/galerij", "/galerij?fout", "/galerij?account&taal=en", "/zaal", "/fout/404", "/fout/500?taal=en"]


@pytest.fixture(params=PAGES)
def path(request: pytest.FixtureRequest) -> str:
    return request.param
