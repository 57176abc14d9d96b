"""Pages and elements that stand for the next export (印版): in a process that lives, an edit has one element drawn anew.

A page is written as it was while all that it is composed of are the same objects; of another page an element is, where it is drawn
of the same items from the same state. What either uses of the file (fonts, pictures, states) is asked for again in the same order,
and where one answer is another it is drawn anew: an export gives the same bytes with formes and without.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, TypeVar

import msgspec
from msgspec.structs import replace

from layoutdesk.base.shelf import Shelf
from layoutdesk.compose.page import compose_page, composed_of
from layoutdesk.compose.types import ComposedPage
from layoutdesk.display import Glyphs, Group, Item, Mark
from layoutdesk.exporters.pdf.content import PageContent, Pen
from layoutdesk.exporters.pdf.fonts import FaceCodes
from layoutdesk.exporters.pdf.noted import NotedResources, Use, merged
from layoutdesk.exporters.pdf.outline import HEADLINE
from layoutdesk.exporters.pdf.parted import Parts, Place, lines_of, parted_between
from layoutdesk.model.document import Document

if TYPE_CHECKING:
    from layoutdesk.text.fonts import Face, FontBook

#: Bytes, roughly, of pages, elements and font programs that are kept: those of a hundred pages.
PAGES_KEPT: Final = 16_000_000
ELEMENTS_KEPT: Final = 24_000_000
PROGRAMS_KEPT: Final = 24_000_000
#: Lines whose beginnings and ends are known.
LINES_KEPT: Final = 12_000
#: Bytes that one answer of a font takes, one drawing, and one operator besides its own.
_USE, _DRAWING, _OPERATOR = 16, 600, 60

_Value = TypeVar("_Value")
#: What of an export decides how its pages are written, besides what they are composed of.
Settings: TypeAlias = tuple[Hashable, ...]


class Forme(msgspec.Struct, frozen=True):
    """A page as it was written: what the file needs of its composition, its content under the Flate filter, what it uses."""

    page: ComposedPage
    content: bytes
    uses: tuple[Use, ...]


class Standing(NamedTuple):
    """A page of which a forme stands, and how it is composed where that is of no use."""

    forme: Forme
    compose: Callable[[], ComposedPage]


class Drawing(NamedTuple):
    """What was drawn of an element: its operators, where they leave the pen, what they use; the parted words that it had."""

    operators: Sequence[str]
    pen: Pen
    uses: tuple[Use, ...]
    parted: tuple[tuple[Place, Parts], ...]
    stories: frozenset[str]


class Formes:
    """What stands in one process from export to export."""

    def __init__(self) -> None:
        self._book: FontBook | None = None
        self.clear()

    def clear(self) -> None:
        """Forgets everything."""
        self._pages: Shelf[Forme] = Shelf(PAGES_KEPT)
        self._drawings: Shelf[Drawing] = Shelf(ELEMENTS_KEPT)
        self._programs: Shelf[Any] = Shelf(PROGRAMS_KEPT)
        self._lines: Shelf[dict[Place, str]] = Shelf(LINES_KEPT)
        self._codes: dict[str, FaceCodes] = {}
        #: Pages that were given out composed, by the key under which they will stand.
        self._awaited: dict[str, tuple[Hashable, object]] = {}

    @property
    def weight(self) -> int:
        """Bytes, roughly, that everything takes."""
        return self._pages.weight + self._drawings.weight + self._programs.weight

    def pages(
        self, document: Document, page_ids: Iterable[str], book: FontBook, settings: Settings
    ) -> Iterator[ComposedPage | Standing]:
        """The pages of an export, composed where no forme stands."""
        self._awaited.clear()
        if book is not self._book:
            # Faces of another book may have the keys of those that are known.
            self.clear()
            self._book = book
        for page_id in page_ids:
            held = composed_of(document, page_id, book)
            key = (tuple(map(id, held)), settings)
            compose = partial(compose_page, document, page_id, book)
            forme = self._pages.get(key)
            if forme is not None:
                yield Standing(forme, compose)
            else:
                self._awaited[page_id] = key, held
                yield compose()

    def keep(self, page: ComposedPage, content: bytes, uses: tuple[Use, ...]) -> None:
        """Lets a page that was written stand for the next export."""
        awaited = self._awaited.pop(page.page, None)
        if awaited is not None:
            key, held = awaited
            weight = len(content) + _USE * sum(map(_asked, uses))
            self._pages.put(key, Forme(_shell(page), content, uses), weight, held)

    def draw(
        self,
        content: PageContent,
        resources: NotedResources,
        items: Iterable[Item],
        parted: Mapping[Place, Parts],
        settings: Settings,
    ) -> tuple[Use, ...] | None:
        """Draws a page, and of it only what does not stand; all that it uses, ``None`` where that cannot be told again."""
        said: dict[str, list[tuple[Place, Parts]]] = {}
        for place, parts in parted.items():
            said.setdefault(place[0], []).append((place, parts))
        uses = _Press(content, resources, said, (resources.prints_colour, settings), self._drawings).items(items)
        return None if uses is None else tuple(chain.from_iterable(uses))

    def parted_words(self, items: Sequence[Item]) -> dict[Place, Parts]:
        """``parted.parted_words`` of a page; what its elements say is known of those that stand."""
        lines: dict[Place, str] = {}
        for item in items:
            lines |= self._lines_of(item) if isinstance(item, Mark) else lines_of((item,))
        return parted_between(lines)

    def _lines_of(self, mark: Mark) -> dict[Place, str]:
        found = self._lines.get(id(mark.items))
        if found is None:
            found = lines_of(mark.items)
            self._lines.put(id(mark.items), found, len(found) + 1, mark.items)
        return found

    def codes(self, face: Face, /) -> FaceCodes:
        """The codes of a face."""
        if face.key not in self._codes:
            self._codes[face.key] = FaceCodes(face)
        return self._codes[face.key]

    def program(self, *what: Hashable, make: Callable[[], _Value], weigh: Callable[[_Value], int]) -> _Value:
        """What was made of the same before, or is made now; ``weigh`` gives its bytes."""
        known: _Value | None = self._programs.get(what)
        if known is None:
            known = make()
            self._programs.put(what, known, weigh(known))
        return known


class _Press:
    """Draws one page."""

    def __init__(
        self,
        content: PageContent,
        resources: NotedResources,
        said: Mapping[str, Sequence[tuple[Place, Parts]]],
        settings: Settings,
        drawings: Shelf[Drawing],
    ) -> None:
        self._content, self._resources, self._said = content, resources, said
        self._settings, self._drawings = settings, drawings

    def items(self, items: Iterable[Item]) -> list[tuple[Use, ...]] | None:
        """Draws items, elements and lines from what stands of them; what each uses, ``None`` where that cannot be told again."""
        every = [
            self._standing(item, inner) if inner is not None else self._anew(item)
            for item, inner in ((each, _inner(each)) for each in items)
        ]
        told = [each for each in every if each is not None]
        return told if len(told) == len(every) else None

    def _standing(self, item: Item, inner: tuple[Item, ...]) -> tuple[Use, ...] | None:
        """Draws an element or a line of it, or what stands of that."""
        content = self._content
        if any(isinstance(each, Glyphs) for each in inner) and isinstance(item, Mark):
            # Runs that go on from one another are one line, and drawn together.
            return self._anew(item)
        key = (id(inner), getattr(item, "transform", None), content.pen, self._settings)
        known = self._drawings.get(key)
        if known is not None and known.parted == self._of(known.stories) and self._resources.asked_again(known.uses):
            content.go_on(known.operators, known.pen)
            return known.uses
        before = content.count
        if isinstance(item, Mark):
            each = self.items(inner)
            uses = None if each is None else merged(each)
        else:
            uses = self._anew(item)
        if uses is not None:
            operators, stories = content.since(before), frozenset(_stories(inner))
            weight = _DRAWING + _OPERATOR * len(operators) + (0 if isinstance(item, Mark) else sum(map(len, operators)))
            made = Drawing(operators, content.pen, uses, self._of(stories), stories)
            self._drawings.put(key, made, weight + _USE * sum(map(_asked, uses)), inner)
        return uses

    def _anew(self, item: Item) -> tuple[Use, ...] | None:
        self._resources.note()
        self._content.draw((item,))
        return self._resources.noted()

    def _of(self, stories: frozenset[str]) -> tuple[tuple[Place, Parts], ...]:
        """The parted words of some stories."""
        return tuple(each for story in sorted(stories) for each in self._said.get(story, ()))


def _inner(item: Item) -> tuple[Item, ...] | None:
    """What an element, or a line of one, has in it: that is drawn by itself. ``None`` of anything else."""
    if isinstance(item, Mark):
        return item.items
    return item.items if isinstance(item, Group) and item.clip is None else None


def _asked(use: Use) -> int:
    """How many answers a use has."""
    return len(use.answer[0]) if use.kind == "font" else 1


def _shell(page: ComposedPage) -> ComposedPage:
    """What the file needs of a page besides its content: its size, and the headlines for the bookmarks."""
    return replace(
        page, display=replace(page.display, items=()), frames={}, fits=(), pictures=(), problems=(),
        lines=tuple(line for line in page.lines if line.style == HEADLINE),
    )  # fmt: skip


def _stories(items: Iterable[Item]) -> Iterator[str]:
    """The stories of which anything is set among items."""
    for item in items:
        inner = getattr(item, "items", None)
        if inner is not None:
            yield from _stories(inner)
        elif story := getattr(item, "story", ""):
            yield story
