"""The list of pictures and adverts: where each stands, what is wrong with it, linking anew, sources that have been changed."""

from __future__ import annotations

import os
import threading
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.base.ids import IdSource
from layoutdesk.edits.restore import restoring
from layoutdesk.model import Advert, Asset, Document, GridRect, Paragraph, PictureFrame, PictureRef
from layoutdesk.model.document import unplaced_pictures
from layoutdesk.pictures import sources as source_files
from layoutdesk.pictures.read import import_picture
from layoutdesk.pictures.sources import source_of
from layoutdesk.session import Session
from layoutdesk.store import create
from layoutdesk.ui.panels.rows import ROW_ROLE
from layoutdesk.ui.window import Window

WAIT = 60_000


def photo(path: Path, size: tuple[int, int] = (1500, 1000), shade: int = 90) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.linear_gradient("L").resize(size).convert("RGB").point(lambda value: (value + shade) % 256).save(path, "JPEG")
    return path


def asset(path: Path, name: str) -> Asset:
    made = import_picture(path, IdSource(name.encode())).asset
    return replace(made, id=name, path=source_files.kept_path(made.path, path.parents[1] / "issue.ldesk"))


def credit(name: str) -> Paragraph:
    return Paragraph(id=f"credit-{name}", text="沈知遥 摄", style="credit")


@pytest.fixture
def pictured(document: Document, tmp_path: Path) -> Document:
    """The issue with a picture and one that lacks in 渡口, a coarse frame on page 2, an advert without artwork, one unused."""
    files = {name: photo(tmp_path / "photos" / f"{name}.jpg", shade=n * 30) for n, name in enumerate(("dock", "spare"))}
    files["stamp"] = photo(tmp_path / "photos" / "stamp.jpg", (120, 90))
    caption = Paragraph(id="cap-dock", text="渡口的灯", style="caption")
    dock = document.story("st-dock")
    body = (
        PictureRef(id="pic-dock", asset="as-dock", name="dock.jpg", caption=caption, credit=credit("dock")),
        PictureRef(
            id="pic-lost",
            name="lost.jpg",
            caption=Paragraph(id="cap-lost", text="渡口旧影", style="caption"),
            credit=credit("lost"),
        ),
        *dock.body,
    )
    stamp = PictureFrame(id="el-stamp", rect=Rect(560, 200, 180, 135), asset="as-stamp")
    advert = Advert(id="el-ad", area=GridRect(0, 40, 5, 10))
    first, second = document.pages
    return replace(
        document,
        stories=(replace(dock, body=body), *document.stories[1:]),
        pages=(
            replace(first, elements=(*first.elements, advert)),
            replace(second, elements=(*second.elements, stamp)),
        ),
        assets=tuple(asset(file, f"as-{name}") for name, file in files.items()),
    )


@pytest.fixture
def issue(pictured: Document, tmp_path: Path) -> Path:
    path = tmp_path / "issue.ldesk"
    blobs = {each.sha256: source_of(each, path).read_bytes() for each in pictured.assets}
    create(path, pictured, blobs)
    return path


@pytest.fixture
def pane(window: Window, qtbot):
    window.bars.do("links")
    qtbot.waitUntil(lambda: len(seen(window)) == len(window.desk.document.assets), timeout=WAIT)
    settle(window)
    return window.links


def settle(window: Window) -> None:
    QTest.qWait(30)
    window.links.refresh()


def seen(window: Window) -> dict[str, str]:
    found = {each.id: window.desk.links.sources.seen(each) for each in window.desk.document.assets}
    return {name: state.state for name, state in found.items() if state is not None}


def rows(pane) -> dict[str, tuple[str, str, str]]:
    return {row.text: (row.page, row.state, row.ppi) for row in pane.list.links.rows}


def row(pane, name: str):
    at = next(at for at, row in enumerate(pane.list.links.rows) if row.text == name)
    return pane.list.links.index(at)


def choose(pane, name: str) -> None:
    pane.list.setCurrentIndex(row(pane, name))


def click(pane, name: str) -> None:
    place = pane.list.visualRect(row(pane, name)).center()
    QTest.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


def let_go(pane, files: Sequence[Path], name: str = "") -> bool:
    """Files dragged over a row, or the white under all, and let go there; whether the list takes them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    box = pane.list.visualRect(row(pane, name)) if name else pane.list.viewport().rect().adjusted(0, 9999, 0, 9999)
    at, left, none = QPointF(box.center()), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at.toPoint(), Qt.DropAction.CopyAction, data, left, none)
    pane.list.dragEnterEvent(enter)
    move = QDragMoveEvent(at.toPoint(), Qt.DropAction.CopyAction, data, left, none)
    pane.list.dragMoveEvent(move)
    pane.list.dropEvent(QDropEvent(at, Qt.DropAction.CopyAction, data, left, none))
    return enter.isAccepted() and move.isAccepted()


def wait_for_work(window: Window, qtbot, steps: int) -> None:
    qtbot.waitUntil(lambda: len(window.desk.done_labels) == steps and not window.worker.is_busy, timeout=WAIT)
    window.desk.finish_composing()
    settle(window)


def original(window: Window, name: str) -> bytes:
    window.desk.session.flush()
    return window.desk.session.asset_bytes(window.desk.document.asset(name).sha256)


def test_every_picture_and_advert_is_listed_with_page_state_and_resolution(pane) -> None:
    found = rows(pane)
    assert list(found) == ["dock.jpg", "lost.jpg", "（广告缺图）", "stamp.jpg", "spare.jpg"]
    assert found["dock.jpg"][:2] == ("A01", "正常") and int(found["dock.jpg"][2].split()[0]) > 150
    assert found["lost.jpg"] == ("A01", "缺图", "")
    assert found["stamp.jpg"] == ("A02", "分辨率低", "48 ppi")
    assert found["spare.jpg"] == ("未上版", "正常", "")
    shown = row(pane, "dock.jpg").data(ROW_ROLE)
    assert "1500" in shown.facts and "RGB" in shown.facts


def test_what_lacks_its_credit_or_caption_is_a_fault_counted_and_asked_for(window, pane) -> None:
    """It was called all right, and only its own row said otherwise."""
    story = window.desk.document.story("st-dock")
    bare = tuple(replace(each, credit=None) if isinstance(each, PictureRef) else each for each in story.body)
    wanted = replace(window.desk.document, stories=tuple(
        replace(each, body=bare) if each is story else each for each in window.desk.document.stories
    ))  # fmt: skip
    window.desk.apply(restoring(window.desk.document, wanted, 1))
    settle(window)
    found = rows(pane)
    assert (
        found["dock.jpg"][1] == "缺署名" and found["lost.jpg"][1] == "缺图 · 缺署名" and found["spare.jpg"][1] == "正常"
    )
    assert "缺署名 2 处" in pane.words.text() and "缺说明" not in pane.words.text()
    pane.shown.setCurrentIndex(2)
    pane.shown.activated.emit(2)
    settle(window)
    assert "dock.jpg" in rows(pane) and "spare.jpg" not in rows(pane)


def test_of_a_missing_picture_the_row_says_its_caption(pane) -> None:
    (lost,) = (row for row in pane.list.links.rows if row.text == "lost.jpg")
    assert lost.facts == "渡口旧影"


def test_a_click_goes_to_the_page_and_selects_the_picture_there(window, pane) -> None:
    click(pane, "stamp.jpg")
    assert (window.desk.page_id, window.desk.selection) == ("pg-2", "el-stamp")
    click(pane, "dock.jpg")
    assert (window.desk.page_id, window.desk.selection) == ("pg-1", "el-dock")
    assert window.desk.part.picture == "pic-dock"
    assert pane.list.chosen_keys() == ["picture st-dock pic-dock"]


@pytest.mark.parametrize("word", ["caption", "credit"])
def test_the_words_of_the_row_are_written_whatever_is_in_the_hand(window, pane, word: str) -> None:
    """The right button moves the row and not the hand: the credit came to stand at the picture that was in it."""
    desk, offered = window.desk, window.bars.actions[f"link-{word}"]
    choose(pane, "stamp.jpg")
    assert not offered.isEnabled()
    click(pane, "dock.jpg")
    desk.select("el-tea")
    choose(pane, "dock.jpg")
    assert offered.isEnabled()
    window.bars.do(f"link-{word}")
    assert window.view.hasFocus() or window.focusWidget() is window.view
    QTest.keyClicks(window.view, "X")
    picture = next(each for each in desk.document.story("st-dock").body if getattr(each, "id", "") == "pic-dock")
    assert getattr(picture, word).text == {"caption": "渡口的灯X", "credit": "沈知遥 摄X"}[word]
    click(pane, "stamp.jpg")
    choose(pane, "dock.jpg")
    window.bars.do(f"link-{word}")
    assert (desk.page_id, desk.selection, desk.part.picture) == ("pg-1", "el-dock", "pic-dock")
    assert desk.marked is not None and desk.marked.paragraph == getattr(picture, word).id


def test_a_picture_in_a_free_frame_has_the_words_of_its_story(window, pane) -> None:
    """It was counted as without its credit, and every way to that was grey."""
    desk = window.desk
    frame = PictureFrame(id="el-free", rect=Rect(60, 200, 180, 135), asset="as-dock")
    desk.apply(edits.PlaceElement(page="pg-2", element=frame))
    desk.apply(edits.RemoveParagraph("st-dock", "credit-dock"))
    settle(window)
    desk.links.choose(["element el-free"])
    assert window.bars.actions["link-credit"].isEnabled()
    window.bars.do("link-credit")
    QTest.keyClicks(window.view, "XY")
    picture = next(each for each in desk.document.story("st-dock").body if getattr(each, "id", "") == "pic-dock")
    assert picture.credit.text == "XY"
    use = next(use for use in desk.links.uses if use.key == "element el-free")
    assert use.words == (True, True) and use.told_by == ("st-dock", "pic-dock")


@pytest.mark.parametrize("how", ["as", "copy"])
def test_saved_into_another_folder_an_issue_finds_its_pictures_where_they_were(
    window, pane, tmp_path, qtbot, how: str
) -> None:
    other = tmp_path / "archive" / "2026" / "03"
    other.mkdir(parents=True)
    # Another day's picture of the same name lies beside the new file.
    photo(other / "photos" / "dock.jpg", shade=200)
    target = other / "issue.ldesk"
    if how == "as":
        assert window.commands.files.save_as(target)
        assert window.desk.done_labels[-1][0] == "ui.history.follow-links"
    else:
        window.commands.keeping.copy_to(target)
        qtbot.waitUntil(lambda: target.exists() and not window.worker.is_busy, timeout=WAIT)
        assert window.commands.files.open_path(target)
    assert window.desk.session.path == target
    window.desk.links.sources.look()
    qtbot.waitUntil(lambda: list(seen(window).values()) == ["same"] * 3, timeout=WAIT)


def test_an_unpacked_package_has_its_pictures_beside_it(window, pane, tmp_path, qtbot) -> None:
    photo(tmp_path / "photos" / "dock.jpg", shade=200)  # another picture than the one that was taken in
    before = window.desk.document
    window.commands.keeping.package_to(tmp_path / "today.zip")
    qtbot.waitUntil(lambda: (tmp_path / "today.zip").exists() and not window.worker.is_busy, timeout=WAIT)
    assert window.desk.document is before
    with zipfile.ZipFile(tmp_path / "today.zip") as archive:
        archive.extractall(tmp_path / "printer")
    unpacked = tmp_path / "printer" / "today" / "data" / "issue.ldesk"
    assert window.commands.files.open_path(unpacked)
    window.desk.links.sources.look()
    qtbot.waitUntil(lambda: list(seen(window).values()) == ["same"] * 3, timeout=WAIT)
    settle(window)
    found = rows(pane)
    assert (found["dock.jpg"][1], found["lost.jpg"][1], found["spare.jpg"][1]) == ("正常", "缺图", "正常")
    assert {Path(each.path) for each in window.desk.document.assets} == {
        Path("pictures", name) for name in ("dock.jpg", "spare.jpg", "stamp.jpg")
    }
    (unpacked.parent / "pictures" / "dock.jpg").unlink()
    window.desk.links.sources.look()
    qtbot.waitUntil(lambda: seen(window)["as-dock"] == "gone", timeout=WAIT)


def drawn(view, rect: Rect) -> float:
    """How light a view shows a place of its page on the mean, 0 to 255."""
    image = view.viewport().grab().toImage()
    left, top = view.to_view(rect.x + 4, rect.y + 4).toTuple()
    right, bottom = view.to_view(rect.right - 4, rect.bottom - 4).toTuple()
    ratio = view.devicePixelRatioF()
    seen = [
        image.pixelColor(round(x * ratio), round(y * ratio)).lightness()
        for x in range(int(left), int(right), 3)
        for y in range(int(top), int(bottom), 3)
    ]
    return sum(seen) / len(seen)


def versions(window: Window, qtbot):
    window.bars.do("versions")
    pane = window.commands.keeping._pane
    qtbot.waitUntil(lambda: pane.compared is not None, timeout=WAIT)
    return pane


def is_quiet(window: Window) -> bool:
    return not window.desk.turns.is_busy and not any(
        side.pictures.previews._asked for side in (window.commands.keeping.compared.before, window.commands.keeping.compared.after)
    )  # fmt: skip


def test_each_side_of_the_versions_shows_the_photograph_that_it_had(window, pane, tmp_path, qtbot) -> None:
    window.commands.keeping.name_version("一校")
    dark = tmp_path / "photos" / "other.jpg"
    Image.new("RGB", (1500, 1000), (12, 12, 12)).save(dark)
    let_go(pane, [dark], "dock.jpg")
    wait_for_work(window, qtbot, 1)
    shown = versions(window, qtbot)
    shown.turn_to("pg-1")
    qtbot.waitUntil(lambda: is_quiet(window), timeout=WAIT)
    before, after = shown.pair.before, shown.pair.after
    rect = next(each for each in window.desk.shown.pictures if each.asset == "as-dock").rect
    qtbot.waitUntil(lambda: drawn(after.view, rect) < 60 < drawn(before.view, rect), timeout=WAIT)


def test_a_photograph_that_is_no_longer_in_the_issue_is_seen_in_its_version_and_comes_back_with_it(
    window, make_window, issue, qtbot
) -> None:
    window.commands.keeping.name_version("一校")
    rect = next(each for each in window.desk.shown.pictures if each.asset == "as-dock").rect
    window.desk.apply(edits.AssignPicture(story="st-dock", picture="pic-dock", asset=""))
    window.desk.apply(edits.RemoveAsset("as-dock"))
    assert window.commands.files.close_issue()
    again = make_window()
    assert again.commands.files.open_path(issue)
    pane = versions(again, qtbot)
    pane.turn_to("pg-1")
    qtbot.waitUntil(lambda: is_quiet(again), timeout=WAIT)
    kept = pane.pair.before.pictures.previews
    qtbot.waitUntil(lambda: kept.image("as-dock", 200) is not None, timeout=WAIT)
    assert pane.pair.after.pictures.previews.image("as-dock", 200) is None
    pane.restore["issue"].click()
    qtbot.waitUntil(lambda: any(each.id == "as-dock" for each in again.desk.document.assets), timeout=WAIT)
    again.commands.keeping.leave_versions()
    again.desk.turn_to("pg-1")
    qtbot.waitUntil(lambda: again.previews.image("as-dock", 200) is not None, timeout=WAIT)
    assert rect == next(each for each in again.desk.shown.pictures if each.asset == "as-dock").rect


def test_what_is_selected_on_the_page_is_marked_in_the_list(window, pane) -> None:
    window.view.setFocus()
    window.desk.go_to("pg-2", "el-stamp")
    assert pane.list.chosen_keys() == ["element el-stamp"]


def test_the_list_is_filtered_searched_and_ordered(window, pane) -> None:
    pane.shown.setCurrentIndex(1)
    pane.shown.activated.emit(1)
    assert list(rows(pane)) == ["dock.jpg", "lost.jpg", "（广告缺图）"]
    window.desk.turn_to("pg-2")
    settle(window)
    assert list(rows(pane)) == ["stamp.jpg"]
    pane.shown.setCurrentIndex(2)
    pane.shown.activated.emit(2)
    assert list(rows(pane)) == ["lost.jpg", "（广告缺图）", "stamp.jpg"]
    pane.shown.setCurrentIndex(4)
    pane.shown.activated.emit(4)
    assert list(rows(pane)) == ["spare.jpg"]
    pane.shown.setCurrentIndex(0)
    pane.order.setCurrentIndex(1)
    pane.search.setText("S")
    assert list(rows(pane)) == ["lost.jpg", "spare.jpg", "stamp.jpg"]


def test_a_source_with_other_bytes_is_changed_and_updated_as_one_step(window, pane, qtbot, tmp_path) -> None:
    file = tmp_path / "photos" / "dock.jpg"
    before = window.desk.document
    os.utime(file, ns=(1, 1))
    window.desk.links.sources.look()
    QTest.qWait(200)
    settle(window)
    assert rows(pane)["dock.jpg"][1] == "正常"  # another date alone is no other picture
    photo(file, (900, 600), 7)
    window.desk.links.sources.look()
    qtbot.waitUntil(lambda: seen(window)["as-dock"] == "changed", timeout=WAIT)
    settle(window)
    assert rows(pane)["dock.jpg"][1] == "源文件已改" and "1" in pane.update_button.text()
    pane.update_button.click()
    wait_for_work(window, qtbot, 1)
    assert window.desk.done_labels[0][0] == "ui.history.update-links"
    now = window.desk.document.asset("as-dock")
    assert (now.width, now.height) == (900, 600) and original(window, "as-dock") == file.read_bytes()
    assert window.desk.document.story("st-dock").body[0] == before.story("st-dock").body[0]
    assert rows(pane)["dock.jpg"][1] == "正常" and not pane.update_button.isVisible()
    window.desk.undo()
    assert window.desk.document.assets == before.assets


def test_a_file_let_go_on_a_row_links_its_picture_and_keeps_how_it_stands(window, pane, qtbot, tmp_path) -> None:
    frame = window.desk.document.pages[1].elements[-1]
    other = photo(tmp_path / "elsewhere" / "better.jpg", (1200, 900), 3)
    assert let_go(pane, [other], "stamp.jpg")
    wait_for_work(window, qtbot, 1)
    assert window.desk.done_labels[0][0] == "ui.history.relink"
    assert window.desk.document.pages[1].elements[-1] == frame
    linked = window.desk.document.asset("as-stamp")
    assert (linked.name, linked.path, linked.width) == ("better.jpg", "elsewhere/better.jpg", 1200)
    assert rows(pane)["better.jpg"] == ("A02", "正常", "480 ppi")


def test_a_relinked_picture_is_seen_on_the_page(window, pane, qtbot, tmp_path) -> None:
    window.desk.turn_to("pg-2")
    window.view.settle()
    qtbot.waitUntil(lambda: window.previews.image("as-stamp", 50) is not None, timeout=WAIT)
    before = window.previews.image("as-stamp", 50).size()
    let_go(pane, [photo(tmp_path / "wide.jpg", (1200, 300), 3)], "stamp.jpg")
    wait_for_work(window, qtbot, 1)
    qtbot.waitUntil(lambda: window.previews.image("as-stamp", 50).size() != before, timeout=WAIT)


def test_a_file_let_go_on_a_place_without_its_picture_fills_it(window, pane, qtbot, tmp_path) -> None:
    let_go(pane, [photo(tmp_path / "found.jpg", (800, 600), 3)], "lost.jpg")
    wait_for_work(window, qtbot, 1)
    ref = window.desk.document.story("st-dock").body[1]
    assert window.desk.document.asset(ref.asset).name == "found.jpg"
    let_go(pane, [tmp_path / "found.jpg"], "（广告缺图）")
    wait_for_work(window, qtbot, 2)
    advert = next(each for each in window.desk.document.pages[0].elements if each.id == "el-ad")
    assert advert.asset == ref.asset  # the picture that the issue has already


def test_all_that_is_missing_is_found_in_a_folder_by_name_then_by_content(window, pane, qtbot, tmp_path) -> None:
    photos, folder = tmp_path / "photos", tmp_path / "moved"
    (folder / "deep").mkdir(parents=True)
    (photos / "dock.jpg").rename(folder / "deep" / "IMG_0042.jpg")  # another name, the same content
    (photos / "stamp.jpg").rename(folder / "STAMP.JPG")
    photo(folder / "lost.jpg", (800, 600), 3)
    window.desk.links.sources.look()
    qtbot.waitUntil(lambda: list(seen(window).values()) == ["gone", "same", "gone"], timeout=WAIT)
    settle(window)
    assert rows(pane)["dock.jpg"][1] == "源文件不在原处"
    assert "源文件不在原处 2 处" in pane.words.text()
    pane.shown.setCurrentIndex(3)
    pane.shown.activated.emit(3)
    assert sorted(rows(pane)) == ["dock.jpg", "stamp.jpg"]
    pane.shown.setCurrentIndex(0)
    pane.shown.activated.emit(0)
    window.dialogs.choose_folder = lambda: folder
    window.bars.do("link-folder")
    wait_for_work(window, qtbot, 1)
    document = window.desk.document
    assert [each.path for each in document.assets[:3]] == [
        "moved/deep/IMG_0042.jpg",
        "photos/spare.jpg",
        "moved/STAMP.JPG",
    ]
    assert document.asset(document.story("st-dock").body[1].asset).path == "moved/lost.jpg"
    window.desk.undo()
    assert len(window.desk.document.assets) == 3


def test_what_the_issue_has_is_never_linked_to_another_picture_of_its_name(window, pane, qtbot, tmp_path) -> None:
    """Another photograph was printed, without a word: any camera has an IMG_0001.jpg."""
    before, folder = original(window, "as-dock"), tmp_path / "moved"
    (tmp_path / "photos" / "dock.jpg").unlink()
    photo(folder / "dock.jpg", (700, 500), 7)
    window.desk.links.sources.look()
    qtbot.waitUntil(lambda: "gone" in seen(window).values(), timeout=WAIT)
    settle(window)
    window.dialogs.choose_folder = lambda: folder
    steps = len(window.desk.done_labels)
    window.bars.do("link-folder")
    qtbot.waitUntil(lambda: not window.worker.is_busy and "dock.jpg" in window.status.note.text(), timeout=WAIT)
    assert len(window.desk.done_labels) == steps and original(window, "as-dock") == before
    # Of the two that are looked for only lost.jpg is nowhere.
    assert window.status.note.text().startswith("还有 1 幅没有找到。") and "另一幅" in window.status.note.text()
    # On its one line the reason was cut, and gone in eight seconds.
    assert pane.reasons.isVisible() and "另一幅" in pane.reasons.text()
    window.language.use("en")
    assert "another picture" in pane.reasons.text()
    window.desk.apply(edits.SetAsset(replace(window.desk.document.asset("as-dock"), credit="沈知遥")))
    settle(window)
    assert not pane.reasons.isVisible()


def test_several_files_of_one_name_are_not_guessed_among(window, pane, qtbot, tmp_path) -> None:
    for folder in ("one", "two"):
        photo(tmp_path / "many" / folder / "lost.jpg", (800, 600), len(folder))
        photo(tmp_path / "many" / folder / "dock.jpg", (1500, 1000), 0 if folder == "two" else 9)
    (tmp_path / "photos" / "dock.jpg").unlink()
    window.desk.links.sources.look()
    qtbot.waitUntil(lambda: seen(window)["as-dock"] == "gone", timeout=WAIT)
    window.dialogs.choose_folder = lambda: tmp_path / "many"
    window.bars.do("link-folder")
    wait_for_work(window, qtbot, 1)
    assert window.desk.document.asset("as-dock").path == "many/two/dock.jpg"  # the one with the same content
    assert not window.desk.document.story("st-dock").body[1].asset
    assert "lost.jpg" in window.status.note.text()


def test_a_folder_that_does_not_answer_holds_nothing_up(window, qtbot, monkeypatch) -> None:
    """A share that is away keeps whoever asks; the hand goes on, and the sources there count as away."""
    gate, asked = threading.Event(), list[str]()

    def hang(self: Path, **_: object):
        if self.name == "dock.jpg":
            asked.append(threading.current_thread().name)
            gate.wait(30)
        return os.stat(self)  # noqa: PTH116

    monkeypatch.setattr(Path, "stat", hang)
    monkeypatch.setattr("layoutdesk.ui.links.sources.PATIENCE", 0.2)
    try:
        window.bars.do("links")
        qtbot.waitUntil(lambda: "as-dock" in seen(window), timeout=WAIT)
        assert seen(window)["as-dock"] == "unreadable" and asked == [asked[0]] != [threading.main_thread().name]
        settle(window)
        assert rows(window.links)["dock.jpg"][1] == "源文件暂不可达"
    finally:
        gate.set()
    qtbot.waitUntil(lambda: seen(window)["as-dock"] == "same", timeout=WAIT)


def test_the_source_is_shown_in_the_file_manager_and_names_are_copied(window, pane, qtbot, monkeypatch) -> None:
    opened: list[str] = []

    class Desktop(QObject):
        @Slot(QUrl)
        def take(self, url: QUrl) -> None:
            opened.append(url.toLocalFile())

    desktop = Desktop()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")
    QDesktopServices.setUrlHandler("file", desktop, "take")
    try:
        choose(pane, "dock.jpg")
        window.bars.do("link-reveal")
        qtbot.waitUntil(lambda: bool(opened), timeout=5000)
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert opened == [str(window.desk.session.path.parent / "photos")]
    pane.list.selectAll()
    window.bars.do("link-copy-name")
    assert QGuiApplication.clipboard().text().split("\n")[0] == "dock.jpg"


def test_what_stands_nowhere_is_removed_and_comes_back_by_undo(window, pane) -> None:
    window.bars.do("link-remove-unused")
    assert unplaced_pictures(window.desk.document) == () and len(window.desk.document.assets) == 2
    window.desk.undo()
    assert [each.id for each in unplaced_pictures(window.desk.document)] == ["as-spare"]


def test_keys_walk_through_the_list_and_esc_closes_it(window, pane) -> None:
    pane.list.setFocus()
    choose(pane, "dock.jpg")
    for _ in range(3):
        QTest.keyClick(pane.list, Qt.Key.Key_Down)
    assert (window.desk.page_id, window.desk.selection) == ("pg-2", "el-stamp")
    QTest.keyClick(pane.list, Qt.Key.Key_Escape)
    assert not pane.isVisible() and window.focusWidget() is window.view


def test_typing_makes_no_row_anew_and_a_hidden_list_reckons_nothing(window, pane, monkeypatch) -> None:
    resets = []
    pane.list.links.modelReset.connect(lambda: resets.append(1))
    window.desk.apply(edits.ReplaceText("st-dock", "st-dock-0", 0, 0, "灯"))
    QTest.qWait(400)
    assert resets == []
    window.bars.do("links")
    asked: list[object] = []
    monkeypatch.setattr("layoutdesk.ui.links.uses.Listing.uses", lambda _, document: asked.append(document) or ())
    window.desk.apply(edits.ReplaceText("st-dock", "st-dock-0", 0, 0, "灯"))
    window.desk.choose(())
    QTest.qWait(400)
    assert asked == []


def test_an_issue_that_is_only_read_offers_nothing_that_changes_it(window, pane, qtbot, issue, tmp_path) -> None:
    assert window.commands.files.close_issue()
    other = Session.open(issue)
    try:
        assert window.commands.files.open_path(issue)
        window.desk.finish_composing()
        settle(window)
        choose(pane, "dock.jpg")
        assert not window.bars.actions["link-relink"].isEnabled() and not pane.relink.isEnabled()
        assert window.bars.actions["link-go"].isEnabled()
        assert not window.bars.actions["link-credit"].isEnabled()
    finally:
        other.close()


def test_every_text_stands_in_both_languages(window, pane, make_window: Callable[[], Window]) -> None:
    window.language.use("en")
    settle(window)
    assert rows(pane)["stamp.jpg"][1] == "low resolution" and pane.title.text() == "Links"
