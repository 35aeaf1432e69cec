"""What is asked about votes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from beraad.choices import LabelledEnum
from beraad.orm import now
from beraad.recommendations.votes import errors
from beraad.recommendations.votes.casting import CountData
from beraad.recommendations.votes.models import Choice, Purpose, ShareOf, VoteRound, Way
from beraad.recommendations.votes.service import RoundData, RuleData
from beraad.web.fields import EnumRadioField, ReferenceField, UploadField
from beraad.web.forms import Form, required

MOST_BALLOTS, MOST_MINUTES = 1000, 7 * 24 * 60


class Secrecy(LabelledEnum):
    """Whether anybody can see who voted what."""

    SECRET = "geheim", _l("Geheim: niemand ziet wie wat stemt")
    OPEN = "open", _l("Open: het panel ziet wie wat stemt")


def number(label: str, least: int = 0, most: int = MOST_BALLOTS) -> IntegerField:
    """A count of people, paper, days or percent."""
    wrong = _l("Vul een getal in van %(min)s tot en met %(max)s.")
    return IntegerField(label, [InputRequired(_l("Vul een getal in.")), NumberRange(least, most, wrong)])


class RuleForm(Form):
    """How the panel decides."""

    is_secret = EnumRadioField(_l("Hoe stemt het panel?"), Secrecy, required(_l("Kies hoe het panel stemt.")))
    share_of = EnumRadioField(
        _l("Een voorstel is aangenomen als genoeg stemmen voor zijn. Genoeg van wat?"),
        ShareOf,
        required(_l("Kies waarvan de stemmen voor een deel zijn.")),
        description=_l("Blanco telt niet mee als stem voor of tegen."),
    )
    threshold = number(_l("Meer dan hoeveel procent daarvan moet voor zijn?"), 1, 99)
    quorum = number(_l("Hoeveel procent van het panel moet ten minste stemmen?"), 1, 100)
    most_rounds = number(_l("Hoe vaak stemt het panel hooguit over hetzelfde?"), 1, 9)
    minority_days = number(_l("Hoeveel dagen na de stemming kan een minderheid haar standpunt opschrijven?"), 0, 60)
    reason = TextAreaField(
        _l("Waarom veranderen de stemregels?"),
        required(_l("Vul de reden in.")),
        description=_l("Iedereen kan deze reden lezen."),
    )

    def values(self) -> RuleData:
        return RuleData(
            threshold=self.threshold.data,
            share_of=self.share_of.data,
            quorum=self.quorum.data,
            is_secret=self.is_secret.data is Secrecy.SECRET,
            most_rounds=self.most_rounds.data,
            minority_days=self.minority_days.data,
            reason=self.reason.data if self.reason else "",
        )


class RoundForm(Form):
    """One round: who votes, how, and until when."""

    meeting = ReferenceField(
        _l("Wie stemt? Wie er is bij:"), required(_l("Kies de bijeenkomst.")), empty=_l("Kies een bijeenkomst")
    )
    way = EnumRadioField(_l("Hoe stemt het panel?"), Way, required(_l("Kies hoe het panel stemt.")))
    minutes = number(_l("Over hoeveel minuten sluit de stemming?"), 1, MOST_MINUTES)

    def data_for(self, purpose: Purpose, **words: Any) -> RoundData:
        return RoundData(purpose, self.way.data, now() + timedelta(minutes=self.minutes.data), **words)


class OpenForm(RoundForm):
    """A round for each of the proposals that are ticked."""

    proposals = SelectMultipleField(
        _l("Waarover stemt het panel?"),
        required(_l("Kies een of meer voorstellen.")),
        coerce=int,
        widget=ListWidget(),
        option_widget=CheckboxInput(),
        description=_l("Vanaf nu verandert de tekst niet meer."),
    )


class AgainForm(RoundForm):
    """The same once more."""

    why_again = TextAreaField(
        _l("Waarom stemt het panel opnieuw?"),
        required(_l("Vul de reden in.")),
        description=_l("Iedereen kan deze reden lezen. De eerste uitslag blijft staan."),
    )

    def values(self, before: VoteRound) -> RoundData:
        """A vote on what `before` was about."""
        words = {"text": before.text, "amendment_id": before.amendment_id}
        return self.data_for(before.purpose, why_again=self.why_again.data, **words)


class WordsForm(RoundForm):
    """A vote about words of the panel: why it withdraws, or the view of a minority."""

    text = TextAreaField(
        _l("De woorden waarover het panel stemt"),
        required(_l("Vul de tekst in.")),
        description=_l("De reden om in te trekken, of het standpunt van de minderheid. Noem geen namen."),
    )


class BallotForm(Form):
    """One vote: each button is a choice."""

    choice = EnumRadioField(_l("Uw stem"), Choice, required(_l("Druk op een van de knoppen.")))


class TableCountForm(Form):
    """Raised hands, as one of two people counted them."""

    refusal_fields: ClassVar = {errors.MoreThanPresentError: "votes_for"}
    votes_for = number(_l("Stemmen voor"))
    votes_against = number(_l("Stemmen tegen"))
    votes_blank = number(_l("Blanco stemmen"))

    def values(self) -> CountData:
        return CountData(self.votes_for.data, self.votes_against.data, self.votes_blank.data)


class ResultForm(TableCountForm):
    """The result of another voting system, with its file."""

    refusal_fields: ClassVar = {errors.FileMissingError: "file", **TableCountForm.refusal_fields}
    file = UploadField(_l("Bestand met de uitslag"), description=_l("Alleen de eerste die telt, stuurt het mee."))


class PaperCountForm(Form):
    """What became of the ballots on paper, as one of two people counted them."""

    refusal_fields: ClassVar = {
        errors.SpoiledReasonMissingError: "spoiled_why",
        errors.MoreThanPresentError: "handed_out",
    }
    handed_out = number(_l("Stembriefjes die u uitdeelde"))
    declined = number(_l("Panelleden die geen briefje wilden"))
    spoiled = number(_l("Briefjes die terugkwamen en niet meetellen"))
    spoiled_why = TextAreaField(_l("Waarom tellen die niet mee?"), description=_l("Alleen als dat er zijn."))

    def values(self) -> CountData:
        return CountData(
            handed_out=self.handed_out.data,
            declined=self.declined.data,
            spoiled=self.spoiled.data,
            spoiled_why=self.spoiled_why.data or "",
        )


class PrintForm(Form):
    """How many ballots to print."""

    number = number(_l("Hoeveel stembriefjes hebt u nodig?"), 1)


class ReadForm(Form):
    """A ballot on paper, as somebody reads it."""

    refusal_fields: ClassVar = {errors.UnknownCodeError: "code"}
    code = StringField(_l("Code op het briefje"), required(_l("Vul de code in.")))
    choice = EnumRadioField(_l("Wat is er gekozen?"), Choice, required(_l("Kies wat er op het briefje staat.")))
