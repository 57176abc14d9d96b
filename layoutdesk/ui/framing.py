"""What is done with the picture in the hand: fitted to its frame, replaced, taken out (图片)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject

from layoutdesk import edits
from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.model import Block, PictureFrame, Story
from layoutdesk.model.story import pictures
from layoutdesk.ui.canvas import crops
from layoutdesk.ui.canvas.held import Held, crop_edit, held, room_in
from layoutdesk.ui.canvas.insets import rows_of
from layoutdesk.ui.canvas.standing import is_movable
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.placing_pictures import Target
from layoutdesk.ui.selection import Part

if TYPE_CHECKING:
    from layoutdesk.ui.window import Window


def has_place(desk: Desk) -> bool:
    """A place of a picture is in the hand, filled or not, and may be changed."""
    picture = held(desk)
    return picture is not None and is_movable(picture.element)


def has_picture(desk: Desk) -> bool:
    """A picture is in the hand, and may be changed."""
    picture = held(desk)
    return picture is not None and picture.asset is not None and is_movable(picture.element)


class Framing(QObject):
    """The hand on one picture; each action is one step of the history."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk

    def enter(self) -> None:
        """Goes inside the picture, where a drag moves it in its frame."""
        picture = held(self._desk)
        if picture is not None:
            self._desk.hold(Part(picture.picture, inside=True))
            self._window.view.setFocus()
            self._window.view.viewport().update()

    def fill(self) -> None:
        """Shows as much of the picture as its frame can (充满框)."""
        picture = held(self._desk)
        if picture is not None and picture.asset is not None:
            self._crop(picture, crops.WHOLE)

    def centre(self) -> None:
        """Shows the middle of the picture at the size that it has (居中)."""
        picture = held(self._desk)
        if picture is not None:
            self._crop(picture, crops.centred(picture.crop))

    def whole(self) -> None:
        """Shows all of the picture inside its frame, which stays, with paper at its sides (完整显示)."""
        picture = held(self._desk)
        if picture is not None and picture.asset is not None:
            self._crop(picture, crops.WHOLE, whole=True)

    def shape(self) -> None:
        """Gives the frame the shape of the picture, so that nothing is cut off (框适合图): in a block its rows, at its width."""
        picture = held(self._desk)
        if picture is None or picture.asset is None:
            return
        shape = picture.asset.width / picture.asset.height
        edit = (
            self._framed(picture, shape) if isinstance(picture.element, PictureFrame) else self._in_rows(picture, shape)
        )
        if edit is None:
            self._window.status.say("ui.status.no_rows")
        else:
            self._desk.apply(edits.Batch("ui.history.crop", (edit,)))

    def _framed(self, picture: Held, shape: float) -> edits.Edit:
        assert isinstance(picture.element, PictureFrame)
        rect = picture.element.rect
        rect = Rect(rect.x, rect.y, rect.w, rounded(rect.w / shape))
        return edits.SetElement(
            page=self._desk.page_id, element=replace(picture.element, rect=rect, crop=crops.WHOLE, whole=False)
        )

    def _in_rows(self, picture: Held, shape: float) -> edits.Edit | None:
        """As many rows as the whole picture takes at its width; nothing where the block has not so many."""
        room = room_in(self._desk, picture)
        place = room.place(picture.picture) if room is not None else None
        if room is None or place is None:
            return None
        changed = replace(place, crop=crops.WHOLE, whole=False, rows=rows_of(room, place, shape))
        while changed.row > 0 and not room.holds(changed):
            changed = replace(changed, row=changed.row - 1)
        if not room.holds(changed):
            return None
        return edits.SetBlock(page=self._desk.page_id, element=picture.element.id, pictures=room.with_place(changed))

    def ask_replace(self) -> None:
        """Asks for a picture file, which takes the place of the picture in the hand."""
        picture = held(self._desk)
        file = self._window.dialogs.choose_picture() if picture is not None else None
        if picture is not None and file is not None:
            rect = picture.rect
            target = Target(
                self._desk.page_id, rect.x + rect.w / 2, rect.y + rect.h / 2, picture.element.id, picture.picture
            )
            self._window.commands.taking.files((file,), target)

    def remove(self) -> bool:
        """Takes the selected picture out of its story or its frame; whether one was selected. It waits in the copy panel then."""
        part, picture = self._desk.part, held(self._desk)
        if part is None or picture is None or not is_movable(picture.element):
            return False
        page, element = self._desk.page_id, picture.element
        if isinstance(element, Block):
            kept = _keeping_words(self._desk.document.story(element.story), picture)
            steps: tuple[edits.Edit, ...] = (*kept, edits.RemovePicture(element.story, picture.picture))
        else:
            steps = (edits.SetElement(page, replace(element, asset="", crop=crops.WHOLE, whole=False)),)
        self._desk.hold(None)
        self._desk.apply(edits.Batch("ui.history.remove-picture", steps))
        return True

    def _crop(self, picture: Held, crop: Rect, *, whole: bool = False) -> None:
        edit = crop_edit(self._desk, picture, crop, whole=whole)
        if edit is not None:
            self._desk.apply(edits.Batch("ui.history.crop", (edit,)))


def _keeping_words(story: Story, picture: Held) -> tuple[edits.Edit, ...]:
    """The edit by which a picture that is taken out keeps its caption and credit, and brings them along to where it goes next."""
    place = next((each for each in pictures(story) if each.id == picture.picture), None)
    if picture.asset is None or place is None:
        return ()
    words = tuple(replace(each, id="") for each in (place.caption, place.credit) if each is not None and each.text)
    return (edits.SetAsset(replace(picture.asset, words=words)),) if words != picture.asset.words else ()
