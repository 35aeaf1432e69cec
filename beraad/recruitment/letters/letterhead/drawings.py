"""Pictures on a letter, the logo and the signature, as SVG: text that goes to the typesetter with the words."""

from __future__ import annotations

import base64
from pathlib import Path

import typst
from flask import current_app

from beraad.config import Config
from beraad.recruitment.errors import SignatureError

_PNG = b"\x89PNG\r\n\x1a\n"
_PAGE = b'#image(bytes(sys.inputs.drawing), format: "svg", width: 1cm)'
#: bytes of a picture: it stands in every file of letters
LARGEST = 200_000


def of_png(content: bytes) -> str:
    """An SVG that holds this PNG. Raises `SignatureError` if it is none, or too large."""
    if len(content) > LARGEST:
        raise SignatureError("too_large", kilobytes=LARGEST // 1000)
    if not content.startswith(_PNG) or content[12:16] != b"IHDR":
        raise SignatureError("no_png")
    width, height = (int.from_bytes(content[start : start + 4]) for start in (16, 20))
    if not width or not height:
        raise SignatureError("no_png")
    drawing = _around(content, width, height)
    try:  # one that only looks like a picture would stop a whole round of letters
        typst.compile(_PAGE, format="pdf", sys_inputs={"drawing": drawing})
    except typst.TypstError as error:
        raise SignatureError("no_png") from error
    return drawing


def _around(content: bytes, width: int, height: int) -> str:
    data = base64.b64encode(content).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{data}"/></svg>'
    )


def site_logo() -> tuple[str, str]:
    """The logo of this site as SVG, and whose it is in words; both empty if it has none."""
    config: Config = current_app.config["BERAAD"]
    return (of_file(config.logo), config.logo_name) if config.logo else ("", "")


def of_file(path: Path) -> str:
    """An SVG or PNG file as SVG. Raises `SignatureError` for a PNG that is too large."""
    return path.read_text("utf-8") if path.suffix == ".svg" else of_png(path.read_bytes())
