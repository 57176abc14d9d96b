"""The headline group of a block: column label 栏目, kicker 引题, main 主题, deck 副题, in whole rows of the page's grid.

In: the parts of a story, the width and the range of sizes. Out: set lines with their places relative to the group's upper left
corner, and the rows taken. Over a headline stands more white than under it: the head belongs to its text.
"""

from __future__ import annotations

import math
import re
from itertools import pairwise

import msgspec
from msgspec.structs import replace

from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.compose.context import Context
from layoutdesk.compose.grid import EM_ABOVE
from layoutdesk.display import Item, Path, placed
from layoutdesk.model.story import Paragraph, Story
from layoutdesk.model.styles import TextStyle
from layoutdesk.model.template import HeadlineRange
from layoutdesk.text.lines import SetLine
from layoutdesk.text.paragraph import natural_width, set_line

#: Distance of two lines of one headline part, in em.
LINE_PITCH = 1.16
#: White under the group in rows; over it stands what remains of the whole rows, at least ``WHITE_OVER``.
WHITE_UNDER, WHITE_OVER = 0.75, 0.3
#: Inside a frame there is the frame's padding over the group already.
WHITE_OVER_FRAMED = 0.15
#: Of added white the share that goes over the group: on the open page, and in a frame.
OVER_OPEN, OVER_FRAMED = 0.6, 0.35
#: White that a main headline leaves beside it, both sides together: so many 字, or a share of a narrow width.
HEAD_AIR_EM, HEAD_AIR = 1.2, 0.04
#: A headline of more lines than this is not a headline.
MOST_LINES = 4


class HeadLine(msgspec.Struct, frozen=True):
    """One set line of the group: its paragraph, where its left end and baseline stand, and the line."""

    paragraph: Paragraph
    style: str
    size: float
    x: float
    y: float
    line: SetLine


class Head(msgspec.Struct, frozen=True):
    """A headline group set to a width: ``rows`` taken, the main ``size``, how much of the width its longest line fills.

    ``fill`` over 1 says how far a main headline that the width cannot hold would run out, were it not squeezed.
    """

    rows: int
    height: float
    size: float
    fill: float
    lines: tuple[HeadLine, ...]
    items: tuple[Item, ...] = ()


class _Part(msgspec.Struct, frozen=True):
    paragraph: Paragraph
    style: TextStyle
    name: str
    size: float
    hscale: float
    cuts: tuple[int, ...]
    pressed: float = 0.0


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
    y, lines, items, main_size, fill = 0.0, [], [], 0.0, 1.0
    for index, part in enumerate(parts):
        y += _space_before(part, parts[index - 1] if index else None)
        set_lines = _set(context, part, story.id)
        if part.name == "label":
            items.append(_label_box(context, part, set_lines[0], width, y))
            y += part.size * 0.3
        if part.name == "main":
            main_size, fill = part.size, max(part.pressed, max(line.width for line in set_lines) / width)
        for number, line in enumerate(set_lines):
            y += part.size * (LINE_PITCH if number else 1.0)
            baseline = y - (1 - EM_ABOVE) * part.size
            x = (width - line.width) / 2 if part.style.align == "center" else 0.0
            lines.append(HeadLine(part.paragraph, part.name, part.size, rounded(x), rounded(baseline), line))
        if part.name == "label":
            y += part.size * 0.45
    return _in_rows(context, Head(0, y, main_size, fill, tuple(lines), tuple(items)), framed)


def head_sizes(context: Context, story: Story, width: float, ladder: HeadlineRange) -> tuple[float, ...]:
    """Sensible main sizes over ``width``, the largest first: the best for one line, and for two."""
    main = story.main
    if main is None:
        return (0.0,)
    around = body_text(story)
    style = replace(context.style("main"), role=ladder.role, hscale_min=ladder.hscale_min)
    sizes = []
    for count in (1, 2, 3):
        cuts = main.breaks if main.breaks else split_points(main.text, count, around=around)
        size = _largest(context, main.text, style, cuts, _within(context, width), ladder)
        if size >= ladder.least:
            sizes.append(size)
            if size < ladder.most and size * 0.86 >= ladder.least:
                sizes.append(rounded(size * 0.86))
        if main.breaks or size >= ladder.most:
            break
    return tuple(sizes) or (ladder.least,)


def body_text(story: Story) -> str:
    """The text of a story's paragraphs, tables and captions left out."""
    return "\n".join(item.text for item in story.body if isinstance(item, Paragraph))


def grown(context: Context, head: Head, rows: int, over: float = OVER_OPEN) -> Head:
    """The same group in ``rows`` rows: of the added white the share ``over`` goes over it, the rest under it."""
    extra = (rows - head.rows) * context.grid.step
    if extra <= 0 or not head.rows:
        return head
    shift = rounded(extra * over)
    lines = tuple(replace(line, y=rounded(line.y + shift)) for line in head.lines)
    items = tuple(_moved(item, shift) for item in head.items)
    return replace(head, rows=rows, lines=lines, items=items)


def _parts(context: Context, story: Story, width: float, ladder: HeadlineRange, size: float) -> list[_Part]:
    parts = []
    main_size = 0.0
    main = None
    if story.main is not None:
        main = _main_part(context, story, width, ladder, size)
        main_size = main.size
    if story.label is not None:
        parts.append(_plain(context, story.label, "label", width, context.style("label").size))
    if story.kicker is not None:
        parts.append(_plain(context, story.kicker, "kicker", width, _subordinate(context, "kicker", main_size, 0.40)))
    if main is not None:
        parts.append(main)
    if story.deck is not None:
        parts.append(_plain(context, story.deck, "deck", width, _subordinate(context, "deck", main_size, 0.44)))
    return parts


def _main_part(context: Context, story: Story, width: float, ladder: HeadlineRange, size: float) -> _Part:
    main = story.main
    assert main is not None
    style = replace(context.style("main"), role=ladder.role, hscale_min=ladder.hscale_min)
    wanted = main.size or size
    if not wanted:
        wanted = head_sizes(context, story, width, ladder)[0]
    style = replace(style, size=wanted)
    cuts, hscale = fitting_cuts(context, main, style, _within(context, width), body_text(story))
    pressed = style.hscale_min / hscale if hscale < style.hscale_min - 0.005 else 0.0
    if len(cuts) >= MOST_LINES and not main.breaks:
        pressed = max(pressed, (len(cuts) + 1) / MOST_LINES)
    return _Part(main, replace(style, hscale=hscale), "main", wanted, hscale, cuts, pressed)


def _within(context: Context, width: float) -> float:
    """What of a width a main headline may fill: a little air parts it from the headline beside it."""
    return width - min(HEAD_AIR_EM * context.grid.em, HEAD_AIR * width)


def _subordinate(context: Context, name: str, main_size: float, share: float) -> float:
    """Kicker and deck: a share of the main size, under twice the body and under half of the main where it is large."""
    body = context.grid.em
    return rounded(min(context.style(name).size, max(1.2 * body, share * main_size)) if main_size else 1.4 * body)


def _plain(context: Context, paragraph: Paragraph, name: str, width: float, size: float) -> _Part:
    """A subordinate part: smaller before more lines, but never under 1.15 × body."""
    least = 1.15 * context.grid.em
    for trial in (size, size * 0.92, size * 0.85, size * 0.78):
        style = replace(context.style(name), size=rounded(trial))
        if trial >= least and natural_width(paragraph.text, style, context.book) <= width:
            return _Part(paragraph, style, name, style.size, 1.0, ())
    style = replace(context.style(name), size=rounded(max(least, size * 0.85)))
    cuts, hscale = fitting_cuts(context, paragraph, style, width)
    return _Part(paragraph, replace(style, hscale=hscale), name, style.size, hscale, cuts)


def fitting_cuts(
    context: Context, paragraph: Paragraph, style: TextStyle, width: float, around: str = ""
) -> tuple[tuple[int, ...], float]:
    """The fewest lines in which the text fits at this size, condensed within the style's range; stored breaks win.

    Where no number of lines will do (a long word), the lines are squeezed.
    """
    least = min(style.hscale_min, 1.0)
    for count in range(1, max(2, len(paragraph.text) // 2)):
        cuts = paragraph.breaks or split_points(paragraph.text, count, width / style.size / least, around)
        widest = _widest(context, paragraph.text, style, cuts)
        if widest * least <= width or paragraph.breaks or len(cuts) < count - 1:
            break
    return cuts, rounded(min(1.0, width / widest)) if widest else 1.0


def _largest(
    context: Context, text: str, style: TextStyle, cuts: tuple[int, ...], width: float, ladder: HeadlineRange
) -> float:
    """The largest size at which these lines fit, condensed only to reach the least of the range."""
    per_point = _widest(context, text, replace(style, size=100.0), cuts) / 100
    if not per_point:
        return ladder.least
    size = width / per_point
    if size < ladder.least:
        size = min(ladder.least, size / style.hscale_min)
    return math.floor(min(ladder.most, size) * 4) / 4


def _widest(context: Context, text: str, style: TextStyle, cuts: tuple[int, ...]) -> float:
    return max(natural_width(line.strip(), style, context.book) for line in _lines_of(text, cuts))


def _lines_of(text: str, cuts: tuple[int, ...]) -> list[str]:
    edges = (0, *cuts, len(text))
    return [text[a:b] for a, b in pairwise(edges)]


def _set(context: Context, part: _Part, story: str) -> list[SetLine]:
    edges = (0, *part.cuts, len(part.paragraph.text))
    return [
        set_line(
            part.paragraph.text[start:end].rstrip(), part.style, context.book,
            paragraph=part.paragraph.id, story=story, start=start, hscale=part.hscale,
        )
        for start, end in pairwise(edges)
    ]  # fmt: skip


def _space_before(part: _Part, above: _Part | None) -> float:
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


def _label_box(context: Context, part: _Part, line: SetLine, width: float, y: float) -> Path:
    """The reversed box of a column label, its text set white by the style."""
    height, pad = part.size * 1.6, part.size * 0.8
    left = (width - line.width) / 2 - pad if part.style.align == "center" else 0.0
    box = Rect(rounded(left), rounded(y), line.width + 2 * pad, height)
    return Path(segments=_rounded_box(box, part.size * 0.25), fill=context.template.accent)


def _rounded_box(r: Rect, radius: float) -> tuple[tuple[str | float, ...], ...]:
    k = radius * 0.4477  # 1 - 0.5523, the control point of a quarter circle seen from the corner
    x, y, right, bottom = r.x, r.y, r.right, r.bottom
    return (
        ("M", x + radius, y), ("L", right - radius, y), ("C", right - k, y, right, y + k, right, y + radius),
        ("L", right, bottom - radius), ("C", right, bottom - k, right - k, bottom, right - radius, bottom),
        ("L", x + radius, bottom), ("C", x + k, bottom, x, bottom - k, x, bottom - radius),
        ("L", x, y + radius), ("C", x, y + k, x + k, y, x + radius, y), ("Z",),
    )  # fmt: skip


_UNBREAKABLE = re.compile(
    r"[\[〔（(]?[0-9]{4}[\]〕）)]?\w{0,4}第?[0-9]+[\w]|第?[0-9A-Za-z.,%％:：×/\-]+[万亿]?[\w％%℃]?"
    r"|《[^》]{1,12}》|“[^”]{1,6}”|‘[^’]{1,6}’|——|……"
    r"|第?[零〇一二两三四五六七八九十百千万亿]{2,}[^\W零〇一二两三四五六七八九十百千万亿]?"
    r"|[一二两三四五六七八九十几每][个只条张片座家位名次趟年月日天元户栋层间所项款批场段笔盏株棵句声道件起]"
)
_NOT_FIRST = "，。、；：？！）》】”’…—·％%"
_NOT_LAST = "（《【“‘"
#: Closing marks whose right half is white, which a line drops at its end.
_TRIMMED = "，。、；：）》】”’"
_AFTER_MARK = "，；：。！？、"
_PARTING = tuple("，；：。！？、 　")


def split_points(text: str, count: int, limit: float = math.inf, around: str = "") -> tuple[int, ...]:
    """Where to break a headline into ``count`` lines: at spaces, then after marks, then anywhere lawful, evenly long.

    Never inside a number, a word, 《…》 or a short quotation, and never leaving one character alone. ``limit`` is the longest
    line in em, as far as the lawful places allow. Two characters that stand together in ``around``, the story's own text, are
    likely one word and stay together where that costs little evenness. There are fewer breaks where lawful places are few.
    """
    if count <= 1 or len(text) < 2 * count:
        return ()
    costs = _break_costs(text, around)
    places = [0, *(at for at in costs if 2 <= at <= len(text) - 2), len(text)]
    starts, ends = _edges(text)
    ideal = ends[-1] / count
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for line in range(1, count + 1):
        best = _next_line(best, places, (starts, ends), costs, ideal, limit, line == count)
        if not best:
            return split_points(text, count - 1, limit, around)
    return best[len(text)][1]


def _edges(text: str) -> tuple[list[float], list[float]]:
    """For every place how far into the text, in em, a line starts and ends there; marks at its edges are trimmed to half."""
    lengths = [0.0]
    for char in text:
        lengths.append(lengths[-1] + (1.0 if ord(char) > 0x2000 else 0.55))
    starts = [at + 0.5 * (char in _NOT_LAST) for at, char in zip(lengths, text + " ", strict=True)]
    ends = [at - 0.5 * (char in _TRIMMED) for at, char in zip(lengths, " " + text, strict=True)]
    return starts, ends


def _next_line(
    best: dict[int, tuple[float, tuple[int, ...]]],
    places: list[int],
    edges: tuple[list[float], list[float]],
    costs: dict[int, float],
    ideal: float,
    limit: float,
    last: bool,
) -> dict[int, tuple[float, tuple[int, ...]]]:
    """The cheapest way to every place with one line more; ``last`` lines end with the text."""
    found: dict[int, tuple[float, tuple[int, ...]]] = {}
    for start, (cost, cuts) in best.items():
        for end in places[-1:] if last else places[1:-1]:
            if end - start < 2:
                continue
            length = edges[1][end] - edges[0][start]
            total = cost + (1.6 * abs(length - ideal) / ideal) ** 2 + (1000.0 if length > limit else 0.0)
            total += 0.0 if last else costs[end]
            if end not in found or total < found[end][0]:
                found[end] = (total, cuts if last else (*cuts, end))
    return found


def _break_costs(text: str, around: str) -> dict[int, float]:
    inside = {at for match in _UNBREAKABLE.finditer(text) for at in range(match.start() + 1, match.end())}
    costs = {}
    for at in range(1, len(text)):
        before, after = text[at - 1], text[at]
        if at in inside or after in _NOT_FIRST or before in _NOT_LAST or after == " ":
            continue
        together = min(3, around.count(before + after)) if around else 0
        # A character that a mark or a space parts from the rest of its line hangs alone at the line's end or start.
        alone = text[at - 2 : at - 1] in _PARTING or text[at + 1 : at + 2] in _PARTING
        costs[at] = (
            0.0
            if before in "  "
            else 0.15
            if before in _AFTER_MARK
            else 1.0 + 0.35 * together + 1.5 * (alone and 1 < at < len(text) - 1)
        )
    return costs
