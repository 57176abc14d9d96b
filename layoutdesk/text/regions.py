"""The forms of characters by region (地区字形): which face of a collection, or which forms inside one face, an issue takes.

Collections for Chinese have a face for each region, named alike but for two letters; a face that serves all regions by itself has
their forms under the feature ``locl`` and the language of the text. Without either the face sets every region as it is.
"""

from __future__ import annotations

from typing import Final

import msgspec

from layoutdesk.base.late import late
from layoutdesk.text.face import Face
from layoutdesk.text.fontfile import BrokenFont, read_directory


class Region(msgspec.Struct, frozen=True):
    """``tag`` is the language for OpenType, ``faces`` the letters in the names of faces for it, the best first."""

    tag: str
    faces: tuple[str, ...]


#: Regions whose forms differ from those of the mainland, by the language of an issue.
REGIONS: Final = {"zh-Hant": Region("zh-hant", ("tc", "tw")), "zh-HK": Region("zh-hant-hk", ("hk", "tc"))}
_HONG_KONG: Final = ("zh-HK", "zh-MO", "zh-Hant-HK", "zh-Hant-MO")
_TRADITIONAL: Final = ("zh-Hant", "zh-TW")
#: The letters for Simplified Chinese in the PostScript name of a face, before its weight.
_SIMPLIFIED: Final = late("(?:SC|sc|CN|cn)(?=-|$)")
#: No collection has more faces than this.
_MOST_FACES: Final = 64


def region_of(language: str) -> str:
    """The region whose forms an issue in ``language`` (BCP 47) takes; empty for those that fonts have by themselves."""
    if language.startswith(_HONG_KONG):
        return "zh-HK"
    return "zh-Hant" if language.startswith(_TRADITIONAL) else ""


def regional(face: Face, region: str) -> Face:
    """The face for a region: another of its collection where there is one, else the same with the region's forms."""
    wanted = REGIONS[region]
    for letters in wanted.faces:
        names = {_SIMPLIFIED.sub(spelling, face.name) for spelling in (letters, letters.upper())} - {face.name}
        found = _named(face, names, wanted.tag) if names else None
        if found is not None:
            return found
    return face.speaking(wanted.tag)


def _named(face: Face, names: set[str], tag: str) -> Face | None:
    """The face of the same file that has one of these names."""
    for index in range(_MOST_FACES):
        try:
            other = Face(face.path, index, read_directory(face.path, index), tag)
        except (BrokenFont, OSError):
            return None
        if other.name in names:
            return other
    return None
