"""What people read: why a step is refused, why there is no panel, what happened to a draw, how far a computation is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import format_date, format_datetime, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from beraad.assemblies.models import Phase
from beraad.lottery import errors, ticket_numbers
from beraad.web import refusals
from beraad.web.documents import table_words
from beraad.web.i18n import written
from beraad.web.refusals import Refusal, Words

#: what is wrong with a file with quotas or with factors for drop-out, by the code of the engine's reader
FILES: Mapping[str, str] = {
    **table_words.SENTENCES,
    "categories_header": _l(
        "%(file)s, rij 1: de kolommen moeten category, name, min en max heten, of feature, value, min en max."
    ),
    "flex_columns": _l("%(file)s, rij 1: min_flex en max_flex horen bij elkaar. %(missing)s ontbreekt."),
    "not_a_count": _l("%(file)s, rij %(row)d, kolom %(column)s: %(value)s is geen heel getal van 0 of meer."),
    "min_above_max": _l("%(file)s, rij %(row)d, kolom %(column)s: het kleinste aantal is groter dan het grootste."),
    "flex_inside_quota": _l(
        "%(file)s, rij %(row)d, kolom %(column)s: de speling moet ruimer zijn dan het streefcijfer."
    ),
    "repeated_value": _l("%(file)s, rij %(row)d: %(value)s bij %(feature)s staat er twee keer."),
    "no_categories": _l("%(file)s bevat geen streefcijfers."),
    "pair_unknown_feature": _l(
        "%(file)s, rij %(row)d: %(pair)s gaat over twee kenmerken samen, maar %(feature)s staat niet in dit bestand."
    ),
    "pair_same": _l("%(file)s, rij %(row)d: %(pair)s noemt twee keer hetzelfde kenmerk."),
    "pair_unknown_value": _l(
        "%(file)s, rij %(row)d, kolom %(column)s: %(value)s is geen combinatie van antwoorden bij %(pair)s. "
        "Schrijf het zoals %(example)s."
    ),
    "pair_alike": _l(
        "%(file)s, rij %(row)d: %(pair)s is op meer dan één manier te lezen. Kies een naam zonder het teken ×."
    ),
    "pair_special": _l("%(file)s: %(pair)s gaat over bijzondere persoonsgegevens. Dat kan alleen apart."),
    "dropout_beta": _l("%(file)s, rij %(row)d, kolom %(column)s: %(value)s is geen factor van 0 of meer, zoals 0,9."),
    "dropout_unknown": _l("%(file)s, rij %(row)d, kolom %(column)s: %(value)s komt niet voor bij de kenmerken."),
    "dropout_twice": _l("%(file)s, rij %(row)d: %(value)s bij %(feature)s staat er twee keer."),
    "dropout_stayed": _l("%(file)s, rij %(row)d, kolom %(column)s: er bleven %(value)d van %(seated)d mensen."),
    "answer_missing": _l("%(file)s: voor het antwoord %(value)s bij %(feature)s staat er geen streefcijfer in."),
}

#: why a round of drand can't be used, by the `reason` of a `BeaconError`
BEACON: Mapping[str, str] = {
    "unreadable": _l("Plak het hele antwoord van drand voor ronde %(round)d, of de handtekening van 96 tekens."),
    "other_round": _l("Dit is ronde %(typed)d. Aangekondigd is ronde %(round)d."),
    "signature": _l("Deze handtekening is niet van drand, of niet van ronde %(round)d. Kijk of u alles hebt geplakt."),
    "too_early": _l("Ronde %(round)d was er al toen de lijst werd bevroren. Trek dit voorstel in en maak een nieuw."),
    "no_checker": _l(
        "Deze server kan geen toevalsgetal van drand controleren. Vraag uw beheerder om py-ecc te installeren: "
        "pip install 'beraad[beacon]'."
    ),
    "no_moment": _l("Vul bij drand een moment van de trekking in dat nog komt. Dat moment bepaalt de ronde."),
}

#: codes of a file with population figures
STATISTICS: Mapping[str, str] = {
    "no_table": _l("Dit bestand is geen tabel met puntkomma's. Kies op StatLine voor CSV."),
    "no_numbers": _l("In dit bestand staan geen aantallen."),
    "codes": _l("In dit bestand staan codes in plaats van woorden. Kies op StatLine voor CSV met symbolen."),
    "no_groups": _l("Geen groep in dit bestand lijkt op een antwoord. Typ de aantallen zelf."),
}

#: codes of the engine about a pool without a panel
NO_PANEL: Mapping[str, str] = {
    "too_few_people": _l("Er zijn %(seats)s zetels, en %(people)s mensen die geloot kunnen worden."),
    "minimums_above_seats": _l(
        "De kleinste aantallen bij %(feature)s zijn samen %(total)s. Dat is meer dan de %(seats)s zetels."
    ),
    "maximums_below_seats": _l(
        "De grootste aantallen bij %(feature)s zijn samen %(total)s. Dat is minder dan de %(seats)s zetels."
    ),
    "too_few_with_value": _l(
        "Voor %(value)s bij %(feature)s zijn %(min)s mensen nodig. Er zijn er %(people)s aangemeld."
    ),
    "too_few_special": _l("Voor %(value)s bij %(feature)s zijn %(min)s mensen nodig. Er zijn er te weinig aangemeld."),
    "no_panel": _l("De streefcijfers spreken elkaar tegen bij deze aanmeldingen."),
}

#: where the record of a draw that is open for inspection only can be seen, in that file
INSPECTION_PLACE = "de griffie en de notaris"

#: what happened to a draw, in the register
EVENTS: Mapping[str, str] = {
    "proposed": _l("Voorgesteld; aanmeldingen, streefcijfers en regel vastgelegd"),
    "frozen": _l("Bevroren"),
    "computing": _l("Berekening gestart"),
    "cancelled": _l("Berekening gestopt"),
    "stopped": _l("Berekening mislukt"),
    "computed": _l("%(tickets)s berekend en gecontroleerd", tickets=ticket_numbers.SO_MANY_TICKETS_AT_START),
    "published": _l("Briefjes gepubliceerd"),
    "notice_prepared": _l("Bericht over ieders eigen pagina klaargezet"),
    "number_entered": _l("Getrokken nummer ingevuld"),
    "refused": _l("Stap geweigerd"),
    "drawn": _l("Geloot"),
    "withdrawal_asked": _l("Gevraagd om in te trekken"),
    "withdrawn": _l("Ingetrokken"),
    "failed": _l("Mislukt"),
    "destroyed": _l("Antwoorden over bijzondere persoonsgegevens vernietigd"),
}

#: what the computation is doing
PHASES: Mapping[str, str] = {
    "": _l("Wacht tot een andere berekening klaar is"),
    "feasibility": _l("Kijkt of een panel mogelijk is"),
    "chances": _l("Berekent eerlijke kansen"),
    "panels": _l("Zoekt panels bij die kansen"),
    "tickets": _l("Maakt %(tickets)s", tickets=ticket_numbers.SO_MANY_TICKETS),
    "spread": _l("Maakt de briefjes zo verschillend mogelijk"),
    "verify": _l("Controleert de uitkomst"),
}


def why_no_panel(code: str, params: Mapping[str, Any]) -> str:
    """Why there is no panel, by the engine's code."""
    return filled(NO_PANEL.get(code, NO_PANEL["no_panel"]), params)


def no_panel(error: errors.NoPanelError) -> str:
    """That there is no panel, and why if that is known: what everyone may read holds no particulars of the pool."""
    general: str = _("Met deze streefcijfers en aanmeldingen is geen panel mogelijk. Bekijk de controle.")
    if "reason" not in error.params:
        return general
    return f"{why_no_panel(error.params['reason'], error.params)} {general}"


def sign_up_open(error: errors.SignUpOpenError) -> str:
    """Until when people can sign up, and what to do first."""
    if "day" in error.params:
        day = format_date(date.fromisoformat(error.params["day"]), "long")
        last: str = _("Mensen kunnen zich nog aanmelden tot en met %(day)s. Leg de lijst daarna vast.", day=day)
        return last
    phase = Phase(error.params["phase"]).label
    step: str = _("De fase is nog %(phase)s. Ga eerst naar de fase Loting. Dan is het aanmelden gesloten.", phase=phase)
    return step


def filled(pattern: str, params: Mapping[str, Any]) -> str:
    """The pattern in the visitor's language with its particulars in place."""
    return str(pattern) % written(params) if params else str(pattern)


#: what people read when a step is refused
SENTENCES: Mapping[type[Refusal], Words] = {
    errors.BoundsError: _l(
        "Het kleinste aantal voor %(answer)s (%(feature)s) is groter dan het grootste, of past niet binnen de speling."
    ),
    errors.PairError: _l(
        "Kies twee verschillende kenmerken. Een kenmerk over bijzondere persoonsgegevens kan niet samen met een ander."
    ),
    errors.ReasonNeededError: _l("Vul in waarom. De reden komt in het register."),
    errors.NewDrawReasonError: _l(
        "Er was al een echte loting. Vul in waarom er een nieuwe komt. De reden komt in het register."
    ),
    errors.QuotaFileError: lambda error: filled(FILES.get(error.code, FILES["not_text"]), error.params),
    errors.WayGoneError: _l(
        "De aanmeldingen, streefcijfers of zetels zijn veranderd. Kies opnieuw uit de aanpassingen die nu helpen."
    ),
    errors.ProposalOldError: _l(
        "De aanmeldingen, streefcijfers of zetels zijn veranderd sinds het voorstel. Maak een nieuw voorstel."
    ),
    errors.StatisticsFileError: lambda error: str(STATISTICS[error.params["reason"]]),
    errors.QuotasMissingError: _l("Er zijn nog niet voor alle antwoorden streefcijfers. Vul ze eerst in."),
    errors.PoolEmptyError: _l("Er is nog niemand om uit te loten. Wacht op aanmeldingen."),
    errors.AgesWrongError: _l(
        "Van %(count)s mensen klopt de leeftijd niet, zoals van %(people)s. De leeftijdsgroep past niet bij het "
        "geboortejaar, of het bevolkingsregister zegt een ander jaar. Open hun aanmelding en zet het recht."
    ),
    errors.PoolAnswerError: _l("Iemand antwoordde %(answer)s bij %(feature)s. Daar is geen streefcijfer voor."),
    errors.ColumnUnknownError: _l("Van niemand is %(column)s bekend. Loot zonder regel voor huishoudens."),
    errors.PoolChangedError: _l(
        "De aanmeldingen of streefcijfers zijn veranderd sinds het voorstel. Trek dit voorstel in en maak een nieuw."
    ),
    errors.SignUpOpenError: sign_up_open,
    errors.DoublesError: lambda error: str(
        ngettext(
            "Er is nog %(num)s mogelijk dubbele aanmelding. Kijk die eerst na, bij Aanmeldingen.",
            "Er zijn nog %(num)s mogelijk dubbele aanmeldingen. Kijk die eerst na, bij Aanmeldingen.",
            error.params["count"],
        )
    ),
    errors.ListChangedError: _l(
        "De lijst van deze loting is niet meer de lijst die is bevroren en aangekondigd. De loting gaat niet door. "
        "Waarschuw de notaris en de systeembeheerder."
    ),
    errors.DigitsFixedError: _l(
        "U vulde voor deze lijst al andere cijfers in. Een collega kan de cijfers verbeteren, met de notaris erbij."
    ),
    errors.SecondNeededError: _l("De briefjes zijn openbaar. Een collega moet het intrekken bevestigen."),
    errors.SamePersonError: _l("U deed de eerste stap zelf. Vraag een collega om deze stap te doen."),
    errors.WrongStateError: _l("Deze stap kan nu niet. Iemand anders was u misschien voor."),
    errors.OpenDrawError: _l("Loting %(number)d loopt nog of is al gehouden. Trek die eerst in als dat moet."),
    errors.NumberEarlyError: lambda error: str(
        _l(
            "De trekking is aangekondigd voor %(moment)s. Vul het nummer daarna in.",
            moment=format_datetime(datetime.fromisoformat(error.params["moment"]), "d MMMM yyyy HH:mm"),
        )
    ),
    errors.TicketRangeError: _l(
        "Vul precies %(digits)s in, van %(first)s tot en met %(last)s.",
        digits=ticket_numbers.SO_MANY_DIGITS,
        first=ticket_numbers.FIRST,
        last=ticket_numbers.LAST,
    ),
    errors.TicketDiffersError: _l(
        "Dit is een ander nummer dan uw collega invulde. Kijk allebei nog eens naar de ballen."
    ),
    errors.DigitsError: _l("Vul precies tien cijfers in, zoals de notaris ze trok."),
    errors.MomentPastError: _l("Dit moment is al voorbij. Kijk of de datum en de klok van deze computer kloppen."),
    errors.BeaconError: lambda error: filled(BEACON[error.params["reason"]], error.params),
    errors.TooSoonError: _l(
        "De bevroren lijst is nog geen %(hours)s uur openbaar. Wacht, of leg een reden voor de korte termijn vast."
    ),
    errors.ClockError: _l("De klok van deze computer loopt achter. Zet de tijd goed en probeer het opnieuw."),
    errors.NoPanelError: no_panel,
    errors.ComputationError: _l("De berekening is gestopt door een fout (%(code)s). Er is niets veranderd."),
    errors.CancelledError: _l("De berekening is gestopt. Er is niets veranderd."),
    errors.RecordError: _l("De uitkomst doorstond de eigen controle niet. De loting is ongeldig verklaard."),
}


def recorded(code: str, params: Mapping[str, Any]) -> str:
    """The sentence for an error that was written down as the name of its class; empty if there is none."""
    kind = next((kind for kind in SENTENCES if kind.__name__ == code), None)
    return "" if kind is None else refusals.sentence(kind(**params))


def failed(codes: Mapping[int, str]) -> dict[int, str]:
    """Why draws failed, for everyone: number → sentence without particulars of the pool."""
    return {number: recorded(code, {}) for number, code in codes.items()}
