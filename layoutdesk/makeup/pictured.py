"""Pictures given to stories and frames by hand (配图): the edits that do it, with the caption that a picture brings along.

A picture's own words are set where the copy has none, and asked about, as compiling does.
"""

from __future__ import annotations

from typing import Final, Literal

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.base.ids import IdSource
from layoutdesk.makeup.assigning import Owner
from layoutdesk.makeup.captions import KINDS, asked, told
from layoutdesk.model import Advert, Asset, Block, Document, Page, PictureFrame, PictureRef, Story
from layoutdesk.model.story import Paragraph, pictures

WHOLE: Final = Rect(0, 0, 1, 1)


def fill(
    document: Document, asset: Asset, owner: Owner, ids: IdSource, block: Block | None = None
) -> tuple[edits.Edit, ...]:
    """Gives a place in a story its picture, or the story one more; nothing of what the copy says is touched.

    In a story that goes on elsewhere the picture is one of what ``block`` sets.
    """
    story = document.story(owner.story)
    present = next((picture for picture in pictures(story) if picture.id == owner.picture), None)
    picture = present or PictureRef(id=ids.new("pic"), name=asset.name)
    full, added = told(picture, asset, ids) if story.kind in KINDS or asset.words else (picture, ())
    steps: list[edits.Edit] = []
    if present is None:
        index, name = (block.last, block.id) if block is not None else (-1, "")
        steps.append(edits.AddPicture(story=story.id, picture=replace(full, asset=asset.id), index=index, block=name))
    else:
        steps.append(edits.AssignPicture(story=story.id, picture=present.id, asset=asset.id))
        steps += [_captioned(story, present, paragraph) for paragraph in added]
        steps += _brought(story, present, block)
    steps += [edits.AddQuery(query) for query in asked(story, asset, added, ids)]
    return tuple(steps)


def _brought(story: Story, picture: PictureRef, block: Block | None) -> list[edits.Edit]:
    """The edit that brings a picture into the part of its story that a block sets."""
    if block is None or picture in block.part_of(story.body):
        return []
    # Without the picture, everything behind it is an item nearer.
    before = story.body.index(picture) < block.first
    return [edits.MovePicture(story.id, picture.id, -1 if block.last < 0 else block.last - before, block.id)]


def _captioned(story: Story, picture: PictureRef, paragraph: Paragraph) -> edits.Edit:
    part: Literal["caption", "credit"] = "caption" if paragraph.style == "caption" else "credit"
    return edits.AddCaption(story=story.id, picture=picture.id, part=part, paragraph=paragraph)


def hang(page: Page, element: PictureFrame | Advert, asset: Asset) -> edits.Edit:
    """Gives a picture frame or an advert its picture, the whole of it."""
    if isinstance(element, PictureFrame):
        return edits.SetElement(page=page.id, element=replace(element, asset=asset.id, crop=WHOLE))
    return edits.SetElement(page=page.id, element=replace(element, asset=asset.id))
