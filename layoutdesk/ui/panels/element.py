"""The fields of one kind of element, made from its rows of the table of kinds; every change is one edit.

Of several elements they show what these have in common, and what is set goes for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from layoutdesk.base.problem import Refusal
from layoutdesk.model.elements import Element
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.changes import change, takes
from layoutdesk.ui.panels.fields import Choice, Distance, Field, Stepper, column_in
from layoutdesk.ui.panels.kinds import Choose, Figure, Ink, Row
from layoutdesk.ui.panels.paints import PaintChoice
from layoutdesk.ui.panels.place import ems_of
from layoutdesk.ui.theme import Look


class ElementFields(QWidget):
    """Fields by the name under which the element stores them."""

    def __init__(
        self, rows: tuple[Row, ...], desk: Desk, look: Look, language: Language, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._language, self._rows = desk, language, rows
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
        """The widget of a row, connected so that the hand of the editor makes an edit."""
        if isinstance(row, Figure):
            stepper = self.steppers[row.name] = Stepper(
                look, row.least, row.most, row.step, type_size=row.type_size, distance=row.distance
            )
            stepper.figure.setDecimals(row.decimals)
            stepper.stepped.connect(lambda value: self._set(row, int(value) if row.whole else value))
            return stepper
        if isinstance(row, Choose):
            combo = self.combos[row.name] = Choice()
            combo.activated.connect(lambda number: self._set(row, row.values[number]))
            return combo
        if isinstance(row, Ink):
            ink = self.inks[row.name] = PaintChoice(self._language)
            ink.picked.connect(lambda paint: self._set(row, paint))
            return ink
        tick = self.ticks[row.name] = QCheckBox()
        tick.clicked.connect(lambda checked: self._set(row, checked))
        return tick

    def retranslate(self) -> None:
        """Shows labels, units and choices in the language of the window."""
        text = self._language.text
        for row in self._rows:
            name = text(f"ui.properties.{(row.label if isinstance(row, Figure) else '') or row.name}")
            self.fields[row.name].label.setText(name)
            if isinstance(row, Figure):
                none = text(f"ui.properties.{row.none}") if row.none else ""
                unit = text(f"ui.unit.{row.unit}") if row.unit else ""
                self.steppers[row.name].name(name, unit, none=none, hao=self._language.names_sizes)
            elif isinstance(row, Choose):
                combo = self.combos[row.name]
                chosen = combo.currentIndex()
                combo.clear()
                combo.addItems([text(f"ui.properties.{row.texts}_{value or row.empty}") for value in row.values])
                combo.setCurrentIndex(max(chosen, 0))
                combo.setAccessibleName(name)
                combo.setPlaceholderText(text("ui.place.differ"))
            elif isinstance(row, Ink):
                self.inks[row.name].setPlaceholderText(text("ui.place.differ"))
                self.inks[row.name].setAccessibleName(name)
            else:
                self.ticks[row.name].setAccessibleName(name)

    def show_elements(self, elements: Sequence[Element]) -> None:
        """Shows elements of this kind as they are, the leading one last; a field is shut where none of them takes it."""
        for row in self._rows:
            lead = getattr(elements[-1], row.name)
            differ = any(getattr(each, row.name) != lead for each in elements)
            self._show(row, lead, differ=differ)
            self.fields[row.name].field.setEnabled(any(takes(self._desk, each, row) for each in elements))

    def _show(self, row: Row, value: Any, *, differ: bool) -> None:
        if isinstance(row, Figure):
            stepper = self.steppers[row.name]
            if isinstance(stepper.figure, Distance) and self._desk.grid is not None:
                stepper.figure.units = ems_of(self._desk.grid)
            stepper.show_value(value, differ=self._language.text("ui.place.differ") if differ else "")
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

    def _set(self, row: Row, value: Any) -> None:
        """Takes over what the hand has set; what was refused or is so already is shown as it is."""
        try:
            edit = change(self._desk, row, value)
        except Refusal as refusal:
            self._desk.refused.emit(refusal)
            edit = None
        if edit is None or not self._desk.apply(edit):
            self.show_elements(self._desk.elements)
