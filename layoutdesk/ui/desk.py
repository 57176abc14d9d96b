"""The desk: what the window works on. One open issue, its pages as composed, the page in view and the selection.

Panels and canvas read the desk and listen to its signals; every gesture ends in ``apply``. Of an issue that is opened, the page in
view is composed first, a few elements a turn of the event loop, then the others; of a page that is changed all at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from layoutdesk import edits
from layoutdesk.base.ids import IdSource
from layoutdesk.base.phrase import Phrase
from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.checks.issue import issue_problems
from layoutdesk.compose.grid import PageGrid, page_grid
from layoutdesk.compose.types import ComposedPage, Fit
from layoutdesk.finding import locked_stories
from layoutdesk.model.document import Document, Page
from layoutdesk.session import Session
from layoutdesk.ui.alongside import Alongside
from layoutdesk.ui.composing import Composing
from layoutdesk.ui.finding.finder import Finder
from layoutdesk.ui.freshness import is_long
from layoutdesk.ui.heads import phrased
from layoutdesk.ui.links.links import Links
from layoutdesk.ui.review.reviewed import Reviewed
from layoutdesk.ui.selection import Selection
from layoutdesk.ui.stirring import Stirring
from layoutdesk.ui.styles.styles import Styles
from layoutdesk.ui.templating import Templating
from layoutdesk.ui.travelling import Travelling
from layoutdesk.ui.trying import Trying
from layoutdesk.ui.turns import Turns
from layoutdesk.ui.wheeling import Wheeling

if TYPE_CHECKING:
    from layoutdesk.text.fonts import FontBook

#: Milliseconds between two looks at an issue that someone else writes.
FOLLOW_MS: Final = 1000


class Desk(Selection):
    """The open issue in the window."""

    opened = Signal()
    edited = Signal()
    page_composed = Signal(str)
    #: Undo or redo has made the issue another; with the issue as it was before.
    travelled = Signal(object)
    page_turned = Signal(str)
    #: The hand is led to a page, by the caret or through the history, before that is turned to.
    led = Signal(str)
    previewed = Signal()
    #: Where the leading element would come to rest while it is in the hand (``Rest``, ``FreeRest``); nothing when it is let go.
    resting = Signal(object)
    #: The hand has moved the zero of the rulers that it works by.
    origin_moved = Signal()
    told = Signal()
    #: Copy was pasted of which something was left out, or came struck out: how much, by the words of ``intake.rich.PASTED``.
    pasted = Signal(object)
    refused = Signal(object)

    def __init__(self, book: FontBook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.book = book
        self.ids = IdSource()
        self.session: Session | None = None
        self.page_id = ""
        #: Where places off the grid are counted from, in points of the page: its corner, or where the hand has put the zero.
        self.origin = (0.0, 0.0)
        self._page: tuple[Document | None, str, Page | None] = None, "", None
        self._found: tuple[Problem, ...] = ()
        self._travelling = Travelling(self, self._changed)
        self.turns = Turns(self)
        self._composing = Composing(self)
        self._trying = Trying(self)
        self.wheeling = Wheeling(self)
        self.stirring = Stirring(self.turns, self)
        self._typing = self._changing = False
        #: The stories that are locked on these pages.
        self._locked: tuple[tuple[Page, ...], frozenset[str]] = (), frozenset()
        self.finder = Finder(self)
        self.links = Links(self)
        self.styles = Styles(self)
        self.reviewed = Reviewed(self)
        self.templating = Templating(self)
        self.edited.connect(self._stir)
        self.page_composed.connect(self._stir)
        self.alongside = Alongside(self, FOLLOW_MS)

    # The issue

    @property
    def document(self) -> Document:
        """The issue as it is now; an empty one where none is open."""
        return self.session.document if self.session is not None else Document()

    @property
    def shown_document(self) -> Document:
        """The issue as it is shown: while something is tried out, as it would become."""
        return self._trying.document or self.document

    @property
    def is_open(self) -> bool:
        return self.session is not None

    @property
    def is_shut(self) -> bool:
        """Whether the caret stands in copy that is locked on a page (锁定): it is read and copied there, not changed."""
        if self.marked is None:
            return False
        pages, _ = self._locked
        if pages is not self.document.pages:
            self._locked = self.document.pages, locked_stories(self.document)
        return self.marked.story in self._locked[1]

    @property
    def may_write(self) -> bool:
        """Whether copy may be changed where the caret stands."""
        return self.session is not None and not self.session.read_only and not self.is_shut

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
        pages = self.document.pages
        self.page_id = pages[0].id if pages else ""
        self.opened.emit()
        self._composing.wait_for(sorted((page.id for page in pages), key=self.page_id.__ne__))
        self.page_turned.emit(self.page_id)

    def close(self, *, discard: bool = False) -> None:
        """Closes the issue once everything is in its file.

        Raises ``Refusal``, and keeps the issue open, where the rest cannot be saved; ``discard`` gives that up.
        """
        if self.session is None:
            return
        self.wheeling.settle()
        self.session.close(discard=discard)
        self.end_preview(show=False)
        self.session = None
        self._found = ()
        self._composing.forget()
        self.page_id, self.chosen, self.part = "", (), None
        self.opened.emit()

    def tell(self, problems: Iterable[Problem]) -> None:
        """Takes in what was found while the issue was made and is kept nowhere in it; it is told until the issue is closed."""
        self._found = tuple(problems)
        self.told.emit()

    # The page in view

    @property
    def page(self) -> Page | None:
        """The page in view."""
        document, page_id, page = self._page
        if document is not self.document or page_id != self.page_id:
            page = next((page for page in self.document.pages if page.id == self.page_id), None)
            # Kept: drawing alone asks for it dozens of times a frame.
            self._page = self.document, self.page_id, page
        return page

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
        self.wheeling.settle()
        self.end_preview()
        self.page_id = page_id
        self.select("")
        self._composing.schedule()
        self._composing.keep_at_hand()
        self.page_turned.emit(page_id)

    def lead_to(self, page: str, element: str = "") -> None:
        """Leads the hand to a page, in the view that shows it where there is one, and selects an element there."""
        self.led.emit(page)
        self.go_to(page, element)

    def count_from(self, origin: tuple[float, float]) -> None:
        """Counts places off the grid from another point of the page."""
        if origin != self.origin:
            self.origin = origin
            self.origin_moved.emit()

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
        self.wheeling.settle()
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
        self._travelling.undo()

    def redo(self) -> None:
        """Makes the change again that was taken back, and turns to its page."""
        self._travelling.redo()

    def go_to_step(self, step: int) -> None:
        """Goes to the issue as it was after ``step`` changes; only how that stands is composed and shown."""
        self._travelling.go_to_step(step)

    @property
    def done_labels(self) -> list[Phrase]:
        """What was done, oldest first."""
        return list(self.session.history.labels) if self.session is not None else []

    @property
    def has_forgotten_steps(self) -> bool:
        """Whether the first steps of the session are no longer kept."""
        return self.session is not None and self.session.history.has_forgotten

    @property
    def undone_labels(self) -> list[Phrase]:
        """What was taken back and can be made again, next first."""
        return list(self.session.history.undone_labels) if self.session is not None else []

    def _changed(self, _: Document | None = None, edit: Any = None) -> None:
        if self._travelling.is_under_way:
            return
        self._typing = isinstance(edit, edits.ReplaceText) or is_long(edit)
        self._composing.forget_gone()
        if not any(page.id == self.page_id for page in self.document.pages):
            self.page_id = self.document.pages[0].id if self.document.pages else ""
            self.page_turned.emit(self.page_id)
        self.forget_gone()
        self._changing = True
        self._composing.follow(edit)
        self._changing = False
        self.edited.emit()

    def _stir(self, page: str = "") -> None:
        """Tells the panels of a change, once for the change and its page.

        While copy is typed only after a breath, and of a page while others wait for their turn.
        """
        if self._changing:
            return
        if not self._typing and not (page and self.is_composing):
            self.stirring.now()
        else:
            self.stirring.soon()

    # Composing

    @property
    def composed(self) -> dict[str, ComposedPage]:
        """The pages as composed, by their ids."""
        return self._composing.pages

    def finish_composing(self) -> None:
        """Composes whatever waits, now: what tests and measurements ask for, no part of the window."""
        self._composing.finish()

    def compose(self, document: Document, page_id: str) -> ComposedPage:
        """A page of any state of the issue, set by the engine."""
        return self._composing.compose(document, page_id)

    @property
    def preview(self) -> ComposedPage | None:
        """The page in view as it would become, while something is tried out."""
        return self._trying.page

    def try_out(self, edit: Any, *, now: bool = False, later: bool = False) -> bool:
        """Shows the page as an edit would make it, without making it; whether that is done at once (see ``Trying``)."""
        return self._trying.try_out(edit, now=now, later=later)

    def foresee(self, coming: Iterable[Any]) -> None:
        """Composes ahead what the hand may come to next (see ``Trying``)."""
        self._trying.foresee(coming)

    def end_preview(self, *, show: bool = True) -> None:
        """Goes back to the page as it is; the next gesture may be shown live again."""
        self._trying.end(show=show)

    @property
    def is_composing(self) -> bool:
        """Whether pages are still waiting to be composed."""
        return self._composing.is_waiting

    @property
    def is_behind(self) -> bool:
        """Whether the page in view is still to be composed as the issue is now."""
        return self._composing.is_behind

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
