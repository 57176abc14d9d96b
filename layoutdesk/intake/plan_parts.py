"""The parts of a page plan (版面计划) that have a box of their own, and the figures that they may hold.

Lengths are millimetres from the trim's upper left corner, sizes and leadings points.
"""

from __future__ import annotations

from typing import Annotated, Final

import msgspec

from layoutdesk.base.colour import Paint
from layoutdesk.base.limits import ChosenSize, Count, Millimetres, Offset, Share, SomeColumns
from layoutdesk.intake import decode
from layoutdesk.model import Span
from layoutdesk.model.borders import Border, Tint
from layoutdesk.model.elements import Corner
from layoutdesk.model.story import TableRules, TableTint

#: A coordinate in mm; what hangs over the trim's edge is below zero.
Spot = Annotated[float, msgspec.Meta(ge=-5_000.0, le=10_000.0)]
#: x, y, width and height in mm.
Box = tuple[Spot, Spot, Millimetres, Millimetres]
#: The side of a sheet in mm; the largest newspaper presses print 1,500.
SheetSide = Annotated[float, msgspec.Meta(ge=10.0, le=1_500.0)]
#: Sizes and leadings of type in points: nobody reads smaller, and time and memory are bounded by it.
LEAST_SIZE: Final = 3.0
Size = Annotated[float, msgspec.Meta(ge=LEAST_SIZE, le=2_000.0)]
Lead = Annotated[float, msgspec.Meta(ge=0.0, le=2_000.0)]
#: How far text keeps away from something (绕排), or something stands aside or how wide it is inside a block, in mm.
Away = Annotated[float, msgspec.Meta(ge=0.0, le=100.0)]
AsideMm = Annotated[float, msgspec.Meta(ge=-500.0, le=500.0)]
InsideMm = Annotated[float, msgspec.Meta(ge=0.0, le=500.0)]
Text = Annotated[str, msgspec.Meta(max_length=60_000)]
MANY = msgspec.Meta(max_length=400)


class _Led(msgspec.Struct, frozen=True, kw_only=True):
    """Text with a leading of its own: 0 leaves it to the size, anything else is one."""

    lead: Lead = 0.0

    def __post_init__(self) -> None:
        if 0 < self.lead < LEAST_SIZE:
            raise ValueError(f"lead < {LEAST_SIZE:g}")


#: Character styles of a text, each with its start and end and with keys or without.
Spans = Annotated[tuple[Span | tuple[Offset, Offset, str], ...], MANY]


class Spanned(msgspec.Struct, frozen=True, kw_only=True):
    """A text with character styles: a part of a headline, a byline."""

    text: Text
    spans: Spans = ()


class Words(_Led, frozen=True, kw_only=True):
    """A line or few of text in a box: a part of a headline, byline, caption. ``lead`` 0: 1.2 times the size.

    ``wrap``, here and wherever it stands: how many mm other text keeps away from the box (绕排), 0: it runs on under it.
    """

    text: Text
    box: Box
    size: Size
    wrap: Away = 0.0
    spans: Spans = ()


class Para(Spanned, frozen=True, kw_only=True):
    """A paragraph with its style (``body``, ``subhead``, ``clause`` …) and character styles."""

    style: str = "body"


class Frame(_Led, frozen=True, kw_only=True):
    """A frame in which a body goes on (续排); what it does not say is as in the body's first."""

    box: Box
    cols: SomeColumns = 1
    gutter: Millimetres | None = None


class Body(_Led, frozen=True, kw_only=True):
    """Running text in columns; ``lines`` is what the planner counted on, and is not used. ``lead`` 0: 1.2 times the size."""

    box: Box
    size: Size
    paras: Annotated[tuple[Text | Para, ...], msgspec.Meta(max_length=3_000)]
    cols: SomeColumns = 1
    gutter: Millimetres | None = None
    lines: Count = 0
    more: Annotated[tuple[Frame, ...], MANY] = ()


class Photo(msgspec.Struct, frozen=True, kw_only=True):
    """A picture by its file name; ``crop`` is the part shown, as x, y, width and height in fractions of it."""

    src: Annotated[str, msgspec.Meta(max_length=255)]
    box: Box
    crop: tuple[Share, Share, Share, Share] = (0, 0, 1, 1)
    caption: Words | None = None
    credit: Words | None = None
    wrap: Away = 0.0


class Ruled(msgspec.Struct, frozen=True, kw_only=True):
    """A table and how it is ruled; the first ``header`` rows are its head."""

    rows: Annotated[tuple[Annotated[tuple[Text, ...], msgspec.Meta(max_length=100)], ...], msgspec.Meta(max_length=400)]
    header: Count = 1
    rules: TableRules = "grid"
    tint: TableTint = ""


class Grid(Ruled, frozen=True, kw_only=True):
    """A table in a box."""

    box: Box
    size: Size


class Panel(msgspec.Struct, frozen=True, kw_only=True):
    """A box with border and tint (花边、底纹) behind what stands on it; one with a ``border`` but no ``stroke`` is black."""

    box: Box
    weight: ChosenSize = 0.43
    stroke: Paint | None = None
    fill: Paint | None = None
    border: Border | None = None
    tint: Tint | None = None
    wrap: Away = 0.0


class RuleLine(msgspec.Struct, frozen=True, kw_only=True):
    """A rule from one point to another."""

    start: tuple[Spot, Spot]
    end: tuple[Spot, Spot]
    weight: ChosenSize = 0.43
    paint: Paint | None = None


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """A QR code (二维码)."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=1_000)]
    box: Box
    caption: str = ""
    quiet: Count = 4
    wrap: Away = 0.0


class Ad(msgspec.Struct, frozen=True, kw_only=True):
    """An advert: a picture or PDF by its file name, on the grid area nearest to its box."""

    src: Annotated[str, msgspec.Meta(max_length=255)]
    box: Box
    label: str = ""
    corner: Corner = "lower-right"
    wrap: Away = 0.0


def moved(text: str, span: Span | tuple[int, int, str], *, apart: bool) -> Span:
    """A span where its characters stand without controls and, where lines stay ``apart``, without the ends of lines."""
    one = span if isinstance(span, Span) else Span(*span)
    heads = [decode.without_controls(text[:at]) for at in (one.start, one.end)]
    start, end = (len(head.replace("\n", "") if apart else head) for head in heads)
    return msgspec.structs.replace(one, start=start, end=end) if one.end <= len(text) else one
