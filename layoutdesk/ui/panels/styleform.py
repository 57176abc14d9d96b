"""The form of one style: everything that a style says, each field by its row of a table; what rarely changes comes at a click."""

from __future__ import annotations

from typing import Any, Final, get_args

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from layoutdesk.base.limits import MOST_SIZE
from layoutdesk.model.styles import ROLES, Align, Interpunct, Pairs, Prohibition, TextStyle, TrimEnd, TrimStart
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.fields import Field, Line, column_in
from layoutdesk.ui.panels.kinds import Choose, Figure, Ink, Row, Tick
from layoutdesk.ui.panels.rowfields import RowFields
from layoutdesk.ui.styles.catalogue import Entry
from layoutdesk.ui.theme import Look

#: A style of a paragraph has a size; the smallest that it may be given, points.
_LEAST: Final = 3.0
_SIZE: Final = Figure("size", _LEAST, MOST_SIZE, 0.5, 2, "points", type_size=True)
_ROLE: Final = Choose("role", ROLES, "role")
_INK: Final = Ink("paint")
_MARKS: Final = ("dots", "underline", "wave", "strike")

#: What a style of paragraphs says, most of all: face, size, leading (行距), indent, alignment, white.
PARAGRAPH: Final[tuple[Row, ...]] = (
    _ROLE,
    _SIZE,
    Figure("leading", 0, MOST_SIZE, 0.5, 2, "points", "by_grid", type_size=True),
    Choose("align", get_args(Align), "align"),
    Figure("indent", 0, 20, 0.5, 2, "ems"),
    Figure("rows_before", 0, 20, 0.5, 1, "rows"),
    Figure("rows_after", 0, 20, 0.5, 1, "rows"),
    Figure("drop", 0, 5, none="none", unit="rows", whole=True),
    _INK,
)
#: And more seldom: width of type, how lines are kept together, the rules of setting (排版规则).
SETTING: Final[tuple[Row, ...]] = (
    Figure("hscale", 50, 200, 1, 1, "percent", percent=True),
    Figure("hscale_min", 50, 100, 1, 1, "percent", percent=True),
    Figure("rows_each", 0.5, 20, 0.5, 1, "rows"),
    Figure("keep_next", 0, 20, none="none", unit="rows", whole=True),
    Choose("language", ("", "zh", "zh-Hant", "zh-HK", "en"), "language", "issue"),
    Choose("prohibition", get_args(Prohibition), "prohibition"),
    Choose("pairs", get_args(Pairs), "pairs"),
    Choose("trim_start", get_args(TrimStart), "trim_start"),
    Choose("trim_end", get_args(TrimEnd), "trim_end"),
    Choose("interpunct", get_args(Interpunct), "interpunct"),
    Tick("shrink_stops"),
    Tick("hyphenate"),
    Figure("word_edge", 1, 10, whole=True),
    Figure("ladder", 0, 10, none="any", whole=True),
    Figure("last_line", 0, 10, whole=True),
    Figure("latin_gap", 0, 1, 0.05, 2, "ems", "none"),
    Figure("loosest", 0, 2, 0.05, 2, "ems"),
    Figure("flush_from", 0, 100, 1, 1, "ems"),
    Figure("word_space.0", 30, 500, 5, 0, "percent", label="word_space_least", percent=True),
    Figure("word_space.1", 30, 500, 5, 0, "percent", label="word_space_best", percent=True),
    Figure("word_space.2", 30, 500, 5, 0, "percent", label="word_space_most", percent=True),
    Figure("letter_space.0", -10, 20, 0.5, 1, "percent", label="letter_space_least", percent=True),
    Figure("letter_space.1", -10, 20, 0.5, 1, "percent", label="letter_space_most", percent=True),
    Figure("glyph_scale.0", 90, 110, 0.5, 1, "percent", label="glyph_scale_least", percent=True),
    Figure("glyph_scale.1", 90, 110, 0.5, 1, "percent", label="glyph_scale_most", percent=True),
)
#: What a look says over the style that it stands on.
LOOK: Final[tuple[Row, ...]] = (
    Choose("role", ("", *ROLES), "role", "as_it_is"),
    Figure("size", 0, MOST_SIZE, 0.5, 2, "points", "as_it_is", type_size=True),
    _INK,
    Figure("scale", 20, 300, 5, 0, "percent", percent=True),
    Figure("rise", -200, 200, 1, 0, "percent", percent=True),
    *(Tick(f"marks.{mark}") for mark in _MARKS),
    Figure("mark_offset", -200, 200, 1, 0, "percent", percent=True),
    Figure("mark_weight", 0, 50, 0.5, 1, "percent", "usual", percent=True),
)
#: The sizes of these follow the headline's room: what a style says of them would be nothing that is seen.
_FITTED: Final = ("main",)


def value_of(style: TextStyle, name: str) -> Any:
    """What a style says in a field: one of its own, or a part of one."""
    field, _, part = name.partition(".")
    value = getattr(style, field)
    return value if not part else value[int(part)] if part.isdigit() else part in value


def changed(style: TextStyle, name: str, value: Any) -> tuple[str, Any]:
    """The field of a style, and its value once a part of it is another."""
    field, _, part = name.partition(".")
    if not part:
        return field, value
    if not part.isdigit():
        return field, tuple(each for each in _MARKS if (value if each == part else each in getattr(style, field)))
    parts = list(getattr(style, field))
    parts[int(part)] = value
    # The least is never more than the best, nor that than the most.
    at = int(part)
    return field, tuple(
        min(each, value) if n < at else max(each, value) if n > at else value for n, each in enumerate(parts)
    )


class StyleForm(QWidget):
    """``changed``: the hand has given a field of the style that is shown another value; ``renamed``: a style and its new name."""

    changed = Signal(str, str, object)
    renamed = Signal(str, str)

    def __init__(self, look: Look, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._entry: Entry | None = None
        self.name = Line()
        self.named = Field(self.name)
        self.more = QToolButton(checkable=True)
        self.paragraph = RowFields(PARAGRAPH, look, language, "ui.styles")
        self.setting = RowFields(SETTING, look, language, "ui.styles")
        self.look = RowFields(LOOK, look, language, "ui.styles")
        self._rows = ((self.paragraph, PARAGRAPH), (self.setting, SETTING), (self.look, LOOK))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        around = QWidget()
        column_in(around).addWidget(self.named)
        folded = QWidget()
        column_in(folded).addWidget(self.more)
        self._folded, self._around = folded, around
        for widget in (around, self.paragraph, folded, self.setting, self.look):
            column.addWidget(widget)
        column.addStretch(1)
        for fields, _ in self._rows:
            fields.given.connect(self._set)
        self.more.toggled.connect(lambda _: self._show())
        self.name.editingFinished.connect(self._rename)

    def retranslate(self) -> None:
        """Shows labels in the language of the window."""
        text = self._language.text
        for fields, _ in self._rows:
            fields.retranslate()
        self.named.label.setText(text("ui.styles.name"))
        self.name.setAccessibleName(text("ui.styles.name"))
        self.more.setText(text("ui.styles.setting"))
        self._show()

    def show_style(self, entry: Entry | None) -> None:
        """Shows a style as it is; nothing where none is chosen."""
        other = entry is None or self._entry is None or entry.name != self._entry.name
        self._entry = entry
        if entry is not None:
            self.name.show_text(entry.name, anew=other)
        self._show()

    def _show(self) -> None:
        entry = self._entry
        self.setVisible(entry is not None)
        if entry is None:
            return
        self._around.setVisible(entry.is_own)
        self.paragraph.setVisible(not entry.is_look)
        self._folded.setVisible(not entry.is_look)
        self.setting.setVisible(not entry.is_look and self.more.isChecked())
        self.look.setVisible(entry.is_look)
        for fields, rows in self._rows:
            if not fields.isHidden():
                for row in rows:
                    fields.show_row(row, value_of(entry.style, row.name))
        if entry.is_look:
            # Without a face of its own a look has the ink of what it stands on.
            self.look.fields["paint"].setVisible(bool(entry.style.role))
        else:
            self.paragraph.fields["size"].setVisible(entry.name not in _FITTED)

    def begin(self) -> None:
        """Gives the keys to the first field."""
        entry = self._entry
        if entry is not None:
            (self.look if entry.is_look else self.paragraph).combos["role"].setFocus()

    def begin_name(self) -> None:
        """Has the name typed."""
        self.name.setFocus()
        self.name.selectAll()

    def _set(self, row: Row, value: Any) -> None:
        if self._entry is not None:
            self.changed.emit(self._entry.name, *changed(self._entry.style, row.name, value))

    def _rename(self) -> None:
        entry, new = self._entry, self.name.text().strip()[:60]
        if entry is not None and entry.is_own and self.name.is_half_typed:
            self.name.show_text(entry.name, anew=True)
            if new:
                self.renamed.emit(entry.name, new)
