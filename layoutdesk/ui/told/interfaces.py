"""The accessible interfaces of a view and of what it shows: thin, each asks the ``Teller`` of its view.

Qt keeps them by an id and deletes them itself; whoever made one keeps a reference until then. ``interface_cast`` gives a pointer
(``VoidPtr``): anything else, ``None`` too, ends the program, as there is no way from it to a pointer of C++. What is selected of a
text cannot be told by ``QAccessibleTextInterface``: its ``selection`` answers by pointers, which PySide leaves out; so it has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleInterface,
    QAccessibleSelectionInterface,
    QAccessibleTextInterface,
)
from PySide6.QtWidgets import QAccessibleWidget

from layoutdesk.ui.told.nodes import Key
from layoutdesk.ui.writing.underway import utf16_head, utf16_units

if TYPE_CHECKING:
    from layoutdesk.ui.told.teller import Teller

_NOTHING: Final = shiboken6.VoidPtr(0)
_Kind = QAccessible.InterfaceType
#: What may be done to something on the page: select it, or write in it.
_SELECT: Final = QAccessibleActionInterface.setFocusAction()
_WRITE: Final = QAccessibleActionInterface.pressAction()


def _pointer(of: shiboken6.Object) -> shiboken6.VoidPtr:
    return shiboken6.VoidPtr(shiboken6.getCppPointer(of)[0])


class ToldView(QAccessibleWidget):
    """A view: what its page shows comes first among its children, then the widgets that Qt knows of."""

    def __init__(self, teller: Teller) -> None:
        super().__init__(teller.view, QAccessible.Role.Document)
        self._teller = teller
        self._selection = ToldSelection(self, teller)

    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Name:
            return self._teller.source.name()
        if kind == QAccessible.Text.Description:
            return self._teller.source.about()
        return super().text(kind)

    def childCount(self) -> int:
        return len(self._teller.nodes) + super().childCount()

    def child(self, index: int) -> QAccessibleInterface | None:
        nodes = self._teller.nodes
        if 0 <= index < len(nodes):
            return self._teller.piece(nodes[index].key)
        return super().child(index - len(nodes)) if index >= 0 else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        if isinstance(child, ToldPiece):
            return self._teller.place_of(child.key)
        place = super().indexOfChild(child)
        return place + len(self._teller.nodes) if place >= 0 else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        return self._teller.at(QPoint(x, y)) or super().childAt(x, y)

    def focusChild(self) -> QAccessibleInterface | None:
        return self._teller.in_hand() or super().focusChild()

    def interface_cast(self, kind: QAccessible.InterfaceType) -> shiboken6.VoidPtr:
        if kind == _Kind.SelectionInterface:
            return _pointer(self._selection)
        known = super().interface_cast(kind)
        return _NOTHING if known is None else known


class ToldSelection(QAccessibleSelectionInterface):
    """What is selected on the page."""

    def __init__(self, of: ToldView, teller: Teller) -> None:
        super().__init__()
        self._of, self._teller = of, teller

    def selectedItems(self) -> list[QAccessibleInterface]:
        return self._teller.selected()

    def selectedItemCount(self) -> int:
        return len(self.selectedItems())

    def selectedItem(self, index: int) -> QAccessibleInterface | None:
        items = self.selectedItems()
        return items[index] if 0 <= index < len(items) else None

    def isSelected(self, child: QAccessibleInterface) -> bool:
        return child in self.selectedItems()

    def select(self, child: QAccessibleInterface) -> bool:
        if isinstance(child, ToldPiece):
            self._teller.source.select(child.key)
        return isinstance(child, ToldPiece)

    def unselect(self, child: QAccessibleInterface) -> bool:
        return False

    def selectAll(self) -> bool:
        return False

    def clear(self) -> bool:
        self._teller.source.select(("", ""))
        return True


class ToldPiece(QAccessibleInterface):
    """Something on the page: an element, or copy or a picture in one."""

    def __init__(self, teller: Teller, key: Key) -> None:
        super().__init__()
        self.key, self._teller = key, teller
        self._actions, self._text = ToldActions(teller, key), ToldText(teller, key)

    def isValid(self) -> bool:
        return shiboken6.isValid(self._teller) and self._teller.node(self.key) is not None

    def object(self) -> None:
        return None

    def window(self) -> None:
        return None

    def parent(self) -> QAccessibleInterface | None:
        return self._teller.parent_of(self.key) if shiboken6.isValid(self._teller) else None

    def childCount(self) -> int:
        return len(node.children) if (node := self._node()) is not None else 0

    def child(self, index: int) -> QAccessibleInterface | None:
        node = self._node()
        if node is None or not 0 <= index < len(node.children):
            return None
        return self._teller.piece(node.children[index].key)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        node = self._node()
        keys = [each.key for each in node.children] if node is not None else []
        return keys.index(child.key) if isinstance(child, ToldPiece) and child.key in keys else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        found = self._teller.at(QPoint(x, y)) if self.isValid() else None
        return found if found is not self else None

    def role(self) -> QAccessible.Role:
        node = self._node()
        return QAccessible.Role[node.role] if node is not None else QAccessible.Role.NoRole

    def text(self, kind: QAccessible.Text) -> str:
        node = self._node()
        if node is None:
            return ""
        return {QAccessible.Text.Name: node.name, QAccessible.Text.Description: node.about}.get(kind, "")

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Copy is written by the hand alone."""

    def rect(self) -> QRect:
        node = self._node()
        return self._teller.on_screen(node.rects) if node is not None else QRect()

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        if (node := self._node()) is not None:
            self._teller.describe(node, state)
        return state

    def interface_cast(self, kind: QAccessible.InterfaceType) -> shiboken6.VoidPtr:
        node = self._node()
        if node is not None and kind == _Kind.ActionInterface:
            return _pointer(self._actions)
        if node is not None and node.text is not None and kind == _Kind.TextInterface:
            return _pointer(self._text)
        return _NOTHING

    def _node(self):
        return self._teller.node(self.key) if shiboken6.isValid(self._teller) else None


class ToldActions(QAccessibleActionInterface):
    """What an assistive technology may have the hand do."""

    def __init__(self, teller: Teller, key: Key) -> None:
        super().__init__()
        self._teller, self._key = teller, key

    def actionNames(self) -> list[str]:
        return [_SELECT, _WRITE]

    def doAction(self, name: str) -> None:
        if name == _SELECT:
            self._teller.source.select(self._key)
        elif name == _WRITE:
            self._teller.source.write(self._key, 0)

    def keyBindingsForAction(self, name: str) -> list[str]:
        return []


class ToldText(QAccessibleTextInterface):
    """The copy of a paragraph with the caret in it. Offsets are UTF-16, as Qt counts."""

    def __init__(self, teller: Teller, key: Key) -> None:
        super().__init__()
        self._teller, self._key = teller, key

    def _whole(self) -> str:
        return self._teller.source.text(self._key)

    def characterCount(self) -> int:
        return utf16_units(self._whole())

    def text(self, start: int, end: int) -> str:
        whole = self._whole()
        return utf16_head(whole, end)[len(utf16_head(whole, start)) :]

    def cursorPosition(self) -> int:
        offset = self._teller.source.caret(self._key)
        return utf16_units(self._whole()[:offset]) if offset >= 0 else -1

    def setCursorPosition(self, position: int) -> None:
        self._teller.source.write(self._key, len(utf16_head(self._whole(), position)))

    def selectionCount(self) -> int:
        return 0

    def addSelection(self, start: int, end: int) -> None:
        self.setSelection(0, start, end)

    def setSelection(self, index: int, start: int, end: int) -> None:
        whole = self._whole()
        self._teller.source.mark(self._key, len(utf16_head(whole, start)), len(utf16_head(whole, end)))

    def removeSelection(self, index: int) -> None:
        self.setCursorPosition(max(self.cursorPosition(), 0))

    def scrollToSubstring(self, start: int, end: int) -> None:
        node = self._teller.node(self._key)
        if node is not None and node.rects:
            self._teller.view.reveal(node.rects[0])

    def characterRect(self, offset: int) -> QRect:
        at = len(utf16_head(self._whole(), offset))
        return self._teller.on_screen(self._teller.source.rects(self._key, at, at + 1))

    def offsetAtPoint(self, point: QPoint) -> int:
        return -1
