"""The fields of one kind of element, made from its rows of the table of kinds; every change is one edit.

Of several elements they show what these have in common, and what is set goes for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from layoutdesk.base.problem import Refusal
from layoutdesk.model.elements import Element
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.changes import change, takes
from layoutdesk.ui.panels.fields import Distance
from layoutdesk.ui.panels.kinds import Row
from layoutdesk.ui.panels.place import ems_of
from layoutdesk.ui.panels.rowfields import RowFields
from layoutdesk.ui.theme import Look


class ElementFields(RowFields):
    """Fields by the name under which the element stores them."""

    def __init__(
        self, rows: tuple[Row, ...], desk: Desk, look: Look, language: Language, parent: QWidget | None = None
    ) -> None:
        super().__init__(rows, look, language, "ui.properties", parent)
        self._desk = desk
        self.given.connect(self._set)

    def show_elements(self, elements: Sequence[Element]) -> None:
        """Shows elements of this kind as they are, the leading one last; a field is shut where none of them takes it."""
        self.make()
        for stepper in self.steppers.values():
            if isinstance(stepper.figure, Distance) and self._desk.grid is not None:
                stepper.figure.units = ems_of(self._desk.grid)
        for row in self._rows:
            lead = getattr(elements[-1], row.name)
            self.show_row(row, lead, differ=any(getattr(each, row.name) != lead for each in elements))
            self.fields[row.name].field.setEnabled(any(takes(self._desk, each, row) for each in elements))

    def _set(self, row: Row, value: Any) -> None:
        """Takes over what the hand has set; what was refused or is so already is shown as it is."""
        try:
            edit = change(self._desk, row, value)
        except Refusal as refusal:
            self._desk.refused.emit(refusal)
            edit = None
        if edit is None or not self._desk.apply(edit):
            self.show_elements(self._desk.elements)
