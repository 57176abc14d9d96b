"""The edits of whole stories: into the issue, out of it, what each is."""

from __future__ import annotations

from msgspec.structs import replace

from layoutdesk.base.problem import Refusal
from layoutdesk.edits import anchors
from layoutdesk.edits.bodies import known_asset, sets
from layoutdesk.edits.find import inserted, put_story, story_of
from layoutdesk.edits.kinds import AddStory, RemoveStory, SetStory
from layoutdesk.edits.threads import map_elements, rethreaded
from layoutdesk.model import Anchor, Document, Note, PictureRef, Query


def add_story(document: Document, edit: AddStory) -> Document:
    """A story into the issue."""
    if any(story.id == edit.story.id for story in document.stories):
        raise Refusal("edits.id-taken", id=edit.story.id)
    for item in edit.story.body:
        if isinstance(item, PictureRef):
            known_asset(document, item.asset)
    return replace(document, stories=inserted(document.stories, edit.story, edit.index))


def remove_story(document: Document, edit: RemoveStory) -> Document:
    """A story out of the issue with all that would hang in the air without it."""
    story_of(document, edit.story)
    stories = tuple(
        replace(story, parent="") if story.parent == edit.story else story
        for story in document.stories
        if story.id != edit.story
    )
    document = replace(document, stories=stories)
    document = rethreaded(map_elements(document, lambda each: None if sets(each, edit.story) else each))

    def query(each: Query) -> Query | None:
        return None if _hangs_on(each.anchor, edit.story) else each

    def note(each: Note) -> Note | None:
        return None if _hangs_on(each.anchor, edit.story) else each

    return anchors.with_review(document, query, note)


def _hangs_on(anchor: Anchor | None, story: str) -> bool:
    return anchor is not None and anchor.story == story


def set_story(document: Document, edit: SetStory) -> Document:
    """Kind, parent, rank, status and jump lines of a story."""
    story = story_of(document, edit.story)
    if edit.parent:
        parent = story_of(document, edit.parent)
        if story.id in (parent.id, parent.parent):
            raise Refusal("edits.parent", id=edit.story)
    wanted = {name: getattr(edit, name) for name in ("kind", "parent", "priority", "status", "jump_lines")}
    changes = {name: value for name, value in wanted.items() if value not in (None, getattr(story, name))}
    return put_story(document, replace(story, **changes)) if changes else document
