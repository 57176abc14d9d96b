"""Fields made from a table of rows: a figure, a choice, a tick, a colour; whatever they show, the hand on them is told alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.fields import Choice, Field, Line, Stepper, column_in
from layoutdesk.ui.panels.kinds import Choose, Figure, Folder, Ink, Row, Written
from layoutdesk.ui.panels.paints import PaintChoice
from layoutdesk.ui.textsize import fit_all
from layoutdesk.ui.theme import Look


class RowFields(QWidget):
    """Fields by the names of their rows; their texts begin with the code ``texts``. ``given``: the hand has set one to a value.

    They are made when they are shown first: a window has hundreds, most of them for what is never selected.
    ``folder_wanted``: a folder is to be chosen for a row; ``left``: the list of a choice was closed.
    """

    given = Signal(object, object)
    folder_wanted = Signal(object)
    left = Signal()

    def __init__(
        self, rows: tuple[Row, ...], look: Look, language: Language, texts: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._language, self._rows, self._texts = language, rows, texts
        self.steppers: dict[str, Stepper] = {}
        self.combos: dict[str, Choice] = {}
        self.ticks: dict[str, QCheckBox] = {}
        self.inks: dict[str, PaintChoice] = {}
        self.lines: dict[str, Line] = {}
        self.folders: dict[str, QPushButton] = {}
        self.fields: dict[str, Field] = {}
        self._look = look
        self._column = column_in(self)

    def make(self) -> None:
        """Makes the fields, where that has not been done."""
        if self.fields:
            return
        for row in self._rows:
            field = self.fields[row.name] = Field(self._widget(row, self._look))
            self._column.addWidget(field)
        fit_all(self)
        self.retranslate()

    def _widget(self, row: Row, look: Look) -> QWidget:
        """The widget of a row, connected so that the hand of the editor is told."""
        if isinstance(row, Figure):
            stepper = self.steppers[row.name] = Stepper(
                look, row.least, row.most, row.step, type_size=row.type_size, distance=row.distance
            )
            stepper.figure.setDecimals(row.decimals)
            stepper.stepped.connect(lambda value: self.given.emit(row, row.stored(value)))
            return stepper
        if isinstance(row, Choose):
            combo = self.combos[row.name] = Choice()
            combo.activated.connect(lambda number: self.given.emit(row, row.values[number]))
            combo.left.connect(self.left)
            return combo
        if isinstance(row, Ink):
            ink = self.inks[row.name] = PaintChoice(self._language)
            ink.picked.connect(lambda paint: self.given.emit(row, paint))
            ink.left.connect(self.left)
            return ink
        if isinstance(row, Written):
            line = self.lines[row.name] = Line()
            line.editingFinished.connect(lambda: self._written(row, line))
            return line
        if isinstance(row, Folder):
            folder = self.folders[row.name] = QPushButton(objectName="folder")
            folder.clicked.connect(lambda: self.folder_wanted.emit(row))
            return folder
        tick = self.ticks[row.name] = QCheckBox()
        # A click on it takes no key away from the page.
        tick.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        tick.clicked.connect(lambda checked: self.given.emit(row, checked))
        return tick

    def _written(self, row: Written, line: Line) -> None:
        if line.is_half_typed:
            self.given.emit(row, line.text().strip())

    def retranslate(self) -> None:
        """Shows labels, units and choices in the language of the window."""
        text = self._language.text
        for row in self._rows if self.fields else ():
            name = text(f"{self._texts}.{(row.label if isinstance(row, Figure) else '') or row.name}")
            self.fields[row.name].label.setText(name)
            if isinstance(row, Figure):
                none = text(f"{self._texts}.{row.none}") if row.none else ""
                unit = text(f"ui.unit.{row.unit}") if row.unit else ""
                self.steppers[row.name].name(name, unit, none=none, hao=self._language.names_sizes)
            elif isinstance(row, Choose):
                combo = self.combos[row.name]
                chosen = combo.currentIndex()
                combo.clear()
                combo.addItems([text(f"{self._texts}.{row.texts}_{value or row.empty}") for value in row.values])
                combo.setCurrentIndex(max(chosen, 0))
                combo.setAccessibleName(name)
                combo.setPlaceholderText(text("ui.place.differ"))
            elif isinstance(row, Ink):
                self.inks[row.name].setPlaceholderText(text("ui.place.differ"))
                self.inks[row.name].setAccessibleName(name)
            elif isinstance(row, Written):
                self.lines[row.name].setAccessibleName(name)
            elif isinstance(row, Folder):
                self.folders[row.name].setAccessibleName(name)
            else:
                self.ticks[row.name].setAccessibleName(name)

    def show_row(self, row: Row, value: Any, *, differ: bool = False) -> None:
        """Shows the value of a row; where those of several ``differ`` it says so."""
        self.make()
        if isinstance(row, Figure):
            words = self._language.text("ui.place.differ") if differ else ""
            self.steppers[row.name].show_value(row.shown(value), differ=words)
        elif isinstance(row, Choose):
            known = row.values.index(value) if value in row.values else 0
            self.combos[row.name].setCurrentIndex(-1 if differ else known)
        elif isinstance(row, Ink):
            self.inks[row.name].show_paint(value)
            if differ:
                self.inks[row.name].setCurrentIndex(-1)
        elif isinstance(row, Written):
            self.lines[row.name].show_text(value)
        elif isinstance(row, Folder):
            usual = self._language.text(f"{self._texts}.{row.name}_usual")
            self.folders[row.name].setText(Path(value).name if value else usual)
            self.folders[row.name].setToolTip(value)
        else:
            tick = self.ticks[row.name]
            tick.setTristate(differ)
            tick.setCheckState(
                Qt.CheckState.PartiallyChecked
                if differ
                else Qt.CheckState.Checked
                if value
                else Qt.CheckState.Unchecked
            )
