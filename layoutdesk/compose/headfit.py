"""Size, lines and scale of a main headline for a width, chosen together (标题适配): the span filled, nothing pressed too far.

A headline of one line fills its width by size and scale, never by tracking; one of several lines takes the size of its longest.
Sizes are whole quarters of a point: what a quarter lacks or has too much is made up by scale, which nobody sees.
"""

from __future__ import annotations

import math
from itertools import pairwise

import msgspec
from msgspec.structs import replace

from layoutdesk.base.geometry import rounded
from layoutdesk.compose.breaks import break_cost, breaks_in_clauses
from layoutdesk.compose.context import Context
from layoutdesk.compose.division import copy_of, fitting_cuts, split_points, ways, widest
from layoutdesk.compose.titles import inside
from layoutdesk.model.story import Paragraph, Story
from layoutdesk.model.styles import TextStyle
from layoutdesk.model.template import HeadlineRange

#: White that a main headline leaves beside it, both sides together: so many 字, or a share of a narrow width.
HEAD_AIR_EM, HEAD_AIR = 1.2, 0.03
#: The next smaller size of a headline that is tried, as a share.
SMALLER = 0.86
#: Scale down to here makes up a quarter of a point.
_UNSEEN = 0.98
#: A line shorter than this share of the longest makes a headline of three lines look broken.
_STUB = 0.5
#: More lines than this are no choice for a headline over a block.
_MOST_LINES = 3
#: What a headline costs: a tenth of the width left open under ``_FULL``, all of its range of sizes given away, a line more.
_FULL, _OPEN, _SMALL, _LINE = 0.95, 0.8, 0.8, 0.35


class HeadWay(msgspec.Struct, frozen=True):
    """A way to set a main headline over a width: where its lines start, its size in points, and the share of the width it fills."""

    cuts: tuple[int, ...]
    size: float
    fill: float


def within(context: Context, width: float) -> float:
    """What of a width a main headline may fill: a little air parts it from the headline beside it."""
    return width - min(HEAD_AIR_EM * context.grid.em, HEAD_AIR * width)


def main_style(context: Context, ladder: HeadlineRange) -> TextStyle:
    """The main headline's style in the role of type and with the scale that its rank allows."""
    return replace(context.style("main"), role=ladder.role, hscale_min=ladder.hscale_min)


def head_sizes(context: Context, story: Story, width: float, ladder: HeadlineRange) -> tuple[float, ...]:
    """Sensible main sizes over ``width``, the largest first: the best for one line, for two, and for three that are no stubs."""
    main = story.main
    if main is None:
        return (0.0,)
    around = "" if main.phrases else copy_of(story)
    style, room = main_style(context, ladder), within(context, width)
    sizes = _sizes(context, main, style, room, ladder, around, parted=False)
    if not sizes:
        least = replace(style, size=ladder.least)
        cuts, _ = fitting_cuts(context.book, main, least, room, around, context.styles)
        if not inside(main.text).isdisjoint(cuts):
            sizes = _sizes(context, main, style, room, ladder, around, parted=True)
    return sizes or (ladder.least,)


def _sizes(
    context: Context,
    main: Paragraph,
    style: TextStyle,
    room: float,
    ladder: HeadlineRange,
    around: str,
    *,
    parted: bool,
) -> tuple[float, ...]:
    """The sizes that ``head_sizes`` gives; none where no number of lines fits. ``parted``: titles and quotations may part.

    Those at which the lines start between clauses, and others only where there are none: a smaller size is the lesser evil.
    """
    sizes: list[float] = []
    spare: list[float] = []
    limit = room / ladder.least / style.hscale_min
    for count in range(1, _MOST_LINES + 1):
        cuts = main.breaks or split_points(main.text, count, around=around, phrases=main.phrases, parted=parted)
        size = largest(context, main, style, cuts, room, ladder)
        astray = breaks_in_clauses(main.text, cuts, main.phrases)
        if size < ladder.least and count > 1:
            # Clauses too long for this number of lines part elsewhere.
            cuts = main.breaks or split_points(main.text, count, limit, around, main.phrases, parted=parted)
            size, astray = largest(context, main, style, cuts, room, ladder), True
        if size >= ladder.least and not (sizes and count > 2 and _is_stubby(main.text, cuts)):
            (spare if astray and not main.breaks else sizes).extend(_with_smaller(size, ladder))
        if main.breaks or (sizes and size >= ladder.most):
            break
    return tuple(dict.fromkeys(sizes or spare))


def _with_smaller(size: float, ladder: HeadlineRange) -> tuple[float, ...]:
    """A size, and the next smaller one where the range has it; the largest of the range is not tried smaller."""
    return (size, rounded(size * SMALLER)) if ladder.least / SMALLER <= size < ladder.most else (size,)


def largest(
    context: Context, part: Paragraph, style: TextStyle, cuts: tuple[int, ...], room: float, ladder: HeadlineRange
) -> float:
    """The largest size of the range at which these lines fit, condensed only to reach the least; under it where they cannot."""
    per_point = widest(context.book, part, replace(style, size=100.0), cuts, context.styles) / 100
    if not per_point:
        return ladder.least
    size = room / per_point
    if size < ladder.least:
        return math.floor(min(ladder.least, size / style.hscale_min) * 4) / 4
    up = math.ceil(size * 4) / 4
    scale = max(_UNSEEN, style.hscale_min)
    return min(ladder.most, up if up * scale <= size else math.floor(size * 4) / 4)


def head_ways(context: Context, story: Story, width: float, ladder: HeadlineRange) -> tuple[HeadWay, ...]:
    """Ways to set the main headline over ``width`` within its range, those that editors would sooner choose first.

    None where no number of lines fits.
    """
    main = story.main
    if main is None:
        return ()
    return part_ways(context, main, main_style(context, ladder), within(context, width), ladder)


def part_ways(
    context: Context, part: Paragraph, style: TextStyle, room: float, ladder: HeadlineRange
) -> tuple[HeadWay, ...]:
    """The same for any part of a headline group in ``room`` points, in a style and a range of sizes of its own.

    Titles and quotations part only where no way keeps them whole.
    """
    if not part.text:
        return ()
    limit = room / ladder.least / style.hscale_min
    for parted in (False, True):
        rated = []
        for cuts in ways(part.text, part.phrases, limit, parted=parted):
            way = _way(context, part, style, cuts, room, ladder)
            if way is not None:
                rated.append((way_cost(part, way, ladder), way))
        if rated:
            return tuple(way for _, way in sorted(rated, key=lambda pair: (round(pair[0], 6), pair[1].cuts)))
    return ()


def _way(
    context: Context, main: Paragraph, style: TextStyle, cuts: tuple[int, ...], room: float, ladder: HeadlineRange
) -> HeadWay | None:
    size = largest(context, main, style, cuts, room, ladder)
    if size < ladder.least:
        return None
    longest = widest(context.book, main, replace(style, size=size), cuts, context.styles)
    return HeadWay(cuts, size, rounded(min(1.0, longest / room)))


def way_cost(main: Paragraph, way: HeadWay, ladder: HeadlineRange) -> float:
    """What an editor would hold against a way: where it breaks, how uneven, open, small and many-lined it is."""
    small = (ladder.most - way.size) / max(0.1, ladder.most - ladder.least)
    open_ = max(0.0, _FULL - way.fill) * 10
    return break_cost(main.text, way.cuts, main.phrases) + _OPEN * open_ + _SMALL * small + _LINE * len(way.cuts)


def _is_stubby(text: str, cuts: tuple[int, ...]) -> bool:
    """Whether one of the lines is much shorter than the longest."""
    lines = [len(text[start:end].strip()) for start, end in pairwise((0, *cuts, len(text)))]
    return min(lines) < _STUB * max(lines)
