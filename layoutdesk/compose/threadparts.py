"""What a thread is made of (续排): its frames as links, and the lines, tables and jump lines that stand in each of them."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from layoutdesk.compose.context import Context
from layoutdesk.compose.flow import Placed, TablePart, Unit
from layoutdesk.compose.holes import Obstacle
from layoutdesk.model.document import Page
from layoutdesk.model.elements import TextFrame
from layoutdesk.model.story import Paragraph
from layoutdesk.text.lines import SetLine


class FlowLine(msgspec.Struct, frozen=True):
    """A line in its frame: where its measure begins and how wide it is, and whether it ends a byline at the story's head."""

    paragraph: Paragraph
    style: str
    line: SetLine
    x: float
    baseline: float
    column: int
    measure: float
    byline_end: bool = False


class JumpPlace(msgspec.Struct, frozen=True):
    """A jump line in its frame: its size in points, and where its measure begins."""

    line: SetLine
    size: float
    x: float
    baseline: float


class FramePart(msgspec.Struct, frozen=True):
    """What of the thread stands in one frame, ``tables`` with the corner from which each is drawn; ``under`` slots stay free."""

    lines: tuple[FlowLine, ...]
    tables: tuple[tuple[TablePart, float, float], ...]
    under: int
    jumps: tuple[JumpPlace, ...] = ()


class Link(msgspec.Struct, frozen=True):
    """A frame of the story with its page, the context of that and the rectangles on it that its text keeps clear of."""

    frame: TextFrame
    page: Page
    context: Context
    holes: tuple[Obstacle, ...]


class Put(NamedTuple):
    """A line put in a frame: the item and line that it is, by number, its place, and the unit of which it was poured."""

    item: int
    line: int
    place: Placed
    unit: Unit
