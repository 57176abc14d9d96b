"""Line ends of headlines set at the caret, and characters of several code points under caret and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from layoutdesk import edits
from layoutdesk.model import Paragraph
from layoutdesk.ui.writing.graphemes import grapheme_step
from layoutdesk.ui.writing.spots import Spot
from layoutdesk.ui.writing.writer import Writer

SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
#: 葛 in the form of a name, a letter with its accent apart, a family, a flag.
NAME, ACCENT, FAMILY, FLAG = (
    "葛\U000e0100",
    "e\u0301",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\U0001f1e8\U0001f1f3",
)


@pytest.fixture
def writer(window, hand) -> Writer:
    """The text tool in the hand, the caret in the main headline."""
    window.commands.take("text")
    hand.view.setFocus()
    window.desk.select("el-dock")
    window.writer.put(Spot("st-dock", "st-dock-main", 3))
    return window.writer


def main_of(window) -> Paragraph:
    return window.desk.document.story("st-dock").main


def lines(window) -> list[str]:
    return [line.text for line in window.desk.shown.lines if line.paragraph == "st-dock-main"]


# Line ends


def test_shift_return_ends_a_line_of_the_headline_at_the_caret_and_takes_it_away(window, hand, writer) -> None:
    hand.key(Qt.Key.Key_Return, SHIFT)
    assert main_of(window).breaks == (3,) and lines(window) == ["渡口灯", "火照夜航"]
    assert main_of(window).text == "渡口灯火照夜航" and window.desk.document.story("st-dock").deck is None
    assert writer.spot == Spot("st-dock", "st-dock-main", 3)
    assert [code for code, _ in window.desk.done_labels] == ["edits.set-breaks"]
    hand.key(Qt.Key.Key_Right)
    hand.key(Qt.Key.Key_Right)
    hand.key(Qt.Key.Key_Enter, SHIFT)
    assert lines(window) == ["渡口灯", "火照", "夜航"]
    hand.key(Qt.Key.Key_Return, SHIFT)
    assert main_of(window).breaks == (3,)
    for _ in range(3):
        window.desk.undo()
    assert main_of(window).breaks == ()


@pytest.mark.parametrize("offset", [0, 7])
def test_no_line_ends_at_the_ends_of_a_headline(window, hand, writer, offset: int) -> None:
    before = window.desk.document
    writer.put(Spot("st-dock", "st-dock-main", offset))
    hand.key(Qt.Key.Key_Return, SHIFT)
    assert window.desk.document is before and writer.spot.offset == offset


def test_a_deck_has_line_ends_of_its_own(window, hand, writer) -> None:
    deck = Paragraph(id="deck", text="码头上的人们把货物搬进仓库", style="deck")
    window.desk.apply(edits.AddHeadlinePart("st-dock", "deck", deck))
    writer.put(Spot("st-dock", "deck", 6))
    hand.key(Qt.Key.Key_Return, SHIFT)
    assert window.desk.document.story("st-dock").deck.breaks == (6,)
    assert [line.text for line in window.desk.shown.lines if line.paragraph == "deck"] == [
        "码头上的人们",
        "把货物搬进仓库",
    ]


def test_a_chosen_size_gives_way_where_the_new_lines_are_too_long_for_it(window, hand, writer) -> None:
    rest = "船只依次靠岸货物搬进仓库"
    window.desk.apply(edits.ReplaceText("st-dock", "st-dock-main", 7, 7, rest))
    window.desk.apply(edits.SetBreaks("st-dock", "st-dock-main", (7, 13)))
    window.bars.do("head-fit")
    window.desk.apply(edits.SetBreaks("st-dock", "st-dock-main", (7, 13)))
    window.desk.apply(edits.SetBlock("pg-1", "el-dock", head_size=52.0))
    count = len(window.desk.done_labels)
    writer.put(Spot("st-dock", "st-dock-main", 13))
    hand.key(Qt.Key.Key_Return, SHIFT)
    assert main_of(window).breaks == (7,) and lines(window) == ["渡口灯火照夜航", rest]
    assert next(each for each in window.desk.page.elements if each.id == "el-dock").head_size == 0.0
    rect = window.overlay.frames("el-dock")[0]
    assert all(line.width <= rect.w + 1 for line in window.desk.shown.lines if line.paragraph == "st-dock-main")
    assert len(window.desk.done_labels) == count + 1


def test_in_the_body_shift_return_parts_the_paragraph(window, hand, writer) -> None:
    writer.put(Spot("st-dock", "st-dock-0", 12))
    count = len(window.desk.document.story("st-dock").body)
    hand.key(Qt.Key.Key_Return, SHIFT)
    assert len(window.desk.document.story("st-dock").body) == count + 1


def test_menu_and_palette_end_a_line_only_with_the_caret_in_a_headline(window, writer) -> None:
    assert window.bars.actions["head-line-end"].isEnabled()
    window.bars.do("head-line-end")
    assert main_of(window).breaks == (3,)
    writer.put(Spot("st-dock", "st-dock-0", 3))
    QTest.qWait(1)
    assert not window.bars.actions["head-line-end"].isEnabled()


def test_the_galley_ends_lines_as_the_page_does(window, writer) -> None:
    window.bars.do("galley")
    QTest.qWait(1)
    view = window.galley.view
    view.setFocus()
    window.writer.put(Spot("st-dock", "st-dock-main", 4))
    QTest.keyClick(view, Qt.Key.Key_Return, SHIFT)
    assert main_of(window).breaks == (4,)


# Characters of several code points


def test_the_caret_goes_over_a_character_however_many_code_points_it_has(window, hand, writer) -> None:
    for text in ("甲", NAME, ACCENT, FLAG, FAMILY, "乙"):
        writer.write(text)
    stops = []
    for _ in range(6):
        hand.key(Qt.Key.Key_Left)
        stops.append(writer.spot.offset - 3)
    assert stops == [12, 7, 5, 3, 1, 0]
    for _ in range(6):
        hand.key(Qt.Key.Key_Right)
    assert writer.spot.offset == 3 + 13
    hand.key(Qt.Key.Key_Left)
    hand.key(Qt.Key.Key_Left, SHIFT)
    assert writer.selected_text == FAMILY


@pytest.mark.parametrize("text", [NAME, ACCENT, FAMILY, FLAG, "𠮷"])
@pytest.mark.parametrize("key", [Qt.Key.Key_Backspace, Qt.Key.Key_Delete])
def test_what_is_erased_is_a_whole_character(window, hand, writer, text: str, key: Qt.Key) -> None:
    before = main_of(window).text
    writer.write(text)
    assert main_of(window).text == before[:3] + text + before[3:]
    if key == Qt.Key.Key_Delete:
        hand.key(Qt.Key.Key_Left)
    hand.key(key)
    assert main_of(window).text == before and writer.spot.offset == 3


def test_at_the_ends_of_a_text_there_is_no_further_character() -> None:
    assert grapheme_step("", 0, 1) is None and grapheme_step(NAME, 2, 1) is None and grapheme_step(NAME, 0, -1) is None
    assert grapheme_step(NAME, 1, 1) == 2 and grapheme_step(NAME, 1, -1) == 0
