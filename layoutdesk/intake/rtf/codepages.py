"""Bytes of RTF to characters, by the character set of the font or the code page of the file (RTF 1.9.1, "Font Table")."""

from __future__ import annotations

import codecs
from typing import Final

#: Character sets of fonts (``\\fcharsetN``) and their code pages; 0 and 1 leave it to the file, 2 is a symbol font.
_CHARSETS: Final = {
    77: 10000, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256,
    186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850,
}  # fmt: skip
SYMBOL: Final = 2
_SPECIAL: Final = {
    936: "gb18030",
    54936: "gb18030",
    950: "big5hkscs",
    1361: "johab",
    10000: "mac-roman",
    65001: "utf-8",
}
#: What a western file is in that names no code page.
WESTERN: Final = 1252


def of_charset(charset: int) -> int:
    """The code page of a font's character set; 0 where the file's own counts."""
    return _CHARSETS.get(charset, 0)


def decoded(data: bytes, page: int, own: int) -> tuple[str, bool]:
    """The text of ``data`` in a code page (0: the file's ``own``), and whether all of it was text there.

    Western fonts in a Chinese file hold either; what is no Chinese text is western.
    """
    if data.isascii():
        return data.decode("ascii"), True
    for candidate in (page, own) if page else (own, WESTERN):
        try:
            return data.decode(_codec(candidate)), True
        except UnicodeDecodeError:
            continue
    return data.decode(_codec(page or own), "replace"), False


def _codec(page: int) -> str:
    name = _SPECIAL.get(page, f"cp{page}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name
