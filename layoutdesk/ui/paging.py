"""What is done with whole pages (版面): added, copied, taken out, moved, named, put on another template; each one named step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import QMenu

from layoutdesk import edits
from layoutdesk.compose.grid import bounding
from layoutdesk.compose.parking import parked_stories
from layoutdesk.edits.folios import joined, section_from
from layoutdesk.edits.twins import twins
from layoutdesk.model.document import Document, Page, unplaced, unplaced_pictures
from layoutdesk.model.elements import Block
from layoutdesk.model.library import known_templates
from layoutdesk.model.template import Template
from layoutdesk.ui.copying import shown_parts
from layoutdesk.ui.placing import Placing
from layoutdesk.ui.returning import Returning, Waiting

if TYPE_CHECKING:
    from layoutdesk.ui.window import Window


class Paging(QObject):
    """The hand on pages: those chosen in the pages panel, else the one in view."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk

    @property
    def _pages(self) -> list[Page]:
        return [page for page in self._desk.document.pages if page.id in self._window.pages.chosen()]

    # Coming and going

    def add(self) -> None:
        """An empty page behind the chosen ones (加版), on the template that they have; it comes into view."""
        from layoutdesk.makeup.retemplating import furnished

        document, chosen = self._desk.document, self._pages
        before = chosen[-1] if chosen else None
        template = _inside(document, before) if before is not None else known_templates(document)["broadsheet-inside"]
        page = Page(
            id=self._desk.ids.new("pg"), number=1, template=template.name,
            elements=furnished(template, self._desk.ids),
        )  # fmt: skip
        steps: list[edits.Edit] = []
        if all(each.name != template.name for each in document.templates):
            steps.append(edits.SetTemplate(template=template))
        index = document.pages.index(before) + 1 if before is not None else -1
        steps.append(edits.InsertPages(pages=(page,), index=index))
        if self._apply(edits.together("edits.insert-pages", steps)):
            self._desk.turn_to(page.id)
            self._window.pages.choose([page.id])
            self._tell()

    def duplicate(self, gap: int | None = None) -> None:
        """Copies of the chosen pages behind them, or before a row of the panel, with copies of their stories (复制版面)."""
        before = self._desk.document
        chosen = [page.id for page in self._pages]
        composed = [self._desk.composed[page] for page in chosen if page in self._desk.composed]
        shown = shown_parts(line for page in composed for line in page.lines)
        edit = twins(before, chosen, shown, self._desk.ids.new, gap)
        if not chosen or not self._apply(edit):
            return
        known = {page.id for page in before.pages}
        new = [page.id for page in self._desk.document.pages if page.id not in known]
        self._desk.turn_to(new[0])
        self._window.pages.choose(new)
        copies = len(self._desk.document.stories) - len(before.stories)
        self._tell(self._said("ui.pages.copied", copies))

    def remove(self) -> None:
        """Takes the chosen pages out (删版); their copy and pictures go back to the copy panel, as is said."""
        before, chosen = self._desk.document, [page.id for page in self._pages]
        rest = [page.id for page in before.pages if page.id not in chosen]
        if not rest:
            self._window.status.refuse("ui.pages.last_stays")
            return
        if self._desk.page_id in chosen:
            at = next(n for n, page in enumerate(before.pages) if page.id == chosen[0])
            self._desk.turn_to(rest[min(at, len(rest) - 1)])
        if not self._apply(edits.RemovePages(pages=tuple(chosen))):
            return
        self._window.pages.choose([self._desk.page_id])
        after = self._desk.document
        self._tell(
            self._said("ui.pages.back_stories", len(set(unplaced(after)) - set(unplaced(before)))),
            self._said("ui.pages.back_pictures", len(unplaced_pictures(after)) - len(unplaced_pictures(before))),
            self._said("ui.pages.taken_back", _taken_back(before, after)),
            self._masthead(before),
        )

    def put(self, story: str) -> None:
        """A story that waits, or is parked, on the page in view (上版); one that stands somewhere stays there."""
        document = self._desk.document
        if story in unplaced(document) or (
            story in parked_stories(document) and Waiting.of(document, story) is not None
        ):
            self.place(story, self._desk.page_id)

    def place(self, story: str, name: str) -> None:
        """A story on a page: where that has free ground for it from its head on, else beside the sheet, as is said."""
        desk, document = self._desk, self._desk.document
        page = next((page for page in document.pages if page.id == name), None)
        copy = next((each for each in document.stories if each.id == story), None)
        if page is None or copy is None:
            return
        waiting = Waiting.of(document, story)
        placing = (
            Placing(document, page, copy, desk.book, desk.ids.new("el"))
            if waiting is None
            else Returning(waiting, page, desk.book)
        )
        block = placing.elsewhere(0, 0)
        if block is None and waiting is not None and waiting.home.id == page.id:
            # It lies beside this page already.
            self._window.status.refuse("ui.status.page_full", rows=bounding(placing.block(0, 0).area).rows)
            return
        element = block if block is not None else placing.beside(0, 0)
        desk.turn_to(page.id)
        if self._apply(edits.together("ui.history.move", placing.put(element))):
            desk.select(element.id)
            self._window.view.setFocus()
            if block is None:
                rows = bounding(placing.block(0, 0).area).rows
                self._window.status.refuse("ui.status.page_full", rows=rows)

    # Order

    def move(self, gap: int) -> None:
        """The chosen pages before a row of the panel (调版); numbers and labels stay with the places."""
        before, chosen = self._desk.document, [page.id for page in self._pages]
        index = sum(page.id not in chosen for page in before.pages[:gap])
        if chosen and self._apply(edits.MovePages(pages=tuple(chosen), index=index)):
            self._window.pages.choose(chosen)
            self._tell(self._masthead(before))

    def move_by(self, step: int) -> None:
        """The chosen pages one place nearer to the front or the end."""
        order = [page.id for page in self._desk.document.pages]
        places = [order.index(page.id) for page in self._pages]
        if places:
            gap = min(places) - 1 if step < 0 else max(places) + 2
            if 0 <= gap <= len(order):
                self.move(gap)

    # Names and templates

    def rename(self) -> None:
        """The name of the chosen page (版名), typed in the panel."""
        if self._pages:
            self._window.around.show_sides(True)
            self._window.pages.rename(self._pages[0])

    def take_name(self, page: str, name: str) -> None:
        """A page by another name."""
        self._desk.apply(edits.SetPage(page=page, name=name))

    def begin_section(self) -> None:
        """A section of its own from the chosen page on (另起一叠): B01 …, as far as its section goes."""
        self._relabel("edits.begin-section", section_from, "ui.pages.no_section")

    def join_section(self) -> None:
        """The section that the chosen page is in goes on from the one before (并入前一叠)."""
        self._relabel("edits.join-section", joined, "ui.pages.no_join")

    def _relabel(self, code: str, labels: Callable[[Sequence[Page], int], dict[str, str]], none: str) -> None:
        pages, chosen = self._desk.document.pages, self._pages
        found = labels(pages, pages.index(chosen[0])) if chosen else {}
        if not found:
            self._window.status.refuse(none)
            return
        steps = tuple(edits.SetPage(page=page, label=label) for page, label in found.items())
        if self._apply(edits.Batch(label=code, edits=steps)):
            self._tell()

    def ask_template(self) -> None:
        """The list of templates, beside the hand where that is over the pages, else beside the panel."""
        listed = self._window.pages.list
        place = QCursor.pos()
        if not listed.rect().contains(listed.mapFromGlobal(place)):
            place = listed.mapToGlobal(QPoint(listed.width(), 0))
        self.template_menu().popup(place)

    def template_menu(self) -> QMenu:
        """A menu of templates; those of the chosen pages are ticked."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        used = {page.template for page in self._pages}
        for template in known_templates(self._desk.document).values():
            action = QAction(template_name(template, self._window.language.current), menu)
            action.setCheckable(True)
            action.setChecked(template.name in used)
            action.triggered.connect(lambda _=False, template=template: self.use_template(template))
            menu.addAction(action)
        return menu

    def use_template(self, template: Template, pages: Sequence[str] = ()) -> None:
        """Pages on a template, the chosen ones where none are named; what stands there keeps its place in proportion."""
        from layoutdesk.makeup.retemplating import retemplated

        before = self._desk.document
        made = retemplated(before, pages or [page.id for page in self._pages], template, self._desk.ids)
        if made is None:
            self._window.status.say("ui.pages.same_template")
        elif self._apply(made.edit):
            self._tell(
                self._said("ui.pages.fitted", made.fitted),
                self._said("ui.pages.parked", made.parked),
                self._masthead(before),
            )

    # Telling

    def _apply(self, edit: edits.Edit) -> bool:
        before = self._desk.document
        return self._desk.apply(edit) and self._desk.document is not before

    def _tell(self, *more: str) -> None:
        """Says what was done, as the history has it, and what came of it."""
        text = self._window.language.text
        code, args = self._desk.done_labels[-1]
        told = text("ui.pages.and").join(part for part in more if part)
        done = text(code, **args)
        sentence = text("ui.pages.done", done=done, more=told) if told else done
        self._window.status.say("ui.work.said", sentences=sentence)

    def _said(self, code: str, count: int) -> str:
        return self._window.language.text(code, count=count) if count > 0 else ""

    def _masthead(self, before: Document) -> str:
        """That the masthead stands on the first page no longer, where it did before."""
        after = self._desk.document
        heads = [page for page in after.pages if after.template(page.template).masthead is not None]
        led = before.template(before.pages[0].template).masthead is not None
        if not led or not after.pages or after.pages[0] in heads:
            return ""
        text = self._window.language.text
        if not heads:
            return text("ui.pages.no_masthead")
        return text("ui.pages.masthead_at", page=heads[0].label or str(heads[0].number))


def template_name(template: Template, language: str) -> str:
    """What a template is called, with the size of its sheet in mm."""
    width, height = template.trim_mm
    return f"{template.title.get(language, template.name)}　{width:g} × {height:g}"


def _inside(document: Document, before: Page) -> Template:
    """The template of a page that comes behind another: its own, or the one for inside pages on the same sheet, not for notices.

    Page plans have what stands at the head of their pages placed by themselves: their type area leaves no room for a folio bar.
    """
    from layoutdesk.makeup.choice import for_notices

    own = document.template(before.template)
    if own.masthead is None and own.has_folio_room:
        return own
    used = [document.template(page.template) for page in document.pages]
    same = (each for each in (*used, *known_templates(document).values()) if each.trim_mm == own.trim_mm)
    fitting = [each for each in same if each.masthead is None and each.has_folio_room]
    return min(fitting, key=for_notices, default=own)


def _taken_back(before: Document, after: Document) -> int:
    """How many blocks set more of their story than before: what was set on pages that are gone."""
    ranges = {each.id: (each.first, each.last) for each in _blocks(before)}
    return sum(ranges[each.id] != (each.first, each.last) for each in _blocks(after))


def _blocks(document: Document) -> list[Block]:
    return [each for page in document.pages for each in page.elements if isinstance(each, Block)]
