"""Painting what was found: what goes is struck out in red, what comes stands behind it in green."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from layoutdesk.finding import Hit
from layoutdesk.ui import icons
from layoutdesk.ui.finding.finder import Finder
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.foundmodel import Entry, Found, around
from layoutdesk.ui.panels.pieces import Colour, Pieces
from layoutdesk.ui.textsize import px
from layoutdesk.ui.theme import SMALL_PIXELS, UNIT, Look

Index = QModelIndex | QPersistentModelIndex
#: Height of every row, of the tick and the signs, and how far texts keep from the list's edge, in logical pixels.
_HEIGHT, TICK, SIDE = 28, 14, 2 * UNIT - 4


class FoundPainter(QStyledItemDelegate):
    """Paints hits in the colours of the theme."""

    def __init__(self, finder: Finder, look: Look, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._finder, self._look, self._language = finder, look, language

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, px(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, Found)
        hit, box = model.hit(index.row()), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if hit is None:
            self._heading(painter, option, model.entries[index.row()], box.adjusted(px(SIDE), 0, -px(SIDE), 0))
        else:
            self._back(painter, option, box)
            self._hit(painter, option, hit, box.adjusted(px(SIDE), 0, -px(SIDE), 0))
        painter.restore()

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry, box: QRect) -> None:
        font = QFont(option.font)
        font.setPixelSize(px(SMALL_PIXELS))
        painter.setFont(font)
        painter.setPen(self._look.theme.dim)
        box = box.adjusted(0, 4, 0, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, entry.figure)
        room = box.width() - QFontMetrics(font).horizontalAdvance(entry.figure) - px(UNIT)
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
            box.setLeft(box.left() + px(TICK + UNIT))
        sign = self._sign_of(hit)
        if sign:
            box.setRight(box.right() - self._sign(painter, option, sign, box))
        faded = finder.changes and (out or bool(why))
        before, found, behind = around(hit)
        new, note = (None, None) if faded else (finder.becomes(hit), self._format())
        line = Pieces(painter, QFont(option.font), box, theme)
        plain: Colour = "dim" if faded else "text"
        goes = new is not None and new != found
        line.draw(line.before(before), plain)
        line.draw(found, "error" if goes else plain, back="error" if goes else "accent", struck=goes)
        if goes and new:
            line.draw(new, "good", back="good")
        if note:
            line.draw(f" {note} ", "good")
        line.draw(behind, plain)

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
        side = px(TICK)
        place = QRect(box.left(), box.center().y() - side // 2, side, side)
        if closed:
            painter.drawPixmap(
                place.topLeft(), icons.pixmap("lock", theme.dim, side, painter.device().devicePixelRatioF())
            )
            return
        painter.setPen(QPen(theme.accent if on else theme.dim, 1))
        painter.setBrush(theme.accent if on else theme.field)
        painter.drawRoundedRect(place.adjusted(0, 0, -1, -1), 3, 3)
        if on:
            painter.drawPixmap(
                place.topLeft(), icons.pixmap("check", theme.on_accent, side, painter.device().devicePixelRatioF())
            )

    def _sign(self, painter: QPainter, option: QStyleOptionViewItem, sign: str, box: QRect) -> int:
        """The part of the story that a hit stands in, where it is not the body; the width that it takes."""
        font = QFont(option.font)
        font.setPixelSize(px(SMALL_PIXELS))
        painter.setFont(font)
        painter.setPen(self._look.theme.dim)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, sign)
        return QFontMetrics(font).horizontalAdvance(sign) + px(UNIT)
