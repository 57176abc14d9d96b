"""Drops on what is locked, copy let go over the page, drops while others are read: what comes of each in the document."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.model import Advert, Block, GridRect, PictureFrame, TextFrame
from layoutdesk.model.document import unplaced, unplaced_pictures
from layoutdesk.model.story import pictures
from layoutdesk.ui import clipboard
from tests.ui.test_ui_taking import WAIT, Drops, element, labels, photo, story

_COPY = "# 新桥通车\n\n大桥今天通车。市民走上桥面参观，两岸来往更方便了。\n\n桥长三百米。\n"
_TWO = f"{_COPY}\n# 老桥拆除\n\n老桥明天开始拆除，工期两个月。\n"


@pytest.fixture
def drops(window, qtbot) -> Drops:
    return Drops(window, qtbot)


def written(path: Path, text: str = _COPY) -> Path:
    path.write_text(text, "utf-8")
    return path


def lock(window, *names: str) -> None:
    assert window.desk.apply(edits.LockElements(page="pg-1", elements=names, locked=True))


def said(window) -> str:
    return window.status.note.text()


def locked_words(window) -> str:
    return window.language.text("ui.status.locked")


def let_go(drops: Drops, files, x: float, y: float) -> None:
    """Lets files go without waiting for what comes of them."""
    from PySide6.QtGui import QDropEvent

    data, at = drops.data(files), drops.window.view.to_view(x, y)
    assert drops.hover(data, at)
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    drops.window.view.dropEvent(QDropEvent(at, Qt.DropAction.CopyAction, data, buttons, none))


# What is locked


@pytest.mark.parametrize("where", ["text", "picture"])
def test_a_locked_block_takes_no_picture_and_says_so(window, drops, tmp_path, where: str) -> None:
    rect = window.overlay.frames("el-dock")[0]
    drops.files([photo(tmp_path / "dock.jpg")], rect.right - 10, rect.y + rect.h * 0.3)
    shown = window.desk.shown.pictures[0].rect
    lock(window, "el-dock")
    before = window.desk.document
    x, y = (shown.x + 5, shown.y + 5) if where == "picture" else (rect.x + 10, rect.bottom - 10)
    window.status.say(None)
    assert not drops.hover(drops.data([photo(tmp_path / "b.jpg", colour=9)]), window.view.to_view(x, y))
    assert said(window) == locked_words(window) and window.overlay.ghosts == ()
    assert window.desk.document is before and drops.is_done()


@pytest.mark.parametrize("kind", ["frame", "advert"])
def test_a_locked_frame_or_advert_keeps_what_it_shows(window, drops, tmp_path, kind: str) -> None:
    made = (
        PictureFrame(id="el-new", rect=Rect(120, 820, 240, 120))
        if kind == "frame"
        else Advert(id="el-new", area=GridRect(0, 60, 3, 12))
    )
    window.desk.apply(edits.PlaceElement(page="pg-1", element=made))
    window.commands.files.drop_files([photo(tmp_path / "IMG_1.jpg")])
    drops.qtbot.waitUntil(drops.is_done, timeout=WAIT)
    (asset,) = unplaced_pictures(window.desk.document)
    lock(window, "el-new")
    rect = window.overlay.frames("el-new")[0]
    at = window.view.to_view(rect.x + rect.w / 2, rect.y + rect.h / 2)
    assert not drops.hover(drops.data(name=asset.id), at)
    assert said(window) == locked_words(window)
    window.view.drops.leave()
    window.desk.apply(edits.LockElements(page="pg-1", elements=("el-new",), locked=False))
    assert drops.hover(drops.data(name=asset.id), at)


def test_a_picture_for_a_story_that_is_locked_waits_in_the_copy_panel(window, drops, tmp_path) -> None:
    lock(window, "el-dock")
    files = [photo(tmp_path / "渡口灯火照夜航.jpg"), photo(tmp_path / "新茶开采满山香.jpg", colour=3)]
    drops.files(files, -40, -40)
    assert pictures(story(window, "st-dock")) == () and len(pictures(story(window, "st-tea"))) == 1
    assert [asset.name for asset in unplaced_pictures(window.desk.document)] == ["渡口灯火照夜航.jpg"]
    assert window.language.text("ui.taking.locked", count=1) in said(window)


def test_a_picture_pasted_on_a_locked_block_waits_in_the_copy_panel(window, drops, tmp_path) -> None:
    lock(window, "el-dock")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo(tmp_path / "a.jpg")))])
    clipboard.put(data)
    window.desk.select("el-dock")
    window.bars.do("paste")
    drops.qtbot.waitUntil(lambda: bool(window.desk.document.assets) and drops.is_done(), timeout=WAIT)
    assert pictures(story(window, "st-dock")) == () and element(window, "el-dock").pictures == ()
    assert [asset.name for asset in unplaced_pictures(window.desk.document)] == ["a.jpg"]
    assert window.language.text("ui.taking.locked", count=1) in said(window)


# Copy


def test_copy_let_go_on_free_ground_stands_there_as_one_step(window, drops, tmp_path) -> None:
    grid, before = window.desk.grid, window.desk.document
    drops.files([written(tmp_path / "稿.md")], grid.type_area.x + grid.pitch * 3.4, grid.row_top(40.2))
    placed = window.desk.element
    assert isinstance(placed, Block)
    assert (placed.area[0].column, placed.area[0].row) == (3, 40)
    assert story(window, placed.story).main.text == "新桥通车" and placed.story not in unplaced(window.desk.document)
    assert [fit.over for fit in window.desk.fits(placed.id)] == [0]
    assert labels(window) == ["ui.history.take"]
    window.desk.undo()
    assert window.desk.document == before


def test_copy_let_go_between_two_stories_has_them_make_room(window, drops, tmp_path) -> None:
    rect = window.overlay.frames("el-tea")[0]
    drops.files([written(tmp_path / "稿.md")], rect.x + rect.w / 2, rect.y + 12)
    placed, tea = window.desk.element, element(window, "el-tea")
    assert isinstance(placed, Block) and story(window, placed.story).main.text == "新桥通车"
    assert placed.area[0].columns == tea.area[0].columns and placed.area[0].bottom <= tea.area[0].row
    assert not [each for each in window.desk.problems if each.code in ("compose.overset", "compose.overlap")]


@pytest.mark.parametrize("source", ["file", "list"])
def test_copy_let_go_in_an_empty_text_frame_fills_it(window, drops, hand, tmp_path, source: str) -> None:
    grid = window.desk.grid
    left, top = grid.type_area.x + grid.pitch * 3, grid.row_top(40)
    window.commands.take("text")
    hand.drag((left, top), (left + 160.0, top + 220.0))
    frame = window.desk.element
    assert isinstance(frame, TextFrame)
    window.commands.take("select")
    old, at = frame.story, (left + 80.0, top + 100.0)
    if source == "file":
        drops.files([written(tmp_path / "稿.md")], *at)
    else:
        assert hand.drag_story("st-spare", at, Qt.KeyboardModifier.NoModifier)
    filled = element(window, frame.id)
    of = story(window, filled.story)
    assert (of.main.text if source == "file" else of.id) == ("新桥通车" if source == "file" else "st-spare")
    assert all(each.id != old for each in window.desk.document.stories)
    shown = "".join(line.text for line in window.desk.shown.lines if line.element == frame.id)
    assert shown == "".join(part.text for part in of.body)
    assert window.desk.selection == frame.id and len(labels(window)) == 2
    window.desk.undo()
    assert element(window, frame.id).story == old


def test_copy_goes_into_no_frame_that_is_locked_or_says_something(window, drops, tmp_path) -> None:
    full = TextFrame(id="el-full", story="st-spare", rect=Rect(420.0, 620.0, 150.0, 200.0))
    window.desk.apply(edits.PlaceElement(page="pg-1", element=full))
    drops.files([written(tmp_path / "稿.md")], 500.0, 700.0)
    assert element(window, "el-full") == full
    assert isinstance(window.desk.element, Block) and window.desk.element.story != "st-spare"


def test_a_story_that_stands_is_not_set_a_second_time(window, hand) -> None:
    desk, plain, free = window.desk, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
    before = desk.document
    assert not hand.drag_story("st-library", (450.0, 700.0), plain)
    assert not hand.drag_story("st-tea", (450.0, 700.0), free)
    assert desk.document is before and desk.preview is None and not window.overlay.ghosts
    # Let go once it stands, and no more: the list that it comes from may be one of a moment ago.
    assert hand.drag_story("st-spare", (450.0, 700.0), free)
    assert not hand.drag_story("st-spare", (450.0, 300.0), free)
    assert "check.set-twice" not in {problem.code for problem in desk.problems}
    assert sum(getattr(each, "story", "") == "st-spare" for each in desk.page.elements) == 1


def test_a_story_and_its_photograph_let_go_together_stand_together(window, drops, tmp_path) -> None:
    grid = window.desk.grid
    files = [written(tmp_path / "稿.md"), photo(tmp_path / "新桥通车.jpg")]
    drops.files(files, grid.type_area.x + grid.pitch * 3.4, grid.row_top(40.2))
    placed = window.desk.element
    assert isinstance(placed, Block) and len(pictures(story(window, placed.story))) == 1
    assert [one.element for one in window.desk.shown.pictures] == [placed.id]
    assert [fit.over for fit in window.desk.fits(placed.id)] == [0] and len(labels(window)) == 1


def test_several_stories_wait_in_the_copy_panel(window, drops, tmp_path) -> None:
    pages, grid = window.desk.document.pages, window.desk.grid
    drops.files([written(tmp_path / "稿.md", _TWO)], grid.type_area.x + grid.pitch * 3.4, grid.row_top(40.2))
    assert window.desk.document.pages == pages
    waiting = [each.main.text for each in window.desk.document.stories if each.id in unplaced(window.desk.document)]
    assert waiting[-2:] == ["新桥通车", "老桥拆除"]


def test_copy_for_a_full_page_stands_beside_it_and_that_is_said(window, drops, tmp_path) -> None:
    spec = window.desk.grid.template.grid
    for block in ("el-dock", "el-tea"):
        lock(window, block)
    cover = PictureFrame(id="el-cover", rect=window.desk.grid.rect(GridRect(0, 0, spec.columns, spec.rows)))
    window.desk.apply(edits.PlaceElement(page="pg-1", element=cover))
    drops.files([written(tmp_path / "稿.md")], 300.0, 700.0)
    placed = window.desk.element
    assert isinstance(placed, Block) and window.desk.grid.template.is_beside(placed.area)
    assert window.language.text("ui.status.page_full", rows=0)[:4] in said(window)


# One after another


def test_what_is_let_go_while_others_are_read_has_its_turn_where_it_was_let_go(window, drops, tmp_path) -> None:
    dock, tea = window.overlay.frames("el-dock")[0], window.overlay.frames("el-tea")[0]
    grid = window.desk.grid
    let_go(drops, [photo(tmp_path / "1.jpg", colour=1)], dock.x + 10, dock.bottom - 20)
    let_go(drops, [photo(tmp_path / "2.jpg", colour=2)], tea.x + 10, tea.bottom - 20)
    let_go(drops, [written(tmp_path / "稿.md")], grid.type_area.x + grid.pitch * 3.4, grid.row_top(60.2))
    assert said(window) == window.language.text("ui.taking.queued")
    drops.qtbot.waitUntil(drops.is_done, timeout=WAIT)
    names = {
        name: [window.desk.document.asset(picture.asset).name for picture in pictures(story(window, name))]
        for name in ("st-dock", "st-tea")
    }
    assert names == {"st-dock": ["1.jpg"], "st-tea": ["2.jpg"]}
    assert story(window, window.desk.element.story).main.text == "新桥通车"
    assert labels(window) == ["ui.history.place-picture", "ui.history.place-picture", "ui.history.take"]


def test_what_is_let_go_while_an_issue_is_exported_comes_after_it(window, drops, tmp_path) -> None:
    target, rect = tmp_path / "out.pdf", window.overlay.frames("el-dock")[0]
    window.commands.exporting.export_to(target)
    drops.qtbot.waitUntil(lambda: window.worker.is_busy, timeout=WAIT)
    let_go(drops, [photo(tmp_path / "1.jpg")], rect.x + 10, rect.bottom - 20)
    drops.qtbot.waitUntil(drops.is_done, timeout=WAIT)
    assert target.read_bytes()[:5] == b"%PDF-" and len(pictures(story(window, "st-dock"))) == 1


def test_one_that_is_given_up_lets_the_next_have_its_turn(window, drops, tmp_path) -> None:
    dock, tea = window.overlay.frames("el-dock")[0], window.overlay.frames("el-tea")[0]
    let_go(drops, [photo(tmp_path / "1.jpg", colour=1)], dock.x + 10, dock.bottom - 20)
    let_go(drops, [photo(tmp_path / "2.jpg", colour=2)], tea.x + 10, tea.bottom - 20)
    QTest.mouseClick(window.status.cancel, Qt.MouseButton.LeftButton)
    drops.qtbot.waitUntil(drops.is_done, timeout=WAIT)
    assert [asset.name for asset in window.desk.document.assets] == ["2.jpg"]
    assert pictures(story(window, "st-dock")) == () and len(pictures(story(window, "st-tea"))) == 1


def test_what_was_let_go_over_one_issue_never_comes_into_another(window, drops, document, tmp_path) -> None:
    from layoutdesk.store import create

    other = tmp_path / "other.ldesk"
    create(other, document, {})
    let_go(drops, [photo(tmp_path / "1.jpg", colour=1)], 60, 300)
    let_go(drops, [photo(tmp_path / "2.jpg", colour=2)], 60, 300)
    assert window.commands.files.open_path(other)
    drops.qtbot.waitUntil(drops.is_done, timeout=WAIT)
    assert window.desk.document == document and labels(window) == []


def test_what_comes_in_late_leaves_the_hand_that_writes_alone(window, drops, hand, tmp_path) -> None:
    rect = window.overlay.frames("el-dock")[0]
    let_go(drops, [photo(tmp_path / "1.jpg")], rect.x + 10, rect.bottom - 20)
    x, y = hand.middle("el-tea")
    QTest.mouseDClick(hand.view.viewport(), Qt.MouseButton.LeftButton, pos=hand.at(x, y).toPoint())
    spot = window.writer.spot
    assert spot is not None and spot.story == "st-tea"
    drops.qtbot.waitUntil(drops.is_done, timeout=WAIT)
    assert len(pictures(story(window, "st-dock"))) == 1
    assert window.writer.spot == spot and window.desk.selection == "el-tea"


def test_what_the_first_could_not_is_still_said_when_the_next_is_in(window, drops, tmp_path) -> None:
    bad, rect = tmp_path / "broken.jpg", window.overlay.frames("el-dock")[0]
    bad.write_bytes(b"\xff\xd8\xff\xe0 broken off")
    let_go(drops, [bad], rect.x + 10, rect.bottom - 20)
    let_go(drops, [photo(tmp_path / "good.jpg")], rect.x + 10, rect.bottom - 20)
    drops.qtbot.waitUntil(drops.is_done, timeout=WAIT)
    assert "broken.jpg" in said(window) and window.language.text("ui.taking.pictures", count=1) in said(window)
    drops.files([photo(tmp_path / "third.jpg", colour=5)], rect.right - 10, rect.y + 150)
    assert said(window) == window.language.text("ui.taking.pictures", count=1)


# Nothing to take


@pytest.mark.parametrize("with_issue", [True, False])
def test_an_empty_folder_is_answered(window, drops, tmp_path, with_issue: bool) -> None:
    folder = tmp_path / "今日空档"
    folder.mkdir()
    (folder / "说明.xyz").write_bytes(b"x")
    if with_issue:
        before = window.desk.document
        drops.files([folder], 100, 100)
        assert window.desk.document is before
    else:
        assert window.commands.files.close_issue()
        window.commands.files.drop_files([folder])
    assert said(window) == window.language.text("ui.taking.nothing", file="今日空档")
