"""The picture of a block in the hand: moved to other columns and rows, or pulled at its edges; its text resets live round it.

Let go over another block, or over a place that waits for its picture, it goes over there with its caption and credit.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QMouseEvent

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal
from layoutdesk.compose.picture import WHITE_ROWS
from layoutdesk.model import Block
from layoutdesk.model.elements import PicturePlace
from layoutdesk.model.story import pictures
from layoutdesk.ui.canvas.gestures.base import Gesture
from layoutdesk.ui.canvas.held import Held, held, room_in
from layoutdesk.ui.canvas.insets import Room, moved, pulled, width_of
from layoutdesk.ui.canvas.picture_ground import PictureGround
from layoutdesk.ui.canvas.snapping import Edges
from layoutdesk.ui.canvas.stage import Stage
from layoutdesk.ui.canvas.standing import is_movable
from layoutdesk.ui.placing_pictures import Placed, Target, moved_over
from layoutdesk.ui.selection import Part


class Inset(Gesture):
    """A drag on the selected picture of a block; ``edges`` those that it pulls, none where it moves the picture."""

    def __init__(
        self, stage: Stage, start: QPointF, picture: Held, room: Room, place: PicturePlace, edges: Edges | None
    ) -> None:
        super().__init__(stage, start)
        self.picture, self.room, self.edges = picture, room, edges
        self.before = self.place = place
        self._ground = PictureGround(stage.view, stage.desk, stage.overlay)
        #: Where it goes over to another element; none while it stays in its block.
        self._over: Target | None = None

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
        over, self._over = self._over, self._other(event.position(), dx, dy)
        if self._over is not None:
            self._show_over(self._over)
            return
        if over is not None:
            self.place = self.before
            self.stage.overlay.ghosts = ()
            self.stage.desk.end_preview()
        if self.edges is None:
            place = moved(self.room, self.before, dx, dy)
        else:
            shape = self.picture.rect.w / self.picture.rect.h
            place = pulled(self.room, self.before, self.edges, dx, dy, shape)
        if place != self.place:
            self.place = place
            self.stage.overlay.ghosts = (rect_of_place(self.room, place),)
            self.stage.desk.try_out(self._edit())

    def _other(self, position: QPointF, dx: float, dy: float) -> Target | None:
        """Another element under the hand that takes the picture once that has left its block by more than half.

        One that has a picture in its place keeps it.
        """
        own, shape = self.stage.overlay.frames(self.picture.element.id), self.picture.rect
        if self.edges is not None or any(rect.contains(*_middle(shape, dx, dy)) for rect in own):
            return None
        target = self._ground.target(position)
        element = self._ground.element(target.element)
        if element is None or element.id == self.picture.element.id or getattr(element, "asset", ""):
            return None
        story = self.stage.desk.document.story(element.story) if isinstance(element, Block) else None
        filled = story is not None and any(each.id == target.picture and each.asset for each in pictures(story))
        return target._replace(picture="") if filled else target

    def _show_over(self, target: Target) -> None:
        """The block without the tried place, and where the picture would come to stand."""
        shut = self._ground.is_shut(target)
        self.place = self.before
        self.stage.desk.end_preview()
        self.stage.overlay.ghosts = () if shut else self._ground.ghosts(target, self.picture.asset)

    def _go_over(self, target: Target) -> None:
        desk, story = self.stage.desk, self.room.story
        words = next((each for each in pictures(story) if each.id == self.picture.picture), None)
        put = moved_over(desk.document, target, story.id, words, desk.ids, desk.book) if words is not None else Placed()
        if put.refusal is not None:
            desk.refused.emit(Refusal("ui.status.locked"))
        elif put.steps and desk.apply(edits.Batch("ui.history.move-picture", put.steps)):
            desk.select(put.element)
            desk.hold(Part(put.picture) if put.picture else None)

    def finish(self) -> None:
        if self._over is not None:
            self._go_over(self._over)
            return
        if self.place != self.before:
            label = "ui.history.move-picture" if self.edges is None else "ui.history.pull-picture"
            self.stage.desk.apply(edits.Batch(label, (self._edit(),)))

    def _edit(self) -> edits.Edit:
        return put_inset(self.stage, self.picture, self.room, self.place)


def _middle(rect: Rect, dx: float, dy: float) -> tuple[float, float]:
    return rect.x + rect.w / 2 + dx, rect.y + rect.h / 2 + dy


def put_inset(stage: Stage, picture: Held, room: Room, place: PicturePlace) -> edits.Edit:
    """The edit that gives a picture of a block another place."""
    return edits.SetBlock(page=stage.desk.page_id, element=picture.element.id, pictures=room.with_place(place))


def rect_of_place(room: Room, place: PicturePlace) -> Rect:
    """Where a picture with its caption stands, in points."""
    left = room.own.lefts[place.column] + place.shift * room.em
    return Rect(left, room.y + place.row * room.step, width_of(room, place), (place.rows - WHITE_ROWS) * room.step)
