"""Titles and quotations in headlines (书名号、引号): they stay whole wherever any other way to set the headline holds.

In: a text and where its lines start. Out: which places lie inside a title in 《…》 or inside quotation marks, and which titles
are parted. What is short has no places inside to begin with (see the room ``phrasing``).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from layoutdesk.base.late import late

_TITLE: Final = late("《[^《》]+》|〈[^〈〉]+〉")
_QUOTATION: Final = late("“[^“”]+”|‘[^‘’]+’|「[^「」]+」|『[^『』]+』")
_OPENING: Final = late("[《〈“‘「『]")
#: Behind these a quotation may part like any other text.
_PARTING: Final = "，；：。！？、 \u00a0\u3000"


def inside(text: str) -> set[int]:
    """The places inside titles and quotations; not those behind marks and blanks of a quotation."""
    if not _OPENING.search(text):
        return set()
    found = {at for title in _TITLE.finditer(text) for at in range(title.start() + 1, title.end())}
    for quotation in _QUOTATION.finditer(text):
        places = range(quotation.start() + 1, quotation.end())
        found.update(at for at in places if text[at - 1] not in _PARTING)
    return found


def titles_parted(text: str, cuts: Iterable[int]) -> tuple[str, ...]:
    """The titles in 《…》 inside which a line starts."""
    places = set(cuts)
    titles = _TITLE.finditer(text) if places else ()
    return tuple(title[0] for title in titles if not places.isdisjoint(range(title.start() + 1, title.end())))
