"""Text styles: which face, size and rules of setting a paragraph takes."""

from __future__ import annotations

from typing import Literal

import msgspec

from layoutdesk.base.colour import BLACK, Paint
from layoutdesk.base.limits import ChosenSize, Count, Ems, Scale

#: Roles of type (字体角色) that are filled from font files: 宋, 粗宋, 黑, 粗黑, 楷, 仿宋, 标题宋.
ROLES = ("song", "song-bold", "hei", "hei-bold", "kai", "fang", "title")

Align = Literal["justify", "left", "center", "right"]
#: Line start and end prohibition (避头尾); source: W3C clreq, "Prohibition rules for line start and line end".
Prohibition = Literal["none", "basic", "gb", "strict"]


class TextStyle(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a paragraph is set. Sizes in points; ``indent`` in em; rows count baseline steps of the page's grid.

    ``leading`` 0 takes the page's baseline step. ``hscale_min`` is how far a line may be condensed to fit its measure.
    ``rows_before`` and ``rows_after`` are empty rows; ``rows_each`` is how many rows a line of the style takes.
    """

    role: str = "song"
    size: ChosenSize = 9.0
    leading: ChosenSize = 0.0
    indent: Ems = 0.0
    align: Align = "justify"
    paint: Paint = BLACK
    hscale_min: Scale = 1.0
    hscale: Scale = 1.0
    rows_before: Ems = 0.0
    rows_after: Ems = 0.0
    rows_each: Ems = 1.0
    keep_next: Count = 0
    prohibition: Prohibition = "gb"
    latin_gap: Ems = 0.25
