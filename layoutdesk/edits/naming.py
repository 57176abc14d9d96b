"""How the history calls things: a story by its title, a picture by its file, a page by its label, all cut short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, Protocol, TypeVar

from layoutdesk.base.brief import brief
from layoutdesk.base.phrase import Phrase, Said
from layoutdesk.base.typesize import hao
from layoutdesk.edits.find import PARTS
from layoutdesk.model import Advert, Document, Element, PictureFrame, QrCode, Story
from layoutdesk.model.elements import Wrapped, element_kind
from layoutdesk.model.story import PARAGRAPH_STYLES, display_title, paragraphs, pictures
from layoutdesk.model.styles import CHARACTER_STYLES

#: How many characters of a title or a text are shown.
SAMPLE: Final = 12
_INNER: Final = str.maketrans("“”", "‘’")
#: Styles that have a name in the trade; the others are an issue's own.
NAMED_STYLES: Final = frozenset((*PARAGRAPH_STYLES, *CHARACTER_STYLES, "bold", "emphasis", "dateline"))


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_Item = TypeVar("_Item", bound=_Named)


def sample(text: str) -> str:
    """The beginning of a text, in one line."""
    return brief(text, SAMPLE)


def quoted(text: str) -> Phrase:
    """The beginning of a text between the quotes of the language; its own become the inner ones (GB/T 15834, 4.8)."""
    return Phrase("edits.what.quoted", {"text": sample(text).translate(_INNER)})


def spoken(size: float) -> Phrase:
    """A size of type in points without their unit; where Chinese is spoken with its 号, where it has one."""
    said = {"points": f"{size:g}"}
    return (
        Phrase("edits.what.size-hao", {"hao": hao(size), **said})
        if hao(size)
        else Phrase("edits.what.size", dict(said))
    )


def points(size: float) -> Phrase:
    """The same with the unit."""
    return Phrase("edits.what.points", {"size": spoken(size)})


def wrapped(element: Wrapped) -> Phrase:
    """How text keeps clear of an element (绕排), and how far away it keeps."""
    return Phrase(f"edits.what.wrap-{element.wrapping}", {"ems": f"{element.wrap:g}"})


def listed(names: Sequence[Said]) -> Said:
    """Several names: both of two, else the first and how many more."""
    if not names:
        return Phrase("edits.what.issue", {})
    if len(names) == 1:
        return names[0]
    if len(names) == 2:
        return Phrase("edits.what.two", {"first": names[0], "second": names[1]})
    return Phrase("edits.what.more", {"first": names[0], "more": str(len(names) - 1)})


def style(name: str) -> Said:
    """A style by its name in the trade, one of the issue's own by the name that it has."""
    return Phrase(f"styles.{name}", {}) if name in NAMED_STYLES else quoted(name)


class Names(NamedTuple):
    """The names of what an edit changes: as it was called before, where it was there, else as it is called afterwards."""

    before: Document
    after: Document

    def story(self, name: str) -> Said:
        """The title of a story."""
        story = self.story_itself(name)
        title = display_title(story) if story is not None else ""
        return quoted(title) if title else Phrase("edits.what.story", {})

    def story_itself(self, name: str) -> Story | None:
        """The story as it was, or as it has become."""
        return _named(self.before.stories, name) or _named(self.after.stories, name)

    def element(self, name: str) -> Said:
        """An element by its story, its picture or its text; else by its kind."""
        element = self.element_itself(name)
        if element is None:
            return Phrase("edits.what.element", {})
        story = self.story_itself(getattr(element, "story", ""))
        if story is not None and display_title(story):
            return quoted(display_title(story))
        if isinstance(element, PictureFrame | Advert) and element.asset:
            return self.asset(element.asset)
        if isinstance(element, QrCode):
            return quoted(element.caption or element.text)
        return Phrase(f"edits.what.{element_kind(element)}", {})

    def element_itself(self, name: str) -> Element | None:
        """The element as it has become, or as it was where it is gone."""
        return find_element(self.after, name) or find_element(self.before, name)

    def page(self, name: str) -> str:
        """The printed label of a page, else its number."""
        page = _named(self.before.pages, name) or _named(self.after.pages, name)
        return (page.label or str(page.number)) if page is not None else ""

    def pages(self, names: Iterable[str]) -> Said:
        """Several pages by their labels."""
        return listed([Phrase("edits.what.page", {"page": self.page(name)}) for name in names])

    def asset(self, name: str) -> Said:
        """A picture by its file."""
        asset = _named(self.after.assets, name) or _named(self.before.assets, name)
        return quoted(asset.name) if asset is not None and asset.name else Phrase("edits.what.picture", {})

    def picture(self, story: str, name: str) -> Said:
        """A picture of a story by its file, else by its caption."""
        for document in (self.before, self.after):
            held = _named(document.stories, story)
            found = _named(pictures(held), name) if held is not None else None
            if found is not None and found.asset:
                return self.asset(found.asset)
            if found is not None and found.caption is not None and found.caption.text:
                return quoted(found.caption.text)
        return Phrase("edits.what.picture", {})

    def text(self, story: str, paragraph: str, start: int = 0, end: int | None = None) -> Phrase:
        """A paragraph, or a part of it, as it was; as it has become where it was not there."""
        for document in (self.before, self.after):
            held = _named(document.stories, story)
            found = (
                next((each for each in paragraphs(held) if each.id == paragraph), None) if held is not None else None
            )
            if found is not None:
                return quoted(found.text[start:end])
        return quoted("")

    def part(self, story: str, paragraph: str) -> str:
        """The part of the headline group that a paragraph is; empty for any other."""
        held = self.story_itself(story)
        return next((part for part in PARTS if getattr(getattr(held, part, None), "id", None) == paragraph), "")


def find_element(document: Document, name: str) -> Element | None:
    """An element on any page."""
    return next((each for page in document.pages for each in page.elements if each.id == name), None)


def _named(items: Iterable[_Item], name: str) -> _Item | None:
    return next((each for each in items if each.id == name), None)
