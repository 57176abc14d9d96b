"""The list of what was found: under each story its hits, a line each with what stands round it and what it would become."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from layoutdesk.base.brief import brief
from layoutdesk.finding import Hit
from layoutdesk.ui import icons
from layoutdesk.ui.finding.finder import Finder
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.copy import title_of
from layoutdesk.ui.theme import SMALL_PIXELS, UNIT, Look

Index = QModelIndex | QPersistentModelIndex
#: Height of every row, of the tick and the signs, and how far texts keep from the list's edge, in logical pixels.
_HEIGHT, _TICK, _SIDE = 28, 14, 2 * UNIT - 4
#: Characters shown before and behind a hit, before what has no room is left out; of the hit itself.
_AROUND, _MOST_HIT = 60, 80
#: What of the width stands before the hit at most.
_BEFORE: Final = 0.34


class Entry(NamedTuple):
    """A row: a hit by its number, or the heading of those of a story on a page (-1): what it says, and at its right."""

    number: int
    title: str = ""
    figure: str = ""


class Found(QAbstractListModel):
    """The hits of a finder under the stories and pages that they stand in."""

    def __init__(self, finder: Finder, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._finder, self._language = finder, language
        self.entries: list[Entry] = []
        self._rows: list[int] = []
        self._shown: tuple[object, ...] = ()

    def show(self) -> None:
        """Shows the hits as they are now; where they are the same, only what becomes of them may be other."""
        key = self._finder.version, len(self._finder.hits), self._language.current
        if key == self._shown:
            return
        self._shown = key
        entries = self._made()
        if len(entries) == len(self.entries) and self.entries:
            self.entries = entries
            self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
        elif entries or self.entries:
            self.beginResetModel()
            self.entries = entries
            self.endResetModel()
        self._rows = [row for row, entry in enumerate(entries) if entry.number >= 0]

    def _made(self) -> list[Entry]:
        made, groups = list[Entry](), list[tuple[tuple[str, str], list[int]]]()
        for number, hit in enumerate(self._finder.hits):
            place = self._finder.place(hit)
            key = hit.text.story, place.page if place is not None else ""
            if not groups or groups[-1][0] != key:
                groups.append((key, []))
            groups[-1][1].append(number)
        document = self._finder.document
        titles = {story.id: title_of(story) for story in document.stories}
        pages = {page.id: page.label or str(page.number) for page in document.pages}
        for (story, page), numbers in groups:
            where = pages.get(page, "") or self._language.text("ui.find.nowhere")
            made.append(Entry(-1, brief(titles.get(story, ""), 40), f"{where} · {len(numbers)}"))
            made += (Entry(number) for number in numbers)
        return made

    def row_of(self, number: int) -> int:
        """The row of a hit; -1 where there is none."""
        return self._rows[number] if 0 <= number < len(self._rows) else -1

    def hit(self, row: int) -> Hit | None:
        """The hit of a row; nothing for a heading."""
        number = self.entries[row].number if 0 <= row < len(self.entries) else -1
        return self._finder.hits[number] if 0 <= number < len(self._finder.hits) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.entries[index.row()].number < 0:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        hit = self.hit(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._said(hit) if hit is not None else " ".join(self.entries[index.row()][1:])
        if role == Qt.ItemDataRole.ToolTipRole and hit is not None:
            return self._tip(hit)
        return None

    def _said(self, hit: Hit) -> str:
        before, found, behind = around(hit)
        new = self._finder.becomes(hit)
        return f"{before}{found}{behind}" if new is None else f"{before}{found} → {new}{behind}"

    def _tip(self, hit: Hit) -> str:
        """More of what stands round it, the part of the story that it is, and why it is not changed."""
        text = self._language.text
        says = [self._said(hit), text(f"ui.find.part_{hit.text.part}")]
        if why := self._finder.why_closed(hit):
            says.append(text(f"ui.find.closed_{why}"))
        return "\n".join(says)


def around(hit: Hit) -> tuple[str, str, str]:
    """What stands before a hit, the hit and what stands behind it, as far as it is ever shown."""
    text = hit.text.paragraph.text
    found = text[hit.start : hit.end]
    if len(found) > _MOST_HIT:
        found = f"{found[: _MOST_HIT // 2]}…{found[-_MOST_HIT // 2 :]}"
    return text[max(0, hit.start - _AROUND) : hit.start], found, text[hit.end : hit.end + _AROUND]


class FoundPainter(QStyledItemDelegate):
    """Paints hits in the colours of the theme: what goes is struck out in red, what comes stands behind it in green."""

    def __init__(self, finder: Finder, look: Look, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._finder, self._look, self._language = finder, look, language

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, Found)
        hit, box = model.hit(index.row()), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if hit is None:
            self._heading(painter, option, model.entries[index.row()], box.adjusted(_SIDE, 0, -_SIDE, 0))
        else:
            self._back(painter, option, box)
            self._hit(painter, option, hit, box.adjusted(_SIDE, 0, -_SIDE, 0))
        painter.restore()

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry, box: QRect) -> None:
        font = QFont(option.font)
        font.setPixelSize(SMALL_PIXELS)
        painter.setFont(font)
        painter.setPen(self._look.theme.dim)
        box = box.adjusted(0, 4, 0, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, entry.figure)
        room = box.width() - QFontMetrics(font).horizontalAdvance(entry.figure) - UNIT
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        title = QFontMetrics(font).elidedText(entry.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, title)

    def _back(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.theme.chosen if chosen else self._look.theme.raised)
            painter.drawRoundedRect(box.adjusted(4, 1, -4, -1), 5, 5)

    def _hit(self, painter: QPainter, option: QStyleOptionViewItem, hit: Hit, box: QRect) -> None:
        theme, finder = self._look.theme, self._finder
        why, out = finder.why_closed(hit) if finder.changes else "", finder.is_left_out(hit)
        if finder.changes:
            self._tick(painter, box, on=not out and not why, closed=bool(why))
            box.setLeft(box.left() + _TICK + UNIT)
        sign = self._sign_of(hit)
        if sign:
            box.setRight(box.right() - self._sign(painter, option, sign, box))
        faded = finder.changes and (out or bool(why))
        _Line(painter, QFont(option.font), box, theme.dim if faded else theme.text).draw(
            around(hit), None if faded else finder.becomes(hit), None if faded else self._format(), theme
        )

    def _sign_of(self, hit: Hit) -> str:
        """Where a hit stands, unless that is the body: a part of the story, or copy that hangs over."""
        place = self._finder.place(hit)
        if place is not None and not place.is_set:
            return self._language.text("ui.find.sign_over")
        return self._language.text(f"ui.find.sign_{hit.text.part}") if hit.text.part != "body" else ""

    def _format(self) -> str | None:
        """What is said of another format that a hit gets."""
        finder, text = self._finder, self._language.text
        if not finder.changes or not finder.wanted.changes_looks:
            return None
        wanted = finder.wanted
        names = [wanted.new_style] if wanted.new_style else []
        said = [text(f"styles.{name}") for name in names] + [text(f"styles.{look}") for look in wanted.put_on]
        return " ".join([*said, *(f"−{text(f'styles.{look}')}" for look in wanted.take_off)])

    def _tick(self, painter: QPainter, box: QRect, *, on: bool, closed: bool) -> None:
        theme = self._look.theme
        place = QRect(box.left(), box.center().y() - _TICK // 2, _TICK, _TICK)
        if closed:
            painter.drawPixmap(
                place.topLeft(), icons.pixmap("lock", theme.dim, _TICK, painter.device().devicePixelRatioF())
            )
            return
        painter.setPen(QPen(theme.accent if on else theme.dim, 1))
        painter.setBrush(theme.accent if on else theme.field)
        painter.drawRoundedRect(place.adjusted(0, 0, -1, -1), 3, 3)
        if on:
            painter.drawPixmap(
                place.topLeft(), icons.pixmap("check", theme.on_accent, _TICK, painter.device().devicePixelRatioF())
            )

    def _sign(self, painter: QPainter, option: QStyleOptionViewItem, sign: str, box: QRect) -> int:
        """The part of the story that a hit stands in, where it is not the body; the width that it takes."""
        font = QFont(option.font)
        font.setPixelSize(SMALL_PIXELS)
        painter.setFont(font)
        painter.setPen(self._look.theme.dim)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, sign)
        return QFontMetrics(font).horizontalAdvance(sign) + UNIT


class _Line:
    """One hit in one line: pieces of text one behind the other from the left, what has no room left out."""

    def __init__(self, painter: QPainter, font: QFont, box: QRect, colour: QColor) -> None:
        self._painter, self._font, self._metrics = painter, font, QFontMetrics(font)
        self._box, self._colour, self._x = box, colour, box.left()

    def draw(self, parts: tuple[str, str, str], new: str | None, note: str | None, theme: Any) -> None:
        """What stands before the hit, the hit, what it becomes, and what stands behind it."""
        before, found, behind = parts
        room = round(self._box.width() * _BEFORE)
        if self._metrics.horizontalAdvance(before) > room:
            before = self._metrics.elidedText(before, Qt.TextElideMode.ElideLeft, room)
        self._piece(before, self._colour)
        goes = new is not None and new != found
        self._piece(
            found, theme.error if goes else self._colour, back=theme.error if goes else theme.accent, struck=goes
        )
        if goes and new:
            self._piece(new, theme.good, back=theme.good)
        if note:
            self._piece(f" {note} ", theme.good)
        self._piece(behind, self._colour, last=True)

    def _piece(
        self, text: str, colour: QColor, *, back: QColor | None = None, struck: bool = False, last: bool = False
    ) -> None:
        left = self._box.right() + 1 - self._x
        if not text or left <= 0:
            return
        shown = self._metrics.elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, left)
        width = self._metrics.horizontalAdvance(shown)
        place = QRect(self._x, self._box.top(), width, self._box.height())
        if back is not None:
            tint = QColor(back)
            tint.setAlpha(44)
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(tint)
            self._painter.drawRoundedRect(place.adjusted(0, 4, 0, -4), 3, 3)
        self._font.setStrikeOut(struck)
        self._painter.setFont(self._font)
        self._painter.setPen(colour)
        self._painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
        self._x += width


class FoundList(QListView):
    """The list. ``chosen``: a hit was clicked or walked to; ``opened``: a double click or Enter goes into the copy there."""

    chosen = Signal(int)
    opened = Signal(int)
    left = Signal()

    def __init__(self, finder: Finder, look: Look, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finder = finder
        self.found = Found(finder, language, self)
        self.setModel(self.found)
        self.setItemDelegate(FoundPainter(finder, look, language, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(lambda index: self._emit(self.opened, index.row()))
        look.changed.connect(self.viewport().update)

    def show_hits(self) -> None:
        """Shows the hits as they are, the current one in sight."""
        self.found.show()
        row = self.found.row_of(self._finder.current)
        index = self.found.index(row) if row >= 0 else QModelIndex()
        if index != self.currentIndex():
            self.setCurrentIndex(index)
            if not index.isValid():
                self.clearSelection()
        if index.isValid():
            self.scrollTo(index)
        self.viewport().update()

    def _emit(self, signal: Any, row: int) -> None:
        number = self.found.entries[row].number if 0 <= row < len(self.found.entries) else -1
        if number >= 0:
            signal.emit(number)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        hit = self.found.hit(index.row())
        if hit is not None and self._finder.changes and event.position().x() < _SIDE + _TICK + UNIT // 2:
            self._switch(hit)
            return
        super().mousePressEvent(event)
        self._emit(self.chosen, index.row())

    def _switch(self, hit: Hit) -> None:
        """Leaves a hit out of what is changed, or takes it in again."""
        if not self._finder.why_closed(hit):
            self._finder.leave_out(hit, not self._finder.is_left_out(hit))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        hit = self.found.hit(row)
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            number, _ = self._finder.next(steps[Qt.Key(event.key())])
            if number >= 0:
                self.chosen.emit(number)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._emit(self.opened, row)
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Delete) and hit is not None and self._finder.changes:
            self._switch(hit)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
