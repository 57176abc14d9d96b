"""Menus, toolbars and shortcuts, made from the table of actions."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QMenuBar, QSizePolicy, QToolBar, QWidget

from layoutdesk.base.phrase import Phrase
from layoutdesk.ui import icons
from layoutdesk.ui.actions import (
    ACTIONS,
    LETTERS,
    MENUS,
    ON_THE_PAGE,
    SEEN_IN_VERSIONS,
    TOOLBAR,
    TOOLS,
    Action,
    Menu,
    Sub,
)
from layoutdesk.ui.commands import Commands
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.icons import SIDE
from layoutdesk.ui.language import Language
from layoutdesk.ui.shortcuts.chords import is_of_the_page, key_of
from layoutdesk.ui.shortcuts.keyring import Keyring
from layoutdesk.ui.theme import Look

#: What a shortcut of a view of the page is called, beside the actions themselves.
_ON_PAGE = "key of an action"


class Bars(QObject):
    """The actions of the window as Qt has them, kept true: text, icon, whether they are possible, whether they are on."""

    def __init__(
        self,
        commands: Commands,
        desk: Desk,
        look: Look,
        language: Language,
        keyring: Keyring,
        window: QWidget,
        page: QWidget,
    ) -> None:
        super().__init__(window)
        self._commands = commands
        self._desk = desk
        self._look = look
        self._language = language
        self._keyring = keyring
        self.actions: dict[str, QAction] = {}
        #: The views of pages, which know keys that count only there.
        self._pages: list[QWidget] = []
        self._menus: list[tuple[str, QMenu]] = []
        for row in ACTIONS:
            action = QAction(self)
            action.setCheckable(row.checked is not None)
            # Its icon would stand where the tick is to be seen.
            action.setIconVisibleInMenu(row.checked is None)
            action.triggered.connect(lambda _=False, row=row: self.do(row.name))
            if row.on_page:
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            if not row.on_page:
                window.addAction(action)
            self.actions[row.name] = action
        self._take_keys()
        self.serve(page)
        told = (
            desk.opened,
            desk.selected,
            desk.part_held,
            desk.copy_marked,
            desk.page_turned,
            commands.changed,
        )
        for signal in told:
            signal.connect(self.refresh)
        desk.stirring.tell(self.refresh)
        desk.edited.connect(self._follow_history)
        language.changed.connect(self.retranslate)
        look.changed.connect(self._tint)
        keyring.changed.connect(self._change_keys)
        self._tint()

    def serve(self, page: QWidget) -> None:
        """Has a view of a page know the keys that count only there."""
        self._pages.append(page)
        page.destroyed.connect(lambda: self._pages.remove(page))
        for row in ACTIONS:
            if row.on_page:
                page.addAction(self.actions[row.name])
        self._serve_keys(page)

    def _serve_keys(self, page: QWidget) -> None:
        """The keys of actions that count everywhere which lists and fields need: they count on the page alone."""
        for before in page.findChildren(QShortcut, _ON_PAGE, Qt.FindChildOption.FindDirectChildrenOnly):
            before.setEnabled(False)
            before.deleteLater()
        for row in ACTIONS:
            for key in () if row.on_page else filter(is_of_the_page, self._keyring.keys(row.name)):
                shortcut = QShortcut(QKeySequence(key), page, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.setObjectName(_ON_PAGE)
                shortcut.activated.connect(self.actions[row.name].trigger)

    def _take_keys(self) -> None:
        for row in ACTIONS:
            keys = [key for key in self._keyring.keys(row.name) if row.on_page or not is_of_the_page(key)]
            self.actions[row.name].setShortcuts([QKeySequence(key) for key in keys])

    def _change_keys(self) -> None:
        """Other keys count from now on, and menus and tooltips show them."""
        self._take_keys()
        for page in self._pages:
            self._serve_keys(page)
        for row in ACTIONS:
            self._hint(row.name)

    def take_pad_key(self, event: QKeyEvent) -> bool:
        """Does what the + of the number pad is a key for, which Qt finds under the name of another key; whether it is."""
        if event.key() != Qt.Key.Key_Plus or not event.modifiers() & Qt.KeyboardModifier.KeypadModifier:
            return False
        holder = self._keyring.holder(key_of(event))
        if holder:
            self.do(holder)
        return bool(holder)

    def do(self, name: str) -> None:
        """Does an action where it is possible now."""
        row = next(row for row in ACTIONS if row.name == name)
        if self.may(row):
            self._commands.finish_typing()
            row.does(self._commands)
        self.refresh()

    def may(self, row: Action) -> bool:
        """Whether an action is possible now; nothing works on a page that something else stands in place of."""
        in_place = self._commands.in_place
        unseen = in_place and row.name in ON_THE_PAGE and not (in_place == "versions" and row.name in SEEN_IN_VERSIONS)
        return not unseen and row.when(self._desk)

    def menu_bar(self, bar: QMenuBar) -> None:
        """Fills the menu bar."""
        for name, rows in MENUS:
            menu = bar.addMenu("")
            self._menus += [*self._fill(menu, rows), (name, menu)]

    def menu(self, name: str) -> QMenu:
        """A menu of the menu bar, or one inside it."""
        return next(menu for known, menu in self._menus if known == name)

    def context_menu(self, parent: QWidget, names: Menu) -> QMenu:
        """What the right button offers."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, inner in self._fill(menu, names):
            inner.setTitle(self._language.text(f"ui.menu.{name}"))
        return menu

    def toolbar(self, parent: QWidget) -> QToolBar:
        """The toolbar over the page."""
        return self._bar(parent, TOOLBAR, Qt.Orientation.Horizontal)

    def tools(self, parent: QWidget) -> QToolBar:
        """The tools at the left."""
        return self._bar(parent, TOOLS, Qt.Orientation.Vertical)

    def _bar(self, parent: QWidget, names: tuple[str | None, ...], orientation: Qt.Orientation) -> QToolBar:
        bar = QToolBar(parent)
        bar.setOrientation(orientation)
        bar.setMovable(False)
        bar.setFloatable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.setIconSize(QSize(SIDE, SIDE))
        for name in names:
            if name is None:
                bar.addSeparator()
            elif name == "":
                stretch = QWidget()
                stretch.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
                bar.addWidget(stretch)
            else:
                bar.addAction(self.actions[name])
        return bar

    def _fill(self, menu: QMenu, names: Menu) -> list[tuple[str, QMenu]]:
        """Fills a menu; the menus inside it by their names."""
        inside: list[tuple[str, QMenu]] = []
        for name in names:
            if name is None:
                menu.addSeparator()
            elif isinstance(name, Sub):
                inner = menu.addMenu("")
                inside += [*self._fill(inner, name.rows), (name.name, inner)]
            else:
                menu.addAction(self.actions[name])
        return inside

    def retranslate(self) -> None:
        """Shows everything in the language of the window; tooltips carry the keys."""
        text = self._language.text
        for name, menu in self._menus:
            menu.setTitle(_with_letter(text(f"ui.menu.{name}"), LETTERS.get(name, "")))
        for row in ACTIONS:
            action = self.actions[row.name]
            action.setText(text(f"ui.action.{row.name}"))
            self._hint(row.name)
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Shows what is possible and what is on; undo and redo name what they would do."""
        for row in ACTIONS:
            action = self.actions[row.name]
            action.setEnabled(self.may(row))
            if row.checked is not None:
                action.setChecked(row.checked(self._commands))
        self._name("undo", self._desk.done_labels[-1:])
        self._name("redo", self._desk.undone_labels[:1])

    def _follow_history(self) -> None:
        """A key that is typed can be taken back at once; everything else may wait until the hand takes a breath."""
        for row in ACTIONS:
            if row.name in SEEN_IN_VERSIONS:
                self.actions[row.name].setEnabled(self.may(row))

    def _name(self, action: str, labels: list[Phrase]) -> None:
        text = self._language.text
        what = " ".join(text(code, **args) for code, args in labels)
        self.actions[action].setText(f"{text(f'ui.action.{action}')} {what}".strip())
        self._hint(action)

    def _hint(self, name: str) -> None:
        self.actions[name].setToolTip(f"{self.actions[name].text()}  {self._keyring.first(name)}".strip())

    def _tint(self) -> None:
        for row in ACTIONS:
            if row.icon:
                self.actions[row.name].setIcon(icons.icon(row.icon, self._look.theme))


def _with_letter(title: str, letter: str) -> str:
    """The title of a menu with the letter that opens it with Alt: in Chinese it stands behind, as in every program there."""
    at = title.upper().find(letter)
    if not letter:
        return title
    return f"{title[:at]}&{title[at:]}" if at >= 0 else f"{title}(&{letter})"
