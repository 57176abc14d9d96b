"""Making up the page in view by itself (组版), in a worker process: its own stories again, or an empty page from what waits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.problem import Refusal
from layoutdesk.model import Block, Element, Page
from layoutdesk.model.document import unplaced
from layoutdesk.ui import work

if TYPE_CHECKING:
    from layoutdesk.session import Session
    from layoutdesk.ui.window import Window


class Arranging:
    """The hand that has pages made up; what comes of it is one step of the history and said in words."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._desk = window.desk

    def page(self) -> None:
        """Has the page in view made up; one of an issue that is only read stays, and it is said."""
        page, session = self._desk.page, self._desk.session
        if session is not None and session.read_only:
            self._window.show_refusal(Refusal("session.read-only", file=session.path.name))
        elif page is not None:
            self._window.commands.files.when_saved(partial(self._start, page))

    def _start(self, page: Page, session: Session) -> None:
        task = session.source, page.id
        self._window.worker.start("ui.work.arranging", work.arrange_page, task, partial(self._take, page))

    def _take(self, page: Page, elements: tuple[Element, ...]) -> None:
        desk, say = self._desk, self._window.status.say
        if page not in desk.document.pages:
            say("ui.work.page_changed")
            return
        if elements == page.elements:
            say("ui.work.as_before" if any(isinstance(each, Block) for each in elements) else "ui.work.no_copy")
            return
        known = {each.id for each in page.elements}
        placed = {getattr(each, "story", "") for each in elements if each.id not in known} - {""}
        if not placed <= set(unplaced(desk.document)):
            # Put on another page meanwhile, or taken out of the issue: made up again from what waits now.
            self._window.commands.files.when_saved(partial(self._start, page))
            return
        # The worker knows the ids of the page only.
        made = tuple(each if each.id in known else replace(each, id=desk.ids.new("el")) for each in elements)
        if not desk.apply(edits.SetElements(page=page.id, elements=made)):
            return
        desk.go_to(page.id)
        fresh, waiting = len(made) - len(known), len(unplaced(desk.document))
        if fresh:
            say("ui.work.placed_some" if waiting else "ui.work.placed_all", count=fresh, waiting=waiting)
