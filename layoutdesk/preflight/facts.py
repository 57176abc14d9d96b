"""What a survey notes of a PDF: plain facts by page, which the rules judge."""

from __future__ import annotations

from typing import Any

import msgspec

from layoutdesk.base.geometry import Rect


class PlacedPicture(msgspec.Struct, frozen=True):
    """A picture as it stands on a page: its pixels, bits, colour spaces, and pixels an inch as printed, across and down."""

    name: str
    width: int
    height: int
    bits: int
    spaces: frozenset[str]
    ppi: float
    is_mask: bool


class SetText(msgspec.Struct, frozen=True):
    """Text as it is painted: the font's name, the size on paper in points, and how many inks its paint has."""

    font: str
    size: float
    inks: int


class PageFacts(msgspec.Struct):
    """One page. ``number`` counts from 1; ``boxes`` are in points by their PDF names.

    ``spaces`` are colour spaces by family (``DeviceRGB``, ``ICCBased-3``, ``Separation`` …) used by paint or pictures;
    ``fonts`` (those that paint), ``chosen`` (all that the content names) and ``states`` the dictionaries met, by stream and name;
    ``unknown`` operators that no PDF has.
    """

    number: int
    boxes: dict[str, Rect] = {}
    spaces: set[str] = msgspec.field(default_factory=set)
    inks: set[str] = msgspec.field(default_factory=set)
    pictures: list[PlacedPicture] = msgspec.field(default_factory=list)
    fonts: dict[str, Any] = msgspec.field(default_factory=dict)
    chosen: dict[str, Any] = msgspec.field(default_factory=dict)
    states: dict[str, Any] = msgspec.field(default_factory=dict)
    texts: set[SetText] = msgspec.field(default_factory=set)
    transparency: set[str] = msgspec.field(default_factory=set)
    hairlines: int = 0
    thinnest: float = 0.0
    unknown: set[str] = msgspec.field(default_factory=set)
    unbalanced: bool = False
    unreadable: str = ""
    annotations: list[tuple[str, Rect]] = msgspec.field(default_factory=list)
    group_space: str = ""


class Survey(msgspec.Struct):
    """A whole file: ``pdf`` as pikepdf has it, the standard it claims (``x1a``, ``x4`` or nothing), and its pages.

    ``condition`` is what its output intent calls the printing condition (印刷条件); empty where it names none.
    """

    pdf: Any
    name: str
    claims: str
    pages: list[PageFacts]
    condition: str = ""
