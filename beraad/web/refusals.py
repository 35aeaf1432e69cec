"""The one way in which a verb refuses and a page says so.

A verb raises a `Refusal`; the class is the code. A view calls the verb inside `shown_in(form)` or under
`@shown_on(page)`. Both roll everything back and put the sentence where it belongs: at the field of the form that
`Form.refusal_fields` names, or on top of the page. The status is 422 with a form and 409 without one. Sentences stand
in the `words.py` of each room, which its `setup.py` hands to `register`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar, cast

from flask import Flask, current_app, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.web import edge
from beraad.web.access import View
from beraad.web.i18n import written

if TYPE_CHECKING:
    from beraad.web.forms import Form

#: faults of one step that are shown
MOST = 20
#: a sentence, or what makes one of the refusal itself
Words = str | Callable[[Any], str]


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """A verb does not do what was asked. `params` fill the placeholders of the sentence."""

    #: status of a page that shows it without a form
    status: ClassVar[int] = 409
    #: what was handed in is wrong; otherwise the honest answer is no
    is_bad_input: ClassVar[bool] = False

    def __init__(self, *args: object, remember: Callable[[], None] | None = None, **params: Any) -> None:
        """`remember` writes down what has to stay although the step was refused, such as a wrong try.

        It runs after the rollback, in a transaction of its own.
        """
        super().__init__(*args)
        self.params: Mapping[str, Any] = params
        self.remember = remember
        #: all that is wrong, where one step meets many faults, such as in a file; each has a sentence of its own
        self.parts: tuple[Refusal, ...] = ()


def init_app(app: Flask) -> None:
    app.extensions["refusals"] = {}
    app.register_error_handler(Refusal, _page_of_its_own)
    app.context_processor(lambda: {"refusal": g.get("refusal")})


def register(app: Flask, words: Mapping[type[Refusal], Words]) -> None:
    """Add the sentences of a room. A subclass without a sentence of its own takes that of the class above it."""
    app.extensions["refusals"].update(words)


def sentences(error: Refusal) -> list[str]:
    """What people read: a sentence, or one for each of the first `MOST` parts. Raises LookupError without words."""
    parts = error.parts or (error,)
    more = [_("En nog %(count)s fouten.", count=len(parts) - MOST)] if len(parts) > MOST else []
    return [*map(_sentence, parts[:MOST]), *more]


def sentence(error: Refusal) -> str:
    """What people read, on as many lines as there are faults."""
    return "\n".join(sentences(error))


def _sentence(error: Refusal) -> str:
    known: Mapping[type[Refusal], Words] = current_app.extensions["refusals"]
    words = next((known[kind] for kind in type(error).__mro__ if kind in known), None)
    if words is None:
        raise LookupError(f"no words for {type(error).__name__}")
    if callable(words):
        return str(words(error))
    return str(words) % written(error.params) if error.params else str(words)


@contextmanager
def shown_in(form: Form) -> Iterator[None]:
    """Roll back what a verb inside refuses, and let `form` say why. The view goes on after the block.

    A view returns its redirect from within: what follows the block is only reached after a refusal.
    """
    try:
        yield
    except Refusal as error:
        _roll_back(error)
        form.refuse(error)


def shown_on(page: Callable[..., ResponseReturnValue]) -> Callable[[View], View]:
    """For a view behind a button: a refusal inside is rolled back, and `page` is shown with the sentence on top.

    `page` is a view that takes the same arguments; it runs as if it was asked for with a GET.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(**arguments: Any) -> ResponseReturnValue:
            try:
                answer: ResponseReturnValue = view(**arguments)
            except Refusal as error:
                return _shown(error, lambda: page(**arguments))
            return answer

        return cast(View, guarded)

    return guard


def _page_of_its_own(error: Refusal) -> ResponseReturnValue:
    return _shown(error, lambda: render_template("errors/refused.html"))


def _shown(error: Refusal, page: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
    _roll_back(error)
    g.refusal = sentence(error)
    with _as_a_get():
        response = make_response(page())
    response.status_code = error.status
    return response


def _roll_back(error: Refusal) -> None:
    """Drop what the verb changed; keep what the refusal remembers."""
    edge.rollback()
    if error.remember is not None:
        error.remember()
    edge.commit()


@contextmanager
def _as_a_get() -> Iterator[None]:
    """A page with a form must not take what was posted to a button for an answer."""
    method, request.method = request.method, "GET"
    try:
        yield
    finally:
        request.method = method
