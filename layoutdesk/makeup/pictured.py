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
from layoutdesk.makeup.captions import KINDS, query_of, told
from layoutdesk.model import Advert, Asset, Document, Page, PictureFrame, PictureRef, Story
from layoutdesk.model.story import Paragraph, pictures

WHOLE: Final = Rect(0, 0, 1, 1)


def fill(document: Document, asset: Asset, owner: Owner, ids: IdSource) -> tuple[edits.Edit, ...]:
    """Gives a place in a story its picture, or the story one more; nothing of what the copy says is touched."""
    story = document.story(owner.story)
    present = next((picture for picture in pictures(story) if picture.id == owner.picture), None)
    picture = present or PictureRef(id=ids.new("pic"), name=asset.name)
    full, added = told(picture, asset, ids) if story.kind in KINDS else (picture, ())
    steps: list[edits.Edit] = []
    if present is None:
        steps.append(edits.AddPicture(story=story.id, picture=replace(full, asset=asset.id)))
    else:
        steps.append(edits.AssignPicture(story=story.id, picture=present.id, asset=asset.id))
        steps += [_captioned(story, present, paragraph) for paragraph in added]
    steps += [edits.AddQuery(query_of(story, asset, paragraph, ids)) for paragraph in added]
    return tuple(steps)


def _captioned(story: Story, picture: PictureRef, paragraph: Paragraph) -> edits.Edit:
    part: Literal["caption", "credit"] = "caption" if paragraph.style == "caption" else "credit"
    return edits.AddCaption(story=story.id, picture=picture.id, part=part, paragraph=paragraph)


def hang(page: Page, element: PictureFrame | Advert, asset: Asset) -> edits.Edit:
    """Gives a picture frame or an advert its picture, the whole of it."""
    if isinstance(element, PictureFrame):
        return edits.SetElement(page=page.id, element=replace(element, asset=asset.id, crop=WHOLE))
    return edits.SetElement(page=page.id, element=replace(element, asset=asset.id))
