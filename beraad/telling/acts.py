"""Sending a message: what its page says, and what it does."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from beraad.acts.act import Act, Amount, Done, Fixed, Preview, Second
from beraad.acts.forms import ActForm
from beraad.assemblies.access import registry_or_organiser
from beraad.telling import audiences, queries, service
from beraad.telling.errors import EmptyAudienceError, MessageStateError
from beraad.telling.models import Message
from beraad.telling.service import SEND_KEY
from beraad.web.places import full_address
from beraad.web.visitor import AccountId


def preview_send(message: Message) -> Preview:
    """Whom a draft reaches, and how. Raises `MessageStateError` or `EmptyAudienceError`."""
    if not message.state.is_draft:
        raise MessageStateError
    audience = audiences.find(message.assembly, message.audience)
    found = queries.preview(message.assembly, audience, message.is_urgent) if audience else None
    if audience is None or found is None or not found.people:
        raise EmptyAudienceError
    return Preview(
        title=_("Versturen: %(subject)s", subject=message.subject),
        button=ngettext("Verstuur aan %(num)s persoon", "Verstuur aan %(num)s mensen", found.people),
        amounts=(
            Amount("people", _("Mensen die het krijgen"), found.people, drifts=True),
            *(
                Amount(
                    f"by-{way.value if way else 'none'}",
                    str(way.label) if way else _("Niet te bereiken"),
                    number,
                    drifts=True,
                )
                for way, number in found.by_way.items()
            ),
            Amount(
                "tomorrow",
                _("Kreeg vandaag al een bericht en krijgt dit morgen"),
                found.tomorrow,
                drifts=True,
            ),
        ),
        happens=_what_happens(message, str(audience.label), found.unreachable),
        undo=_("Nee. Een verstuurd bericht kunt u niet terughalen."),
        fixed=(
            Fixed("subject", _("Het onderwerp"), message.subject),
            Fixed("body", _("De tekst"), message.body),
            Fixed("audience", _("Wie het krijgt"), message.audience),
            Fixed("urgent", _("Of het dringend is"), str(message.is_urgent)),
        ),
        part="telling/act_part.html",
        context={"message": message, "text": queries.example(message)},
    )


def _what_happens(message: Message, audience: str, unreachable: int) -> tuple[str, ...]:
    sentences = [
        _("Het bericht gaat naar: %(audience)s. Ieder krijgt het op de eigen manier.", audience=audience),
        _("Sms’en gaan alleen tussen 8 en 21 uur."),
    ]
    if unreachable:
        sentences.append(_("Wie wij niet kunnen bereiken, komt op de lijst Niet bereikt."))
    if message.is_urgent:
        sentences.append(_("Dit bericht is dringend: het gaat vandaag, ook naar wie vandaag al een bericht kreeg."))
    return tuple(sentences)


def _send(message: Message, _form: ActForm) -> str:
    service.send(message)
    return str(_("Het bericht gaat nu weg, aan ieder op de eigen manier. Hieronder ziet u wat ervan wordt."))


def preview_discard(message: Message) -> Preview:
    """Who does not get a draft. Raises `MessageStateError`."""
    if not message.state.is_draft:
        raise MessageStateError
    audience = audiences.find(message.assembly, message.audience)
    return Preview(
        title=_("Bericht weggooien"),
        button=_("Gooi het bericht ‘%(subject)s’ weg", subject=message.subject),
        amounts=(
            Amount("people", _("Mensen die het dan niet krijgen"), audience.count() if audience else 0, drifts=True),
        ),
        happens=(_("Het bericht is nog niet verstuurd."),),
        undo=_("Nee. Na het weggooien is het helemaal weg."),
        fixed=(Fixed("subject", _("Het onderwerp"), message.subject), Fixed("body", _("De tekst"), message.body)),
        part="telling/act_part.html",
        context={"message": message, "text": queries.example(message)},
    )


def _discard(message: Message, _form: ActForm) -> Done:
    overview = url_for("telling.overview", slug=message.assembly.slug)
    service.discard(message)
    return Done(_("Het bericht is weggegooid."), overview)


def _place(message: Message) -> str:
    return url_for("telling.detail", slug=message.assembly.slug, message_id=message.id)


SEND: Act[Message] = Act(
    key=SEND_KEY,
    access=registry_or_organiser,
    preview=preview_send,
    perform=_send,
    place=_place,
    second=Second(
        what=lambda message: _("het bericht ‘%(subject)s’", subject=message.subject),
        link=lambda message: full_address("telling.send", slug=message.assembly.slug, message_id=message.id),
        maker=lambda message: AccountId(message.written_by_id) if message.written_by_id else None,
    ),
)
DISCARD: Act[Message] = Act(
    key="telling.discard", access=registry_or_organiser, preview=preview_discard, perform=_discard, place=_place
)
ACTS = (SEND, DISCARD)
