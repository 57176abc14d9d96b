"""The hand on threads (续排): ports take text up, double clicks part; each change is one step of the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from layoutdesk import edits
from layoutdesk.model.elements import Block, Element
from layoutdesk.ui.canvas.ports import Port
from layoutdesk.ui.canvas.tools.onward import OnwardTool
from layoutdesk.ui.threads import parted

if TYPE_CHECKING:
    from layoutdesk.ui.window import Window


class Linking(QObject):
    """What ports do."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk

    def go_on(self, element: str) -> None:
        """Takes the rest of an overset element into the hand."""
        self._window.commands.blocks.go_on(element)

    def click(self, port: Port) -> None:
        """Takes the thread up at a port: what the hand puts down next comes after its frame, or before it.

        A block gives only what it does not hold, to the block that goes on from it where there is one; where its text goes on
        already, the page is told.
        """
        element, tool = port.chain[self._at(port)].element, self._window.tools["onward"]
        if isinstance(element, Block):
            if port.over:
                if port.other < 0 or not self._flow_on(element, port.chain[port.other].element):
                    self.go_on(port.element)
            elif port.other >= 0:
                page = port.chain[port.other].page
                code = "ui.status.threaded" if port.out else "ui.status.threaded_from"
                self._window.status.say(code, page=page.label or page.number)
        elif isinstance(tool, OnwardTool) and tool.load(element, before=not port.out):
            self._window.commands.take("onward")
            self._window.status.say("ui.status.onward")

    def _flow_on(self, element: Block, after: Element) -> bool:
        """Has what is over go on in the block that sets what follows already, where the two parted the story between items."""
        if element.flows or not isinstance(after, Block) or after.first != element.end:
            return False
        flows = edits.SetBlock(page=self._desk.page_id, element=element.id, flows=True)
        return self._desk.apply(edits.Batch(label="ui.history.flow-on", edits=(flows,)))

    def part(self, port: Port) -> None:
        """Parts the thread at a port (断开续排)."""
        at = self._at(port) - (0 if port.out else 1)
        steps = parted(self._desk.document, port.chain, at, self._desk.ids.new) if at >= 0 else []
        if steps:
            self._desk.apply(edits.Batch(label="ui.history.unthread", edits=tuple(steps)))

    def _at(self, port: Port) -> int:
        return next(at for at, link in enumerate(port.chain) if link.element.id == port.element)
