"""The edits of copy: text, paragraphs, headline parts, pictures, tables, whole stories."""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from layoutdesk.base.limits import MOST_READING, MOST_SIZE
from layoutdesk.base.problem import Refusal
from layoutdesk.edits import anchors, text
from layoutdesk.edits.find import (
    CAPTIONS,
    PARTS,
    body_index,
    index_of,
    inserted,
    paragraph_of,
    picture_of,
    put,
    put_paragraph,
    put_story,
    story_of,
)
from layoutdesk.edits.kinds import (
    AddCaption,
    AddHeadlinePart,
    AddParagraph,
    AddPicture,
    AddStory,
    AddTable,
    AssignPicture,
    ClearSpan,
    FitParagraph,
    JoinParagraphs,
    RemoveParagraph,
    RemovePicture,
    RemoveStory,
    RemoveTable,
    ReplaceText,
    RevertChange,
    SetBreaks,
    SetDrop,
    SetParagraphStyle,
    SetPhrases,
    SetSpan,
    SetStory,
    SetTable,
    SplitParagraph,
)
from layoutdesk.edits.threads import map_elements, rethreaded
from layoutdesk.model import Anchor, Block, Document, Element, Note, Paragraph, PictureRef, Query, Story, TableBlock
from layoutdesk.model.story import PARAGRAPH_STYLES, BodyItem, paragraphs
from layoutdesk.model.styles import CHARACTER_STYLES

#: A paragraph is set at most so many lines longer or shorter than looks best; a heading takes at most so many rows.
MOST_MORE, MOST_ROWS, MOST_DROP = 3, 20, 5


def replace_text(document: Document, edit: ReplaceText) -> Document:
    """The one way in which text changes; see ``edits.text`` for what moves along and how."""
    story = story_of(document, edit.story)
    old = paragraph_of(story, edit.paragraph)
    splice = text.Splice(edit.start, edit.end, edit.text)
    new = text.spliced(old, splice, edit.phrases)
    if new is old:
        return document
    document = put_story(document, put_paragraph(story, new))
    return anchors.spliced(document, edit.story, edit.paragraph, splice, old.changes)


def revert_change(document: Document, edit: RevertChange) -> Document:
    """The original goes back in by the same way as typing; the change itself is forgotten first."""
    story = story_of(document, edit.story)
    old = paragraph_of(story, edit.paragraph)
    if not 0 <= edit.index < len(old.changes):
        raise Refusal("edits.no-change", index=edit.index, count=len(old.changes))
    change = old.changes[edit.index]
    kept = (*old.changes[: edit.index], *old.changes[edit.index + 1 :])
    document = put_story(document, put_paragraph(story, replace(old, changes=kept)))
    document = anchors.forgotten(document, edit.story, edit.paragraph, edit.index)
    return replace_text(document, ReplaceText(edit.story, edit.paragraph, change.start, change.end, change.original))


def split_paragraph(document: Document, edit: SplitParagraph) -> Document:
    """Two paragraphs of the body from one; a block that set the one sets both."""
    story = story_of(document, edit.story)
    index = body_index(story, edit.paragraph)
    _free(story, edit.new_id)
    old = paragraph_of(story, edit.paragraph)
    head, tail = text.parted(old, edit.at, edit.new_id)
    body = (*story.body[:index], head, tail, *story.body[index + 1 :])
    document = _with_body(document, story, body, at=index + 1, by=1)
    return anchors.parted(document, edit.story, edit.paragraph, edit.at, edit.new_id, old.changes)


def join_paragraphs(document: Document, edit: JoinParagraphs) -> Document:
    """One paragraph of the body from two neighbours."""
    story = story_of(document, edit.story)
    index = body_index(story, edit.paragraph)
    following = next((at for at in range(index + 1, len(story.body)) if not _is_picture(story.body[at])), None)
    first = story.body[index]
    second = None if following is None else story.body[following]
    if following is None or not isinstance(first, Paragraph) or not isinstance(second, Paragraph):
        raise Refusal("edits.nothing-to-join", id=edit.paragraph)
    new = text.joined(first, second, edit.separator)
    body = (*story.body[:index], new, *story.body[index + 1 : following], *story.body[following + 1 :])
    document = _with_body(document, story, body, at=following, by=-1)
    at = len(first.text) + len(edit.separator)
    return anchors.joined(document, story.id, first.id, second.id, at, len(second.text), len(first.changes))


def _is_picture(item: BodyItem) -> bool:
    return isinstance(item, PictureRef)


def set_span(document: Document, edit: SetSpan) -> Document:
    """A character style over a range."""
    story = story_of(document, edit.story)
    if not edit.style:
        raise Refusal("edits.no-style", style=edit.style)
    old = paragraph_of(story, edit.paragraph)
    reading = " ".join(edit.reading.split())
    if len(reading) > MOST_READING:
        raise Refusal("edits.reading", most=MOST_READING)
    if reading:
        return _with_paragraph(document, story, old, text.with_reading(old, edit.start, edit.end, edit.style, reading))
    apart = _draws_lines(document, edit.style)
    return _with_paragraph(document, story, old, text.with_span(old, edit.start, edit.end, edit.style, apart=apart))


def _draws_lines(document: Document, style: str) -> bool:
    """Whether a character style draws a line, as the issue, its first template that knows it, or the house has it."""
    known = (document.styles, *(template.styles for template in document.templates), CHARACTER_STYLES)
    own = next((styles[style] for styles in known if style in styles), None)
    return own is not None and any(mark != "dots" for mark in own.marks)


def clear_span(document: Document, edit: ClearSpan) -> Document:
    """A range without a character style."""
    story = story_of(document, edit.story)
    old = paragraph_of(story, edit.paragraph)
    return _with_paragraph(document, story, old, text.without_span(old, edit.start, edit.end, edit.style))


def set_paragraph_style(document: Document, edit: SetParagraphStyle) -> Document:
    """A style that the trade's list, the issue or one of its templates knows."""
    story = story_of(document, edit.story)
    old = paragraph_of(story, edit.paragraph)
    known = edit.style in PARAGRAPH_STYLES or edit.style in document.styles
    if not known and not any(edit.style in template.styles for template in document.templates):
        raise Refusal("edits.no-style", style=edit.style)
    phrases = edit.phrases if text.are_phrases(edit.phrases, old.text) else old.phrases
    if (old.style, old.phrases) == (edit.style, phrases):
        return document
    new = replace(old, style=edit.style, phrases=phrases, confidence=1.0, reason="")
    return _with_paragraph(document, story, old, new)


def set_breaks(document: Document, edit: SetBreaks) -> Document:
    """Chosen line breaks and size of a headline."""
    story = story_of(document, edit.story)
    old = paragraph_of(story, edit.paragraph)
    bounds = (0, *edit.breaks, len(old.text))
    if edit.breaks and any(left >= right for left, right in pairwise(bounds)):
        raise Refusal("edits.breaks", breaks=" ".join(map(str, edit.breaks)), length=len(old.text))
    size = old.size if edit.size is None else edit.size
    if not 0 <= size <= MOST_SIZE:
        raise Refusal("edits.size", size=size)
    if (old.breaks, old.size) == (edit.breaks, size):
        return document
    return _with_paragraph(document, story, old, replace(old, breaks=edit.breaks, size=size))


def fit_paragraph(document: Document, edit: FitParagraph) -> Document:
    """Lines more or fewer and rows of a paragraph, its text and all that hangs on it as they are."""
    story = story_of(document, edit.story)
    old = paragraph_of(story, edit.paragraph)
    more = old.more_lines if edit.more_lines is None else edit.more_lines
    rows = old.rows if edit.rows is None else edit.rows
    if not -MOST_MORE <= more <= MOST_MORE:
        raise Refusal("edits.more-lines", lines=more, most=MOST_MORE)
    if not 0 <= rows <= MOST_ROWS:
        raise Refusal("edits.heading-rows", rows=rows, most=MOST_ROWS)
    if (old.more_lines, old.rows) == (more, rows):
        return document
    return _with_paragraph(document, story, old, replace(old, more_lines=more, rows=rows))


def set_drop(document: Document, edit: SetDrop) -> Document:
    """The depth of a drop capital."""
    story = story_of(document, edit.story)
    old = paragraph_of(story, edit.paragraph)
    if not 0 <= edit.lines <= MOST_DROP:
        raise Refusal("edits.drop", lines=edit.lines, most=MOST_DROP)
    return document if old.drop == edit.lines else _with_paragraph(document, story, old, replace(old, drop=edit.lines))


def set_phrases(document: Document, edit: SetPhrases) -> Document:
    """The places at which a headline may break."""
    story = story_of(document, edit.story)
    old = paragraph_of(story, edit.paragraph)
    if not text.are_phrases(edit.phrases, old.text):
        places = " ".join(str(joint.at) for joint in edit.phrases)
        raise Refusal("edits.breaks", breaks=places, length=len(old.text))
    return _with_paragraph(
        document, story, old, old if old.phrases == edit.phrases else replace(old, phrases=edit.phrases)
    )


def add_headline_part(document: Document, edit: AddHeadlinePart) -> Document:
    """A part that the headline group lacks."""
    story = story_of(document, edit.story)
    if getattr(story, edit.part) is not None:
        raise Refusal("edits.part-there", part=edit.part)
    _free(story, edit.paragraph.id)
    return put_story(document, replace(story, **{edit.part: edit.paragraph}))


def add_paragraph(document: Document, edit: AddParagraph) -> Document:
    """A paragraph into the body."""
    return _add_item(document, edit.story, edit.paragraph, edit.index)


def add_table(document: Document, edit: AddTable) -> Document:
    """A table into the body."""
    return _add_item(document, edit.story, edit.table, edit.index)


def add_picture(document: Document, edit: AddPicture) -> Document:
    """A picture into the body."""
    _known_asset(document, edit.picture.asset)
    return _add_item(document, edit.story, edit.picture, edit.index)


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
            return _with_body(document, story, (*story.body[:index], *story.body[index + 1 :]), at=index, by=-1)
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
    _free(story, edit.paragraph.id)
    return put_story(document, replace(story, body=put(story.body, replace(picture, **{edit.part: edit.paragraph}))))


def assign_picture(document: Document, edit: AssignPicture) -> Document:
    """Another asset for a picture of a story."""
    story = story_of(document, edit.story)
    picture = picture_of(story, edit.picture)
    _known_asset(document, edit.asset)
    if picture.asset == edit.asset:
        return document
    return put_story(document, replace(story, body=put(story.body, replace(picture, asset=edit.asset))))


def add_story(document: Document, edit: AddStory) -> Document:
    """A story into the issue."""
    if any(story.id == edit.story.id for story in document.stories):
        raise Refusal("edits.id-taken", id=edit.story.id)
    for item in edit.story.body:
        if isinstance(item, PictureRef):
            _known_asset(document, item.asset)
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
    document = rethreaded(map_elements(document, lambda each: None if _sets(each, edit.story) else each))

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


def _with_paragraph(document: Document, story: Story, old: Paragraph, new: Paragraph) -> Document:
    return document if new is old else put_story(document, put_paragraph(story, new))


def _add_item(document: Document, story_id: str, item: BodyItem, index: int) -> Document:
    story = story_of(document, story_id)
    for name in {item.id, *(each.id for each in paragraphs(replace(_EMPTY, body=(item,))))}:
        _free(story, name)
    body = inserted(story.body, item, index)
    return _with_body(document, story, body, at=len(story.body) if index == -1 else index, by=1)


def _remove_item(document: Document, story_id: str, item_id: str, kind: type[BodyItem], name: str) -> Document:
    story = story_of(document, story_id)
    index = index_of(story.body, item_id, name)
    item = story.body[index]
    if not isinstance(item, kind):
        raise Refusal(f"edits.no-{name}", id=item_id)
    gone = {each.id for each in paragraphs(replace(_EMPTY, body=(item,)))}
    document = _with_body(document, story, (*story.body[:index], *story.body[index + 1 :]), at=index, by=-1)
    return anchors.released(document, story_id, gone)


_EMPTY = Story(id="")


def _with_body(document: Document, story: Story, body: tuple[BodyItem, ...], *, at: int, by: int) -> Document:
    """The story with ``body``, in which item ``at`` is new (``by`` 1) or gone (-1); blocks keep setting what they set."""
    document = put_story(document, replace(story, body=body))
    return map_elements(document, lambda each: _shifted(each, at, by) if _sets(each, story.id) else each)


def _sets(element: Element, story: str) -> bool:
    return getattr(element, "story", "") == story


def _shifted(element: Element, at: int, by: int) -> Element:
    """A block's range after an item came (it goes to the block that sets the item before it) or went."""
    if not isinstance(element, Block):
        return element
    first, last = element.first, element.last
    if by > 0:
        first += 1 if first and first >= at else 0
        last += 1 if last >= 0 and last >= at - 1 else 0
    elif first == last == at == 0:
        # A last of -1 would mean "to the end"; 1 to 0 is the range that holds nothing.
        first = 1
    else:
        first -= 1 if first > at else 0
        last -= 1 if last > 0 and last >= at else 0
    return element if (first, last) == (element.first, element.last) else replace(element, first=first, last=last)


def _free(story: Story, new_id: str) -> None:
    """Refuses an id that the story has; ids are never used twice."""
    taken = {each.id for each in paragraphs(story)} | {item.id for item in story.body}
    if not new_id or new_id in taken:
        raise Refusal("edits.id-taken", id=new_id)


def _known_asset(document: Document, asset: str) -> None:
    if asset:
        index_of(document.assets, asset, "asset")
