"""Markdown that people write (documents, help pages), as HTML that is safe to show inside one of our pages.

Raw HTML in the text is shown as text. What comes out is held to an allow list a second time, so that a fault in the
renderer opens nothing. A picture becomes a link with its description: pages load nothing from elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import nh3
from flask_babel import gettext
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

#: the level of the first heading unless said otherwise: the page itself has the h1
TOP_LEVEL = 2
LOWEST_LEVEL = 6

TAGS = {
    *("p", "br", "hr", "blockquote", "pre", "code", "em", "strong", "s", "a"),
    *("div", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"),
    *(f"h{level}" for level in range(TOP_LEVEL, LOWEST_LEVEL + 1)),
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "div": {"class", "role", "aria-label", "tabindex"},
    "ol": {"start"},
    "th": {"scope"},
}
SCHEMES = {"http", "https", "mailto", "tel"}


def _linked_image(tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    token = tokens[index]
    address = str(token.attrs.get("src", ""))
    return f'<a href="{escape(address)}">{escape(token.content or address)}</a>'


def _open_table(*_: Any) -> str:
    # a wide table scrolls in its own frame, which the keyboard reaches
    label = escape(gettext("Tabel"))
    return f'<div class="beraad-scroll" role="group" aria-label="{label}" tabindex="0"><table>'


def _close_table(*_: Any) -> str:
    return "</table></div>"


def _renderer() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    rules = markdown.renderer.rules  # type: ignore[attr-defined]
    rules.update(image=_linked_image, table_open=_open_table, table_close=_close_table)
    return markdown


_MARKDOWN = _renderer()


def to_html(text: str, top: int = TOP_LEVEL) -> Markup:
    """`text` (CommonMark, with tables) as HTML whose headings start at level `top` and skip no level."""
    tokens = _MARKDOWN.parse(text)
    _level_headings(tokens, top)
    for token in tokens:
        if token.type == "th_open":
            token.attrSet("scope", "col")
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return Markup(  # noqa: S704 - nh3 has just held it to the allow list
        nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener")
    )


def _level_headings(tokens: Sequence[Token], top: int) -> None:
    """Give each heading the level of its depth: the writer's own levels only say what lies under what."""
    above: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            written = int(token.tag[1])
            while above and above[-1] >= written:
                above.pop()
            above.append(written)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(top + len(above) - 1, LOWEST_LEVEL)}"
