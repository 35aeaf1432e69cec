"""What is asked about documents and requests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, IntegerField, StringField, TextAreaField
from wtforms.validators import NumberRange, Optional, StopValidation, ValidationError

from beraad.materials.errors import ChangedMeanwhileError, NothingNewError, NothingToReadError
from beraad.materials.models import Kind, Language, Readers, RequestKind, Stance
from beraad.materials.service import Content, DocumentData
from beraad.materials.words import NOTHING_TO_READ
from beraad.web.fields import DayField, EnumRadioField, EnumSelectField, ReferenceField, UploadField
from beraad.web.forms import Form, at_most, required
from beraad.web.uploads import StoredFile

LONGEST_TEXT = 200_000
FILE_HINT = _l("PDF, afbeelding, Word, Excel, PowerPoint of OpenDocument, tot 20 MB. Lezers downloaden het bestand.")
TEXT_HINT = _l("U kunt Markdown gebruiken: ## voor een kop, - voor een lijst, **vet**.")


def text_or_file(form: DocumentForm, field: Field) -> None:
    """Validator: filled in if there is no file; a file with an error of its own counts as one."""
    if not field.data and not form.file.data:
        raise StopValidation(NOTHING_TO_READ)


class AboutForm(Form):
    """Everything about a document but its text and file."""

    title = StringField(_l("Titel"), [*required(_l("Vul een titel in.")), at_most(200)])
    summary = TextAreaField(
        _l("Samenvatting"), [Optional(), at_most(1000)], description=_l("Een of twee zinnen over wat erin staat.")
    )
    kind = EnumSelectField(_l("Soort stuk"), Kind, required(_l("Kies wat voor stuk het is.")))
    meeting_id = ReferenceField(_l("Bijeenkomst"), [Optional()], empty=_l("Hoort bij geen bijeenkomst"))
    theme = StringField(
        _l("Thema"), [Optional(), at_most(120)], description=_l("Het panel vindt stukken ook per thema.")
    )
    is_groundwork = BooleanField(_l("Dit is voorwerk: het was er al voor de eerste bijeenkomst"))
    source = StringField(_l("Bron of schrijver"), [Optional(), at_most(200)])
    stance = EnumSelectField(
        _l("Standpunt"),
        Stance,
        [Optional()],
        empty=_l("Niet van toepassing"),
        description=_l("Zo ziet u of de stukken samen in evenwicht zijn."),
    )
    language = EnumSelectField(_l("Taal"), Language, required(_l("Kies een taal.")))
    original_id = ReferenceField(
        _l("Vertaling of gewone taal van"), [Optional()], empty=_l("Dit is zelf een origineel stuk")
    )
    is_plain = BooleanField(_l("Geschreven in gewone taal"))
    position = IntegerField(
        _l("Volgorde"),
        [Optional(), NumberRange(0, 9999, _l("Vul een getal in van 0 tot 9999."))],
        description=_l("Het laagste getal staat bovenaan."),
    )
    readers = EnumRadioField(_l("Wie mag dit lezen?"), Readers, required(_l("Kies wie dit mag lezen.")))

    def offer(self, meetings: Sequence[tuple[int, str]], originals: Sequence[tuple[int, str]]) -> None:
        """Let people choose among the meetings and the originals of this burgerberaad."""
        self.meeting_id.offer(meetings)
        self.original_id.offer(originals)

    def values(self) -> DocumentData:
        return DocumentData(
            title=self.title.data or "",
            kind=self.kind.data,
            summary=self.summary.data or "",
            meeting_id=self.meeting_id.data,
            theme=self.theme.data or "",
            is_groundwork=self.is_groundwork.data,
            language=self.language.data,
            original_id=self.original_id.data,
            is_plain=self.is_plain.data,
            source=self.source.data or "",
            stance=self.stance.data,
            position=self.position.data or 0,
            readers=self.readers.data,
        )


class DocumentForm(AboutForm):
    """A new document with its first version."""

    refusal_fields: ClassVar = {NothingToReadError: "text"}
    text = TextAreaField(_l("Tekst"), [text_or_file, Optional(), at_most(LONGEST_TEXT)], description=TEXT_HINT)
    file = UploadField(_l("Bestand"), [Optional()], description=FILE_HINT)

    def content(self) -> Content:
        """Returns the first version, and stores its file."""
        return Content(with_unix_line_ends(self.text.data), self.file.kept())


class VersionForm(Form):
    """The next version of a document."""

    refusal_fields: ClassVar = {NothingToReadError: "text", NothingNewError: "text", ChangedMeanwhileError: "text"}
    text = TextAreaField(_l("Tekst"), [Optional(), at_most(LONGEST_TEXT)], description=TEXT_HINT)
    file = UploadField(_l("Ander bestand"), [Optional()], description=FILE_HINT)
    without_file = BooleanField(_l("Haal het bestand weg"))
    note = StringField(
        _l("Wat is er veranderd?"),
        [Optional(), at_most(300)],
        description=_l("Lezers zien deze uitleg in de lijst met versies."),
    )

    def content(self, old_file: StoredFile | None) -> Content:
        """Returns the next version, and stores its file; the old file stays unless replaced or removed."""
        file = self.file.kept() or (None if self.without_file.data else old_file)
        return Content(with_unix_line_ends(self.text.data), file)


class AskForm(Form):
    """What a panellist wants to know or see."""

    kind = EnumRadioField(_l("Wat vraagt u?"), RequestKind, required(_l("Kies wat u vraagt.")))
    text = TextAreaField(
        _l("Uw vraag"),
        [*required(_l("Schrijf uw vraag op.")), at_most(2000)],
        description=_l("Het hele panel leest uw vraag, zonder uw naam. Schrijf geen namen van andere mensen op."),
    )


class AssignForm(Form):
    """Who handles a request, and by when."""

    owner_id = ReferenceField(_l("Wie pakt dit op?"), required(_l("Kies wie dit oppakt.")), empty=_l("Kies iemand"))
    deputy_id = ReferenceField(
        _l("Wie neemt het over als dat nodig is?"),
        [Optional()],
        empty=_l("Niemand"),
        description=_l("Deze collega krijgt ook bericht als de tijd bijna om is."),
    )
    due_on = DayField(_l("Antwoord uiterlijk op"), required(_l("Vul in wanneer er een antwoord is.")))

    def validate_deputy_id(self, field: Field) -> None:
        """Somebody else than who handles it."""
        if field.data is not None and field.data == self.owner_id.data:
            raise ValidationError(_("Kies een ander dan wie het oppakt."))


class CloseForm(Form):
    """The answer to a request, or the reason of a no."""

    words = TextAreaField(
        _l("Antwoord of uitleg"),
        [*required(_l("Schrijf het antwoord op, of leg uit waarom niet.")), at_most(20_000)],
        description=_l("Het hele panel leest dit. U kunt Markdown gebruiken."),
    )


def with_unix_line_ends(text: str | None) -> str:
    """Returns `text` with the line ends of Unix, so the same words have the same hash from any browser."""
    return (text or "").replace("\r\n", "\n")
