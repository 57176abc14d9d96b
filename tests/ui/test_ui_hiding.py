"""What is hidden, and what is kept from print: by key, menu and panel; seen or not, told, undone by name, kept in the file."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.model import Block, Box, PictureFrame
from layoutdesk.session import Session
from layoutdesk.ui.window import Window
from layoutdesk.ui.work import arrange_page

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def element(window: Window, name: str):
    return next(each for page in window.desk.document.pages for each in page.elements if each.id == name)


def codes(window: Window, severity: str = "error") -> list[str]:
    return [each.code for each in window.desk.problems if each.severity == severity]


def labels(window: Window) -> list[str]:
    return [window.language.text(code, **args) for code, args in window.desk.done_labels]


def test_ctrl_3_hides_what_is_selected_and_with_shift_all_is_shown(window, hand) -> None:
    middle = hand.middle("el-tea")
    hand.click(*middle)
    hand.key(Qt.Key.Key_3, CTRL)
    assert element(window, "el-tea").hidden and window.desk.selection == ""
    assert labels(window) == ["隐藏“新茶开采满山香”"]
    assert "el-tea" not in window.desk.shown.frames
    assert not any(line.element == "el-tea" for line in window.desk.shown.lines)
    hand.click(*middle)
    assert window.desk.selection == ""
    hand.key(Qt.Key.Key_3, CTRL | SHIFT)
    assert not element(window, "el-tea").hidden and window.desk.chosen == ("el-tea",)
    assert labels(window)[-1] == "显示“新茶开采满山香”"
    window.desk.undo()
    assert element(window, "el-tea").hidden and window.desk.chosen == ()


def test_copy_that_is_hidden_or_not_printed_is_an_error_and_never_lost_in_silence(window, hand) -> None:
    before = codes(window)
    hand.click(*hand.middle("el-tea"))
    window.bars.do("hide")
    assert sorted(codes(window)) == sorted([*before, "compose.hidden-copy"])
    window.bars.do("show-all")
    window.bars.do("unprinted")
    assert sorted(codes(window)) == sorted([*before, "compose.unprinted-copy"])
    headings = [row.text for row in window.copy.list.rows.rows if row.is_heading]
    assert "不印出（隐藏或设为不打印）" in headings
    window.bars.do("unprinted")
    assert codes(window) == before


def test_what_is_not_printed_stays_on_the_screen_but_for_the_preview(window, hand) -> None:
    hand.click(*hand.middle("el-tea"))
    window.bars.do("unprinted")
    assert window.bars.actions["unprinted"].isChecked()
    drawn = {layer.element for layer in window.view.mosaic.layers.layers}
    assert "el-tea" in drawn and element(window, "el-tea").unprinted
    assert any(line.element == "el-tea" for line in window.desk.shown.lines)
    hand.key(Qt.Key.Key_W)
    assert "el-tea" not in {layer.element for layer in window.view.mosaic.layers.layers}
    hand.key(Qt.Key.Key_W)
    assert "el-tea" in {layer.element for layer in window.view.mosaic.layers.layers}


def test_a_sign_lies_over_what_is_not_printed(window, hand) -> None:
    hand.click(*hand.middle("el-tea"))
    hand.key(Qt.Key.Key_Escape)
    window.view.settle()
    window.view.viewport().repaint()
    before = window.view.viewport().grab().toImage()
    window.desk.apply(edits.PrintElements(page="pg-1", elements=("el-tea",), printed=False))
    window.view.settle()
    after = window.view.viewport().grab().toImage()
    box = window.view.rect_to_view(window.overlay.frames("el-tea")[0])
    place = round(box.right() - 9 - 8), round(box.top() + 10)
    assert after.pixelColor(*place) == window.look.theme.warning != before.pixelColor(*place)


def test_the_panel_has_a_tick_for_it(window, hand) -> None:
    hand.click(*hand.middle("el-tea"))
    window.properties.kinds[Block].ticks["unprinted"].click()
    assert element(window, "el-tea").unprinted and labels(window) == ["设为不打印：“新茶开采满山香”"]


def test_a_group_is_hidden_as_a_whole(window, hand) -> None:
    for n in (1, 2):
        box = Box(id=f"el-box-{n}", rect=Rect(100 * n, 640, 60, 40), fill=None)
        window.desk.apply(edits.PlaceElement(page="pg-1", element=box))
    window.desk.apply(edits.GroupElements(page="pg-1", elements=("el-box-1", "el-box-2"), group="g"))
    window.desk.choose(("el-box-1",))
    window.bars.do("hide")
    assert element(window, "el-box-1").hidden and element(window, "el-box-2").hidden


def test_text_runs_round_what_is_not_printed_and_not_round_what_is_hidden(window) -> None:
    def lines() -> int:
        return sum(line.element == "el-dock" for line in window.desk.shown.lines)

    whole = lines()
    frame = PictureFrame(id="el-hole", rect=Rect(120, 300, 160, 120), wrap=1.0)
    window.desk.apply(edits.PlaceElement(page="pg-1", element=frame))
    round_it = [line.width for line in window.desk.shown.lines if line.element == "el-dock"]
    window.desk.apply(edits.PrintElements(page="pg-1", elements=("el-hole",), printed=False))
    assert [line.width for line in window.desk.shown.lines if line.element == "el-dock"] == round_it
    window.desk.apply(edits.HideElements(page="pg-1", elements=("el-hole",)))
    assert lines() == whole


def test_what_is_hidden_is_in_nobodys_way_and_found_all_the_same(window, hand, qtbot) -> None:
    window.desk.apply(edits.HideElements(page="pg-1", elements=("el-tea",)))
    assert hand.drag_story("st-spare", (620, 300), Qt.KeyboardModifier.NoModifier)
    spare = next(each for each in window.desk.document.pages[0].elements if getattr(each, "story", "") == "st-spare")
    assert spare.area[0].column >= 3  # where the hidden block is
    assert "compose.overlap" not in codes(window)
    window.bars.do("find")
    window.find.form.text.setText("新茶开采")
    qtbot.waitUntil(lambda: bool(window.desk.finder.hits) and not window.desk.finder.is_busy, timeout=20_000)
    window.commands.finding.show(0)
    assert "显示全部" in window.status.note.text()


def test_making_up_the_page_anew_leaves_what_is_hidden_where_it_is(window, issue) -> None:
    window.desk.apply(edits.HideElements(page="pg-1", elements=("el-tea",)))
    assert window.desk.session.flush()
    made = arrange_page(issue, "pg-1", progress=lambda *_: None)
    assert next(each for each in made if each.id == "el-tea") == element(window, "el-tea")
    assert any(each.id == "el-dock" for each in made)


def test_hidden_and_not_printed_are_kept_in_the_file(window, issue) -> None:
    window.desk.apply(edits.HideElements(page="pg-1", elements=("el-tea",)))
    window.desk.apply(edits.PrintElements(page="pg-1", elements=("el-dock",), printed=False))
    assert window.commands.files.close_issue()
    session = Session.open(issue)
    found = {each.id: each for each in session.document.pages[0].elements}
    assert found["el-tea"].hidden and found["el-dock"].unprinted and not found["el-dock"].hidden
    session.close()


def test_keys_that_go_through_the_objects_pass_what_is_hidden(window, hand) -> None:
    window.desk.apply(edits.HideElements(page="pg-1", elements=("el-tea",)))
    hand.click(*hand.middle("el-dock"))
    for _ in range(4):
        hand.key(Qt.Key.Key_Tab, CTRL)
        assert window.desk.selection not in ("", "el-tea")


def test_what_is_gone_to_in_something_hidden_is_said(window) -> None:
    window.desk.apply(edits.HideElements(page="pg-1", elements=("el-tea",)))
    window.desk.turn_to("pg-2")
    problem = next(each for each in window.desk.problems if each.code == "compose.hidden-copy")
    window.jump(problem)
    QTest.qWait(1)
    assert window.desk.page_id == "pg-1" and "显示全部" in window.status.note.text()
