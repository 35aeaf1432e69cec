"""What the page that checks a lottery says, by the codes of `selection.proof.findings`; its script holds no words."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

#: code → sentence; the names in it are those of the finding
FINDINGS: dict[str, Any] = {
    "not_a_record": _l("Dit is geen bestand van een loting en ook geen bewijs. Kies een ander bestand."),
    "not_canonical": _l("Het bestand heeft niet zijn vaste vorm. Er is iets toegevoegd, verplaatst of overgeschreven."),
    "hash": _l("De vingerafdruk %(given)s past niet bij de inhoud. Die geeft %(computed)s. Er is dus iets veranderd."),
    "shape": _l("%(field)s ontbreekt of heeft niet de juiste vorm."),
    "unknown_field": _l("%(field)s hoort niet in dit bestand."),
    "input_sha256": _l(
        "De vingerafdruk van de lijst is %(given)s. De mensen en streefcijfers in het bestand geven %(computed)s."
    ),
    "frozen_list": _l(
        "De bevroren lijst heeft vingerafdruk %(given)s. De mensen, streefcijfers en regel hier geven %(computed)s."
    ),
    "frozen_must": _l("%(person)s staat bij %(field)s. Dat stond niet in de bevroren lijst."),
    "randomness": _l("Het toevalsgetal van drand is in het bestand %(given)s. De handtekening geeft %(computed)s."),
    "seed": _l("Het startgetal is %(given)s. De lijst, de cijfers en drand geven %(computed)s."),
    "people": _l("De mensen staan niet op volgorde, of het zijn anderen dan bij de antwoorden."),
    "answer": _l("%(person)s heeft het antwoord %(value)s. Dat antwoord bestaat niet."),
    "probability": _l("De kans van panel %(panel)s is %(value)s. Dat is geen kans met ten hoogste twaalf decimalen."),
    "sum": _l("De kansen van de panels zijn samen %(value)s in plaats van 1."),
    "panel_person": _l("In panel %(panel)s zit %(person)s. Die staat niet op de lijst of komt er twee keer in voor."),
    "panel_order": _l("Panel %(panel)s staat niet op volgorde, of is gelijk aan het vorige."),
    "panel_size": _l("Panel %(panel)s heeft %(people)s mensen in plaats van %(seats)s."),
    "panel_quota": _l(
        "Panel %(panel)s heeft %(people)s mensen met %(feature)s %(value)s. Het moeten er %(min)s tot %(max)s zijn."
    ),
    "panel_household": _l("In panel %(panel)s zitten twee mensen uit huishouden %(household)s."),
    "panel_must": _l("In panel %(panel)s ontbreekt %(person)s. Die moet in elk panel zitten."),
    "panel_must_not": _l("In panel %(panel)s zit %(person)s. Die mag in geen panel zitten."),
    "chance": _l("De kans van %(person)s is volgens het bestand %(given)s. De panels geven %(computed)s."),
    "unequal": _l("%(person)s heeft kans %(given)s. Wie dezelfde antwoorden gaf, heeft %(computed)s."),
    "tickets": _l("De briefjes verwijzen niet naar panels in de volgorde die uit het startgetal volgt."),
    "ticket_chance": _l("Het aandeel briefjes met %(person)s is volgens het bestand %(given)s. Het is %(computed)s."),
    "ticket_change": _l("De grootste afwijking door de briefjes is in het bestand %(given)s. Zij is %(computed)s."),
    "ticket_change_bound": _l(
        "De kleinste mogelijke afwijking is in het bestand %(given)s. Het bewijs geeft %(computed)s."
    ),
    "minimum": _l("De kleinste kans is volgens het bestand %(given)s. Zij is %(computed)s."),
    "upper_bound": _l("De bovengrens is volgens het bestand %(given)s. Het bewijs geeft %(computed)s."),
    "gap": _l("De ruimte tot de bovengrens is volgens het bestand %(given)s. Zij is %(computed)s."),
    "rule_gap": _l("De ruimte volgens de regel is in het bestand %(given)s. Het bewijs geeft %(computed)s."),
    "cannot": _l("De lijst van mensen die in geen panel passen, is een andere dan het bewijs geeft."),
    "excluded": _l("Niet bewezen is dat %(person)s in geen panel past. Er blijft ruimte voor %(seats)s zetels."),
    "complete": _l("Volgens het bestand is alles bewezen: %(given)s. Uit het bewijs volgt: %(computed)s."),
    "announced_root": _l("De wortel van de lijst is hier %(given)s. Aangekondigd was %(announced)s."),
    "announced_fingerprint": _l(
        "Aangekondigd was vingerafdruk %(announced)s. Dit bestand heeft %(file)s, en zijn lijst %(list)s."
    ),
}

#: what can be missing for a lottery to be proven → sentence
MISSING: dict[str, Any] = {
    "absent": _l(
        "Van %(people)s mensen met kans 0, zoals %(person)s, is niet bewezen dat zij in geen enkel panel passen."
    ),
    "minimum_open": _l("De kleinste kans kan misschien hoger, ten hoogste %(more)s procentpunt."),
    "chance_open": _l(
        "Van %(people)s mensen, zoals %(person)s, kan de kans misschien hoger zonder dat iemand met een kleinere of "
        "even grote kans minder krijgt. Dat scheelt ten hoogste %(more)s procentpunt."
    ),
    "rule_open": _l("Een andere loting kan naar de maat van %(rule)s misschien beter zijn, ten hoogste %(more)s."),
    "rule_unproven": _l("Er is geen bewijs dat naar de maat van %(rule)s geen andere loting beter is."),
    "tickets_open": _l(
        "De briefjes veranderen een kans met %(change)s briefjes. Bewezen is alleen dat het niet met minder dan "
        "%(bound)s kan."
    ),
    "inspection": _l("Streefcijfers en kansen kunt u alleen nakijken bij: %(place)s."),
    "not_announced": _l(
        "De aangekondigde vingerafdruk van dit bestand is niet ingevuld. Er kunnen dus andere briefjes in staan."
    ),
}

#: rule → its name
RULES: dict[str, Any] = {
    "leximin": _l("leximin: de kleinste kans zo groot mogelijk, dan de op een na kleinste, enzovoort"),
    "maximin": _l("maximin: de kleinste kans zo groot mogelijk"),
    "nash": _l("nash: het product van alle kansen zo groot mogelijk"),
    "goldilocks": _l("goldilocks: geen kans te klein en geen kans te groot"),
}

#: step of the check → what is being done
STEPS: dict[str, Any] = {
    "read": _l("Het bestand wordt gelezen."),
    "hash": _l("De vingerafdrukken worden nagerekend."),
    "panels": _l("Alle panels worden nagekeken."),
    "tickets": _l("De briefjes worden nagekeken."),
    "chances": _l("De kansen worden nagerekend."),
    "proof": _l("Het bewijs wordt nagerekend."),
}

#: the other sentences that the script needs
OTHERS: dict[str, Any] = {
    "busy": _l("Bezig met narekenen."),
    "more": _l("En nog %(count)s andere fouten."),
    "too_large": _l("Dit bestand is groter dan 200 MB. Een bestand van een loting is veel kleiner."),
    "stopped": _l("Het narekenen is gestopt door een fout in deze pagina. Controleer het bestand met Python."),
    "no_ticket": _l("Dit nummer is er niet. De nummers lopen van %(first)s tot en met %(last)s."),
    "absent": _l("niet in dit bestand"),
    "nobody": _l("niemand"),
    "compared": _l("De wortel en de vingerafdruk zijn die van de aankondiging."),
    "compared_fingerprint": _l("De vingerafdruk is die van de aankondiging."),
    "compared_root": _l(
        "De wortel is die van de aankondiging. Vul ook de vingerafdruk in: de wortel alleen laat niet zien wie er op "
        "de lijst staan."
    ),
    "not_compared": _l(
        "Dit is niet vergeleken met de aankondiging. Vul hierboven de aangekondigde wortel en vingerafdruk in."
    ),
    "drand": _l(
        "In het startgetal zit ronde %(round)s van drand. De handtekening daarvan is hier niet gecontroleerd. "
        "Vergelijk haar met die van drand zelf: %(signature)s."
    ),
    "panel": _l("Briefje %(number)s is een panel van %(count)s mensen: %(people)s."),
}


def for_script() -> dict[str, dict[str, str]]:
    """All words in the visitor's language."""
    parts = {"findings": FINDINGS, "missing": MISSING, "rules": RULES, "steps": STEPS, "others": OTHERS}
    return {name: {code: str(words) for code, words in part.items()} for name, part in parts.items()}
