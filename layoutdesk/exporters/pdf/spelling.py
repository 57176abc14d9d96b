"""Which code point a glyph stands for when a font gives one glyph to several (字形共用).

A PDF font maps each code to one text. Some 490 glyphs of the usual fonts for Chinese serve more than one code point (… and ⋯,
一 and the radical ⼀), so one of them is the preferred spelling and the others are marked where they occur. The choice depends
on the font alone, never on what else an issue uses: a page's content stays the same whatever stands on the other pages.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from layoutdesk.text.fonts import Face

#: Ranges of characters that are the preferred spelling of their glyph, so that the font need not be searched: letters and
#: digits, Chinese punctuation, figures and geometric signs, CJK unified ideographs, full-width forms.
_COMMON_RANGES = (
    (0x0020, 0x007E), (0x00A7, 0x00A7), (0x00B0, 0x00B1), (0x00B7, 0x00B7), (0x00C0, 0x00FF), (0x0391, 0x03C9),
    (0x0410, 0x044F), (0x2013, 0x2014), (0x2018, 0x201D), (0x2026, 0x2026), (0x2030, 0x2030), (0x2103, 0x2103),
    (0x2160, 0x2169), (0x2190, 0x2193), (0x2460, 0x2473), (0x25A0, 0x25CF), (0x2605, 0x2606), (0x3000, 0x301B),
    (0x3041, 0x30FA), (0x4E00, 0x9FFF), (0xFF01, 0xFF3F), (0xFF41, 0xFF5E),
)  # fmt: skip
#: 壿 shares its glyph with 墫 in Noto Sans.
_COMMON = frozenset(chr(code) for first, last in _COMMON_RANGES for code in range(first, last + 1)) - {"壿"}


def is_common(text: str) -> bool:
    """Whether ``text`` is the preferred spelling of its glyph in any font: a common character or a ligature's characters."""
    return len(text) > 1 or text in _COMMON


class Spellings:
    """The spellings of every glyph of a face, read from its whole character map (10 to 20 ms: built only when asked for)."""

    def __init__(self, face: Face) -> None:
        nominal = face.hb_font.get_nominal_glyph
        by_glyph: dict[int, list[str]] = {}
        for code in face.hb_face.unicodes:
            by_glyph.setdefault(nominal(code), []).append(chr(code))
        self._preferred = {gid: min(texts, key=_rank) for gid, texts in by_glyph.items()}
        others = sorted((gid, text) for gid, texts in by_glyph.items() if len(texts) > 1 for text in texts)
        self._others = {
            pair: place
            for place, pair in enumerate(pair for pair in others if self._preferred[pair[0]] != pair[1])
        }  # fmt: skip

    def preferred(self, gid: int) -> str | None:
        """The preferred spelling of a glyph; ``None`` where the character map does not lead to it."""
        return self._preferred.get(gid)

    def place(self, gid: int, text: str) -> int | None:
        """The number of a second spelling among all of the face, in the order of glyph ids and code points."""
        return self._others.get((gid, text))


def _rank(text: str) -> tuple[bool, bool, str]:
    """Common characters first, then those that are no compatibility forms, then the lowest code point."""
    return text not in _COMMON, unicodedata.normalize("NFKC", text) != text, text
