"""The log reads in the language of whoever opens it."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_babel import force_locale

from beraad.acts import registry
from beraad.assemblies.models import Role
from beraad.audit import particulars, words
from beraad.audit import service as audit
from beraad.extensions import db
from tests.audit import codes


def test_every_event_that_can_be_written_has_a_sentence_in_both_languages(app: Flask) -> None:
    written = codes.written()
    assert len(written) > 150, "the source was read"
    assert sorted(written - set(words.EVENTS)) == []
    assert {code.partition(".")[0] for code in words.EVENTS} <= set(words.ROOMS)
    said = {}
    for language in ("nl", "en"):
        with app.test_request_context(), force_locale(language):
            assert set(registry.every()) <= set(particulars.ACTS)
            said[language] = [words.event(code) for code in sorted(words.EVENTS)]
    assert len(set(said["nl"])) == len(said["nl"]), "no two events read the same"
    assert all(dutch != english for dutch, english in zip(said["nl"], said["en"], strict=True))


def test_the_log_is_read_searched_filtered_and_taken_along_in_words(make: Any, sign_in: Any) -> None:
    assembly = make.recruiting(slug="wonen")
    official = make.member(assembly, Role.REGISTRY)
    audit.record("recommendations.response_drafted", "recommendation:12", assembly_id=assembly.id, version=1234)
    audit.record("recruitment.registered", "registration:3", assembly_id=assembly.id, channel="papier")
    audit.record("recruitment.once_known", assembly_id=assembly.id, record="a1" * 32)
    db.session.commit()
    browser = sign_in(official)
    page = browser.get("/beheer/wonen/logboek")
    assert "Reactie op een aanbeveling opgesteld (nr. 12)" in page.main and "versie: 1.234" in page.main
    assert "kanaal: Op papier" in page.main, "codes read as their labels"
    assert "recruitment.once_known" in page.main and "a1a1a1a1a1a1…" in page.main
    found = page.submit({"zoek": "reactie op"}, button="Zoek").main
    assert "1 gevonden." in found and "opgesteld" in found
    found = page.submit({"onderdeel": "recruitment"}, button="Zoek").main
    assert "Iemand meldde zich aan" in found and "opgesteld" not in found
    taken = page.submit(button="Download als CSV").text
    assert "Reactie op een aanbeveling opgesteld" in taken and "recommendations.response_drafted" in taken
    english = browser.get("/taal/en") and browser.get("/beheer/wonen/logboek").main
    assert "Response to a recommendation drafted (no. 12)" in english and "channel: On paper" in english
