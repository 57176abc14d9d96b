"""What a typewriter has for quotes, dashes and ellipses, in English copy as “ ” ‘ ’ — …; feet, inches, addresses and code stay.

A mark opens after a blank, an opening bracket or quote, and after a dash where none is open; any other closes, and a single one
that closes is the apostrophe too. Words that lost their beginning ('90s, 'tis) have an apostrophe where others an opening mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_MARK: Final = re.compile("[\"']")
_CLIPPED: Final = re.compile(
    r"'(?:\d\ds\b|\d\d\b(?! [a-z])|(?<=[fnemd] ')\d\d\b|n'"
    r"|(?:tis|twas|twere|twill|em|til|till|cause|bout|round|cuz|n|nuff|fraid|neath)\b)",
    re.IGNORECASE,
)
#: What closes a single quote, were it an apostrophe at the end of a word.
_CLOSER: Final = re.compile(r"(?<=\S)'(?!\w)")
#: Feet with inches, minutes with seconds; code, attributes, calls, objects; addresses and file names, without the quotes and
#: brackets around them.
_KEPT: Final = (
    re.compile(
        r"""\d'[\s-]?\d{1,2}(?:\.\d{1,3}|\s?[¼½¾⅓⅔⅛⅜⅝⅞]|\s\d/\d)?(?:"|(?!\w))|°\s?\d{1,2}'(?:\s?\d{1,2}(?:\.\d{1,3})?")?"""
    ),
    re.compile(
        r"""`[^`\n]{1,400}`|\w=(?:"[^"\n]{0,400}"|'[^'\n]{0,400}')|\w\((["'])[^"'\n]{0,400}\1|\{["'][^{}\n]{0,400}\}"""
    ),
    re.compile(r"""(?<![^\s"'(<])[^\s"'(<>]{0,200}?(?:://|www\.|@|\\)[^\s"<>]{0,400}(?<![\s"'<>.,;:!?)])"""),
)
#: Two or three hyphens where a dash is meant, close or between blanks, and three points where an ellipsis is.
_DASH: Final = re.compile(
    r"""(?<=[^\W\d_]|[,.?!"'”’)\]])-{2,3}(?=[^\W\d_]|["'“‘(\[$£€]|\s|\Z)|(?<=[^\W\d_]\ |[,.?!"'”’)\]]\ )-{2,3}(?=\ [^\s-])"""
)
_DOTS: Final = re.compile(r"(?<![./\\(])\.{3}(?![./\\\d)])")
#: What is not parted by blanks, quotes or brackets, and what of it makes a name of a file, a path, a variable.
_TOKEN: Final = re.compile(r"""[^\s"“”()]{1,400}""")
_NAMED: Final = re.compile(r"[_/\\=]|\.[A-Za-z0-9]{2,4}(?![\w.])")
_OPENS: Final = frozenset(" \t\n\u00a0\u2002\u2003\u2009\u200a\u202f([{<“‘/")
_DASHES: Final = frozenset("-–—―")


def turned(source: str) -> list[tuple[int, str]]:
    """The offsets of straight quotes in a paragraph of Western text, and the mark that each becomes; none of those that stay."""
    return list(_Marks(source).all()) if _MARK.search(source) else []


def typed(source: str) -> Iterator[tuple[int, int, str]]:
    """Where hyphens and points stand for a dash and an ellipsis in a paragraph of Western text, and which."""
    if "--" not in source and "..." not in source:
        return
    kept = _kept(source)
    for token in _TOKEN.finditer(source):
        if _NAMED.search(token[0]):
            kept.update(range(*token.span()))
    for shape, sign in ((_DASH, "—"), (_DOTS, "…")):
        yield from ((*found.span(), sign) for found in shape.finditer(source) if found.start() not in kept)


def _kept(source: str) -> set[int]:
    """The places of what stays as it is."""
    return {at for shape in _KEPT for found in shape.finditer(source) for at in range(*found.span())}


class _Marks:
    """The quotes of one paragraph from left to right; ``open`` are those that wait for their other half."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.open: set[str] = set()
        self.last: tuple[int, str] = (-2, "")
        self.left = source.count('"')
        self.closer = max((found.start() for found in _CLOSER.finditer(source)), default=-1)

    def all(self) -> Iterator[tuple[int, str]]:
        kept = _kept(self.source)
        for found in _MARK.finditer(self.source):
            at = found.start()
            self.left -= found[0] == '"'
            if at not in kept and (sign := self._sign(at, found[0])):
                self.last = at, sign
                yield at, sign

    def _sign(self, at: int, mark: str) -> str:
        """What one mark becomes; nothing where it stays: feet, inches, and one that stands alone between blanks."""
        before = self.last[1] if self.last[0] == at - 1 else self.source[at - 1 : at] if at else " "
        after = self.source[at + 1 : at + 2] or " "
        if not after.isspace() and (before in _OPENS or (before in _DASHES and mark not in self.open)):
            return self._opening(at, mark)
        stray = before.isspace() and (mark == "'" or mark not in self.open)
        if stray or (before.isdigit() and self._measures(mark, after)):
            return ""
        if mark == '"':
            self.open.discard(mark)
            return "”"
        if not after.isalnum():
            self.open.discard(mark)
        return "’"

    def _opening(self, at: int, mark: str) -> str:
        if mark == '"':
            self.open.add(mark)
            return "“"
        if self.closer <= at or _CLIPPED.match(self.source, at):
            return "’"
        self.open.add(mark)
        return "‘"

    def _measures(self, mark: str, after: str) -> bool:
        """Whether a mark after a figure counts feet or inches: nothing is open that it could close, or another will close it."""
        if mark == "'":
            return mark not in self.open and not after.isalnum()
        return mark not in self.open or self.left % 2 == 1
