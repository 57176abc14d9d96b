"""The picture in the hand on the clipboard: cut or copied with its caption and credit, pasted into another block or frame."""

from __future__ import annotations

from typing import Final, NamedTuple

import msgspec
from PySide6.QtCore import QMimeData

from layoutdesk.model import Asset, Block, PictureRef
from layoutdesk.model.story import pictures
from layoutdesk.ui import clipboard
from layoutdesk.ui.canvas.held import held
from layoutdesk.ui.desk import Desk

#: The type under which a picture of the issue lies on the clipboard.
PICTURE_MIME: Final = "application/x-layoutdesk-picture"


class Clipped(NamedTuple):
    """A picture, how its story had it (its words go along), and the issue file that its original lies in."""

    asset: Asset
    words: PictureRef
    source: str


def put(desk: Desk) -> bool:
    """Puts the picture in the hand on the clipboard; whether there is one. Other programs get its caption."""
    picture = held(desk) if desk.part is not None else None
    if picture is None or picture.asset is None:
        return False
    words = PictureRef(id=picture.picture)
    if isinstance(picture.element, Block):
        known = pictures(desk.document.story(picture.element.story))
        words = next((each for each in known if each.id == picture.picture), words)
    data = QMimeData()
    source = str(desk.session.path) if desk.session is not None else ""
    data.setData(PICTURE_MIME, msgspec.json.encode(Clipped(picture.asset, words, source)))
    data.setText(words.caption.text if words.caption is not None else picture.asset.shown_caption)
    clipboard.put(data)
    return True


def clipped(data: QMimeData) -> Clipped | None:
    """The picture on the clipboard; nothing where it holds something else, or what another program has written there."""
    if not data.hasFormat(PICTURE_MIME):
        return None
    try:
        return msgspec.json.decode(bytes(data.data(PICTURE_MIME)), type=Clipped)
    except msgspec.MsgspecError:
        return None
