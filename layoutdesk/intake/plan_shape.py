"""What a page plan (版面计划) may say: the neutral issue and this program's further keys, as docs/page-plan.md describes them.

Lengths are millimetres from the trim's upper left corner, sizes and leadings points. A wrong type is a fault with its path; a key
that is not here is reported and left out.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

import msgspec

from layoutdesk.base.colour import Paint
from layoutdesk.base.limits import ChosenSize, Count, Millimetres, Offset, Share, SomeColumns
from layoutdesk.model import Credits, Meta, Span, TextStyle
from layoutdesk.model.elements import Corner
from layoutdesk.model.story import StoryKind

#: A coordinate in mm; what hangs over the trim's edge is below zero.
_Place = Annotated[float, msgspec.Meta(ge=-5_000.0, le=10_000.0)]
#: x, y, width and height in mm.
Box = tuple[_Place, _Place, Millimetres, Millimetres]
#: The side of a sheet in mm; the largest newspaper presses print 1,500.
_Sheet = Annotated[float, msgspec.Meta(ge=10.0, le=1_500.0)]
#: Sizes and leadings of type in points: nobody reads smaller, and time and memory are bounded by it.
_LEAST: Final = 3.0
_Size = Annotated[float, msgspec.Meta(ge=_LEAST, le=2_000.0)]
_Lead = Annotated[float, msgspec.Meta(ge=0.0, le=2_000.0)]
_Text = Annotated[str, msgspec.Meta(max_length=60_000)]
_Many = msgspec.Meta(max_length=400)


class _Led(msgspec.Struct, frozen=True, kw_only=True):
    """Text with a leading of its own: 0 leaves it to the size, anything else is one."""

    lead: _Lead = 0.0

    def __post_init__(self) -> None:
        if 0 < self.lead < _LEAST:
            raise ValueError(f"lead < {_LEAST:g}")


class Words(_Led, frozen=True, kw_only=True):
    """A line or few of text in a box: a part of a headline, byline, caption. ``lead`` 0: 1.2 times the size."""

    text: _Text
    box: Box
    size: _Size


class Para(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph with its style (``body``, ``subhead``, ``clause`` …) and character styles.

    A span is its start, end and style, with keys or without.
    """

    text: _Text
    style: str = "body"
    spans: Annotated[tuple[Span | tuple[Offset, Offset, str], ...], _Many] = ()


class Frame(_Led, frozen=True, kw_only=True):
    """A frame in which a body goes on (续排); what it does not say is as in the body's first."""

    box: Box
    cols: SomeColumns = 1
    gutter: Millimetres | None = None


class Body(_Led, frozen=True, kw_only=True):
    """Running text in columns; ``lines`` is what the planner counted on, and is not used. ``lead`` 0: 1.2 times the size."""

    box: Box
    size: _Size
    paras: Annotated[tuple[_Text | Para, ...], msgspec.Meta(max_length=3_000)]
    cols: SomeColumns = 1
    gutter: Millimetres | None = None
    lines: Count = 0
    more: Annotated[tuple[Frame, ...], _Many] = ()


class Photo(msgspec.Struct, frozen=True, kw_only=True):
    """A picture by its file name; ``crop`` is the part shown, as x, y, width and height in fractions of it."""

    src: Annotated[str, msgspec.Meta(max_length=255)]
    box: Box
    crop: tuple[Share, Share, Share, Share] = (0, 0, 1, 1)
    caption: Words | None = None
    credit: Words | None = None


class Grid(msgspec.Struct, frozen=True, kw_only=True):
    """A table; the first ``header`` rows are its head."""

    box: Box
    size: _Size
    rows: Annotated[
        tuple[Annotated[tuple[_Text, ...], msgspec.Meta(max_length=100)], ...], msgspec.Meta(max_length=400)
    ]
    header: Count = 1


class Panel(msgspec.Struct, frozen=True, kw_only=True):
    """A box with border and tint (花边、底纹) behind what stands on it."""

    box: Box
    weight: ChosenSize = 0.43
    stroke: Paint | None = None
    fill: Paint | None = None


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """A story with the places of its parts; ``title`` is another word for ``headline`` (notices)."""

    id: str = ""
    kind: StoryKind = "article"
    panel: Panel | None = None
    label: Words | None = None
    kicker: Words | None = None
    headline: Words | None = None
    title: Words | None = None
    deck: Words | None = None
    byline: Words | None = None
    photo: Photo | None = None
    caption: Words | None = None
    photos: Annotated[tuple[Photo, ...], _Many] = ()
    table: Grid | None = None
    tables: Annotated[tuple[Grid, ...], _Many] = ()
    body: Body | None = None


class FlowPhoto(msgspec.Struct, frozen=True, kw_only=True):
    """A picture of a story that make-up places."""

    src: Annotated[str, msgspec.Meta(max_length=255)]
    caption: str = ""
    credit: str = ""


class FlowArticle(msgspec.Struct, frozen=True, kw_only=True):
    """A story without places: make-up finds them."""

    kind: StoryKind = "article"
    label: str = ""
    kicker: str = ""
    headline: str = ""
    deck: str = ""
    byline: str = ""
    photos: Annotated[tuple[FlowPhoto, ...], _Many] = ()
    paras: Annotated[tuple[_Text | Para, ...], msgspec.Meta(max_length=3_000)] = ()


class Flow(msgspec.Struct, frozen=True, kw_only=True):
    """Stories for make-up and the part of the page that they may fill; without ``box`` all of the type area."""

    articles: Annotated[tuple[FlowArticle, ...], _Many]
    box: Box | None = None


class RuleLine(msgspec.Struct, frozen=True, kw_only=True):
    """A rule from one point to another."""

    start: tuple[_Place, _Place]
    end: tuple[_Place, _Place]
    weight: ChosenSize = 0.43
    paint: Paint | None = None


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """A QR code (二维码)."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=1_000)]
    box: Box
    caption: str = ""
    quiet: Count = 4


class Ad(msgspec.Struct, frozen=True, kw_only=True):
    """An advert: a picture or PDF by its file name, on the grid area nearest to its box."""

    src: Annotated[str, msgspec.Meta(max_length=255)]
    box: Box
    label: str = ""
    corner: Corner = "lower-right"


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One page. ``rule`` is x, y and width of a horizontal rule in mm."""

    no: Annotated[int, msgspec.Meta(ge=1, le=10_000)]
    label: str = ""
    name: str = ""
    credits: Credits = Credits()
    folio: bool = False
    banner: Words | None = None
    dateline: Words | None = None
    texts: Annotated[tuple[Words, ...], _Many] = ()
    rule: tuple[_Place, _Place, Millimetres] | None = None
    rules: Annotated[tuple[RuleLine, ...], _Many] = ()
    boxes: Annotated[tuple[Panel, ...], _Many] = ()
    photos: Annotated[tuple[Photo, ...], _Many] = ()
    codes: Annotated[tuple[Code, ...], _Many] = ()
    adverts: Annotated[tuple[Ad, ...], _Many] = ()
    articles: Annotated[tuple[Article, ...], _Many] = ()
    notice: Article | None = None
    notices: Annotated[tuple[Article, ...], _Many] = ()
    flow: Flow | None = None


class Fonts(msgspec.Struct, frozen=True, kw_only=True):
    """Families that the neutral issue names; here roles of type are set, and filled from the newspaper's own files."""

    body: str = ""
    head: str = ""
    head_weight: str = ""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A whole plan."""

    format: Literal["neutral-issue/1"]
    page_mm: tuple[_Sheet, _Sheet]
    pages: Annotated[tuple[Sheet, ...], msgspec.Meta(min_length=1, max_length=200)]
    margin: Millimetres = 15.0
    bleed: Millimetres = 3.0
    fonts: Fonts = Fonts()
    issue: Meta = Meta()
    styles: dict[str, TextStyle] = {}
