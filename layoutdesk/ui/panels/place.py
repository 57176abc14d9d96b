"""X, Y, W and H of the selected free elements, typed as sums in any unit, from one of nine points (conventions 13 and 14)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

from layoutdesk import edits
from layoutdesk.base.arithmetic import length
from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.base.problem import Refusal
from layoutdesk.base.units import POINTS_PER_MM, to_mm
from layoutdesk.compose.grid import PageGrid
from layoutdesk.model.elements import Element, Rule
from layoutdesk.ui.canvas.free import LEAST_SIDE, rect_of
from layoutdesk.ui.canvas.standing import edit_to, is_movable
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.fields import Field, Line, column_in
from layoutdesk.ui.panels.reference import ReferencePoint
from layoutdesk.ui.theme import Look

#: The four figures: where the reference point lies, and the sides.
NAMES: Final = ("x", "y", "w", "h")
_ARROWS: Final = {Qt.Key.Key_Up: "+", Qt.Key.Key_Down: "-"}


def units_of(grid: PageGrid) -> Mapping[str, float]:
    """The units of a page's lengths in points: mm where none is said, 字 and 行 those of its grid."""
    return {
        "": POINTS_PER_MM, "mm": POINTS_PER_MM, "毫米": POINTS_PER_MM, "cm": 10 * POINTS_PER_MM, "厘米": 10 * POINTS_PER_MM,
        "pt": 1.0, "点": 1.0, "磅": 1.0, "in": 72.0, "字": grid.em, "行": grid.step, "栏": grid.pitch,
        "em": grid.em, "row": grid.step, "rows": grid.step,
    }  # fmt: skip


def ems_of(grid: PageGrid) -> Mapping[str, float]:
    """The same, 字 where none is said."""
    return {**units_of(grid), "": grid.em}


class Measure(Line):
    """A length in mm, whose name is ``unit``; what is typed is told once (``typed``), and shown again when it has been taken."""

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.unit = "mm"
        self.editingFinished.connect(self._finish)

    def show_lengths(self, lengths: list[float]) -> None:
        """Shows the length that all have; nothing where they differ."""
        shown = {f"{to_mm(each):.2f}".rstrip("0").rstrip(".") for each in lengths}
        self.show_text(f"{'0' if shown == {'-0'} else shown.pop()} {self.unit}" if len(shown) == 1 else "")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go by one millimetre, with Shift by ten."""
        sign = _ARROWS.get(Qt.Key(event.key()))
        if sign is not None:
            by = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            self.typed.emit(f"+{by}" if sign == "+" else f"*1-{by}")
        else:
            super().keyPressEvent(event)

    def _finish(self) -> None:
        text, is_typed = self.text(), self.is_half_typed
        self.take_back()
        if text.strip() and is_typed:
            self.typed.emit(text)


class PlaceFields(QWidget):
    """Place and size of what is selected off the grid; of several, what they have in common, and what is typed goes for all."""

    def __init__(self, desk: Desk, look: Look, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._language = desk, language
        self.reference = ReferencePoint(look)
        self.edits = {name: Measure() for name in NAMES}
        self.fields = {"reference": Field(self.reference)} | {name: Field(edit) for name, edit in self.edits.items()}
        self.many = QLabel(objectName="dim", wordWrap=True)
        layout = column_in(self)
        for widget in (self.many, *self.fields.values()):
            layout.addWidget(widget)
        self.reference.moved.connect(self.show_elements)
        desk.origin_moved.connect(self.show_elements)
        for name, edit in self.edits.items():
            edit.typed.connect(lambda text, name=name: self._set(name, text))

    def retranslate(self) -> None:
        """Shows labels in the language of the window."""
        text = self._language.text
        for name, field in self.fields.items():
            field.label.setText(text(f"ui.place.{name}"))
            (self.edits.get(name) or self.reference).setAccessibleName(text(f"ui.place.{name}_name"))
        for edit in self.edits.values():
            edit.setPlaceholderText(text("ui.place.differ"))
            edit.setToolTip(text("ui.place.hint"))
            edit.unit = text("ui.unit.mm")

    def show_elements(self) -> None:
        """Shows what is selected; nothing where any of it stands on the grid or by the template."""
        rects = [rect for each in self._desk.elements if (rect := rect_of(each)) is not None]
        self.setVisible(bool(rects) and len(rects) == len(self._desk.elements))
        self.many.setVisible(len(rects) > 1)
        self.many.setText(self._language.text("ui.place.several", count=len(rects)))
        free = any(is_movable(each) for each in self._desk.elements)
        for edit in self.edits.values():
            edit.setEnabled(free)
        self.show_rects(rects)

    def show_rects(self, rects: list[Rect]) -> None:
        """Shows places and sizes: those of what is selected, or where it would come to rest."""
        for name, edit in self.edits.items():
            edit.show_lengths([_figure(rect, name, self.reference.share) - self._origin(name) for rect in rects])

    def _origin(self, name: str) -> float:
        """Where a figure is counted from, in points: places as the rulers count them, sides from nothing."""
        return dict(zip("xy", self._desk.origin, strict=True)).get(name, 0.0)

    def _set(self, name: str, text: str) -> None:
        """Takes what was typed over for all, each going on from its own figure; what says no length is refused in words."""
        desk, grid, steps = self._desk, self._desk.grid, []
        for element in desk.elements if grid is not None else ():
            rect = rect_of(element)
            if rect is None or not is_movable(element):
                continue
            now = _figure(rect, name, self.reference.share) - self._origin(name)
            value = length(text, now, units_of(grid), signed=name in ("x", "y"))
            if value is None:
                desk.refused.emit(Refusal("ui.place.unclear", text=text))
                break
            to = _with(element, rect, name, value + self._origin(name), self.reference.share)
            if to != rect:
                steps.append(edit_to(desk.page_id, element, to))
        else:
            if steps:
                desk.apply(edits.together("ui.history.place", steps))
        self.show_elements()


def _figure(rect: Rect, name: str, share: tuple[float, float]) -> float:
    if name in ("w", "h"):
        return rect.w if name == "w" else rect.h
    return rect.x + share[0] * rect.w if name == "x" else rect.y + share[1] * rect.h


def _with(element: Element, rect: Rect, name: str, value: float, share: tuple[float, float]) -> Rect:
    """The rectangle with one figure changed; the reference point stays where it is when a side changes."""
    if name == "x":
        return Rect(rounded(value - share[0] * rect.w), rect.y, rect.w, rect.h)
    if name == "y":
        return Rect(rect.x, rounded(value - share[1] * rect.h), rect.w, rect.h)
    side = rounded(max(value, 0.0 if isinstance(element, Rule) else LEAST_SIDE))
    if name == "w":
        return Rect(rounded(rect.x + share[0] * (rect.w - side)), rect.y, side, rect.h)
    return Rect(rect.x, rounded(rect.y + share[1] * (rect.h - side)), rect.w, side)
