"""Page templates: every measure of a page belongs to its template, so that narrow and long sheets are data."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from typing import Annotated, Literal

import msgspec

from layoutdesk.base.colour import Cmyk, Paint
from layoutdesk.base.limits import Ems, Language, Millimetres, Scale, Share, Side, Some, SomeColumns, SomeEms, TypeSize
from layoutdesk.base.units import mm
from layoutdesk.model.elements import Element, GridRect
from layoutdesk.model.styles import TextStyle


class Grid(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The type area (版心) as characters: its width follows from 字 count × body size, its height from rows × baseline step.

    ``gutter`` (栏空) is in 字 of ``body_size`` points, a hairline in it parts unrelated blocks; ``step`` is the baseline step in
    points; ``top_mm`` places the type area, which is centred across the trim.
    """

    columns: SomeColumns
    column_chars: SomeEms
    gutter: Ems
    body_size: TypeSize
    step: TypeSize
    rows: Some
    top_mm: Millimetres
    #: The measure in 字 that a block's own columns aim at (破栏 follows from it) and their least gutter.
    ideal_measure: SomeEms = 16.0
    inner_gutter: Ems = 2.0


class FolioSpec(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The folio bar (报眉): its top and height in mm from the trim's top, and how it looks."""

    top_mm: Millimetres
    height_mm: Millimetres
    number: Literal["outer", "left", "right"] = "outer"
    paint: Paint = Cmyk(k=1.0)
    accent: Paint = Cmyk(k=1.0)


class MastheadSpec(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The masthead (报头): its band in mm from the trim's top, the size of the name, and the accent colour."""

    top_mm: Millimetres
    height_mm: Millimetres
    name_size: TypeSize
    name_width: Share
    accent: Paint = Cmyk(c=0.05, m=1.0, y=0.95)
    foot_line: bool = True


class HeadlineRange(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The sizes in points that a main headline of one rank may take, its role of type and how far it may be condensed."""

    least: TypeSize
    most: TypeSize
    role: str = "hei-bold"
    hscale_min: Scale = 0.9


class Template(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A page template (版式模板).

    ``title`` has the names for people by language. ``headlines`` run from the lead down; ranks beyond the last take the last.
    ``styles`` are the paragraph styles by name (``model.story.PARAGRAPH_STYLES`` and character styles such as ``bold``).
    ``least_cell`` is the smallest type in points to which a table that is too wide may go down (小六).
    ``language`` (BCP 47) is that of the copy on its pages, "" the issue's: styles without their own take it.
    ``fits`` says where it may be chosen by itself: ``front`` or ``inside`` page.
    """

    name: str
    title: dict[str, str]
    trim_mm: tuple[Side, Side]
    grid: Grid
    folio: FolioSpec
    headlines: Annotated[tuple[HeadlineRange, ...], msgspec.Meta(min_length=1)]
    styles: dict[str, TextStyle]
    masthead: MastheadSpec | None = None
    least_cell: TypeSize = 6.5
    fits: Literal["front", "inside"] = "inside"
    bleed_mm: Millimetres = 3.0
    colour: bool = True
    #: The printing condition (see ``pictures.profiles``) that pages of this template are separated for.
    profile: str = "newsprint"
    accent: Paint = Cmyk(c=0.05, m=1.0, y=0.95)
    tint: Paint = Cmyk(y=0.06, k=0.05)
    columns_rule: bool = True
    language: Language = ""
    #: What a new page of this template begins with beside its furniture: rules, boxes, codes, frames.
    elements: tuple[Element, ...] = ()

    @property
    def has_folio_room(self) -> bool:
        """Whether the type area begins under the folio bar (报眉), so that no copy comes to lie over that."""
        return self.folio.top_mm + self.folio.height_mm <= self.grid.top_mm

    @property
    def sheet(self) -> tuple[int, int, int, int]:
        """The sheet in columns and rows of the grid, those in full that it takes a part of: left, top, right and bottom edge."""
        grid = self.grid
        gutter, pitch = grid.gutter * grid.body_size, (grid.column_chars + grid.gutter) * grid.body_size
        (width, height), top = map(mm, self.trim_mm), mm(grid.top_mm)
        left = (width - grid.columns * pitch + gutter) / 2
        return (
            math.floor((gutter - left) / pitch), math.floor(-top / grid.step),
            math.ceil((width - left) / pitch), math.ceil((height - top) / grid.step),
        )  # fmt: skip

    def is_beside(self, area: Collection[GridRect]) -> bool:
        """Whether an area of the grid lies wholly beside the sheet, all of it at one of its sides."""
        if all(
            each.column >= 0 and each.row >= 0 and each.right <= self.grid.columns and each.bottom <= self.grid.rows
            for each in area
        ):
            return False
        left, top, right, bottom = self.sheet
        return (
            max(each.right for each in area) <= left
            or min(each.column for each in area) >= right
            or max(each.bottom for each in area) <= top
            or min(each.row for each in area) >= bottom
        )


def used_roles(templates: Iterable[Template]) -> list[str]:
    """Every role of type that the styles and headlines of the templates ask for."""
    roles = set()
    for template in templates:
        roles |= {style.role for style in template.styles.values()}
        roles |= {headline.role for headline in template.headlines}
    return sorted(roles)
