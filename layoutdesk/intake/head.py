"""A headline as the copy has it to its parts: kicker 引题, main 主题, deck 副题, and the breaks inside the main part.

A space in a Chinese headline stands where the printed page starts a new line. Whether it parts two ranks of the headline or
two lines of one is told by shape: a part in quotation marks, or one that ends with a colon or holds a semicolon, leads up
to what follows; a document's number under a notice's title is its deck; two parts of one weight are one headline. In a headline
without Han, spaces part words: it is one.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from layoutdesk.base.han import is_han
from layoutdesk.intake import shapes

_SPACE: Final = re.compile(r"[ \t\u3000]+")
#: A piece shorter than this is no part of its own: a name, a number.
_LEAST: Final = 4
#: A longer line is no headline, whatever its mark.
_LONGEST: Final = 200
#: No line begins with these: a blank before them parts nothing.
_HUGS: Final = tuple("，。、；：？！”’）》〉」』】〕")
#: From this length a part that is much longer than the other, and has commas, is a kicker.
_LONG: Final = 20


class Headline(msgspec.Struct, frozen=True):
    """The parts of a headline; ``breaks`` are offsets in ``main`` at which a line may start. Empty parts are not there."""

    main: str
    kicker: str = ""
    deck: str = ""
    breaks: tuple[int, ...] = ()
    confidence: float = 1.0
    reason: str = ""


def split_headline(text: str, *, notice: bool = False) -> Headline:
    """The parts of the headline ``text``, its marks as the copy has them."""
    pieces = _pieces(text)
    if len(pieces) == 1 or not any(map(is_han, text)):
        return Headline(text)
    first, rest, last = pieces[0], text[len(pieces[0]) :].lstrip(" \t\u3000"), pieces[-1]
    before = text[: -len(last)].rstrip(" \t\u3000")
    if last.startswith(("——", "--")):
        return msgspec.structs.replace(split_headline(before), deck=last, reason="dash")
    if shapes.NOTICE_TITLE.search(before) and shapes.DOCUMENT_NUMBER.fullmatch(last):
        return Headline(before, deck=last, confidence=0.9, reason="document-number")
    if notice:
        return whole(text)
    if first[-1] in "：:；;" or shapes.quoted(first):
        return _with_kicker(first, rest, 0.85, "quoted-part" if shapes.quoted(first) else "open-part")
    if len(first) >= _LONG and 2 * len(first) >= 3 * len(rest) and re.search("[，,；;]", first):
        return _with_kicker(first, rest, 0.65, "long-part")
    return whole(text)


def whole(text: str) -> Headline:
    """All of ``text`` as the main part, with breaks where it has spaces."""
    pieces = _pieces(text)
    return Headline(text, breaks=_breaks(text, pieces), confidence=0.8 if len(pieces) > 1 else 1.0, reason="two-lines")


def _with_kicker(kicker: str, rest: str, confidence: float, reason: str) -> Headline:
    return Headline(rest, kicker=kicker, breaks=_breaks(rest, _pieces(rest)), confidence=confidence, reason=reason)


def _pieces(text: str) -> list[str]:
    """The parts of ``text`` between spaces; a space beside Latin text or a short piece, or inside a quotation, parts nothing."""
    if len(text) > _LONGEST:
        return [text]
    pieces: list[str] = []
    start = 0
    for space in _SPACE.finditer(text):
        left, right = text[start : space.start()], text[space.end() :]
        latin = text[space.start() - 1].isascii() and right[:1].isascii() and text[space.start() - 1].isalnum()
        hugged = right[:1] in _HUGS or left[-1:] in "“‘（《〈「『【〔"
        if (
            len(left) >= _LEAST
            and len(right) >= _LEAST
            and not latin
            and not hugged
            and shapes.is_closed(text[: space.start()])
        ):
            pieces.append(left)
            start = space.end()
    return [*pieces, text[start:]]


def _breaks(text: str, pieces: list[str]) -> tuple[int, ...]:
    """The offsets in ``text`` at which the second and later pieces start."""
    breaks = []
    at = 0
    for piece in pieces[1:]:
        at = text.index(piece, at + 1)
        breaks.append(at)
    return tuple(breaks)
