"""The dialog of the shortcuts: a set to begin from, every action with its keys, found by name or by key, and changed below."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from layoutdesk.ui import icons
from layoutdesk.ui.commandpalette.finds import Find, all_actions
from layoutdesk.ui.commandpalette.hits import HitPainter, Hits
from layoutdesk.ui.commandpalette.ranking import Hit, listed, ranked
from layoutdesk.ui.language import Language
from layoutdesk.ui.shortcuts.chords import grip, shown
from layoutdesk.ui.shortcuts.keybox import KeyBox
from layoutdesk.ui.shortcuts.keyfield import KeyField
from layoutdesk.ui.shortcuts.keyring import MOST_KEYS, Keyring
from layoutdesk.ui.shortcuts.keysets import shipped
from layoutdesk.ui.textsize import keep_size, open_at
from layoutdesk.ui.theme import UNIT, Look


class ShortcutEditor(QDialog):
    """What is changed counts at once; there is nothing to confirm."""

    def __init__(self, keyring: Keyring, look: Look, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._keyring, self._look, self._language = keyring, look, language
        self._key = ""
        self.sets, self.about, self.reset = QComboBox(), QLabel(objectName="dim", wordWrap=True), QPushButton()
        self.search, self.key = QLineEdit(clearButtonEnabled=True), KeyField()
        self.by_key = QToolButton(checkable=True)
        self.list, self.model = QListView(), Hits(self)
        self.none = QLabel(objectName="dim")
        self.box = KeyBox(keyring, language)
        self._lay_out()
        self._connect()
        self.refresh()
        self.search.setFocus()

    def _lay_out(self) -> None:
        text = self._language.text
        self.setWindowTitle(text("ui.keys.title"))
        for name in shipped():
            self.sets.addItem(text(f"ui.keys.set_{name}"), name)
        self.sets.setCurrentIndex(self.sets.findData(self._keyring.chosen))
        self.sets.setAccessibleName(text("ui.keys.set"))
        keep_size(self.sets, least_width=190)
        self.list.setModel(self.model)
        self.list.setItemDelegate(HitPainter(self._look, self, MOST_KEYS))
        self.list.setObjectName("shortcuts")
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for widget, code in (
            (self.search, "ui.keys.search"),
            (self.key, "ui.keys.search_key"),
            (self.list, "ui.keys.title"),
        ):
            widget.setAccessibleName(text(code))
        self.search.setPlaceholderText(text("ui.keys.search"))
        self.key.setPlaceholderText(text("ui.keys.search_key"))
        self.key.hide()
        self.by_key.setText(text("ui.keys.by_key"))
        self.by_key.setIcon(icons.icon("keyboard", self._look.theme))
        self.by_key.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.by_key.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.reset.setText(text("ui.keys.reset_all"))
        close = QPushButton(text("ui.versions.close"))
        close.clicked.connect(self.accept)
        for button in (self.reset, close, *self.box.findChildren(QPushButton)):
            button.setAutoDefault(False)
        self._columns(close)
        open_at(self, 680, 660)

    def _columns(self, close: QPushButton) -> None:
        """Everything in its row."""
        top, find, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        top.addWidget(QLabel(self._language.text("ui.keys.set")))
        top.addWidget(self.sets)
        top.addWidget(self.about, 1)
        for widget in (self.search, self.key):
            find.addWidget(widget, 1)
        find.addWidget(self.by_key)
        foot.addWidget(self.reset)
        foot.addStretch()
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        column.setSpacing(UNIT + 2)
        for row in (top, find):
            row.setSpacing(UNIT)
            column.addLayout(row)
        column.addWidget(self.list, 1)
        column.addWidget(self.none, 1)
        column.addWidget(self.box)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.sets.activated.connect(lambda: self._keyring.use(self.sets.currentData()))
        self.reset.clicked.connect(self._keyring.reset_all)
        self.search.textChanged.connect(self.refresh)
        self.by_key.toggled.connect(self._look_by_key)
        self.search.installEventFilter(self)
        self.key.pressed.connect(self._find_key)
        self.key.left.connect(lambda: self.by_key.setChecked(False))
        self.list.selectionModel().currentChanged.connect(lambda index: self._show_marked(index.row()))
        self.list.activated.connect(lambda _: self.box.field.setFocus())
        self.box.left.connect(self.list.setFocus)
        self._keyring.changed.connect(self.refresh)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the field of names the arrows walk in the list, and Enter goes on to the keys of what is marked."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                QCoreApplication.sendEvent(self.list, event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.box.field.setFocus()
                return True
        return super().eventFilter(watched, event)

    # What is listed

    def refresh(self) -> None:
        """Lists the actions that are looked for, as they are now; the marked one stays marked."""
        action = self.marked()
        found = [self._marked_if_changed(find) for find in all_actions(self._language.current, self._keyring)]
        rows: list[str | Hit] = []
        if self.by_key.isChecked():
            wanted = grip(self._key)
            rows = [Hit(find) for find in found if not self._key or wanted in map(grip, find.keys)]
        elif self.search.text().strip():
            rows = list(ranked(found, self.search.text()))
        else:
            rows = listed(found, self._language.text)
        self.model.show(rows)
        self.list.setVisible(bool(rows))
        self.none.setVisible(not rows)
        missing = "ui.keys.free" if self.by_key.isChecked() else "ui.palette.none"
        self.none.setText(self._language.text(missing, wanted=self.search.text().strip(), key=shown(self._key)))
        self._show_set()
        self.mark(action)

    def _marked_if_changed(self, find: Find) -> Find:
        return find._replace(mark="dot" if self._keyring.is_changed(find.name) else "")

    def _show_set(self) -> None:
        text, changed = self._language.text, len(self._keyring.changed_actions())
        about = text(f"ui.keys.about_{self._keyring.chosen}")
        self.about.setText(text("ui.keys.changed", count=changed) if changed else about)
        self.about.setToolTip(about)
        self.reset.setEnabled(bool(changed))

    def marked(self) -> str:
        """The action that is marked in the list."""
        row = self.list.currentIndex().row()
        hit = self.model.rows[row] if 0 <= row < len(self.model.rows) else None
        return hit.find.name if isinstance(hit, Hit) else ""

    def mark(self, action: str) -> None:
        """Marks an action; where it is not listed, the first."""
        names = [row.find.name if isinstance(row, Hit) else None for row in self.model.rows]
        number = names.index(action) if action in names else next((n for n, name in enumerate(names) if name), -1)
        self.list.setCurrentIndex(self.model.index(number))
        self.list.scrollTo(self.model.index(number))
        self._show_marked(number)

    def _show_marked(self, _: int) -> None:
        self.box.show_action(self.marked())

    # By key

    def _look_by_key(self, wanted: bool) -> None:
        """Looks for what a key does, or for names again."""
        self._key = ""
        self.key.clear()
        self.search.setVisible(not wanted)
        self.key.setVisible(wanted)
        (self.key if wanted else self.search).setFocus()
        self.refresh()

    def _find_key(self, key: str) -> None:
        self._key = key
        self.key.setText(shown(key))
        self.refresh()
