"""Every place of a picture in the issue, and every picture without one (图片用处). Plain data, without Qt.

A place is a picture of a story in a block, a free picture frame, or an advert; one without its picture counts too.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import is_not
from typing import Literal, NamedTuple

from layoutdesk.model import Advert, Asset, Block, Document, Page, PictureFrame, PictureRef, Story
from layoutdesk.model.document import story_ids, unplaced_pictures
from layoutdesk.model.story import pictures

#: ``picture`` of a story, ``frame``, ``advert``; ``waiting``: a picture that stands nowhere, or a place of a story that does not.
Kind = Literal["picture", "frame", "advert", "waiting"]


#: A picture of a story, with that.
_Told = tuple[Story, PictureRef]


class Use(NamedTuple):
    """One place of a picture, or a picture without one.

    ``asset`` is none where the picture is missing, ``name`` then the file that the copy asks for. ``page`` and ``element`` are
    empty where it stands nowhere, ``picture`` is its name in the story. ``words``: whether caption and credit are there; none
    where none belong to it. ``caption`` is the caption of one that is missing. ``told_by``: story and picture whose caption and
    credit are its words, those of a free frame too.
    """

    key: str
    kind: Kind
    name: str
    asset: Asset | None = None
    page: str = ""
    element: str = ""
    story: str = ""
    picture: str = ""
    words: tuple[bool, bool] | None = None
    caption: str = ""
    told_by: tuple[str, str] = ("", "")

    @property
    def asset_id(self) -> str:
        """The id of its picture; empty where that is missing."""
        return self.asset.id if self.asset is not None else ""

    @property
    def is_placed(self) -> bool:
        """Whether it stands on a page or beside one."""
        return bool(self.page)


class Listing:
    """Lists the uses of one state of an issue after another: of pages and stories that stayed the same nothing is reckoned anew."""

    def __init__(self) -> None:
        self._last: tuple[Document | None, tuple[Use, ...]] = None, ()
        self._assets: tuple[Asset, ...] = ()
        self._known: dict[str, Asset] = {}
        self._refs: dict[str, tuple[Story, tuple[PictureRef, ...]]] = {}
        self._pages: dict[str, tuple[tuple[object, ...], tuple[Use, ...]]] = {}

    def uses(self, document: Document) -> tuple[Use, ...]:
        """The uses of the issue as it is in ``document``; the same object where none is another."""
        before, uses = self._last
        if before is None or not _shows_the_same(before, document):
            uses = self._listed(document)
        self._last = document, uses
        return uses

    def _listed(self, document: Document) -> tuple[Use, ...]:
        if document.assets is not self._assets:
            self._assets, self._known = document.assets, {asset.id: asset for asset in document.assets}
        self._refs = {story.id: self._pictures(story) for story in document.stories}
        #: Pictures of stories by the asset that they show: a free frame has its caption from there.
        told = {ref.asset: (story, ref) for story, refs in self._refs.values() for ref in refs if ref.asset}
        self._pages = {page.id: self._page(page, told) for page in document.pages}
        placed = [use for _, uses in self._pages.values() for use in uses]
        loose = (Use(f"asset {asset.id}", "waiting", asset.name, asset) for asset in unplaced_pictures(document))
        return (*placed, *self._astray(document, placed), *loose)

    def _pictures(self, story: Story) -> tuple[Story, tuple[PictureRef, ...]]:
        kept = self._refs.get(story.id)
        return kept if kept is not None and kept[0] is story else (story, pictures(story))

    def _page(self, page: Page, told: dict[str, _Told]) -> tuple[tuple[object, ...], tuple[Use, ...]]:
        """What a page is listed from, and its uses."""
        frames = [told.get(element.asset) for element in page.elements if isinstance(element, PictureFrame)]
        parts = (page, self._assets, *(self._refs.get(name) for name in story_ids(page)))
        parts += tuple(one[1] if one is not None else None for one in frames)
        kept = self._pages.get(page.id)
        if kept is not None and len(kept[0]) == len(parts) and not any(map(is_not, kept[0], parts)):
            return kept
        return parts, tuple(self._on(page, told))

    def _on(self, page: Page, told: dict[str, _Told]) -> Iterator[Use]:
        for element in page.elements:
            if isinstance(element, Block) and element.story in self._refs:
                yield from self._in_block(page, element)
            elif isinstance(element, PictureFrame):
                yield self._framed(page, element, told.get(element.asset))
            elif isinstance(element, Advert):
                yield self._advert(page, element)

    def _in_block(self, page: Page, block: Block) -> Iterator[Use]:
        story, refs = self._refs[block.story]
        for item in block.part_of(story.body) if refs else ():
            if isinstance(item, PictureRef):
                yield self._of_story(story.id, item)._replace(kind="picture", page=page.id, element=block.id)

    def _of_story(self, story: str, ref: PictureRef) -> Use:
        asset = self._known.get(ref.asset)
        name = asset.name if asset is not None else ref.name
        caption = ref.caption.text if asset is None and ref.caption is not None else ""
        return Use(
            f"picture {story} {ref.id}", "waiting", name, asset, story=story, picture=ref.id, words=_words(ref),
            caption=caption, told_by=(story, ref.id),
        )  # fmt: skip

    def _framed(self, page: Page, frame: PictureFrame, told: _Told | None) -> Use:
        asset = self._known.get(frame.asset)
        use = Use(f"element {frame.id}", "frame", asset.name if asset is not None else "", asset, page.id, frame.id)
        return use._replace(words=_words(told[1]), told_by=(told[0].id, told[1].id)) if told is not None else use

    def _advert(self, page: Page, advert: Advert) -> Use:
        asset, refs = self._known.get(advert.asset), self._refs[advert.story][1] if advert.story in self._refs else ()
        asked = next((ref.name for ref in refs if ref.name), "")
        return Use(
            f"element {advert.id}", "advert", asset.name if asset is not None else asked, asset, page.id, advert.id
        )

    def _astray(self, document: Document, placed: list[Use]) -> Iterator[Use]:
        """Pictures of stories that neither a block sets nor a frame shows; those of an advert's copy are its artwork."""
        shown = {use.asset_id for use in placed if use.kind != "picture"} - {""}
        taken = {use.key for use in placed}
        adverts = {each.story for page in document.pages for each in page.elements if isinstance(each, Advert)}
        for story, (_, refs) in self._refs.items():
            for ref in refs if story not in adverts else ():
                if f"picture {story} {ref.id}" not in taken and ref.asset not in shown:
                    yield self._of_story(story, ref)


def _shows_the_same(before: Document, now: Document) -> bool:
    """Whether only copy is another, as after a key that was typed."""
    if before.pages is not now.pages or before.assets is not now.assets or len(before.stories) != len(now.stories):
        return False
    pairs = [(old, new) for old, new in zip(before.stories, now.stories, strict=True) if old is not new]
    return all(old.id == new.id and _same_pictures(old, new) for old, new in pairs)


def _same_pictures(old: Story, new: Story) -> bool:
    """Whether a story has the same pictures in the same places."""
    ones, others = pictures(old), pictures(new)
    if len(ones) != len(others) or any(map(is_not, ones, others)):
        return False
    return not ones or len(old.body) == len(new.body)


def _words(ref: PictureRef) -> tuple[bool, bool]:
    """Whether a picture of a story has its caption and its credit."""
    caption = ref.caption is not None and bool(ref.caption.text.strip())
    return caption, ref.credit is not None and bool(ref.credit.text.strip())
