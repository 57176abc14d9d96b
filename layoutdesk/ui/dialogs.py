"""Questions for files, in the words of the trade."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from layoutdesk.ui.language import Language


class Dialogs:
    """Asks the editor for files; every answer is a path or nothing."""

    def __init__(self, parent: QWidget, language: Language) -> None:
        self._parent = parent
        self._language = language

    def open_issue(self) -> Path | None:
        text = self._language.text
        chosen, _ = QFileDialog.getOpenFileName(
            self._parent, text("ui.dialog.open"), "", f"{text('ui.dialog.issues')} (*.ldesk)"
        )
        return Path(chosen) if chosen else None

    def choose_copy(self) -> list[Path]:
        text = self._language.text
        chosen, _ = QFileDialog.getOpenFileNames(
            self._parent,
            text("ui.dialog.copy"),
            "",
            f"{text('ui.dialog.copies')} (*.md *.txt);;{text('ui.dialog.all')} (*)",
        )
        return [Path(file) for file in chosen]

    def save_issue(self, proposed: Path) -> Path | None:
        return self._save("ui.dialog.save", "ui.dialog.issues", proposed)

    def save_pdf(self, proposed: Path) -> Path | None:
        return self._save("ui.dialog.export", "ui.dialog.pdfs", proposed)

    def unsaved(self, reason: str) -> Literal["save", "discard", "stay"]:
        """What to do with changes that cannot be saved where the issue lies."""
        text = self._language.text
        box = QMessageBox(self._parent)
        box.setText(text("ui.dialog.unsaved"))
        box.setInformativeText(reason)
        save = box.addButton(text("ui.dialog.save_elsewhere"), QMessageBox.ButtonRole.AcceptRole)
        discard = box.addButton(text("ui.dialog.discard"), QMessageBox.ButtonRole.DestructiveRole)
        box.setEscapeButton(box.addButton(text("ui.dialog.stay"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        if box.clickedButton() is save:
            return "save"
        return "discard" if box.clickedButton() is discard else "stay"

    def _save(self, title: str, kind: str, proposed: Path) -> Path | None:
        text = self._language.text
        chosen, _ = QFileDialog.getSaveFileName(
            self._parent, text(title), str(proposed), f"{text(kind)} (*{proposed.suffix})"
        )
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix else path.with_suffix(proposed.suffix)
