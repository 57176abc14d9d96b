"""The edits of what a story holds: headline parts, paragraphs, tables, pictures with their captions."""

from __future__ import annotations

from msgspec.structs import replace

from layoutdesk.base.problem import Refusal
from layoutdesk.edits import anchors
from layoutdesk.edits.bodies import free, known_asset, taken_in, with_body
from layoutdesk.edits.find import (
    CAPTIONS,
    PARTS,
    index_of,
    inserted,
    paragraph_of,
    picture_of,
    put,
    put_story,
    story_of,
)
from layoutdesk.edits.kinds import (
    AddCaption,
    AddHeadlinePart,
    AddParagraph,
    AddParagraphs,
    AddPicture,
    AddTable,
    AssignPicture,
    MovePicture,
    RemoveParagraph,
    RemovePicture,
    RemoveTable,
    SetTable,
)
from layoutdesk.edits.threads import map_elements
from layoutdesk.model import Block, Document, Element, PictureRef, Story, TableBlock
from layoutdesk.model.story import BodyItem, paragraphs

_EMPTY = Story(id="")


def add_headline_part(document: Document, edit: AddHeadlinePart) -> Document:
    """A part that the headline group lacks."""
    story = story_of(document, edit.story)
    if getattr(story, edit.part) is not None:
        raise Refusal("edits.part-there", part=edit.part)
    free(story, edit.paragraph.id)
    return put_story(document, replace(story, **{edit.part: edit.paragraph}))


def add_paragraph(document: Document, edit: AddParagraph) -> Document:
    """A paragraph into the body."""
    return _add_item(document, edit.story, edit.paragraph, edit.index, edit.block)


def add_paragraphs(document: Document, edit: AddParagraphs) -> Document:
    """Several paragraphs into the body, in time that grows with their number, not with its square."""
    story = story_of(document, edit.story)
    index = len(story.body) if edit.index == -1 else edit.index
    if not edit.paragraphs or not 0 <= index <= len(story.body):
        raise Refusal("edits.place", index=edit.index, count=len(story.body))
    taken = taken_in(story) | {""}
    for paragraph in edit.paragraphs:
        if paragraph.id in taken:
            raise Refusal("edits.id-taken", id=paragraph.id)
        taken.add(paragraph.id)
    body = (*story.body[:index], *edit.paragraphs, *story.body[index:])
    return with_body(document, story, body, at=index, by=len(edit.paragraphs))


def add_table(document: Document, edit: AddTable) -> Document:
    """A table into the body."""
    return _add_item(document, edit.story, edit.table, edit.index, edit.block)


def add_picture(document: Document, edit: AddPicture) -> Document:
    """A picture into the body."""
    known_asset(document, edit.picture.asset)
    return _add_item(document, edit.story, edit.picture, edit.index, edit.block)


def remove_paragraph(document: Document, edit: RemoveParagraph) -> Document:
    """A paragraph away; what hung on it hangs on its story now."""
    story = story_of(document, edit.story)
    paragraph_of(story, edit.paragraph)
    document = _without_paragraph(document, story, edit.paragraph)
    return anchors.released(document, edit.story, {edit.paragraph})


def _without_paragraph(document: Document, story: Story, wanted: str) -> Document:
    for part in PARTS:
        held = getattr(story, part)
        if held is not None and held.id == wanted:
            return put_story(document, replace(story, **{part: None}))
    for index, item in enumerate(story.body):
        if item.id == wanted:
            return with_body(document, story, (*story.body[:index], *story.body[index + 1 :]), at=index, by=-1)
        for part in CAPTIONS if isinstance(item, PictureRef) else ():
            held = getattr(item, part)
            if held is not None and held.id == wanted:
                return put_story(document, replace(story, body=put(story.body, replace(item, **{part: None}))))
    raise Refusal("edits.cell-stays", id=wanted)


def set_table(document: Document, edit: SetTable) -> Document:
    """How a table is set."""
    story = story_of(document, edit.story)
    table = story.body[index_of(story.body, edit.table, "table")]
    if not isinstance(table, TableBlock):
        raise Refusal("edits.no-table", id=edit.table)
    wanted = {name: getattr(edit, name) for name in ("place", "rules", "tint", "full", "folds", "header_rows", "align")}
    changes = {name: value for name, value in wanted.items() if value is not None and value != getattr(table, name)}
    if changes.get("header_rows", 0) > len(table.rows):
        raise Refusal("edits.no-such-rows", count=len(table.rows))
    return put_story(document, replace(story, body=put(story.body, replace(table, **changes)))) if changes else document


def remove_table(document: Document, edit: RemoveTable) -> Document:
    """A table out of the body."""
    return _remove_item(document, edit.story, edit.table, TableBlock, "table")


def remove_picture(document: Document, edit: RemovePicture) -> Document:
    """A picture out of its story and out of the blocks that show it there."""
    document = _remove_item(document, edit.story, edit.picture, PictureRef, "picture")
    return map_elements(document, lambda each: _without_place(each, edit))


def move_picture(document: Document, edit: MovePicture) -> Document:
    """A picture to another place of the body, in the block that is named."""
    story = story_of(document, edit.story)
    index = index_of(story.body, edit.picture, "picture")
    picture = picture_of(story, edit.picture)
    rest = (*story.body[:index], *story.body[index + 1 :])
    body = inserted(rest, picture, edit.index)
    without = with_body(document, story, rest, at=index, by=-1)
    at = len(rest) if edit.index == -1 else edit.index
    moved = with_body(without, story, body, at=at, by=1, block=edit.block)
    return document if moved == document else moved


def _without_place(element: Element, edit: RemovePicture) -> Element:
    if not isinstance(element, Block) or element.story != edit.story:
        return element
    places = tuple(place for place in element.pictures if place.picture != edit.picture)
    return element if len(places) == len(element.pictures) else replace(element, pictures=places)


def add_caption(document: Document, edit: AddCaption) -> Document:
    """A caption or credit that a picture lacks."""
    story = story_of(document, edit.story)
    picture = picture_of(story, edit.picture)
    if getattr(picture, edit.part) is not None:
        raise Refusal("edits.part-there", part=edit.part)
    free(story, edit.paragraph.id)
    return put_story(document, replace(story, body=put(story.body, replace(picture, **{edit.part: edit.paragraph}))))


def assign_picture(document: Document, edit: AssignPicture) -> Document:
    """Another asset for a picture of a story."""
    story = story_of(document, edit.story)
    picture = picture_of(story, edit.picture)
    known_asset(document, edit.asset)
    if picture.asset == edit.asset:
        return document
    return put_story(document, replace(story, body=put(story.body, replace(picture, asset=edit.asset))))


def _add_item(document: Document, story_id: str, item: BodyItem, index: int, block: str) -> Document:
    story = story_of(document, story_id)
    for name in {item.id, *(each.id for each in paragraphs(replace(_EMPTY, body=(item,))))}:
        free(story, name)
    body = inserted(story.body, item, index)
    return with_body(document, story, body, at=len(story.body) if index == -1 else index, by=1, block=block)


def _remove_item(document: Document, story_id: str, item_id: str, kind: type[BodyItem], name: str) -> Document:
    story = story_of(document, story_id)
    index = index_of(story.body, item_id, name)
    item = story.body[index]
    if not isinstance(item, kind):
        raise Refusal(f"edits.no-{name}", id=item_id)
    gone = {each.id for each in paragraphs(replace(_EMPTY, body=(item,)))}
    document = with_body(document, story, (*story.body[:index], *story.body[index + 1 :]), at=index, by=-1)
    return anchors.released(document, story_id, gone)
