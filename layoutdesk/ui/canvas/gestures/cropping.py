"""The hand inside a picture (裁切): a drag moves it in its frame, a drag at a corner of the whole picture scales it."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QMouseEvent

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.ui.canvas import crops
from layoutdesk.ui.canvas.gestures.base import Gesture
from layoutdesk.ui.canvas.held import Held, crop_edit, held
from layoutdesk.ui.canvas.snapping import Edges
from layoutdesk.ui.canvas.stage import Stage


class Crop(Gesture):
    """A drag inside the picture in the hand; ``edges`` the corner that it pulls, none where it moves the picture."""

    #: What is cropped lies under the hand.
    scrolls = False

    def __init__(self, stage: Stage, start: QPointF, picture: Held, edges: Edges | None) -> None:
        super().__init__(stage, start)
        self.picture = picture
        self.edges = edges
        self.crop = picture.crop

    @classmethod
    def at(cls, stage: Stage, event: QMouseEvent) -> Crop | None:
        """A crop, where the hand is inside a picture."""
        part, picture = stage.desk.part, held(stage.desk)
        if part is None or not part.inside or picture is None or picture.asset is None:
            return None
        edges = stage.overlay.handle_at(event.position())
        if edges is None and not picture.rect.contains(*stage.view.to_page(event.position())):
            return None
        return cls(stage, event.position(), picture, edges)

    def move(self, event: QMouseEvent) -> None:
        dx, dy = self.moved_by(event)
        before, frame = self.picture.crop, self.picture.rect
        edges = self.edges
        crop = crops.pulled(before, frame, edges, dx, dy) if edges else crops.panned(before, frame, dx, dy)
        if crop != self.crop:
            self.crop = crop
            show_crop(self.stage, self.picture, crop)

    def clear(self) -> None:
        self.stage.overlay.crop = None
        super().clear()

    def finish(self) -> None:
        if self.crop != self.picture.crop:
            set_crop(self.stage, self.picture, self.crop)


def show_crop(stage: Stage, picture: Held, crop: Rect) -> None:
    """Shows the page as another crop would make it."""
    stage.overlay.crop = crop
    edit = crop_edit(stage.desk, picture, crop)
    if edit is not None:
        stage.desk.try_out(edit)


def cropping(stage: Stage, picture: Held, crop: Rect) -> edits.Batch | None:
    """The step of the history that another crop is; none where the block no longer has the picture."""
    edit = crop_edit(stage.desk, picture, crop)
    return edits.Batch("ui.history.crop", (edit,)) if edit is not None else None


def set_crop(stage: Stage, picture: Held, crop: Rect) -> None:
    """Makes another crop a step of the history."""
    step = cropping(stage, picture, crop)
    if step is not None:
        stage.desk.apply(step)
