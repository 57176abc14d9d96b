"""The actions on tables (表格): rows and columns at the caret, the table with the caret or of what is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from layoutdesk.model.elements import Block, Element, TextFrame
from layoutdesk.model.story import Story, TableBlock
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.writing.cells import Cells
from layoutdesk.ui.writing.incell import table_with

if TYPE_CHECKING:
    from layoutdesk.ui.window import Window


def tables_of(element: Element | None, story: Story | None) -> tuple[TableBlock, ...]:
    """The tables that an element sets: those of a block's range of the body, of a thread, or the one of its own frame."""
    if story is None or not isinstance(element, Block | TextFrame):
        return ()
    body = story.body
    if isinstance(element, Block):
        body = element.part_of(body)
    only = element.paragraph if isinstance(element, TextFrame) else ""
    return tuple(item for item in body if isinstance(item, TableBlock) and only in ("", item.id))


def tables_in_hand(desk: Desk) -> tuple[TableBlock, ...]:
    """The table with the caret, else those that the one selected element sets, where they may be changed."""
    marked, element = desk.marked, desk.element
    if not desk.may_write:
        return ()
    if marked is not None:
        table = table_with(story, marked.paragraph) if (story := _story(desk, marked.story)) is not None else None
        return (table,) if table is not None else ()
    if len(desk.chosen) != 1 or getattr(element, "locked", False):
        return ()
    return tables_of(element, _story(desk, getattr(element, "story", "")))


def in_table(desk: Desk) -> bool:
    """The caret stands in a table that may be changed."""
    return desk.marked is not None and bool(tables_in_hand(desk))


def has_table(desk: Desk) -> bool:
    """The caret stands in a table, or what is selected sets one, and it may be changed."""
    return bool(tables_in_hand(desk))


def _story(desk: Desk, name: str) -> Story | None:
    return next((story for story in desk.document.stories if name and story.id == name), None)


class TableHand(QObject):
    """What the actions do."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    @property
    def cells(self) -> Cells:
        """The hand in the table with the caret."""
        return self._window.writer.cells

    def remove(self) -> None:
        """Takes the table in hand out; of several, that which the properties panel shows."""
        found = tables_in_hand(self._window.desk)
        if len(found) > 1:
            found = tuple(each for each in found if each.id == self._window.properties.tables.chosen)
        if found:
            self.cells.remove_table(found[0])

    def remove_one(self, table: str) -> None:
        """Takes a table of the selected element out, by its id."""
        desk = self._window.desk
        found = tables_of(desk.element, _story(desk, getattr(desk.element, "story", "")))
        chosen = next((each for each in found if each.id == table), None)
        if chosen is not None:
            self._window.commands.finish_typing()
            self.cells.remove_table(chosen)
