"""The galley beside the page (小样): the story in one long column, with the caret of the page, its lines numbered, overset in red.

It is the same canvas as the page's and holds the same writer; what is typed in one is at once seen in the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.galley import ELEMENT, LEFT, galley_of
from layoutdesk.compose.types import ComposedPage, Line
from layoutdesk.model.document import Document
from layoutdesk.model.story import Story
from layoutdesk.ui.canvas.hidden import HiddenSigns
from layoutdesk.ui.canvas.marks import review
from layoutdesk.ui.canvas.marks.frames import outline
from layoutdesk.ui.canvas.painter import PagePainter
from layoutdesk.ui.canvas.places import Pointed, problem_rects
from layoutdesk.ui.canvas.sheet import PIXELS_PER_POINT
from layoutdesk.ui.canvas.shown import Shown
from layoutdesk.ui.canvas.tools.text import Place, TextTool
from layoutdesk.ui.canvas.view import PageView
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.fits import fit_text, short_fit_text, standings
from layoutdesk.ui.groups import as_read
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.panel import Panel
from layoutdesk.ui.preferences import kept
from layoutdesk.ui.review.shownmarks import ShownMark, colours, marks_on
from layoutdesk.ui.review.tips import MarkTips
from layoutdesk.ui.textsize import px
from layoutdesk.ui.theme import UNIT, Look
from layoutdesk.ui.turns import Urgency
from layoutdesk.ui.writing.overset import overset_lines, reached
from layoutdesk.ui.writing.setting import Setting
from layoutdesk.ui.writing.spots import Spots
from layoutdesk.ui.writing.writer import Writer

_MOST_ZOOM: Final = 2.0


class GalleyPane(Panel):
    """The galley of the story in hand; nothing is set while it is hidden. ``left``: Esc gives the hand back to the page."""

    least = 200

    def __init__(self, desk: Desk, writer: Writer, painter: PagePainter, look: Look, language: Language) -> None:
        super().__init__("ui.panel.galley", language)
        self._desk, self._writer, self._look = desk, writer, look
        self._story = ""
        self._galley: ComposedPage | None = None
        self._over: set[tuple[str, int]] = set()
        #: The problem, change or note whose lines are shown (问题所在), until the hand goes elsewhere.
        self._pointed: Pointed | None = None
        #: A number stands at every line of the body whose count is a multiple of this; 0 for none.
        self._numbered: int = kept.value("numbers")
        self._spots: tuple[ComposedPage, Spots] | None = None
        self.view = PageView(painter, turns=desk.turns)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.resized.connect(self._fit_width)
        self.view.overlay = self
        self.show_hidden = False
        #: The switches of the view: whether changes and notes are seen.
        self.switches: Shown | None = None
        self._marks: tuple[tuple[object, ...], tuple[ShownMark, ...]] = (), ()
        MarkTips(self.view, self.marks, language)
        self.hidden = HiddenSigns(self.view, desk, lambda: self._galley)
        place = Place(
            self.view,
            Setting(writer, self.rows),
            self._aim,
            lambda: None,
            self.left.emit,
            begin=self._begin_writing,
            step=self._next_story,
        )
        self.tool = TextTool(writer, place, look)
        self.view.take_tool(self.tool)
        self.empty = QLabel(objectName="dim", alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.empty.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.empty, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        for signal in (desk.opened, desk.selected, desk.page_composed, desk.edited, writer.moved):
            signal.connect(self._look_again)
        writer.moved.connect(self._leave_problem)
        desk.page_turned.connect(self._turn)
        desk.previewed.connect(lambda: self._look_again() if writer.is_tentative else None)
        look.changed.connect(self._tint)
        self._tint()
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self.empty.setText(self.language.text("ui.galley.empty"))
        self.view.setAccessibleName(self.language.text("ui.panel.galley"))
        self._say_fit()

    def number_lines(self, every: int) -> None:
        """Has every so many lines of the body bear their number, or none."""
        self._numbered = every
        self.view.viewport().update()

    # What it shows

    @property
    def shown(self) -> ComposedPage | None:
        """The galley as it stands; nothing where none is shown."""
        return self._galley

    @property
    def story(self) -> Story | None:
        """The story with the caret, else that of the selected element, else the one shown last."""
        spot, element = self._writer.spot, self._desk.element
        name = spot.story if spot is not None else getattr(element, "story", "") or self._story
        return next((story for story in self._shown_document.stories if story.id == name), None)

    @property
    def _shown_document(self) -> Document:
        """The issue with what an input method has under way; no gesture on the page sets the galley anew."""
        return self._desk.shown_document if self._writer.is_tentative else self._desk.document

    def refresh(self) -> None:
        """Sets the story anew where it has changed, and shows it."""
        if not self.isVisible():
            return
        story = self.story
        shown = story is not None and self._desk.page is not None
        self.view.setVisible(shown)
        self.empty.setVisible(not shown)
        before, self._galley = self._galley, None
        if story is not None and shown:
            turned, self._story = story.id != self._story, story.id
            self._galley = galley_of(self._shown_document, story, self._desk.book)
            if self._galley is not before:
                self.view.show_page(ELEMENT, self._galley.display)
                self._fit_width()
            if turned:
                self.view.center_on(Rect(0, 0, self._galley.display.width, 1))
                self.view.verticalScrollBar().setValue(0)
            caret, pointed = self.tool.setting.caret(), self._pointed_at()
            if pointed:
                self.view.reveal(pointed[0])
            elif caret is not None and not self.view.hasFocus():
                self.view.reveal(caret)
        self._over = self._overset(self._galley) if self._galley is not None else set()
        self._say_fit()
        self.view.viewport().update()

    def point_at(self, problem: Pointed | None) -> None:
        """Shows the lines of the copy that a problem, a change or a note is about; the caret of another story gives way."""
        spot = self._writer.spot
        if problem is not None and problem.paragraph and spot is not None and spot.story != problem.story:
            self._writer.put(None)
        self._pointed = problem
        if problem is not None and problem.paragraph:
            self._story = problem.story
            self.refresh()
        self.view.viewport().update()

    def _pointed_at(self) -> tuple[Rect, ...]:
        """Where the lines of the problem stand in the column."""
        if self._pointed is None or self._pointed.story != self._story:
            return ()
        return problem_rects(self._galley, self._pointed)

    def _leave_problem(self, *_: object) -> None:
        self._pointed = None

    def _look_again(self, *_: object) -> None:
        """A moment after the page; at once while the hand writes here, whose caret needs the rows as they are now."""
        if self.view.hasFocus():
            self.refresh()
        elif self.isVisible():
            self._desk.turns.ask(self._set_ahead, Urgency.PANEL)

    def _set_ahead(self) -> None:
        """Sets the story, which is kept; it is shown in another turn, since a table takes as long as a frame by itself."""
        story = self.story
        if story is not None and self._desk.page is not None:
            galley_of(self._shown_document, story, self._desk.book)
        self._desk.turns.ask(self.refresh, Urgency.PANEL)

    def rows(self) -> Spots | None:
        """The rows of the galley as it stands now."""
        galley = self._galley
        if galley is None:
            return None
        if self._spots is None or self._spots[0] is not galley:
            self._spots = galley, Spots(galley, ELEMENT)
        return self._spots[1]

    def _begin_writing(self) -> bool:
        """Puts the caret at the head of the story, where the keys have come here without one."""
        spots = self.rows()
        if spots is None or not spots.rows:
            return False
        first = spots.rows[0]
        self._writer.put(first.spot(first.line.start))
        return True

    def _next_story(self, step: int) -> bool:
        """The next story of the page as one reads it; the keys stay here."""
        stories, units = self._to_read()
        if not units:
            return False
        here = next((at for at, unit in enumerate(units) if stories[unit[0]] == self._story), None)
        self._desk.choose(units[(here + step if here is not None else (0 if step > 0 else -1)) % len(units)])
        self.view.setFocus()
        return True

    def _to_read(self) -> tuple[dict[str, str], list[tuple[str, ...]]]:
        """The stories of the page in view by their elements, and these in the order in which one reads them."""
        desk = self._desk
        if desk.page is None or desk.grid is None:
            return {}, []
        stories = {each.id: each.story for each in desk.page.elements if getattr(each, "story", "")}
        return stories, [unit for unit in as_read(desk.page, desk.shown, desk.grid) if unit[0] in stories]

    def _turn(self, *_: object) -> None:
        """Goes along with the page: one that stayed with a story of the page before would be written into for one of this."""
        stories, units = self._to_read()
        if units and self._story not in stories.values():
            self._story = stories[units[0][0]]
            self._look_again()

    def _aim(self, x: float, y: float) -> bool:
        return self._galley is not None

    def _say_fit(self) -> None:
        standing = standings(self._pages()).get(self._story) if self._galley is not None else None
        self.figure.shortly = short_fit_text(self.language, standing) if standing is not None else ""
        self.figure.setText(fit_text(self.language, standing) if standing is not None else "")

    def _tint(self) -> None:
        self.view.set_colours(self._look.paper, self._look.theme.panel)

    # Fitting the width

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _fit_width(self) -> None:
        """The column as wide as the pane, with room for the scroll bar: one that comes with the width would go with it again."""
        if self._galley is None:
            return
        room = self.view.contentsRect().width() - self.view.verticalScrollBar().sizeHint().width()
        zoom = min(room / self._galley.display.width / PIXELS_PER_POINT, _MOST_ZOOM)
        if abs(zoom - self.view.zoom) > 1e-6:
            self.view.set_zoom(zoom, QPointF(0, 0))
        self.view.horizontalScrollBar().setValue(0)
        # A pane that comes, or is made wider, is not to show the ground over the head of its story.
        self.view.verticalScrollBar().setValue(max(self.view.verticalScrollBar().value(), 0))

    # What is drawn over it

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Selection and caret, the numbers of the lines, what stands in no place in red."""
        galley, story = self._galley, self.story
        if galley is None or story is None:
            return
        if marks := self.marks():
            review.draw(painter, self.view, self._look.theme, marks, self._desk.reviewed.key)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self.tool.paint(painter, area)
        if self.show_hidden:
            self.hidden.paint(painter, area, self._look.theme.guide)
        if pointed := self._pointed_at():
            painter.setPen(QPen(self._look.theme.warning, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(outline([self.view.rect_to_view(rect).adjusted(-3, -3, 3, 3) for rect in pointed]))
        font = QFont(self.view.font())
        font.setPixelSize(px(10))
        painter.setFont(font)
        body, number = {item.id for item in story.body}, 0
        top, foot = (self.view.to_page(point)[1] for point in (area.topLeft(), area.bottomRight()))
        for line in galley.lines:
            counts = line.paragraph in body
            number += counts
            if line.baseline + line.size < top or line.baseline - line.size > foot:
                continue
            over = (line.paragraph, line.start) in self._over
            numbered = counts and self._numbered and number % self._numbered == 0
            if not over and not numbered:
                continue
            box = self.view.rect_to_view(Rect(0, line.baseline - line.size, galley.display.width, line.size * 1.25))
            if over:
                self._red(painter, box)
            if numbered:
                self._number(painter, box, number, line)

    def marks(self) -> tuple[ShownMark, ...]:
        """Tracked changes and notes of the story, where they stand in its column (修订、批注)."""
        entries, rows = self._desk.reviewed.entries, self.rows() if self._desk.reviewed.entries else None
        if rows is None or (self.switches is not None and not self.switches["review"]):
            return ()
        key = entries, rows
        if len(self._marks[0]) != 2 or any(one is not other for one, other in zip(self._marks[0], key, strict=True)):
            mine = tuple(each for each in entries if each.story == self._story and each.paragraph)
            self._marks = key, tuple(marks_on(rows, mine, colours(entries)))
        return self._marks[1]

    def _red(self, painter: QPainter, box: QRectF) -> None:
        tint = QColor(self._look.theme.error)
        tint.setAlpha(26)
        painter.fillRect(box, tint)
        painter.setPen(QPen(self._look.theme.error, 3))
        painter.drawLine(box.topLeft() + QPointF(2, 0), box.bottomLeft() + QPointF(2, 0))

    def _number(self, painter: QPainter, box: QRectF, number: int, line: Line) -> None:
        painter.setPen(self._look.theme.dim)
        right = self.view.to_view(LEFT * line.size * 0.7, 0).x()
        field = QRectF(box.left(), box.top(), right - box.left(), box.height())
        painter.drawText(field, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(number))

    def _pages(self) -> Iterator[ComposedPage]:
        """The pages as they are shown."""
        shown = self._desk.shown if self._writer.is_tentative else None
        for page in self._desk.composed.values():
            yield shown if shown is not None and shown.page == page.page else page

    def _overset(self, galley: ComposedPage) -> set[tuple[str, int]]:
        """The lines of the galley that stand on no page, where the story stands somewhere: by paragraph and start."""
        stands = reached(self._pages(), self._story)
        return {(line.paragraph, line.start) for line in overset_lines(galley, stands)}
