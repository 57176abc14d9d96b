"""Whether what a window says is to be read whole: every label, button, tab, heading, choice and field is asked for its room."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QTabBar,
    QToolButton,
    QWidget,
)

from layoutdesk.ui.elided import Elided

#: Widths are rounded here and there.
_SLACK = 1.5


def cut(top: QWidget) -> list[str]:
    """What is cut in a window that is shown, each with its text and by how much; what scrolls down may lie out of sight."""
    found = []
    for widget in [top, *top.findChildren(QWidget)]:
        # Windows of their own that belong to it are asked by themselves.
        if not widget.isVisible() or widget.window() is not top.window() or widget.width() <= 1:
            continue
        for text, lacks in _lacking(widget):
            if lacks > _SLACK:
                found.append(f"{_where(widget, top)} {text!r} lacks {lacks:.0f} px")
    return found


def _where(widget: QWidget, top: QWidget) -> str:
    names = [type(widget).__name__]
    while widget is not top and (widget := widget.parentWidget()) is not None:
        if type(widget).__name__ not in ("QWidget", "QFrame", "QScrollArea", "QStackedWidget", "QSplitter"):
            names.append(type(widget).__name__)
    return "/".join(reversed(names))


def _lacking(widget: QWidget) -> Iterator[tuple[str, float]]:
    """Texts of a widget, with what they lack of the room that they need, in logical pixels."""
    text = ""
    if isinstance(widget, QLabel) and widget.text():
        text = widget.text()
        yield from _label(widget)
    elif isinstance(widget, QTabBar):
        for at in range(widget.count()):
            text = widget.tabText(at)
            yield text, _wide(widget, text) - widget.tabRect(at).width()
    elif isinstance(widget, QHeaderView) and widget.model() is not None:
        for at in range(widget.count()):
            text = str(widget.model().headerData(at, widget.orientation()) or "")
            yield text, widget.sectionSizeHint(at) - widget.sectionSize(at)
    elif isinstance(widget, QAbstractButton) and _shows_text(widget):
        text = widget.text()
        least = widget.sizeHint() if isinstance(widget, QCheckBox) else _button(widget)
        yield text, least.width() - widget.width()
        yield text, least.height() - widget.height()
    elif isinstance(widget, QComboBox) and widget.currentText():
        text = widget.currentText()
        option = QStyleOptionComboBox()
        widget.initStyleOption(option)
        room = widget.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, widget
        )
        icon = 0 if widget.itemIcon(widget.currentIndex()).isNull() else widget.iconSize().width() + 4
        yield text, _wide(widget, text) + icon - room.width()
        yield text, widget.fontMetrics().height() - room.height()
    elif isinstance(widget, QAbstractSpinBox) or (isinstance(widget, QLineEdit) and not _inner(widget)):
        line = widget.lineEdit() if isinstance(widget, QAbstractSpinBox) else widget
        # What one has typed scrolls; what the window says does not.
        text = line.text() if isinstance(widget, QAbstractSpinBox) else "" if line.text() else line.placeholderText()
        room = line.contentsRect().width() - line.textMargins().left() - line.textMargins().right()
        if not isinstance(widget, QAbstractSpinBox):
            room = _field_room(line)
        yield text, _wide(line, text) - room
        yield text or "field", line.fontMetrics().height() - line.height()
    if text:
        yield text, _beyond(widget)


def _label(label: QLabel) -> Iterator[tuple[str, float]]:
    text = label.text()
    if isinstance(label, Elided) and label.shortly and label.seen == label.shortly:
        # Said shortly, and all of it in its tooltip.
        return
    if label.textFormat() == Qt.TextFormat.RichText or "</" in text:
        yield text, label.heightForWidth(label.width()) - label.height()
        return
    room = label.contentsRect()
    indent = max(label.indent(), 0)
    if label.wordWrap():
        yield text, label.heightForWidth(label.width()) - label.height()
        longest = max((_wide(label, word) for line in text.split("\n") for word in _unbroken(line)), default=0)
        yield text, longest - room.width()
        return
    lines = text.split("\n")
    yield text, max(_wide(label, line) for line in lines) + indent - room.width()
    yield text, len(lines) * label.fontMetrics().lineSpacing() - label.fontMetrics().leading() - room.height()


def _shows_text(button: QAbstractButton) -> bool:
    if not isinstance(button, QToolButton):
        return bool(button.text())
    return bool(button.text()) and not (
        button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly and not button.icon().isNull()
    )


def _button(button: QAbstractButton) -> QSize:
    """What text and icon take; that the white round them is less is no harm."""
    icon = 0 if button.icon().isNull() else button.iconSize().width() + 4
    return QSize(round(_wide(button, button.text())) + icon + 2, button.fontMetrics().height())


def _unbroken(line: str) -> list[str]:
    """What no line end falls into: words, and characters of Chinese."""
    return [part for word in line.split() for part in (word if any(c > "⺀" for c in word) else [word])]


def _field_room(line: QLineEdit) -> float:
    option = QStyleOptionFrame()
    line.initStyleOption(option)
    box = line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, line)
    return box.width() - 4


def _inner(line: QLineEdit) -> bool:
    return isinstance(line.parentWidget(), QAbstractSpinBox | QComboBox)


def _wide(widget: QWidget, text: str) -> float:
    return QFontMetricsF(widget.font()).horizontalAdvance(text.replace("&&", "\0").replace("&", "").replace("\0", "&"))


def _beyond(widget: QWidget) -> float:
    """How far a widget reaches out of what holds it, to a side or downwards; a list or a form may scroll downwards."""
    lacks, box, each, scrolls = 0.0, QRect(QPoint(), widget.size()), widget, False
    while not each.isWindow() and (parent := each.parentWidget()) is not None:
        box.translate(each.pos())
        each = parent
        scrolls = scrolls or isinstance(parent.parentWidget(), QAbstractScrollArea)
        lacks = max(lacks, box.right() - parent.rect().right(), -box.left())
        if not scrolls:
            lacks = max(lacks, box.bottom() - parent.rect().bottom(), -box.top())
    return lacks
