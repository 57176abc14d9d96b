"""The desk: what the window works on. One open issue, its pages as composed, the page in view and the selection.

Panels and canvas read the desk and listen to its signals; every gesture ends in ``apply``. Of an issue that is opened, the page in
view is composed first, a few elements a turn of the event loop, then the others; of a page that is changed all at once.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from layoutdesk import edits
from layoutdesk.base.ids import IdSource
from layoutdesk.base.phrase import Phrase
from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.checks.issue import issue_problems
from layoutdesk.compose.grid import PageGrid, page_grid
from layoutdesk.compose.types import ComposedPage, Fit
from layoutdesk.model.document import Document, Page
from layoutdesk.model.elements import Element
from layoutdesk.model.story import pictures
from layoutdesk.session import Session
from layoutdesk.ui.freshness import Freshness, is_long
from layoutdesk.ui.heads import phrased
from layoutdesk.ui.stirring import Stirring
from layoutdesk.ui.turns import Turns, Urgency
from layoutdesk.ui.writing.changed import changed_stories

if TYPE_CHECKING:
    from layoutdesk.text.fonts import FontBook

#: Seconds of the processor after which composing leaves the turn to others.
PIECE_SECONDS: Final = 0.02
#: Seconds of the processor that composing under the moving hand may take; above it only the block's outline follows.
LIVE_SECONDS: Final = 0.010
#: What is left of the cost of composing with each move that was not composed: a hand that goes on is tried again.
_FORGIVEN: Final = 0.9
#: Milliseconds after which a hand rests.
REST_MS: Final = 60
#: Milliseconds between two looks at an issue that someone else writes.
FOLLOW_MS: Final = 1000

Compose = Callable[[Document, str], ComposedPage]


class Marked(NamedTuple):
    """Selected copy: the characters ``start`` to ``end`` of a paragraph; both the caret where nothing is."""

    story: str
    paragraph: str
    start: int
    end: int


class Part(NamedTuple):
    """The picture in the selected element: its name in the story, empty in a frame; ``inside``: the hand moves what it shows."""

    picture: str
    inside: bool = False


class Desk(QObject):
    """The open issue in the window."""

    opened = Signal()
    edited = Signal()
    page_composed = Signal(str)
    #: Undo or redo has made the issue another; with the issue as it was before.
    travelled = Signal(object)
    page_turned = Signal(str)
    selected = Signal(str)
    part_held = Signal()
    copy_marked = Signal()
    previewed = Signal()
    told = Signal()
    refused = Signal(object)

    def __init__(self, book: FontBook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.book = book
        self.ids = IdSource()
        self.session: Session | None = None
        self.page_id = ""
        self.chosen: tuple[str, ...] = ()
        #: The picture of the leading element that is selected itself; gone as soon as the selection is another.
        self.part: Part | None = None
        #: The ranges of copy that are selected, the one with the caret last.
        self.marks: tuple[Marked, ...] = ()
        self.composed: dict[str, ComposedPage] = {}
        self.preview: ComposedPage | None = None
        self._found: tuple[Problem, ...] = ()
        self._travelling = False
        self._freshness = Freshness()
        self._waiting: deque[str] = deque()
        self._live_cost = 0.0
        self._tried: Any = None
        self._tried_document: Document | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._show_tried)
        self.turns = Turns(self)
        #: What is left of the elements of the first page that waits.
        self._ahead: Iterator[None] | None = None
        self.stirring = Stirring(self.turns, self)
        self._typing = self._changing = self._in_pieces = False
        self.edited.connect(self._stir)
        self.page_composed.connect(self._stir)
        self._follow = QTimer(self, interval=FOLLOW_MS)
        self._follow.timeout.connect(self.follow)

    # The issue

    @property
    def document(self) -> Document:
        """The issue as it is now; an empty one where none is open."""
        return self.session.document if self.session is not None else Document()

    @property
    def shown_document(self) -> Document:
        """The issue as it is shown: while something is tried out, as it would become."""
        return self.document if self._tried_document is None else self._tried_document

    @property
    def is_open(self) -> bool:
        return self.session is not None

    def open(self, path: Path, *, read_only: bool = False) -> None:
        """Opens an issue file in place of the one that is open, which stays where either is refused (``Refusal``)."""
        session = Session.open(path, read_only=read_only)
        try:
            self.close()
        except Refusal:
            session.close()
            raise
        self.session = session
        session.subscribe(self._changed)
        if read_only:
            self._follow.start()
        pages = self.document.pages
        self.page_id = pages[0].id if pages else ""
        self.opened.emit()
        self._await(sorted((page.id for page in pages), key=self.page_id.__ne__))
        self.page_turned.emit(self.page_id)

    def close(self, *, discard: bool = False) -> None:
        """Closes the issue once everything is in its file.

        Raises ``Refusal``, and keeps the issue open, where the rest cannot be saved; ``discard`` gives that up.
        """
        if self.session is None:
            return
        self.session.close(discard=discard)
        self.end_preview(show=False)
        self.session = None
        self._found = ()
        self._follow.stop()
        self._await(())
        self.composed.clear()
        self._freshness.forget()
        self.page_id, self.chosen, self.part = "", (), None
        self.opened.emit()

    def follow(self) -> None:
        """Shows what the writer of an issue opened to read has done since; a file that is gone is looked for again later."""
        if self.session is not None:
            with suppress(Refusal):
                self.session.refresh()

    def tell(self, problems: Iterable[Problem]) -> None:
        """Takes in what was found while the issue was made and is kept nowhere in it; it is told until the issue is closed."""
        self._found = tuple(problems)
        self.told.emit()

    # The page in view

    @property
    def page(self) -> Page | None:
        """The page in view."""
        return next((page for page in self.document.pages if page.id == self.page_id), None)

    @property
    def grid(self) -> PageGrid | None:
        """The grid of the page in view."""
        page = self.page
        return page_grid(self.document.template(page.template)) if page is not None else None

    @property
    def shown(self) -> ComposedPage | None:
        """The page in view as composed: while a gesture lasts, as it would become."""
        return self.preview or self.composed.get(self.page_id)

    def turn_to(self, page_id: str) -> None:
        """Brings another page into view."""
        if page_id == self.page_id or not any(page.id == page_id for page in self.document.pages):
            return
        self.end_preview()
        self.page_id = page_id
        self.select("")
        self._schedule()
        self.page_turned.emit(page_id)

    @property
    def selection(self) -> str:
        """The element that leads the selection: the one chosen last; empty where none is."""
        return self.chosen[-1] if self.chosen else ""

    def select(self, element: str) -> None:
        """Selects an element of the page in view alone, or nothing."""
        self.choose((element,) if element else ())

    def choose(self, names: Iterable[str]) -> None:
        """Selects several elements of the page in view; the last one leads (主选), the others follow it."""
        chosen = tuple(dict.fromkeys(names))
        if chosen != self.chosen:
            self.chosen = chosen
            self.hold(None)
            self.selected.emit(self.selection)

    def hold(self, part: Part | None) -> None:
        """Selects the picture in the leading element, or lets it go."""
        if part != self.part:
            self.part = part
            self.part_held.emit()

    def _drop_part(self) -> None:
        """Lets go of a picture that its story no longer has."""
        if self.part is None:
            return
        name = getattr(self.element, "story", "")
        story = next((story for story in self.document.stories if story.id == name), None)
        if self.part.picture not in ({picture.id for picture in pictures(story)} if story is not None else {""}):
            self.hold(None)

    def mark(self, marks: tuple[Marked, ...]) -> None:
        """Takes note of the copy that is selected in the text tool, or where its caret stands."""
        before, had = self.marks, self.has_selection
        self.marks = marks
        if marks != before and (
            had or self.has_selection or [mark[:2] for mark in marks] != [mark[:2] for mark in before]
        ):
            self.copy_marked.emit()

    @property
    def marked(self) -> Marked | None:
        """The paragraph with the caret, and what is selected of it."""
        return self.marks[-1] if self.marks else None

    @property
    def has_selection(self) -> bool:
        """Whether any copy is selected."""
        return any(mark.start != mark.end for mark in self.marks)

    @property
    def element(self) -> Element | None:
        """The element that leads the selection."""
        name, page = self.selection, self.page
        return next((each for each in page.elements if each.id == name), None) if name and page is not None else None

    @property
    def elements(self) -> tuple[Element, ...]:
        """The selected elements in the order in which they were chosen."""
        page = self.page
        if page is None or not self.chosen:
            return ()
        known = {element.id: element for element in page.elements}
        return tuple(known[name] for name in self.chosen if name in known)

    def place_of(self, story: str) -> tuple[str, str] | None:
        """The first page and element that set a story; ``None`` where it is unplaced."""
        for page in self.document.pages:
            for element in page.elements:
                if getattr(element, "story", "") == story:
                    return page.id, element.id
        return None

    def go_to(self, page: str, element: str = "") -> None:
        """Turns to a page and selects an element there."""
        if page:
            self.turn_to(page)
        self.select(element)

    def fits(self, element: str) -> tuple[Fit, ...]:
        """How the copy fits an element of the page in view."""
        shown = self.shown
        return tuple(fit for fit in shown.fits if fit.element == element) if shown is not None else ()

    # Changes

    def apply(self, edit: Any) -> bool:
        """Applies an edit; a refusal is shown in the window and changes nothing."""
        if self.session is None:
            return False
        self.end_preview(show=False)
        try:
            self.session.apply(phrased(self.document, edit))
        except Refusal as refusal:
            self.previewed.emit()
            self.refused.emit(refusal)
            return False
        return True

    def undo(self) -> None:
        """Takes the last change back, and turns to the page where it was made."""
        if self.session is not None and self.session.can_undo:
            self._travel(self.session.undo)

    def redo(self) -> None:
        """Makes the change again that was taken back, and turns to its page."""
        if self.session is not None and self.session.can_redo:
            self._travel(self.session.redo)

    def _travel(self, step: Callable[[], object]) -> None:
        """Goes through the history and turns to where the issue is another then: a page, or the first element of a story."""
        self.end_preview(show=False)
        before = self.document
        step()
        if self.document is not before:
            self._turn_to_change(before)
            self.travelled.emit(before)

    def _turn_to_change(self, before: Document) -> None:
        pages = {page.id: page for page in before.pages}
        changed = [page.id for page in self.document.pages if pages.get(page.id) is not page]
        if changed and self.page_id not in changed:
            self.turn_to(changed[0])
        if changed:
            return
        stories = [story.id for story in changed_stories(before, self.document)]
        here = {getattr(element, "story", "") for element in self.page.elements} if self.page is not None else set()
        places = [place for place in map(self.place_of, stories) if place is not None]
        if places and not here.intersection(stories):
            self.go_to(*places[0])

    @property
    def done_labels(self) -> list[Phrase]:
        """What was done, oldest first."""
        return list(self.session.history.labels) if self.session is not None else []

    @property
    def undone_labels(self) -> list[Phrase]:
        """What was taken back and can be made again, next first."""
        return list(self.session.history.undone_labels) if self.session is not None else []

    def go_to_step(self, step: int) -> None:
        """Goes to the issue as it was after ``step`` changes; only how that stands is composed and shown."""
        session = self.session
        if session is None:
            return
        by = step - len(self.done_labels)

        def go() -> None:
            self._travelling = True
            try:
                for _ in range(abs(by)):
                    if by < 0 and session.can_undo:
                        session.undo()
                    elif by > 0 and session.can_redo:
                        session.redo()
            finally:
                self._travelling = False
            self._changed()

        self._travel(go)

    def try_out(self, edit: Any, *, now: bool = False, later: bool = False) -> bool:
        """Shows the page as an edit would make it, without making it; whether that is done at once.

        Where composing takes too long for the hand, only its outline follows, and the page comes when the hand rests; with ``now``
        it comes in any case, as it does for a key, with ``later`` only then.
        """
        if self.session is None:
            return False
        self._tried = edit
        if later or (self._live_cost > LIVE_SECONDS and not now):
            self._live_cost *= _FORGIVEN
            self._rest.start()
            return False
        return self._show_tried()

    def _show_tried(self) -> bool:
        """Composes the page as the edit that was tried last would make it."""
        self._rest.stop()
        began = time.thread_time()
        try:
            self._tried_document = edits.apply(self.document, self._tried)
            self.preview = self.compose(self._tried_document, self.page_id)
        except Refusal:
            self.end_preview()
            return False
        self._live_cost = 0.7 * self._live_cost + 0.3 * (time.thread_time() - began)
        self.previewed.emit()
        return True

    def end_preview(self, *, show: bool = True) -> None:
        """Goes back to the page as it is; the next gesture may be shown live again."""
        self._live_cost = 0.0
        self._rest.stop()
        self._drop_preview(show=show)

    def _drop_preview(self, *, show: bool = True) -> None:
        self._tried_document = None
        if self.preview is not None:
            self.preview = None
            if show:
                self.previewed.emit()

    def _changed(self, _: Document | None = None, edit: Any = None) -> None:
        if self._travelling:
            return
        self._typing = isinstance(edit, edits.ReplaceText)
        pages = {page.id for page in self.document.pages}
        for gone in set(self.composed) - pages:
            del self.composed[gone]
            self._freshness.forget(gone)
        if self.page_id not in pages:
            self.page_id = self.document.pages[0].id if self.document.pages else ""
            self.page_turned.emit(self.page_id)
        if len(self.elements) < len(self.chosen):
            self.choose(element.id for element in self.elements)
        self._drop_part()
        self._changing = True
        # What waits for its pieces goes on waiting when a key is pressed.
        self._in_pieces = is_long(edit) or (self._in_pieces and self.is_behind)
        self._schedule(at_once=not self._in_pieces)
        self._changing = False
        self.edited.emit()

    def _stir(self, page: str = "") -> None:
        """Tells the panels of a change, once for the change and its page.

        While copy is typed only after a breath, and of a page while others wait for their turn.
        """
        if self._changing:
            return
        if not self._typing and not (page and self._waiting):
            self.stirring.now()
        else:
            self.stirring.soon()

    # Composing

    @property
    def is_composing(self) -> bool:
        """Whether pages are still waiting to be composed."""
        return bool(self._waiting)

    @property
    def is_behind(self) -> bool:
        """Whether the page in view is still to be composed as the issue is now."""
        return self.page_id in self._waiting

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the issue as a whole and what its composed pages report, in the order of the pages."""
        document = self.document
        if self.session is None:
            return ()
        found = [problem for problem in issue_problems(document, self.book) if problem.severity != "query"]
        known = {problem.code for problem in found}
        found += [problem for problem in self._found if problem.code not in known]
        for page in self.document.pages:
            composed = self.composed.get(page.id)
            if composed is not None:
                found += composed.problems
        return tuple(found)

    def finish_composing(self) -> None:
        """Composes whatever waits, now; for exports and tests."""
        while self._waiting:
            self._compose_page(self._waiting.popleft())
        self._await(())

    def _schedule(self, *, at_once: bool = True) -> None:
        """Composes the page in view ``at_once`` where it is stale, else first of all in pieces, and queues the others."""
        stale = self._freshness.stale(self.document)
        if at_once and self.page_id in stale:
            stale.remove(self.page_id)
            self._compose_page(self.page_id)
        self._await(sorted(stale, key=self.page_id.__ne__))

    def _await(self, pages: Iterable[str]) -> None:
        """Has pages composed in their turns, and no others."""
        self._waiting, self._ahead = deque(pages), None
        if self._waiting:
            self.turns.ask(self._compose_next, Urgency.PAGE)
        else:
            self.turns.drop(self._compose_next)

    def _compose_next(self) -> None:
        """Composes what a turn has time for: some elements of the page that comes first, and the page once it has all."""
        from layoutdesk.compose.page import compose_ahead

        if self._waiting and self._ahead is None:
            self._ahead = compose_ahead(self.document, self._waiting[0], self.book)
        until = time.thread_time() + PIECE_SECONDS
        for _ in self._ahead or ():
            if time.thread_time() > until:
                break
        else:
            self._ahead = None
            if self._waiting:
                self._compose_page(self._waiting.popleft())
        if self._waiting:
            self.turns.ask(self._compose_next, Urgency.PAGE)

    def _compose_page(self, page_id: str) -> None:
        page = next((page for page in self.document.pages if page.id == page_id), None)
        if page is None:
            return
        self.composed[page_id] = self.compose(self.document, page_id)
        self._freshness.note(self.document, page)
        self.page_composed.emit(page_id)

    def compose(self, document: Document, page_id: str) -> ComposedPage:
        """A page of any state of the issue, set by the engine."""
        from layoutdesk.compose.page import compose_page

        return compose_page(document, page_id, self.book, whole=True)
