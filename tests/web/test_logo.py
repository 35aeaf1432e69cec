"""The logo of a municipality, where one is set, stands at the top of each page instead of ours."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from flask import Flask

from beraad.extensions import db
from tests.conftest import NewApp
from tests.pages import Browser


def test_the_logo_that_the_settings_name_leads_to_the_home_page(app: Flask, new_app: NewApp, tmp_path: Path) -> None:
    picture = tmp_path / "gemeente.svg"
    picture.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    with_logo = new_app(replace(app.config["BERAAD"], logo=picture, logo_name="Gemeente Voorbeeld"))
    client = Browser(with_logo)
    shown = client.get("/").soup.select_one("header a.beraad-brand[href='/'] img")
    assert shown is not None and shown["alt"] == "Gemeente Voorbeeld"
    with client.raw.get(str(shown["src"])) as answer:
        assert (answer.mimetype, answer.get_data()) == ("image/svg+xml", picture.read_bytes())
    with with_logo.app_context():
        db.engine.dispose()


def test_without_one_the_name_of_the_site_stands_there(client: Browser) -> None:
    brand = client.get("/").soup.select_one("header a.beraad-brand")
    assert brand is not None and brand.text == "Beraad"
    with client.raw.get("/static/logo.svg") as answer:
        assert answer.status_code == 404
