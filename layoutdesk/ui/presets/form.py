"""The fields of a preset; what a kind of export has no use for is not shown."""

from __future__ import annotations

from functools import partial
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QSpinBox,
    QToolButton,
    QWidget,
)

from layoutdesk.base.brief import brief
from layoutdesk.exporters.marks import MARKS
from layoutdesk.exporters.presets import BY_PAGE, KINDS, SHOWN, Preset, marks_of
from layoutdesk.pictures.profiles import known_conditions
from layoutdesk.ui.language import Language
from layoutdesk.ui.theme import UNIT

#: The standards by name, as texts and the command line know them.
STANDARDS: Final = ("x4", "x1a")
_AFTER: Final = ("nothing", "view", "file", "folder")
_ALL, _NUMBERS = "", "numbers"
#: Characters of what a field says, in its menu.
_MOST: Final = 24
#: For which kinds a field counts; the others count for all of them.
_ONLY: Final = {
    "standard": ("pdf",),
    "profile": ("pdf", "screen", "png"),
    "marks": ("pdf",),
    "dpi": ("screen", "png"),
    "pages": ("pdf", "screen", "png", "text"),
    "each": BY_PAGE,
    "final": ("pdf", "screen", "png", "text"),
}


class PresetForm(QWidget):
    """Shows a preset and gives what is made of it; ``changed`` after every change by hand, ``folder_wanted`` by its button."""

    changed = Signal()
    folder_wanted = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language, self._base, self._shows = language, Preset(), False
        self._samples: dict[str, str] = {}
        self.kind, self.standard, self.profile = (QComboBox() for _ in range(3))
        self.pages, self.after = QComboBox(), QComboBox()
        self.numbers, self.file, self.folder = QLineEdit(), QLineEdit(), QLineEdit()
        self.dpi = QSpinBox(minimum=18, maximum=600, singleStep=10, suffix=" ppi")
        self.each, self.final = QCheckBox(), QCheckBox()
        self.marks = {name: QCheckBox() for name in MARKS}
        self.folder_button, self.fields = QToolButton(), QToolButton()
        self.folder_button.clicked.connect(self.folder_wanted)
        self._fill()
        self.form = QFormLayout(self)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setSpacing(UNIT)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._rows = {name: self._row(name, widget) for name, widget in self._widgets().items()}
        self._listen()

    def _fill(self) -> None:
        text = self._language.text
        for combo, names, group in (
            (self.kind, KINDS, "kind"),
            (self.standard, STANDARDS, "standard"),
            (self.after, _AFTER, "after"),
            (self.pages, (_ALL, SHOWN, _NUMBERS), "pages"),
        ):
            for name in names:
                combo.addItem(text(f"ui.export.{group}_{name or 'all'}"), name)
        self.profile.addItem(text("ui.export.of_template"), "")
        for name, title in known_conditions().items():
            known = f"ui.export.{name}"
            self.profile.addItem(title if text(known) == known else text(known), name)
        for name, box in self.marks.items():
            box.setText(text(f"ui.export.{name}"))
        self.each.setText(text("ui.export.each"))
        self.final.setText(text("ui.export.final"))
        self.final.setToolTip(text("ui.export.final_hint"))
        self.numbers.setPlaceholderText("1-4,7")
        self.numbers.setAccessibleName(text("ui.export.pages_numbers"))
        self.fields.setText("{ }")
        self.fields.setToolTip(text("ui.export.fields"))
        self.fields.setAccessibleName(text("ui.export.fields"))
        self.fields.setMenu(QMenu(self.fields))
        self.fields.menu().aboutToShow.connect(self._offer)
        self.fields.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.folder.setPlaceholderText(text("ui.export.beside"))
        self.folder_button.setText("…")
        self.folder_button.setAccessibleName(text("ui.export.choose_folder"))
        self.folder_button.setToolTip(text("ui.export.choose_folder"))

    def _widgets(self) -> dict[str, QWidget]:
        marks = QWidget()
        grid = QGridLayout(marks)
        grid.setContentsMargins(0, 0, 0, 0)
        for place, box in enumerate(self.marks.values()):
            grid.addWidget(box, place // 2, place % 2)
        return {
            "kind": self.kind, "standard": self.standard, "profile": self.profile, "marks": marks, "dpi": self.dpi,
            "pages": _beside(self.pages, self.numbers), "each": self.each, "file": _beside(self.file, self.fields),
            "folder": _beside(self.folder, self.folder_button), "final": self.final, "after": self.after,
        }  # fmt: skip

    def _row(self, name: str, widget: QWidget) -> tuple[QLabel, QWidget]:
        has_own = isinstance(widget, QCheckBox)
        label = QLabel("" if has_own else self._language.text(f"ui.export.{name}"))
        field = getattr(self, name, None)
        if isinstance(field, QWidget) and not has_own:
            field.setAccessibleName(label.text())
        self.form.addRow(label, widget)
        return label, widget

    def show_fields(self, samples: dict[str, str]) -> None:
        """Explains the fields that names of files and folders may have, by what each says now; its menu puts them in."""
        self._samples, text = samples, self._language.text
        lines = [text("ui.export.fields_hint")]
        for name, value in samples.items():
            now = text("ui.export.now", value=value) if value else ""
            lines.append(f"{{{name}}}  {text(f'ui.export.field_{name}')}{now}")
        for line in (self.file, self.folder):
            line.setToolTip("\n".join(lines))

    def _offer(self) -> None:
        menu = self.fields.menu()
        menu.clear()
        for name, value in self._samples.items():
            says = f"{self._language.text(f'ui.export.field_{name}')}  {brief(value, _MOST)}".rstrip()
            menu.addAction(says.replace("&", "&&") + f"\t{{{name}}}", partial(self._put, f"{{{name}}}"))

    def _put(self, field: str) -> None:
        self.file.insert(field)
        self.file.setFocus()

    def _listen(self) -> None:
        for combo in (self.kind, self.standard, self.profile, self.pages, self.after):
            combo.currentIndexChanged.connect(self._changed)
        for box in (self.each, self.final, *self.marks.values()):
            box.toggled.connect(self._changed)
        for field in (self.numbers, self.file, self.folder):
            field.textChanged.connect(self._changed)
        self.dpi.valueChanged.connect(self._changed)

    def _changed(self, *_: object) -> None:
        if not self._shows:
            self._show_rows()
            self.changed.emit()

    @property
    def preset(self) -> Preset:
        """The preset as the fields stand."""
        pages = self.pages.currentData()
        return replace(
            self._base,
            kind=self.kind.currentData(), standard=self.standard.currentData(), profile=self.profile.currentData(),
            marks=marks_of([name for name, box in self.marks.items() if box.isChecked()]),
            dpi=self.dpi.value(), pages=self.numbers.text().strip() if pages == _NUMBERS else pages,
            each=self.each.isChecked(), file=self.file.text().strip(), folder=self.folder.text().strip(),
            final=self.final.isChecked(), after=self.after.currentData(),
        )  # fmt: skip

    def show_preset(self, preset: Preset) -> None:
        """Shows a preset; no change of the hand."""
        self._base, self._shows = preset, True
        for combo, value in (
            (self.kind, preset.kind), (self.standard, preset.standard), (self.profile, preset.profile),
            (self.after, preset.after),
            (self.pages, preset.pages if preset.pages in (_ALL, SHOWN) else _NUMBERS),
        ):  # fmt: skip
            combo.setCurrentIndex(max(0, combo.findData(value)))
        self.numbers.setText(preset.pages if preset.pages not in (_ALL, SHOWN) else "")
        for name, box in self.marks.items():
            box.setChecked(name in preset.marks)
        self.dpi.setValue(preset.dpi)
        self.each.setChecked(preset.each)
        self.final.setChecked(preset.final)
        self.file.setText(preset.file)
        self.folder.setText(preset.folder)
        self._shows = False
        self._show_rows()

    def _show_rows(self) -> None:
        """What counts for the kind of export."""
        kind = self.kind.currentData()
        for name, (label, widget) in self._rows.items():
            counts = kind in _ONLY.get(name, KINDS)
            label.setVisible(counts)
            widget.setVisible(counts)
        self.numbers.setVisible(self.pages.currentData() == _NUMBERS)


def _beside(*widgets: QWidget) -> QWidget:
    out = QWidget()
    row = QHBoxLayout(out)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(UNIT // 2)
    for widget in widgets:
        row.addWidget(widget, 1 if isinstance(widget, QComboBox | QLineEdit) else 0)
    row.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return out
