"""The fields of one kind of element, made from its row of the table of kinds; every change is one edit."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace
from PySide6.QtWidgets import QCheckBox, QWidget

from layoutdesk import edits
from layoutdesk.model.elements import Block, Element, Wrapped, area_of
from layoutdesk.ui.canvas.headed import headed_block, held_block
from layoutdesk.ui.canvas.owncolumns import in_columns
from layoutdesk.ui.canvas.spans import span_over, spanning, spans_of
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.heads import turning
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.fields import Choice, Distance, Field, Stepper, column_in
from layoutdesk.ui.panels.kinds import Choose, Figure, Ink, Row
from layoutdesk.ui.panels.paints import PaintChoice
from layoutdesk.ui.panels.place import ems_of
from layoutdesk.ui.theme import Look
from layoutdesk.ui.wrapping import wrapping


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
            stepper.stepped.connect(lambda value: self._set(row.name, int(value) if row.whole else value))
            return stepper
        if isinstance(row, Choose):
            combo = self.combos[row.name] = Choice()
            combo.activated.connect(lambda number: self._set(row.name, row.values[number]))
            return combo
        if isinstance(row, Ink):
            ink = self.inks[row.name] = PaintChoice(self._language)
            ink.picked.connect(lambda paint: self._set(row.name, paint))
            return ink
        tick = self.ticks[row.name] = QCheckBox()
        tick.clicked.connect(lambda checked: self._set(row.name, checked))
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
            elif isinstance(row, Ink):
                self.inks[row.name].setAccessibleName(name)
            else:
                self.ticks[row.name].setAccessibleName(name)

    def show_element(self, element: Element) -> None:
        """Shows an element of this kind as it is."""
        locked, bent = getattr(element, "locked", False), len(area_of(element)) > 1
        for row in self._rows:
            value = getattr(element, row.name)
            if isinstance(row, Figure):
                figure = self.steppers[row.name].figure
                if isinstance(figure, Distance) and self._desk.grid is not None:
                    figure.units = ems_of(self._desk.grid)
                self.steppers[row.name].show_value(value)
                # An L keeps the columns of the page; those that it had come back with the rectangle.
                self.steppers[row.name].setEnabled(not locked and not (bent and row.name == "columns"))
            elif isinstance(row, Choose):
                self.combos[row.name].setCurrentIndex(row.values.index(value) if value in row.values else 0)
                self.combos[row.name].setEnabled(not (row.straight and bent))
            elif isinstance(row, Ink):
                self.inks[row.name].show_paint(value)
                self.inks[row.name].setEnabled(not locked)
            else:
                self.ticks[row.name].setChecked(value)

    def _set(self, name: str, value: Any) -> None:
        element, page = self._desk.element, self._desk.page_id
        if isinstance(element, Block) and name == "head_at":
            self._desk.apply(turning(self._desk.document, page, element, value))
        elif name == "head_columns" and (found := headed_block(self._desk)) is not None:
            self._desk.apply(spanning(page, found.block, found.story, span_over(spans_of(*found), value)))
        elif name == "columns" and (held := held_block(self._desk)) is not None and len(held.block.area) == 1:
            edit = in_columns(held.context, page, held.block, held.story, value)
            if edit is not None:
                self._desk.apply(edits.Batch("ui.history.columns", (edit,)))
            else:
                self.show_element(held.block)
        elif element is not None and name == "locked":
            self._desk.apply(edits.LockElements(page=page, elements=(element.id,), locked=value))
        elif isinstance(element, Wrapped) and name == "wrapping":
            self._desk.apply(wrapping(page, element, value))
        elif isinstance(element, Block):
            self._desk.apply(edits.SetBlock(page=page, element=element.id, **{name: value}))
        elif element is not None:
            self._desk.apply(edits.SetElement(page=page, element=replace(element, **{name: value})))
