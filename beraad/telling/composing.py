"""The frame around all that people get to hear: whom it is for, about which burgerberaad, from whom, whom to ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from flask_babel import force_locale
from flask_babel import gettext as _

from beraad.assemblies.models import Assembly
from beraad.telling import placeholders
from beraad.telling.models import Message
from beraad.telling.people import Person
from beraad.web.i18n import LOCALES


@dataclass(frozen=True)
class Text:
    """What is told: a subject, and paragraphs with an empty line between them."""

    subject: str
    body: str


def paragraphs(*words: str) -> str:
    """Those that are not empty, with an empty line between them."""
    return "\n\n".join(filter(None, words))


def bundled(messages: Sequence[Message], person: Person) -> Text:
    """All of these messages (at least one, those of one burgerberaad together) as this person reads them."""
    return filled(pattern(messages, person.language, person.way is not None and person.way.is_text), person)


def pattern(messages: Sequence[Message], language: str, is_short: bool) -> Text:
    """The same for everyone who reads this language, with `{naam}` and the like where people differ.

    `is_short`: in few words, for a telephone.
    """
    parts = [
        (assembly, [_news(message, language) for message in of_one])
        for assembly, of_one in groupby(messages, lambda message: message.assembly)
    ]
    with force_locale(LOCALES.get(language, LOCALES["nl"])):
        return _short(parts) if is_short else _framed(parts)


def filled(text: Text, person: Person) -> Text:
    """The text as this person reads it."""
    return Text(placeholders.fill_in(text.subject, person), placeholders.fill_in(text.body, person))


def alone(assembly: Assembly, text: Text, person: Person) -> Text:
    """What is for one person alone, in the same frame, in the language of the moment."""
    parts = [(assembly, [text])]
    return filled(_short(parts) if person.way is not None and person.way.is_text else _framed(parts), person)


def _news(message: Message, language: str) -> Text:
    """The words of one message."""
    subject, body = message.translations.get(language, (message.subject, message.body))
    title = message.assembly.title
    return Text(subject.replace(placeholders.TITLE, title), body.replace(placeholders.TITLE, title))


def _framed(parts: Sequence[tuple[Assembly, Sequence[Text]]]) -> Text:
    """News of one burgerberaad or more, with greeting, sender and contact, in the language of the moment."""
    texts = [text for _assembly, of_one in parts for text in of_one]
    greeting = _("Beste %(name)s,", name=placeholders.NAME)
    if len(texts) == 1:
        return Text(texts[0].subject, paragraphs(greeting, texts[0].body, _ending(parts[0][0])) + "\n")
    sections = [_section(assembly, of_one) for assembly, of_one in parts]
    intro = _("Er zijn %(count)d nieuwe berichten voor u. Ze staan hieronder.", count=len(texts))
    return Text(_subject(parts, len(texts)), paragraphs(greeting, intro, *sections) + "\n")


def _contact(assembly: Assembly) -> str:
    """Whom to ask, in words; empty while the burgerberaad names nobody."""
    who = ", ".join(filter(None, (assembly.contact_name, assembly.contact_phone, assembly.contact_email)))
    return _("Hebt u vragen? Neem contact op met %(who)s.", who=who) if who else ""


def _ending(assembly: Assembly) -> str:
    sender = assembly.contact_name or assembly.organiser or assembly.commissioner or _("De griffie")
    behalf = _("namens %(who)s", who=assembly.commissioner) if assembly.commissioner else ""
    about = _("voor %(title)s", title=assembly.title)
    signed = "\n".join([_("Met vriendelijke groet,"), sender, ", ".join(filter(None, (behalf, about)))])
    return paragraphs(_contact(assembly), signed)


def _section(assembly: Assembly, texts: Sequence[Text]) -> str:
    numbered = [paragraphs(f"{number}. {text.subject}", text.body) for number, text in enumerate(texts, start=1)]
    return paragraphs(assembly.title.upper(), *numbered, _ending(assembly))


def _subject(parts: Sequence[tuple[Assembly, Sequence[Text]]], count: int) -> str:
    if len(parts) == 1:
        return str(_("%(title)s: %(count)d berichten", title=parts[0][0].title, count=count))
    return str(_("%(count)d berichten over uw burgerberaden", count=count))


def _short(parts: Sequence[tuple[Assembly, Sequence[Text]]]) -> Text:
    """The same in few words, for a telephone."""
    lines = []
    for assembly, texts in parts:
        ask = assembly.contact_phone or assembly.contact_email
        asked = _("Vragen? %(contact)s", contact=ask) if ask else ""
        lines += [paragraphs(f"{assembly.title}: {text.subject}.", text.body) for text in texts] + [asked]
    return Text(parts[0][0].title, paragraphs(*lines))
