"""The headline group of a block: column label 栏目, kicker 引题, main 主题, deck 副题, in whole rows of the page's grid.

In: the parts of a story, the width and the range of sizes. Out: set lines with their places relative to the group's upper left
corner, and the rows taken. Over a headline stands more white than under it: the head belongs to its text.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.compose.context import Context
from layoutdesk.compose.division import copy_of, fitting_cuts, widest
from layoutdesk.compose.grid import EM_ABOVE
from layoutdesk.compose.headfit import head_sizes, main_style, within
from layoutdesk.compose.headpart import HeadPart
from layoutdesk.compose.types import PartLine
from layoutdesk.display import Item, Path, placed
from layoutdesk.model.story import Paragraph, Story
from layoutdesk.model.styles import TextStyle
from layoutdesk.model.template import HeadlineRange
from layoutdesk.text.lines import SetLine
from layoutdesk.text.paragraph import set_line

#: Distance of two lines of one headline part, in em.
LINE_PITCH = 1.16
#: White over a line with readings, in em.
READING = 0.6
#: White under the group in rows; over it stands what remains of the whole rows, at least ``WHITE_OVER``.
WHITE_UNDER, WHITE_OVER = 0.75, 0.3
#: Inside a frame there is the frame's padding over the group already.
WHITE_OVER_FRAMED = 0.15
#: Of added white the share that goes over the group: on the open page, and in a frame.
OVER_OPEN, OVER_FRAMED = 0.6, 0.35
#: Kicker and deck take at least so much of the body's size.
LEAST_SUBORDINATE = 1.1
#: … and by hand at most so much of the main headline's.
MOST_SUBORDINATE = 0.6
#: White between a column label and the edge of its box, in em.
LABEL_PAD = 0.8
#: A main headline that parts a title counts as one that runs out so far: make-up gives it another width where it can.
TITLE_PARTED = 1.02
#: A headline of more lines than this is not a headline.
MOST_LINES = 4


class Head(msgspec.Struct, frozen=True):
    """A headline group set to a width: ``rows`` taken, the main ``size``, how much of the width its longest line fills.

    ``fill`` over 1 says how far a main headline that the width cannot hold would run out, were it not set smaller. ``tight`` names
    the parts that do not fit: set smaller than their range or their chosen size, in more lines than a headline has, or (those that
    are ``parted`` too) with a title in 《…》 parted, since no size of their range holds it whole.
    """

    rows: int
    height: float
    size: float
    fill: float
    lines: tuple[PartLine, ...]
    items: tuple[Item, ...] = ()
    tight: tuple[str, ...] = ()
    parted: tuple[str, ...] = ()


def set_head(
    context: Context, story: Story, width: float, ladder: HeadlineRange, size: float = 0.0, framed: bool = False
) -> Head:
    """The headline group of ``story`` over ``width`` points; ``size`` 0 takes the largest of the range that fits best.

    In a frame (``framed``) the frame's own white stands over the group.
    A story without any headline part gives an empty group of no rows.
    """
    parts = _parts(context, story, width, ladder, size)
    if not parts:
        return Head(0, 0.0, 0.0, 1.0, ())
    return _in_rows(context, _stacked(context, parts, width, story.id), framed)


def set_part(context: Context, story: Story, name: str, width: float) -> Head:
    """One part of the headline group by itself over ``width`` points, of no rows: for a free frame.

    Without a chosen size the main headline takes the best of its rank's range, another part its style's size.
    """
    paragraph: Paragraph = getattr(story, name)
    if name == "main":
        part = _main_part(context, story, width, context.headline(story.priority), 0.0)
    else:
        part = _plain(context, paragraph, name, width, context.style(name).size)
    return _stacked(context, [part], width, story.id)


def _stacked(context: Context, parts: Sequence[HeadPart], width: float, story: str) -> Head:
    """Parts one under the other, their places counted from the upper left corner of the group."""
    y, lines, items, main_size, fill = 0.0, [], [], 0.0, 1.0
    for index, part in enumerate(parts):
        y += _space_before(part, parts[index - 1] if index else None)
        set_lines = _set(context, part, story)
        if part.name == "label":
            items.append(_label_box(context, part, set_lines[0], width, y))
            y += part.size * 0.3
        if part.name == "main":
            main_size, fill = part.size, max(part.pressed, max(line.width for line in set_lines) / width)
        for number, line in enumerate(set_lines):
            y += part.size * ((LINE_PITCH if number else 1.0) + (READING if line.above else 0.0))
            baseline = y - (1 - EM_ABOVE) * part.size
            inset = LABEL_PAD * part.size if part.name == "label" else 0.0
            x = (width - line.width) / 2 if part.style.align == "center" else inset
            place = rounded(x), rounded(baseline)
            lines.append(PartLine(part.paragraph, part.name, part.size, *place, line, 0.0, width))
        if part.name == "label":
            y += part.size * 0.45
    tight = tuple(part.name for part in parts if part.tight or part.parts_title)
    parted = tuple(part.name for part in parts if part.parts_title and not part.tight)
    return Head(0, y, main_size, fill, tuple(lines), tuple(items), tight, parted)


def grown(context: Context, head: Head, rows: int, over: float = OVER_OPEN) -> Head:
    """The same group in ``rows`` rows: of the added white the share ``over`` goes over it, the rest under it."""
    extra = (rows - head.rows) * context.grid.step
    if extra <= 0 or not head.rows:
        return head
    shift = rounded(extra * over)
    lines = tuple(replace(line, y=rounded(line.y + shift)) for line in head.lines)
    items = tuple(_moved(item, shift) for item in head.items)
    return replace(head, rows=rows, lines=lines, items=items)


def _parts(context: Context, story: Story, width: float, ladder: HeadlineRange, size: float) -> list[HeadPart]:
    parts = []
    main_size = 0.0
    main = None
    if story.main is not None:
        main = _main_part(context, story, width, ladder, size)
        main_size = main.size
    if story.label is not None:
        parts.append(_plain(context, story.label, "label", width, context.style("label").size))
    if story.kicker is not None:
        parts.append(_plain(context, story.kicker, "kicker", width, subordinate(context, "kicker", main_size, 0.40)))
    if main is not None:
        parts.append(main)
    if story.deck is not None:
        parts.append(_plain(context, story.deck, "deck", width, subordinate(context, "deck", main_size, 0.44)))
    return parts


def _main_part(context: Context, story: Story, width: float, ladder: HeadlineRange, size: float) -> HeadPart:
    main = story.main
    assert main is not None
    wanted = main.size or size or head_sizes(context, story, width, ladder)[0]
    style = replace(main_style(context, ladder), size=wanted)
    around = "" if main.phrases else copy_of(story)
    part = _fitted(context, main, style, "main", within(context, width), ladder.least, around, MOST_LINES)
    if part.parts_title:
        part = replace(part, pressed=max(part.pressed, TITLE_PARTED))
    if len(part.cuts) >= MOST_LINES and not main.breaks:
        return replace(part, pressed=max(part.pressed, (len(part.cuts) + 1) / MOST_LINES), tight=True)
    return part


def _fitted(
    context: Context,
    paragraph: Paragraph,
    style: TextStyle,
    name: str,
    width: float,
    smallest: float,
    around: str = "",
    most: int = 0,
) -> HeadPart:
    """A part in the fewest lines that hold it, condensed within its style's range, and smaller only where that does not do.

    Titles and quotations are parted only where they do not stand in one line at its ``smallest`` size either, in points.
    """
    cuts, hscale = fitting_cuts(context.book, paragraph, style, width, around, context.styles, smallest, most)
    least = min(style.hscale_min, 1.0)
    if hscale >= least - 0.0005:
        return HeadPart(paragraph, replace(style, hscale=hscale), name, cuts)
    pressed, size = least / hscale, rounded(style.size * hscale / least)
    return HeadPart(paragraph, replace(style, size=size, hscale=least), name, cuts, pressed, tight=True)


def subordinate(context: Context, name: str, main_size: float, share: float) -> float:
    """Kicker and deck: a share of the main size, under twice the body and under half of the main where it is large."""
    body = context.grid.em
    least = LEAST_SUBORDINATE * body
    return rounded(min(context.style(name).size, max(least, share * main_size)) if main_size else 1.4 * body)


def part_range(context: Context, name: str, main_size: float) -> HeadlineRange:
    """The sizes that the hand and copyfitting may give kicker and deck under a main headline of ``main_size`` points."""
    style = context.style(name)
    least = rounded(LEAST_SUBORDINATE * context.grid.em)
    most = rounded(max(least, min(style.size, MOST_SUBORDINATE * main_size)))
    return HeadlineRange(least=least, most=most, role=style.role, hscale_min=style.hscale_min)


def _plain(context: Context, paragraph: Paragraph, name: str, width: float, size: float) -> HeadPart:
    """A subordinate part: smaller before more lines, but never under the least; a chosen size stays."""
    least = LEAST_SUBORDINATE * context.grid.em
    if paragraph.size:
        least = size = paragraph.size
    for trial in (size, size * 0.92, size * 0.85, size * 0.78):
        style = replace(context.style(name), size=rounded(trial))
        if (
            trial >= least
            and not paragraph.breaks
            and widest(context.book, paragraph, style, (), context.styles) <= width
        ):
            return HeadPart(paragraph, replace(style, hscale=1.0), name)
    style = replace(context.style(name), size=rounded(max(least, size * 0.85)))
    return _fitted(context, paragraph, style, name, width, least)


def _set(context: Context, part: HeadPart, story: str) -> list[SetLine]:
    return [
        set_line(
            text, part.style, context.book, paragraph=part.paragraph.id, story=story, start=start,
            hscale=part.style.hscale, spans=spans, styles=context.styles,
        )
        for text, start, spans in part.lines()
    ]  # fmt: skip


def _space_before(part: HeadPart, above: HeadPart | None) -> float:
    if above is None:
        return 0.0
    return 0.22 * max(part.size, above.size) + 0.10 * min(part.size, above.size)


def _in_rows(context: Context, head: Head, framed: bool) -> Head:
    """The group made up to whole rows, with its white over and under it."""
    step = context.grid.step
    white_over = WHITE_OVER_FRAMED if framed else WHITE_OVER
    rows = math.ceil((head.height + (WHITE_UNDER + white_over) * step) / step - 0.05)
    over = rounded((rows * step - head.height) * white_over * 1.4 / (WHITE_UNDER + white_over * 1.4))
    moved = tuple(replace(line, y=rounded(line.y + over)) for line in head.lines)
    return replace(head, rows=rows, lines=moved, items=tuple(_moved(item, over) for item in head.items))


def _moved(item: Item, dy: float) -> Item:
    return placed((item,), 0.0, dy)


def _label_box(context: Context, part: HeadPart, line: SetLine, width: float, y: float) -> Path:
    """The reversed box of a column label, its text set white by the style."""
    height, pad = part.size * 1.6, part.size * LABEL_PAD
    left = (width - line.width) / 2 - pad if part.style.align == "center" else 0.0
    box = Rect(rounded(left), rounded(y), line.width + 2 * pad, height)
    return Path(segments=rounded_box(box, part.size * 0.25), fill=context.template.accent)


def rounded_box(r: Rect, radius: float) -> tuple[tuple[str | float, ...], ...]:
    k = radius * 0.4477  # 1 - 0.5523, the control point of a quarter circle seen from the corner
    x, y, right, bottom = r.x, r.y, r.right, r.bottom
    return (
        ("M", x + radius, y), ("L", right - radius, y), ("C", right - k, y, right, y + k, right, y + radius),
        ("L", right, bottom - radius), ("C", right, bottom - k, right - k, bottom, right - radius, bottom),
        ("L", x + radius, bottom), ("C", x + k, bottom, x, bottom - k, x, bottom - radius),
        ("L", x, y + radius), ("C", x, y + k, x + k, y, x + radius, y), ("Z",),
    )  # fmt: skip
