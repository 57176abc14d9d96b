"""How characters are read in pinyin, out of ``resources/pinyin``; the table is read at the first search."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from layoutdesk.resources import resource


@cache
def _table() -> Mapping[str, tuple[str, ...]]:
    """The readings of each character."""
    out: dict[str, tuple[str, ...]] = {}
    for line in resource("pinyin", "readings.txt").read_text("utf-8").splitlines():
        syllable, members = line.split()
        for character in members:
            out[character] = (*out.get(character, ()), syllable)
    return out


def readings(character: str) -> tuple[str, ...]:
    """The syllables of a character without tones, ü as v; none for what is no Chinese character."""
    return _table().get(character, ()) if character >= "\u3400" else ()
