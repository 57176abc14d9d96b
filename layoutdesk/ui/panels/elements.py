"""The elements panel (页面元素): all that stands on the page in view, front to back or as one reads, with what holds of each."""

from __future__ import annotations

from itertools import chain
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QToolButton, QWidget

from layoutdesk import edits
from layoutdesk.model import Element, Movable
from layoutdesk.model.elements import element_kind
from layoutdesk.ui import icons
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.groups import as_read, ordered, placed_over, unit_of
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.elementlist import SIGNS, ElementList
from layoutdesk.ui.panels.panel import Panel
from layoutdesk.ui.panels.rows import Row
from layoutdesk.ui.theme import Look
from layoutdesk.ui.told.naming import about, kind_of, name_of

#: The icon of each kind.
_ICONS: Final = {
    "block": "story", "text-frame": "text", "picture-frame": "picture", "folio-bar": "list", "masthead": "list",
    "rule": "line", "box": "frame", "advert": "advert", "qr-code": "grid",
}  # fmt: skip


class ElementsPanel(Panel):
    """What stands on the page, also what is hidden; nothing is looked up while nobody sees it. ``refused`` says why not."""

    refused = Signal(str)

    def __init__(self, desk: Desk, look: Look, language: Language, parent: QWidget | None = None) -> None:
        super().__init__("ui.panel.elements", language, parent)
        self._desk, self._look = desk, look
        self.reading = QToolButton(objectName="fold", checkable=True)
        self.reading.setIconSize(QSize(14, 14))
        self.reading.toggled.connect(lambda _: self.refresh())
        self.head.addWidget(self.reading)
        self.list = ElementList(look, lambda: not self.reading.isChecked())
        self.body.addWidget(self.list)
        self.list.chosen.connect(self._choose)
        self.list.confirmed.connect(self._reveal)
        self.list.switched.connect(self._switch)
        self.list.stepped.connect(self._step)
        self.list.placed.connect(self._place)
        self.list.left.connect(self.left)
        for signal in (desk.opened, desk.page_turned):
            signal.connect(self.refresh)
        desk.selected.connect(self._mark)
        desk.stirring.tell(self.refresh)
        look.changed.connect(self._tint)
        self._tint()
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self.list.setAccessibleName(self.title.text())
        self.reading.setAccessibleName(self.language.text("ui.elements.reading"))
        self.reading.setToolTip(self.language.text("ui.elements.reading"))
        self.list.setToolTip(self.language.text("ui.elements.keys"))
        self.refresh()

    def _tint(self) -> None:
        self.reading.setIcon(icons.icon("text", self._look.theme))

    def room(self) -> int:
        return self.list.room()

    def fold(self, wanted: bool) -> None:
        super().fold(wanted)
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Shows what stands on the page in view, unless nobody sees it."""
        if self.is_folded or not self.isVisible():
            return
        page, shown, grid = self._desk.page, self._desk.composed.get(self._desk.page_id), self._desk.grid
        if page is None or grid is None:
            self.list.show_rows([])
            self.figure.clear()
            return
        known = {each.id: each for each in page.elements}
        names = [each.id for each in reversed(page.elements)]
        if self.reading.isChecked():
            read = list(chain.from_iterable(as_read(page, shown, grid)))
            # What is hidden is read last: it stands nowhere for now.
            names = [*read, *(name for name in names if name not in set(read))]
        document, rows = self._desk.document, self.list.elements
        rows.states = {name: _states(known[name]) for name in names}
        told = {
            name: (kind_of(self.language, document, of), name_of(document, of, shown)) for name, of in known.items()
        }
        for name, (kind, title) in told.items():
            more = about(self.language, document, page, known[name], shown)
            said = self.language.text("ui.told.named", kind=kind, name=title) if title else kind
            rows.said[name] = self.language.text("ui.told.and").join(filter(None, (said, more)))
        self.list.show_rows([self._row(known[name], *told[name]) for name in names], self._marked())
        self.list.viewport().update()
        self.figure.setText(str(len(names)))

    def _row(self, element: Element, kind: str, title: str) -> Row:
        hidden = getattr(element, "hidden", False)
        return Row(
            element.id, title or kind, icon=_ICONS[element_kind(element)], faded=hidden,
            drags=isinstance(element, Movable), signs=len(SIGNS),
        )  # fmt: skip

    def _marked(self) -> str:
        """The row of what leads the selection; where nothing is selected, the keys stay on their row."""
        return self._desk.selection or (self.list.current if self.list.hasFocus() else "")

    def _mark(self, _: str) -> None:
        if not self.is_folded and self.isVisible():
            self.list.mark(self._marked())

    # What the hand does here

    def _unit(self, name: str) -> tuple[str, ...]:
        page = self._desk.page
        return unit_of(page, name) if page is not None and any(each.id == name for each in page.elements) else ()

    def _choose(self, name: str) -> None:
        self._desk.choose(self._unit(name))

    def _reveal(self, name: str) -> None:
        """Enter: the hand goes to the page, with the element selected."""
        self._choose(name)
        self.left.emit()

    def _switch(self, name: str, state: str) -> None:
        """Hides or shows, locks or sets free, keeps from print or not; a group as a whole."""
        states, page, unit = self.list.elements.states.get(name), self._desk.page_id, self._unit(name)
        if states is None or not unit:
            return
        wanted = state not in states
        if state == "hidden":
            self._desk.apply(edits.HideElements(page=page, elements=unit, hidden=wanted))
        elif state == "locked":
            self._desk.apply(edits.LockElements(page=page, elements=unit, locked=wanted))
        else:
            self._desk.apply(edits.PrintElements(page=page, elements=unit, printed=not wanted))
        self.list.mark(name)

    def _step(self, name: str, by: int) -> None:
        """One step to the front (1) or to the back (-1) of the stack."""
        page = self._desk.page
        if page is not None and self._may_stack(name):
            self._stack(name, ordered(page, self._unit(name), "forward" if by > 0 else "backward"))

    def _place(self, name: str, over: str) -> None:
        """Lays an element over another one; to the very back where it is let go under the last row."""
        page = self._desk.page
        if page is not None and self._may_stack(name):
            self._stack(name, placed_over(page, self._unit(name), over))

    def _may_stack(self, name: str) -> bool:
        """Whether an element may change its place in the stack; says why not."""
        states = self.list.elements.states.get(name)
        if self.reading.isChecked():
            self.refused.emit("ui.elements.by_reading")
        elif states is None or "locked" in states:
            self.refused.emit("ui.status.locked" if states is not None else "ui.elements.by_template")
        return states is not None and "locked" not in states and not self.reading.isChecked()

    def _stack(self, name: str, order: tuple[str, ...]) -> None:
        page = self._desk.page
        if page is not None and order != tuple(each.id for each in page.elements):
            self._desk.apply(edits.SetOrder(page=page.id, elements=order))
            self.list.mark(name)


def _states(element: Element) -> frozenset[str] | None:
    """Which of the signs hold of an element; nothing of what the template places."""
    if not isinstance(element, Movable):
        return None
    return frozenset(state for state, *_ in SIGNS if getattr(element, state))
