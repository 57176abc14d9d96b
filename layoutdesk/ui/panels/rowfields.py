"""Fields made from a table of rows: a figure, a choice, a tick, a colour; whatever they show, the hand on them is told alike."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.fields import Choice, Field, Stepper, column_in
from layoutdesk.ui.panels.kinds import Choose, Figure, Ink, Row
from layoutdesk.ui.panels.paints import PaintChoice
from layoutdesk.ui.theme import Look


class RowFields(QWidget):
    """Fields by the names of their rows; their texts begin with the code ``texts``. ``given``: the hand has set one to a value."""

    given = Signal(object, object)

    def __init__(
        self, rows: tuple[Row, ...], look: Look, language: Language, texts: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._language, self._rows, self._texts = language, rows, texts
        self.steppers: dict[str, Stepper] = {}
        self.combos: dict[str, Choice] = {}
        self.ticks: dict[str, QCheckBox] = {}
        self.inks: dict[str, PaintChoice] = {}
        self.fields: dict[str, Field] = {}
        layout = column_in(self)
        for row in rows:
            field = self.fields[row.name] = Field(self._widget(row, look))
            layout.addWidget(field)

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
            return combo
        if isinstance(row, Ink):
            ink = self.inks[row.name] = PaintChoice(self._language)
            ink.picked.connect(lambda paint: self.given.emit(row, paint))
            return ink
        tick = self.ticks[row.name] = QCheckBox()
        tick.clicked.connect(lambda checked: self.given.emit(row, checked))
        return tick

    def retranslate(self) -> None:
        """Shows labels, units and choices in the language of the window."""
        text = self._language.text
        for row in self._rows:
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
            else:
                self.ticks[row.name].setAccessibleName(name)

    def show_row(self, row: Row, value: Any, *, differ: bool = False) -> None:
        """Shows the value of a row; where those of several ``differ`` it says so."""
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
