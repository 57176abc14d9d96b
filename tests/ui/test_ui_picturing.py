"""The picture in a block or frame under the hand: selected by a second click, moved, pulled, cropped, replaced, taken out."""

from __future__ import annotations

import io

import PIL.Image
import pypdfium2
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.display import Image, flatten
from layoutdesk.exporters.pdf import export_pdf
from layoutdesk.exporters.png import export_png
from layoutdesk.model import Asset, GridRect, Paragraph, PictureFrame, PictureRef, Span
from layoutdesk.model.document import unplaced_pictures
from layoutdesk.model.elements import PicturePlace
from layoutdesk.model.story import pictures
from layoutdesk.pictures.convert import PressImages
from layoutdesk.session import Session
from layoutdesk.ui.canvas import crops
from layoutdesk.ui.canvas.held import held
from layoutdesk.ui.canvas.snapping import Edges
from layoutdesk.ui.placing_pictures import Target
from layoutdesk.ui.selection import Part
from layoutdesk.ui.wheeling import REST_MS
from layoutdesk.ui.window import Window

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


def photograph(size: tuple[int, int] = (900, 600)) -> bytes:
    out = io.BytesIO()
    PIL.Image.radial_gradient("L").resize(size).convert("RGB").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def photo(window: Window) -> Asset:
    """A photograph of 900 × 600 pixels in the issue."""
    sha = window.desk.session.add_asset_bytes(photograph())
    asset = Asset(id="as-1", name="dock.jpg", sha256=sha, media="image/jpeg", width=900, height=600)
    window.desk.apply(edits.AddAsset(asset))
    return asset


@pytest.fixture
def inset(window: Window, photo: Asset) -> str:
    """The photograph with a caption in the block of the lead, in the first column under the headline."""
    caption = Paragraph(id="cap", text="船只靠岸", style="caption")
    window.desk.apply(edits.AddPicture("st-dock", PictureRef(id="pic-1", asset=photo.id, caption=caption)))
    window.desk.apply(
        edits.SetBlock(page="pg-1", element="el-dock", columns=3, pictures=(PicturePlace("pic-1", 0, 1, 0, 8),))
    )
    return "pic-1"


@pytest.fixture
def frame(window: Window, photo: Asset) -> PictureFrame:
    made = PictureFrame(id="el-new", rect=Rect(120, 820, 240, 100), asset=photo.id)
    window.desk.apply(edits.PlaceElement(page="pg-1", element=made))
    return made


def place(window: Window) -> PicturePlace:
    block = next(each for each in window.desk.page.elements if each.id == "el-dock")
    return block.pictures[0]


def shown(window: Window) -> Rect:
    return window.desk.shown.pictures[0].rect


def middle(window: Window) -> tuple[float, float]:
    rect = shown(window)
    return rect.x + rect.w / 2, rect.y + rect.h / 2


def hold(window: Window, hand) -> None:
    """A click selects the block, one more its picture."""
    hand.click(*middle(window))
    hand.click(*middle(window))


def double_click(window: Window, hand, x: float, y: float) -> None:
    QTest.mouseDClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=hand.at(x, y).toPoint())


def wheel(window: Window, x: float, y: float, notches: int, modifiers: Qt.KeyboardModifier = CTRL) -> None:
    at = window.view.to_view(x, y)
    event = QWheelEvent(
        at, window.view.viewport().mapToGlobal(at), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    window.view.wheelEvent(event)


def labels(window: Window) -> list[str]:
    return [code for code, _ in window.desk.done_labels]


def test_a_second_click_selects_the_picture_and_esc_goes_back_one_step_at_a_time(window, hand, inset) -> None:
    hand.click(*middle(window))
    assert window.desk.selection == "el-dock" and window.desk.part is None
    hand.click(*middle(window))
    assert window.desk.part == Part("pic-1")
    assert len(list(window.overlay.handles())) == 8
    hand.key(Qt.Key.Key_Return)
    assert window.desk.part == Part("pic-1", inside=True)
    assert len(list(window.overlay.handles())) == 4
    for left in (Part("pic-1"), None):
        hand.key(Qt.Key.Key_Escape)
        assert window.desk.part == left and window.desk.selection == "el-dock"
    hand.key(Qt.Key.Key_Escape)
    assert window.desk.selection == ""


def test_the_picture_is_let_go_with_its_block(window, hand, inset) -> None:
    hold(window, hand)
    rect = window.overlay.frames("el-dock")[0]
    hand.click(rect.x + 20, rect.bottom - 30)
    assert window.desk.selection == "el-dock" and window.desk.part is None
    hand.click(*middle(window))
    assert window.desk.part == Part("pic-1")
    hand.click(*hand.middle("el-tea"))
    assert window.desk.selection == "el-tea" and window.desk.part is None


def test_a_drag_takes_the_picture_to_another_corner_and_the_text_resets_live(window, hand, inset) -> None:
    hold(window, hand)
    before, block = window.desk.document, window.overlay.frames("el-dock")[0]
    x, y = middle(window)
    hand.press(x, y)
    hand.move(block.right - 40, block.bottom - 60)
    assert window.desk.document is before
    assert window.desk.preview.pictures[0].rect.x > x
    hand.release(block.right - 40, block.bottom - 60)
    after = place(window)
    assert (after.column, after.columns, after.rows) == (2, 1, 8)
    rect = shown(window)
    assert rect.right == pytest.approx(block.right, abs=1)
    assert after.row == max(after.row, 10) and block.bottom - rect.bottom < 3 * window.desk.grid.step
    assert labels(window)[3:] == ["ui.history.move-picture"]
    assert window.desk.part == Part("pic-1")
    window.desk.undo()
    assert place(window).column == 0


def test_a_picture_never_comes_to_rest_on_another_nor_outside_its_block(window, hand, inset, photo) -> None:
    window.desk.apply(edits.AddPicture("st-dock", PictureRef(id="pic-2", asset=photo.id)))
    two = (PicturePlace("pic-1", 0, 1, 0, 8), PicturePlace("pic-2", 2, 1, 0, 8))
    window.desk.apply(edits.SetBlock(page="pg-1", element="el-dock", pictures=two))
    hold(window, hand)
    other = window.desk.shown.pictures[1].rect
    hand.drag(middle(window), (other.x + other.w / 2, other.y + other.h / 2 + 4))
    first, second = (one.rect for one in window.desk.shown.pictures)
    assert not first.overlaps(second)
    hand.drag(middle(window), (-300, -300))
    assert place(window).row == 0 and place(window).column == 0
    assert not [problem for problem in window.desk.problems if problem.code == "compose.picture-no-room"]


def test_a_picture_let_go_over_another_block_goes_there_with_its_words_and_looks(window, hand, inset, photo) -> None:
    story = window.desk.document.story("st-dock")
    caption = pictures(story)[0].caption
    window.desk.apply(edits.SetSpan("st-dock", caption.id, 0, 2, "bold"))
    hold(window, hand)
    steps = len(labels(window))
    hand.drag(middle(window), hand.middle("el-tea"))
    window.desk.finish_composing()
    assert labels(window)[steps:] == ["ui.history.move-picture"]
    assert not pictures(window.desk.document.story("st-dock"))
    put = pictures(window.desk.document.story("st-tea"))[0]
    assert (put.asset, put.caption.text, put.caption.spans) == (photo.id, caption.text, (Span(0, 2, "bold"),))
    assert (window.desk.selection, window.desk.part) == ("el-tea", Part(put.id))
    assert not window.overlay.ghosts
    window.desk.undo()
    assert place(window).picture == "pic-1"


def test_a_picture_dragged_past_its_block_goes_back_with_the_hand_and_into_no_locked_one(window, hand, inset) -> None:
    window.desk.apply(edits.SetBlock(page="pg-1", element="el-tea", locked=True))
    hold(window, hand)
    before = window.desk.document
    hand.drag(middle(window), hand.middle("el-tea"))
    assert window.desk.document is before
    assert window.status.note.text() == window.language.text("ui.status.locked")
    window.desk.apply(edits.SetBlock(page="pg-1", element="el-tea", locked=False))
    before, start = window.desk.document, middle(window)
    hand.press(*start)
    hand.move(*hand.middle("el-tea"))
    assert window.overlay.ghosts
    hand.move(*start)
    hand.release(*start)
    assert window.desk.document is before


def test_a_side_edge_takes_whole_columns_and_the_picture_keeps_its_shape(window, hand, inset) -> None:
    hold(window, hand)
    rect = shown(window)
    shape = rect.w / rect.h
    edge = (rect.right, rect.y + rect.h / 2)
    hand.drag(edge, (edge[0] + rect.w * 1.1, edge[1]))
    assert place(window).columns == 2
    after = shown(window)
    assert after.w / after.h == pytest.approx(shape, rel=0.12)
    assert labels(window)[3:] == ["ui.history.pull-picture"]


def test_the_foot_takes_whole_rows_and_crops(window, hand, inset) -> None:
    hold(window, hand)
    rect = shown(window)
    foot = (rect.x + rect.w / 2, rect.bottom)
    hand.drag(foot, (foot[0], foot[1] + 4 * window.desk.grid.step))
    assert (place(window).columns, place(window).rows) == (1, 12)
    assert shown(window).h > rect.h + 3 * window.desk.grid.step


def test_arrows_move_the_picture_by_columns_and_rows(window, hand, inset) -> None:
    hold(window, hand)
    hand.key(Qt.Key.Key_Right)
    hand.key(Qt.Key.Key_Down)
    assert (place(window).column, place(window).row) == (1, 1)


def test_a_drag_inside_pans_and_never_shows_paper(window, hand, inset) -> None:
    window.desk.apply(edits.SetBlock(page="pg-1", element="el-dock", pictures=(PicturePlace("pic-1", 0, 1, 0, 14),)))
    hand.click(*middle(window))
    double_click(window, hand, *middle(window))
    assert window.desk.part == Part("pic-1", inside=True)
    before, rect = held(window.desk).crop, shown(window)
    x, y = middle(window)
    hand.drag((x, y), (x - 12, y))
    after = held(window.desk).crop
    assert after.x == pytest.approx(before.x + 12 / rect.w * before.w, abs=0.02)
    assert (after.w, after.h) == pytest.approx((before.w, before.h))
    hand.drag((x, y), (x + 4000, y))
    assert held(window.desk).crop.x == 0
    assert labels(window)[4:] == ["ui.history.crop"] * 2
    assert shown(window) == rect


def test_ctrl_wheel_inside_scales_about_the_hand_and_is_one_step(window, hand, inset, qtbot) -> None:
    hold(window, hand)
    hand.key(Qt.Key.Key_Return)
    x, y = middle(window)
    before, zoom, steps = held(window.desk).crop, window.view.zoom, len(labels(window))
    for _ in range(3):
        wheel(window, x, y, 1)
    assert window.view.zoom == zoom
    qtbot.waitUntil(lambda: len(labels(window)) > steps, timeout=5000)
    after = held(window.desk).crop
    assert len(labels(window)) == steps + 1
    assert after.w < before.w * 0.9
    assert after.x + after.w / 2 == pytest.approx(before.x + before.w / 2, abs=0.02)
    window.desk.undo()
    assert held(window.desk).crop == before
    hand.key(Qt.Key.Key_Escape)
    wheel(window, x, y, 1)
    assert window.view.zoom > zoom


def test_scaling_is_no_step_once_the_issue_is_another(window, hand, inset) -> None:
    hold(window, hand)
    hand.key(Qt.Key.Key_Return)
    wheel(window, *middle(window), 2)
    window.desk.undo()
    steps = len(labels(window))
    QTest.qWait(REST_MS + 60)
    assert len(labels(window)) == steps


def test_a_turned_page_finds_the_crop_made(window, hand, frame) -> None:
    """It was thrown away, and so it was by a place typed at once, which gave the frame its former crop again."""
    for follows in ("page", "place"):
        window.desk.go_to("pg-1")
        window.desk.select("el-new")
        hand.key(Qt.Key.Key_Return)
        steps, wide = len(labels(window)), held(window.desk).crop.w
        wheel(window, 240, 870, 1)
        wheel(window, 240, 870, 1)
        if follows == "page":
            QTest.keyClick(window.view, Qt.Key.Key_PageDown, CTRL)
            assert window.desk.page_id == "pg-2" and "el-" not in window.status.note.text()
        else:
            QTest.keyClick(window.properties.place.edits["x"], Qt.Key.Key_Up)
        assert labels(window)[steps] == "ui.history.crop" and len(labels(window)) == steps + (
            1 if follows == "page" else 2
        )
        made = next(each for each in window.desk.document.pages[0].elements if each.id == "el-new")
        assert made.crop.w < wide * 0.95
        assert window.overlay.crop is None


def test_the_wheel_goes_from_a_crop_to_columns_and_both_are_steps(window, hand, inset) -> None:
    hold(window, hand)
    hand.key(Qt.Key.Key_Return)
    steps = len(labels(window))
    wheel(window, *middle(window), 1)
    rect = window.overlay.frames("el-dock")[0]
    wheel(window, rect.x + 4, rect.y + rect.h - 4, 1, CTRL | Qt.KeyboardModifier.ShiftModifier)
    window.desk.turn_to("pg-2")
    assert labels(window)[steps:] == ["ui.history.crop", "ui.history.columns"]


def test_a_frame_is_entered_by_a_double_click_and_its_corner_scales(window, hand, frame) -> None:
    x, y = 240, 870
    hand.click(x, y)
    double_click(window, hand, x, y)
    assert window.desk.part == Part("", inside=True)
    before = held(window.desk)
    whole = crops.content(before.crop, before.rect)
    corner = (whole.right, whole.bottom)
    hand.drag(corner, (corner[0] + 60, corner[1] + 40))
    after = window.desk.element.crop
    assert after.w == pytest.approx(before.crop.w * whole.w / (whole.w + 60), rel=0.03)
    assert window.desk.element.rect == frame.rect
    hand.key(Qt.Key.Key_Escape)
    assert window.desk.part is None and window.desk.selection == "el-new"


def test_fit_modes_of_a_frame(window, frame) -> None:
    window.desk.select("el-new")
    window.desk.apply(edits.SetElement(page="pg-1", element=replace(frame, crop=Rect(0.1, 0.1, 0.3, 0.2))))
    window.bars.do("picture-centre")
    crop = window.desk.element.crop
    assert (crop.x + crop.w / 2, crop.y + crop.h / 2) == pytest.approx((0.5, 0.5))
    window.bars.do("picture-fill")
    assert held(window.desk).crop.w == 1
    window.bars.do("picture-shape")
    rect = window.desk.element.rect
    assert rect.w / rect.h == pytest.approx(1.5, abs=0.01) and held(window.desk).crop == Rect(0, 0, 1, 1)
    assert labels(window)[-3:] == ["ui.history.crop"] * 3


def printed(window: Window) -> Image:
    """The only picture of the page as every output draws it."""
    (image,) = [item for _, item in flatten(window.desk.shown.display.items) if isinstance(item, Image)]
    return image


def test_the_whole_picture_is_seen_inside_a_frame_that_stays(window, frame, qtbot) -> None:
    window.desk.select("el-new")
    coarse = window.desk.shown.pictures[0].ppi
    window.bars.do("picture-whole")
    assert window.desk.element.rect == frame.rect and labels(window)[-1] == "ui.history.crop"
    assert (printed(window).rect, printed(window).crop) == (Rect(165, 820, 150, 100), Rect(0, 0, 1, 1))
    sharp = window.desk.shown.pictures[0].ppi
    assert sharp == 900 * 72 / 150 > coarse
    assert window.properties.insets.ppi.text() == f"{sharp:.0f} ppi"
    window.bars.do("picture-fill")
    assert printed(window).rect == frame.rect and not window.desk.element.whole
    window.desk.undo()
    assert window.desk.session.flush(10.0)
    kept = Session.open(window.desk.session.path, read_only=True)
    assert kept.document.pages[0].elements[-1] == window.desk.element and window.desk.element.whole
    kept.close()


def test_outputs_leave_paper_beside_a_whole_picture(window, frame, tmp_path) -> None:
    window.desk.select("el-new")
    window.bars.do("picture-whole")
    desk = window.desk
    source = PressImages(desk.document.assets, desk.session.asset_bytes)
    export_png([desk.shown], desk.document, desk.book, tmp_path / "page.png", images=source, dpi=72)
    export_pdf([desk.shown], desk.document, desk.book, tmp_path / "page.pdf", images=source)
    with pypdfium2.PdfDocument(tmp_path / "page.pdf") as pdf, PIL.Image.open(tmp_path / "page.png") as png:
        for raster in (png.convert("L"), pdf[0].render(scale=1).to_pil().convert("L")):
            across = [raster.getpixel((x, 870)) for x in (140, 161, 240, 300, 330, 350)]
            assert [tone > 250 for tone in across] == [True, True, False, False, True, True]


def test_inside_a_whole_picture_a_drag_takes_it_to_an_edge_and_a_corner_fills_the_frame_again(
    window, hand, frame
) -> None:
    window.desk.select("el-new")
    window.bars.do("picture-whole")
    double_click(window, hand, 240, 870)
    hand.drag((240, 870), (100, 870))
    assert printed(window).rect == Rect(120, 820, 150, 100) and window.desk.element.whole
    hand.drag((270, 920), (370, 986))
    assert printed(window).rect == frame.rect and printed(window).crop.x == 0
    assert not window.desk.element.whole and held(window.desk).crop.h < 1
    hand.drag((240, 870), (240, 4000))
    assert held(window.desk).crop.y == 0


def test_a_whole_picture_keeps_its_rows_in_a_block_until_the_panel_cuts_it(window, hand, inset) -> None:
    hold(window, hand)
    before, rect = place(window), shown(window)
    window.bars.do("picture-whole")
    assert place(window) == replace(before, whole=True) and shown(window) == rect
    image = printed(window)
    assert image.rect.w / image.rect.h == pytest.approx(1.5, rel=0.01) and image.rect.h < rect.h - 1
    window.properties.insets.cuts["cut_left"].figure.setValue(40)
    assert printed(window).rect == rect == shown(window) and not place(window).whole
    assert printed(window).crop.x == pytest.approx(0.4, abs=0.01)


def test_the_frame_takes_the_rows_of_its_picture_in_a_block(window, hand, inset) -> None:
    hold(window, hand)
    window.bars.do("picture-shape")
    rect = shown(window)
    assert rect.w / rect.h == pytest.approx(1.5, rel=0.1)


def test_replacing_asks_for_a_file_and_keeps_place_and_caption(
    window, hand, inset, qtbot, monkeypatch, tmp_path
) -> None:
    other = tmp_path / "other.jpg"
    other.write_bytes(photograph((640, 480)))
    hold(window, hand)
    monkeypatch.setattr(window.dialogs, "choose_picture", lambda: other)
    before = place(window)
    window.bars.do("picture-replace")
    qtbot.waitUntil(lambda: not (window.worker.is_busy or window.commands.taking.is_busy), timeout=60_000)
    picture = window.desk.document.story("st-dock").body[-1]
    assert window.desk.document.asset(picture.asset).name == "other.jpg"
    assert picture.caption.text == "船只靠岸" and place(window) == before
    assert window.desk.part == Part("pic-1")


def test_delete_takes_the_selected_picture_out_and_leaves_the_block(window, hand, inset) -> None:
    hold(window, hand)
    window.bars.do("delete")
    assert [each.id for each in window.desk.page.elements if each.id == "el-dock"]
    assert window.desk.document.story("st-dock").body[-1].id != "pic-1"
    assert [asset.name for asset in unplaced_pictures(window.desk.document)] == ["dock.jpg"]
    window.desk.undo()
    assert place(window).picture == "pic-1"


def test_a_picture_that_was_taken_out_brings_its_words_along_where_it_is_put_next(window, hand, inset, photo) -> None:
    """Caption and credit are copy, and a matter of rights: they once were gone with it."""
    credit = Paragraph(id="by", text="本报记者 何渡 摄", style="credit")
    window.desk.apply(edits.AddCaption("st-dock", "pic-1", "credit", credit))
    hold(window, hand)
    hand.key(Qt.Key.Key_Delete)
    window.desk.finish_composing()
    x, y = hand.middle("el-tea")
    assert window.commands.taking.asset(photo.id, Target("pg-1", x, y, "el-tea"))
    put = pictures(window.desk.document.story("st-tea"))[0]
    assert (put.caption.text, put.credit.text) == ("船只靠岸", "本报记者 何渡 摄")
    window.desk.undo()
    window.desk.undo()
    assert window.desk.document.assets == (photo,)


def test_what_was_raised_in_a_caption_is_when_its_picture_comes_back_and_nobody_is_asked(
    window, hand, inset, photo
) -> None:
    """10⁴ was printed as 104, and a query asked about words of the picture's file that an editor had written."""
    story = window.desk.document.story("st-dock")
    caption = pictures(story)[0].caption
    window.desk.apply(edits.ReplaceText("st-dock", caption.id, 0, len(caption.text), "面积3.6×104平方米"))
    window.desk.apply(edits.SetSpan("st-dock", caption.id, 7, 8, "superscript"))
    window.desk.apply(edits.SetAsset(replace(photo, caption="文件里的说明", byline="江田")))
    asked = window.desk.document.queries
    hold(window, hand)
    hand.key(Qt.Key.Key_Delete)
    window.desk.finish_composing()
    gone = window.desk.document.assets[0]
    assert (gone.caption, gone.byline, gone.shown_caption) == ("文件里的说明", "江田", "面积3.6×104平方米")
    x, y = hand.middle("el-tea")
    assert window.commands.taking.asset(photo.id, Target("pg-1", x, y, "el-tea"))
    put = pictures(window.desk.document.story("st-tea"))[0]
    assert (put.caption.text, put.caption.spans, put.credit) == (
        "面积3.6×104平方米",
        (Span(7, 8, "superscript"),),
        None,
    )
    assert window.desk.document.queries == asked


def test_the_menu_of_a_block_with_one_picture_is_the_pictures_only_where_that_is_meant(window, hand, inset) -> None:
    window.desk.select("el-dock")
    assert window.commands.in_hand.kind() == "block"
    window.commands.in_hand.take_up(*middle(window))
    assert window.commands.in_hand.kind() == "picture"


def test_a_locked_block_keeps_its_pictures(window, hand, inset) -> None:
    window.desk.apply(edits.SetBlock(page="pg-1", element="el-dock", locked=True))
    hold(window, hand)
    before = window.desk.document
    rect = window.overlay.frames("el-dock")[0]
    hand.drag(middle(window), (rect.right - 30, rect.bottom - 60))
    for name in ("picture-fill", "picture-whole", "picture-shape"):
        assert not window.bars.actions[name].isEnabled()
    assert window.desk.document is before


def test_the_panel_shows_and_sets_columns_and_cuts_and_how_sharp_it_prints(window, hand, inset) -> None:
    hold(window, hand)
    fields = window.properties.insets
    assert not fields.isHidden()
    assert fields.steppers["column"].figure.value() == 1 and fields.steppers["columns"].figure.value() == 1
    assert fields.ppi.text() == f"{window.desk.shown.pictures[0].ppi:.0f} ppi"
    QTest.mouseClick(fields.steppers["column"].more, Qt.MouseButton.LeftButton)
    assert place(window).column == 1
    fields.cuts["cut_left"].figure.setValue(30)
    assert held(window.desk).crop.x == pytest.approx(0.3, abs=0.03)
    assert labels(window)[-1] == "ui.history.crop"
    window.desk.select("el-tea")
    assert fields.isHidden()


def typed(stepper, figure: str) -> None:
    """Types a figure into a field of the panel and ends it with Enter."""
    stepper.figure.setFocus()
    stepper.figure.selectAll()
    QTest.keyClicks(stepper.figure, figure)
    QTest.keyClick(stepper.figure, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("name", "figure"),
    [("columns", "99"), ("columns", "32"), ("column", "32"), ("row", "500"), ("rows", "900"), ("width", "200"), ("shift", "150")],
)  # fmt: skip
def test_no_figure_of_the_panel_puts_the_picture_off_its_block(window, hand, inset, name: str, figure: str) -> None:
    hold(window, hand)
    fields = window.properties.insets
    typed(fields.steppers[name], figure)
    rect, picture = window.overlay.frames("el-dock")[0], shown(window)
    assert rect.x - 15 <= picture.x and picture.right <= rect.right + 15 and picture.bottom <= rect.bottom + 1
    assert not [problem for problem in window.desk.problems if problem.code == "compose.picture-no-room"]
    kept = getattr(place(window), name) + (name == "column")
    assert kept < float(figure) and fields.steppers[name].figure.value() == kept
    if figure != "99":  # Beyond what any page has columns the field takes no figure at all.
        assert window.status.note.text() == window.language.text("ui.insets.bound")


def test_a_picture_free_of_the_columns_is_pulled_no_further_than_its_block(window, hand, inset) -> None:
    window.desk.apply(edits.SetBlock(page="pg-1", element="el-dock", pictures=(replace(place(window), width=14.0),)))
    hold(window, hand)
    picture, rect = shown(window), window.overlay.frames("el-dock")[0]
    hand.drag((picture.right, picture.y + picture.h / 2), (rect.right + 400, picture.y + picture.h / 2))
    assert shown(window).right <= rect.right + 15
    assert not [problem for problem in window.desk.problems if problem.code == "compose.picture-no-room"]


def test_the_panel_of_a_free_frame_shows_its_cuts(window, frame) -> None:
    window.desk.select("el-new")
    fields = window.properties.insets
    assert not fields.isHidden()
    fields.cuts["cut_left"].figure.setValue(20)
    assert window.desk.element.crop.x == pytest.approx(0.2, abs=0.01)


@pytest.mark.parametrize("edges", [Edges(1, 1), Edges(-1, -1), Edges(1, -1)])
@pytest.mark.parametrize("by", [-4000.0, -30.0, 25.0, 4000.0])
def test_a_crop_stays_inside_the_picture_and_keeps_its_shape(edges: Edges, by: float) -> None:
    frame, crop = Rect(100, 100, 240, 100), Rect(0.1, 0.2, 0.6, 0.375)
    after = crops.pulled(crop, frame, edges, by, by)
    assert after.x >= 0 and after.y >= 0 and after.x + after.w <= 1.00001 and after.y + after.h <= 1.00001
    assert after.w / after.h == pytest.approx(crop.w / crop.h, rel=1e-3)


def test_areas_of_an_l_take_pictures_only_where_the_block_is(window, hand, inset) -> None:
    window.desk.apply(
        edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 3, 20), GridRect(0, 20, 1, 30)))
    )
    hold(window, hand)
    rect = window.overlay.frames("el-dock")[0]
    hand.drag(middle(window), (rect.right - 20, rect.bottom + 200))
    rects = window.overlay.frames("el-dock")
    x, y = middle(window)
    assert any(each.contains(x, y) for each in rects)
    assert not [problem for problem in window.desk.problems if problem.code == "compose.picture-no-room"]


def test_a_picture_that_stands_by_the_rules_gets_a_place_of_its_own_when_the_hand_moves_it(window, hand, photo) -> None:
    window.desk.apply(edits.AddPicture("st-dock", PictureRef(id="pic-1", asset=photo.id)))
    hold(window, hand)
    fields = window.properties.insets
    assert not fields.isHidden()
    column = fields.steppers["column"].figure.value()
    rect, picture = window.overlay.frames("el-dock")[0], shown(window)
    # Over the words for a lacking caption and credit, which begin to be written at a press.
    hand.drag((picture.x + picture.w / 4, picture.y + picture.h / 5), (rect.x + 30, rect.bottom - 60))
    assert place(window).picture == "pic-1" and place(window).column + 1 < column
    assert fields.steppers["column"].figure.value() == place(window).column + 1


def test_the_right_button_takes_up_the_picture_under_the_hand(window, hand, inset) -> None:
    window.desk.finish_composing()
    (shown,) = (one.rect for one in window.desk.shown.pictures if one.picture == inset)
    place = window.view.to_view(shown.x + shown.w / 2, shown.y + shown.h / 2).toPoint()
    QTest.mouseClick(window.view.viewport(), Qt.MouseButton.RightButton, pos=place)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, window.view.viewport().mapToGlobal(place))
    QApplication.sendEvent(window.view.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert window.desk.selection == "el-dock" and window.desk.part == Part(inset)
    offered = {action.text() for action in menu.actions() if action.isEnabled()}
    menu.close()
    wanted = ("picture-replace", "picture-fill", "picture-whole", "picture-shape", "picture-centre")
    assert {window.bars.actions[name].text() for name in wanted} <= offered


def test_the_picture_in_the_hand_is_cut_and_pasted_with_its_words_and_not_its_block(window, hand, inset) -> None:
    before = window.desk.document
    hold(window, hand)
    window.bars.do("duplicate")
    assert (
        window.desk.document is before and window.language.text("ui.paste.picture_inside") in window.status.note.text()
    )
    window.bars.do("cut")
    assert any(each.id == "el-dock" for each in window.desk.page.elements)
    assert not pictures(window.desk.document.story("st-dock"))
    window.desk.select("el-tea")
    window.bars.do("paste")
    (picture,) = pictures(window.desk.document.story("st-tea"))
    assert picture.asset and picture.caption.text == "船只靠岸" and picture.caption.id != "cap"
    assert window.desk.part is not None and window.desk.selection == "el-tea"
    window.desk.undo()
    window.desk.undo()
    assert window.desk.document is before
