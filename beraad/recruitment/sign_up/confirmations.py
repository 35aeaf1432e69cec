"""Mail to residents about their own sign-up."""

from __future__ import annotations

from flask_babel import force_locale, format_date
from flask_babel import gettext as _

from beraad.accounts import tries
from beraad.accounts.errors import TooManyTriesError
from beraad.orm import now
from beraad.recruitment import ways
from beraad.recruitment.models.registration import Channel, Registration, RegistrationState
from beraad.recruitment.questions import open_link
from beraad.recruitment.sign_up import entry
from beraad.recruitment.sign_up.codes import Code, sign_up_link
from beraad.telling.composing import Text, paragraphs

#: messages to one address in a quarter of an hour that a stranger can cause
MOST_SENT = 5


def send(registration: Registration, code: Code | None = None) -> None:
    """Confirm the state of the sign-up by e-mail or text message; with the `code` to return with.

    On the open link anyone can type the name and the address of another: that name is not in the message, and one
    address gets few of them.
    """
    is_letter = registration.channel is not Channel.OPEN_LINK
    if not is_letter and _has_had_enough(registration):
        return
    with force_locale(registration.language):
        text = _words(registration, code)
        reference = f"registration-{registration.id}-{int(now().timestamp() * 1000)}"
        ways.answer(registration, text, reference, by_name=is_letter)


def _has_had_enough(registration: Registration) -> bool:
    person = ways.person_of(registration)
    try:
        tries.count("confirmation", person.address, MOST_SENT)
    except TooManyTriesError:
        return True
    return False


def _words(registration: Registration, code: Code | None) -> Text:
    assembly = registration.assembly
    if registration.state is RegistrationState.WITHDRAWN:
        is_drawn = open_link.can_be_drawn(registration)
        subject = _("U doet niet meer mee aan de loting") if is_drawn else _("Uw aanmelding is ingetrokken")
        news = _("Uw aanmelding voor %(title)s is ingetrokken. U hoeft niets meer te doen.", title=assembly.title)
        if is_drawn and assembly.pool_frozen_at is not None:
            subject = _("Uw aanmelding is ingetrokken")
            still = _("De lijst voor de loting lag al vast. Wordt uw nummer getrokken, dan vragen wij iemand anders.")
            return Text(subject, paragraphs(news, still))
        return Text(subject, news)
    subject = _("Uw aanmelding voor %(title)s", title=assembly.title)
    purpose, after = _purpose(registration)
    return Text(subject, paragraphs(purpose, _how_to_return(registration, code), after))


def _how_to_return(registration: Registration, code: Code | None) -> str:
    """Until when and how the sign-up can be changed; empty if residents can't change it any more."""
    assembly, until = registration.assembly, ""
    if not entry.is_open(assembly):
        return ""
    if assembly.sign_up_closes:
        day = format_date(assembly.sign_up_closes, "d MMMM yyyy")
        until = _("Tot en met %(day)s kunt u uw aanmelding wijzigen of intrekken.", day=day)
    if code is not None:
        how = _("Gebruik daarvoor de code %(code)s op %(link)s.", code=code, link=sign_up_link())
    elif registration.invitation_id is not None:
        how = _("Gebruik daarvoor de code uit uw brief op %(link)s.", link=sign_up_link())
    else:
        how = _("Gebruik daarvoor de code die u eerder kreeg op %(link)s.", link=sign_up_link())
    return " ".join(filter(None, (until, how)))


def _purpose(registration: Registration) -> tuple[str, str]:
    """What the sign-up is for, and what comes after it."""
    title, frozen_at = registration.assembly.title, registration.assembly.pool_frozen_at
    if frozen_at is not None:
        changed = _("Wij hebben uw gegevens voor %(title)s gewijzigd.", title=title)
        return changed, _("De lijst voor de loting lag al vast. Daaraan verandert niets.")
    if open_link.can_be_drawn(registration):
        purpose = _("U hebt zich aangemeld voor de loting van %(title)s. Fijn dat u meedoet.", title=title)
        return purpose, _("Na de loting hoort u of u bent ingeloot.")
    purpose = _("U hebt zich aangemeld voor %(title)s. Fijn dat u meeleeft.", title=title)
    not_drawn = _("Uw aanmelding telt niet mee bij de loting: u komt dus niet in het panel.")
    return purpose, f"{not_drawn} {_('Wij kunnen u wel berichten sturen over het burgerberaad.')}"
