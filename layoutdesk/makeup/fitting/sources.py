"""What may be changed to fit a story: one row here is one kind of change. Nothing in this table touches a word of copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from layoutdesk.makeup.fitting.columns import column_moves
from layoutdesk.makeup.fitting.depth import depth_moves
from layoutdesk.makeup.fitting.heads import head_moves
from layoutdesk.makeup.fitting.paragraphs import paragraph_moves
from layoutdesk.makeup.fitting.pictures import picture_moves
from layoutdesk.makeup.fitting.sideheads import side_head_moves
from layoutdesk.makeup.fitting.stage import Stage
from layoutdesk.makeup.fitting.subheads import subhead_moves
from layoutdesk.makeup.fitting.subordinates import subordinate_moves
from layoutdesk.makeup.fitting.types import Move

#: Gives the moves of one kind that gain room (sign 1) or fill it (-1), each measured; ``None`` between where it still looks.
Source = Callable[[Stage, int], Iterator[Move | None]]

SOURCES: Final[tuple[Source, ...]] = (
    paragraph_moves, subhead_moves, picture_moves, head_moves, subordinate_moves, side_head_moves, column_moves, depth_moves,
)  # fmt: skip
