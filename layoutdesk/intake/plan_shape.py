"""What a page plan (版面计划) may say: the neutral issue and this program's further keys, as docs/page-plan.md describes them.

A wrong type is a fault with its path; a key that is not here, or in ``plan_parts``, is reported and left out.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from layoutdesk.base.limits import Columns, Count, Millimetres, Share, Some, SomeColumns
from layoutdesk.intake.plan_parts import (
    LEAST_SIZE,
    MANY,
    Ad,
    AsideMm,
    Away,
    Body,
    Box,
    Code,
    Grid,
    InsideMm,
    Panel,
    Para,
    Photo,
    Ruled,
    RuleLine,
    SheetSide,
    Size,
    Spanned,
    Spot,
    Text,
    Words,
)
from layoutdesk.model import Credits, Meta, TextStyle
from layoutdesk.model.borders import Border, Tint
from layoutdesk.model.elements import CaptionPlace, ColumnMode, HeadPlace
from layoutdesk.model.story import StoryKind, TablePlace


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
    photos: Annotated[tuple[Photo, ...], MANY] = ()
    table: Grid | None = None
    tables: Annotated[tuple[Grid, ...], MANY] = ()
    body: Body | None = None
    jump_lines: bool = True


class FlowPhoto(msgspec.Struct, frozen=True, kw_only=True):
    """A picture of a story that make-up places."""

    src: Annotated[str, msgspec.Meta(max_length=255)]
    caption: str = ""
    credit: str = ""


class FlowArticle(msgspec.Struct, frozen=True, kw_only=True):
    """A story without places: make-up finds them."""

    kind: StoryKind = "article"
    label: str | Spanned = ""
    kicker: str | Spanned = ""
    headline: str | Spanned = ""
    deck: str | Spanned = ""
    byline: str | Spanned = ""
    photos: Annotated[tuple[FlowPhoto, ...], MANY] = ()
    paras: Annotated[tuple[Text | Para, ...], msgspec.Meta(max_length=3_000)] = ()


class BlockPhoto(FlowPhoto, frozen=True, kw_only=True):
    """A picture in a block: its place among the block's own columns and the rows under the headline group, caption included.

    ``width`` (0: the whole of its columns) and ``shift`` to the right, in mm, set it free of the columns, and text keeps
    ``wrap`` away. ``caption_at``, ``caption_width``: the place of the caption, and the room of one at the side.
    """

    rows: Some
    row: Count = 0
    column: Count = 0
    columns: SomeColumns = 1
    crop: tuple[Share, Share, Share, Share] = (0, 0, 1, 1)
    width: InsideMm = 0.0
    shift: AsideMm = 0.0
    wrap: Away | None = None
    caption_at: CaptionPlace = "below"
    caption_width: InsideMm = 0.0


class BlockTable(Ruled, frozen=True, kw_only=True):
    """A table in a block, under its text."""

    place: TablePlace = "auto"


class Block(FlowArticle, frozen=True, kw_only=True):
    """A story that the program lays out as one block (文章块) on the grid area nearest to its box.

    ``cols`` 0: as many as suit the width; ``mode`` is how they share it (分栏方式), ``gutter`` in mm. ``head_at`` is where the
    headline group stands (竖题), ``head_size`` its size, 0 the house's for a story of this ``priority`` (1 the lead).
    """

    box: Box
    photos: Annotated[tuple[BlockPhoto, ...], MANY] = ()
    tables: Annotated[tuple[BlockTable, ...], MANY] = ()
    cols: Columns = 0
    mode: ColumnMode = "automatic"
    gutter: Away = 0.0
    priority: Annotated[int, msgspec.Meta(ge=0, le=100)] = 0
    head_size: Annotated[float, msgspec.Meta(ge=0.0, le=2_000.0)] = 0.0
    head_at: HeadPlace = "top"
    frame: Border | Literal["", "box", "tint"] = ""
    tint: Tint | None = None
    jump_lines: bool = True

    def __post_init__(self) -> None:
        if 0 < self.head_size < LEAST_SIZE:
            raise ValueError(f"head_size < {LEAST_SIZE:g}")


class Flow(msgspec.Struct, frozen=True, kw_only=True):
    """Stories for make-up and the part of the page that they may fill; without ``box`` all of the type area."""

    articles: Annotated[tuple[FlowArticle, ...], MANY]
    box: Box | None = None


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One page. ``rule`` is x, y and width of a horizontal rule in mm."""

    no: Annotated[int, msgspec.Meta(ge=1, le=10_000)]
    label: str = ""
    name: str = ""
    credits: Credits = Credits()
    folio: bool = False
    banner: Words | None = None
    dateline: Words | None = None
    texts: Annotated[tuple[Words, ...], MANY] = ()
    rule: tuple[Spot, Spot, Millimetres] | None = None
    rules: Annotated[tuple[RuleLine, ...], MANY] = ()
    boxes: Annotated[tuple[Panel, ...], MANY] = ()
    photos: Annotated[tuple[Photo, ...], MANY] = ()
    codes: Annotated[tuple[Code, ...], MANY] = ()
    adverts: Annotated[tuple[Ad, ...], MANY] = ()
    articles: Annotated[tuple[Article, ...], MANY] = ()
    notice: Article | None = None
    notices: Annotated[tuple[Article, ...], MANY] = ()
    blocks: Annotated[tuple[Block, ...], MANY] = ()
    flow: Flow | None = None


class BaseGrid(msgspec.Struct, frozen=True, kw_only=True):
    """The grid of the pages: base columns, gutter in mm, size and leading of the body in points."""

    columns: SomeColumns
    gutter: Away = 4.0
    size: Size = 9.0
    lead: Size = 11.0


class Fonts(msgspec.Struct, frozen=True, kw_only=True):
    """Families that the neutral issue names; here roles of type are set, and filled from the newspaper's own files."""

    body: str = ""
    head: str = ""
    head_weight: str = ""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A whole plan."""

    format: Literal["neutral-issue/1"]
    page_mm: tuple[SheetSide, SheetSide]
    pages: Annotated[tuple[Sheet, ...], msgspec.Meta(min_length=1, max_length=200)]
    margin: Millimetres = 15.0
    bleed: Millimetres = 3.0
    fonts: Fonts = Fonts()
    issue: Meta = Meta()
    styles: dict[str, TextStyle] = {}
    grid: BaseGrid | None = None
