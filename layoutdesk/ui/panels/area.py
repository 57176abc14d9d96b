"""The fields of what stands on the grid, a block or an advert: whose copy it sets, how that fits, and its area."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from layoutdesk import edits
from layoutdesk.compose.grid import bounding
from layoutdesk.edits.naming import find_element
from layoutdesk.model.elements import Area, Block, area_of
from layoutdesk.ui.beat import Beat
from layoutdesk.ui.canvas.headed import held_block
from layoutdesk.ui.canvas.owncolumns import measure_of
from layoutdesk.ui.canvas.snapping import Edges, moved, resized, sheet_round
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.fits import fit_text
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.copy import title_of
from layoutdesk.ui.panels.fields import Field, Stepper, Words, column_in
from layoutdesk.ui.theme import UNIT, Look, dress

#: The figures of an area and the most that each may be.
_FIGURES: Final = {"column": 99, "row": 999, "columns": 99, "rows": 999}


class AreaFields(QWidget):
    """Copy, fit and area of the selected element."""

    def __init__(self, desk: Desk, look: Look, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._language = desk, language
        self.name = QLabel(wordWrap=True)
        # On lines of its own: a label that wraps is as high as its text was before.
        self.fit = QLabel(objectName="dim")
        self.measure = QLabel(objectName="dim")
        self.kept = Words()
        for label in (self.fit, self.measure):
            label.setMinimumWidth(1)
        self.steppers = {name: Stepper(look, 1, most) for name, most in _FIGURES.items()}
        self.fields = {name: Field(stepper) for name, stepper in self.steppers.items()}
        layout = column_in(self)
        for widget in (self.name, self.fit, *self.fields.values(), self.measure, self.kept):
            layout.addWidget(widget)
        for name, stepper in self.steppers.items():
            stepper.stepped.connect(lambda value, name=name: self._resize(name, int(value)))
        Beat(desk, self._show_measure, self)

    def retranslate(self) -> None:
        """Shows labels and units in the language of the window."""
        text = self._language.text
        for name, stepper in self.steppers.items():
            self.fields[name].label.setText(text(f"ui.properties.{name}"))
            stepper.name(text(f"ui.properties.{name}"), text(f"ui.unit.{name}") if name in ("columns", "rows") else "")

    def show_element(self) -> None:
        """Shows the area of the selected element as it is."""
        element, grid = self._desk.element, self._desk.grid
        area = area_of(element)
        if element is None or grid is None or not area:
            return
        self.show_area(area)
        for stepper in self.steppers.values():
            stepper.setEnabled(not getattr(element, "locked", False))
        of = getattr(element, "story", "")
        story = next((story for story in self._desk.document.stories if of and story.id == of), None)
        self.name.setText(title_of(story, self._language) if story is not None else "")
        self.show_fit()
        self._show_measure()

    def show_area(self, area: Area) -> None:
        """Shows an area: that of the element, or where it would come to rest."""
        grid = self._desk.grid
        if grid is None:
            return
        bounds, spec = bounding(area), grid.template.grid
        # Beside the sheet there are no columns and rows to count from.
        for name in ("column", "row"):
            self.fields[name].setVisible(not grid.template.is_beside(area))
        self.steppers["column"].show_value(bounds.column + 1, most=spec.columns)
        self.steppers["row"].show_value(bounds.row + 1, most=spec.rows)
        self.steppers["columns"].show_value(bounds.columns, most=spec.columns)
        self.steppers["rows"].show_value(bounds.rows, most=spec.rows)

    def _show_measure(self) -> None:
        """Says how many columns of the page a block breaks into how many of its own (破栏), and how wide these are."""
        found = held_block(self._desk)
        self.measure.setVisible(found is not None)
        if found is None:
            self.kept.hide()
            return
        text, shown = self._language.text, find_element(self._desk.shown_document, found.block.id)
        block = shown if isinstance(shown, Block) else found.block
        self.measure.setText(text("ui.properties.measure", **measure_of(*found._replace(block=block)).said()))
        self.kept.setVisible(len(block.area) > 1)
        kept = text("ui.properties.measure_kept", own=block.columns) if block.columns else ""
        self.kept.say(f"{text('ui.status.l_columns')}{kept}")

    def show_fit(self) -> None:
        """Shows the lines over or under of the selected block."""
        text = self._language.text
        said, over = [], 0
        for fit in self._desk.fits(self._desk.selection):
            over += fit.over
            said.append(text("ui.properties.lines", count=fit.lines))
            said += [fit_text(self._language, fit)] if fit.over or fit.under else []
        dress(self.fit, "over" if over else "dim")
        line = " · ".join(said)
        is_wide = self.fontMetrics().horizontalAdvance(line) < self.contentsRect().width() - 4 * UNIT
        self.fit.setText(line if is_wide else "\n".join(said))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A panel that has become narrower has less room for a line."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.show_fit()

    def _resize(self, name: str, value: int) -> None:
        grid, area = self._desk.grid, area_of(self._desk.element)
        if grid is None or not area:
            return
        bounds, sheet = bounding(area), sheet_round(area, grid.template)
        if name == "column":
            rest = moved(area, value - 1 - bounds.column, 0, sheet, 0)
        elif name == "row":
            rest = moved(area, 0, value - 1 - bounds.row, sheet, 0)
        elif name == "columns":
            rest = resized(area, Edges(1, 0), value - bounds.columns, 0, sheet, 0)
        else:
            rest = resized(area, Edges(0, 1), 0, value - bounds.rows, sheet, 0)
        if rest.area != area:
            self._desk.apply(edits.SetArea(page=self._desk.page_id, element=self._desk.selection, area=rest.area))
        self.show_element()
