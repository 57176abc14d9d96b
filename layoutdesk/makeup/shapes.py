"""What make-up asks of the measuring engine: the shapes in which a story can be set."""

from __future__ import annotations

from typing import Protocol

from layoutdesk.model import PicturePlace, Story


class Shape(Protocol):
    """One way to set a story: ``span`` base columns wide, ``rows`` baseline rows high with every line set.

    ``columns`` counts its own columns (破栏), ``slack`` the empty slots in the last of them (0 to ``columns`` - 1),
    ``head_size`` is in points, ``head_rows`` are the rows of its headline group, ``head_fill`` is the share of the width that
    the main headline fills, ``width_pt`` the width in points, ``frame`` how it is framed (see ``Block``). ``upright``: the
    headline stands downwards at its side (竖题), over no rows of its own, and fills a share of the height. ``cramped`` is the share
    of the room that its most cramped table lacks; 1 where a figure, a word or a name of it would be parted.
    """

    @property
    def span(self) -> int: ...
    @property
    def rows(self) -> int: ...
    @property
    def columns(self) -> int: ...
    @property
    def head_size(self) -> float: ...
    @property
    def head_rows(self) -> int: ...
    @property
    def pictures(self) -> tuple[PicturePlace, ...]: ...
    @property
    def slack(self) -> int: ...
    @property
    def head_fill(self) -> float: ...
    @property
    def width_pt(self) -> float: ...
    @property
    def frame(self) -> str: ...
    @property
    def upright(self) -> bool: ...
    @property
    def cramped(self) -> float: ...


class Measurer(Protocol):
    """Measures stories with the real engine; its rows are exact."""

    def shapes(self, story: Story, rank: int, span: int) -> tuple[Shape, ...]:
        """Every sensible setting of ``story`` over ``span`` base columns; ``rank`` 1 is the lead."""
        ...
