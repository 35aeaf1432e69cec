"""What is asked about an interest and about a contact."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, StringField, TextAreaField
from wtforms.validators import NumberRange, Optional, ValidationError

from beraad.outreach.errors import InterestExistsError
from beraad.outreach.models import Contact, Interest, Means, Way
from beraad.outreach.service import ContactData, InterestData
from beraad.web.fields import DayField, EnumRadioField, ReferenceField
from beraad.web.forms import Form, at_most, required

MOST_PEOPLE = 1_000_000


def line(label: Any) -> StringField:
    return StringField(label, [Optional(), at_most(300)])


class InterestForm(Form):
    """An interest, what is at stake, and how it is heard. A field for each of `Means` is called after its code."""

    refusal_fields: ClassVar = {InterestExistsError: "name"}

    name = StringField(_l("Groep of belang"), [*required(_l("Vul een groep of belang in.")), at_most(120)])
    stake = TextAreaField(_l("Wat staat er voor hen op het spel?"), [Optional(), at_most(2000)])
    is_organised = BooleanField(_l("Er is een organisatie die voor hen spreekt"))
    zetel = line(_l("Zetel in het panel"))
    spreker = line(_l("Spreker bij het panel"))
    stuk = line(_l("Stuk in de bibliotheek"))
    gesprek = line(_l("Apart gesprek"))

    @classmethod
    def filled(cls, interest: Interest) -> InterestForm:
        """Returns the form with what is known of `interest`."""
        texts = {voice.means.value: voice.text for voice in interest.voices}
        return cls(name=interest.name, stake=interest.stake, is_organised=interest.is_organised, **texts)

    def values(self) -> InterestData:
        voices = {means: self[means.value].data or "" for means in Means}
        return InterestData(self.name.data, self.stake.data or "", self.is_organised.data, voices)


class ContactForm(Form):
    """What was done to reach people, and what came of it."""

    way = EnumRadioField(
        _l("Hoe hebt u mensen bereikt?"), Way, validators=required(_l("Kies hoe u mensen hebt bereikt."))
    )
    on = DayField(_l("Dag"), required(_l("Vul de dag in, zoals 31-12-2026.")))
    text = StringField(_l("Wat is er gedaan?"), [*required(_l("Vul in wat er is gedaan.")), at_most(300)])
    interest = ReferenceField(_l("Voor welke groep of welk belang?"), empty=_l("Voor iedereen"))
    invited = IntegerField(
        _l("Hoeveel mensen zijn uitgenodigd?"),
        [Optional(), NumberRange(0, MOST_PEOPLE, _l("Vul een getal in van 0 of meer."))],
    )
    reached = IntegerField(
        _l("Hoeveel mensen deden mee?"),
        [
            *required(_l("Vul in hoeveel mensen meededen. Niemand? Vul dan 0 in.")),
            NumberRange(0, MOST_PEOPLE, _l("Vul een getal in van 0 of meer.")),
        ],
    )
    heard = TextAreaField(_l("Wat brachten zij in?"), [Optional(), at_most(5000)])

    @classmethod
    def filled(cls, contact: Contact) -> ContactForm:
        """Returns the form with what is known of `contact`."""
        known = {name: getattr(contact, name) for name in ("text", "way", "invited", "reached", "heard")}
        return cls(on=contact.done_on, interest=contact.interest_id, **known)

    def validate_invited(self, field: IntegerField) -> None:
        if field.data is not None and self.reached.data is not None and field.data < self.reached.data:
            raise ValidationError(_l("Dit zijn er minder dan er meededen. Kijk beide getallen na."))

    def values(self) -> ContactData:
        return ContactData(
            self.on.data,
            self.way.data,
            self.text.data,
            self.reached.data,
            self.invited.data,
            self.heard.data or "",
            self.interest.data,
        )
