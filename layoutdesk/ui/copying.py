"""Elements duplicated, cut, copied and pasted; the clipboard carries them with the copy that they set (convention 10)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QObject, QPointF
from PySide6.QtGui import QGuiApplication

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal
from layoutdesk.compose.grid import GAP_ROWS, PageGrid, bounding
from layoutdesk.compose.types import Line
from layoutdesk.edits import copies
from layoutdesk.edits.moving import cuts_of, rejoined
from layoutdesk.model import Asset, GridRect, Movable
from layoutdesk.model.elements import area_of
from layoutdesk.model.story import whole_text
from layoutdesk.pictures.sources import moved_path
from layoutdesk.ui import clipboard, pictureclip
from layoutdesk.ui.aligning import box_of
from layoutdesk.ui.canvas.standing import Place, place_of, put_at, shifted
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.links.originals import Fetch

if TYPE_CHECKING:
    from layoutdesk.ui.window import Window

#: The type under which elements lie on the clipboard.
ELEMENTS_MIME: Final = "application/x-layoutdesk-elements"
#: How far a duplicate off the grid stands from its original, points to the right and down.
_ASIDE: Final = 12.0


def taken(desk: Desk, names: Collection[str]) -> copies.Bundle:
    """Elements of the page in view with their copy, back to front; the template's furniture is left out."""
    page = desk.page
    elements = [each for each in page.elements if each.id in names and isinstance(each, Movable)] if page else []
    shown = shown_parts(desk.shown.lines if desk.shown is not None else ())
    return copies.bundle(desk.document, elements, shown, desk.ids.new)


def shown_parts(lines: Iterable[Line]) -> dict[str, copies.Shown]:
    """From where to where of which paragraphs elements show, by the lines that stand in them."""
    shown: dict[str, dict[str, tuple[int, int]]] = {}
    for line in lines:
        parts = shown.setdefault(line.element, {})
        start, end = parts.get(line.paragraph, (line.start, line.end))
        parts[line.paragraph] = min(start, line.start), max(end, line.end)
    return dict(shown)


def copies_of(desk: Desk, names: Sequence[str], held: copies.Bundle) -> list[str]:
    """The copies of elements in the order of ``names``, so that the copy of what leads the selection leads."""
    page = desk.page
    originals = [each.id for each in page.elements if each.id in names and isinstance(each, Movable)] if page else []
    copy_of = dict(zip(originals, (each.id for each in held.elements), strict=True))
    return [copy_of[name] for name in names if name in copy_of]


def can_copy(desk: Desk) -> bool:
    """Something is selected that can be copied."""
    return any(isinstance(each, Movable) for each in desk.elements)


class Copying(QObject):
    """The hand on the clipboard while nobody writes; each action is one step of the history."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk

    def duplicate(self) -> None:
        """Puts a copy of what is selected beside it (复制一份), and selects the copy; of a picture in a block by pasting alone."""
        if self._desk.part is not None:
            self._window.status.refuse("ui.paste.picture_inside")
            return
        held, grid = taken(self._desk, self._desk.chosen), self._desk.grid
        if held.elements and grid is not None:
            copy = copies.renewed(_aside(held, grid), self._desk.ids.new)
            self._put("ui.history.duplicate", copy, copies_of(self._desk, self._desk.chosen, copy))

    def copy(self, cuts: tuple[copies.Cut, ...] = ()) -> bool:
        """Puts what is selected on the clipboard, the picture in the hand before its block; other programs get its words."""
        if pictureclip.put(self._desk):
            return True
        session = self._desk.session
        source = str(session.path) if session is not None else ""
        held = replace(taken(self._desk, self._desk.chosen), cuts=cuts, source=source)
        if not held.elements:
            return False
        data = QMimeData()
        data.setData(ELEMENTS_MIME, copies.to_json(held))
        data.setText("\n\n".join(filter(None, (whole_text(story) for story in held.stories))))
        clipboard.put(data)
        return True

    def cut(self) -> None:
        """Copies what is selected, and takes off the page what of it is not locked; pasted, it sets the same stories again.

        A part of a story that goes on elsewhere goes on from the rest again where it is pasted.
        """
        free = tuple(each for each in self._desk.elements if isinstance(each, Movable) and not each.locked)
        if self.copy(cuts_of(self._desk.document, free)) and not self._window.commands.framing.remove():
            steps = [edits.RemoveElement(page=self._desk.page_id, element=each.id) for each in free]
            if steps:
                self._desk.apply(edits.Batch(label="ui.history.cut", edits=tuple(steps)))

    def paste(self, *, in_place: bool = False) -> None:
        """Puts what is on the clipboard in the middle of the view, or where it stood (原位粘贴)."""
        desk, grid = self._desk, self._desk.grid
        data = QGuiApplication.clipboard().mimeData()
        if grid is None or data is None or not data.hasFormat(ELEMENTS_MIME):
            return
        try:
            held = copies.from_json(bytes(data.data(ELEMENTS_MIME)))
        except Refusal as refusal:
            desk.refused.emit(refusal)
            return
        view = self._window.view
        middle = None if in_place else view.to_page(QPointF(view.viewport().rect().center()))
        paste = partial(self._paste, held, desk.page_id, grid, middle)
        lacking = copies.lacking(desk.document, held)
        if lacking and held.source and desk.session is not None and not desk.session.read_only:
            self._window.status.say("ui.paste.fetching", count=len(lacking))
            self._window.commands.taking.originals.fetch(Fetch(lacking, {}, paste, Path(held.source)))
        else:
            paste(lacking)

    def _paste(
        self, held: copies.Bundle, page: str, grid: PageGrid, middle: tuple[float, float] | None, gone: Sequence[Asset]
    ) -> None:
        """Puts elements on a page, about the middle of what was in view, with the pictures that came along; ``gone`` did not."""
        desk = self._desk
        if not any(each.id == page for each in desk.document.pages):
            return
        lacking = copies.lacking(desk.document, held)
        brought = [self._own(each, held.source) for each in lacking if each not in gone]
        at_home, room = rejoined(desk.document, copies.at_home(desk.document, held, brought))
        made = fitted(
            copies.renewed(at_home, desk.ids.new, copies.waiting(desk.document, at_home)), grid, parked=middle is None
        )
        if middle is not None:
            made = _about(made, grid, *middle)
        steps, known = (*map(edits.AddAsset, brought), *room), len(desk.document.styles)
        if not self._put("ui.history.paste-elements", made, [each.id for each in made.elements], steps, page):
            return
        if left := [each.name for each in lacking if each in gone]:
            self._window.status.refuse("ui.paste.without", count=len(left), names=" · ".join(left))
        elif came := _came(brought=len(brought), styles=len(desk.document.styles) - known):
            desk.pasted.emit(came)

    def _own(self, asset: Asset, source: str) -> Asset:
        """A picture of another issue as this one keeps it."""
        session = self._desk.session
        path = moved_path(asset, Path(source), session.path) if session is not None else ""
        return replace(asset, id=self._desk.ids.new("as"), path=path)

    def _put(
        self, label: str, held: copies.Bundle, chosen: Sequence[str], before: Sequence[edits.Edit] = (), page: str = ""
    ) -> bool:
        """Puts a bundle on a page, that in view unless another is named, as one step; whether it went."""
        desk = self._desk
        page = page or desk.page_id
        if not desk.apply(edits.Batch(label=label, edits=(*before, *copies.onto(desk.document, page, held)))):
            return False
        if page == desk.page_id:
            desk.choose(chosen)
        return True


def _came(**counts: int) -> dict[str, int]:
    """What came along, by the words of the interface."""
    return {name: count for name, count in counts.items() if count}


def _about(held: copies.Bundle, grid: PageGrid, x: float, y: float) -> copies.Bundle:
    """The bundle with its middle at a point of the page, inside the type area where it stands on the grid."""
    whole = box_of(tuple(place for each in held.elements if (place := place_of(each)) is not None), grid)
    return _moved(held, grid, x - whole.x - whole.w / 2, y - whole.y - whole.h / 2)


def _aside(held: copies.Bundle, grid: PageGrid) -> copies.Bundle:
    """The bundle a column to the right and the white between two blocks lower, where the type area has the room."""
    if any(area_of(each) for each in held.elements):
        return _moved(held, grid, grid.pitch, GAP_ROWS * grid.step)
    return _moved(held, grid, _ASIDE, _ASIDE)


def _moved(held: copies.Bundle, grid: PageGrid, dx: float, dy: float) -> copies.Bundle:
    """All moved by points; as soon as one stands on the grid, by its columns and rows, as far as none leaves the type area."""
    places = tuple(place for each in held.elements if (place := place_of(each)) is not None)
    moved = shifted(places, dx, dy, grid)
    return replace(held, elements=tuple(put_at(*each) for each in zip(held.elements, moved, strict=True)))


def fitted(held: copies.Bundle, grid: PageGrid, *, parked: bool = False) -> copies.Bundle:
    """The bundle for a page of another grid: areas that do not fit are made smaller, and an L a rectangle.

    What lies beside the sheet comes onto it, unless what is ``parked`` stays so.
    """
    spec = grid.template.grid

    def fit(place: Place) -> Place:
        if isinstance(place, Rect) or (parked and grid.template.is_beside(place)):
            return place
        whole = bounding(place)
        if whole.column >= 0 and whole.row >= 0 and whole.right <= spec.columns and whole.bottom <= spec.rows:
            return place
        columns, rows = min(whole.columns, spec.columns), min(whole.rows, spec.rows)
        column, row = min(max(whole.column, 0), spec.columns - columns), min(max(whole.row, 0), spec.rows - rows)
        return (GridRect(column, row, columns, rows),)

    elements = (put_at(each, fit(place)) for each in held.elements if (place := place_of(each)) is not None)
    return replace(held, elements=tuple(elements))
