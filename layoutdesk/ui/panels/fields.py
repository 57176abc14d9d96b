"""Small fields of the panels: a stepper with its figure at the right, a row with a label."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from layoutdesk.base.arithmetic import length
from layoutdesk.base.typesize import sized, type_size
from layoutdesk.ui import icons
from layoutdesk.ui.textsize import keep_size, px
from layoutdesk.ui.theme import UNIT, Look

LABEL_WIDTH = 92
#: The buttons beside a figure, which is to be read with its unit at the least width of its panel.
_STEP_WIDTH: Final = 22
#: To the end of the line, delete it, to its end, the next, the one before.
_TERMINAL: Final = (Qt.Key.Key_E, Qt.Key.Key_U, Qt.Key.Key_K, Qt.Key.Key_D, Qt.Key.Key_H)


def leaves_key(event: QEvent, is_half_typed: bool) -> bool:
    """Whether a key is none of a field's: undo and redo, where nothing stands half typed in it, are the document's.

    On X11 a line takes some of the actions' keys as a terminal does: it was emptied by Ctrl+U.
    """
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in _TERMINAL:
        return True
    if is_half_typed:
        return False
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


class Line(QLineEdit):
    """A line that follows the document, but for what the hand has half typed in it; Esc takes that back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = self.text()

    @property
    def is_half_typed(self) -> bool:
        """Whether it says other than the document."""
        return self.text() != self._shown

    def show_text(self, text: str, *, anew: bool = False) -> None:
        """Shows what the document says; ``anew``: of another page or issue, and whatever stands in the field."""
        keeps = self.is_half_typed and self.hasFocus() and not anew
        self._show(text, keeps=keeps)

    def take_back(self) -> None:
        """Shows again what the document says."""
        self._show(self._shown)

    def _show(self, text: str, *, keeps: bool = False) -> None:
        if text != self.text() and not keeps:
            self.setText(text)
        # As it stands in the field, which may have a mask.
        self._shown = text if keeps else self.text()

    def event(self, event: QEvent) -> bool:
        if leaves_key(event, self.is_half_typed):
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.take_back()
            event.ignore()
        else:
            super().keyPressEvent(event)


#: Radius of the corners of a field, in logical pixels at 100 %: its line lies inside of it.
_CORNER: Final = 5


class Figure(QDoubleSpinBox):
    """A figure with its unit, right-aligned, without the arrows of old; the wheel scrolls the panel and changes no page.

    ``left``: Enter or Esc has ended what was typed; both go on to the panel, which gives the hand back.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        #: The words that it shows in place of its value, where that is of several that differ.
        self.words = ""
        self.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        self.setDecimals(0)
        keep_size(self, least_height=28)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A field with round corners as others have them; a style sheet would leave its text no room where there are no arrows."""
        colours, painter = self.palette(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colours.highlight().color() if self.hasFocus() else colours.mid().color())
        painter.setBrush(colours.base())
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(_CORNER), px(_CORNER))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the panel has it, whatever the longest of its texts."""
        return QSize(px(48), super().minimumSizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    @property
    def is_half_typed(self) -> bool:
        """Whether it says other than its value."""
        special = self.specialValueText() if self.value() == self.minimum() else ""
        said = special or f"{self.textFromValue(self.value())}{self.suffix()}"
        return self.lineEdit().text() not in (self.words or said, said)

    def event(self, event: QEvent) -> bool:
        if leaves_key(event, self.is_half_typed):
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setValue(self.value())
            self.left.emit()
            event.ignore()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()


class Said(Figure):
    """A figure that is typed in words of its own."""

    def say(self, text: str) -> float | None:
        """The figure that a text without the field's unit says; nothing where it says none."""
        raise NotImplementedError

    def valueFromText(self, text: str) -> float:
        found = self._said(text)
        return self.value() if found is None else found

    def validate(self, text: str, position: int) -> object:
        found = self._said(text)
        lawful = found is not None and self.minimum() <= found <= self.maximum()
        return QValidator.State.Acceptable if lawful else QValidator.State.Intermediate, text, position

    def _said(self, text: str) -> float | None:
        if text == self.specialValueText() and text:
            return self.minimum()
        return self.say(text.removesuffix(self.suffix()))


class TypeSize(Said):
    """A size of type in points, with its 号 where ``names`` says so (小五 9 磅).

    It is typed as 号, points or millimetres, or as a sum that goes on from it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        self.names = True
        super().__init__(parent)
        self.setDecimals(2)

    def textFromValue(self, value: float) -> str:
        return sized(value) if self.names else f"{value:g}"

    def say(self, text: str) -> float | None:
        return type_size(text, self.value())


class Distance(Said):
    """A length in 字; typed in millimetres, points or rows, or as a sum that goes on from it, once it knows its page's units."""

    def __init__(self, parent: QWidget | None = None) -> None:
        #: The points of each unit by name, "" those of a 字.
        self.units: Mapping[str, float] = {"": 1.0}
        super().__init__(parent)

    def textFromValue(self, value: float) -> str:
        return f"{value:g}"

    def say(self, text: str) -> float | None:
        em = self.units[""]
        found = length(text, self.value() * em, self.units, signed=False)
        return None if found is None else found / em


class Stepper(QWidget):
    """◂ 4 ▸: a figure between two buttons. ``stepped`` comes only from the editor's hand."""

    stepped = Signal(float)

    def __init__(
        self,
        look: Look,
        least: float,
        most: float,
        step: float = 1,
        parent: QWidget | None = None,
        *,
        type_size: bool = False,
        distance: bool = False,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.figure = TypeSize() if type_size else Distance() if distance else Figure()
        self.figure.setRange(least, most)
        self.figure.setSingleStep(step)
        self.less, self.more = QToolButton(objectName="step"), QToolButton(objectName="step")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for button, by in ((self.less, -1), (self.more, 1)):
            button.setIconSize(QSize(14, 14))
            keep_size(button, width=_STEP_WIDTH)
            button.setAutoRepeat(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, by=by: self.figure.stepBy(by))
        row.addWidget(self.less)
        row.addWidget(self.figure, 1)
        row.addWidget(self.more)
        self.setFocusProxy(self.figure)
        self.figure.valueChanged.connect(self.stepped)
        self._differ, self._unit, self._is_typed = "", "", False
        self.figure.lineEdit().textEdited.connect(self._type)
        self.figure.editingFinished.connect(self._end)
        self.figure.left.connect(self._leave)
        look.changed.connect(self._tint)
        self._tint()

    def show_value(self, value: float, *, most: float | None = None, differ: str = "") -> None:
        """Shows a figure without telling of it; in place of that of one of several that ``differ`` these words."""
        self._differ = self.figure.words = differ
        self._is_typed = False
        self.figure.blockSignals(True)
        # Qt puts the unit behind the words, too.
        self.figure.setSuffix("" if differ else self._unit)
        if most is not None:
            self.figure.setMaximum(most)
        self.figure.setValue(value)
        self.figure.blockSignals(False)
        self._say_differ()

    def _say_differ(self) -> None:
        if self._differ:
            line = self.figure.lineEdit()
            line.blockSignals(True)
            line.setText(self._differ)
            line.blockSignals(False)

    def _type(self, text: str) -> None:
        self._is_typed = bool(text.strip())

    def _leave(self) -> None:
        """What was typed has been taken, or taken back."""
        self._is_typed = False
        self._say_differ()

    def _end(self) -> None:
        """The figure of one of several goes for all where it was typed; where nothing was, they still differ."""
        typed, self._is_typed = self._is_typed, False
        if self._differ and typed:
            self.stepped.emit(self.figure.value())
        self._say_differ()

    def name(self, text: str, unit: str, *, none: str = "", hao: bool = True) -> None:
        """The field's name for people who do not see it, its unit, what it shows at its least, and whether sizes have their 号."""
        if isinstance(self.figure, TypeSize):
            self.figure.names = hao
        self.figure.setAccessibleName(text)
        self.less.setAccessibleName(f"{text} −")
        self.more.setAccessibleName(f"{text} +")
        self._unit = f" {unit}" if unit else ""
        self.figure.setSuffix("" if self._differ else self._unit)
        self.figure.setSpecialValueText(none)
        self._say_differ()

    def _tint(self) -> None:
        self.less.setIcon(icons.icon("minus", self._look.theme))
        self.more.setIcon(icons.icon("plus", self._look.theme))


class Choice(QComboBox):
    """A choice that takes the width that the panel has, however long the texts in its list are; ``left``: its list was closed."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.view().installEventFilter(self)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """What is too long for the field ends in dots: Qt would cut it anywhere."""
        super().initStyleOption(option)
        style, field = self.style(), QStyle.SubControl.SC_ComboBoxEditField
        room = style.subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self).width()
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide:
            # Once the list has given back the focus that it had.
            QTimer.singleShot(0, self, self.left.emit)
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Words(QLabel):
    """Words that wrap, as high as they are at the width that the panel has: the layout alone gives them the height of others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, objectName="dim", wordWrap=True)

    def say(self, text: str) -> None:
        if text != self.text():
            self.setText(text)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        # What a label says of its height is never under its least: words that need one line less would keep the room of all.
        self.setMinimumHeight(0)
        self.setMinimumHeight(max(0, self.heightForWidth(self.width())))


class Field(QWidget):
    """A label and its field in one row."""

    def __init__(self, field: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self.label = field, QLabel(objectName="dim")
        keep_size(self.label, width=LABEL_WIDTH)
        self.label.setBuddy(field)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT)
        row.addWidget(self.label)
        row.addWidget(field, 1)


def column_in(widget: QWidget) -> QVBoxLayout:
    """Fields of a panel under one another, with the panel's margins."""
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(2 * UNIT - 4, 0, 2 * UNIT - 4, 2 * UNIT - 4)
    layout.setSpacing(UNIT)
    return layout
