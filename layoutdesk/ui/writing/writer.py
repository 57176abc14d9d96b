"""The writer: caret and selection in one paragraph, and what typing does. Every change of text is an edit of the session.

Offsets are code points; only the answers to input methods count in UTF-16. A selection stays inside one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.compose.types import ComposedPage
from layoutdesk.model.story import Paragraph, Span, Story, paragraphs
from layoutdesk.ui.desk import Desk, Marked
from layoutdesk.ui.heads import make_ready
from layoutdesk.ui.writing.spots import Spot, Spots

if TYPE_CHECKING:
    from layoutdesk.intake.lines import Line

#: What ends a line in text from elsewhere; a form feed or vertical tab does so in old word processors.
_LINE_ENDS: Final = re.compile("\r\n|[\n\r\v\f\u0085\u2028\u2029]")


class Writer(QObject):
    """One caret in the copy of one block of the page in view."""

    moved = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._spots: tuple[ComposedPage, str, Spots] | None = None
        self.spot: Spot | None = None
        self.anchor = 0
        desk.edited.connect(self._after_change)
        desk.page_turned.connect(lambda _: self.put(None))
        self.moved.connect(self._mark)

    # Where the caret is

    @property
    def spots(self) -> Spots | None:
        """The rows of the selected block as they stand now."""
        page, element = self._desk.shown, self._desk.selection
        if page is None or not element:
            return None
        if self._spots is None or self._spots[0] is not page or self._spots[1] != element:
            self._spots = page, element, Spots(page, element)
        return self._spots[2]

    @property
    def story(self) -> Story | None:
        return next((s for s in self._desk.document.stories if self.spot is not None and s.id == self.spot.story), None)

    @property
    def paragraph(self) -> Paragraph | None:
        """The paragraph in which the caret stands."""
        story = self.story
        if story is None or self.spot is None:
            return None
        return next((part for part in paragraphs(story) if part.id == self.spot.paragraph), None)

    @property
    def selection(self) -> tuple[int, int]:
        """Start and end of what is selected; both the caret where nothing is."""
        offset = self.spot.offset if self.spot is not None else 0
        return min(self.anchor, offset), max(self.anchor, offset)

    @property
    def selected_text(self) -> str:
        paragraph, (start, end) = self.paragraph, self.selection
        return paragraph.text[start:end] if paragraph is not None else ""

    def caret(self) -> Rect | None:
        """Where the caret stands on the page, in points."""
        spots = self.spots
        return spots.caret(self.spot) if spots is not None and self.spot is not None else None

    def marked(self) -> tuple[Rect, ...]:
        """The rectangles of the selection on the page."""
        spots, (start, end) = self.spots, self.selection
        if spots is None or self.spot is None or start == end:
            return ()
        return spots.marked(self.spot.paragraph, start, end)

    def _mark(self) -> None:
        """Tells the desk what is selected, or where the caret stands, for the actions on it."""
        spot, (start, end) = self.spot, self.selection
        self._desk.mark(Marked(spot.story, spot.paragraph, start, end) if spot is not None else None)

    def put(self, spot: Spot | None, *, select: bool = False) -> None:
        """Puts the caret to a spot; with ``select`` the selection reaches there, inside the paragraph."""
        if spot is not None and select and self.spot is not None and spot.paragraph != self.spot.paragraph:
            return
        self.spot = spot
        if spot is not None and not select:
            self.anchor = spot.offset
        if self._desk.session is not None and not select:
            self._desk.session.settle()
        make_ready(self.paragraph)
        self.moved.emit()

    # Moving

    def step(self, by: int, *, select: bool = False) -> None:
        """One character on or back, over the end of a paragraph into the next."""
        spot, paragraph = self.spot, self.paragraph
        if spot is None or paragraph is None:
            return
        start, end = self.selection
        if start != end and not select:
            self.put(spot.at(end if by > 0 else start))
            return
        offset = spot.offset + by
        if 0 <= offset <= len(paragraph.text):
            self.put(spot.at(offset), select=select)
            return
        beside = self._beside(by)
        if beside is not None:
            self.put(Spot(spot.story, beside.id, 0 if by > 0 else len(beside.text)), select=select)

    def rise(self, by: int, *, select: bool = False) -> None:
        """One row up or down."""
        if self.spots is not None and self.spot is not None:
            self.put(self.spots.vertical(self.spot, by), select=select)

    def edge(self, *, end: bool, select: bool = False) -> None:
        """To the start or the end of the row."""
        if self.spots is not None and self.spot is not None:
            self.put(self.spots.edge(self.spot, end=end), select=select)

    def select_all(self) -> None:
        """Selects the paragraph."""
        if self.spot is not None and self.paragraph is not None:
            self.anchor = 0
            self.put(self.spot.at(len(self.paragraph.text)), select=True)

    def _beside(self, by: int) -> Paragraph | None:
        story, paragraph = self.story, self.paragraph
        parts = list(paragraphs(story)) if story is not None else []
        if paragraph is None or paragraph not in parts:
            return None
        place = parts.index(paragraph) + by
        return parts[place] if 0 <= place < len(parts) else None

    # Writing

    def write(self, text: str) -> None:
        """Puts text in place of the selection; line ends part a paragraph of the body, elsewhere they are spaces."""
        self._write([(line, ()) for line in _LINE_ENDS.split(text)])

    def write_lines(self, lines: Sequence[Line]) -> None:
        """Puts lines from elsewhere in place of the selection, each a paragraph of the body, with their bold."""
        self._write([(line.text, line.spans) for line in lines])

    def _write(self, given: Sequence[tuple[str, tuple[Span, ...]]]) -> None:
        lines = [(_printable(text), spans) for text, spans in given]
        story = self.story
        if not lines or story is None:
            return
        if self.paragraph not in story.body:
            self._replace(*self.selection, " ".join(text for text, _ in lines if text))
        elif len(lines) > 1 or any(spans for _, spans in lines):
            self._paste(lines)
        else:
            self._replace(*self.selection, lines[0][0])

    def _paste(self, lines: Sequence[tuple[str, tuple[Span, ...]]]) -> None:
        """Puts several paragraphs in place of the selection, as one step of the history."""
        spot, (start, end) = self.spot, self.selection
        if spot is None:
            return
        steps: list[edits.Edit] = []
        name, at = spot.paragraph, start
        first, spans = lines[0]
        if start != end or first:
            steps.append(edits.ReplaceText(spot.story, name, start, end, first))
            at += len(first)
        steps += (edits.SetSpan(spot.story, name, start + span.start, start + span.end, span.style) for span in spans)
        for line, spans in lines[1:]:
            new = self._desk.ids.new("p")
            steps.append(edits.SplitParagraph(spot.story, name, at, new))
            if line:
                steps.append(edits.ReplaceText(spot.story, new, 0, 0, line))
            steps += (edits.SetSpan(spot.story, new, span.start, span.end, span.style) for span in spans)
            name, at = new, len(line)
        self._forget_after(edits.Batch(label="ui.history.paste", edits=tuple(steps)), Spot(spot.story, name, at))

    def erase(self, by: int) -> None:
        """Deletes the selection, or the character before (-1) or after (1) the caret; at its edge a paragraph is joined."""
        spot, paragraph, (start, end) = self.spot, self.paragraph, self.selection
        if spot is None or paragraph is None:
            return
        if start != end:
            self._replace(start, end, "")
        elif spot.offset + min(by, 0) >= 0 and spot.offset + max(by, 0) <= len(paragraph.text):
            self._replace(spot.offset + min(by, 0), spot.offset + max(by, 0), "")
        else:
            self._join(by)

    def part(self) -> None:
        """Parts a paragraph of the body at the caret."""
        spot, story = self.spot, self.story
        if spot is None or story is None or self.paragraph not in story.body:
            return
        new = self._desk.ids.new("p")
        self._forget_after(edits.SplitParagraph(story.id, spot.paragraph, spot.offset, new), Spot(story.id, new, 0))

    def _join(self, by: int) -> None:
        story, paragraph, beside = self.story, self.paragraph, self._beside(by)
        if story is None or paragraph is None or beside is None:
            return
        if paragraph not in story.body or beside not in story.body:
            return
        first = beside if by < 0 else paragraph
        self._forget_after(edits.JoinParagraphs(story.id, first.id), Spot(story.id, first.id, len(first.text)))

    def _replace(self, start: int, end: int, text: str) -> None:
        spot = self.spot
        if spot is not None and (start != end or text):
            edit = edits.ReplaceText(spot.story, spot.paragraph, start, end, text)
            self._forget_after(edit, spot.at(start + len(text)))

    def _forget_after(self, edit: edits.Edit, spot: Spot) -> None:
        """Applies an edit and puts the caret where it leads, without ending a run of typing."""
        if self._desk.apply(edit):
            self.spot, self.anchor = spot, spot.offset
            self.moved.emit()

    def _after_change(self) -> None:
        """Keeps the caret inside the copy when it changes under it, by undo for instance."""
        if self.spot is None:
            return
        paragraph = self.paragraph
        if paragraph is None:
            self.spot = None
        else:
            offset = min(self.spot.offset, len(paragraph.text))
            self.spot, self.anchor = (
                self.spot.at(offset),
                min(self.anchor, len(paragraph.text)),
            )
        self.moved.emit()


def _printable(text: str) -> str:
    """Text from elsewhere without what no font sets: tabs are spaces, other control characters and half characters go."""
    return "".join(
        char for char in text.replace("\t", " ") if ord(char) >= 0x20 and not 0x7F <= ord(char) < 0xA0
        and not 0xD800 <= ord(char) < 0xE000
    )  # fmt: skip
