"""The fields of the tables that the selected element sets: place, rules, tint, width, folds, rows of the head, columns."""

from __future__ import annotations

from typing import Final, get_args

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from layoutdesk import edits
from layoutdesk.compose.table import layout_of
from layoutdesk.model.elements import Block, TextFrame
from layoutdesk.model.story import ColumnAlign, TableBlock, TablePlace, TableRules, TableTint
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.fields import Choice, Field, Stepper, column_in
from layoutdesk.ui.tablehand import tables_of
from layoutdesk.ui.theme import Look
from layoutdesk.ui.turns import Urgency
from layoutdesk.ui.writing.incell import is_cell_of

#: What a table may choose from, as stored.
CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "place": get_args(TablePlace),
    "rules": get_args(TableRules),
    "tint": get_args(TableTint),
}
#: How the cells of a column may stand, as stored.
ALIGNMENTS: Final[tuple[ColumnAlign, ...]] = get_args(ColumnAlign)
#: More parts side by side than this hold no table.
_MOST_FOLDS: Final = 9


class TableFields(QWidget):
    """How a table of the selected element is set; of several, the one into which the caret went, or is chosen by its number.

    ``removed`` asks that a table be taken out, by its id.
    """

    removed = Signal(str)

    def __init__(self, desk: Desk, look: Look, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._language = desk, language
        self.which = Stepper(look, 1, 99)
        self.combos = {name: Choice() for name in CHOICES}
        self.steppers = {"header_rows": Stepper(look, 0, 99), "folds": Stepper(look, 0, _MOST_FOLDS)}
        self.full = QCheckBox()
        self.column, self.align = Stepper(look, 1, 99), Choice()
        self.fields = {"which": Field(self.which)}
        self.fields |= {
            name: Field(field) for name, field in {**self.combos, **self.steppers, "full": self.full}.items()
        }
        self.fields |= {"column": Field(self.column), "align": Field(self.align)}
        layout = column_in(self)
        for field in self.fields.values():
            layout.addWidget(field)
        self.delete = QPushButton()
        self.delete.clicked.connect(lambda: self.removed.emit(self.chosen))
        layout.addWidget(self.delete)
        self.which.stepped.connect(lambda _: self.show_tables())
        for name, combo in self.combos.items():
            combo.activated.connect(lambda number, name=name: self._set(**{name: CHOICES[name][number]}))
        for name, stepper in self.steppers.items():
            stepper.stepped.connect(lambda value, name=name: self._set(**{name: int(value)}))
        self.full.clicked.connect(lambda checked: self._set(full=checked))
        self.column.stepped.connect(lambda _: self.show_tables())
        #: The table into which the caret went last.
        self._entered = ""
        desk.copy_marked.connect(self._heed_caret)
        self.align.activated.connect(self._set_align)

    def retranslate(self) -> None:
        """Shows labels and choices in the language of the window."""
        text = self._language.text
        for name, field in self.fields.items():
            field.label.setText(text(f"ui.tables.{name}"))
        for name, combo in {**self.combos, "align": self.align}.items():
            chosen = combo.currentIndex()
            combo.clear()
            choices = ALIGNMENTS if name == "align" else CHOICES[name]
            combo.addItems([text(f"ui.tables.{name}_{choice or 'none'}") for choice in choices])
            combo.setCurrentIndex(max(chosen, 0))
            combo.setAccessibleName(text(f"ui.tables.{name}"))
        self.column.name(text("ui.tables.column"), "")
        self.which.name(text("ui.tables.which"), "")
        self.steppers["header_rows"].name(text("ui.tables.header_rows"), text("ui.unit.rows"))
        self.steppers["folds"].name(text("ui.tables.folds"), "", none=text("ui.properties.automatic"))
        self.full.setAccessibleName(text("ui.tables.full"))
        self.delete.setText(text("ui.action.table-delete"))

    def show_tables(self) -> None:
        """Shows the chosen table of the selected element as it is; nothing where there is none."""
        tables = self._tables()
        self.setVisible(bool(tables))
        if not tables:
            return
        self.which.show_value(min(self.which.figure.value(), len(tables)), most=len(tables))
        self.fields["which"].setVisible(len(tables) > 1)
        table = tables[int(self.which.figure.value()) - 1]
        for name, combo in self.combos.items():
            combo.setCurrentIndex(CHOICES[name].index(getattr(table, name)))
        self.steppers["header_rows"].show_value(table.header_rows, most=len(table.rows))
        self.steppers["folds"].show_value(table.folds)
        self.full.setChecked(table.full)
        self.column.show_value(self.column.figure.value(), most=max(1, layout_of(table).columns))
        self.align.setCurrentIndex(ALIGNMENTS.index(_at(table.align, self._chosen_column())))

    def _heed_caret(self) -> None:
        """Follows the caret in a turn of its own, where there are several tables to be told apart."""
        if self.fields["which"].isVisible():
            self._desk.turns.ask(self._follow_caret, Urgency.PANEL)

    def _follow_caret(self) -> None:
        marked, tables = self._desk.marked, self._tables()
        entered = next(
            (each.id for each in tables if marked is not None and is_cell_of(each, marked.paragraph)), self._entered
        )
        if entered != self._entered:
            self._entered = entered
            self.which.show_value([each.id for each in tables].index(entered) + 1)
            self.show_tables()

    @property
    def chosen(self) -> str:
        """The id of the table that the fields show; empty where there is none."""
        tables = self._tables()
        return tables[min(int(self.which.figure.value()), len(tables)) - 1].id if tables else ""

    def _tables(self) -> tuple[TableBlock, ...]:
        element = self._desk.element
        of = getattr(element, "story", "")
        story = next((each for each in self._desk.document.stories if of and each.id == of), None)
        return tables_of(element, story)

    def _chosen_column(self) -> int:
        return int(self.column.figure.value()) - 1

    def _set_align(self, number: int) -> None:
        """The chosen alignment for the chosen column; the others stay, and nothing is stored beyond the last that has one."""
        tables = self._tables()
        if not tables:
            return
        table, column = tables[int(self.which.figure.value()) - 1], self._chosen_column()
        known = [_at(table.align, at) for at in range(max(len(table.align), column + 1))]
        known[column] = ALIGNMENTS[number]
        while known and not known[-1]:
            known.pop()
        self._set(align=tuple(known))

    def _set(self, **fields: object) -> None:
        tables, element = self._tables(), self._desk.element
        if tables and isinstance(element, Block | TextFrame):
            table = tables[int(self.which.figure.value()) - 1]
            self._desk.apply(edits.SetTable(story=element.story, table=table.id, **fields))


def _at(align: tuple[ColumnAlign, ...], column: int) -> ColumnAlign:
    """The alignment chosen for a column, nothing where there is none."""
    return align[column] if column < len(align) else ""
