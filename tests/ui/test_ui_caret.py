"""Where the caret goes: to the row at whose height the hand is, over rows in its column, on through all parts of a story."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.compose.types import Line
from layoutdesk.model import Block, Cell, GridRect, Paragraph, PictureFrame, PictureRef, TableBlock, TextFrame
from layoutdesk.model.story import paragraphs
from layoutdesk.ui.window import Window
from layoutdesk.ui.writing.spots import Spot, Spots

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
STYLE = CONTROL | Qt.KeyboardModifier.AltModifier


@pytest.fixture
def writer(window: Window):
    """The text tool is in the hand, at a size at which a click tells characters apart; last lines are short, each by its share."""
    for number, part in enumerate(window.desk.document.story("st-dock").body):
        end = len(part.text) - (number % 4) * 4 - 3
        window.desk.apply(edits.ReplaceText("st-dock", part.id, end, len(part.text), ""))
    window.desk.select("el-dock")
    window.commands.take("text")
    window.view.set_zoom(2)
    window.view.setFocus()
    return window.writer


def show(window: Window, x: float, y: float) -> None:
    window.view.center_on(Rect(x, y, 1, 1))


def click(window: Window, hand, x: float, y: float, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A click of its own, wherever the page stands."""
    show(window, x, y)
    QTest.qWait(1)
    window.tools["text"]._clicks.count = 0
    hand.click(x, y, keys)


def text_of(window: Window, paragraph: str) -> str:
    return next(
        part.text for story in window.desk.document.stories for part in paragraphs(story) if part.id == paragraph
    )


def middle(line: Line) -> float:
    return line.baseline - line.size * 0.35


def rows(window: Window, element: str, **more: object) -> list[Line]:
    """The lines of copy of an element that are like ``more`` says."""
    lines = (line for line in window.desk.shown.lines if line.element == element and line.paragraph)
    return [line for line in lines if all(getattr(line, name) == value for name, value in more.items())]


# Where a click puts it


def _plain(window: Window) -> None:
    window.desk.apply(edits.SetBlock("pg-1", "el-dock", columns=2))


def _table_in_a_column(window: Window) -> None:
    cells = (("品种", "价格", "产地"), ("菠菜", "2.60", "本市"), ("茭白", "5.6", "江南"))
    table = TableBlock(
        id="t-1",
        rows=tuple(
            tuple(
                Cell(paragraph=Paragraph(id=f"t-{row}-{at}", text=text, style="cell")) for at, text in enumerate(each)
            )
            for row, each in enumerate(cells)
        ),
    )
    window.desk.apply(edits.AddTable("st-dock", table, 2))


def _table_over_columns(window: Window) -> None:
    cells = tuple(
        tuple(Cell(paragraph=Paragraph(id=f"w-{row}-{at}", text="各区县菜价一览" * 2, style="cell")) for at in range(6))
        for row in range(3)
    )
    window.desk.apply(edits.AddTable("st-dock", TableBlock(id="w-1", rows=cells, full=True), 3))


def _round_a_hole(window: Window) -> None:
    window.desk.apply(edits.SetBlock("pg-1", "el-dock", columns=1))
    rect = window.desk.grid.rect(window.desk.page.elements[1].area[0])
    frame = PictureFrame(id="el-photo", rect=Rect(rect.x + rect.w * 0.4, rect.y + 180, rect.w * 0.2, 90), wrap="around")
    window.desk.apply(edits.PlaceElement("pg-1", frame))


def _l_shaped(window: Window) -> None:
    area = (GridRect(0, 0, 3, 22), GridRect(0, 22, 2, 12))
    window.desk.apply(edits.SetArea("pg-1", "el-dock", area))


def _head_at_the_side(window: Window) -> None:
    window.desk.apply(edits.SetBlock("pg-1", "el-dock", head_at="right"))


def _captioned(window: Window) -> None:
    _picture(window, 1)


def _picture(window: Window, index: int) -> None:
    words = (
        Paragraph(id="p-words", text="渡口夜景", style="caption"),
        Paragraph(id="p-by", text="本报记者摄", style="credit"),
    )
    picture = PictureRef(id="p-1", asset="", name="lamp.jpg", caption=words[0], credit=words[1])
    window.desk.apply(edits.AddPicture("st-dock", picture, index))


SETTINGS: tuple[Callable[[Window], None], ...] = (
    _plain, _table_in_a_column, _table_over_columns, _round_a_hole, _l_shaped, _head_at_the_side, _captioned,
)  # fmt: skip


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda one: one.__name__.strip("_"))
def test_at_the_height_of_a_row_all_its_measure_means_it(window, setting) -> None:
    setting(window)
    window.desk.finish_composing()
    spots = Spots(window.desk.shown, "el-dock")
    assert len(spots.rows) > 20
    for number, row in enumerate(spots.rows):
        line = row.line
        assert line.measure > 0
        assert line.left - 0.01 <= (line.baseline if line.down else line.x)
        for share in (0.002, 0.25, 0.5, 0.75, 0.9, 0.998):
            along = line.left + line.measure * share
            across = line.x + line.size / 2 if line.down else middle(line)
            found = spots.at(*((across, along) if line.down else (along, across)))
            assert spots.row_of(found) == number, (line.text, share)


def test_a_click_beside_a_short_line_writes_at_its_end(window, hand, writer) -> None:
    tried = 0
    for element in ("el-dock", "el-tea"):
        for line in rows(window, element):
            white = line.left + line.measure - line.x - line.width
            if line.end != len(text_of(window, line.paragraph)) or white < line.size:
                continue
            tried += 1
            before = text_of(window, line.paragraph)
            click(window, hand, line.x + line.width + white * 0.5, middle(line))
            QTest.keyClicks(window.view, "x")
            assert text_of(window, line.paragraph) == before + "x"
            window.desk.undo()
    assert tried >= 4


def test_a_click_under_the_last_line_of_a_column_is_in_that_line(window, hand, writer) -> None:
    window.desk.apply(edits.SetArea("pg-1", "el-tea", (GridRect(3, 0, 2, 30),)))
    window.desk.apply(edits.SetBlock("pg-1", "el-tea", columns=2))
    lines = rows(window, "el-tea", style="body")
    for column in (0, 1):
        last = [line for line in lines if line.column == column][-1]
        click(window, hand, last.left + last.measure * 0.7, last.baseline + 1.4 * last.size)
        spots = window.tools["text"].setting.spots
        assert spots.rows[spots.row_of(writer.spot)].line == last


def test_between_columns_the_nearer_one_is_meant_and_not_the_headline_over_both(window) -> None:
    _plain(window)
    spots = Spots(window.desk.shown, "el-dock")
    one, two = (rows(window, "el-dock", style="body", column=at)[1] for at in (0, 1))
    gutter = one.left + one.measure, two.left
    for share, line in ((0.4, one), (0.6, two)):
        found = spots.at(gutter[0] + (gutter[1] - gutter[0]) * share, middle(line))
        assert spots.rows[spots.row_of(found)].line == line


def test_a_drag_into_white_selects_to_the_end_of_the_row_there(window, hand, writer) -> None:
    lines = rows(window, "el-dock", style="body", column=0)
    short = next(line for line in lines if line.measure - (line.x - line.left) - line.width > 3 * line.size)
    first = lines[0]
    show(window, first.x, middle(first))
    hand.drag((first.x + 0.1, middle(first)), (short.left + short.measure - 1, middle(short)))
    assert writer.selected[-1].paragraph.id == short.paragraph
    assert writer.selected[-1].end == short.end


# Over rows


def caret_x(window: Window) -> float:
    return window.tools["text"].setting.caret().x


def test_up_and_down_keep_the_column_from_which_they_set_out(window, hand, writer) -> None:
    lines = rows(window, "el-dock", style="body", column=0)
    first = lines[1]
    click(window, hand, first.x + first.width * 0.95, middle(first))
    at, size, seen = caret_x(window), first.size, []
    for line in lines[2:24]:
        hand.key(Qt.Key.Key_Down)
        end = line.x + line.width
        seen.append(end < at - size)
        assert caret_x(window) == pytest.approx(min(at, end), abs=size * 0.6), line.text
    assert any(seen) and not all(seen)
    hand.key(Qt.Key.Key_PageUp)
    assert caret_x(window) == pytest.approx(at, abs=size * 0.6)


def test_a_move_along_the_row_sets_out_anew(window, hand, writer) -> None:
    lines = rows(window, "el-dock", style="body", column=0)
    short = next(at for at, line in enumerate(lines) if at and line.x + line.width < line.left + line.measure * 0.8)
    over = lines[short - 1]
    click(window, hand, over.x + over.width - 1, middle(over))
    hand.key(Qt.Key.Key_Down)
    hand.key(Qt.Key.Key_Left)
    hand.key(Qt.Key.Key_Right)
    end = caret_x(window)
    hand.key(Qt.Key.Key_Up)
    assert caret_x(window) == pytest.approx(end, abs=over.size * 0.6)


# On through the parts of a story


@pytest.fixture
def thread(window: Window, writer) -> tuple[str, ...]:
    """A story over three frames, two beside one another and one on the other page, and the caret in the hand."""
    desk = window.desk
    desk.apply(edits.RemoveElement("pg-1", "el-tea"))
    places = (
        ("pg-1", Rect(60, 560, 130, 80)),
        ("pg-1", Rect(230, 560, 130, 60)),
        ("pg-2", Rect(60, 560, 200, 300)),
    )
    names = ("el-a", "el-b", "el-c")
    for name, (page, rect) in zip(names, places, strict=True):
        desk.apply(edits.PlaceElement(page, TextFrame(id=name, story="st-tea", rect=rect)))
    desk.finish_composing()
    return names


def lines_in(window: Window, element: str) -> list[Line]:
    """The body's lines of an element on whichever page."""
    pages = window.desk.composed.values()
    return [line for page in pages for line in page.lines if line.element == element and line.style == "body"]


def row_with_caret(window: Window) -> Line:
    spots = window.tools["text"].setting.spots
    number = spots.row_of(window.writer.spot)
    assert number is not None, "the caret stands on a row of the selected element"
    return spots.rows[number].line


def test_down_and_up_go_through_all_frames_of_a_thread_and_the_page_turns(window, hand, thread, writer) -> None:
    way = [line for name in thread for line in lines_in(window, name)]
    assert all(lines_in(window, name) for name in thread)
    first = way[0]
    # Also from the start of a row, which is the end of the row before it as well.
    for x in (first.x + 0.1, way[1].x + 0.1, first.x + first.width * 0.6):
        window.desk.turn_to("pg-1")
        window.commands.take("text")
        click(window, hand, x, middle(first))
        for line in way[1:]:
            hand.key(Qt.Key.Key_Down)
            assert row_with_caret(window) == line
            assert window.desk.selection == line.element
            assert window.tools["text"].setting.caret() is not None
        assert window.desk.page_id == "pg-2"
        hand.key(Qt.Key.Key_Down)
        assert row_with_caret(window) == way[-1]
        for line in way[-2::-1]:
            hand.key(Qt.Key.Key_Up)
            assert row_with_caret(window) == line
        assert window.desk.page_id == "pg-1"


def test_page_down_goes_on_in_the_next_frame_as_many_rows(window, hand, thread, writer) -> None:
    way = [line for name in thread for line in lines_in(window, name)]
    click(window, hand, way[2].x + way[2].width / 2, middle(way[2]))
    hand.key(Qt.Key.Key_PageDown)
    assert row_with_caret(window) == way[14]
    hand.key(Qt.Key.Key_PageUp)
    assert row_with_caret(window) == way[2]


def selected_between(window: Window, first: Line, last: Line) -> None:
    """The selection goes from the first row of one part to that of another and is drawn over both."""
    taken = window.writer.selected
    assert (taken[0].paragraph.id, taken[0].start) == (first.paragraph, first.start)
    assert (taken[-1].paragraph.id, taken[-1].end) == (last.paragraph, last.end)
    drawn = window.tools["text"].setting.marked()
    for line in (first, last):
        assert any(rect.contains(line.x + line.width / 2, middle(line)) for rect in drawn)
    body = [part.id for part in window.desk.document.story("st-tea").body]
    between = {part.paragraph.id for part in taken}
    assert between == set(body[body.index(first.paragraph) : body.index(last.paragraph) + 1])


def test_a_drag_and_a_click_with_shift_reach_into_the_frame_beside(window, hand, thread, writer) -> None:
    first, last = lines_in(window, "el-a")[1], lines_in(window, "el-b")[2]
    end = last.left + last.measure + 1, middle(last)
    show(window, 210, 600)
    hand.drag((first.x + 0.1, middle(first)), end)
    selected_between(window, first, last)
    click(window, hand, first.x + 0.1, middle(first))
    show(window, 210, 600)
    hand.click(*end, SHIFT)
    selected_between(window, first, last)
    # What is typed takes the place of just that.
    before = "".join(part.text for part in window.desk.document.story("st-tea").body)
    taken = window.writer.selected_text.replace("\n", "")
    QTest.keyClicks(window.view, "x")
    assert "".join(part.text for part in window.desk.document.story("st-tea").body) == before.replace(taken, "x", 1)


def test_shift_and_down_select_over_the_frames_and_the_pages(window, hand, thread, writer) -> None:
    way = [line for name in thread for line in lines_in(window, name)]
    click(window, hand, way[0].x + 0.1, middle(way[0]))
    for _ in way[1:]:
        hand.key(Qt.Key.Key_Down, SHIFT)
    hand.key(Qt.Key.Key_End, SHIFT)
    assert window.desk.page_id == "pg-2" and row_with_caret(window) == way[-1]
    assert writer.selected_text == "\n".join(part.text for part in window.desk.document.story("st-tea").body)
    drawn = window.tools["text"].setting.marked()
    assert all(any(rect.contains(line.x + 1, middle(line)) for rect in drawn) for line in lines_in(window, "el-c"))


def test_a_story_that_jumps_is_walked_from_block_to_block(window, hand, writer) -> None:
    """Up from the first row of the continuation goes back to the row before, past the caption that stands over it."""
    desk = window.desk
    _picture(window, 4)
    desk.apply(edits.SetBlock("pg-1", "el-dock", last=3))
    rest = Block(id="el-rest", story="st-dock", area=(GridRect(3, 26, 2, 26),), headline=False, first=3)
    desk.apply(edits.PlaceElement("pg-2", rest))
    desk.finish_composing()
    end, start = lines_in(window, "el-dock")[-1], lines_in(window, "el-rest")[0]
    assert any(line.style == "caption" for line in desk.composed["pg-2"].lines)
    click(window, hand, end.x + 1, middle(end))
    hand.key(Qt.Key.Key_Down)
    assert desk.page_id == "pg-2" and row_with_caret(window) == start
    hand.key(Qt.Key.Key_Up)
    assert desk.page_id == "pg-1" and row_with_caret(window) == end


def test_the_headline_stays_alone_and_is_reached_from_the_copy_under_it(window, hand, writer) -> None:
    first = rows(window, "el-dock", style="body")[0]
    click(window, hand, first.x + 1, middle(first))
    hand.key(Qt.Key.Key_Up)
    assert writer.spot.paragraph == "st-dock-main"
    hand.key(Qt.Key.Key_Down, SHIFT)
    assert writer.spot.paragraph == "st-dock-main"


# In overset copy


@pytest.fixture
def over(window: Window, writer) -> tuple[Line, ...]:
    """The last part of the first story is over; the lines that stand."""
    window.desk.apply(edits.SetArea("pg-1", "el-dock", (GridRect(0, 0, 3, 18),)))
    assert next(fit.over for fit in window.desk.shown.fits if fit.element == "el-dock") > 12
    return tuple(rows(window, "el-dock", style="body"))


def test_a_caret_in_overset_copy_is_told_with_its_line_and_the_key_for_the_galley(window, hand, writer, over) -> None:
    count = next(fit.over for fit in window.desk.shown.fits if fit.element == "el-dock")
    click(window, hand, over[0].x + 1, middle(over[0]))
    shown = window.status.place.text()
    hand.key(Qt.Key.Key_End, CONTROL)
    assert window.tools["text"].setting.caret() is None
    told = window.language.text("ui.status.overset_key", line=count, key="F8")
    assert window.status.place.text() == told and window.status.place.objectName() == "over"
    # What is typed is in the copy, and the line is counted with it.
    QTest.keyClicks(window.view, "x" * 40)
    assert text_of(window, over[-1].paragraph) and writer.paragraph.text.endswith("x" * 40)
    count = next(fit.over for fit in window.desk.shown.fits if fit.element == "el-dock")
    assert window.status.place.text() == window.language.text("ui.status.overset_key", line=count, key="F8")
    window.bars.do("galley")
    window.view.setFocus()
    hand.key(Qt.Key.Key_Up)
    assert window.status.place.text() == window.language.text("ui.status.overset", line=count - 1)
    hand.key(Qt.Key.Key_Home, CONTROL)
    assert window.status.place.text() == shown and window.status.place.objectName() == ""


def test_down_from_the_last_row_that_stands_goes_on_into_overset_copy(window, hand, writer, over) -> None:
    count = next(fit.over for fit in window.desk.shown.fits if fit.element == "el-dock")
    click(window, hand, over[-1].x + over[-1].width * 0.4, middle(over[-1]))
    assert row_with_caret(window) == over[-1]
    for line in (1, 2, 3):
        hand.key(Qt.Key.Key_Down)
        assert window.status.place.text() == window.language.text("ui.status.overset_key", line=line, key="F8")
    for _ in range(3):
        hand.key(Qt.Key.Key_Up)
    assert row_with_caret(window) == over[-1]
    # A page at a time, to the last line; and a selection goes along.
    for _ in range(count // 12 + 2):
        hand.key(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ShiftModifier)
    assert window.status.place.text() == window.language.text("ui.status.overset_key", line=count, key="F8")
    assert writer.has_selection
    # Where nothing is over, the last row is the last.
    window.desk.apply(edits.SetArea("pg-1", "el-dock", (GridRect(0, 0, 3, 40),)))
    last = rows(window, "el-dock", style="body")[-1]
    click(window, hand, last.x + 1, middle(last))
    hand.key(Qt.Key.Key_Down)
    assert row_with_caret(window) == last


def test_keys_walk_through_overset_copy_and_back_to_the_last_row_that_stands(window, hand, writer, over) -> None:
    click(window, hand, over[0].x + over[0].width * 0.4, middle(over[0]))
    hand.key(Qt.Key.Key_End, CONTROL)
    end = writer.spot
    hand.key(Qt.Key.Key_Home)
    assert writer.spot.paragraph == end.paragraph and writer.spot.offset < end.offset
    hand.key(Qt.Key.Key_End)
    assert writer.spot.offset == end.offset
    count = next(fit.over for fit in window.desk.shown.fits if fit.element == "el-dock")
    for line in range(count - 1, 0, -1):
        hand.key(Qt.Key.Key_Up)
        assert window.status.place.text() == window.language.text("ui.status.overset_key", line=line, key="F8")
    hand.key(Qt.Key.Key_Up)
    assert row_with_caret(window) == over[-1]
    hand.key(Qt.Key.Key_End, CONTROL)
    for _ in range(count // 12 + 1):
        hand.key(Qt.Key.Key_PageUp)
    assert window.tools["text"].setting.caret() is not None


def test_a_caret_that_is_made_room_for_is_told_no_longer(window, hand, writer, over) -> None:
    click(window, hand, over[0].x + 1, middle(over[0]))
    hand.key(Qt.Key.Key_End, CONTROL)
    assert window.status.place.objectName() == "over"
    window.desk.apply(edits.SetArea("pg-1", "el-dock", (GridRect(0, 0, 3, 60),)))
    assert window.tools["text"].setting.caret() is not None
    assert window.status.place.objectName() == ""


def test_leaving_the_copy_leaves_no_word_of_overset(window, hand, writer, over) -> None:
    click(window, hand, over[0].x + 1, middle(over[0]))
    hand.key(Qt.Key.Key_End, CONTROL)
    hand.key(Qt.Key.Key_Escape)
    assert window.status.place.objectName() == ""


def test_a_click_never_comes_inside_a_character_of_several_code_points(window, hand, writer) -> None:
    signs = ("葛\U000e0100", "e\u0301", "👨\u200d👩\u200d👧", "𠮷", "渡")
    writer.put(Spot("st-dock", "st-dock-1", 0))
    writer.write("".join(signs))
    ends = [len("".join(signs[:at])) for at in range(len(signs) + 1)]
    rows = [row for row in window.tools["text"].setting.spots.rows if row.line.paragraph == "st-dock-1"]
    found = set()
    for _, x in rows[0].stops[: ends[-1]]:
        click(window, hand, x + 0.1, middle(rows[0].line))
        found.add(writer.spot.offset)
    assert set(ends[:-1]) <= found and not found & (set(range(ends[-1])) - set(ends))


# What a selection means


def test_a_paragraph_at_whose_start_the_selection_ends_keeps_its_style(window, hand, writer) -> None:
    writer.put(Spot("st-dock", "st-dock-1", 0))
    hand.key(Qt.Key.Key_Down, CONTROL | SHIFT)
    assert writer.spot == Spot("st-dock", "st-dock-2", 0)
    hand.key(Qt.Key.Key_2, STYLE)
    styles = {part.id: part.style for part in window.desk.document.story("st-dock").body}
    assert (styles["st-dock-1"], styles["st-dock-2"]) == ("subhead", "body")
    window.desk.undo()
    # What is deleted is as ever all that is selected, the end of the paragraph too.
    writer.put(Spot("st-dock", "st-dock-1", 0))
    hand.key(Qt.Key.Key_Down, CONTROL | SHIFT)
    hand.key(Qt.Key.Key_Delete)
    assert "st-dock-2" not in {part.id for part in window.desk.document.story("st-dock").body}
