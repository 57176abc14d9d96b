"""What the drawing tools make: picture frames, text frames with a story of their own, rules; each is one step of the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.model.elements import Element, PictureFrame, Rule, TextFrame
from layoutdesk.model.story import Paragraph, Story
from layoutdesk.ui.canvas.drawn import Stroke
from layoutdesk.ui.writing.spots import Spot

if TYPE_CHECKING:
    from layoutdesk.ui.window import Window


class Drawing(QObject):
    """The hand that draws on the page in view."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk

    def picture(self, rect: Rect) -> None:
        """An empty picture frame (图框): it takes the picture that is let go over it."""
        self._put("ui.history.draw-picture", PictureFrame(id=self._desk.ids.new("el"), rect=rect))

    def text(self, rect: Rect) -> None:
        """A text frame (文本框) with an empty story, and the caret in it."""
        new = self._desk.ids.new
        paragraph = Paragraph(id=new("p"), text="")
        story = Story(id=new("st"), body=(paragraph,))
        frame = TextFrame(id=new("el"), story=story.id, rect=rect)
        if self._put("ui.history.draw-text", frame, edits.AddStory(story=story)):
            self._window.writer.put(Spot(story.id, paragraph.id, 0))

    def rule(self, stroke: Stroke) -> None:
        """A hairline (线)."""
        self._put("ui.history.draw-rule", Rule(id=self._desk.ids.new("el"), **stroke._asdict()))

    def _put(self, label: str, element: Element, *before: edits.Edit) -> bool:
        """Puts an element in front of all on the page in view, and selects it."""
        placed = edits.PlaceElement(page=self._desk.page_id, element=element)
        done = self._desk.apply(edits.Batch(label=label, edits=(*before, placed)))
        if done:
            self._desk.select(element.id)
        return done
