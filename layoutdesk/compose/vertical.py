"""A headline group set downwards at the side of its text (竖题): kicker, main and deck beside one another, read from the right.

In: a story, the height of its block and the side. Out: columns with their places from the group's upper left corner, and the width
that the group takes of the block; the text runs beside it.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Final

import msgspec
from msgspec.structs import replace

from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.compose.context import Context
from layoutdesk.compose.division import ways
from layoutdesk.compose.head import LINE_PITCH, rounded_box, subordinate
from layoutdesk.compose.headfit import HeadWay, main_style, way_cost
from layoutdesk.compose.headpart import HeadPart
from layoutdesk.display import Item, Path
from layoutdesk.model.elements import Block
from layoutdesk.model.story import Paragraph, Story
from layoutdesk.model.styles import TextStyle
from layoutdesk.model.template import HeadlineRange
from layoutdesk.text.vertical import SetColumn, column_ems, set_column

#: Distance of two parts, in em of the larger; white between the group and its text, in 字.
PART_GAP: Final = 0.35
WHITE_BESIDE: Final = 1.6
#: White over and under the longest column, as a share of the height; a group takes at most such a share of its block's width.
AIR: Final = 0.03
MOST_SHARE: Final = 0.6
#: Text beside a group has at least this measure, in 字.
LEAST_MEASURE: Final = 9.0
#: White over a main headline that is shorter than its block, in rows.
MOST_ABOVE: Final = 2
#: A main headline has at most so many columns.
_MOST_COLUMNS: Final = 3
#: The parts of a group.
PARTS: Final = ("label", "kicker", "main", "deck")
#: White round a label in its box, em.
_LABEL_PAD: Final = 0.35


class DownLine(msgspec.Struct, frozen=True):
    """One column of the group: its paragraph, the middle line and the top from the group's upper left corner."""

    paragraph: Paragraph
    style: str
    size: float
    x: float
    y: float
    column: SetColumn


class SideHead(msgspec.Struct, frozen=True):
    """A group set downwards: the width taken, white beside it included, its main size, columns, and the parts that do not fit.

    ``parted`` are those of the tight ones that fit, but part a title in 《…》. ``unread`` are the parts whose readings (拼音) are
    left out, since the group would take too much of its block with them.
    """

    width: float
    size: float
    lines: tuple[DownLine, ...]
    items: tuple[Item, ...] = ()
    tight: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    parted: tuple[str, ...] = ()


def stands_beside(block: Block) -> bool:
    """Whether the headline of a block may stand at its side: its area is one rectangle."""
    return block.head_at != "top" and block.headline and len(block.area) == 1


def set_beside(context: Context, story: Story, block: Block, rect: Rect) -> SideHead | None:
    """The group of a block at the side of ``rect``; nothing where there is no headline or too little would be left for the text."""
    if story.main is None or not story.main.text:
        return None
    made = _group(context, story, block, rect)
    if rect.w - made.width >= _least_left(context, rect):
        return made
    silent = {name: _without_readings(part) for name in PARTS if (part := getattr(story, name)) and _has_readings(part)}
    if not silent:
        return None
    made = replace(_group(context, replace(story, **silent), block, rect), unread=tuple(silent))
    return made if rect.w - made.width >= _least_left(context, rect) else None


def _least_left(context: Context, rect: Rect) -> float:
    """The width that a group leaves its text at least."""
    return max((1 - MOST_SHARE) * rect.w, LEAST_MEASURE * context.grid.em)


def _has_readings(part: Paragraph) -> bool:
    return any(span.reading for span in part.spans)


def _without_readings(part: Paragraph) -> Paragraph:
    return replace(part, spans=tuple(replace(span, reading="") for span in part.spans))


def _group(context: Context, story: Story, block: Block, rect: Rect) -> SideHead:
    """The parts of a group from the right to the left: label, kicker, main, deck, those that there are."""
    height = rect.h * (1 - AIR)
    main = _main_part(context, story, block, height)
    parts = [main]
    if story.kicker is not None:
        parts.insert(
            0, _part(context, story.kicker, "kicker", subordinate(context, "kicker", main.style.size, 0.40), height)
        )
    if story.label is not None:
        parts.insert(0, _part(context, story.label, "label", context.style("label").size, height))
    if story.deck is not None:
        parts.append(_part(context, story.deck, "deck", subordinate(context, "deck", main.style.size, 0.44), height))
    return _stacked(context, story, parts, rect.h)


def side_ways(context: Context, story: Story, height: float) -> tuple[HeadWay, ...]:
    """Ways to set the main headline downwards in ``height`` points within its range, the best by an editor's taste first."""
    main, ladder = story.main, context.headline(story.priority)
    return () if main is None else part_ways_down(context, main, height, ladder)


def part_ways_down(
    context: Context, part: Paragraph, height: float, ladder: HeadlineRange, most: int = _MOST_COLUMNS
) -> tuple[HeadWay, ...]:
    """The same for any part of a group, in the role and the range of sizes of ``ladder`` and at most ``most`` columns."""
    if not part.text:
        return ()
    for parted in (False, True):
        rated = []
        for cuts in ways(part.text, part.phrases, height / ladder.least, most, parted=parted):
            longest = _longest(context, part, TextStyle(role=ladder.role, size=ladder.least), cuts)
            size = min(ladder.most, math.floor(height / longest * 4) / 4)
            if size >= ladder.least:
                way = HeadWay(cuts, size, rounded(min(1.0, longest * size / height)))
                rated.append((round(way_cost(part, way, ladder), 6), cuts, way))
        if rated:
            return tuple(way for _, _, way in sorted(rated, key=lambda each: each[:2]))
    return ()


def _main_part(context: Context, story: Story, block: Block, height: float) -> HeadPart:
    main, ladder = story.main, context.headline(story.priority)
    assert main is not None
    style, wanted = main_style(context, ladder), main.size or block.head_size
    if wanted:
        return _part(context, main, "main", wanted, height, style)
    if main.breaks:
        longest = _longest(context, main, style, main.breaks)
        size = max(ladder.least, min(ladder.most, math.floor(height / longest * 4) / 4))
        return _part(context, main, "main", size, height, style)
    best = next(iter(side_ways(context, story, height)), None)
    if best is None:
        return _part(context, main, "main", ladder.least, height, style)
    return HeadPart(main, replace(style, size=best.size), "main", best.cuts)


def _part(
    context: Context, paragraph: Paragraph, name: str, size: float, height: float, style: TextStyle | None = None
) -> HeadPart:
    """A part in the fewest columns that hold it at its size, smaller where none do."""
    size = paragraph.size or size
    style = replace(style or context.style(name), size=rounded(size))
    fits = (cuts for parted in (False, True)
            for cuts in ways(paragraph.text, paragraph.phrases, height / size, _MOST_COLUMNS + 1, parted=parted)
            if _longest(context, paragraph, style, cuts) * size <= height + 0.01)  # fmt: skip
    cuts = paragraph.breaks or next(fits, ())
    longest = _longest(context, paragraph, style, cuts)
    if longest * size <= height + 0.01:
        return HeadPart(paragraph, style, name, cuts)
    return HeadPart(paragraph, replace(style, size=rounded(height / longest)), name, cuts, tight=True)


def _columns(context: Context, part: HeadPart, story: str) -> list[SetColumn]:
    return [
        set_column(
            text, part.style, context.book, paragraph=part.paragraph.id, story=story, start=start, spans=spans,
            styles=context.styles,
        )
        for text, start, spans in part.lines()
    ]  # fmt: skip


def _longest(context: Context, paragraph: Paragraph, style: TextStyle, cuts: tuple[int, ...]) -> float:
    """The length of the longest column in em; at least a little, so that it can be divided by."""
    lines = HeadPart(paragraph, style, "", cuts).lines()
    return max(0.1, *(column_ems(text, style, context.book, spans, context.styles) for text, _, spans in lines))


def _stacked(context: Context, story: Story, parts: list[HeadPart], height: float) -> SideHead:
    """Parts from the right to the left; the others begin with the main headline, the deck a character lower where it may."""
    set_parts = [(part, _columns(context, part, story.id)) for part in parts]
    longest = {part.name: max(column.length for column in columns) for part, columns in set_parts}
    # In the middle of its height, but never far from where its text begins.
    top = max(0.0, min((height - longest["main"]) / 2, MOST_ABOVE * context.grid.step))
    white = WHITE_BESIDE * context.grid.em
    width = white + sum(_width(part, columns) for part, columns in set_parts)
    width += PART_GAP * sum(max(one.style.size, two.style.size) for one, two in pairwise(parts))
    lines: list[DownLine] = []
    items: list[Item] = []
    right = width
    before = 0.0
    for part, columns in set_parts:
        size = part.style.size
        right -= PART_GAP * max(before, size) if before else 0.0
        before = size
        y = _top(part, top, longest["main"], longest[part.name], height, parts)
        if part.name == "label":
            items.append(_label_box(context, part, right, y, longest[part.name]))
        edge = right - (_LABEL_PAD * size if part.name == "label" else 0.0)
        for column in columns:
            middle = edge - column.beside - size / 2
            lines.append(DownLine(part.paragraph, part.name, size, rounded(middle), rounded(y), column))
            edge = middle + size / 2 - LINE_PITCH * size
        right -= _width(part, columns)
    tight = tuple(part.name for part in parts if part.tight or part.parts_title)
    parted = tuple(part.name for part in parts if part.parts_title and not part.tight)
    main_size = next(part.style.size for part in parts if part.name == "main")
    return SideHead(rounded(width), main_size, tuple(lines), tuple(items), tight, parted=parted)


def _top(part: HeadPart, top: float, main: float, own: float, height: float, parts: list[HeadPart]) -> float:
    if part.name == "main" or own >= main:
        return max(0.0, min(top, height - own))
    size = next(each.style.size for each in parts if each.name == "main")
    lower = min(size, main - own) if part.name == "deck" else 0.0
    pad = _LABEL_PAD * part.style.size if part.name == "label" else 0.0
    return top + lower + pad


def _width(part: HeadPart, columns: list[SetColumn]) -> float:
    """How wide the columns of a part are together, with what hangs on them at their right."""
    size = part.style.size
    pad = 2 * _LABEL_PAD * size if part.name == "label" else 0.0
    return size * (1 + LINE_PITCH * (len(columns) - 1)) + sum(column.beside for column in columns) + pad


def _label_box(context: Context, part: HeadPart, right: float, y: float, length: float) -> Path:
    """The reversed box of a column label, its text set white by the style."""
    size = part.style.size
    pad = _LABEL_PAD * size
    box = Rect(rounded(right - size - 2 * pad), rounded(y - pad), size + 2 * pad, length + 2 * pad)
    return Path(segments=rounded_box(box, size * 0.25), fill=context.template.accent)
