"""Which characters are taken as the same: full and half width, large and small, simplified and traditional; what is passed over.

Every table gives one character for one, so that a place in the text that is compared is a place in the copy.
"""

from __future__ import annotations

import unicodedata
from typing import Final, NamedTuple

from layoutdesk.finding.wanted import Wanted

#: Full-width forms (全角) by their half-width ones: U+FF01 to U+FF5E, and the blank.
_FULL: Final = {0x3000: " ", **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}}
#: Marks of one kind in other forms: quotation marks, stops, dashes, interpuncts, the half-width forms of Japanese ones.
_FORMS: Final = (
    ('"', "“”„‟＂「」『』｢｣"), ("'", "‘’‚‛＇"), (".", "。｡．"), (",", "，"), ("、", "､"), ("-", "—–―－‐‑"), ("·", "•・‧∙･"),
    ("~", "～〜"), ("¥", "￥"),
)  # fmt: skip
_WIDTHS: Final = {**_FULL, **{ord(char): one for one, forms in _FORMS for char in forms}}

#: What a mark of half width is in Chinese copy (GB/T 15834); other characters take their full-width form.
_CHINESE: Final = {".": "。", ",": "，", " ": "\u3000", "-": "－", "~": "～"}


def half_width(text: str) -> str:
    """Letters, figures and marks in their half-width form, one for one."""
    return text.translate({**_FULL, ord("。"): "."})


def full_width(text: str) -> str:
    """Letters, figures and marks in their full-width form, marks as Chinese copy has them, one for one."""
    return "".join(_CHINESE.get(char) or (chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char) for char in text)


class _Simplified(dict[int, str]):
    """The simplified character for each, asked for once."""

    def __missing__(self, code: int) -> str:
        # opencc is loaded by the first character that is none of GB 2312.
        from layoutdesk.phrasing.words import simplified

        self[code] = simplified(chr(code))
        return self[code]


_SIMPLIFIED: Final = _Simplified()


class Folded(NamedTuple):
    """A text as it is compared. ``places`` has the place in the copy of each of its characters; nothing where they are the same."""

    text: str
    places: tuple[int, ...] | None

    def range(self, start: int, end: int) -> tuple[int, int]:
        """The range of the copy that a range of the compared text stands for; never empty where that is not."""
        return (start, end) if self.places is None else (self.places[start], self.places[end - 1] + 1)


def folded(text: str, wanted: Wanted) -> Folded:
    """A text as ``wanted`` compares it."""
    if wanted.widths:
        text = text.translate(_WIDTHS)
    if wanted.scripts:
        text = text.translate(_SIMPLIFIED)
    if not wanted.case:
        small = text.lower()
        # A few capitals have two small letters (İ): those stay as they are.
        text = small if len(small) == len(text) else "".join(_small(char) for char in text)
    if not (wanted.blanks or wanted.marks):
        return Folded(text, None)
    kept = tuple(at for at, char in enumerate(text) if not _is_passed_over(char, wanted))
    return Folded(text, None) if len(kept) == len(text) else Folded("".join(text[at] for at in kept), kept)


def _small(char: str) -> str:
    return char.lower() if len(char.lower()) == 1 else char


def _is_passed_over(char: str, wanted: Wanted) -> bool:
    if wanted.blanks and (char.isspace() or char in "\u200b\u200c\u200d\u2060\ufeff"):
        return True
    return wanted.marks and unicodedata.category(char)[0] == "P"
