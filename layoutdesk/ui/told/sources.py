"""What a view has to tell: the page of a canvas, or the story in the galley; where the hand is in it, and what it is to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.galley import ELEMENT
from layoutdesk.model.document import Page
from layoutdesk.model.story import Paragraph, paragraphs
from layoutdesk.ui.canvas.storyrows import StoryRows
from layoutdesk.ui.pagenames import page_name
from layoutdesk.ui.told.nodes import Key, Node, page_nodes, story_nodes
from layoutdesk.ui.writing.spots import Spot, Spots

if TYPE_CHECKING:
    from layoutdesk.ui.galley import GalleyPane
    from layoutdesk.ui.pagecanvas import PageCanvas
    from layoutdesk.ui.window import Window

#: Nobody and nothing.
NOBODY: Key = ("", "")


class Source:
    """What a ``Teller`` asks, whatever its view shows."""

    def __init__(self, window: Window) -> None:
        self.window, self.desk, self.language = window, window.desk, window.language

    def changes(self) -> tuple[Any, ...]:
        """Signals by which what is shown becomes another."""
        desk = self.desk
        return desk.opened, desk.edited, desk.page_composed, desk.page_turned, self.language.changed

    def moves(self) -> tuple[Any, ...]:
        """Signals by which the hand goes elsewhere."""
        return self.desk.selected, self.desk.part_held, self.window.writer.moved

    def said(self) -> Any:
        """The signal by which the window says something."""
        return self.window.status.said

    def nodes(self) -> tuple[Node, ...]:
        raise NotImplementedError

    def name(self) -> str:
        raise NotImplementedError

    def about(self) -> str:
        return ""

    def is_active(self) -> bool:
        """Whether the window says things by this view."""
        raise NotImplementedError

    def hand(self) -> Key:
        """What has the caret, else what is selected."""
        raise NotImplementedError

    def is_selected(self, key: Key) -> bool:
        return False

    def select(self, key: Key) -> None:
        """Selects something."""

    def write(self, key: Key, offset: int) -> None:
        """Puts the caret into a paragraph, or into the first of an element."""
        raise NotImplementedError

    def rows(self, element: str) -> Spots | None:
        raise NotImplementedError

    def text(self, key: Key) -> str:
        """The copy of a paragraph as it is now."""
        found = self._paragraph(key)
        return found.text if found is not None else ""

    def caret(self, key: Key) -> int:
        """Where the caret is in a paragraph; -1 where it is elsewhere."""
        spot = self.window.writer.spot
        return spot.offset if spot is not None and key == self.hand() and spot.paragraph == key[1] else -1

    def may_write(self, key: Key) -> bool:
        """Whether the hand may write in a paragraph."""
        session, page = self.desk.session, self.desk.page
        element = next((each for each in (page.elements if page is not None else ()) if each.id == key[0]), None)
        return session is not None and not session.read_only and not getattr(element, "locked", False)

    def marked(self) -> str:
        """What is selected of the copy, in words; empty where only the caret stands there."""
        said = self.window.writer.selected_text if self.window.writer.has_selection else ""
        return self.language.text("ui.told.marked", count=len(said), text=said) if said else ""

    def mark(self, key: Key, start: int, end: int) -> None:
        """Selects characters of a paragraph."""
        self.write(key, start)
        spot = self.window.writer.spot
        if spot is not None and spot.paragraph == key[1]:
            self.window.writer.put(spot.at(end), select=True)

    def rects(self, key: Key, start: int, end: int) -> tuple[Rect, ...]:
        """What characters of a paragraph cover, in points of the view's page."""
        rows = self.rows(key[0])
        return rows.marked(key[1], start, end) if rows is not None else ()

    def _paragraph(self, key: Key) -> Paragraph | None:
        """A paragraph with its story: that with the caret as it is written, any other as the issue has it."""
        story = self._story(key)
        writer = self.window.writer
        held = writer.story if writer.spot is not None and writer.spot.story == story else None
        of = held or next((each for each in self.desk.document.stories if each.id == story), None)
        return next((each for each in paragraphs(of) if each.id == key[1]), None) if of is not None else None

    def _story(self, key: Key) -> str:
        raise NotImplementedError


class PageSource(Source):
    """The page of one of the views of the window."""

    def __init__(self, window: Window, canvas: PageCanvas) -> None:
        super().__init__(window)
        self._canvas = canvas
        self._rows = StoryRows(window.desk)

    @property
    def _page(self) -> Page | None:
        pages, wanted = self.desk.document.pages, self.desk.page_id if self._canvas.is_active else self._canvas.page
        return next((page for page in pages if page.id == wanted), None)

    def nodes(self) -> tuple[Node, ...]:
        page = self._page
        if page is None:
            return ()
        if self._canvas.is_active:
            # As it is shown: with a part of a headline that has no character yet.
            document = self.desk.shown_document
            return page_nodes(self.language, document, document.page(page.id), self.desk.shown)
        return page_nodes(self.language, self.desk.document, page, self.desk.composed.get(page.id))

    def name(self) -> str:
        page = self._page
        said = self._canvas.view.accessibleName()
        return " ".join(filter(None, (said, page_name(page))))

    def about(self) -> str:
        page = self._page
        if page is None:
            return ""
        pages = self.desk.document.pages
        found = sum(each.page == page.id and each.severity == "error" for each in self.desk.problems)
        return self.language.text(
            "ui.told.page", number=pages.index(page) + 1, pages=len(pages), count=len(page.elements), errors=found
        )

    def is_active(self) -> bool:
        return self._canvas.is_active and not self.window.galley.view.hasFocus()

    def hand(self) -> Key:
        desk, spot = self.desk, self.window.writer.spot
        if not self._canvas.is_active:
            return NOBODY
        if spot is not None and desk.selection:
            return desk.selection, spot.paragraph
        return desk.selection, desk.part.picture if desk.part is not None else ""

    def is_selected(self, key: Key) -> bool:
        desk, picture = self.desk, self.desk.part.picture if self.desk.part is not None else ""
        return self._canvas.is_active and key[0] in desk.chosen and key[1] == (picture if key[1] else "")

    def select(self, key: Key) -> None:
        self._come()
        self.window.commands.take("select")
        self.desk.select(key[0])

    def write(self, key: Key, offset: int) -> None:
        self._come()
        self.desk.select(key[0])
        self.window.commands.write_in()
        if key[1] and (spot := self.window.writer.spot) is not None and self._paragraph(key) is not None:
            self.window.writer.put(Spot(spot.story, key[1], offset))

    def _come(self) -> None:
        """The hand comes to the view."""
        self.window.canvases.activate(self._canvas)
        self._canvas.view.setFocus()

    def rows(self, element: str) -> Spots | None:
        page = self._page
        return self._rows.on(page.id, element) if page is not None else None

    def _story(self, key: Key) -> str:
        page = self._page
        element = next((each for each in (page.elements if page is not None else ()) if each.id == key[0]), None)
        return getattr(element, "story", "")


class GalleySource(Source):
    """The story in the galley."""

    def __init__(self, window: Window, pane: GalleyPane) -> None:
        super().__init__(window)
        self._pane = pane

    def changes(self) -> tuple[Any, ...]:
        return (*super().changes(), self.desk.selected)

    def nodes(self) -> tuple[Node, ...]:
        story, shown = self._pane.story, self._pane.shown
        if story is None or shown is None:
            return ()
        return tuple(story_nodes(self.language, self.desk.document, story, shown, ELEMENT))

    def name(self) -> str:
        return self._pane.view.accessibleName()

    def about(self) -> str:
        return self._pane.figure.text()

    def is_active(self) -> bool:
        return self._pane.view.hasFocus()

    def hand(self) -> Key:
        spot = self.window.writer.spot
        return (ELEMENT, spot.paragraph) if spot is not None else NOBODY

    def write(self, key: Key, offset: int) -> None:
        story = self._pane.story
        self._pane.view.setFocus()
        if story is not None and self._paragraph(key) is not None:
            self.window.writer.put(Spot(story.id, key[1], offset))

    def rows(self, element: str) -> Spots | None:
        return self._pane.rows()

    def _story(self, key: Key) -> str:
        return self._pane.story.id if self._pane.story is not None else ""
