"""What a room declares: an act, and what its page shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Generic, TypeVar

from beraad.acts.forms import ActForm
from beraad.orm import Model
from beraad.web.access import Access
from beraad.web.visitor import AccountId

T = TypeVar("T")


@dataclass(frozen=True)
class Amount:
    """A number on the page: how many of what."""

    #: says what is counted in whatever language, and is what is compared
    key: str
    label: str
    number: int
    #: what `number` reads as; the number itself if it is empty
    text: str = ""
    #: moves by itself between the proposal and the approval, as an audience does; the page that is approved has to be
    #: the page that was opened all the same
    drifts: bool = False


@dataclass(frozen=True)
class Fixed:
    """Something else that may not have changed, such as the words of a message. Only its fingerprint is kept."""

    key: str
    label: str
    value: str


@dataclass(frozen=True)
class Preview:
    """What will happen if the button is pressed now."""

    title: str
    #: repeats the act: "Verstuur aan 45 panelleden"
    button: str
    amounts: tuple[Amount, ...]
    #: what happens and to whom, a sentence each
    happens: tuple[str, ...]
    #: whether it can be undone, and until when
    undo: str
    fixed: tuple[Fixed, ...] = ()
    #: template that shows more, such as the text that is sent, with what it needs
    part: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Done:
    """What an act led to: the sentence for the next page, and its address if that is not the place of the act."""

    said: str
    place: str


@dataclass(frozen=True)
class Second(Generic[T]):
    """How a second official is asked."""

    #: what waits, as part of a sentence: "de loting van Wonen"
    what: Callable[[T], str]
    #: full address of the page of the act
    link: Callable[[T], str]
    #: account of who prepared it, if the room knows: they propose it, and somebody else approves
    maker: Callable[[T], AccountId | None] = lambda _subject: None
    #: people are waiting for it, as at the moment of a draw
    is_urgent: bool = False


@dataclass(frozen=True)
class Act(Generic[T]):
    """An act of weight on a `T`."""

    #: occurs once: "<room>.<verb>"
    key: str
    #: who may propose it, do it, and approve it as the second
    access: Access
    #: what will happen. Raises a `Refusal` if it can't be done now
    preview: Callable[[T], Preview]
    #: does it, with what its form asks, and returns the sentence for the next page. Raises a `Refusal`
    perform: Callable[[T, ActForm], str | Done]
    #: address of the page to which one goes back, before and after
    place: Callable[[T], str]
    #: None if one official does it alone
    second: Second[T] | None = None
    #: what is asked on the page itself, if anything
    form: type[ActForm] = ActForm
    assembly_id: Callable[[T], int] = attrgetter("assembly_id")
    #: the row that the log names
    row: Callable[[T], Model] = lambda subject: subject  # type: ignore[assignment, return-value]
    #: the frame of its page: another one for people without an account
    layout: str = "layout_staff.html"
