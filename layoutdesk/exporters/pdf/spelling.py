"""Which code point a glyph stands for when a font gives one glyph to several (字形共用).

A PDF font maps each code to one text. Some 490 glyphs of the usual fonts for Chinese serve more than one code point (… and ⋯,
一 and the radical ⼀), so one of them is the preferred spelling and the others are marked where they occur. The choice depends
on the font alone, never on what else an issue uses: a page's content stays the same whatever stands on the other pages.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from layoutdesk.text.fonts import Face

#: Ranges of characters that are the preferred spelling of their glyph, so that the font need not be searched: letters and
#: digits, Chinese punctuation, figures and geometric signs, CJK unified ideographs, full-width forms.
_COMMON_RANGES = (
    (0x0020, 0x007E), (0x00A3, 0x00A3), (0x00A5, 0x00A5), (0x00A7, 0x00A7), (0x00A9, 0x00A9), (0x00AE, 0x00AE),
    (0x00B0, 0x00B3), (0x00B7, 0x00B7), (0x00C0, 0x00FF), (0x0391, 0x03C9), (0x0410, 0x044F), (0x2013, 0x2014),
    (0x2018, 0x201D), (0x2026, 0x2026), (0x2030, 0x2030), (0x2103, 0x2103), (0x2116, 0x2116), (0x2160, 0x2169),
    (0x2190, 0x2193), (0x221A, 0x221A), (0x2234, 0x2237), (0x2248, 0x2248), (0x2260, 0x2261), (0x2264, 0x2267),
    (0x2460, 0x2473), (0x25A0, 0x25CF), (0x2605, 0x2606), (0x3000, 0x301B), (0x3041, 0x30FA), (0x338F, 0x33A1),
    (0x4E00, 0x9FFF), (0xFF01, 0xFF3F), (0xFF41, 0xFF5E),
)  # fmt: skip
_STARTS = [first for first, _ in _COMMON_RANGES]

#: Inside those ranges, but drawn with the glyph of another character: 壿 like 墫 in Noto Sans.
_UNCOMMON = frozenset("壿")


def is_common(text: str) -> bool:
    """Whether ``text`` is the preferred spelling of its glyph in any font: a common character or a ligature's characters."""
    if len(text) > 1:
        return True
    code = ord(text)
    place = bisect_right(_STARTS, code) - 1
    return place >= 0 and code <= _COMMON_RANGES[place][1] and text not in _UNCOMMON


class Spellings:
    """The spellings of every glyph of a face, read from its whole character map (10 to 20 ms: built only when asked for)."""

    def __init__(self, face: Face) -> None:
        nominal = face.hb_font.get_nominal_glyph
        codes = list(face.hb_face.unicodes)
        gids = list(map(nominal, codes))
        #: For most glyphs the only spelling, for shared ones whichever comes last until they are ranked.
        self._preferred = dict(zip(gids, map(chr, codes), strict=True))
        shared = {gid for gid, times in Counter(gids).items() if times > 1}
        spellings: dict[int, list[str]] = {}
        for gid, code in zip(gids, codes, strict=True):
            if gid in shared:
                spellings.setdefault(gid, []).append(chr(code))
        self._places: dict[tuple[int, str], int] = {}
        for gid, texts in sorted(spellings.items()):
            first, *others = sorted(texts, key=_rank)
            self._preferred[gid] = first
            for text in others:
                self._places[gid, text] = len(self._places)

    def preferred(self, gid: int) -> str | None:
        """The preferred spelling of a glyph; ``None`` where the character map does not lead to it."""
        return self._preferred.get(gid)

    def place(self, gid: int, text: str) -> int | None:
        """The number of a second spelling among all of the face, in the order of glyph ids."""
        return self._places.get((gid, text))


def _rank(text: str) -> tuple[bool, bool, str]:
    """Common characters first, then those that are no compatibility forms, then the lowest code point."""
    return not is_common(text), unicodedata.normalize("NFKC", text) != text, text
