"""The picture of a block in the hand: moved to other columns and rows, or pulled at its edges; its text resets live round it."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QMouseEvent

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.compose.picture import WHITE_ROWS
from layoutdesk.model.elements import PicturePlace
from layoutdesk.ui.canvas.gestures.base import Gesture
from layoutdesk.ui.canvas.held import Held, held, room_in
from layoutdesk.ui.canvas.insets import Room, moved, pulled, width_of
from layoutdesk.ui.canvas.snapping import Edges
from layoutdesk.ui.canvas.stage import Stage
from layoutdesk.ui.canvas.standing import is_movable


class Inset(Gesture):
    """A drag on the selected picture of a block; ``edges`` those that it pulls, none where it moves the picture."""

    def __init__(
        self, stage: Stage, start: QPointF, picture: Held, room: Room, place: PicturePlace, edges: Edges | None
    ) -> None:
        super().__init__(stage, start)
        self.picture, self.room, self.edges = picture, room, edges
        self.before = self.place = place

    @classmethod
    def at(cls, stage: Stage, event: QMouseEvent) -> Inset | None:
        """A move or a pull, where a picture of a block is selected and the hand is on it."""
        part, picture = stage.desk.part, held(stage.desk)
        if part is None or part.inside or picture is None or not is_movable(picture.element):
            return None
        room = room_in(stage.desk, picture)
        place = room.place(picture.picture) if room is not None else None
        edges = stage.overlay.handle_at(event.position())
        on = picture.rect.contains(*stage.view.to_page(event.position()))
        if room is None or place is None or not (on or edges is not None):
            return None
        return cls(stage, event.position(), picture, room, place, edges)

    def move(self, event: QMouseEvent) -> None:
        dx, dy = self.moved_by(event)
        if self.edges is None:
            place = moved(self.room, self.before, dx, dy)
        else:
            shape = self.picture.rect.w / self.picture.rect.h
            place = pulled(self.room, self.before, self.edges, dx, dy, shape)
        if place != self.place:
            self.place = place
            self.stage.overlay.ghosts = (rect_of_place(self.room, place),)
            self.stage.desk.try_out(self._edit())

    def finish(self) -> None:
        if self.place != self.before:
            label = "ui.history.move-picture" if self.edges is None else "ui.history.pull-picture"
            self.stage.desk.apply(edits.Batch(label, (self._edit(),)))

    def _edit(self) -> edits.Edit:
        return put_inset(self.stage, self.picture, self.room, self.place)


def put_inset(stage: Stage, picture: Held, room: Room, place: PicturePlace) -> edits.Edit:
    """The edit that gives a picture of a block another place."""
    return edits.SetBlock(page=stage.desk.page_id, element=picture.element.id, pictures=room.with_place(place))


def rect_of_place(room: Room, place: PicturePlace) -> Rect:
    """Where a picture with its caption stands, in points."""
    left = room.own.lefts[place.column] + place.shift * room.em
    return Rect(left, room.y + place.row * room.step, width_of(room, place), (place.rows - WHITE_ROWS) * room.step)
