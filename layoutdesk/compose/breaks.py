"""Where a headline or a cell may break (标题断行): at phrases, never inside a number, a word, 《…》 or a short quotation."""

from __future__ import annotations

import math
import re
from itertools import pairwise

from layoutdesk.base.geometry import rounded
from layoutdesk.model.story import Paragraph
from layoutdesk.model.styles import TextStyle
from layoutdesk.text.fonts import FontBook
from layoutdesk.text.paragraph import natural_width

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


def fitting_cuts(
    book: FontBook, paragraph: Paragraph, style: TextStyle, width: float, around: str = ""
) -> tuple[tuple[int, ...], float]:
    """The fewest lines in which the text fits at this size, condensed within the style's range; stored breaks win.

    Where no number of lines will do (a long word), the lines are squeezed.
    """
    least = min(style.hscale_min, 1.0)
    for count in range(1, max(2, len(paragraph.text) // 2)):
        cuts = paragraph.breaks or split_points(paragraph.text, count, width / style.size / least, around)
        longest = widest(book, paragraph.text, style, cuts)
        if longest * least <= width or paragraph.breaks or len(cuts) < count - 1:
            break
    return cuts, rounded(min(1.0, width / longest)) if longest else 1.0


def widest(book: FontBook, text: str, style: TextStyle, cuts: tuple[int, ...]) -> float:
    """The natural width in points of the longest of the lines that ``cuts`` make of ``text``."""
    return max(natural_width(line.strip(), style, book) for line in _lines_of(text, cuts))


def _lines_of(text: str, cuts: tuple[int, ...]) -> list[str]:
    edges = (0, *cuts, len(text))
    return [text[a:b] for a, b in pairwise(edges)]


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
