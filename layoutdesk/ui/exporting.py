"""How the issue is exported: standard, printing condition and printer's marks, asked once and remembered."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from layoutdesk.exporters.marks import MARKS
from layoutdesk.pictures.profiles import known_conditions
from layoutdesk.ui.language import Language
from layoutdesk.ui.theme import UNIT
from layoutdesk.ui.work import ExportWish

#: The standards by name, as texts and the command line know them.
STANDARDS: Final = ("x4", "x1a")
_KEYS: Final = ("export/standard", "export/profile", "export/marks")


def recall_wish() -> ExportWish:
    """What was asked for last time; what is not known any more falls back to the usual."""
    standard, profile, marks = (str(QSettings().value(key) or "") for key in _KEYS)
    return ExportWish(
        standard if standard in STANDARDS else STANDARDS[0],
        profile if profile in known_conditions() else "",
        frozenset(marks.split(",")) & frozenset(MARKS),
    )


def remember_wish(wish: ExportWish) -> None:
    """Keeps what was asked for until the next time."""
    settings = QSettings()
    marks = ",".join(mark for mark in MARKS if mark in wish.marks)
    for key, value in zip(_KEYS, (wish.standard, wish.profile, marks), strict=True):
        settings.setValue(key, value)


class ExportDialog(QDialog):
    """Asks how to export; ``wish`` is the answer."""

    def __init__(self, language: Language, wish: ExportWish, parent: QWidget) -> None:
        super().__init__(parent)
        text = language.text
        self.setWindowTitle(text("ui.dialog.export"))
        self.standard, self.profile = QComboBox(), QComboBox()
        for name in STANDARDS:
            self.standard.addItem(text(f"ui.export.{name}"), name)
        self.profile.addItem(text("ui.export.of_template"), "")
        for name, title in known_conditions().items():
            known = f"ui.export.{name}"
            shown = text(known)
            self.profile.addItem(title if shown == known else shown, name)
        self.marks = {name: QCheckBox(text(f"ui.export.{name}")) for name in MARKS}
        self._lay_out(language)
        self.standard.setCurrentIndex(max(0, self.standard.findData(wish.standard)))
        self.profile.setCurrentIndex(max(0, self.profile.findData(wish.profile)))
        for name, box in self.marks.items():
            box.setChecked(name in wish.marks)

    @property
    def wish(self) -> ExportWish:
        """What is asked for as the dialog stands."""
        marks = frozenset(name for name, box in self.marks.items() if box.isChecked())
        return ExportWish(self.standard.currentData(), self.profile.currentData(), marks)

    def _lay_out(self, language: Language) -> None:
        form = QFormLayout()
        form.setSpacing(UNIT)
        for name, field in (("standard", self.standard), ("profile", self.profile)):
            label = language.text(f"ui.export.{name}")
            field.setAccessibleName(label)
            form.addRow(label, field)
        boxes = QGridLayout()
        boxes.setHorizontalSpacing(2 * UNIT)
        for place, box in enumerate(self.marks.values()):
            boxes.addWidget(box, place // 2, place % 2)
        form.addRow(QLabel(language.text("ui.export.marks")), boxes)
        buttons = QDialogButtonBox()
        go = buttons.addButton(language.text("ui.export.go"), QDialogButtonBox.ButtonRole.AcceptRole)
        go.setObjectName("primary")
        go.setDefault(True)
        buttons.addButton(language.text("ui.dialog.cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        layout.setSpacing(2 * UNIT)
        layout.addLayout(form)
        layout.addWidget(buttons)
