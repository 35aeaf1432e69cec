"""The form on the back of a letter for people who sign up on paper: the questions of the screen, with its consent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _

from beraad.assemblies.models import Assembly
from beraad.recruitment.letters.letterhead import return_address
from beraad.recruitment.models.sign_up import ParentAsk, Purpose, QuestionKind
from beraad.recruitment.questions import ages, question_set
from beraad.recruitment.questions import queries as question_queries
from beraad.recruitment.questions.question_set import AskedFeature, QuestionSet
from beraad.recruitment.sign_up.forms import DAY_LABELS, NEED_LABELS, YES_NO_LABELS

#: A question: its words under `question`, and under `answers` what can be ticked. Only where there are any, `lines` has
#: labels of lines to fill in, and `consent` the text that answering this question agrees to.
SlipQuestion = dict[str, Any]


@dataclass(frozen=True)
class Slip:
    """The texts of the form."""

    title: str
    paragraphs: tuple[str, ...]
    code: str
    lines: tuple[str, ...]
    questions: tuple[SlipQuestion, ...]
    consent: str
    signature: str
    #: what happens with what is filled in
    privacy: str
    #: the words above the address to which it goes, and the lines of that address; empty if it is not known
    return_words: str
    return_to: tuple[str, ...]


def fill(assembly: Assembly) -> Slip:
    """The form of this burgerberaad, in the language of the page."""
    address, questions = return_address.find(assembly.id), question_set.current(assembly)
    lines = (_("Naam"), _("Straat en huisnummer"), _("Postcode en woonplaats"), _("Telefoon"), _("E-mail"))
    return Slip(
        title=_("Aanmeldformulier op papier"),
        paragraphs=(_("Vul alles in en stuur dit blad terug. Kruis bij elke vraag één antwoord aan."),),
        code=_("Uw persoonlijke code:"),
        lines=(*lines, _("Geboortejaar")),
        questions=(*_features(questions), *_more(assembly, questions)),
        consent=questions.consents[Purpose.DRAW].words,
        signature=_("Datum en handtekening"),
        privacy=_privacy(assembly),
        return_words=_return_words(address.is_free) if address else "",
        return_to=address.lines if address else (),
    )


def _privacy(assembly: Assembly) -> str:
    """What the sender does with the form; the letter before it says the rest."""
    keeper = assembly.commissioner or assembly.organiser or assembly.title
    return " ".join(
        (
            _("%(who)s gebruikt wat u invult alleen voor de loting, en om u te bereiken.", who=keeper),
            _("Wordt u niet ingeloot? Dan wissen wij het. U kunt uw aanmelding altijd intrekken."),
            _("Meer over uw gegevens en uw rechten leest u onderaan de brief."),
        )
    )


def _return_words(is_free: bool) -> str:
    if is_free:
        return str(_("Stuur dit blad naar (een postzegel is niet nodig):"))
    return str(_("Stuur dit blad met een postzegel naar:"))


def _features(questions: QuestionSet) -> Iterator[SlipQuestion]:
    groups = ages.groups(questions)
    for feature in questions.open_features:
        if groups is not None and feature is groups.feature:
            continue  # the year of birth says it
        yield _feature(feature)
    for feature in questions.special_features:
        yield {**_feature(feature), "consent": questions.consents[Purpose.SPECIAL].words}


def _feature(feature: AskedFeature) -> SlipQuestion:
    return {
        "question": feature.question or feature.name.capitalize(),
        "answers": [answer.value for answer in feature.answers],
    }


def _more(assembly: Assembly, questions: QuestionSet) -> Iterator[SlipQuestion]:
    if questions.parent_asks is not ParentAsk.NOTHING:
        phone = [_("Telefoon van uw ouder of voogd")] if questions.parent_asks is ParentAsk.NAME_AND_PHONE else []
        yield {
            "question": _("Wordt u in %(year)d nog geen 18?", year=ages.year(assembly)),
            "answers": [],
            "lines": [_("Naam van uw ouder of voogd"), *phone],
            "consent": _("Mijn ouder of voogd vindt het goed dat ik meedoe."),
        }
    if questions.asks_days and (days := question_queries.days(assembly)):
        words = [format_date(day, "EEEE d MMMM yyyy") for day in days]
        question = f"{_('Op welke dagen kunt u erbij zijn?')} {_('Vink alle dagen aan waarop u kunt.')}"
        yield {"question": question, "answers": [*words, *map(str, DAY_LABELS.values())]}
    if questions.asks_needs:
        lines, consent = list(map(str, NEED_LABELS.values())), questions.consents[Purpose.NEEDS].words
        yield {"question": _("Hebt u iets nodig om mee te doen?"), "answers": [], "lines": lines, "consent": consent}
    for one in questions.extra:
        if one.kind is QuestionKind.TEXT:
            yield {"question": one.text, "answers": [], "lines": [_("Uw antwoord")]}
        else:
            yield {"question": one.text, "answers": list(one.choices) or list(map(str, YES_NO_LABELS.values()))}
