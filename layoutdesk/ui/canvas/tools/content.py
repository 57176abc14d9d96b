"""The select tool with the pictures in blocks and frames (内容选择): a second click selects one, a double click goes inside.

Inside, a drag moves the picture in its frame, Ctrl with the wheel or a corner scales it, arrows move it finely; Esc goes back out,
one step at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.model import Block
from layoutdesk.ui.canvas import crops
from layoutdesk.ui.canvas.gestures.cropping import cropping, set_crop
from layoutdesk.ui.canvas.gestures.inset import put_inset
from layoutdesk.ui.canvas.held import Held, held, picture_at, room_in
from layoutdesk.ui.canvas.insets import moved
from layoutdesk.ui.canvas.stage import Stage
from layoutdesk.ui.canvas.standing import is_movable
from layoutdesk.ui.canvas.tools.onward import Threading
from layoutdesk.ui.canvas.tools.select import SelectTool
from layoutdesk.ui.selection import Part

#: What a notch of the wheel scales a picture by.
NOTCH: Final = 1.06
#: How far an arrow key moves a picture in its frame, points; with Shift ten times as far.
NUDGE: Final = 1.0

_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class ContentTool(SelectTool):
    """Selects elements, and the pictures in them."""

    def __init__(
        self, stage: Stage, write: Callable[[QMouseEvent], None], threading: Threading, fill: Callable[[], None],
        write_in: Callable[[], None],
    ) -> None:  # fmt: skip
        super().__init__(stage, write, threading)
        self._write_in = write_in
        self._fill = fill
        self._before: tuple[str, ...] = ()
        #: The picture that the wheel is scaling, as it was before, and what is to be seen of it.
        self._scaling: tuple[Held, Rect] | None = None

    # The mouse

    def press(self, event: QMouseEvent) -> bool:
        desk = self.stage.desk
        self._before = desk.chosen
        done = super().press(event)
        if desk.part is not None and not self._is_on_picture(event.position()):
            desk.hold(None)
        return done

    def release(self, event: QMouseEvent) -> bool:
        clicked = self._gesture is not None and not self._started
        done = super().release(event)
        desk = self.stage.desk
        if clicked and event.modifiers() == Qt.KeyboardModifier.NoModifier and self._before == (desk.selection,):
            picture = self._picture_at(event.position())
            if picture and desk.part is None and isinstance(desk.element, Block):
                desk.hold(Part(picture))
                self.stage.view.viewport().update()
        return done

    def double_click(self, event: QMouseEvent) -> bool:
        if event.button() == Qt.MouseButton.LeftButton and self._enter(event.position()):
            return True
        return super().double_click(event)

    def wheel(self, event: QWheelEvent) -> bool:
        desk, part, picture = self.stage.desk, self.stage.desk.part, held(self.stage.desk)
        x, y = self.stage.view.to_page(event.position())
        if part is None or not part.inside or picture is None or not picture.rect.contains(x, y):
            return super().wheel(event)
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier or picture.asset is None:
            return False
        if self._scaling is None:
            desk.wheeling.settle()
            picture = held(desk) or picture
        began, crop = self._scaling or (picture, picture.crop)
        across, down = (x - began.rect.x) / began.rect.w, (y - began.rect.y) / began.rect.h
        crop = crops.scaled(crop, NOTCH ** (event.angleDelta().y() / 120), across, down)
        self._scaling = began, crop
        self.stage.overlay.crop = crop
        desk.wheeling.turn(cropping(self.stage, began, crop) if crop != began.crop else None, self._scaled)
        return True

    def _scaled(self) -> None:
        """The wheel scales no longer."""
        self._scaling = self.stage.overlay.crop = None
        self.stage.view.viewport().update()

    # The keyboard

    def key(self, event: QKeyEvent) -> bool:
        if self._scaling is not None:
            # Esc leaves the picture as the wheel has scaled it.
            self.stage.desk.wheeling.settle()
        key, desk = Qt.Key(event.key()), self.stage.desk
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._enter_by_key()
        if desk.part is None or self.is_dragging:
            return super().key(event)
        if key == Qt.Key.Key_Escape:
            self._leave()
            return True
        if key in _ARROWS:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            return self._step(*_ARROWS[key], 10 if shift else 1)
        return super().key(event)

    def _leave(self) -> None:
        """One step back out: from inside to the picture of a block, from there to the block."""
        desk, part = self.stage.desk, self.stage.desk.part
        inside = part is not None and part.inside and isinstance(desk.element, Block)
        desk.hold(part._replace(inside=False) if part is not None and inside else None)
        self.stage.view.viewport().update()

    def _enter_by_key(self) -> bool:
        """Goes inside the picture in the hand, or into the copy of what is selected."""
        desk, picture = self.stage.desk, held(self.stage.desk)
        if desk.part is None and getattr(desk.element, "story", ""):
            self._write_in()
            return True
        if picture is None or not is_movable(picture.element):
            return False
        desk.hold(Part(picture.picture, inside=True))
        self.stage.view.viewport().update()
        return True

    def _step(self, across: int, down: int, times: int) -> bool:
        """Inside a picture arrows move it in its frame, outside to the next column or row that has room."""
        desk, picture = self.stage.desk, held(self.stage.desk)
        if picture is None or desk.part is None:
            return False
        if desk.part.inside:
            crop = crops.panned(picture.crop, picture.rect, across * NUDGE * times, down * NUDGE * times)
            if crop != picture.crop:
                set_crop(self.stage, picture, crop)
            return True
        room = room_in(desk, picture)
        place = room.place(picture.picture) if room is not None else None
        if room is not None and place is not None and is_movable(picture.element):
            pitch = room.own.measure + room.own.gutter
            new = moved(room, place, across * pitch, down * times * room.step, catch=0.0)
            if new != place:
                desk.apply(edits.Batch("ui.history.move-picture", (put_inset(self.stage, picture, room, new),)))
        return True

    # Inside

    def _picture_at(self, position: QPointF) -> str | None:
        return picture_at(self.stage.desk, self.stage.desk.selection, *self.stage.view.to_page(position))

    def _is_on_picture(self, position: QPointF) -> bool:
        """Whether the hand is on the picture in it, or on one of its handles."""
        picture = held(self.stage.desk)
        on = picture is not None and picture.rect.contains(*self.stage.view.to_page(position))
        return on or self.stage.overlay.handle_at(position) is not None

    def _enter(self, position: QPointF) -> bool:
        """Goes inside the picture under the hand, where there is one."""
        desk = self.stage.desk
        under = self.stage.overlay.elements_at(*self.stage.view.to_page(position))
        if not under or desk.selection != under[0]:
            return False
        picture = self._picture_at(position)
        if picture is None or not is_movable(desk.element):
            return False
        found = held(desk, picture)
        if found is None:
            return False
        if found.asset is None:
            if isinstance(desk.element, Block):
                desk.hold(Part(picture))
            # Once the click is over: a dialog asks for the picture that the frame lacks.
            QTimer.singleShot(0, self._fill)
            return True
        desk.hold(Part(picture, inside=True))
        self.stage.view.viewport().update()
        return True
