"""The list of an issue's earlier versions (历史版本), the newest on top, and the button that restores the marked one."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from layoutdesk.store.versions import Version
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.rows import Row, RowList
from layoutdesk.ui.theme import UNIT, Look

_KINDS: Final = {
    "auto": "ui.versions.auto",
    "named": "ui.versions.named",
    "export": "ui.versions.export",
    "round": "ui.versions.round",
    "restore": "ui.versions.restore_point",
}


class VersionList(QDialog):
    """A list to look through; ``wanted`` gives the number of the version to restore."""

    wanted = Signal(int)

    def __init__(
        self, versions: Sequence[Version], restores: bool, look: Look, language: Language, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._language = language
        self._restores = restores
        text = language.text
        self.setWindowTitle(text("ui.versions.title"))
        self.list = RowList(look)
        self.list.setAccessibleName(text("ui.versions.title"))
        self.list.show_rows([self._row(version) for version in reversed(versions)])
        self.none = QLabel(text("ui.versions.none"), objectName="dim")
        self.none.setVisible(not versions)
        self.restore = QPushButton(text("ui.versions.restore"))
        self.restore.setEnabled(False)
        self.restore.clicked.connect(self._take)
        self.leave = QPushButton(text("ui.versions.close"))
        self.leave.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        column.addWidget(self.none)
        column.addWidget(self.list, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.restore)
        buttons.addWidget(self.leave)
        column.addLayout(buttons)
        self.list.selectionModel().currentChanged.connect(self._marked)
        self.resize(480, 420)

    def _row(self, version: Version) -> Row:
        text = self._language.text
        kind = text(_KINDS.get(version.kind, "ui.versions.auto"), number=version.name)
        named = version.name if version.kind != "restore" else ""
        who = " · ".join(part for part in (version.actor, version.role) if part)
        under = text("ui.versions.under", who=who, revision=version.revision)
        return Row(str(version.number), named or kind, _moment(version.at), f"{kind} · {under}" if named else under)

    def _marked(self, index: QModelIndex, _: QModelIndex) -> None:
        self.restore.setEnabled(self._restores and index.isValid())

    def _take(self) -> None:
        row = self.list.currentIndex().row()
        if row >= 0:
            self.wanted.emit(int(self.list.rows.rows[row].key))
            self.accept()


def _moment(at: str) -> str:
    """A moment of the file in the time of this place; as it stands where it is none."""
    try:
        return datetime.datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return at
