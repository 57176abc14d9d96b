"""Which story a picture belongs to (图文对应): by the file name that the copy asks for, or by the picture's own words.

Only what is clear counts: where two stories might be meant, an editor decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from layoutdesk.model import Asset, PictureRef, Story
from layoutdesk.model.story import pictures
from layoutdesk.pictures.read import folded

#: A headline shorter than this is no name by which to know a story; nor is a part of one with fewer Han characters.
LEAST: Final = 4
_HAN: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_COUNTED: Final = re.compile(r"[\s_\-—.·(（\[【]*\d{0,3}[)）\]】]*$")


class Owner(NamedTuple):
    """Where a picture belongs: a story, and the place in it that still lacks its picture; empty: one more."""

    story: str
    picture: str = ""


def owners_of(asset: Asset, stories: Iterable[Story]) -> tuple[Owner, ...]:
    """The places that a picture fills: every one that asks for its file name, else the one story that its words name clearly.

    Its words are the headline and the caption in the file (IPTC), and a file name that is the story's headline, counted or not;
    where no story is named in full, a part of a headline or caption that is found in no other.
    """
    stories = tuple(stories)
    named = tuple(
        Owner(story.id, picture.id)
        for story in stories
        for picture in _waiting(story)
        if picture.name and folded(picture.name) == folded(asset.name)
    )
    if named:
        return named
    found = dict.fromkeys(owner for story in stories if (owner := _meant(asset, story)) is not None)
    if not found:
        found = dict.fromkeys(_partly_meant(asset, stories))
    return tuple(found) if len(found) == 1 else ()


def _waiting(story: Story) -> tuple[PictureRef, ...]:
    """The pictures of a story that were not supplied."""
    return tuple(picture for picture in pictures(story) if not picture.asset)


def _meant(asset: Asset, story: Story) -> Owner | None:
    """The place in a story that the picture's words name."""
    for picture in _waiting(story):
        caption = picture.caption.text if picture.caption is not None else ""
        if len(plain(caption)) >= LEAST and plain(caption) == plain(asset.caption):
            return Owner(story.id, picture.id)
    title = plain(story.main.text) if story.main is not None else ""
    words = (plain(asset.facts.get("headline", "")), plain(_stem(asset)), plain(_COUNTED.sub("", _stem(asset))))
    if len(title) < LEAST or title not in words:
        return None
    return Owner(story.id, _unnamed(story))


def _partly_meant(asset: Asset, stories: Iterable[Story]) -> Iterator[Owner]:
    """The places in whose caption, or under whose headline, a part stands by which the picture is named."""
    parts = [plain(words) for words in (asset.facts.get("headline", ""), _COUNTED.sub("", _stem(asset)))]
    parts = [part for part in parts if len(_HAN.findall(part)) >= LEAST]
    for story in stories if parts else ():
        captions = [
            picture
            for picture in pictures(story)
            if picture.caption is not None and _holds(picture.caption.text, parts)
        ]
        yield from (Owner(story.id, picture.id if not picture.asset else "") for picture in captions)
        heads = (head for head in (story.kicker, story.main, story.deck) if head is not None)
        if not captions and any(_holds(head.text, parts) for head in heads):
            yield Owner(story.id, _unnamed(story))


def _holds(text: str, parts: Iterable[str]) -> bool:
    return any(part in plain(text) for part in parts)


def _stem(asset: Asset) -> str:
    """The file name without its suffix."""
    return asset.name.rpartition(".")[0] or asset.name


def _unnamed(story: Story) -> str:
    """The first picture that a story lacks and asks for under no name; empty: one more."""
    return next((picture.id for picture in _waiting(story) if not picture.name), "")


def plain(text: str) -> str:
    """A text as words are compared: letters and digits alone, whatever their width and case."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum()).casefold()
