"""Parts of a headline group and words of a picture, written by hand (引题、副题、图片说明 …): their order, what is lacking."""

from __future__ import annotations

from typing import Final, NamedTuple, Self

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.model.document import Document
from layoutdesk.model.elements import TextFrame
from layoutdesk.model.story import BEFORE_COPY, Origin, Paragraph, PictureRef, Span, Story, TableBlock

#: What stands in for a caption without any character, so that it has a line: a space without width.
_NOTHING: Final = "\u200b"
_WORDS: Final = ("caption", "credit")


class Slot(NamedTuple):
    """A place for a paragraph: a part of the headline group, the byline, the body as a whole, or the words of a ``picture``."""

    part: str
    picture: str = ""


BODY: Final = Slot("body")
#: From the top down, as one writes them.
HEAD: Final = (Slot("kicker"), Slot("main"), Slot("deck"), Slot("byline"))
#: The column label (栏目): gone through where there is one, offered and taken away by the hand that chooses columns only.
LABEL: Final = Slot("label")


class Pending(NamedTuple):
    """A part that is lacking, with the caret in it; nothing of it is in the issue before its first character."""

    edit: edits.AddHeadlinePart | edits.AddCaption | edits.AddParagraph

    @classmethod
    def of(cls, story: str, slot: Slot, new: str) -> Self:
        """The part ``slot`` of a story, to be made under the id ``new``."""
        origin = Origin("", BEFORE_COPY, BEFORE_COPY) if slot.part == "byline" else None
        paragraph = Paragraph(id=new, text="", style=slot.part, origin=origin)
        if slot.picture:
            return cls(edits.AddCaption(story, slot.picture, slot.part, paragraph))
        return cls(edits.AddHeadlinePart(story, slot.part, paragraph))

    @property
    def paragraph(self) -> Paragraph:
        """The part, still empty."""
        return self.edit.paragraph

    @property
    def slot(self) -> Slot:
        """Its place."""
        if isinstance(self.edit, edits.AddParagraph):
            return BODY
        return Slot(self.edit.part, self.edit.picture if isinstance(self.edit, edits.AddCaption) else "")

    def within(self, story: Story) -> Story:
        """The story with the part in it."""
        return edits.apply(Document(stories=(story,)), self.edit).stories[0]

    def written(self, text: str, spans: tuple[Span, ...] = ()) -> edits.Edit:
        """The edit by which the part comes into being."""
        return replace(self.edit, paragraph=replace(self.paragraph, text=text, spans=spans))

    @property
    def is_of_body(self) -> bool:
        """Whether it is a paragraph of the body, beside a table that has none there."""
        return isinstance(self.edit, edits.AddParagraph)

    def before(self, edit: edits.Edit) -> edits.Edit:
        """An edit of a paragraph of the body that comes into being by it, as one step."""
        if isinstance(edit, edits.ReplaceText):
            return self.written(edit.text)
        steps = edit.edits if isinstance(edit, edits.Batch) else (edit,)
        return edits.Batch(edit.label if isinstance(edit, edits.Batch) else "edits.add-paragraph", (self.edit, *steps))

    def shown(self, text: str) -> edits.Edit:
        """What is tried out while the caret stands in it: with what is under way, or a line with nothing to be seen."""
        return self.written(text or (_NOTHING if self.slot.picture else ""))


def slots(story: Story, paragraph: str) -> list[Slot]:
    """The places among which Tab goes from a paragraph on: those of the headline group and the body, or a picture's words."""
    here = slot_of(story, paragraph)
    if here is None:
        return []
    if here.picture:
        return [Slot(part, here.picture) for part in _WORDS]
    return [LABEL, *HEAD, BODY] if story.label is not None else [*HEAD, BODY]


def slot_of(story: Story, paragraph: str) -> Slot | None:
    """The place of a paragraph; nothing for a table's cell."""
    for slot in (LABEL, *HEAD):
        part = part_at(story, slot)
        if part is not None and part.id == paragraph:
            return slot
    for item in story.body:
        if isinstance(item, PictureRef):
            for name in _WORDS:
                words = getattr(item, name)
                if words is not None and words.id == paragraph:
                    return Slot(name, item.id)
        elif item.id == paragraph:
            return BODY
    return None


def part_at(story: Story, slot: Slot) -> Paragraph | None:
    """What stands in a place, nothing where it is lacking: of the body its first paragraph, where it is tables alone a cell."""
    if slot == BODY:
        cells = (item.rows[0][0].paragraph for item in story.body if isinstance(item, TableBlock))
        return next((item for item in story.body if isinstance(item, Paragraph)), next(cells, None))
    owner = next((item for item in story.body if item.id == slot.picture), None) if slot.picture else story
    part: Paragraph | None = getattr(owner, slot.part, None)
    return part


def vanishes(document: Document, slot: Slot, part: Paragraph) -> bool:
    """Whether a part goes when it is emptied: not main headline, label and body, and none that has a free frame of its own."""
    if slot in (BODY, LABEL) or slot.part == "main":
        return False
    frames = (each for page in document.pages for each in page.elements if isinstance(each, TextFrame))
    return not any(frame.paragraph == part.id for frame in frames)
