"""Where Western words may be divided (移行): at syllables, by the patterns of LibreOffice's dictionaries that pyphen carries.

Loading them takes a third of a second, so it happens only when a line without division would gape.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyphen import Pyphen

#: Letters that stay together at a word's start and end.
_LEFT, _RIGHT = 2, 3


@cache
def _patterns() -> Pyphen:
    from pyphen import Pyphen

    return Pyphen(lang="en_US", left=_LEFT, right=_RIGHT)


@cache
def joints(word: str) -> tuple[int, ...]:
    """The offsets inside ``word`` (letters only) at which it may be divided, a hyphen set before them; none where it is short."""
    return tuple(int(at) for at in _patterns().positions(word)) if len(word) >= _LEFT + _RIGHT else ()
