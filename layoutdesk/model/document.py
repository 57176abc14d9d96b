"""The issue as one immutable snapshot."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Annotated, Final, TypeVar

import msgspec

from layoutdesk.base.limits import Bytes, Day, Language, Moment, Name, Offset, Pixels
from layoutdesk.model.elements import Block, Element
from layoutdesk.model.guides import MOST_GUIDES, Guide
from layoutdesk.model.review import Query, Review
from layoutdesk.model.story import Paragraph, PictureRef, Story, pictures
from layoutdesk.model.styles import TextStyle
from layoutdesk.model.template import Template

#: A page of a newspaper has some twenty elements; each costs time to set, and is held against each other one.
MOST_ELEMENTS: Final = 400


class QrLink(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An address that the masthead shows as a QR code (二维码), with the words under it."""

    text: str
    caption: str = ""


class Meta(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the issue is. ``date`` is ``YYYY-MM-DD`` or empty; nothing that is missing is ever invented.

    ``number`` 总期数, ``cn_number`` 国内统一连续出版物号, ``postal_code`` 邮发代号, ``lunar`` the lunar date as printed (农历;
    compiling takes it from the calendar where the copy gives none),
    ``codes`` 二维码 in the ear of the masthead. ``language`` (BCP 47) chooses the newspaper's own words, the forms of characters
    (``zh`` and ``zh-Hans`` those of the mainland, ``zh-Hant``, ``zh-HK``) and how Western words are divided.
    """

    paper: str = ""
    paper_latin: str = ""
    date: Day = ""
    number: str = ""
    cn_number: str = ""
    postal_code: str = ""
    publisher: str = ""
    address: str = ""
    phone: str = ""
    price: str = ""
    lunar: str = ""
    banner: str = ""
    language: Language = "zh"
    codes: Annotated[tuple[QrLink, ...], msgspec.Meta(max_length=4)] = ()


class Credits(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The three credits of a page: 责编, 美编, 校对."""

    editor: tuple[str, ...] = ()
    designer: tuple[str, ...] = ()
    proofreader: tuple[str, ...] = ()


class Page(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One page: ``number`` is its place in the issue, ``label`` what is printed (A03; empty where unknown), ``name`` 版名.

    ``guides`` are the lines that help the hand on it; no output shows them.
    """

    id: str
    number: Offset
    template: str
    label: str = ""
    name: str = ""
    banner: str = ""
    credits: Credits = Credits()
    elements: Annotated[tuple[Element, ...], msgspec.Meta(max_length=MOST_ELEMENTS)] = ()
    guides: Annotated[tuple[Guide, ...], msgspec.Meta(max_length=MOST_GUIDES)] = ()


class Asset(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A picture of the issue: what is known of it; its bytes lie in the issue file under ``sha256``.

    ``width`` and ``height`` are pixels upright (EXIF orientation applied); of an advert as PDF (``media`` ``application/pdf``,
    ``mode`` ``PDF``) they are points of its trim. ``profile`` is what its colour profile calls itself.
    ``path`` is where it came from, for the links panel: relative to the folder of the issue where it lies near it (see
    ``pictures.sources``); ``size`` its bytes, and ``dated`` when the file there had last been changed as it was read (0: not
    known, as in an issue of before), by which a source that has been changed since is found.
    ``caption``, ``credit`` (供图单位), ``byline`` (摄影者) and ``facts`` (headline, date, city, copyright) are its own words.
    ``words`` are the caption and credit that it had in a story out of which it was taken: they go before its own.
    """

    id: str
    name: str
    sha256: str
    media: str
    width: Pixels
    height: Pixels
    mode: str = "RGB"
    orientation: int = 1
    profile: Name = ""
    path: str = ""
    size: Bytes = 0
    dated: Moment = 0
    caption: str = ""
    credit: str = ""
    byline: str = ""
    facts: dict[str, str] = {}
    words: tuple[Paragraph, ...] = ()

    @property
    def shown_caption(self) -> str:
        """The caption that it brings along to where it is placed."""
        return next((word.text for word in self.words if word.style == "caption"), "") if self.words else self.caption


class FontUse(msgspec.Struct, frozen=True, kw_only=True):
    """The face that filled a role at the last composing; another one later is an error that blocks a final export."""

    role: str
    name: str
    version: str
    sha256: str


class Document(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The whole issue. ``unplaced`` is derived: stories that no element of a page sets (see ``unplaced``)."""

    meta: Meta = Meta()
    pages: tuple[Page, ...] = ()
    templates: tuple[Template, ...] = ()
    stories: tuple[Story, ...] = ()
    styles: dict[str, TextStyle] = {}
    assets: tuple[Asset, ...] = ()
    queries: tuple[Query, ...] = ()
    review: Review = Review()
    threads: dict[str, tuple[str, ...]] = {}
    fonts: tuple[FontUse, ...] = ()

    def page(self, page_id: str) -> Page:
        """The page with this id; ``KeyError`` where there is none."""
        return _by_id(self.pages, page_id)

    def story(self, story_id: str) -> Story:
        """The story with this id; ``KeyError`` where there is none."""
        return _by_id(self.stories, story_id)

    def asset(self, asset_id: str) -> Asset:
        """The asset with this id; ``KeyError`` where there is none."""
        return _by_id(self.assets, asset_id)

    def template(self, name: str) -> Template:
        """The template with this name; ``KeyError`` where there is none."""
        for template in self.templates:
            if template.name == name:
                return template
        raise KeyError(name)


_Item = TypeVar("_Item", Page, Story, Asset)


def _by_id(items: tuple[_Item, ...], wanted: str) -> _Item:
    for item in items:
        if item.id == wanted:
            return item
    raise KeyError(wanted)


def story_ids(page: Page) -> Iterator[str]:
    """The stories that a page's elements set, back to front, each once."""
    seen = set()
    for element in page.elements:
        story = getattr(element, "story", "")
        if story and story not in seen:
            seen.add(story)
            yield story


def threaded_with(document: Document, page: Page) -> list[Page]:
    """The other pages on which stories of this page go on (续排): what stands there decides what stands here."""
    ids = {element for story in story_ids(page) for element in document.threads.get(story, ())}
    ids -= {element.id for element in page.elements}
    if not ids:
        return []
    return [other for other in document.pages if other is not page and any(each.id in ids for each in other.elements)]


def blocks_of(document: Document, story: str) -> tuple[Block, ...]:
    """The blocks of a story: by what they set of its body, those that set nothing first, then by their thread."""
    found = (
        each for page in document.pages for each in page.elements if isinstance(each, Block) and each.story == story
    )
    return tuple(sorted(found, key=block_order(document, story)))


def block_order(document: Document, story: str) -> Callable[[Block], tuple[int, bool, int]]:
    """By what the blocks of a story are sorted; see ``blocks_of``."""
    thread = {name: at for at, name in enumerate(document.threads.get(story, ()))}
    return lambda each: (each.first, each.end > each.first, thread.get(each.id, 0))


def shown_assets(document: Document, element: Element) -> frozenset[str]:
    """The ids of the pictures that an element shows: its own, of a block those in its part of the story."""
    names = {getattr(element, "asset", "")}
    if isinstance(element, Block):
        body = next((each.body for each in document.stories if each.id == element.story), ())
        names |= {item.asset for item in element.part_of(body) if isinstance(item, PictureRef)}
    return frozenset(names - {""})


def unplaced(document: Document) -> tuple[str, ...]:
    """The ids of the stories that stand on no page, in the order of the copy."""
    placed = {story for page in document.pages for story in story_ids(page)}
    return tuple(story.id for story in document.stories if story.id not in placed)


def unplaced_pictures(document: Document) -> tuple[Asset, ...]:
    """The pictures that neither a story nor an element of a page shows, in the order in which they came (待用图片)."""
    shown = {picture.asset for story in document.stories for picture in pictures(story)}
    shown |= {getattr(element, "asset", "") for page in document.pages for element in page.elements}
    return tuple(asset for asset in document.assets if asset.id not in shown)


def is_chinese(language: str) -> bool:
    """Whether a language (BCP 47) is Chinese, of whatever region."""
    return language.partition("-")[0] == "zh"


def weekday(meta: Meta) -> int | None:
    """The weekday of the issue's date, Monday 0; ``None`` where the date is missing or no day of the calendar."""
    try:
        return datetime.date.fromisoformat(meta.date).weekday()
    except ValueError:
        return None
