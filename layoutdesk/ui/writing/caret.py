"""The caret in the copy and its selection: where they are, and how they move. Offsets are code points.

A selection reaches through the paragraphs of a story's body; in a headline, a cell or a caption it stays there.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from layoutdesk.model.story import Paragraph, Story, paragraphs
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.heads import make_ready
from layoutdesk.ui.selection import Marked
from layoutdesk.ui.writing.graphemes import grapheme_start, grapheme_step
from layoutdesk.ui.writing.runs import Range, flow_of, ordered, ranges, run_of
from layoutdesk.ui.writing.spots import Spot
from layoutdesk.ui.writing.wordwise import word_at, word_step


class Caret(QObject):
    """One caret in the copy of the issue; it knows no view."""

    moved = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.spot: Spot | None = None
        self.anchor: Spot | None = None
        #: How far from where its column begins the caret set out on its way over rows; nothing while it is on none.
        self.inset: float | None = None
        desk.opened.connect(self._forget)
        self.moved.connect(self._mark)

    # Where the caret is

    @property
    def story(self) -> Story | None:
        """The story in which the caret stands."""
        return next((s for s in self._desk.document.stories if self.spot is not None and s.id == self.spot.story), None)

    @property
    def paragraph(self) -> Paragraph | None:
        """The paragraph in which the caret stands."""
        story = self.story
        if story is None or self.spot is None:
            return None
        return next((part for part in paragraphs(story) if part.id == self.spot.paragraph), None)

    @property
    def run(self) -> tuple[Paragraph, ...]:
        """The paragraphs through which the selection may reach."""
        story = self.story
        return run_of(story, self.spot.paragraph) if story is not None and self.spot is not None else ()

    @property
    def flow(self) -> frozenset[str]:
        """What of the story flows through its columns and from one element to the next: byline, body and cells."""
        return flow_of(self.story) if self.story is not None else frozenset()

    @property
    def selected(self) -> tuple[Range, ...]:
        """What is selected, a range for each paragraph; one without text where only the caret stands."""
        if self.spot is None:
            return ()
        return ranges(self.run, self.anchor or self.spot, self.spot)

    @property
    def has_selection(self) -> bool:
        return any(part.text for part in self.selected) or len(self.selected) > 1

    @property
    def selected_text(self) -> str:
        return "\n".join(part.text for part in self.selected)

    def _mark(self) -> None:
        """Tells the desk what is selected, or where the caret stands, for the actions on it.

        A paragraph before whose first character the selection ends is not meant.
        """
        spot, meant = self.spot, self.selected
        if len(meant) > 1 and not meant[-1].end:
            meant = meant[:-1]
        marks = [Marked(spot.story, part.paragraph.id, part.start, part.end) for part in meant] if spot else []
        self._desk.mark(tuple(marks))

    def put(self, spot: Spot | None, *, select: bool = False, inset: float | None = None) -> None:
        """Puts the caret to a spot; with ``select`` the selection reaches there, as far as its run goes.

        ``inset`` is where in its column the caret has set out, while it goes over rows.
        """
        if spot is not None and select and self.spot is not None and not self._reaches(spot):
            return
        self._leave(spot)
        self.spot, self.inset = spot, inset
        part = self.paragraph
        if spot is not None and part is not None:
            # Glyphs may well part what is one character to a reader.
            self.spot = spot = spot._replace(offset=grapheme_start(part.text, spot.offset))
        if not select or self.anchor is None:
            self.anchor = spot
        if self._desk.session is not None and not select:
            self._desk.session.settle()
        make_ready(part)
        self.moved.emit()

    def _forget(self) -> None:
        """Another issue, or none, is open: the caret is in no copy."""
        self.put(None)

    def _leave(self, spot: Spot | None) -> None:
        """The caret is about to go to ``spot``."""

    def _reaches(self, spot: Spot) -> bool:
        story = self.story
        return story is not None and spot.story == story.id and any(part.id == spot.paragraph for part in self.run)

    # Moving

    def step(self, by: int, *, select: bool = False) -> None:
        """One character on or back, over the end of a paragraph into the next."""
        spot, paragraph = self.spot, self.paragraph
        if spot is None or paragraph is None:
            return
        if self.has_selection and not select:
            self._collapse(by)
        elif (to := grapheme_step(paragraph.text, spot.offset, by)) is not None:
            self.put(spot.at(to), select=select)
        else:
            self._enter_beside(by, select=select)

    def step_word(self, by: int, *, select: bool = False) -> None:
        """One word on or back."""
        spot, paragraph = self.spot, self.paragraph
        if spot is None or paragraph is None:
            return
        edge = len(paragraph.text) if by > 0 else 0
        if spot.offset == edge:
            self._enter_beside(by, select=select)
        else:
            self.put(spot.at(word_step(paragraph.text, spot.offset, by)), select=select)

    def step_paragraph(self, by: int, *, select: bool = False) -> None:
        """To the start of the paragraph, or of the one before or after."""
        spot, beside = self.spot, self.beside(by, in_run=select)
        if spot is None or self.paragraph is None:
            return
        if by < 0 and spot.offset:
            self.put(spot.at(0), select=select)
        elif beside is not None:
            self.put(Spot(spot.story, beside.id, 0), select=select)
        elif by > 0:
            self.put(spot.at(len(self.paragraph.text)), select=select)

    def go_to_edge(self, *, end: bool, select: bool = False) -> None:
        """To the start or the end of the run."""
        if self.spot is not None and self.run:
            part = self.run[-1 if end else 0]
            self.put(Spot(self.spot.story, part.id, len(part.text) if end else 0), select=select)

    def _collapse(self, by: int) -> None:
        """The caret goes to the end (1) or the start (-1) of the selection, which is gone then."""
        if self.spot is not None and self.anchor is not None:
            first, last = ordered(self.run, self.anchor, self.spot)
            self.put(last if by > 0 else first)

    def _enter_beside(self, by: int, *, select: bool) -> None:
        beside = self.beside(by, in_run=select)
        if beside is not None and self.spot is not None:
            self.put(Spot(self.spot.story, beside.id, 0 if by > 0 else len(beside.text)), select=select)

    def beside(self, by: int, *, in_run: bool = False) -> Paragraph | None:
        """The paragraph behind the one with the caret in the order of reading (1), or before it (-1).

        ``in_run``: among those through which the selection may reach, over a table to what stands behind it.
        """
        story, paragraph = self.story, self.paragraph
        parts = list(self.run if in_run else paragraphs(story)) if story is not None else []
        if paragraph is None or paragraph not in parts:
            return None
        place = parts.index(paragraph) + by
        return parts[place] if 0 <= place < len(parts) else None

    # Selecting

    def select_word(self) -> None:
        """Selects the word at the caret."""
        if self.spot is not None and self.paragraph is not None:
            self._select(self.spot, *word_at(self.paragraph.text, self.spot.offset))

    def select_paragraph(self) -> None:
        """Selects the paragraph with the caret."""
        if self.spot is not None and self.paragraph is not None:
            self._select(self.spot, 0, len(self.paragraph.text))

    def select_all(self) -> None:
        """Selects the run: the whole body, or the whole of a headline, a cell, a caption."""
        if self.spot is not None and self.run:
            self.put(Spot(self.spot.story, self.run[0].id, 0))
            self.go_to_edge(end=True, select=True)

    def _select(self, spot: Spot, start: int, end: int) -> None:
        self.put(spot.at(start))
        self.put(spot.at(end), select=True)
