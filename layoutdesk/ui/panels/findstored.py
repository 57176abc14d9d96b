"""The menu of queries: asked lately, shipped with the program, kept by the editor."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from layoutdesk.base.brief import brief
from layoutdesk.finding import Wanted
from layoutdesk.finding.shipped import SHIPPED
from layoutdesk.ui.finding import stored
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.findform import FindForm

#: How much of a query is shown in the menu, in characters.
_SHOWN = 22


class StoredMenu(QMenu):
    """Filled when it is opened. ``keep_wanted``: the query in the form is to be kept under a name."""

    keep_wanted = Signal()

    def __init__(self, form: FindForm, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self._form, self._language = form, language
        form.stored.setMenu(self)
        form.stored.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Lists the queries as they are now."""
        text = self._language.text
        self.clear()
        for name, wanted in SHIPPED.items():
            self._offer(self, text(f"finding.query.{name}"), wanted)
        own = stored.kept()
        if own:
            self.addSeparator()
        for name, wanted in own.items():
            self._offer(self, brief(name, 2 * _SHOWN), wanted)
        lately = [wanted for wanted in stored.recent() if wanted not in own.values() and wanted not in SHIPPED.values()]
        if lately:
            self.addSeparator()
            menu = self.addMenu(text("ui.find.recent"))
            for wanted in lately:
                self._offer(menu, self.said(wanted), wanted)
        self.addSeparator()
        self.addAction(text("ui.find.keep"), self.keep_wanted.emit).setEnabled(not self._form.wanted.is_empty)
        if own:
            gone = self.addMenu(text("ui.find.forget"))
            for name in own:
                gone.addAction(_shown(name), lambda name=name: stored.forget(name))

    def said(self, wanted: Wanted) -> str:
        """A query in one line: what is looked for and what it becomes."""
        looks = [self._form.formats.named(each) for each in (wanted.style, *wanted.looks) if each]
        sought = brief(wanted.text, _SHOWN) or " ".join(looks)
        gets = [self._form.formats.named(each) for each in (wanted.new_style, *wanted.put_on) if each]
        new = brief(wanted.becomes, _SHOWN) or " ".join(gets)
        return f"{sought} → {new}" if new else sought

    def _offer(self, menu: QMenu, title: str, wanted: Wanted) -> None:
        changes = bool(wanted.becomes or wanted.changes_looks) or (wanted in SHIPPED.values() and bool(wanted.text))
        menu.addAction(_shown(title), lambda: self._form.put(wanted, changes=changes))


def _shown(title: str) -> str:
    """A title as a menu shows it, where & would mark a key."""
    return title.replace("&", "&&")
