"""What the properties panel lets an editor choose for each kind of element: one table of rows a kind.

A row names a field of the element as it is stored. Rows come in four sorts: a figure, a choice from a list, a check box, a
colour.
"""

from __future__ import annotations

from typing import Final, NamedTuple, get_args

from layoutdesk.model.borders import BORDERS, RULES, TINTS
from layoutdesk.model.elements import (
    Advert,
    Block,
    Box,
    ColumnMode,
    Corner,
    HeadPlace,
    PictureFrame,
    QrCode,
    Rule,
    TextFrame,
)


class Figure(NamedTuple):
    """A number between bounds. ``none`` is the code of what stands there instead of the least one, ``label`` that of another name.

    ``whole`` numbers are stored as such. ``unit`` is a code under ``ui.unit``; ``type_size``: a size of type, typed as 号 too;
    ``distance``: a length in 字, typed in mm, points and rows too. ``straight``: only for a block of one rectangle, for an L keeps
    the columns of the page; those that it had come back with the rectangle. ``percent``: a share that is shown in hundredths.
    """

    name: str
    least: float
    most: float
    step: float = 1.0
    decimals: int = 0
    unit: str = ""
    none: str = ""
    whole: bool = False
    label: str = ""
    type_size: bool = False
    distance: bool = False
    straight: bool = False
    percent: bool = False

    def shown(self, value: float) -> float:
        """What its field shows for a value as it is stored."""
        return value * 100 if self.percent else value

    def stored(self, value: float) -> float:
        """A value as it is stored for what its field shows."""
        return int(value) if self.whole else round(value / 100, 4) if self.percent else value


class Choose(NamedTuple):
    """One of ``values``; their texts begin with ``texts``, that of the empty one ends in ``empty``.

    ``straight``: only for a block of one rectangle, for an L has it not.
    """

    name: str
    values: tuple[str, ...]
    texts: str
    empty: str = "none"
    straight: bool = False


class Tick(NamedTuple):
    """Yes or no."""

    name: str


class Ink(NamedTuple):
    """A colour (颜色)."""

    name: str


class Written(NamedTuple):
    """A line of text."""

    name: str


class Folder(NamedTuple):
    """A folder of the machine, chosen where it lies."""

    name: str


Row = Figure | Choose | Tick | Ink | Written | Folder

#: 绕排: not at all, on all sides, or over and under alone; and how far text keeps away.
_WRAPPING: Final = Choose("wrapping", ("none", "around", "jump"), "wrapping")
_WRAP: Final = Figure("wrap", 0, 99, 0.5, 2, "ems", "wrap_none", distance=True)
_LOCK: Final = Tick("locked")
_UNPRINTED: Final = Tick("unprinted")
_TINT: Final = Choose("tint", ("", *TINTS), "tint")

#: 文章块: columns (破栏, 分栏方式), headline (横题、竖题), frame and tint (花边、底纹).
_BLOCK: Final[tuple[Row, ...]] = (
    Figure("columns", 0, 16, unit="columns", none="automatic", whole=True, label="own", straight=True),
    Figure("head_size", 0, 120, 2, 2, "points", "automatic", type_size=True),
    Figure("gutter", 0, 9, 0.5, 1, "ems", "automatic"),
    Choose("head_at", get_args(HeadPlace), "head_at", straight=True),
    Figure("head_columns", 0, 16, unit="columns", none="head_all", whole=True),
    Choose("frame", ("", "box", "tint", *BORDERS), "frame"),
    _TINT,
    Choose("mode", get_args(ColumnMode), "mode", straight=True),
    _LOCK,
    _UNPRINTED,
)

#: The rows of each kind; furniture, which the template places, has none.
KINDS: Final[dict[type, tuple[Row, ...]]] = {
    Block: _BLOCK,
    Advert: (Choose("corner", get_args(Corner), "corner"), _WRAPPING, _WRAP, _LOCK, _UNPRINTED),
    TextFrame: (
        Figure("columns", 1, 16, unit="columns", whole=True, label="own"),
        Figure("gutter", 0, 99, 0.5, 1, "points", "automatic"),
        Figure("step", 0, 99, 0.5, 1, "points", "step_none"),
        _WRAPPING,
        _WRAP,
        _LOCK,
        _UNPRINTED,
    ),
    PictureFrame: (_WRAPPING, _WRAP, _LOCK, _UNPRINTED),
    Box: (
        Choose("border", ("", *BORDERS), "frame", "box"),
        _TINT,
        Figure("weight", 0, 20, 0.1, 2, "points"),
        _WRAPPING,
        _WRAP,
        _LOCK,
        _UNPRINTED,
    ),
    Rule: (
        Choose("style", ("", *RULES), "frame", "plain"),
        Figure("weight", 0, 20, 0.1, 2, "points"),
        Ink("paint"),
        _LOCK,
        _UNPRINTED,
    ),
    QrCode: (Figure("quiet", 0, 10, unit="modules", whole=True), _WRAPPING, _WRAP, _LOCK, _UNPRINTED),
}
