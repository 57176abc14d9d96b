"""The dialog of preferences, made from the table: groups at the left, what they hold at the right, a search over all of it."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from layoutdesk import words
from layoutdesk.store.people import system_name
from layoutdesk.ui import icons, recent
from layoutdesk.ui.commandpalette.matching import match, plain
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.kinds import Row
from layoutdesk.ui.panels.rowfields import RowFields
from layoutdesk.ui.panels.rows import Row as ListRow
from layoutdesk.ui.panels.rows import RowList
from layoutdesk.ui.preferences.hand import PreferencesHand
from layoutdesk.ui.preferences.table import GROUPS, SETTINGS, of_group
from layoutdesk.ui.textsize import keep_size, open_at
from layoutdesk.ui.theme import UNIT, Look

_WALKS: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down)
#: Labels take so much of a row, in logical pixels.
_LABEL: Final = 168


class PreferencesDialog(QDialog):
    """What is chosen counts at once; there is nothing to confirm."""

    def __init__(self, hand: PreferencesHand, look: Look, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._hand, self._look, self._language = hand, look, language
        self.search, self.list = QLineEdit(clearButtonEnabled=True), RowList(look)
        self.groups = {group: self._group(group) for group in GROUPS}
        self.titles = {group: QLabel(objectName="title") for group in GROUPS}
        self.resets: dict[str, QToolButton] = {}
        self.none, self.reset, self.close_button = QLabel(objectName="dim"), QPushButton(), QPushButton()
        self._chosen = GROUPS[0]
        for group, fields in self.groups.items():
            self._add_resets(group, fields)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.search.setFocus()
        look.resized.connect(self._take_size)
        self._take_size()

    def _take_size(self) -> None:
        open_at(self, 720, 560)

    # Making

    def _group(self, group: str) -> RowFields:
        rows = tuple(setting.row for setting in of_group(group))
        fields = RowFields(rows, self._look, self._language, "ui.preferences")
        fields.make()
        for field in fields.fields.values():
            keep_size(field.label, width=_LABEL)
        return fields

    def _add_resets(self, group: str, fields: RowFields) -> None:
        """A button behind each field that brings back what is usual; seen where that is something else."""
        for setting in of_group(group):
            name = setting.row.name
            button = self.resets[name] = QToolButton(objectName="fold")
            button.clicked.connect(partial(self._hand.reset, name))
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            button.setSizePolicy(policy)
            layout = fields.fields[name].layout()
            assert layout is not None
            layout.addWidget(button)

    def _lay_out(self) -> None:
        self.list.setObjectName("shortcuts")
        keep_size(self.list, width=190)
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        for group, fields in self.groups.items():
            # In a layout its margins follow the size of type, as those of the fields do.
            head = QHBoxLayout()
            head.setContentsMargins(2 * UNIT - 4, UNIT, 0, UNIT // 2)
            head.addWidget(self.titles[group])
            column.addLayout(head)
            column.addWidget(fields)
        column.addWidget(self.none)
        column.addStretch(1)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        scroll = QScrollArea(widgetResizable=True, frameShape=QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(held)
        self.reset.setAutoDefault(False)
        self.close_button.setAutoDefault(False)
        middle, foot, around = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        middle.setSpacing(2 * UNIT)
        middle.addWidget(self.list)
        middle.addWidget(scroll, 1)
        foot.addWidget(self.reset)
        foot.addStretch()
        foot.addWidget(self.close_button)
        around.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        around.setSpacing(UNIT + 2)
        around.addWidget(self.search)
        around.addLayout(middle, 1)
        around.addLayout(foot)

    def _connect(self) -> None:
        for fields in self.groups.values():
            fields.given.connect(self._give)
            fields.folder_wanted.connect(self._ask_folder)
        self.search.textChanged.connect(lambda _: self._show_groups())
        self.search.installEventFilter(self)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._choose())
        self.reset.clicked.connect(self._reset)
        self.close_button.clicked.connect(self.accept)
        self._hand.changed.connect(self.refresh)
        self._language.changed.connect(self.retranslate)
        self._look.changed.connect(self._tint)

    # Showing

    def retranslate(self) -> None:
        """Shows everything in the language of the window."""
        text = self._language.text
        self.setWindowTitle(text("ui.preferences.title"))
        self.search.setPlaceholderText(text("ui.preferences.search"))
        self.search.setAccessibleName(text("ui.preferences.search"))
        self.list.setAccessibleName(text("ui.preferences.title"))
        self.close_button.setText(text("ui.versions.close"))
        for group, fields in self.groups.items():
            fields.retranslate()
            self.titles[group].setText(text(f"ui.preferences.group_{group}"))
        for name, button in self.resets.items():
            said = text("ui.preferences.reset", setting=text(f"ui.preferences.{name}"))
            button.setToolTip(said)
            button.setAccessibleName(said)
        rows = [ListRow(group, text(f"ui.preferences.group_{group}")) for group in GROUPS]
        self.list.show_rows(rows, self._chosen)
        self._tint()
        self.refresh()

        self.groups["copy"].lines["author"].setPlaceholderText(system_name())

    def _tint(self) -> None:
        for button in self.resets.values():
            button.setIcon(icons.icon("undo", self._look.theme))

    def refresh(self, *_: object) -> None:
        """Shows what every setting is now."""
        for group, fields in self.groups.items():
            for setting in of_group(group):
                name = setting.row.name
                fields.show_row(setting.row, self._hand.value(name))
                self.resets[name].setVisible(not self._hand.is_usual(name))
        self._show_groups()

    def _show_groups(self) -> None:
        """The chosen group; while something is looked for, what fits of every group."""
        wanted = plain(self.search.text()).replace(" ", "")
        found = False
        for group, fields in self.groups.items():
            fits = [
                setting.row.name for setting in of_group(group) if not wanted or self._fits(wanted, setting.row.name)
            ]
            shown = bool(fits) if wanted else group == self._chosen
            fields.setVisible(shown)
            self.titles[group].setVisible(shown)
            for name, field in fields.fields.items():
                field.setVisible(name in fits)
            found = found or shown
        self.list.mark("" if wanted else self._chosen)
        self.none.setVisible(not found)
        self.none.setText(self._language.text("ui.palette.none", wanted=self.search.text().strip()))
        group = self._language.text(f"ui.preferences.group_{self._chosen}")
        text = self._language.text
        self.reset.setText(
            text("ui.preferences.reset_all") if wanted else text("ui.preferences.reset_group", group=group)
        )
        self.reset.setEnabled(any(not self._hand.is_usual(name) for name in self._reset_names()))

    def _fits(self, wanted: str, name: str) -> bool:
        """Whether a setting is meant: by its name, its group or what it may be, in either language."""
        codes = [name, f"group_{SETTINGS[name].group}"]
        row = SETTINGS[name].row
        codes += [f"{name}_{value}" for value in getattr(row, "values", ())]
        return any(
            match(wanted, said)
            for code in codes
            for said in (words.text(f"ui.preferences.{code}", language) for language in words.LANGUAGES)
        )

    # The hand

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search the arrows walk in the groups."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _WALKS:
            QCoreApplication.sendEvent(self.list, event)
            return True
        return super().eventFilter(watched, event)

    def _choose(self) -> None:
        at = self.list.currentIndex().row()
        if at >= 0:
            self._chosen = GROUPS[at]
            self.search.clear()
            self._show_groups()

    def _give(self, row: Row, value: Any) -> None:
        self._hand.choose(row.name, value)

    def _ask_folder(self, row: Row) -> None:
        title = self._language.text(f"ui.preferences.{row.name}")
        chosen = QFileDialog.getExistingDirectory(self, title, self._hand.value(row.name) or str(recent.issue_folder()))
        if chosen:
            self._hand.choose(row.name, chosen)

    def _reset_names(self) -> list[str]:
        """What the button at the foot brings back: the group that is shown, or everything while something is looked for."""
        if self.search.text().strip():
            return list(SETTINGS)
        return [setting.row.name for setting in of_group(self._chosen)]

    def _reset(self) -> None:
        self._hand.reset(*self._reset_names())
