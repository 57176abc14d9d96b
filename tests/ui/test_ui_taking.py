"""Photographs, copy and folders let go over the window: where they come to stand, in one step of the history."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.model import Advert, Block, Credits, GridRect, Paragraph, PictureFrame, PictureRef
from layoutdesk.model.document import unplaced_pictures
from layoutdesk.model.elements import PicturePlace
from layoutdesk.model.story import pictures
from layoutdesk.session import Session
from layoutdesk.ui import clipboard
from layoutdesk.ui.canvas.drops import STORY_MIME
from layoutdesk.ui.selection import Part
from layoutdesk.ui.window import Window

#: Milliseconds that a worker process may take to come up on a busy machine.
WAIT = 60_000


def iptc(caption: str = "", headline: str = "") -> bytes:
    """The APP13 segment of a JPEG with IPTC-IIM caption (2:120) and headline (2:105) in UTF-8."""
    records = b"\x1c\x01\x5a\x00\x03\x1b%G"
    for number, text in ((120, caption), (105, headline)):
        data = text.encode()
        records += b"\x1c\x02" + bytes([number]) + len(data).to_bytes(2, "big") + data if text else b""
    block = b"8BIM\x04\x04\x00\x00" + len(records).to_bytes(4, "big") + records + b"\0" * (len(records) % 2)
    body = b"Photoshop 3.0\0" + block
    return b"\xff\xed" + (len(body) + 2).to_bytes(2, "big") + body


def photo(path: Path, size: tuple[int, int] = (900, 600), colour: int = 0x6688AA, about: bytes = b"") -> Path:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").point(lambda value: (value + colour) % 256).save(out, "JPEG")
    data = out.getvalue()
    path.write_bytes(data[:2] + about + data[2:])
    return path


class Drops:
    """Things dragged over the page and let go there, as the window system sends them."""

    def __init__(self, window: Window, qtbot) -> None:
        self.window, self.qtbot = window, qtbot

    def data(self, files: Sequence[Path] = (), name: str = "") -> QMimeData:
        data = QMimeData()
        if files:
            data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        else:
            data.setData(STORY_MIME, name.encode())
        return data

    def hover(self, data: QMimeData, at: QPointF) -> bool:
        buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(at.toPoint(), Qt.DropAction.CopyAction, data, buttons, none)
        self.window.view.dragEnterEvent(enter)
        move = QDragMoveEvent(at.toPoint(), Qt.DropAction.CopyAction, data, buttons, none)
        self.window.view.dragMoveEvent(move)
        return enter.isAccepted() and move.isAccepted()

    def drop(self, data: QMimeData, x: float, y: float) -> None:
        at = self.window.view.to_view(x, y)
        assert self.hover(data, at)
        buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        self.window.view.dropEvent(QDropEvent(at, Qt.DropAction.CopyAction, data, buttons, none))
        self.qtbot.waitUntil(self.is_done, timeout=WAIT)

    def is_done(self) -> bool:
        return not (self.window.worker.is_busy or self.window.commands.taking.is_busy)

    def files(self, files: Sequence[Path], x: float, y: float) -> None:
        self.drop(self.data(files), x, y)


@pytest.fixture
def drops(window: Window, qtbot) -> Drops:
    return Drops(window, qtbot)


def element(window: Window, name: str):
    return next(each for page in window.desk.document.pages for each in page.elements if each.id == name)


def story(window: Window, name: str):
    return window.desk.document.story(name)


def labels(window: Window) -> list[str]:
    return [code for code, _ in window.desk.done_labels]


def test_a_photo_let_go_over_a_block_joins_its_story_where_the_hand_is(window, drops, hand, tmp_path) -> None:
    rect = window.overlay.frames("el-dock")[0]
    drops.files([photo(tmp_path / "dock.jpg")], rect.x + rect.w * 0.1, rect.bottom - 4)
    (picture,) = pictures(story(window, "st-dock"))
    block = element(window, "el-dock")
    assert [place.picture for place in block.pictures] == [picture.id]
    place = block.pictures[0]
    assert place.column == 0
    shown = window.desk.shown.pictures[0]
    assert shown.rect.bottom == pytest.approx(rect.bottom, abs=2 * window.desk.grid.step)
    assert labels(window) == ["ui.history.place-picture"]
    assert window.desk.selection == "el-dock" and window.desk.part == Part(picture.id)
    window.desk.undo()
    assert window.desk.document.assets == () and pictures(story(window, "st-dock")) == ()
    assert window.desk.part is None and len(list(window.overlay.handles())) == 8
    window.desk.redo()
    path = window.desk.session.path
    sha = window.desk.document.assets[0].sha256
    assert window.commands.files.close_issue()
    session = Session.open(path)
    assert session.asset_bytes(sha) == (tmp_path / "dock.jpg").read_bytes()
    session.close()


def test_a_photo_at_the_upper_right_takes_that_corner(window, drops, tmp_path) -> None:
    rect = window.overlay.frames("el-dock")[0]
    drops.files([photo(tmp_path / "dock.jpg")], rect.right - 10, rect.y + rect.h * 0.3)
    place = element(window, "el-dock").pictures[0]
    own = window.desk.shown.pictures[0].rect
    assert place.row == 0
    assert own.right == pytest.approx(rect.right, abs=1)


def test_a_photo_over_a_picture_takes_its_place_and_the_caption_stays(window, drops, tmp_path) -> None:
    caption = Paragraph(id="cap", text="采茶", style="caption")
    window.desk.apply(edits.AddPicture("st-tea", PictureRef(id="pic-1", name="tea.jpg", caption=caption)))
    rect = window.desk.shown.pictures[0].rect
    drops.files([photo(tmp_path / "other.jpg", about=iptc(caption="别的说明"))], rect.x + 5, rect.y + 5)
    (picture,) = pictures(story(window, "st-tea"))
    assert picture.id == "pic-1" and picture.caption.text == "采茶"
    assert window.desk.document.asset(picture.asset).name == "other.jpg"
    assert window.desk.shown.pictures[0].ppi > 0


@pytest.mark.parametrize("kind", ["frame", "advert"])
def test_a_photo_fills_the_frame_or_the_advert_under_the_hand(window, drops, tmp_path, kind: str) -> None:
    made = (
        PictureFrame(id="el-new", rect=Rect(120, 820, 240, 120), crop=Rect(0.2, 0.2, 0.5, 0.5))
        if kind == "frame"
        else Advert(id="el-new", area=GridRect(0, 60, 3, 12))
    )
    window.desk.apply(edits.PlaceElement(page="pg-1", element=made))
    rect = window.overlay.frames("el-new")[0]
    drops.files([photo(tmp_path / "a.jpg")], rect.x + rect.w / 2, rect.y + rect.h / 2)
    filled = element(window, "el-new")
    assert window.desk.document.asset(filled.asset).name == "a.jpg"
    if kind == "frame":
        assert filled.crop == Rect(0, 0, 1, 1)
    assert labels(window)[1:] == ["ui.history.place-picture"]


def test_a_photo_on_empty_ground_becomes_a_free_picture_of_its_shape_on_the_grid(window, drops, tmp_path) -> None:
    grid = window.desk.grid
    area = grid.type_area
    drops.files([photo(tmp_path / "free.jpg", (900, 600))], area.x + area.w * 0.8, area.y + area.h * 0.8)
    frame = window.desk.element
    assert isinstance(frame, PictureFrame)
    assert frame.rect.w / frame.rect.h == pytest.approx(1.5, rel=0.08)
    assert (frame.rect.y - area.y) / grid.step == pytest.approx(round((frame.rect.y - area.y) / grid.step), abs=0.01)
    assert area.x - 0.1 <= frame.rect.x and frame.rect.right <= area.right + 0.1


def test_several_find_their_stories_by_name_and_words_and_the_rest_wait_in_the_copy_panel(
    window, drops, tmp_path
) -> None:
    window.desk.apply(edits.AddPicture("st-tea", PictureRef(id="pic-tea", name="Tea-01.jpg")))
    files = [
        photo(tmp_path / "tea-01.JPG", colour=10),
        photo(tmp_path / "IMG_2201.jpg", colour=20, about=iptc("仓库改成了图书馆。", "旧粮仓变身图书馆")),
        photo(tmp_path / "渡口灯火照夜航（2）.jpg", colour=30),
        photo(tmp_path / "IMG_9999.jpg", colour=40),
    ]
    rect = window.overlay.frames("el-dock")[0]
    drops.files(files, rect.x + 40, rect.y + 200)
    names = {
        name: [window.desk.document.asset(picture.asset).name for picture in pictures(story(window, name))]
        for name in ("st-tea", "st-library", "st-dock")
    }
    assert names == {"st-tea": ["tea-01.JPG"], "st-library": ["IMG_2201.jpg"], "st-dock": ["渡口灯火照夜航（2）.jpg"]}
    (picture,) = pictures(story(window, "st-library"))
    assert picture.caption.text == "仓库改成了图书馆。"
    asked = [query for query in window.desk.document.queries if query.code == "makeup.caption-from-picture"]
    assert [query.anchor.paragraph for query in asked] == [picture.caption.id]
    assert [asset.name for asset in unplaced_pictures(window.desk.document)] == ["IMG_9999.jpg"]
    assert any(row.text == "IMG_9999.jpg" and row.drags for row in window.copy.list.rows.rows)
    assert len(labels(window)) == 2


def test_a_part_of_a_headline_or_caption_names_a_picture_where_no_other_has_it(window, drops, tmp_path) -> None:
    caption = Paragraph(id="cap", text="采茶人在山上，晨雾还没有散。", style="caption")
    window.desk.apply(edits.AddPicture("st-tea", PictureRef(id="pic-tea", caption=caption)))
    window.desk.apply(edits.ReplaceText("st-spare", "st-spare-main", 0, 7, "渡口灯火迎新客"))
    window.desk.apply(edits.AddPicture("st-library", PictureRef(id="pic-library")))
    names = ("旧粮仓变身 1.jpg", "采茶人在山上.jpg", "渡口灯火.jpg", "满山香.jpg")
    drops.files([photo(tmp_path / name, colour=10 * n) for n, name in enumerate(names)], 60, 60)
    document = window.desk.document
    found = {
        name: [document.asset(picture.asset).name for picture in pictures(story(window, name))]
        for name in ("st-tea", "st-library", "st-dock", "st-spare")
    }
    assert found == {
        "st-tea": ["采茶人在山上.jpg"], "st-library": ["旧粮仓变身 1.jpg"], "st-dock": [], "st-spare": [],
    }  # fmt: skip
    assert {asset.name for asset in unplaced_pictures(document)} == {"渡口灯火.jpg", "满山香.jpg"}


def test_a_picture_found_for_a_story_with_chosen_places_gets_one_too(window, drops, tmp_path) -> None:
    window.desk.apply(edits.AddPicture("st-dock", PictureRef(id="pic-1")))
    window.desk.apply(
        edits.SetBlock(
            page="pg-1", element="el-dock", pictures=(PicturePlace("pic-1", column=0, columns=1, row=0, rows=6),)
        )
    )
    window.commands.files.drop_files([photo(tmp_path / "渡口灯火照夜航.jpg"), photo(tmp_path / "x.jpg", colour=3)])
    drops.qtbot.waitUntil(drops.is_done, timeout=WAIT)
    block = element(window, "el-dock")
    assert {place.picture for place in block.pictures} == {picture.id for picture in pictures(story(window, "st-dock"))}
    assert not [problem for problem in window.desk.problems if problem.code == "compose.picture-no-room"]


def test_a_waiting_picture_is_dragged_from_the_copy_panel_to_the_page(window, drops, tmp_path) -> None:
    window.commands.files.drop_files([photo(tmp_path / "IMG_1.jpg")])
    drops.qtbot.waitUntil(drops.is_done, timeout=WAIT)
    (asset,) = unplaced_pictures(window.desk.document)
    area = window.desk.grid.type_area
    drops.drop(drops.data(name=asset.id), area.x + area.w * 0.8, area.y + area.h * 0.8)
    assert isinstance(window.desk.element, PictureFrame) and window.desk.element.asset == asset.id
    assert unplaced_pictures(window.desk.document) == ()


def test_a_broken_picture_is_refused_in_words_and_the_others_go_on(window, drops, tmp_path) -> None:
    bad = tmp_path / "broken.jpg"
    bad.write_bytes(b"\xff\xd8\xff\xe0 broken off")
    drops.files([bad, photo(tmp_path / "good.jpg")], -40, -40)
    assert [asset.name for asset in window.desk.document.assets] == ["good.jpg"]
    said = window.status.note.text()
    assert "broken.jpg" in said and window.language.text("ui.taking.pictures", count=1) in said


def test_the_same_picture_twice_is_one_picture(window, drops, tmp_path) -> None:
    one = photo(tmp_path / "a.jpg")
    drops.files([one], -40, -40)
    (asset,) = window.desk.document.assets
    area = window.desk.grid.type_area
    drops.files([one], area.x + area.w * 0.8, area.y + area.h * 0.8)
    assert window.desk.document.assets == (asset,)
    assert window.desk.element.asset == asset.id


def test_a_folder_of_copy_and_pictures_comes_into_the_open_issue(window, drops, tmp_path) -> None:
    folder = tmp_path / "今日"
    (folder / "图").mkdir(parents=True)
    (folder / "稿.md").write_text(
        "# 桥通车了\n\n大桥今天通车。市民走上桥面参观，两岸来往更方便了。\n\n![大桥](桥.jpg)\n", "utf-8"
    )
    photo(folder / "桥.jpg", colour=7)
    photo(folder / "图" / "散图.jpg", colour=9)
    (folder / ".DS_Store").write_bytes(b"x")
    path, grid = window.desk.session.path, window.desk.grid
    drops.files([folder], grid.type_area.x + grid.pitch * 3.4, grid.row_top(40.2))
    assert window.desk.session.path == path
    new = window.desk.document.stories[-1]
    assert new.main.text == "桥通车了" and window.desk.element.story == new.id
    assert [window.desk.document.asset(picture.asset).name for picture in pictures(new)] == ["桥.jpg"]
    assert [asset.name for asset in unplaced_pictures(window.desk.document)] == ["散图.jpg"]
    assert labels(window) == ["ui.history.take"]


HEAD = "# 江岸新貌\n\n2026年03月03日 星期二\n责编:林知远 美编:顾言 校对:沈小满\n\n"
COPY = "# 桥通车了\n\n大桥今天通车。市民走上桥面参观，两岸来往更方便了。\n"


def test_the_head_of_copy_fills_the_page_in_view_where_that_has_nothing_of_its_own(window, qtbot, tmp_path) -> None:
    (tmp_path / "稿.txt").write_text(HEAD + COPY, "utf-8")
    window.desk.turn_to("pg-2")
    window.commands.taking.files([tmp_path / "稿.txt"])
    qtbot.waitUntil(lambda: not (window.worker.is_busy or window.commands.taking.is_busy), timeout=WAIT)
    page = window.desk.page
    assert (page.id, page.name, page.banner) == ("pg-2", "城事", "江岸新貌")
    assert page.credits == Credits(editor=("林知远",), designer=("顾言",), proofreader=("沈小满",))
    assert "A02 城事" in window.status.note.text()
    assert labels(window) == ["ui.history.take"]
    window.desk.undo()
    assert window.desk.page.credits == Credits() and window.desk.page.banner == ""


def test_a_head_that_says_otherwise_than_its_page_is_told_and_changes_nothing(window, qtbot, tmp_path) -> None:
    (tmp_path / "稿.txt").write_text(HEAD + COPY, "utf-8")
    window.desk.apply(edits.SetCredits("pg-1", Credits(editor=("何清",))))
    before = window.desk.page
    window.commands.taking.files([tmp_path / "稿.txt"])
    qtbot.waitUntil(lambda: not (window.worker.is_busy or window.commands.taking.is_busy), timeout=WAIT)
    assert window.desk.page is before
    assert window.desk.document.stories[-1].main.text == "桥通车了"
    assert "“稿.txt”的版头没有填入" in window.status.note.text()


def test_heads_of_several_pages_go_by_their_labels(window, qtbot, tmp_path) -> None:
    said = "第A02版\n责编:林知远\n\n" + COPY + "\n第A09版\n责编:顾言\n\n" + COPY
    (tmp_path / "两版.txt").write_text(said, "utf-8")
    window.commands.taking.files([tmp_path / "两版.txt"])
    qtbot.waitUntil(lambda: not (window.worker.is_busy or window.commands.taking.is_busy), timeout=WAIT)
    one, two = window.desk.document.pages
    assert one.credits == Credits() and two.credits == Credits(editor=("林知远",))
    assert "“两版.txt”的版头没有填入" in window.status.note.text()


def test_the_place_is_shown_while_a_photo_hangs_over_the_page_and_gone_when_it_leaves(window, drops, tmp_path) -> None:
    data = drops.data([photo(tmp_path / "a.jpg")])
    rect = window.overlay.frames("el-dock")[0]
    before = window.desk.document
    assert drops.hover(data, window.view.to_view(rect.x + 20, rect.y + 300))
    (ghost,) = window.overlay.ghosts
    assert (
        rect.x - 1 <= ghost.x and ghost.right <= rect.right + 1 and rect.y < ghost.y and ghost.bottom <= rect.bottom + 1
    )
    window.view.drops.leave()
    assert window.overlay.ghosts == () and window.desk.document is before


def test_an_issue_that_is_only_read_takes_nothing_in(make_window, issue, tmp_path) -> None:
    first, second = make_window(), make_window()
    assert first.commands.files.open_path(issue) and second.commands.files.open_path(issue)
    assert second.desk.session.read_only
    second.commands.files.drop_files([photo(tmp_path / "a.jpg")])
    assert not second.worker.is_busy
    assert issue.name in second.status.note.text()


def test_a_block_keeps_the_picture_over_its_own_text_not_over_another_picture(window, drops, tmp_path) -> None:
    rect = window.overlay.frames("el-dock")[0]
    drops.files([photo(tmp_path / "1.jpg", colour=1)], rect.right - 10, rect.y + 150)
    drops.files([photo(tmp_path / "2.jpg", colour=2)], rect.x + 10, rect.bottom - 20)
    block = element(window, "el-dock")
    assert isinstance(block, Block) and len(block.pictures) == 2
    one, two = (shown.rect for shown in window.desk.shown.pictures)
    assert not one.overlaps(two)


def test_a_file_that_the_file_manager_would_move_is_copied_and_stays(window, drops, tmp_path) -> None:
    file = photo(tmp_path / "a.jpg")
    at, none = QPointF(300, 300), Qt.KeyboardModifier.NoModifier
    both = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    for take in (window.view.dropEvent, window.dropEvent):
        data = drops.data([file])
        assert drops.hover(data, at)
        event = QDropEvent(at, both, data, Qt.MouseButton.LeftButton, none)
        event.setDropAction(Qt.DropAction.MoveAction)
        take(event)
        assert event.isAccepted() and event.dropAction() == Qt.DropAction.CopyAction
        drops.qtbot.waitUntil(drops.is_done, timeout=WAIT)
    assert file.exists()


@pytest.mark.parametrize("form", ["picture", "file"])
def test_a_picture_on_the_clipboard_goes_where_one_let_go_would(window, drops, tmp_path, form: str) -> None:
    data = QMimeData()
    if form == "picture":
        data.setImageData(QImage(str(photo(tmp_path / "a.jpg"))))
    else:
        data.setUrls([QUrl.fromLocalFile(str(photo(tmp_path / "a.jpg")))])
    clipboard.put(data)
    window.desk.select("el-dock")
    window.bars.do("paste")
    drops.qtbot.waitUntil(lambda: bool(window.desk.document.assets) and drops.is_done(), timeout=WAIT)
    (picture,) = pictures(story(window, "st-dock"))
    assert picture.asset == window.desk.document.assets[0].id and window.desk.part == Part(picture.id)
    assert window.desk.document.assets[0].name == ("剪贴板1.png" if form == "picture" else "a.jpg")
    assert len(labels(window)) == 1
