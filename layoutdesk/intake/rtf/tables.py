"""The tables at the head of RTF: fonts with their character sets, and paragraph styles by number."""

from __future__ import annotations

from typing import Final

import msgspec

from layoutdesk.intake import stylenames, symbols
from layoutdesk.intake.rtf import codepages
from layoutdesk.intake.stylenames import PLAIN, Meaning

#: How far the chain of a style is followed.
_CHAIN: Final = 12


class Font(msgspec.Struct, frozen=True):
    """A font: its code page (0: the file's), and its name where its characters are pictures."""

    page: int = 0
    symbol: str = ""


PLAIN_FONT: Final = Font()


class _Entry(msgspec.Struct):
    """One entry while it is read."""

    number: int = 0
    said: str = ""
    name: bytes = b""
    page: int = 0
    symbol: bool = False
    base: int = -1
    outline: int = -1


class Tables:
    """Fonts and styles; an entry is put in where its name ends."""

    def __init__(self) -> None:
        self.fonts: dict[int, Font] = {}
        self._styles: dict[int, tuple[Meaning | None, int]] = {}
        self._entry = _Entry()

    def word(self, place: str, word: bytes, number: int | None) -> None:
        """Takes a control word of the table ``fonts`` or ``styles``."""
        entry, value = self._entry, number or 0
        if place == "fonts":
            if word == b"f":
                self._entry = _Entry(number=value)
            elif word == b"fcharset":
                entry.page, entry.symbol = codepages.of_charset(value), value == codepages.SYMBOL
            elif word == b"cpg" and not entry.page:
                entry.page = value
        elif word == b"s":
            entry.number = value
        elif word == b"sbasedon":
            entry.base = value
        elif word == b"outlinelevel":
            entry.outline = value

    def text(self, place: str, data: bytes, own: int) -> None:
        """Takes text of a table: names, each ended by a semicolon."""
        *ended, rest = data.split(b";")
        for part in ended:
            self._entry.name += part[:200]
            self._keep(place, own)
        self._entry.name += rest[:200]

    def letter(self, character: str, own: int) -> None:
        """Takes a character of a name that stands there by its code; the bytes before it are text by themselves."""
        entry = self._entry
        before, _ = codepages.decoded(entry.name, 0, own)
        entry.said, entry.name = (entry.said + before + character)[:200], b""

    def begin(self) -> None:
        """Starts an entry: a group inside a table."""
        self._entry = _Entry()

    def meaning(self, number: int) -> Meaning | None:
        """What a style makes of its paragraphs, by its own name or that of one it is based on."""
        for _ in range(_CHAIN):
            if number not in self._styles:
                return None
            known, number = self._styles[number]
            if known is not None:
                return known
        return None

    def _keep(self, place: str, own: int) -> None:
        entry, self._entry = self._entry, _Entry()
        if place == "fonts":
            name = entry.name.decode("latin-1").strip()
            symbol = name if entry.symbol or symbols.is_symbol_font(name) else ""
            self.fonts.setdefault(entry.number, Font(entry.page, symbol))
            return
        name, _ = codepages.decoded(entry.name, 0, own)
        known = stylenames.meaning(entry.said + name)
        if known is None and 0 <= entry.outline < 9:
            known = stylenames.outline(entry.outline + 1)
        self._styles.setdefault(entry.number, (known or (PLAIN if entry.outline == 9 else None), entry.base))
