"""Questions for files, in the words of the trade."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QInputDialog,
    QMessageBox,
    QPushButton,
    QSplitter,
    QTreeView,
    QWidget,
)

from layoutdesk.ui import folders
from layoutdesk.ui.language import Language
from layoutdesk.ui.textsize import open_at, px
from layoutdesk.ui.theme import UNIT, Look, dress

if TYPE_CHECKING:
    from layoutdesk.exporters.presets import Preset
    from layoutdesk.ui.desk import Desk
    from layoutdesk.ui.presets.dialog import Facts

_LABELS: Final = {
    QFileDialog.DialogLabel.LookIn: "ui.dialog.look_in",
    QFileDialog.DialogLabel.FileName: "ui.dialog.file_name",
    QFileDialog.DialogLabel.FileType: "ui.dialog.file_type",
    QFileDialog.DialogLabel.Reject: "ui.dialog.cancel",
}


class Dialogs:
    """Asks the editor for files; every answer is a path or nothing. Without other cause one looks beside the issue of ``desk``."""

    def __init__(self, parent: QWidget, look: Look, language: Language, desk: Desk | None = None) -> None:
        self._parent, self._look = parent, look
        self._language, self._desk = language, desk

    def open_issue(self) -> Path | None:
        chosen = self._ask("ui.dialog.open", "ui.dialog.issues", "*.ldesk")
        return chosen[0] if chosen else None

    def open_proof(self) -> Path | None:
        chosen = self._ask("ui.dialog.proof", "ui.dialog.proofs", "*.pdf")
        return chosen[0] if chosen else None

    def choose_copy(self) -> list[Path]:
        # Reading copy is nothing that the window needs before somebody asks for it.
        from layoutdesk.intake.readers import SUFFIXES

        return self._matter("ui.dialog.copy", "ui.dialog.copies", SUFFIXES, many=True)

    def choose_matter(self) -> list[Path]:
        from layoutdesk.intake.readers import SUFFIXES
        from layoutdesk.pictures import formats

        suffixes = tuple(dict.fromkeys((*SUFFIXES, *formats.SUFFIXES)))
        return self._matter("ui.dialog.matter", "ui.dialog.matters", suffixes, many=True)

    def choose_picture(self) -> Path | None:
        """A picture to be placed."""
        from layoutdesk.pictures.formats import SUFFIXES

        chosen = self._matter("ui.dialog.picture", "ui.dialog.pictures", SUFFIXES, many=False)
        return chosen[0] if chosen else None

    def _matter(self, title: str, kind: str, suffixes: Iterable[str], *, many: bool) -> list[Path]:
        """Copy or pictures, looked for where they were found last."""
        chosen = self._ask(title, kind, _patterns(suffixes), folders.last("matter"), many=many)
        if chosen:
            folders.note("matter", chosen[0].parent)
        return chosen

    def choose_source(self, source: Path | None) -> Path | None:
        """The file to which a picture is linked anew, looked for where it came from, ``source``, else where the last one was."""
        from layoutdesk.pictures.formats import SUFFIXES

        near = (source.parent if source is not None else None, folders.last("relink"))
        chosen = self._ask("ui.dialog.picture", "ui.dialog.pictures", _patterns(SUFFIXES), *near)
        return chosen[0] if chosen else None

    def choose_folder(self) -> Path | None:
        """A folder with pictures that are missing."""
        dialog = self._dialog("ui.dialog.folder", [("ui.dialog.all", "*")], folders.last("relink"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
        chosen = self._answer(dialog)
        if chosen:
            folders.note("relink", chosen[0])
        return chosen[0] if chosen else None

    def save_issue(self, proposed: Path) -> Path | None:
        return self._save("ui.dialog.save", "ui.dialog.issues", proposed)

    def export_preset(
        self, facts: Facts, proposed: Preset, look_at: Callable[[], object], review: Callable[[], object]
    ) -> Preset | None:
        """How to export; nothing where the question was given up.

        ``look_at`` shows what stands in the way, ``review`` the changes and notes that are not settled.
        """
        from layoutdesk.ui.presets.dialog import ExportDialog

        dialog = ExportDialog(facts, proposed, self._look, self._language, self._parent)
        chosen = dialog.preset if dialog.exec() else None
        dialog.deleteLater()
        if dialog.wants_look:
            look_at()
        elif dialog.wants_review:
            review()
        return chosen

    def preset_name(self, proposed: str) -> str:
        """A name for an export preset; nothing where the question was given up."""
        return (self._line("preset", "preset_name", proposed) or "").strip()[:60]

    def save_package(self, proposed: Path) -> Path | None:
        return self._save("ui.dialog.package", "ui.dialog.packages", proposed)

    def version_name(self) -> str:
        """A name for the issue as it stands; nothing where the question was given up."""
        return (self._line("version", "version_name") or "").strip()[:200]

    def workspace_name(self, proposed: str) -> str:
        """A name for how the window is arranged; nothing where the question was given up."""
        return (self._line("workspace", "workspace_name", proposed) or "").strip()[:60]

    def template_name(self, proposed: str) -> str:
        """A name for a template; nothing where the question was given up."""
        return (self._line("template", "template_name", proposed) or "").strip()[:60]

    def query_name(self, proposed: str) -> str:
        """A name for a query; nothing where the question was given up."""
        return (self._line("query", "query_name", proposed) or "").strip()[:60]

    def reading(self, characters: str, present: str) -> str | None:
        """The reading to set above ``characters``; ``None`` where the question was given up."""
        return self._line("reading", "reading_of", present, characters=characters)

    def _line(self, title: str, question: str, present: str = "", **args: str) -> str | None:
        """The answer to a question for one line of text."""
        text = self._language.text
        dialog = QInputDialog(self._parent)
        dialog.setWindowTitle(text(f"ui.dialog.{title}"))
        dialog.setLabelText(text(f"ui.dialog.{question}", **args))
        dialog.setTextValue(present)
        dialog.setOkButtonText(text("ui.dialog.keep"))
        dialog.setCancelButtonText(text("ui.dialog.cancel"))
        _make_primary(dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok))
        dialog.resize(px(360), dialog.height())
        done = dialog.exec()
        dialog.deleteLater()
        return dialog.textValue() if done else None

    def unsaved(self, reason: str) -> Literal["save", "discard", "stay"]:
        """What to do with changes that cannot be saved where the issue lies."""
        text = self._language.text
        box = self._question(text("ui.dialog.unsaved"), reason)
        save = box.addButton(text("ui.dialog.save_elsewhere"), QMessageBox.ButtonRole.AcceptRole)
        _make_primary(save)
        discard = box.addButton(text("ui.dialog.discard"), QMessageBox.ButtonRole.DestructiveRole)
        box.setEscapeButton(box.addButton(text("ui.dialog.stay"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        box.deleteLater()
        if box.clickedButton() is save:
            return "save"
        return "discard" if box.clickedButton() is discard else "stay"

    def breaks_off(self, doing: str) -> bool:
        """Whether to leave although work is under way, which ends it."""
        text = self._language.text
        box = self._question(doing, text("ui.dialog.under_way"))
        leave = box.addButton(text("ui.dialog.break_off"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(text("ui.dialog.stay"), QMessageBox.ButtonRole.RejectRole)
        box.setEscapeButton(stay)
        _make_primary(stay)
        box.exec()
        box.deleteLater()
        return box.clickedButton() is leave

    def _question(self, said: str, more: str) -> QMessageBox:
        """A box that asks, with white round its words and buttons as round those of other dialogs."""
        box = QMessageBox(self._parent)
        box.setText(said)
        box.setInformativeText(more)
        box.layout().setContentsMargins(*(2 * UNIT,) * 4)
        return box

    def _save(self, title: str, kind: str, proposed: Path) -> Path | None:
        dialog = self._dialog(title, [(kind, f"*{proposed.suffix}")], proposed.parent)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(proposed.suffix)
        dialog.selectFile(proposed.name)
        chosen = self._answer(dialog)
        return chosen[0] if chosen else None

    def _ask(self, title: str, kind: str, patterns: str, *near: Path | None, many: bool = False) -> list[Path]:
        dialog = self._dialog(title, [(kind, patterns), *([("ui.dialog.all", "*")] if many else [])], *near)
        mode = QFileDialog.FileMode.ExistingFiles if many else QFileDialog.FileMode.ExistingFile
        dialog.setFileMode(mode)
        return self._answer(dialog)

    def _dialog(self, title: str, kinds: Sequence[tuple[str, str]], *near: Path | None) -> QFileDialog:
        """A dialog for files in the first of the folders ``near`` that is there, else in that of the issue.

        Qt's own translations lack some of its labels, so they are set here.
        """
        text = self._language.text
        session = self._desk.session if self._desk is not None else None
        begin = folders.first(*near, issue=session.path if session is not None else None)
        dialog = QFileDialog(self._parent, text(title), str(begin))
        dialog.setNameFilters([f"{text(kind)} ({patterns})" for kind, patterns in kinds])
        for label, code in _LABELS.items():
            dialog.setLabelText(label, text(code))
        open_at(dialog, 760, 500)
        _make_room(dialog)
        return dialog

    def _answer(self, dialog: QFileDialog) -> list[Path]:
        """Shows a dialog; what was chosen, nothing where it was given up."""
        done = dialog.exec()
        chosen = [Path(file) for file in dialog.selectedFiles()] if done else []
        dialog.deleteLater()
        # After a question of the dialog's own some window managers leave the keys to nobody.
        self._parent.activateWindow()
        return chosen


def _make_room(dialog: QFileDialog) -> None:
    """Has places, and size, kind and date of files as wide as they are, and names what is left: at large type they ended in dots.

    Where the system's own dialog comes instead there is nothing of it.
    """
    split, listed = dialog.findChild(QSplitter, "splitter"), dialog.findChild(QTreeView, "treeView")
    if split is None or listed is None:
        return
    split.setSizes([px(120), px(620)])
    header = listed.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)


def _patterns(suffixes: Iterable[str]) -> str:
    """What a dialog shows of the files in a folder."""
    return " ".join(f"*{suffix}" for suffix in suffixes)


def _make_primary(button: QPushButton) -> None:
    """Has a button look as what the Return key does, which it is."""
    dress(button, "primary")
    button.setDefault(True)
