"""Parts that a story or picture lacks (引题、副题、署名、图片说明 …), written by hand: what begins them, on page and menu."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from layoutdesk.model.elements import Block
from layoutdesk.model.story import PictureRef, Story
from layoutdesk.ui.canvas.held import held
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.writing.pending import HEAD, Slot, part_at

if TYPE_CHECKING:
    from layoutdesk.ui.window import Window

#: The words of a picture, in their order.
WORDS: Final = ("caption", "credit")


def story_in_hand(desk: Desk) -> Story | None:
    """The story of the selected block with a headline, where it may be changed."""
    block, session = desk.element, desk.session
    if not isinstance(block, Block) or session is None or session.read_only or len(desk.chosen) > 1:
        return None
    return next((story for story in desk.document.stories if story.id == block.story), None)


def lacking(desk: Desk) -> tuple[Slot, ...]:
    """The places that stand empty: in the words of the picture in the hand, else in the headline group of the block."""
    story, block = story_in_hand(desk), desk.element
    if story is None or not isinstance(block, Block):
        return ()
    picture = held(desk) if desk.part is not None else None
    if picture is not None:
        slots = tuple(Slot(name, picture.picture) for name in WORDS)
    else:
        slots = HEAD if block.headline and not block.first else ()
    return tuple(slot for slot in slots if part_at(story, slot) is None)


def slot_in_hand(desk: Desk, part: str) -> Slot | None:
    """The place of a part in what is selected; of several pictures the one in the hand, else the first that lacks it."""
    story = story_in_hand(desk)
    if story is None:
        return None
    if part not in WORDS:
        return Slot(part)
    picture = held(desk)
    names = (
        [picture.picture] if picture is not None else [each.id for each in story.body if isinstance(each, PictureRef)]
    )
    slots = [Slot(part, name) for name in names]
    return next((slot for slot in slots if part_at(story, slot) is None), slots[0] if slots else None)


class Parts(QObject):
    """The hand that begins a part."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    def write(self, part: str) -> None:
        """Puts the caret into a part of the selected block; one that is lacking stays a quiet word until it is written."""
        slot = slot_in_hand(self._window.desk, part)
        if slot is not None:
            self.begin(slot)

    def begin(self, slot: Slot) -> None:
        """The same, by its place."""
        story = story_in_hand(self._window.desk)
        if story is not None:
            self.begin_in(story, slot)

    def begin_in(self, story: Story, slot: Slot) -> None:
        """The same in a story by itself, whatever sets it: words of a picture in a free frame stand in another frame."""
        writer = self._window.writer
        self._window.commands.take("text")
        self._window.view.setFocus()
        if slot.part in WORDS and part_at(story, slot) is None:
            # The caret of a word that is still to be written shows in what sets the other.
            there = (Slot(name, slot.picture) for name in WORDS if part_at(story, Slot(name, slot.picture)) is not None)
            for other in there:
                writer.open_part(story.id, other)
        writer.open_part(story.id, slot)
