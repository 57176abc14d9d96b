"""Who tells a screen reader of one view: keeps what is shown as a tree, its interfaces, and says where the hand goes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Final

import shiboken6
from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleTextCursorEvent,
    QAccessibleTextInsertEvent,
    QAccessibleTextRemoveEvent,
    QAccessibleTextUpdateEvent,
)
from PySide6.QtWidgets import QApplication

from layoutdesk.base.geometry import Rect
from layoutdesk.ui.canvas.view import PageView
from layoutdesk.ui.told.interfaces import ToldPiece, ToldView
from layoutdesk.ui.told.nodes import Key, Node, walk
from layoutdesk.ui.told.sources import Source
from layoutdesk.ui.writing.underway import utf16_units

#: Milliseconds for which what is said waits, so that of a run of steps only where it ends is said.
_BREATH_MS: Final = 250
#: A line is meant from so near, in points.
_NEAR: Final = 12.0
_NOBODY: Final[Key] = ("", "")


class Teller(QObject):
    """Lives as long as its view, from when somebody first asks what that shows."""

    def __init__(self, view: PageView, source: Source) -> None:
        super().__init__(view)
        self.view, self.source = view, source
        self._nodes: tuple[Node, ...] | None = None
        self._known: dict[Key, Node] = {}
        self._parents: dict[Key, Key] = {}
        self._pieces: dict[Key, ToldPiece] = {}
        #: What was told last: whom the hand is on, its copy, and what holds of it.
        self._told, self._text, self._about = _NOBODY, "", ""
        self._marked, self._page = "", source.name()
        self._breath = QTimer(self, singleShot=True, interval=_BREATH_MS)
        self._breath.timeout.connect(self._tell_changes)
        for signal in source.changes():
            signal.connect(self._change)
        for signal in source.moves():
            signal.connect(self._follow)
        source.said().connect(self._say)
        QApplication.instance().focusChanged.connect(self._follow)
        view.destroyed.connect(partial(_forget, self._pieces))
        self.itself = ToldView(self)

    # What is shown

    @property
    def nodes(self) -> tuple[Node, ...]:
        """What the view shows now."""
        if self._nodes is None:
            self._nodes = nodes = self.source.nodes()
            self._known = {node.key: node for node in walk(nodes)}
            self._parents = {child.key: node.key for node in walk(nodes) for child in node.children}
        return self._nodes

    def node(self, key: Key) -> Node | None:
        """What is known of something; nothing where it is no longer there."""
        return self._known.get(key) if self.nodes else None

    def piece(self, key: Key) -> ToldPiece:
        """The interface of something; Qt keeps it by an id."""
        if key not in self._pieces:
            self._pieces[key] = piece = ToldPiece(self, key)
            QAccessible.registerAccessibleInterface(piece)
        return self._pieces[key]

    def parent_of(self, key: Key) -> QAccessibleInterface | None:
        """What something belongs to: an element, or the view."""
        if self.node(key) is not None and key in self._parents:
            return self.piece(self._parents[key])
        return self.itself if shiboken6.isValid(self.itself) else None

    def place_of(self, key: Key) -> int:
        """The place of an element among what the view shows; -1 where it is not there."""
        return next((at for at, node in enumerate(self.nodes) if node.key == key), -1)

    def at(self, point: QPoint) -> ToldPiece | None:
        """What lies at a point of the screen, the innermost."""
        x, y = self.view.to_page(self.view.viewport().mapFromGlobal(point))
        found = [node for node in walk(self.nodes) if any(rect.contains(x, y) for rect in node.rects)]
        if not found:
            return None
        # Between two lines it is the nearer one that is meant.
        inside = found[-1].children
        column = [(node, rect) for node in inside for rect in node.rects if rect.x <= x < rect.right]
        lines = [(abs(y - rect.y - rect.h / 2), node) for node, rect in column]
        near = min(lines, key=lambda each: each[0], default=(0.0, found[-1]))
        return self.piece((near[1] if lines and near[0] < _NEAR else found[-1]).key)

    def on_screen(self, rects: Iterable[Rect]) -> QRect:
        """Rectangles of the page on the screen, as one."""
        box = QRectF()
        for rect in rects:
            box = box.united(self.view.rect_to_view(rect))
        if box.isNull():
            return QRect()
        whole = box.toAlignedRect()
        return QRect(self.view.viewport().mapToGlobal(whole.topLeft()), whole.size())

    def describe(self, node: Node, state: QAccessible.State) -> None:
        """What holds of a node for an assistive technology."""
        box = self.view.rect_to_view(node.rects[0]) if node.rects else QRectF()
        state.focusable = state.selectable = True
        state.focused = self._has_keys() and self.source.hand() == node.key
        state.selected = self.source.is_selected(node.key)
        state.offscreen = not box.intersects(QRectF(self.view.viewport().rect()))
        state.editable = state.selectableText = node.text is not None and self.source.may_write(node.key)
        state.readOnly = node.text is not None and not state.editable

    def in_hand(self) -> ToldPiece | None:
        """What has the caret or is selected."""
        hand = self.source.hand()
        return self.piece(hand) if self.node(hand) is not None else None

    def selected(self) -> list[QAccessibleInterface]:
        """The elements that are selected."""
        return [self.piece(node.key) for node in self.nodes if self.source.is_selected(node.key)]

    # What is said of it

    def _has_keys(self) -> bool:
        return self.view.hasFocus()

    def _change(self, *_: object) -> None:
        """What is shown is another: it is looked at again when somebody asks, and told after a breath."""
        self._nodes = None
        self._breath.start()

    def _follow(self, *_: object) -> None:
        """Says where the hand has gone, and what it has written."""
        if not QAccessible.isActive() or not self._has_keys():
            self._told = _NOBODY
            return
        hand = self.source.hand()
        if hand not in self._known:
            self._nodes = None
        piece = self.in_hand()
        if hand != self._told:
            self._told, self._text = hand, self.source.text(hand)
            self._about = node.about if (node := self.node(hand)) is not None else ""
            of = piece if piece is not None else self.itself
            QAccessible.updateAccessibility(QAccessibleEvent(of, QAccessible.Event.Focus))
            QAccessible.updateAccessibility(QAccessibleEvent(self.itself, QAccessible.Event.SelectionWithin))
        if piece is not None and (offset := self.source.caret(hand)) >= 0:
            text = self.source.text(hand)
            if text != self._text:
                _tell_text(piece, self._text, text)
                self._text = text
            QAccessible.updateAccessibility(QAccessibleTextCursorEvent(piece, utf16_units(text[:offset])))
        if self.source.marked() != self._marked:
            self._breath.start()

    def _tell_changes(self) -> None:
        """After a breath: forgets what is gone, and says the page, the selected copy, or what holds of what is selected now."""
        if not QAccessible.isActive():
            return
        new = [node.key for node in self.nodes if node.key not in self._pieces]
        _forget(self._pieces, [key for key in self._pieces if key not in self._known])
        for key in new:
            QAccessible.updateAccessibility(QAccessibleEvent(self.piece(key), QAccessible.Event.ObjectCreated))
        page, marked, node = self.source.name(), self.source.marked(), self.node(self._told)
        if page != self._page:
            QAccessible.updateAccessibility(QAccessibleEvent(self.itself, QAccessible.Event.NameChanged))
            self._announce(f"{page} {self.source.about()}")
        elif marked and marked != self._marked:
            self._announce(marked)
        elif node is not None and node.text is None and self._about and node.about != self._about:
            self._announce(node.about)
        self._page, self._marked, self._about = page, marked, node.about if node is not None else ""

    def _say(self, said: str) -> None:
        """What the status line says."""
        if QAccessible.isActive() and self.source.is_active():
            self._announce(said)

    def _announce(self, said: str) -> None:
        if said and self.source.is_active():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.view, said))


def _tell_text(piece: ToldPiece, before: str, after: str) -> None:
    """Says what of a paragraph was written, taken away or replaced."""
    start = next(
        (at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    same = 0
    while same < min(len(before), len(after)) - start and before[-1 - same] == after[-1 - same]:
        same += 1
    gone, come, at = before[start : len(before) - same], after[start : len(after) - same], utf16_units(after[:start])
    if gone and come:
        event = QAccessibleTextUpdateEvent(piece, at, gone, come)
    elif gone:
        event = QAccessibleTextRemoveEvent(piece, at, gone)
    else:
        event = QAccessibleTextInsertEvent(piece, at, come)
    QAccessible.updateAccessibility(event)


def _forget(pieces: dict[Key, ToldPiece], gone: Iterable[Key] | None = None, *_: object) -> None:
    """Has Qt let go of interfaces: of all where it is not said of which."""
    for key in list(pieces if not isinstance(gone, list) else gone):
        piece = pieces[key]
        if shiboken6.isValid(piece):
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(piece))
        del pieces[key]
