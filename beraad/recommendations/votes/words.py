"""What people read when a vote is refused."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from beraad.recommendations.votes import errors
from beraad.web.refusals import Refusal, Words

SENTENCES: Mapping[type[Refusal], Words] = {
    errors.NoRuleError: _l("Er zijn nog geen stemregels. Stel ze eerst vast. Iedereen kan ze dan lezen."),
    errors.NoPanelError: _l("Er is nog geen panel. Alleen een panel kan stemmen."),
    errors.NobodyPresentError: _l("Noteer eerst wie er bij de bijeenkomst is. Alleen wie er is, kan stemmen."),
    errors.RoundOpenError: _l("Hierover loopt al een stemming. Tel die eerst."),
    errors.DecidedError: _l("Het panel heeft hierover al gestemd. Schrijf op waarom het opnieuw moet."),
    errors.NoMoreRoundsError: _l("Volgens de stemregels stemt het panel hierover niet nog een keer."),
    errors.RuleInUseError: _l("Er loopt een stemming. De stemregels veranderen dan niet."),
    errors.ClosedError: _l("De stemming is gesloten."),
    errors.NotYetOverError: _l("Nog niet iedereen heeft gestemd. Wacht tot de tijd om is."),
    errors.NotPresentError: _l("U staat niet als aanwezig op de lijst. Meld u bij de organisatie, en stem dan."),
    errors.VotedAlreadyError: _l("U hebt al gestemd. Die eerste stem telt."),
    errors.OtherWayError: _l("In deze stemming gaat het op een andere manier."),
    errors.MoreThanPresentError: _l("Dat zijn meer stemmen dan er panelleden zijn: %(present)s."),
    errors.UnknownCodeError: _l("Er is geen stembriefje met de code %(code)s. Kijk de code na."),
    errors.ReadTwiceError: _l("Twee anderen hebben dit stembriefje al gelezen."),
    errors.NotCountedByTwoError: _l("Twee mensen moeten tellen en hetzelfde opschrijven. Tel nog een keer."),
    errors.PaperDiffersError: _l("Twee mensen lazen niet hetzelfde op deze briefjes: %(codes)s. Lees ze opnieuw."),
    errors.SpoiledReasonMissingError: _l("Schrijf op waarom de briefjes niet meetellen."),
    errors.FileMissingError: _l("Voeg het bestand met de uitslag toe."),
    errors.MinorityClosedError: _l("De dagen voor een minderheidsstandpunt zijn voorbij, of nog niet begonnen."),
}
