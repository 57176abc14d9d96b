"""What stands on a page: a union of plain data, back to front in ``Page.elements``."""

from __future__ import annotations

from math import inf
from typing import Annotated, Final, Literal

import msgspec

from layoutdesk.base.colour import BLACK, Paint
from layoutdesk.base.geometry import Rect
from layoutdesk.base.limits import (
    Aside,
    ChosenSize,
    Columns,
    Coordinate,
    Count,
    Ems,
    Length,
    Name,
    Offset,
    Place,
    Some,
    SomeColumns,
)
from layoutdesk.model.story import BodyItem


class GridRect(msgspec.Struct, frozen=True, gc=False):
    """A rectangle on the page's grid: base columns (基本栏) from the left and baseline rows from the top of the type area."""

    column: Place
    row: Place
    columns: SomeColumns
    rows: Some

    @property
    def right(self) -> int:
        return self.column + self.columns

    @property
    def bottom(self) -> int:
        return self.row + self.rows

    def overlaps(self, other: GridRect) -> bool:
        return (
            self.column < other.right
            and other.column < self.right
            and self.row < other.bottom
            and other.row < self.bottom
        )


#: Where a caption stands (图说): under its picture, at its side (图说在侧), or over its foot (压图).
CaptionPlace = Literal["below", "left", "right", "over"]


class PicturePlace(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Where a picture of a story stands inside its block.

    ``column`` and ``columns`` count the block's own columns (after 破栏), ``row`` and ``rows`` its rows below the headline
    group; the rows hold picture and caption. ``crop`` is the part of the picture shown, in fractions of it. ``whole`` (完整显示):
    all of that part is seen, with paper at its sides where the room has another shape; it may reach beyond the picture then.

    ``width`` in 字 (0: the whole of its columns) and ``shift``, 字 to the right of the left edge of ``column``, set the picture
    free of the columns; the text beside it keeps ``wrap`` 字 away (绕排), and between two texts it settles where the white at both
    sides is the same, up to half a 字 aside. ``caption`` is where the caption stands; one at the side
    takes ``caption_width`` 字 of the room (0: about a quarter).
    """

    picture: str
    column: Count
    columns: SomeColumns
    row: Count
    rows: Some
    crop: Rect = Rect(0, 0, 1, 1)
    width: Ems = 0.0
    shift: Aside = 0.0
    wrap: Ems = 1.0
    caption: CaptionPlace = "below"
    caption_width: Ems = 0.0
    whole: bool = False

    @property
    def is_free(self) -> bool:
        """Whether the picture covers other than whole columns, so that lines beside it are shortened."""
        return bool(self.width or self.shift)


class Movable(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What every element that the hand may move has.

    ``locked`` (锁定): the hand neither moves, pulls, orders nor takes it away, and making up the page anew leaves it where it is.
    ``group`` (编组) names the group that it belongs to on its page, empty where it stands alone: its members are chosen, moved,
    aligned and ordered as one. A group has no data of its own, and there are none within groups.
    ``hidden`` (隐藏): it keeps its place, and is for now neither seen, met by the hand nor printed; text does not run round it.
    ``unprinted`` (不打印): it is seen on the screen and in no output.
    """

    locked: bool = False
    group: Name = ""
    hidden: bool = False
    unprinted: bool = False


#: How text keeps clear of what lies over it (绕排): it runs on at both sides (四周型), or only over and under it (上下型).
WrapKind = Literal["around", "jump"]


class Sides(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Distances at the four sides, in 字."""

    left: Ems = 0.0
    top: Ems = 0.0
    right: Ems = 0.0
    bottom: Ems = 0.0


class Wrapped(Movable, frozen=True, kw_only=True, omit_defaults=True):
    """What may lie over text.

    ``wrap``: how many 字 the text keeps away from it (绕排), 0: it runs on under it; ``wrap_kind``: on which sides.
    ``wrap_sides`` are the distances where those of the sides are not the same (边空), in place of ``wrap``.
    """

    wrap: Ems = 0.0
    wrap_kind: WrapKind = "around"
    wrap_sides: Sides | None = None

    @property
    def wrapping(self) -> str:
        """How text keeps clear of it: ``none``, ``around`` or ``jump``."""
        return self.wrap_kind if self.wrap else "none"


#: How its own columns share the width of a block (分栏方式). 20 字 in two with a gutter of 1 are absolute (绝对) 9 and 9 with a
#: gutter of 2, free (自由) 9.5 and 9.5, relative (相对) 9 and 10; automatic (自动) keeps to half 字, the rest goes into gutters.
ColumnMode = Literal["automatic", "absolute", "free", "relative"]


#: Where the headline group stands: over its text, or set downwards at one of its sides (竖题).
HeadPlace = Literal["top", "left", "right"]


class Block(Movable, frozen=True, kw_only=True, tag="block", omit_defaults=True):
    """A range of a story set as one unit (文章块): headline group, columns, pictures with captions.

    ``area`` is one grid rectangle or an L of two that share an edge; the headline spans the first. ``columns`` is the number
    of its own columns (0: as many as suit the width; 破栏 is any number but that of its base columns: 三破二, 四破三, 五破四),
    ``mode`` how they share the width and ``gutter`` what parts them in 字, 0 the template's; an L keeps the base columns.
    It sets the body items from ``first`` up to but not with ``last`` (-1: to the end); a continuation has ``headline`` False.
    With ``flows`` what it has no room for goes on, in mid-paragraph, in the block whose range begins where its own ends
    (接缝随版面走): of such blocks the ranges say only which pictures are whose. Without it, as where a plan or an older file
    parts a story, a block sets its range and no more.
    ``head_size`` 0 lets the template's range and the width decide. ``frame``: ``""`` none, ``box`` a hairline box, ``tint`` the
    template's tint (底纹), or a border (花边) by name; ``tint`` is a tint by name. See ``model.borders``.
    ``head_at`` is where the headline group stands; one at a side is set downwards, over an area of one rectangle only.
    One over its text spans ``head_columns`` of the block's own columns from the left (跨栏), 0 all; in the others text rises
    beside it (串文).
    """

    id: str
    story: str
    area: Annotated[tuple[GridRect, ...], msgspec.Meta(min_length=1, max_length=8)]
    columns: Columns = 0
    mode: ColumnMode = "automatic"
    gutter: Ems = 0.0
    first: Offset = 0
    last: Offset = -1
    flows: bool = False
    headline: bool = True
    head_size: ChosenSize = 0.0
    head_rows: Count = 0
    pictures: tuple[PicturePlace, ...] = ()
    frame: str = ""
    tint: str = ""
    head_at: HeadPlace = "top"
    head_columns: Columns = 0

    @property
    def is_framed(self) -> bool:
        """Whether the block has a frame or tint, and so keeps its text away from its edges."""
        return bool(self.frame or self.tint)

    @property
    def is_whole(self) -> bool:
        """Whether it sets all of its story by itself, so that nothing of that stands in another block."""
        return not self.flows and (self.first, self.last) == (0, -1)

    @property
    def end(self) -> float:
        """Up to but not with which item of the body it sets its story; endless for all that comes."""
        return inf if self.last < 0 else max(self.first, self.last)

    def part_of(self, body: tuple[BodyItem, ...]) -> tuple[BodyItem, ...]:
        """The items of its story's ``body`` that it sets."""
        return body[self.first : None if self.last < 0 else self.last]


class FormerFrame(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A frame as it came of a block: where it stood, and in how many columns."""

    id: str
    rect: Rect
    columns: SomeColumns = 1


class FormerHead(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was chosen for a part of a headline before its block was released, and what its frame was given to look the same."""

    paragraph: str
    breaks: tuple[Offset, ...] = ()
    size: ChosenSize = 0.0
    given_breaks: tuple[Offset, ...] = ()
    given_size: ChosenSize = 0.0


class FormerBlock(msgspec.Struct, frozen=True, omit_defaults=True):
    """The block that was released into free frames (打散), for the way back as long as they stand as they came of it.

    ``rects`` is where its area stood, in points of the page.
    """

    block: Block
    frames: tuple[FormerFrame, ...]
    rules: tuple[str, ...] = ()
    heads: tuple[FormerHead, ...] = ()
    rects: tuple[Rect, ...] = ()


class TextFrame(Wrapped, frozen=True, kw_only=True, tag="text-frame", omit_defaults=True):
    """A free text frame (文本框): a link in the thread of its story (续排), or the place of one part of it.

    Without ``paragraph`` the story's body flows through its frames in the order of ``Document.threads``. With it the frame sets
    that paragraph alone (a headline part, a byline, a caption, a paragraph or table of the body), which the flow then leaves out;
    a table runs on through its frames.
    ``gutter`` in points, 0 the template's. ``step`` is the frame's own baseline step in points, counted from its top; 0 puts
    the lines on the page's grid. ``former`` is the block that it and others were, kept on the first of them.
    """

    id: str
    story: str
    rect: Rect
    columns: SomeColumns = 1
    gutter: Length = 0.0
    step: ChosenSize = 0.0
    paragraph: str = ""
    former: FormerBlock | None = None


class PictureFrame(Wrapped, frozen=True, kw_only=True, tag="picture-frame", omit_defaults=True):
    """A free picture frame; ``crop`` is the part of the picture shown, in fractions of it, ``whole`` as in ``PicturePlace``."""

    id: str
    rect: Rect
    asset: str = ""
    crop: Rect = Rect(0, 0, 1, 1)
    whole: bool = False


class FolioBar(msgspec.Struct, frozen=True, kw_only=True, tag="folio-bar", omit_defaults=True):
    """The folio bar (报眉): paper, date, weekday, page label, section name and credits, placed by the template."""

    id: str


class Masthead(msgspec.Struct, frozen=True, kw_only=True, tag="masthead", omit_defaults=True):
    """The masthead (报头) of a front page, placed by the template and filled from the issue's data."""

    id: str


#: The weight of a rule or a box unless it says otherwise, in points (0.15 mm).
HAIRLINE: Final = 0.43


class Rule(Movable, frozen=True, kw_only=True, tag="rule", omit_defaults=True):
    """A straight rule (线) from ``(x1, y1)`` to ``(x2, y2)`` in points.

    ``style`` (线型) is a name of ``model.borders.RULES``, empty a plain stroke of ``weight`` points. A form's own size is that
    of the default ``weight``; a greater one makes it larger.
    """

    id: str
    x1: Coordinate
    y1: Coordinate
    x2: Coordinate
    y2: Coordinate
    weight: Length = HAIRLINE
    paint: Paint = BLACK
    style: str = ""


class Box(Wrapped, frozen=True, kw_only=True, tag="box", omit_defaults=True):
    """A box: border (花边) and tint (底纹).

    ``border`` and ``tint`` are names of ``model.borders``; without a border the box is a plain rule of ``weight`` points. A
    border's own size is that of the default ``weight``; a greater one makes it larger. Nothing is drawn of it without ``paint``.
    """

    id: str
    rect: Rect
    weight: Length = HAIRLINE
    paint: Paint | None = BLACK
    fill: Paint | None = None
    border: str = ""
    tint: str = ""


#: Where the word 广告 stands in an advert.
Corner = Literal["upper-left", "upper-right", "lower-left", "lower-right"]


class Advert(Wrapped, frozen=True, kw_only=True, tag="advert", omit_defaults=True):
    """An advertisement: a picture or placed PDF that carries the word 广告.

    ``label`` says it in other words (公益广告); empty, it is the word of the issue's language, so that none is without.
    ``story`` is the copy that booked it, where it came with copy.
    """

    id: str
    area: GridRect
    asset: str = ""
    label: str = ""
    corner: Corner = "lower-right"
    story: str = ""


class QrCode(Wrapped, frozen=True, kw_only=True, tag="qr-code", omit_defaults=True):
    """A QR code (二维码, GB/T 18284) of ``text``: the largest square at the top of ``rect``, the caption centred under it.

    ``quiet`` is the white margin in modules, which lies inside the square; the standard asks for four.
    """

    id: str
    rect: Rect
    text: str
    quiet: Count = 4
    caption: str = ""


#: What stands on the grid takes one rectangle of it, or an L of two.
Area = tuple[GridRect, ...]
Element = Block | TextFrame | PictureFrame | FolioBar | Masthead | Rule | Box | Advert | QrCode


def element_kind(element: Element) -> str:
    """The kind of an element as files and commands name it: ``block``, ``folio-bar`` …"""
    return str(type(element).__struct_config__.tag)


def is_hidden(element: Element) -> bool:
    """Whether an element is hidden; what the template places never is."""
    return isinstance(element, Movable) and element.hidden


def is_printed(element: Element) -> bool:
    """Whether an element is for the outputs: neither hidden nor kept from print."""
    return not (isinstance(element, Movable) and (element.hidden or element.unprinted))


def area_of(element: Element | None) -> Area:
    """The grid area of an element that stands on the grid; nothing for others."""
    if isinstance(element, Block):
        return element.area
    return (element.area,) if isinstance(element, Advert) else ()
