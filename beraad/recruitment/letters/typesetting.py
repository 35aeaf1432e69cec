"""Letters set on paper, by several processes at a time: plain data goes in, PDF comes out, without a database."""

from __future__ import annotations

import json
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any

import typst

from beraad.web.documents import glyphs, papers
from beraad.web.places import templates

#: begins a file: takes words and letters as `contents.ready` returns them, and the second since 1970 of the letters
Press = Callable[[Mapping[str, Any], int], Callable[[], bytes]]
#: most files under way at a time: each takes a processor and some two hundred megabytes
MOST_AT_ONCE = 4
#: pattern 4 in every code: readers take any, and finding the prettiest one is most of the work of making a code
QR_MASK = 4
#: typst keeps what it worked out for its last ten documents, a hundred megabytes for a file of letters; empty ones
#: after it let that go
TYPST_REMEMBERS = 11
#: dots per inch of a page that is looked at on a screen
SCREEN = 72


@contextmanager
def press(files: int) -> Iterator[tuple[Press, int]]:
    """Yields a function that begins a file and returns a function that waits for it; and how many are made at once.

    The processes are started anew, not forked: this one may have threads. They end with it, however it ends.
    """
    at_once = min(files, os.cpu_count() or 1, MOST_AT_ONCE)
    if at_once < 2:
        yield lambda data, made_at: partial(pdf, data, made_at), 1
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(at_once, context, initializer=_end_with_parent)
    try:
        yield lambda data, made_at: pool.submit(pdf, data, made_at).result, at_once
    finally:
        pool.shutdown(cancel_futures=True)


def pdf(data: Mapping[str, Any], made_at: int) -> bytes:
    """One PDF/UA-1 file; the same data and moment give the same bytes."""
    content = _compile(data, format="pdf", pdf_standards=["ua-1"], timestamp=made_at)
    assert isinstance(content, bytes)
    return content


def pictures(data: Mapping[str, Any]) -> list[bytes]:
    """The pages as PNG, to look at while writing."""
    pages = _compile(data, format="png", ppi=SCREEN)
    return [pages] if isinstance(pages, bytes) else pages


def _compile(data: Mapping[str, Any], **options: Any) -> Any:
    drawn = [{**letter, "qr": papers.qr(letter["link"], mask=QR_MASK, boost_error=False)} for letter in data["letters"]]
    printed = glyphs.printable({**data, "letters": drawn})
    source = templates() / "recruitment" / "letters" / "letter.typ"
    compiler = typst.Compiler(root=str(source.parent), ignore_system_fonts=True)
    output = compiler.compile(input=str(source), sys_inputs={"data": json.dumps(printed)}, **options)
    for _again in range(TYPST_REMEMBERS):
        compiler.compile(input=b"", format="pdf", sys_inputs=None)
    return output


def _end_with_parent() -> None:
    """A process that was killed can't end those it started: they watch it themselves."""
    threading.Thread(target=_watch_parent, daemon=True).start()


def _watch_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
