"""What people read when recruitment refuses something."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import format_date
from flask_babel import lazy_gettext as _l

from beraad.recruitment import errors
from beraad.recruitment.errors import DrawRefusedError, FileError, LetterWordsError, SignatureError
from beraad.web.documents import table_words
from beraad.web.i18n import written
from beraad.web.refusals import Refusal, Words
from selection.model.errors import Notice

FILES: dict[str, Any] = {
    **table_words.SENTENCES,
    "identity_numbers": _l(
        "%(file)s: in de kolom %(column)s staan burgerservicenummers of A-nummers. Die mogen wij niet gebruiken. "
        "Haal de kolom weg en probeer het opnieuw."
    ),
    "no_features": _l("%(file)s: dit burgerberaad heeft nog geen kenmerken. Voeg die eerst toe."),
    "too_long": _l("%(file)s, rij %(row)d, kolom %(column)s: meer dan %(most)s tekens."),
    "birth_year": _l("%(file)s, rij %(row)d, kolom %(column)s: %(value)s is geen geboortejaar."),
    "contact_unknown": _l("%(file)s, rij %(row)d, kolom %(column)s: %(value)s kennen wij niet. Kies uit: %(known)s."),
    "no_name": _l(
        "%(file)s, rij %(row)d, kolom %(column)s: in een naam kan geen webadres, e-mailadres of nummer staan."
    ),
    "unknown_answer": _l("%(file)s, rij %(row)d, kolom %(column)s: %(value)s is geen antwoord. Kies uit: %(known)s."),
    "duplicate_id": _l("%(file)s, rij %(row)d, kolom %(column)s: %(value)s stond ook al in rij %(first_row)d."),
    "no_id_column": _l(
        "%(file)s, rij %(row)d: geen kolom geeft iedereen een nummer, en de eerste kolom (%(column)s) kan dat niet "
        "zijn. Voeg een kolom unique_id toe met voor iedereen een eigen nummer."
    ),
    "personal_id": _l(
        "%(file)s, rij %(row)d, kolom %(column)s: dit is een e-mailadres of een telefoonnummer. Wat hier staat, wordt "
        "openbaar bij de loting. Voeg een kolom unique_id toe met voor iedereen een eigen nummer."
    ),
}

#: as what a column of a file with people is read: the kind of `ColumnUse` → words
COLUMN_USES: dict[str, Any] = {
    "id": _l("Nummer van de persoon"),
    "name": _l("Naam"),
    "address_line1": _l("Straat en huisnummer"),
    "address_line2": _l("Tweede adresregel"),
    "postcode": _l("Postcode"),
    "place": _l("Woonplaats"),
    "email": _l("E-mailadres"),
    "phone": _l("Telefoonnummer"),
    "birth_year": _l("Geboortejaar"),
    "contact_by": _l("Hoe deze persoon van ons hoort"),
    "feature": _l("Antwoord op dit kenmerk"),
    "extra": _l("Bewaard zoals het er staat"),
    "own": _l("Niet gelezen: deze kolom maakt Beraad zelf"),
}

#: what somebody should hear of a file, by the code of the notice
NOTICES: dict[str, Any] = {
    "rows_without_id": _l("Weggelaten, want zonder nummer: %(count)s. De eerste is rij %(first)d."),
    "rows_doubled": _l("Twee keer in het bestand en één keer gelezen: %(count)s. De eerste is rij %(first)d."),
    "ids_without_zeros": _l(
        "%(count)s nieuwe nummers verschillen alleen in nullen van nummers die er al zijn, zoals %(value)s. "
        "Een spreadsheet maakt van 001 een 1. Dan staat iemand er straks twee keer in."
    ),
    "ages_follow": _l(
        "Bij %(count)s mensen past de leeftijdsgroep in het bestand niet bij hun geboortejaar, zoals bij %(value)s. "
        "Het geboortejaar telt: de groep volgt daaruit."
    ),
    "people_known": _l(
        "%(count)s nieuwe mensen hebben het e-mailadres van iemand die er al is, zoals %(value)s. "
        "Staan hun nummers goed in het bestand?"
    ),
}

DRAWS: dict[str, Any] = {
    "sample_incomplete": _l(
        "Een bestand van de steekproef is nog niet helemaal ingelezen. Wacht tot dat klaar is, of gooi het weg."
    ),
    "register_empty": _l("Er is niemand meer om een brief te sturen. Lees eerst een steekproef in."),
    "letters_count": _l("Vul een aantal brieven in van 1 of meer."),
    "letters_too_many": _l("U vraagt %(letters)s brieven. Er zijn nog %(people)s mensen om uit te loten."),
    "stratum_short": _l("Voor %(stratum)s vraagt u %(asked)s brieven. Er zijn er %(found)s mogelijk."),
    "stratum_size": _l("Voor %(stratum)s vraagt u %(size)s brieven. Er zijn %(people)s mensen."),
}
LETTERS: dict[str, Any] = {
    "return_address": _l("Het retouradres is nog niet bekend. Vul het eerst in bij ‘Tekst van de brieven’."),
    "privacy_contact": _l(
        "Er staat nog niet wie de functionaris gegevensbescherming is. Vul het eerst in bij ‘Tekst van de brieven’."
    ),
    "word_unknown": _l("Regel %(line)d: %(word)s kennen wij niet. Kies een woord uit de lijst op deze bladzijde."),
    "own_line": _l("Regel %(line)d: zet %(word)s alleen op een regel."),
    "part_missing": _l("Zet %(word)s alleen op een regel. Zonder dit deel is de brief niet af."),
    "word_empty": _l("%(word)s is nog niet bekend. Vul dit eerst in bij de gegevens van het burgerberaad."),
}
SIGNATURES: dict[str, Any] = {
    "no_png": _l("Kies een PNG-bestand."),
    "too_large": _l("Kies een kleiner bestand: hooguit %(kilobytes)s kB."),
}
OTHER = _l("Dit kan niet (%(code)s).")


def file_words(error: FileError) -> str:
    """What is wrong with the file, where, and what to do."""
    return str(FILES[error.code] % written(error.params) if error.code in FILES else OTHER % {"code": error.code})


def notice_words(notice: Notice) -> str:
    """What its owner should hear of a file, although it stops nothing."""
    return str(NOTICES[notice.code] % written(notice.params))


def draw_words(error: DrawRefusedError) -> str:
    """Why these letters can't be drawn."""
    return str(DRAWS[error.code] % written(error.params) if error.code in DRAWS else OTHER % {"code": error.code})


def letter_words(error: LetterWordsError) -> str:
    """Why these words can't become a letter."""
    return str(LETTERS[error.code] % error.params)


#: why nobody can sign up, by the `state` of the refusal
CLOSED: dict[str, Any] = {
    "early": _l("U kunt zich aanmelden voor %(title)s vanaf %(day)s."),
    "closed": _l("Aanmelden voor %(title)s kan niet meer. De laatste dag was %(day)s."),
    "over": _l("Aanmelden voor %(title)s kan nu niet."),
    "frozen": _l(
        "De lijst voor de loting van %(title)s ligt vast sinds %(day)s. Aanmelden, wijzigen en intrekken kan hier niet "
        "meer."
    ),
}


def unfetched_words(error: errors.LettersUnfetchedError) -> str:
    """Which files still have to be fetched."""
    between = _l("%(first)s tot en met %(last)s")
    files = [str(between % written({"first": first, "last": last})) for first, last in error.params["missing"]]
    first = _l("Haal eerst alle bestanden op. Zonder bestand krijgt niemand deze brieven: %(files)s.")
    return str(first % {"files": ", ".join(files)})


def closed_words(error: errors.SignUpClosedError) -> str:
    """Why nobody can sign up now, and since or until when."""
    day = error.params["day"]
    return str(CLOSED[error.params["state"]] % {**error.params, "day": format_date(day, "long") if day else ""})


def signature_words(error: SignatureError) -> str:
    """Why this picture can't be a signature."""
    return str(SIGNATURES[error.code] % error.params)


SENTENCES: Mapping[type[Refusal], Words] = {
    errors.UnknownAnswerError: _l("%(value)s is geen antwoord op %(feature)s."),
    errors.AlreadySignedUpError: _l("Met deze code is al iemand aangemeld. Zoek die aanmelding op in de lijst."),
    errors.FileError: file_words,
    errors.KnownFileError: _l("Dit bestand was er al. Er is niets veranderd."),
    errors.ColumnsMissingError: _l("Kies een kolom, of kies kolommen voor de delen ervan."),
    errors.ProfileNameTakenError: _l("Er is al een profiel met deze naam."),
    errors.DrawRefusedError: draw_words,
    errors.WaveStateError: _l("Deze stap kan nu niet. Iemand anders was u misschien voor."),
    errors.LettersOutdatedError: _l("De tekst is veranderd na de goedkeuring. Keur de ronde eerst opnieuw goed."),
    errors.LettersUnfetchedError: unfetched_words,
    errors.LettersUnsettledError: lambda error: " ".join(
        [str(_l("Deze ronde kan nog niet weg.")), *map(str, error.params["gaps"])]
    ),
    errors.LaterWaveError: _l("Na deze ronde is er nog een geloot. Gooi eerst die weg."),
    errors.NobodyToRemindError: _l("Er is niemand om te herinneren."),
    errors.OwnWaveError: _l("U maakte deze ronde of de tekst zelf. Vraag een collega om haar goed te keuren."),
    errors.LetterWordsError: letter_words,
    errors.SignatureError: signature_words,
    errors.CodeRefusedError: _l("Met deze code kunnen wij geen aanmelding openen."),
    errors.SignUpClosedError: closed_words,
    errors.PoolFrozenError: lambda error: str(
        _l(
            "De lijst voor de loting ligt vast sinds %(day)s. Niemand komt er meer bij of gaat eraf.",
            day=format_date(error.params["day"], "long"),
        )
    ),
    errors.NotYourSignUpError: _l("Met dit geboortejaar kunnen wij de aanmelding niet openen."),
    errors.AnswersTooLongError: _l("Uw antwoorden zijn samen te lang. Maak uw antwoord korter."),
    errors.SignUpTooLongError: _l("Uw aanmelding is te lang om hier te wijzigen. Bel of mail de contactpersoon."),
    errors.TrapFilledError: _l("Laat het onzichtbare veld leeg. Uw browser vulde het misschien zelf in."),
    errors.TooHastyError: _l("Dat ging heel snel. Kijk de pagina nog eens na en druk dan opnieuw op de knop."),
    errors.PageTooOldError: _l("Deze pagina stond lang open. Kijk of alles nog klopt en druk dan opnieuw op de knop."),
    errors.NotAPairError: _l(
        "Deze twee aanmeldingen zijn niet meer samen te beoordelen. Kijk in de lijst hoe het nu is."
    ),
    errors.NobodyLeftError: _l("Laat minstens één aanmelding staan."),
    errors.QuestionAnsweredError: _l("Mensen hebben deze vraag al beantwoord. U kunt alleen antwoorden toevoegen."),
    errors.QuestionInUseError: _l("Mensen hebben deze vraag al beantwoord. De vraag kan niet meer weg."),
    errors.OriginFixedError: _l("Er zijn al aanmeldingen. De vraag naar herkomst kan niet meer veranderen."),
}
