"""Which characters of a text another face has to set (替代字体), and which no face can (缺字)."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from layoutdesk.text import rules
from layoutdesk.text.fonts import FontBook


class Coverage(NamedTuple):
    """``missing`` are the characters that appear as empty boxes; ``stood_in`` those that a face other than the role's sets, with
    the name of that face. Every character once, in the order of the text.
    """

    missing: str
    stood_in: tuple[tuple[str, str], ...]


@lru_cache(maxsize=8192)
def coverage(text: str, role: str, book: FontBook) -> Coverage:
    """How the faces of ``book`` set ``text`` in ``role``; what shows nothing needs no glyph.

    Figures and Western letters of brush type are in the face of their companion role from the start.
    """
    companion = rules.WESTERN_COMPANION.get(role)
    if companion is not None:
        western = "".join(rules.FIGURES_AND_LATIN.findall(text))
        if western:
            beside, rest = (
                coverage(western, companion, book),
                coverage(rules.FIGURES_AND_LATIN.sub("", text), role, book),
            )
            return Coverage(beside.missing + rest.missing, beside.stood_in + rest.stood_in)
    glyph, missing, others = book.face(role).glyph, [], dict[str, str]()
    for char in dict.fromkeys(text):
        if glyph(char) or rules.is_invisible(char) or char in rules.OFF_BASELINE:
            continue
        face = book.for_char(role, char)
        if face is None:
            missing.append(char)
        else:
            others[face.name] = others.get(face.name, "") + char
    return Coverage("".join(missing), tuple((chars, name) for name, chars in others.items()))
