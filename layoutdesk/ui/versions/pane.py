"""Versions in place of the page: their list, a version beside the issue as it is, what differs, and the way back (历史版本).

Nothing is done to the issue here but bringing back, which is one step of its history. What is read comes from a ``Shelf``, pages
are composed in turns.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from layoutdesk.edits.naming import Names
from layoutdesk.store.versions import Version
from layoutdesk.ui import icons
from layoutdesk.ui.language import Language
from layoutdesk.ui.pagenames import page_name
from layoutdesk.ui.panels.panel import Panel
from layoutdesk.ui.panels.rows import Row, RowList
from layoutdesk.ui.textsize import px
from layoutdesk.ui.theme import UNIT, Look
from layoutdesk.ui.turns import Urgency
from layoutdesk.ui.versions import telling
from layoutdesk.ui.versions.marks import marks, words
from layoutdesk.ui.versions.pages import StatePages
from layoutdesk.ui.versions.pair import Pair
from layoutdesk.ui.versions.shelf import Compared, Shelf
from layoutdesk.ui.versions.telling import Stop

if TYPE_CHECKING:
    from layoutdesk.proof.differing import Differences, Spot
    from layoutdesk.ui.canvas.painter import PagePainter
    from layoutdesk.ui.desk import Desk

_LEFT, _RIGHT = 252, 300
#: What is brought back: all of the issue, the page in view, what the hand points at.
PARTS: Final = ("issue", "page", "part")


class VersionsPane(QFrame):
    """``wanted``: a part of ``PARTS`` is to be brought back; ``keeping``: the issue is to be kept under a name; ``left``."""

    wanted = Signal(str)
    keeping = Signal()
    left = Signal()
    #: An element of the issue as it is was clicked twice: the hand goes there.
    opened = Signal(str, str)

    def __init__(self, desk: Desk, painter: PagePainter, look: Look, language: Language) -> None:
        super().__init__(objectName="panel")
        self._desk, self._look, self.language = desk, look, language
        self._shelf: Shelf | None = None
        self._versions: tuple[Version, ...] = ()
        self._told: dict[int, Differences] = {}
        self._page = ""
        self.compared: Compared | None = None
        #: The stories of the page in view whose words differ, with the elements in which they do, once that is looked up.
        self._differing_in: dict[str, list[str]] = {}
        self.pages = StatePages(desk, self._show_pages)
        self._widgets(painter)
        self._arrange()
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.other.activated.connect(lambda _: self._compare())
        self.changes.selectionModel().currentChanged.connect(self._pointed)
        self.page_choice.activated.connect(lambda at: self.turn_to(self.page_choice.itemData(at)))
        self.pair.pointed.connect(self._clicked)
        self.pair.opened.connect(lambda element: self.opened.emit(self._page, element))
        desk.stirring.tell(self._follow)
        language.changed.connect(self.retranslate)
        look.changed.connect(self._tint)
        self._tint()
        self.retranslate()

    def _widgets(self, painter: PagePainter) -> None:
        look, language = self._look, self.language
        self.versions_panel = Panel("ui.versions.title", language)
        self.list = RowList(look)
        self.none = QLabel(objectName="dim", wordWrap=True)
        self.none.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, UNIT)
        self.keep_button = QPushButton()
        self.keep_button.clicked.connect(self.keeping)
        self.pair = Pair(painter, look, self._desk)
        self.changes_panel = Panel("ui.versions.changes", language)
        self.changes = RowList(look)
        self.words_panel = Panel("ui.versions.words", language)
        self.words = QTextBrowser()
        self.words.setFrameShape(QFrame.Shape.NoFrame)
        self.words.document().setDocumentMargin(2 * UNIT - 4)
        self.page_choice, self.other = QComboBox(), QComboBox()
        for choice in (self.page_choice, self.other):
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.before_button, self.next_button, self.back_button = QToolButton(), QToolButton(), QToolButton()
        self.before_button.clicked.connect(lambda: self.step(-1))
        self.next_button.clicked.connect(lambda: self.step(1))
        self.back_button.clicked.connect(self.left)
        # Lists would search for what begins with the letter.
        for key, by in (("N", 1), ("P", -1)):
            shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self.step(by))
        self.back_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.restore = {part: QPushButton() for part in PARTS}
        for part, button in self.restore.items():
            button.clicked.connect(lambda _=False, part=part: self.wanted.emit(part))
        self.restore["part"].setObjectName("primary")

    def _arrange(self) -> None:
        keep = QHBoxLayout()
        keep.setContentsMargins(UNIT, UNIT // 2, UNIT, UNIT)
        keep.addWidget(self.keep_button)
        for widget in (self.none, self.list):
            self.versions_panel.body.addWidget(widget)
        self.versions_panel.body.addLayout(keep)
        self.changes_panel.head.insertWidget(self.changes_panel.head.count() - 1, self.before_button)
        self.changes_panel.head.insertWidget(self.changes_panel.head.count() - 1, self.next_button)
        self.changes_panel.body.addWidget(self.changes)
        self.words_panel.body.addWidget(self.words)
        right = QSplitter(Qt.Orientation.Vertical)
        for panel in (self.changes_panel, self.words_panel):
            right.addWidget(panel)
        right.setSizes([px(300), px(360)])
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        right.setHandleWidth(1)
        for widget in (self.versions_panel, self.pair, right):
            split.addWidget(widget)
        split.setStretchFactor(1, 1)
        split.setSizes([px(_LEFT), 900, px(_RIGHT)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar())
        column.addWidget(split, 1)

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(UNIT, UNIT // 2, UNIT, UNIT // 2)
        bar.setSpacing(UNIT)
        bar.addWidget(self.back_button)
        bar.addStretch(1)
        bar.addWidget(self.page_choice)
        self.against = QLabel(objectName="dim")
        bar.addWidget(self.against)
        bar.addWidget(self.other)
        bar.addStretch(1)
        for button in self.restore.values():
            bar.addWidget(button)
        return bar

    # Coming and going

    def open(self, shelf: Shelf) -> None:
        """Shows the versions of an issue; the pane closes the shelf when it is left."""
        self.close_shelf()
        self._shelf = shelf
        self._versions, self._told, self.compared = (), {}, None
        self._page = self._desk.page_id
        shelf.listed.connect(self._show_list)
        shelf.told.connect(self._tell)
        shelf.compared.connect(self._show_compared)
        self.list.show_rows([])
        self._show_compared(None)
        shelf.list()

    def close_shelf(self) -> None:
        """Reads no more, and keeps nothing."""
        if self._shelf is not None:
            self._shelf.close()
            self._shelf.deleteLater()
            self._shelf = None
        self.compared, self._versions, self._told = None, (), {}
        self.pages.forget()
        self.pair.forget()

    @property
    def is_open(self) -> bool:
        return self._shelf is not None

    @property
    def page(self) -> str:
        """The page in view."""
        return self._page

    @property
    def stop(self) -> Stop | None:
        """What the hand points at."""
        at = self.changes.currentIndex().row()
        return dict(telling.stops(self.changes.rows.rows)).get(at)

    def stations(self) -> tuple[QWidget, ...]:
        """What F6 comes to."""
        return (self.pair.before.view, self.pair.after.view, self.changes, self.words, self.back_button, self.list)

    def list_again(self) -> None:
        """Another version has been kept."""
        if self._shelf is not None:
            self._shelf.list()

    def _follow(self) -> None:
        """The issue is another than it was: what is compared with it, too."""
        if self._shelf is not None and self.compared is not None and not self.compared.other:
            self._desk.turns.ask(self._compare, Urgency.PANEL)

    # The list

    def _show_list(self, versions: tuple[Version, ...]) -> None:
        first = not self._versions
        self._versions = versions
        self._show_versions()
        chosen = self.list.currentIndex().isValid()
        if versions and (first or not chosen):
            self.list.mark(str(versions[-1].number))
        self.none.setVisible(not versions)
        self._fill_other()
        self._allow()

    def _tell(self, number: int, found: Differences) -> None:
        self._told[number] = found
        self._desk.turns.ask(self._show_versions, Urgency.PANEL)

    def _show_versions(self) -> None:
        shown: list[Row] = []
        names = Names(self._desk.document, self._desk.document)
        heading = ""
        for version in reversed(self._versions):
            day = telling.day(version, self.language)
            if day != heading:
                heading = day
                shown.append(Row("", day))
            shown.append(telling.row(version, self._told.get(version.number), names, self.language))
        at = self.list.currentIndex()
        self.list.show_rows(shown, self.list.rows.rows[at.row()].key if at.isValid() else "")
        self.versions_panel.figure.setText(str(len(self._versions)) if self._versions else "")

    def _fill_other(self) -> None:
        kept = self.other.currentData() or 0
        self.other.clear()
        self.other.addItem(self.language.text("ui.versions.now"), 0)
        for version in reversed(self._versions):
            self.other.addItem(f"{telling.called(version, self.language)}　{telling.clock(version)}", version.number)
        self.other.setCurrentIndex(max(0, self.other.findData(kept)))

    def _chosen(self, index: QModelIndex, _: QModelIndex) -> None:
        if index.isValid():
            self._compare()

    @property
    def number(self) -> int:
        """The version chosen; 0 where there is none."""
        at = self.list.currentIndex()
        key = self.list.rows.rows[at.row()].key if at.isValid() else ""
        return int(key) if key else 0

    def _compare(self) -> None:
        if self._shelf is not None and self.number:
            self._shelf.compare(self.number, int(self.other.currentData() or 0), self._desk.document)

    # What is compared

    def _show_compared(self, compared: Compared | None) -> None:
        self.compared = compared
        shown = telling.rows(compared, self.language) if compared is not None else []
        if compared is not None and not shown:
            shown = [Row("", self.language.text("ui.versions.same"))]
        stop = self.stop
        self.changes.show_rows(shown)
        count = sum(1 for _ in telling.stops(tuple(shown)))
        self.changes_panel.figure.setText(str(count) if count else "")
        self._show_page_choice()
        self._show_pages()
        keys = [each.key for _, each in telling.stops(self.changes.rows.rows)]
        if stop is not None and stop.key in keys:
            self.changes.mark(stop.key)
        elif not self._go_first():
            self._show_words(None)
        self._allow()

    def _go_first(self) -> bool:
        """Points at the first difference of the page in view, else at the first of all; whether there is one."""
        found = [each for _, each in telling.stops(self.changes.rows.rows)]
        first = next((each for each in found if each.page == self._page), found[0] if found else None)
        if first is not None:
            self.changes.mark(first.key)
        return first is not None

    def _show_page_choice(self) -> None:
        compared = self.compared
        self.page_choice.clear()
        if compared is None:
            return
        touched = {each.page for each in compared.differences.pages}
        after = list(compared.after.pages)
        gone = [page for page in compared.before.pages if page.id not in {each.id for each in after}]
        for page in (*after, *gone):
            self.page_choice.addItem(("● " if page.id in touched else "　") + page_name(page), page.id)
        if self.page_choice.findData(self._page) < 0 and after:
            self._page = after[0].id
        self.page_choice.setCurrentIndex(self.page_choice.findData(self._page))

    def turn_to(self, page: str) -> None:
        """Shows another page in both views; the desk turns to it too, where it has it."""
        if page and page != self._page:
            self._page = page
            self._desk.turn_to(page)
            self.page_choice.setCurrentIndex(self.page_choice.findData(page))
            self._show_pages()
            self._allow()

    def _show_pages(self) -> None:
        compared = self.compared
        if compared is None:
            self.pair.show_pages(None, None, ([], []))
            return
        before = self.pages.page("before", compared.before, self._page)
        after = self.pages.page("after", compared.after, self._page)
        found = (
            marks(compared, "before", before) if before is not None else [],
            marks(compared, "after", after) if after is not None else [],
        )
        for side, document in ((self.pair.before, compared.before), (self.pair.after, compared.after)):
            side.pictures.show(document)
            there = any(page.id == self._page for page in document.pages)
            side.empty.setText("" if there else self.language.text("ui.versions.no_page"))
        self.pair.show_pages(before, after, found)
        self._say_heads()
        stop, self._differing_in = self.stop, {}
        self.pair.point_at(stop.element if stop is not None else "")
        self._desk.turns.ask(self._look_up, Urgency.LINES)

    def _look_up(self) -> None:
        """Looks up the words that differ in one element a turn, and tints them."""
        compared = self.compared
        for name in ("before", "after"):
            side = getattr(self.pair, name)
            page = self.pages.page(name, getattr(compared, name), self._page) if compared is not None else None
            for at, mark in enumerate(side.marks.shown):
                if page is not None and mark.story and not mark.words:
                    found = tuple(words(compared, name, page, mark.element, mark.story))
                    side.marks.shown[at] = mark._replace(words=found, story=mark.story if found else "")
                    side.view.viewport().update()
                    self._desk.turns.ask(self._look_up, Urgency.LINES)
                    return
        sides = (self.pair.before, self.pair.after)
        told: dict[str, list[str]] = {}
        for story, element in (each for side in sides for each in side.marks.told()):
            told.setdefault(story, []).append(element)
        for side in sides:
            side.marks.keep_told(told)
            side.view.viewport().update()
        if told != self._differing_in:
            self._differing_in, stop = told, self.stop
            self.pair.point_at(self._place_of(stop) if stop is not None else "")

    def _place_of(self, stop: Stop) -> str:
        """The element that a row leads to: of a story in several frames the first in which its words differ."""
        told = self._differing_in.get(stop.story, ())
        spot = next((spot for spot in self._spots() if spot.element == stop.element), None)
        apart = spot is not None and spot.kinds == ("copy",) and told and stop.element not in told
        return told[0] if apart else stop.element

    def _say_heads(self) -> None:
        compared, text = self.compared, self.language.text
        if compared is None:
            return
        by_number = {version.number: version for version in self._versions}

        def said(number: int) -> str:
            version = by_number.get(number)
            if version is None:
                return text("ui.versions.now")
            when = f"{telling.day(version, self.language)} {telling.clock(version)}"
            return f"{telling.called(version, self.language)}　{when}"

        self.pair.before.head.setText(said(compared.number))
        self.pair.after.head.setText(said(compared.other))

    # Stepping

    def step(self, by: int) -> None:
        """Goes to the next difference, or the one before; round at the ends."""
        places = [at for at, _ in telling.stops(self.changes.rows.rows)]
        if not places:
            return
        here = self.changes.currentIndex().row()
        behind = [at for at in places if (at > here if by > 0 else at < here)]
        at = (behind[0] if by > 0 else behind[-1]) if behind else (places[0] if by > 0 else places[-1])
        self.changes.mark(self.changes.rows.rows[at].key)

    def _pointed(self, index: QModelIndex, _: QModelIndex) -> None:
        stop = self.stop if index.isValid() else None
        if stop is not None:
            if stop.page:
                self.turn_to(stop.page)
            self.pair.point_at(self._place_of(stop))
        self._show_words(stop)
        self._allow()

    def _clicked(self, element: str) -> None:
        stops = [stop for _, stop in telling.stops(self.changes.rows.rows)] if element else []
        story = next((spot.story for spot in self._spots() if spot.element == element), "")
        # A story in several frames has one row.
        same = (stop for stop in stops if story and (stop.page, stop.story) == (self._page, story))
        stop = next((stop for stop in stops if stop.element == element), next(same, None))
        if stop is not None:
            self.changes.mark(stop.key)

    def _spots(self) -> Iterator[Spot]:
        pages = self.compared.differences.pages if self.compared is not None else ()
        return (spot for page in pages for spot in page.spots)

    def _show_words(self, stop: Stop | None) -> None:
        words = self.compared.words.get(stop.story) if self.compared is not None and stop is not None else None
        said = telling.marked_up(words, self._look.theme, self.language) if words else ""
        if stop is not None and stop.story and not words:
            said = telling.quiet(self.language.text("ui.versions.same_words"), self._look.theme)
        self.words.setHtml(said)

    def _allow(self) -> None:
        """What can be brought back: only of a version, into an issue that may be changed, and where it differs from that."""
        session, compared = self._desk.session, self.compared
        may = session is not None and not session.read_only and compared is not None
        stop = self.stop
        changed = {each.page for each in compared.differences.pages} if compared is not None else set()
        there = compared is not None and any(page.id == self._page for page in compared.before.pages)
        self.keep_button.setEnabled(session is not None and not session.read_only)
        self.restore["issue"].setEnabled(may)
        self.restore["page"].setEnabled(may and there and self._page in changed)
        self.restore["part"].setEnabled(may and self._can_bring_back(stop))

    def _can_bring_back(self, stop: Stop | None) -> bool:
        compared = self.compared
        if stop is None or compared is None:
            return False
        known = any(each.id == stop.story for each in compared.before.stories)
        stood = any(each.id == stop.element for page in compared.before.pages for each in page.elements)
        return known or stood

    # The window

    def retranslate(self) -> None:
        """Shows everything in the language of the window."""
        text = self.language.text
        self.none.setText(text("ui.versions.none"))
        self.keep_button.setText(text("ui.versions.keep"))
        self.against.setText(text("ui.versions.against"))
        self.back_button.setText(text("ui.versions.back"))
        for part, button in self.restore.items():
            button.setText(text(f"ui.versions.restore_{part}"))
            button.setToolTip(text(f"ui.versions.restore_{part}_hint"))
        named = {
            self.before_button: "previous", self.next_button: "next", self.page_choice: "page_choice",
            self.other: "other", self.list: "title", self.changes: "changes", self.words: "words",
        }  # fmt: skip
        for widget, name in named.items():
            widget.setAccessibleName(text(f"ui.versions.{name}"))
        for button in (self.before_button, self.next_button):
            button.setToolTip(button.accessibleName())
        for side in ("before", "after"):
            getattr(self.pair, side).view.setAccessibleName(text(f"ui.versions.{side}"))
        for panel in (self.versions_panel, self.changes_panel, self.words_panel):
            panel.retranslate()
        self._show_versions()
        self._fill_other()
        self._show_compared(self.compared)

    def _tint(self) -> None:
        for button, name in ((self.before_button, "up"), (self.next_button, "down"), (self.back_button, "previous")):
            button.setIcon(icons.icon(name, self._look.theme))
        self._show_words(self.stop)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the page."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
