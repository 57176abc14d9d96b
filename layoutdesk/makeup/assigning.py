"""Which story a picture belongs to (图文对应): by the file name that the copy asks for, or by the picture's own words.

Only what is clear counts: where two stories might be meant, an editor decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final, NamedTuple

from layoutdesk.model import Asset, PictureRef, Story
from layoutdesk.model.story import pictures
from layoutdesk.pictures.read import folded

#: A headline shorter than this is no name by which to know a story.
LEAST: Final = 4
_COUNTED: Final = re.compile(r"[\s_\-—.·(（\[【]*\d{0,3}[)）\]】]*$")


class Owner(NamedTuple):
    """Where a picture belongs: a story, and the place in it that still lacks its picture; empty: one more."""

    story: str
    picture: str = ""


def owners_of(asset: Asset, stories: Iterable[Story]) -> tuple[Owner, ...]:
    """The places that a picture fills: every one that asks for its file name, else the one story that its words name clearly.

    Its words are the headline and the caption in the file (IPTC), and a file name that is the story's headline, counted or not.
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
    stem = asset.name.rpartition(".")[0] or asset.name
    words = (plain(asset.facts.get("headline", "")), plain(stem), plain(_COUNTED.sub("", stem)))
    if len(title) < LEAST or title not in words:
        return None
    unnamed = next((picture.id for picture in _waiting(story) if not picture.name), "")
    return Owner(story.id, unnamed)


def plain(text: str) -> str:
    """A text as words are compared: letters and digits alone, whatever their width and case."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum()).casefold()
