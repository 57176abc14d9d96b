"""What is copied in one issue and pasted in another: pictures come along, or the status line says which do not."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image
from PySide6.QtCore import Qt

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.model import Asset, Block, Document, GridRect, Paragraph, PictureFrame, PictureRef, Story
from layoutdesk.model.elements import PicturePlace
from layoutdesk.model.story import pictures
from layoutdesk.store import create
from layoutdesk.ui.selection import Part
from layoutdesk.ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier
STORY = Story(
    id="st-photo",
    main=Paragraph(id="st-photo-m", text="桥头晨光", style="main"),
    body=(
        Paragraph(id="st-photo-0", text="天刚亮，桥头已经有人走过。" * 8, style="body"),
        PictureRef(id="pic-1", asset="as-1", caption=Paragraph(id="cap-1", text="桥头", style="caption")),
    ),
)


@pytest.fixture
def other(document: Document, tmp_path: Path) -> Path:
    """Another issue of the paper with empty pages; one of its pictures has the id of ours."""
    taken = Asset(id="as-1", name="别的.jpg", sha256="0" * 64, media="image/jpeg", width=3, height=2)
    path = tmp_path / "other" / "other.ldesk"
    path.parent.mkdir()
    pages = tuple(replace(page, elements=()) for page in document.pages)
    create(path, Document(meta=document.meta, pages=pages, templates=document.templates, assets=(taken,)), {})
    return path


@pytest.fixture
def photo(window: Window) -> bytes:
    """A photograph in a block and in a frame on the first page, both selected and copied."""
    out = io.BytesIO()
    Image.new("RGB", (900, 600), 0x6688AA).save(out, "JPEG")
    sha = window.desk.session.add_asset_bytes(out.getvalue())
    asset = Asset(
        id="as-1", name="bridge.jpg", sha256=sha, media="image/jpeg", width=900, height=600, path="bridge.jpg"
    )
    block = Block(
        id="el-photo", story="st-photo", area=(GridRect(3, 30, 2, 24),), pictures=(PicturePlace("pic-1", 0, 2, 0, 9),)
    )
    frame = PictureFrame(id="el-frame", rect=Rect(60, 700, 120, 80), asset="as-1")
    steps = (
        edits.AddAsset(asset), edits.AddStory(STORY), edits.PlaceElement(page="pg-1", element=block),
        edits.PlaceElement(page="pg-1", element=frame),
    )  # fmt: skip
    window.desk.apply(edits.Batch("ui.history.take", steps))
    window.desk.choose(["el-photo", "el-frame"])
    window.bars.actions["copy"].trigger()
    return out.getvalue()


def open_other(window: Window, path: Path) -> None:
    assert window.commands.files.open_path(path)
    window.desk.finish_composing()
    window.view.settle()


def shown(document: Document) -> list[str]:
    """The pictures that the first page and the stories name."""
    frames = [each.asset for each in document.pages[0].elements if isinstance(each, PictureFrame)]
    return frames + [picture.asset for story in document.stories for picture in pictures(story)]


def test_pictures_come_along_as_one_step_with_the_paste(window, hand, photo, other, qtbot) -> None:
    open_other(window, other)
    before = window.desk.document
    hand.key(Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: bool(window.desk.document.stories), timeout=10000)
    document = window.desk.document
    (asset,) = (each for each in document.assets if each.name == "bridge.jpg")
    assert shown(document) == [asset.id, asset.id] and asset.id != "as-1"
    assert asset.path == "../bridge.jpg"
    assert window.status.note.text() == "已粘贴：1 张图片一起带来了"
    window.desk.session.flush()
    assert window.desk.session.asset_bytes(asset.sha256) == photo
    window.desk.undo()
    assert window.desk.document == before
    window.desk.redo()
    assert window.desk.document == document


def test_pasted_again_the_picture_is_there_once(window, hand, photo, other, qtbot) -> None:
    open_other(window, other)
    hand.key(Qt.Key.Key_V, CTRL)
    hand.key(Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: len(window.desk.document.stories) == 2, timeout=10000)
    assert len(window.desk.document.assets) == 2 and len(set(shown(window.desk.document))) == 1


def test_a_picture_that_cannot_be_had_is_named_and_the_copy_comes(window, hand, photo, other, issue, qtbot) -> None:
    open_other(window, other)
    issue.rename(issue.with_suffix(".away"))
    hand.key(Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: bool(window.desk.document.stories), timeout=10000)
    assert shown(window.desk.document) == ["", ""] and len(window.desk.document.assets) == 1
    assert "bridge.jpg" in window.status.note.text()


def test_a_picture_taken_out_of_its_block_comes_into_the_other_issue(window, hand, photo, other, qtbot) -> None:
    window.desk.select("el-photo")
    window.desk.hold(Part("pic-1"))
    window.bars.actions["copy"].trigger()
    open_other(window, other)
    before = window.desk.document
    hand.key(Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: window.desk.document is not before, timeout=10000)
    (asset,) = (each for each in window.desk.document.assets if each.name == "bridge.jpg")
    assert shown(window.desk.document) == [asset.id]
    window.desk.undo()
    assert window.desk.document is before
