"""Changing the template of the page in view (改版式): its measures, on the page and in figures, and a page's kept under a name."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, count
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from layoutdesk import edits
from layoutdesk.makeup.measures import measured
from layoutdesk.makeup.retemplating import as_template, reshaped
from layoutdesk.model import Template
from layoutdesk.model.library import known_templates

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk


class Templating(QObject):
    """The hand on the template of the page in view; ``changed`` tells that it was begun or left."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        #: Whether the hand is on the template and not on what stands on the page.
        self.is_on = False

    @property
    def template(self) -> Template | None:
        """The template of the page in view, as it is shown."""
        desk = self._desk
        return desk.shown_document.template(desk.page.template) if desk.page is not None else None

    def switch(self) -> None:
        """Takes the template into the hand, or leaves it; nothing on the page is selected meanwhile."""
        self.is_on = not self.is_on
        if self.is_on:
            self._desk.select("")
        self.changed.emit()

    def edit(self, **values: float) -> edits.Edit | None:
        """The edit that gives the template other measures, as near as they may be; nothing where it has them."""
        desk = self._desk
        if desk.page is None:
            return None
        before = template = desk.document.template(desk.page.template)
        for name, value in values.items():
            template = measured(template, name, value)
        return reshaped(desk.document, template, desk.ids) if template != before else None

    def give(self, **values: float) -> bool:
        """Gives the template other measures: one step of the history."""
        edit = self.edit(**values)
        return edit is not None and self._desk.apply(edit)

    def save(self, title: str) -> bool:
        """Keeps the page in view as a template of that name (存为版式), which it has from now on."""
        desk, page = self._desk, self._desk.page
        if page is None or not title:
            return False
        name, taken = f"own-{desk.ids.new('t')}", known_templates(desk.document)
        assert name not in taken
        template = as_template(desk.document, page, name, _free_title(title, taken.values()))
        steps = (edits.SetTemplate(template=template), edits.SetPage(page=page.id, template=name))
        return desk.apply(edits.Batch("ui.history.keep-template", steps))


def _free_title(title: str, known: Iterable[Template]) -> str:
    """A title under which no template is known, so that lists tell them apart: with a number behind it where one is."""
    taken = {said for each in known for said in each.title.values()}
    numbered = (f"{title} {number}" for number in count(2))
    return next(said for said in chain((title,), numbered) if said not in taken)
