"""Widths of columns from their content (自动列宽): what each needs at least, what it would like, and how a width is shared."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from typing import Final, NamedTuple

import msgspec
from msgspec.structs import replace

from layoutdesk.base.geometry import rounded
from layoutdesk.base.late import late
from layoutdesk.compose.cache import IdentityCache
from layoutdesk.compose.context import Context
from layoutdesk.compose.table.figures import points_of
from layoutdesk.model.story import ColumnAlign, TableBlock
from layoutdesk.model.styles import TextStyle
from layoutdesk.model.tables import Layout, Place, layout_of
from layoutdesk.text.paragraph import natural_width
from layoutdesk.text.quantities import COMPOUND, COUNTERS, LEAD

#: A table of more columns than a sheet can show is set with equal widths, without looking at every cell.
MOST_COLUMNS = 60
#: White inside a cell, in em of the cell's type: left and right.
PAD_X = 0.45
#: What a width is wider than its text, so that rounding never breaks a line, in points.
_EASE = 0.5
#: Of the texts of a column at most so many are measured, those that look at least this share of the longest.
_MEASURED, _ABOUT = 10, 0.8
_HEAD_TOGETHER = 6
#: A cell of so many characters has room for four in a line.
LONG_CELL = 10
#: Figures with their unit, words and codes, which do not break.
_TOKEN = late(rf"(?:{LEAD}|-)[0-9A-Za-z.,%％‰:：∶/\-_@]+(?:{COMPOUND}|[万亿]?[{COUNTERS}]|[万亿])?")
#: Addresses of the web break where they must: they ask for no more than so many em.
_WEB = late(r"[A-Za-z]{2,}.*[./@]")
_MOST_WEB = 8.0
#: A column is never given more than this much of what it would like while others are short, in em.
_COMFORT = 9.0
#: Columns that share what is left do so in steps of so many points, at the style's size: less than is seen.
_STEP = 1.5


class Needs(msgspec.Struct, frozen=True):
    """For each column in points at the style's size: the least width, the one that sets every cell on one line, and the points
    at which figures are aligned (by the cell's text; empty for a column of text) with the widths before and after them.

    ``comfort`` is the width of the table at which no cell takes much more than two lines. ``align`` is what was chosen for each
    column.
    """

    layout: Layout
    least: tuple[float, ...]
    wanted: tuple[float, ...]
    points: tuple[Mapping[str, int], ...]
    sides: tuple[tuple[float, float], ...]
    comfort: float
    align: tuple[ColumnAlign, ...]


NEEDS: IdentityCache[Needs] = IdentityCache(64)


def cell_style(context: Context, head: bool) -> TextStyle:
    """The style of a cell of the head or the body; where its lines stand is decided column by column."""
    return context.style(style_name(head))


def style_name(head: bool) -> str:
    return "cell-head" if head else "cell"


def needs_of(context: Context, table: TableBlock) -> Needs:
    """What the columns of a table need, kept by the identities of both."""
    return NEEDS.get((context, table), lambda: _measured(context, layout_of(table), table.align))


def _measured(context: Context, layout: Layout, chosen: tuple[ColumnAlign, ...]) -> Needs:
    count = layout.columns
    derived: ColumnAlign = ""
    align = (*chosen[:count], *((derived,) * (count - len(chosen))))
    if count > MOST_COLUMNS:
        even = (0.0,) * count
        return Needs(layout, even, even, ({},) * count, ((0.0, 0.0),) * count, math.inf, align)
    body = cell_style(context, False)
    floor = body.size * (1 + 2 * PAD_X) + _EASE
    least, wanted = [floor] * count, [floor] * count
    points: list[Mapping[str, int]] = [{}] * count
    sides = [(0.0, 0.0)] * count
    for (column, head), texts in _texts(layout).items():
        low, wish, its_points, its_sides = COLUMN_NEEDS.get(
            (context,), partial(_need, context, texts, align[column], head=head), tuple(texts), align[column], head
        )
        least[column], wanted[column] = max(least[column], low), max(wanted[column], wish)
        if not head:
            points[column], sides[column] = its_points, its_sides
    _spread(context, layout, least, wanted)
    most = _COMFORT * body.size
    comfort = sum(max(low, min(wish, max(most, wish / 2))) for low, wish in zip(least, wanted, strict=True))
    return Needs(layout, tuple(least), tuple(wanted), tuple(points), tuple(sides), comfort, align)


class _Need(NamedTuple):
    """What the cells of the head or of the body of one column need, as ``Needs`` has it for all columns."""

    least: float
    wanted: float
    points: Mapping[str, int]
    sides: tuple[float, float]


#: By context, texts and how they stand: a letter changes the texts of one column.
COLUMN_NEEDS: Final[IdentityCache[_Need]] = IdentityCache(256)


def _need(context: Context, texts: list[str], align: ColumnAlign, *, head: bool) -> _Need:
    style = cell_style(context, head)
    pad = 2 * PAD_X * style.size + _EASE
    least, wanted = _least(texts, style, context, head) + pad, _widest(texts, style, context) + pad
    points = {} if head else points_of(texts, align)
    if not points:
        return _Need(least, wanted, {}, (0.0, 0.0))
    before = _widest({text[:at] for text, at in points.items()}, style, context)
    after = _widest({text[at:] for text, at in points.items()}, style, context)
    both = before + after + pad
    return _Need(max(least, both), max(wanted, both), points, (before, after))


def _texts(layout: Layout) -> dict[tuple[int, bool], list[str]]:
    """The lines of the cells that stand in one column, by column and whether they are the head's."""
    found: dict[tuple[int, bool], list[str]] = defaultdict(list)
    for number, row in enumerate(layout.rows):
        for place in row:
            if place.wide == 1:
                found[place.column, number < layout.head] += place.cell.paragraph.text.split("\n")
    return found


@lru_cache(maxsize=2_048)
def _looks(text: str) -> float:
    """About how long a text is, in em."""
    return sum(1.0 if char > "\u2000" else 0.7 if "A" <= char <= "Z" else 0.5 for char in text)


def _longest(texts: Iterable[str]) -> Iterator[str]:
    """Those of the texts that look about as long as the longest: measuring them all would cost as much as setting them."""
    looks = sorted(((_looks(text), text) for text in dict.fromkeys(texts)), reverse=True)
    for length, text in looks[:_MEASURED]:
        if length < _ABOUT * looks[0][0]:
            break
        yield text


def _widest(texts: Iterable[str], style: TextStyle, context: Context) -> float:
    return max((natural_width(text, style, context.book) for text in _longest(texts)), default=0.0)


def _least(texts: Iterable[str], style: TextStyle, context: Context, head: bool) -> float:
    """The width under which a line would part a figure, a word or two characters that belong together."""
    different = dict.fromkeys(texts)
    tokens = dict.fromkeys(token for text in different for token in _TOKEN.findall(text))
    plain = _widest((token for token in tokens if not _WEB.search(token)), style, context)
    web = _widest((token for token in tokens if _WEB.search(token)), style, context)
    chars = max((_least_chars(text, head) for text in different), default=0)
    return max(plain, min(web, _MOST_WEB * style.size), chars * style.size)


def _least_chars(text: str, head: bool) -> int:
    """The characters that a line of a cell holds at least: up to three stay together, so that none stands alone.

    What a head has before its bracket and in it stays together up to so many characters too. A long cell is not a pillar.
    """
    if len(text) <= 3:
        return len(text)
    if len(text) >= LONG_CELL and not head:
        return 4
    bracket = bracket_of(text) if head else 0
    longest = max(bracket, len(text) - bracket)
    return longest if bracket and longest <= _HEAD_TOGETHER else 2


def bracket_of(text: str) -> int:
    """Where a bracket opens behind a word; 0 for nowhere."""
    return next((at for at in range(2, len(text)) if text[at] in "（(〔["), 0)


def _spread(context: Context, layout: Layout, least: list[float], wanted: list[float]) -> None:
    """Cells over several columns: what those lack together is shared by what each would like (narrow spans first)."""
    over = [(number, place) for number, row in enumerate(layout.rows) for place in row if place.wide > 1]
    for number, place in sorted(over, key=lambda each: each[1].wide):
        style = cell_style(context, number < layout.head)
        pad = 2 * PAD_X * style.size + _EASE
        lines = place.cell.paragraph.text.split("\n")
        _raise(least, wanted, place, _least(lines, style, context, number < layout.head) + pad)
        _raise(wanted, wanted, place, _widest(lines, style, context) + pad)


def _raise(widths: list[float], weights: list[float], place: Place, need: float) -> None:
    columns = range(place.column, place.column + place.wide)
    short = need - sum(widths[column] for column in columns)
    if short <= 0:
        return
    weight = sum(weights[column] for column in columns)
    shares = [weights[column] / weight if weight else 1 / place.wide for column in columns]
    for column, share in zip(columns, shares, strict=True):
        widths[column] += short * share


def edges(needs: Needs, width: float, scale: float) -> list[float]:
    """The left edges of the columns and the right end, from 0 to ``width``, at a type size ``scale`` times the style's."""
    shared = _share([one * scale for one in needs.least], [one * scale for one in needs.wanted], width, _STEP * scale)
    found = [0.0]
    for one in shared:
        found.append(found[-1] + one)
    return [*(rounded(one) for one in found[:-1]), rounded(width)]


def _share(least: list[float], wanted: list[float], width: float, step: float) -> list[float]:
    """Widths that share ``width``: none under its least, the rest by the square root of what each has to hold.

    The square root makes the tall cells share the height, which is what makes a table low. Shared widths are whole steps of
    ``step`` points, and what is over goes to the column that would like most: a letter that is typed moves few columns.
    """
    if not sum(wanted):
        return [width / len(wanted)] * len(wanted)
    if sum(wanted) <= width:
        spare = (width - sum(wanted)) / len(wanted)
        return [one + spare for one in wanted]
    if sum(least) >= width:
        return [one * width / sum(least) for one in least]
    fixed: dict[int, float] = {}
    while True:
        open_columns = [i for i in range(len(wanted)) if i not in fixed]
        left = width - sum(fixed.values())
        weight = sum(math.sqrt(wanted[i]) for i in open_columns)
        shares = {i: left * math.sqrt(wanted[i]) / weight for i in open_columns}
        tight = {i: least[i] for i in open_columns if shares[i] < least[i]}
        full = {i: wanted[i] for i in open_columns if shares[i] > wanted[i]}
        if not tight and not full:
            return _in_steps({**fixed, **shares}, shares, least, width, step)
        fixed.update(tight or full)


def _in_steps(
    widths: Mapping[int, float], shares: Mapping[int, float], least: list[float], width: float, step: float
) -> list[float]:
    """Widths with the shared ones among them in whole steps, the widest of those taking what is over."""
    stepped = {i: max(least[i], step * math.floor(one / step)) for i, one in shares.items()}
    found = [stepped.get(i, widths[i]) for i in range(len(widths))]
    taker = max(shares or widths, key=lambda i: widths[i])
    found[taker] += width - sum(found)
    return found


def sized(style: TextStyle, scale: float) -> TextStyle:
    """The style at ``scale`` times its size."""
    return style if scale == 1.0 else replace(style, size=rounded(style.size * scale))
