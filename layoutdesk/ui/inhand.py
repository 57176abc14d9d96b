"""What menu and palette do to what is selected: copy where the hand writes, elements elsewhere. Keys know it by where they go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QPointF, QTemporaryDir
from PySide6.QtGui import QGuiApplication, QImage

from layoutdesk.model.document import unplaced_pictures
from layoutdesk.model.elements import Block, TextFrame
from layoutdesk.ui.canvas.held import held
from layoutdesk.ui.canvas.picture_drops import dropped_files
from layoutdesk.ui.copying import ELEMENTS_MIME
from layoutdesk.ui.pictureclip import clipped
from layoutdesk.ui.placing_pictures import Target, takes_pictures
from layoutdesk.ui.selection import Part
from layoutdesk.ui.tablehand import has_table, in_table
from layoutdesk.ui.writing.writer import Writer

if TYPE_CHECKING:
    from layoutdesk.ui.window import Window


class InHand(QObject):
    """Cut, copy, paste, delete and select all."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._folder = QTemporaryDir()
        self._pasted = 0

    @property
    def _writer(self) -> Writer | None:
        """The writer, where the hand writes on the page or in the galley."""
        window = self._window
        view = window.galley.view if window.galley.view is window.focusWidget() else window.view
        return window.writer if view.tool is not None and view.tool.writes else None

    def kind(self) -> str:
        """What the right button is about, as the table of its menus (``CONTEXTS``) calls it."""
        desk = self._window.desk
        if self._writer is not None:
            return "cell" if in_table(desk) else "copy"
        if len(desk.chosen) > 1:
            return "several"
        if held(desk) is not None and (desk.part is not None or not isinstance(desk.element, Block)):
            return "picture"
        if isinstance(desk.element, Block | TextFrame):
            return "tabled" if has_table(desk) else "block"
        return "element" if desk.element else "page"

    def take_up(self, x: float, y: float) -> None:
        """Takes the picture at a point of the page into the hand, where the block that is selected shows one there."""
        desk = self._window.desk
        if (
            self._writer is not None
            or len(desk.chosen) != 1
            or not isinstance(desk.element, Block)
            or desk.shown is None
        ):
            return
        here = (one for one in desk.shown.pictures if one.element == desk.selection and one.rect.contains(x, y))
        if (found := next(here, None)) is not None:
            desk.hold(Part(found.picture))

    def cut(self) -> None:
        """Puts on the clipboard and takes away."""
        writer = self._writer
        if writer is not None:
            writer.cut()
        else:
            self._window.commands.copying.cut()

    def copy(self) -> None:
        """Puts on the clipboard."""
        writer = self._writer
        if writer is not None:
            writer.copy()
        else:
            self._window.commands.copying.copy()

    def paste(self, *, plain: bool = False) -> None:
        """Puts in what is on the clipboard; elements go onto the page, words where the caret is, ``plain`` without their looks."""
        data, writer = QGuiApplication.clipboard().mimeData(), self._writer
        if data is None:
            return
        if writer is not None:
            writer.paste(data, plain=plain)
        elif data.hasFormat(ELEMENTS_MIME):
            self._window.commands.copying.paste()
        elif (picture := clipped(data)) is not None:
            self._window.commands.taking.clipped(picture, self._target())
        elif files := dropped_files(data) or self._picture(data):
            self._window.commands.files.drop_files(files, self._target())
        else:
            self._window.status.refuse("ui.paste.words" if data.hasText() or data.hasHtml() else "ui.paste.nothing")

    def _picture(self, data: QMimeData) -> list[Path]:
        """The picture on the clipboard as a file, which stays until the program ends: it is read beside the hand."""
        image = data.imageData() if data.hasImage() and not data.hasText() else None
        if not isinstance(image, QImage) or image.isNull():
            return []
        self._pasted += 1
        path = Path(self._folder.filePath(f"{self._window.language.text('ui.paste.picture', number=self._pasted)}.png"))
        return [path] if image.save(str(path)) else []

    def is_pasted(self, path: str) -> bool:
        """Whether a file is a picture from the clipboard, which goes with the program."""
        return bool(path) and Path(path).parent == Path(self._folder.path()).resolve()

    def put_picture(self, asset: str) -> None:
        """A picture that waits (待用图片) goes where one from the clipboard does, and the hand with it."""
        if any(each.id == asset for each in unplaced_pictures(self._window.desk.document)):
            self._window.commands.taking.asset(asset, self._target())
            self._window.view.setFocus()

    def _target(self) -> Target:
        """Where a picture from the clipboard goes: what is selected and takes one, else the middle of the view."""
        desk, view = self._window.desk, self._window.view
        x, y = view.to_page(QPointF(view.viewport().rect().center()))
        element, picture = desk.element, held(desk)
        if element is None or not takes_pictures(element):
            return Target(desk.page_id, x, y, frame=element.id if isinstance(element, TextFrame) else "")
        box = self._window.overlay.frames(element.id)[0]
        inside = picture.picture if picture is not None and isinstance(element, Block) else ""
        return Target(desk.page_id, box.x + box.w / 2, box.y + box.h / 2, element.id, inside)

    def delete(self) -> None:
        """Takes away the copy, the picture or the elements that are selected."""
        commands, writer = self._window.commands, self._writer
        if writer is not None:
            writer.erase(1)
        elif not commands.framing.remove():
            commands.objects.delete()

    def select_all(self) -> None:
        """The whole story, or all elements of the page."""
        writer = self._writer
        if writer is not None:
            writer.select_all()
        else:
            self._window.commands.objects.choose_all()
