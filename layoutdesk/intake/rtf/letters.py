"""Bytes and codes of RTF to characters: bytes wait until both halves of a character have come."""

from __future__ import annotations

from typing import Final

from layoutdesk.intake import symbols
from layoutdesk.intake.rtf import codepages
from layoutdesk.intake.rtf.tables import Font

_HIGH: Final = range(0xD800, 0xDC00)
_LOW: Final = range(0xDC00, 0xE000)


class Letters:
    """The bytes so far; ``page`` is the code page of the file, ``stand_in`` how much of what comes only repeats a code."""

    def __init__(self) -> None:
        self.page = codepages.WESTERN
        self.stand_in = 0
        #: Runs of bytes that were no text in their encoding, and of pictures in the font of symbols.
        self.undecoded = self.pictured = 0
        self._bytes = bytearray()
        self._high = 0

    def left(self, data: bytes) -> bytes:
        """What of ``data`` is no stand-in."""
        taken = min(self.stand_in, len(data))
        self.stand_in -= taken
        return data[taken:]

    def add(self, data: bytes) -> None:
        """Takes bytes of text."""
        self._bytes += data

    def flush(self, font: Font) -> str:
        """The characters of the bytes so far, in a font."""
        if not self._bytes:
            return ""
        data, self._bytes = bytes(self._bytes), bytearray()
        if font.symbol:
            text = "".join(
                symbols.known(font.symbol, byte) or chr(0xF000 + byte) if byte > 32 else " " for byte in data
            )
            self.pictured += any("\uf000" <= mark <= "\uf0ff" for mark in text)
            return text
        text, whole = codepages.decoded(data, font.page, self.page)
        self.undecoded += not whole
        return text

    def unicode(self, number: int | None, fallback: int) -> str:
        """The character of a code, negative above 32,767; of two halves beyond the basic plane the first gives nothing."""
        code = (number or 0) & 0xFFFF
        self.stand_in = fallback
        if code in _HIGH:
            self._high = code
            return ""
        if code in _LOW:
            high, self._high = self._high, 0
            return chr(0x10000 + ((high - _HIGH[0]) << 10) + code - _LOW[0]) if high else ""
        return chr(code) if code else ""
