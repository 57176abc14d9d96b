"""Edits of what stands on a page: elements placed, moved, given other data, ordered."""

from __future__ import annotations

from layoutdesk.base.geometry import Rect
from layoutdesk.base.limits import Name
from layoutdesk.edits.kind import EditKind
from layoutdesk.model import Element, GridRect, PicturePlace
from layoutdesk.model.elements import ColumnMode, HeadPlace


class PlaceElement(EditKind, frozen=True):
    """Puts an element on a page, before element ``index`` from the back; -1: in front of all."""

    page: str
    element: Element
    index: int = -1


class RemoveElement(EditKind, frozen=True):
    """Takes an element off its page; its story stays in the issue, its other parts take back what it set (``edits.parts``)."""

    page: str
    element: str


class SetElement(EditKind, frozen=True):
    """Gives an element all its data anew; id and kind stay."""

    page: str
    element: Element


class SetArea(EditKind, frozen=True):
    """The area of a block or an advert on the page's grid (占位): one rectangle, or for a block an L of two."""

    page: str
    element: str
    area: tuple[GridRect, ...]


class SetBlock(EditKind, frozen=True):
    """How a block sets its story: own columns (破栏, 分栏方式), headline size and rows, frame, pictures, body range, lock."""

    page: str
    element: str
    columns: int | None = None
    mode: ColumnMode | None = None
    gutter: float | None = None
    head_size: float | None = None
    head_rows: int | None = None
    frame: str | None = None
    tint: str | None = None
    pictures: tuple[PicturePlace, ...] | None = None
    locked: bool | None = None
    head_at: HeadPlace | None = None
    head_columns: int | None = None
    headline: bool | None = None
    first: int | None = None
    last: int | None = None
    flows: bool | None = None


class SetFrame(EditKind, frozen=True):
    """The rectangle of a text frame, picture frame, box or QR code, in points."""

    page: str
    element: str
    rect: Rect


class MoveToPage(EditKind, frozen=True):
    """Moves an element to the page ``to``; ``area`` is its new area there where it stands on the grid (``None``: the same)."""

    page: str
    element: str
    to: str
    area: tuple[GridRect, ...] | None = None
    index: int = -1


class OrderElement(EditKind, frozen=True):
    """Moves an element to the place ``index`` from the back (叠放次序); -1: in front of all."""

    page: str
    element: str
    index: int


class SetOrder(EditKind, frozen=True):
    """The order of all elements of a page, back to front (叠放次序)."""

    page: str
    elements: tuple[str, ...]


class LockElements(EditKind, frozen=True):
    """Locks elements in their places (锁定), or sets them free; a group as a whole."""

    page: str
    elements: tuple[str, ...]
    locked: bool = True


class HideElements(EditKind, frozen=True):
    """Hides elements (隐藏), which keep their places, or shows them again; a group as a whole."""

    page: str
    elements: tuple[str, ...]
    hidden: bool = True


class PrintElements(EditKind, frozen=True):
    """Keeps elements from print (不打印), or lets them be printed again; a group as a whole."""

    page: str
    elements: tuple[str, ...]
    printed: bool = True


class GroupElements(EditKind, frozen=True):
    """Makes elements one group (编组) of the name ``group``; empty: takes theirs apart (取消编组).

    A group lies together in the stack, where its front element lay. An element leaves the group that it was in before, and a
    group of one that is left is none.
    """

    page: str
    elements: tuple[str, ...]
    group: Name = ""


class SetThread(EditKind, frozen=True):
    """The order in which the elements of a story take its body on (续排): all of them, the first first."""

    story: str
    elements: tuple[str, ...]


class SetElements(EditKind, frozen=True):
    """All elements of a page at once: what making up a page gives (拼版)."""

    page: str
    elements: tuple[Element, ...]
