"""The lines of a table's cells and how they stand: figures at their point, long texts to the left, the rest centred."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, Literal, NamedTuple

import msgspec
from msgspec.structs import replace

from layoutdesk.base.geometry import rounded
from layoutdesk.base.late import late
from layoutdesk.compose.breaks import between_phrases, with_last_resorts
from layoutdesk.compose.cache import IdentityCache
from layoutdesk.compose.context import Context
from layoutdesk.compose.division import split_points
from layoutdesk.compose.grid import EM_ABOVE
from layoutdesk.compose.table.columns import PAD_X, Needs, bracket_of, cell_style, sized, style_name
from layoutdesk.compose.types import PartLine
from layoutdesk.model.story import Paragraph, spans_within
from layoutdesk.model.styles import TextStyle
from layoutdesk.model.tables import Place
from layoutdesk.text.lines import SetLine
from layoutdesk.text.paragraph import natural_width, set_paragraph

#: White inside a cell, in em of the cell's type: over and under its lines, and where rows are whole rows of the page's grid.
PAD_Y, LEAST_PAD_Y = 0.45, 0.15
LINE_PITCH = 1.22
#: What a line with readings above its characters takes more, in em.
READING = 0.6
#: Cells of no more lines than this break evenly.
MOST_EVEN = 3
#: A cell takes a line more, up to so many, before it parts the ending of a firm's name; where its row is high enough, before it
#: parts any word.
MOST_PHRASED = 7
#: Lengths in em are rough: gaps beside figures take a line over its limit that this share of it keeps within.
_GAPPED = 0.94
#: A column whose texts differ in length by so many em, the longest of them longer than that, is easier to read from the left.
_UNEVEN, _LONG = 4.0, 8.0
#: A width that holds any line, and what parts a text into lines; how much narrower than its width a line surely stands in it.
_ANY = 10_000.0
_PARTED = late("[\n\u2028]")
_EASE = 0.01
#: Of each cell the lines of so many widths are kept.
_WIDTHS = 8

Stand = Literal["center", "left", "right", "figure"]


class _Kept(NamedTuple):
    """The lines of a cell that are the same in all widths from ``least`` to ``most``, points."""

    least: float
    most: float
    lines: tuple[SetLine, ...]


#: The lines of cells by context, paragraph, scale, story and whether they are a head's: a letter widens few columns.
CELLS: Final[IdentityCache[list[_Kept]]] = IdentityCache(1_024)


class SetCell(msgspec.Struct, frozen=True):
    """A cell with its lines. ``push`` is how far the lines of a figure stand right of the cell's left edge, in points.

    One that ``runs_on`` is the rest of the cell over it, without a rule between; what is ``repeated`` is no copy.
    """

    place: Place
    style: str
    size: float
    lines: tuple[SetLine, ...]
    stand: Stand = "center"
    push: float = 0.0
    runs_on: bool = False
    repeated: bool = False

    @property
    def text_height(self) -> float:
        """From the top of the first line's em to the foot of the last, points."""
        if not self.lines:
            return 0.0
        return self.size * (
            1 + LINE_PITCH * (len(self.lines) - 1) + READING * sum(bool(one.above) for one in self.lines)
        )

    @property
    def height(self) -> float:
        """What the cell asks of its rows, points."""
        return self.text_height + 2 * PAD_Y * self.size


class CellSetter:
    """Sets the cells of one table between the ``edges`` of its columns, at ``scale`` times the styles' sizes."""

    def __init__(self, context: Context, story: str, needs: Needs, edges: list[float], scale: float) -> None:
        self.context, self.story, self.needs, self.edges = context, story, needs, edges
        self.styles = {head: replace(sized(cell_style(context, head), scale), align="left") for head in (True, False)}
        self.scale = scale

    def rows(self) -> tuple[tuple[SetCell, ...], ...]:
        """All cells by rows, each column standing one way."""
        layout = self.needs.layout
        made = [self._row(row, number < layout.head) for number, row in enumerate(layout.rows)]
        lefts = self._lefts(made[layout.head :])
        return tuple(
            tuple(self._standing(cell, number < layout.head, lefts) for cell in row) for number, row in enumerate(made)
        )

    def _row(self, row: Sequence[Place], head: bool) -> list[SetCell]:
        """The cells of a row; where one of the head has several lines, the others break before their brackets too."""
        cells = [self._cell(place, head) for place in row]
        if not head:
            room = max((cell.height for cell in cells if cell.place.deep == 1), default=0.0)
            return [self._at_phrases(cell, room) for cell in cells]
        if all(len(cell.lines) == 1 for cell in cells):
            return cells
        return [self._at_bracket(cell) for cell in cells]

    def _at_phrases(self, cell: SetCell, room: float) -> SetCell:
        """A cell that parts phrases, or at least words, in more lines that part none where its row is high enough for them anyway
        (``room`` points).
        """
        paragraph, style = cell.place.cell.paragraph, self.styles[False]
        starts = {line.start for line in cell.lines[1:]}
        if not starts or not paragraph.phrases or paragraph.breaks:
            return cell
        width = self._inner(cell.place, style)
        for places in (between_phrases(paragraph.phrases), paragraph.phrases):
            if starts <= {joint.at for joint in places}:
                return cell
            for count in range(len(cell.lines), MOST_PHRASED + 1):
                cuts = split_points(paragraph.text, count, width / cell.size, phrases=places, clauses=False)
                if self._fit(paragraph, cuts, style, width):
                    made = replace(cell, lines=self._set(replace(paragraph, breaks=cuts), style, width))
                    if made.height <= room + 0.01:
                        return made
                    break
        return cell

    def _at_bracket(self, cell: SetCell) -> SetCell:
        paragraph, style = cell.place.cell.paragraph, self.styles[True]
        at = bracket_of(paragraph.text)
        if len(cell.lines) > 1 or not at or paragraph.breaks:
            return cell
        left, right = self.edges[cell.place.column], self.edges[cell.place.column + cell.place.wide]
        cut = replace(paragraph, breaks=(at,))
        return replace(cell, lines=self._set(cut, style, right - left))

    def _set(self, paragraph: Paragraph, style: TextStyle, width: float) -> tuple[SetLine, ...]:
        book, styles = self.context.book, self.context.styles
        if self._needed(paragraph, style) <= width:
            # The same in any width, and so kept when a letter that is typed widens its column.
            width = _ANY
        return set_paragraph(paragraph, style, width, book, styles=styles, story=self.story)

    def _needed(self, paragraph: Paragraph, style: TextStyle) -> float:
        """The width in points in which a cell of plain text surely stands on the lines at which it is broken, or on one.

        Of others nothing is said: they ask for an endless one.
        """
        text = paragraph.text
        if paragraph.spans or paragraph.drop or style.drop or _PARTED.search(text):
            return math.inf
        grown, book = (paragraph.size or style.size) / style.size, self.context.book
        cuts = (0, *paragraph.breaks, len(text))
        return max(natural_width(text[a:b], style, book) for a, b in pairwise(cuts)) * grown + _EASE

    def _cell(self, place: Place, head: bool) -> SetCell:
        style = self.styles[head]
        lines = self._lines(place.cell.paragraph, style, self._inner(place, style), head)
        return SetCell(place, style_name(head), place.cell.paragraph.size or style.size, lines)

    def _inner(self, place: Place, style: TextStyle) -> float:
        """The width for the text of a cell, points."""
        across = self.edges[place.column + place.wide] - self.edges[place.column]
        return rounded(max(0.1, across - 2 * PAD_X * style.size))

    def _fit(self, paragraph: Paragraph, cuts: tuple[int, ...], style: TextStyle, width: float) -> bool:
        """Whether there are cuts and none of the lines that they make is too wide."""
        text, book = paragraph.text, self.context.book
        pieces = (text[start:end] for start, end in pairwise((0, *cuts, len(text))))
        return bool(cuts) and all(natural_width(piece, style, book) <= width for piece in pieces)

    def _lines(self, paragraph: Paragraph, style: TextStyle, width: float, head: bool) -> tuple[SetLine, ...]:
        """The lines of a cell, kept for the widths in which they stand."""
        kept = CELLS.get((self.context, paragraph), list[_Kept], self.scale, self.story, head)
        for one in kept:
            if one.least <= width <= one.most:
                return one.lines
        needed = self._needed(paragraph, style)
        if needed <= width:
            made = _Kept(needed, math.inf, self._set(paragraph, style, width))
        else:
            made = _Kept(width, width, self._divided(paragraph, style, width, head))
        kept[:] = [made, *kept[: _WIDTHS - 1]]
        return made.lines

    def _divided(self, paragraph: Paragraph, style: TextStyle, width: float, head: bool) -> tuple[SetLine, ...]:
        """The lines of a cell; a few short ones break before a bracket, between phrases, or at least evenly (单字不成行)."""
        lines, text = self._set(paragraph, style, width), paragraph.text
        if paragraph.breaks or len(lines) < 2 or "\n" in text:
            return lines
        for cuts in self._divisions(paragraph, lines, width / (paragraph.size or style.size), head):
            if self._fit(paragraph, cuts, style, width):
                return self._set(replace(paragraph, breaks=cuts), style, width)
        return lines

    def _divisions(
        self, paragraph: Paragraph, lines: Sequence[SetLine], limit: float, head: bool
    ) -> Iterator[tuple[int, ...]]:
        """Where the ``lines`` of a cell may better start, the best way first: no longer than ``limit`` em as far as that goes."""
        text, count, places = paragraph.text, len(lines), paragraph.phrases
        alone = lines[-1].end - lines[-1].start <= 1
        few = count == 2 or (count <= MOST_EVEN and (head or alone))
        bracket = bracket_of(text) if few else 0
        if bracket:
            yield (bracket,)
        if places:
            whole, last = with_last_resorts(text, places, sparing=True), with_last_resorts(text, places)
            for bound in (limit, _GAPPED * limit):
                for number in range(count, min(count + 1, MOST_PHRASED) + 1):
                    for chosen in (between_phrases(places), places, whole, last):
                        yield split_points(text, number, bound, phrases=chosen, clauses=False)
        if few:
            yield split_points(text, count)

    def _lefts(self, body: Iterable[Iterable[SetCell]]) -> set[int]:
        """The columns whose cells are easier to read from the left: some have many lines, or their lengths differ much.

        Where lengths differ much in one column, all of long texts stand like it (债务人 as 担保人).
        """
        lefts: set[int] = set()
        shortest: dict[int, float] = {}
        longest: dict[int, float] = {}
        for cell in (cell for row in body for cell in row if cell.place.wide == 1 and cell.place.cell.paragraph.text):
            column, width = cell.place.column, sum(line.width for line in cell.lines) / cell.size
            shortest[column] = min(width, shortest.get(column, width))
            longest[column] = max(width, longest.get(column, width))
            if len(cell.lines) > 2:
                lefts.add(column)
        long = {at for at, most in longest.items() if most > _LONG}
        uneven = any(longest[at] - shortest[at] > _UNEVEN for at in long)
        return lefts | long if uneven else lefts

    def _standing(self, cell: SetCell, head: bool, lefts: set[int]) -> SetCell:
        place, text = cell.place, cell.place.cell.paragraph.text
        if head or place.wide > 1:
            return replace(cell, stand="left") if len(cell.lines) > 2 and not head else cell
        point = self.needs.points[place.column].get(text)
        if point is not None and len(cell.lines) == 1 and cell.lines[0].glyphs:
            before, after = (side * self.scale for side in self.needs.sides[place.column])
            left, right = self.edges[place.column], self.edges[place.column + 1]
            push = (right - left - before - after) / 2 + before - pen_at(cell.lines[0], point)
            return replace(cell, stand="figure", push=push)
        return replace(cell, stand=self._stand(place.column, lefts))

    def _stand(self, column: int, lefts: set[int]) -> Stand:
        """How the cells of a column stand that are no figures under their point."""
        chosen = self.needs.align[column]
        if chosen in ("left", "center", "right"):
            return chosen
        return "left" if column in lefts and not self.needs.points[column] else "center"


def rest_of_cell(
    context: Context, cell: SetCell, story: str, edges: Sequence[float], scale: float, done: int
) -> SetCell:
    """The cell without its first ``done`` characters, set anew between its edges; its lines keep their places in the copy."""
    place, paragraph = cell.place, cell.place.cell.paragraph
    if done >= len(paragraph.text):
        return replace(cell, lines=(), runs_on=True)
    style = replace(sized(cell_style(context, cell.style == style_name(True)), scale), align="left")
    width = edges[place.column + place.wide] - edges[place.column] - 2 * PAD_X * style.size
    rest = replace(
        paragraph,
        text=paragraph.text[done:],
        spans=spans_within(paragraph.spans, done, len(paragraph.text)),
        breaks=tuple(at - done for at in paragraph.breaks if at > done),
        phrases=tuple(replace(joint, at=joint.at - done) for joint in paragraph.phrases if joint.at > done),
    )
    lines = set_paragraph(rest, style, max(width, 0.1), context.book, styles=context.styles, story=story)
    return replace(cell, lines=tuple(_behind(line, done) for line in lines), runs_on=True)


def _behind(line: SetLine, done: int) -> SetLine:
    """The line of a text that goes on behind ``done`` characters of its paragraph."""
    glyphs = tuple(replace(run, start=run.start + done) for run in line.glyphs)
    return replace(line, start=line.start + done, end=line.end + done, glyphs=glyphs)


def pen_at(line: SetLine, point: int) -> float:
    """How far from the line's origin its character ``point`` begins, in points; its end where the line is no longer."""
    for glyphs in line.glyphs:
        for x, cluster in zip(glyphs.xs, glyphs.clusters, strict=True):
            if glyphs.start + cluster - line.start == point:
                return x
    return line.x + line.width


def placed_lines(cell: SetCell, left: float, right: float, top: float, bottom: float) -> Iterator[PartLine]:
    """The lines of a cell in its rectangle, centred over its height."""
    y = top + (bottom - top - cell.text_height) / 2 + EM_ABOVE * cell.size
    for one in cell.lines:
        if one.above:
            y += READING * cell.size
        if cell.stand == "center":
            x = (left + right - one.width) / 2 - one.x
        elif cell.stand == "right":
            x = right - PAD_X * cell.size - one.width - one.x
        else:
            x = left + (cell.push if cell.stand == "figure" else PAD_X * cell.size)
        yield PartLine(cell.place.cell.paragraph, cell.style, cell.size, rounded(x), rounded(y), one, left, right)
        y += LINE_PITCH * cell.size
