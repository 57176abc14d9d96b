"""Characters of symbol fonts, and what some of them are in Unicode (Unicode, Mappings/VENDORS/ADOBE; Microsoft's charts)."""

from __future__ import annotations

from typing import Final

#: How the names of fonts start whose characters are pictures.
FONTS: Final = ("symbol", "wingdings", "webdings", "zapfdingbats")
_KNOWN: Final = {
    ("symbol", 0xB7): "•", ("symbol", 0xB4): "×", ("symbol", 0xB1): "±", ("symbol", 0xB0): "°", ("wingdings", 0x6C): "●",
    ("wingdings", 0x6E): "■", ("wingdings", 0x75): "◆", ("wingdings", 0x9F): "•", ("wingdings", 0xA7): "▪",
    ("wingdings", 0xA8): "□", ("wingdings", 0xFC): "✓", ("wingdings", 0xFB): "✗", ("wingdings", 0xFE): "☑",
    ("wingdings", 0xD8): "➢", ("wingdings", 0x71): "❑", ("wingdings", 0x76): "❖",
    ("wingdings 3", 0x70): "▲", ("wingdings 3", 0x71): "▼", ("wingdings 3", 0x75): "▶", ("wingdings 3", 0x74): "◀",
}  # fmt: skip


def is_symbol_font(name: str) -> bool:
    """Whether a font's characters are pictures, by its name."""
    return name.lower().startswith(FONTS)


def known(font: str, code: int) -> str:
    """The character that ``code`` of a symbol font is, also where it is given in the private use area; empty if not known."""
    return _KNOWN.get((font.lower(), code & 0xFF if 0xF000 <= code <= 0xF0FF else code), "")
