"""The questions of the sign-up form, one page each: the features, the person, and the organiser's questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField

from beraad.assemblies.models import Assembly
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.models.sign_up import ParentAsk, Purpose
from beraad.recruitment.questions import ages, parents, question_set, replies, special, translations
from beraad.recruitment.questions import needs as sealed_needs
from beraad.recruitment.questions import queries as question_queries
from beraad.recruitment.questions.needs import Needs
from beraad.recruitment.questions.parents import Parent
from beraad.recruitment.questions.question_set import AskedFeature, QuestionSet
from beraad.recruitment.questions.replies import Replies
from beraad.recruitment.questions.translations import Reader
from beraad.recruitment.sign_up import forms as sign_up_forms
from beraad.recruitment.sign_up import forms_parent
from beraad.recruitment.sign_up.forms import (
    EXTRA,
    NEEDS,
    NO_DAY,
    UNKNOWN,
    extra_name,
    feature_form,
    feature_name,
    feature_title,
    special_consent_name,
)
from beraad.recruitment.sign_up.service import Person, RegistrationData
from beraad.telling.ways import ContactBy
from beraad.web.forms import Form
from beraad.web.i18n import LANGUAGES, language

ADDRESS = ("name", "address_line1", "postcode", "place")
PARENT = ("parent_name", "parent_phone", "parent_consent")
CONTACT = ("contact_by", "email", "phone", "language")
#: fields of a form that are fields of a person under the same name
PERSON_FIELDS = (*ADDRESS, "email", "phone")


@dataclass(frozen=True)
class Step:
    """One page of the form."""

    #: what it asks: `feature`, `special`, `birth_year`, `address`, `contact`, `days`, `needs` or `extra`
    kind: str
    #: words of the page's heading, translated when they are shown
    title: Any
    form: type[Form]
    #: names of the fields
    fields: tuple[str, ...]
    #: words below the question; may be empty
    explanation: str = ""

    def is_answered(self, answers: Mapping[str, Any]) -> bool:
        return all(name in answers for name in self.fields)

    def is_right(self, answers: Mapping[str, Any]) -> bool:
        """Whether the answers would still pass: the organiser may have changed what is asked."""
        data = MultiDict[str, Any]()
        for name in self.fields:
            value = answers.get(name)
            if isinstance(value, list):
                data.setlist(name, value)
            elif value:
                data[name] = "y" if value is True else str(value)
        return bool(self.form(formdata=data, meta={"csrf": False}).validate())


def sign_up_steps(
    assembly: Assembly, for_draw: bool = True, answers: Mapping[str, Any] | None = None
) -> Sequence[Step]:
    """The steps of this burgerberaad, in order. What only the lottery may know is asked only `for_draw`.

    Of a parent something is asked if the `answers` so far are those of a minor, or if they are None: not known yet.
    """
    questions = question_set.current(assembly)
    read = translations.reader(questions)
    groups = ages.groups(questions)
    known = tuple(groups.bands.values()) if groups and groups.other is None else ()
    birth_year = sign_up_forms.birth_year_form(questions.minimum_age, ages.year(assembly), known)
    asked = [feature for feature in questions.open_features if groups is None or feature is not groups.feature]
    return (
        *(_feature_step(feature, read) for feature in asked),
        *(_special_steps(questions, read) if for_draw else ()),
        Step("birth_year", _l("In welk jaar bent u geboren?"), birth_year, ("birth_year",)),
        *_parent_step(assembly, questions, answers),
        Step("address", _l("Wie bent u en waar woont u?"), sign_up_forms.AddressForm, ADDRESS),
        Step("contact", _l("Hoe bereiken wij u?"), sign_up_forms.ContactForm, CONTACT),
        *_more_steps(assembly, questions, read),
    )


def first_open(steps: Sequence[Step], answers: Mapping[str, Any]) -> int | None:
    """Number (from 1) of the first step without an answer; None if all have one."""
    return next((number for number, step in enumerate(steps, 1) if not step.is_answered(answers)), None)


def first_wrong(steps: Sequence[Step], answers: Mapping[str, Any]) -> int | None:
    """Number (from 1) of the first step that would not take its answers now; None if all do."""
    return next((number for number, step in enumerate(steps, 1) if not step.is_right(answers)), None)


def summary(steps: Sequence[Step], answers: Mapping[str, Any]) -> list[tuple[int, str, str]]:
    """Number of the step, question and answer, for the page on which they are checked."""
    rows = []
    for number, step in enumerate(steps, 1):
        form = step.form(formdata=None, data=dict(answers))
        shown = [form[name] for name in step.fields if not isinstance(form[name], BooleanField)]
        for field in shown:
            question = str(field.label.text) if len(shown) > 1 else step.title
            rows.append((number, question, _words(field) or _("niet ingevuld")))
    return rows


def registration_data(
    assembly: Assembly, values: Mapping[str, Any], for_draw: bool = True, before: Person | None = None
) -> RegistrationData:
    """The sign-up out of answers by field name; what was not asked stays as it was `before`."""
    return RegistrationData(
        person_of(values, before), answers_of(assembly, values), replies_of(assembly, values, for_draw)
    )


def person_of(values: Mapping[str, Any], before: Person | None = None) -> Person:
    """The person out of answers by field name; what was not asked stays as it was `before`."""
    changed: dict[str, Any] = {name: values[name] or "" for name in PERSON_FIELDS if name in values}
    if "contact_by" in values:
        changed["contact_by"] = ContactBy.by_code(values["contact_by"])
    if values.get("language") in LANGUAGES:
        changed["language"] = values["language"]
    return replace(before or Person(language=language()), **changed, birth_year=values["birth_year"])


def answers_of(assembly: Assembly, values: Mapping[str, Any]) -> dict[str, str]:
    """Name of the feature → answer, out of answers by field name; the age group follows from the year of birth."""
    features = question_set.current(assembly).open_features
    answers = {feature.name: str(values.get(feature_name(feature)) or "") for feature in features}
    return ages.with_age(assembly, answers, values.get("birth_year"))


def replies_of(assembly: Assembly, values: Mapping[str, Any], for_draw: bool = True) -> Replies:
    """All other answers out of answers by field name; what is not among `values` was not asked."""
    agreed = {Purpose.DRAW if for_draw else Purpose.THINK_ALONG}
    needs = None
    if all(name in values for name in NEEDS):
        needs = Needs(**{name: values[name] or "" for name in NEEDS})
        agreed |= {Purpose.NEEDS} if needs else set()
    parent = None
    if "parent_name" in values:
        minor = (values.get("birth_year") or 0) > ages.year(assembly) - parents.OF_AGE
        parent = Parent(values["parent_name"] or "", values["parent_phone"] or "") if minor else Parent()
    asked = [f for f in question_set.current(assembly).special_features if feature_name(f) in values]
    sealed = {
        feature.id: values[feature_name(feature)]
        for feature in asked
        if values.get(special_consent_name(feature)) and values[feature_name(feature)] != special.declined(feature)
    }
    agreed |= {Purpose.SPECIAL} if sealed else set()
    extra = {int(name.removeprefix(EXTRA)): text or "" for name, text in values.items() if name.startswith(EXTRA)}
    return Replies(
        days=_days(question_queries.days(assembly), values["days"]) if "days" in values else None,
        extra=extra,
        needs=needs,
        parent=parent,
        special=sealed if asked else None,
        agreed=frozenset(agreed),
        language=language(),
    )


def answers_in(registration: Registration) -> dict[str, Any]:
    """All answers of a sign-up by name of the field, as the form keeps them; for the person themselves alone."""
    values = open_answers_in(registration)
    answers = special.read(registration.id)
    for feature in question_set.current(registration.assembly).special_features:
        values[feature_name(feature)] = answers.get(feature.id, special.declined(feature))
        values[special_consent_name(feature)] = feature.id in answers
    return values


def open_answers_in(registration: Registration) -> dict[str, Any]:
    """The same without the answers to special features."""
    values: dict[str, Any] = {feature_name(answer.feature): answer.value.value for answer in registration.answers}
    values |= {name: getattr(registration, name) for name in (*PERSON_FIELDS, "birth_year", "language")}
    values["contact_by"] = registration.contact_by.value
    questions = question_set.current(registration.assembly)
    if questions.asks_needs:
        needs = sealed_needs.read(registration.id)
        values |= {**vars(needs), "needs_consent": bool(needs)}
    if (parent := parents.find(registration.id)) is not None:
        values |= {"parent_name": parent.name, "parent_phone": parent.phone, "parent_consent": True}
    if questions.asks_days and (days := question_queries.days(registration.assembly)):
        values["days"] = _chosen_days(days, replies.days_of(registration.id))
    extra = replies.extra_of(registration.id)
    for question in questions.extra:
        values[extra_name(question.id)] = extra.get(question.id, "")
    return values


def _feature_step(feature: AskedFeature, read: Reader) -> Step:
    title, form = feature_title(feature, read), feature_form(feature, read)
    return Step("feature", title, form, (feature_name(feature),), read(feature.explanation))


def _parent_step(assembly: Assembly, questions: QuestionSet, answers: Mapping[str, Any] | None) -> Iterator[Step]:
    minors_from = ages.year(assembly) - parents.OF_AGE + 1
    is_minor = answers is None or (answers.get("birth_year") or 0) >= minors_from
    if questions.parent_asks is not ParentAsk.NOTHING and is_minor:
        form = forms_parent.parent_form(questions.parent_asks is ParentAsk.NAME_AND_PHONE, minors_from)
        yield Step("parent", _l("Wie is uw ouder of voogd?"), form, PARENT)


def _special_steps(questions: QuestionSet, read: Reader) -> Iterator[Step]:
    for feature in questions.special_features:
        consent = read(questions.consents[Purpose.SPECIAL].words)
        names = (feature_name(feature), special_consent_name(feature))
        form = sign_up_forms.special_form(feature, read, consent)
        yield Step("special", feature_title(feature, read), form, names, read(feature.explanation))


def _more_steps(assembly: Assembly, questions: QuestionSet, read: Reader) -> Iterator[Step]:
    if questions.asks_days and (days := question_queries.days(assembly)):
        yield Step("days", _l("Op welke dagen kunt u erbij zijn?"), sign_up_forms.days_form(days), ("days",))
    if questions.asks_needs:
        consent = read(questions.consents[Purpose.NEEDS].words)
        fields = (*NEEDS, "needs_consent")
        yield Step("needs", _l("Hebt u iets nodig om mee te doen?"), sign_up_forms.needs_form(consent), fields)
    for question in questions.extra:
        form = sign_up_forms.extra_form(question, read)
        yield Step("extra", read(question.text), form, (extra_name(question.id),))


def _words(field: Any) -> str:
    """The answer in a field, as words."""
    if hasattr(field, "iter_choices"):
        values = field.data if isinstance(field.data, list) else [field.data]
        labels = {one.value: one.label if isinstance(one.label, Markup) else str(one.label) for one in field.choices}
        return Markup(", ").join(labels.get(str(one), str(one)) for one in values if one)
    return str(field.data or "")


def _days(days: Sequence[date], marked: Sequence[str]) -> dict[date, bool]:
    """Day → whether they can come; empty when they don't know yet."""
    return {} if UNKNOWN in marked else {day: day.isoformat() in marked for day in days}


def _chosen_days(days: Sequence[date], replied: Mapping[date, bool]) -> list[str]:
    if not replied:
        return [UNKNOWN]
    return [day.isoformat() for day in days if replied.get(day)] or [NO_DAY]
