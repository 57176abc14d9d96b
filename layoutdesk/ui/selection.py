"""What is selected on the page in view: elements, the picture in the leading one, copy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from layoutdesk.model.document import Document, Page
from layoutdesk.model.elements import Element, is_hidden
from layoutdesk.model.story import pictures


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


class Selection(QObject):
    """The selection of a desk, which has the issue and the page."""

    selected = Signal(str)
    part_held = Signal()
    copy_marked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.chosen: tuple[str, ...] = ()
        #: The picture of the leading element that is selected itself; gone as soon as the selection is another.
        self.part: Part | None = None
        #: The ranges of copy that are selected, the one with the caret last.
        self.marks: tuple[Marked, ...] = ()

    @property
    def document(self) -> Document:
        """The issue as it is now."""
        raise NotImplementedError

    @property
    def page(self) -> Page | None:
        """The page in view."""
        raise NotImplementedError

    @property
    def selection(self) -> str:
        """The element that leads the selection: the one chosen last; empty where none is."""
        return self.chosen[-1] if self.chosen else ""

    def select(self, element: str) -> None:
        """Selects an element of the page in view alone, or nothing."""
        self.choose((element,) if element else ())

    def choose(self, names: Iterable[str]) -> None:
        """Selects several elements of the page in view; the last one leads (主选), the others follow it. What is hidden is none."""
        page = self.page
        hidden = {each.id for each in page.elements if is_hidden(each)} if page is not None else set[str]()
        chosen = tuple(name for name in dict.fromkeys(names) if name not in hidden)
        if chosen != self.chosen:
            self.chosen = chosen
            self.hold(None)
            self.selected.emit(self.selection)

    def hold(self, part: Part | None) -> None:
        """Selects the picture in the leading element, or lets it go."""
        if part != self.part:
            self.part = part
            self.part_held.emit()

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
        known = {element.id: element for element in page.elements if not is_hidden(element)}
        return tuple(known[name] for name in self.chosen if name in known)

    def forget_gone(self) -> None:
        """Lets go of elements that the page no longer has, and of a picture that its story no longer has."""
        if len(self.elements) < len(self.chosen):
            self.choose(element.id for element in self.elements)
        self._drop_part()

    def _drop_part(self) -> None:
        """Lets go of a picture that its story no longer has."""
        if self.part is None:
            return
        name = getattr(self.element, "story", "")
        story = next((story for story in self.document.stories if story.id == name), None)
        if self.part.picture not in ({picture.id for picture in pictures(story)} if story is not None else {""}):
            self.hold(None)
