"""Text styles: which face, size and rules of setting a paragraph takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

import msgspec

from layoutdesk.base.colour import BLACK, Paint
from layoutdesk.base.limits import (
    ChosenSize,
    Count,
    Drop,
    Ems,
    GlyphScale,
    Language,
    Scale,
    Shift,
    Tracking,
    WordSpace,
)

#: Roles of type (字体角色) that are filled from font files: 宋, 粗宋, 黑, 粗黑, 楷, 仿宋, 标题宋.
ROLES = ("song", "song-bold", "hei", "hei-bold", "kai", "fang", "title")

Align = Literal["justify", "left", "center", "right"]
#: Line start and end prohibition (避头尾); source: W3C clreq, "Prohibition rules for line start and line end".
Prohibition = Literal["none", "basic", "gb", "strict"]
#: How many em two full-width marks side by side take (标点挤压); source: clreq, "Adjustment of adjacent punctuation marks".
Pairs = Literal["one-and-half", "one"]
#: Where an opening bracket or quote gives up its white at a line's start (行首标点挤压): nowhere, at lines that start at the edge
#: of their measure, after the first-line indent too.
TrimStart = Literal["never", "lines", "always"]
#: Whether a full-width mark at a line's end takes ½ em (行尾标点挤压): never, where the line needs it, always (GB/T 15834 §5.1.10).
TrimEnd = Literal["never", "needed", "always"]
#: The width of an interpunct (间隔号): ½ em on the mainland, 1 em in Hong Kong and Taiwan, where it shrinks to ½.
Interpunct = Literal["half", "full"]

#: What a character style draws at its characters: 着重号, straight line (专名号), wavy line (书名号), 删除线. Source: clreq,
#: "Indication of emphasis, proper nouns and titles"; GB/T 15834 §4.12 (着重号), §4.16 (专名号).
CharacterMark = Literal["dots", "underline", "wave", "strike"]


class TextStyle(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a paragraph is set. Sizes in points; ``indent`` in em; rows count baseline steps of the page's grid.

    ``leading`` 0 takes the page's baseline step. ``hscale_min`` is how far a line may be condensed to fit its measure.
    ``rows_before`` and ``rows_after`` are empty rows; ``rows_each`` is how many rows a line of the style takes.

    Rules of setting (clreq): ``latin_gap`` is the white between Han and Western in em, 0 for none; ``shrink_stops`` lets 。？！
    give up their white where nothing else is left; ``hyphenate`` lets Western words part at syllables, those between Han with at
    least ``word_edge`` letters on either side (long ones in a gaping line as their language has it); ``last_line`` is how many
    characters a last line has at least (孤字), marks not counted; a line with gaps wider than ``loosest`` em is reported.

    Western paragraphs (no Han in them): ``word_space`` is the least, the best and the most white between words before letters
    give way, as shares of the face's space; ``letter_space`` how far letters may move together and apart (em), ``glyph_scale``
    how narrow and wide their shapes may become. ``ladder`` is how many lines in a row may end with a hyphen (0: any number); in a
    measure under ``flush_from`` em lines are not driven out. Between Han, the characters of long numbers and addresses move apart
    as far where a line would be loose.

    ``language`` (BCP 47) is that of the text, "" the template's or the issue's: it chooses the forms of Chinese characters
    (地区字形) and how Western words are divided. ``drop`` is how
    many lines deep the first character of a paragraph stands (首字下沉).

    A character style (字符样式) goes over the paragraph's: ``role`` "" keeps its face and paint, ``size`` 0 its size. ``scale``
    multiplies the size and ``rise`` lifts the characters off the baseline (em of the paragraph; 上标, negative 下标). ``marks``
    are drawn at them, lines ``mark_weight`` em thick with their middle ``mark_offset`` em under the baseline (0: the usual).
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
    pairs: Pairs = "one-and-half"
    trim_start: TrimStart = "lines"
    trim_end: TrimEnd = "needed"
    interpunct: Interpunct = "half"
    shrink_stops: bool = True
    hyphenate: bool = True
    word_edge: Count = 3
    last_line: Count = 2
    loosest: Ems = 0.25
    word_space: tuple[WordSpace, WordSpace, WordSpace] = (0.78, 1.0, 1.5)
    letter_space: tuple[Tracking, Tracking] = (0.0, 0.0)
    glyph_scale: tuple[GlyphScale, GlyphScale] = (1.0, 1.0)
    ladder: Count = 0
    flush_from: Ems = 0.0
    language: Language = ""
    drop: Drop = 0
    scale: Scale = 1.0
    rise: Shift = 0.0
    marks: tuple[CharacterMark, ...] = ()
    mark_offset: Shift = 0.0
    mark_weight: Ems = 0.0


def _added(**fields: object) -> TextStyle:
    """A character style that adds to what it stands on."""
    return msgspec.convert({"role": "", "size": 0.0, **fields}, TextStyle)


#: Character styles that every issue knows; templates and issues may give them anew under the same names. A raised figure reaches
#: the top of a Han character, a lowered one its foot.
CHARACTER_STYLES: Final[Mapping[str, TextStyle]] = {
    "dots": _added(marks=["dots"]),
    "underline": _added(marks=["underline"]),
    "wave": _added(marks=["wave"]),
    "strike": _added(marks=["strike"]),
    "superscript": _added(scale=0.6, rise=0.37),
    "subscript": _added(scale=0.6, rise=-0.13),
    "reading": _added(),
}
