"""Where Western words may be divided (移行): at syllables, by the patterns of LibreOffice's dictionaries that pyphen carries.

Loading them takes a third of a second, so it happens only when a line without division would gape.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pyphen import Pyphen

#: Letters that stay together at a word's start and end, by language; source: the defaults of TeX's patterns. In English two letters
#: at its end are enough in need (``close``), as newspapers have it in narrow columns.
_EDGES: Final = {"en": (2, 3), "fr": (2, 3), "pt": (2, 3)}
_CLOSE_EDGES: Final = {"en": (2, 2)}
_USUAL_EDGES: Final = (2, 2)
#: Western words in Chinese copy are English; and which of two usages a language has that names none.
_IN_CHINESE: Final = "en"
_USAGE: Final = {"en": "en_US", "de": "de_DE", "pt": "pt_PT"}


@cache
def _patterns(language: str, close: bool) -> tuple[Pyphen, int] | None:
    """The patterns for a language (BCP 47) and the least letters of a word to divide; nothing where there are none."""
    from pyphen import Pyphen, language_fallback

    name = language_fallback(_USAGE.get(language, language.replace("-", "_")))
    if name is None:
        return None
    base = language.partition("-")[0]
    left, right = (close and _CLOSE_EDGES.get(base)) or _EDGES.get(base, _USUAL_EDGES)
    return Pyphen(lang=name, left=left, right=right), left + right


@cache
def joints(word: str, language: str = "en", edge: int = 0, *, close: bool = False) -> tuple[int, ...]:
    """The offsets inside ``word`` (letters only) at which it may be divided, a hyphen set before them; none where it is short.

    ``close``: in need nearer to its end. ``edge`` is how many letters stay together at either end, where that is more than the
    language has. Acronyms and names with several capitals (UNESCO, McDonald) are not divided.

    Of a language without patterns no word is divided; words in Chinese copy are taken for English.
    """
    found = _patterns(_IN_CHINESE if language.partition("-")[0] in ("zh", "") else language, close)
    if found is None or len(word) < found[1] or sum(map(str.isupper, word)) > 1:
        return ()
    return tuple(int(at) for at in found[0].positions(word) if edge <= at <= len(word) - edge)
