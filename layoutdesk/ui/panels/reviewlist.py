"""The list of tracked changes and notes: of a change what came and went, marked in the words that stand round it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView

from layoutdesk.base.brief import brief
from layoutdesk.edits.changes import TrackedChange
from layoutdesk.edits.find import paragraph_of
from layoutdesk.model import Document
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.pieces import Pieces, before
from layoutdesk.ui.panels.reviewrows import MOST, rows
from layoutdesk.ui.panels.rows import MOST_LINES, ROW_ROLE, Index, Row, RowList, RowPainter, Rows, broken
from layoutdesk.ui.review.entries import Entry
from layoutdesk.ui.theme import Look

#: Characters before and behind a change, before what has no room is left out.
_AROUND: Final = 60


class Around(NamedTuple):
    """A change in its place: what stands before it, what went, what came, what stands behind it."""

    before: str
    gone: str
    come: str
    behind: str


class ReviewRows(Rows):
    """The rows; the words round a change are looked up when its row is painted or asked for, not before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent=parent)
        self._document: Document | None = None
        self._entries: dict[str, Entry] = {}

    def show_entries(
        self, entries: Sequence[Entry], document: Document, language: Language, drafts: frozenset[str] = frozenset()
    ) -> None:
        """Shows changes and notes of an issue; without any it is said. ``drafts``: the notes with answers half typed."""
        self._document, self._entries = document, {each.key: each for each in entries}
        self.show(list(rows(entries, document, language, drafts)) or [Row("", language.text("ui.review.none"))])

    def around(self, key: str) -> Around | None:
        """A change with what stands round it; nothing for notes, and for whole paragraphs, of which words say that they are."""
        entry = self._entries.get(key)
        if entry is None or entry.change is None or entry.change.kind in ("new", "gone"):
            return None
        change = entry.change
        text = self._text(change).replace("\n", " ")
        come, gone = brief(change.come, MOST), brief(change.gone, MOST)
        return Around(text[max(0, change.start - _AROUND) : change.start], gone, come, text[change.end :][:_AROUND])

    def _text(self, change: TrackedChange) -> str:
        """The text of the paragraph that a change stands in."""
        assert self._document is not None
        return paragraph_of(self._document.story(change.story), change.paragraph).text

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        said = super().data(index, role)
        if role not in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole) or not said:
            return said
        around = self.around(self.rows[index.row()].key)
        if around is None or not (around.before or around.behind):
            return said
        line = f"{around.before}{around.come}{around.behind}"
        return f"{said}\n{line}" if role == Qt.ItemDataRole.ToolTipRole else f"{said}, {line}"


class ReviewPainter(RowPainter):
    """Paints a change in the words round it, which are dim; notes and headings as in every list."""

    def _count(self, index: Index, font: QFont, width: int) -> int:
        around = self._around(index)
        return (
            super()._count(index, font, width) if around is None else len(marked_lines(around, font, width, MOST_LINES))
        )

    def _say(self, painter: QPainter, index: Index, font: QFont, first: QRect) -> int:
        around = self._around(index)
        if around is None:
            return super()._say(painter, index, font, first)
        most = MOST_LINES if index.data(ROW_ROLE).wraps else 1
        lines, step = marked_lines(around, font, first.width(), most), QFontMetrics(font).lineSpacing()
        for number, line in enumerate(lines):
            pieces = Pieces(painter, QFont(font), first.translated(0, number * step), self._look.theme)
            pieces.draw(line.before, "dim")
            pieces.draw(line.gone, "error", back="error", struck=True)
            pieces.draw(line.come, "good", back="good")
            pieces.draw(line.behind, "dim")
        return len(lines)

    def _around(self, index: Index) -> Around | None:
        model = index.model()
        return model.around(index.data(ROW_ROLE).key) if isinstance(model, ReviewRows) else None


def marked_lines(around: Around, font: QFont, width: int, most: int) -> list[Around]:
    """A change on lines of a width, each with its part of the four pieces; it begins on the first whatever stands before it."""
    start = before(around.before, QFontMetrics(font), width)
    pieces = (start, around.gone, around.come, around.behind)
    # What stands behind it fills the line on which it ends.
    most = len(broken("".join(pieces[:3]), font, width, most))
    done, lines = 0, []
    for line in broken("".join(pieces), font, width, most):
        lines.append(Around(*_cut(pieces, done, line)))
        done += len(line)
    return lines


def _cut(pieces: Sequence[str], start: int, line: str) -> list[str]:
    """What of pieces stands on a line that begins at a place of them all."""
    cut, at = [], 0
    for number, piece in enumerate(pieces):
        first = max(start, at) - start
        at += len(piece)
        # What is over is told by dots at the end of the last line.
        last = len(line) if number == len(pieces) - 1 else at - start
        cut.append(line[first : max(first, last)])
    return cut


class ReviewList(RowList):
    """The list: several may be chosen. ``walked``: the hand went to a row; ``left``: Esc."""

    walked = Signal(str)
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.changes = ReviewRows(self)
        self.use(self.changes, ReviewPainter(look, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._is_showing = False

    def show_entries(
        self,
        entries: Sequence[Entry],
        document: Document,
        language: Language,
        current: str,
        drafts: frozenset[str] = frozenset(),
    ) -> None:
        """Shows changes and notes, and that which the hand is at as chosen."""
        self.changes.show_entries(entries, document, language, drafts)
        self.mark(current)
        # The words round a change may be other ones though its row says the same.
        self.viewport().update()

    def chosen_keys(self) -> list[str]:
        """The keys of what is chosen, from the top."""
        indexes = sorted(self.selectionModel().selectedIndexes(), key=QModelIndex.row)
        return [row.key for index in indexes if (row := index.data(ROW_ROLE)).key]

    def mark(self, key: str) -> None:
        """Shows a row as chosen, without going there; more that are chosen with it stay so."""
        self._is_showing = True
        if key not in self.chosen_keys():
            super().mark(key)
        self._is_showing = False

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        row: Row | None = current.data(ROW_ROLE) if current.isValid() else None
        if row is not None and row.key and not self._is_showing:
            self.walked.emit(row.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def begin(self) -> None:
        """Chooses the first row where none is."""
        if not self.chosen_keys():
            first = next((at for at, row in enumerate(self.rows.rows) if row.key), -1)
            if first >= 0:
                select = QItemSelectionModel.SelectionFlag.ClearAndSelect
                self.selectionModel().setCurrentIndex(self.rows.index(first), select)
