"""A story that goes on in a block of another page: every character of it is printed once, whatever the hand does at the seam."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from msgspec.structs import replace
from PIL import Image
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest

from layoutdesk import edits, words
from layoutdesk.checks.issue import issue_problems
from layoutdesk.compose.types import Line
from layoutdesk.model import Asset, Block, GridRect, Page
from layoutdesk.model.gaps import missing
from layoutdesk.model.story import Paragraph, paragraphs, pictures
from layoutdesk.ui import clipboard
from layoutdesk.ui.panels.problems import all_problems
from layoutdesk.ui.window import Window
from layoutdesk.ui.writing.spots import Spot

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def block(window: Window, element: str) -> Block | None:
    return next((each for page in window.desk.document.pages for each in page.elements if each.id == element), None)


def printed(window: Window, story: str = "st-dock") -> list[str]:
    """The paragraphs of a story as its pages print them, in the order of the copy; refuses to have a character twice."""
    window.desk.finish_composing()
    found: dict[str, list[Line]] = {}
    for page in window.desk.document.pages:
        for line in window.desk.composed[page.id].lines:
            if line.story == story and line.paragraph:
                found.setdefault(line.paragraph, []).append(line)
    for lines in found.values():
        lines.sort(key=lambda line: line.start)
        assert all(above.end == below.start for above, below in pairwise(lines))
    return [
        "".join(line.text for line in found.get(each.id, ())) for each in paragraphs(window.desk.document.story(story))
    ]


def is_whole(window: Window, story: str = "st-dock") -> bool:
    """Every character of a story is printed once, and nothing of it is over."""
    assert printed(window, story) == [each.text for each in paragraphs(window.desk.document.story(story))]
    return not any(fit.over for page in window.desk.composed.values() for fit in page.fits if fit.story == story)


def go_on(window: Window, hand) -> str:
    """Puts what the first block does not hold under the story of the second page, by hand; its block is selected then."""
    window.desk.select("el-dock")
    window.bars.actions["onward"].trigger()
    window.desk.turn_to("pg-2")
    window.view.settle()
    grid = window.desk.grid
    hand.click(grid.type_area.x + 0.2 * grid.pitch, grid.row_top(34.2))
    return window.desk.selection


def seam_of(window: Window, element: str) -> Spot:
    """Where the copy begins in a block."""
    window.desk.finish_composing()
    lines = (line for page in window.desk.composed.values() for line in page.lines)
    first = next(line for line in lines if line.element == element and line.style == "body")
    return Spot(first.story, first.paragraph, first.start)


@pytest.fixture
def rest(window, hand) -> str:
    """The first story flows on, in mid-paragraph, into a block of the second page, put there by hand; that has room for more."""
    window.desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 3, 20),)))
    name = go_on(window, hand)
    area = block(window, name).area[0]
    window.desk.apply(edits.SetArea(page="pg-2", element=name, area=(GridRect(0, area.row, 3, area.rows + 12),)))
    assert block(window, "el-dock").last == block(window, name).first > 0 and block(window, "el-dock").flows
    assert 0 < seam_of(window, name).offset < len(body(window)[block(window, name).first]) - 40
    assert is_whole(window)
    return name


def write_at(window: Window, hand, element: str, item: int, offset: int) -> Spot:
    """A double click takes the text tool there; the caret stands in an item of the first story."""
    page = next(page.id for page in window.desk.document.pages if any(each.id == element for each in page.elements))
    window.desk.go_to(page, element)
    window.view.settle()
    paragraph = window.desk.document.story("st-dock").body[item]
    spot = Spot("st-dock", paragraph.id, offset)
    hand.write_at(spot)
    window.writer.put(spot)
    window.view.setFocus()
    return spot


def body(window: Window) -> list[str]:
    return [each.text for each in window.desk.document.story("st-dock").body if isinstance(each, Paragraph)]


def test_the_seam_moves_with_an_edge_that_is_pulled_and_with_what_is_typed(window, hand, rest) -> None:
    desk, seam = window.desk, seam_of(window, rest)
    desk.go_to("pg-1", "el-dock")
    window.view.settle()
    box = window.overlay.frames("el-dock")[0]
    handles = {edges: hand.view.to_page(point) for edges, point in window.overlay.handles()}
    from_ = min(handles.values(), key=lambda at: abs(at[0] - box.x - box.w / 2) + abs(at[1] - box.bottom))
    hand.press(*from_)
    hand.move(from_[0], from_[1] + 2.5 * desk.grid.step)
    hand.move(from_[0], from_[1] + 5.2 * desk.grid.step)
    lines = [line for line in desk.shown.lines if line.element == "el-dock" and line.style == "body"]
    assert (lines[-1].paragraph, lines[-1].end) > (seam.paragraph, seam.offset)
    hand.release(from_[0], from_[1] + 5.2 * desk.grid.step)
    below = seam_of(window, rest)
    assert (below.paragraph, below.offset) > (seam.paragraph, seam.offset) and is_whole(window)
    desk.undo()
    assert seam_of(window, rest) == seam
    write_at(window, hand, "el-dock", 0, 5)
    QTest.keyClicks(window.view, "abcdefghij" * 8)
    above = seam_of(window, rest)
    assert (above.paragraph, above.offset) < (seam.paragraph, seam.offset) and is_whole(window)
    assert not any(fit.over for fit in desk.fits("el-dock"))


def test_the_caret_and_a_selection_cross_a_seam_in_mid_paragraph(window, hand, rest) -> None:
    desk, seam = window.desk, seam_of(window, rest)
    first = block(window, rest).first
    write_at(window, hand, "el-dock", first, seam.offset - 3)
    QTest.keyClick(window.view, Qt.Key.Key_Down)
    assert desk.page_id == "pg-2" and window.writer.spot.paragraph == seam.paragraph
    assert window.writer.spot.offset >= seam.offset
    QTest.keyClick(window.view, Qt.Key.Key_Up)
    assert desk.page_id == "pg-1" and window.writer.spot.offset < seam.offset
    QTest.keyClick(window.view, Qt.Key.Key_Down, SHIFT)
    window.writer.write("换")
    text = body(window)[first]
    assert "换" in text and is_whole(window)


def test_with_two_views_the_caret_goes_over_the_seam_into_the_one_that_shows_the_page(window, hand, rest) -> None:
    seam, canvases = seam_of(window, rest), window.canvases
    QTest.keyClick(window.view, Qt.Key.Key_F9)
    canvases._turn("pg-2")
    canvases.activate(canvases.main)
    first = block(window, rest).first
    write_at(window, hand, "el-dock", first, seam.offset - 3)
    assert [each.page for each in canvases.all] == ["pg-1", "pg-2"]
    QTest.keyClick(window.view, Qt.Key.Key_Down)
    assert [each.page for each in canvases.all] == ["pg-1", "pg-2"]
    assert canvases.active is canvases.second.canvas and window.writer.spot.offset >= seam.offset
    window.writer.write("换")
    assert "换" in body(window)[first] and is_whole(window)


def test_what_is_over_in_a_part_that_was_fixed_flows_on_by_its_port(window, hand, rest) -> None:
    """A plan parts a story between its items and means it: what is written more there is over, until the hand says otherwise."""
    desk = window.desk
    desk.apply(edits.SetBlock(page="pg-1", element="el-dock", flows=False, last=2))
    desk.apply(edits.SetBlock(page="pg-2", element=rest, first=2))
    desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 2, 9),)))
    desk.go_to("pg-1", "el-dock")
    window.view.settle()
    assert any(fit.over for fit in desk.fits("el-dock"))
    port = next(port for port, _ in window.overlay.ports.shown() if port.out)
    window.commands.linking.click(port)
    assert block(window, "el-dock").flows and not any(fit.over for fit in desk.fits("el-dock"))
    printed(window)


@pytest.mark.parametrize("offset", [10, 30])
def test_return_in_the_first_paragraph_of_the_continuation_parts_it_there(window, hand, rest, offset) -> None:
    before, first = window.desk.document, block(window, rest).first
    write_at(window, hand, rest, first, seam_of(window, rest).offset + offset)
    QTest.keyClick(window.view, Qt.Key.Key_Return)
    assert (block(window, "el-dock").last, block(window, rest).first) == (first, first)
    assert len(body(window)) == len(before.story("st-dock").body) + 1
    assert is_whole(window)
    window.desk.undo()
    assert window.desk.document is before and is_whole(window)


def test_return_at_the_end_of_the_first_part_leaves_the_new_paragraph_there(window, hand, rest) -> None:
    seam = block(window, rest).first
    write_at(window, hand, "el-dock", seam - 1, len(body(window)[seam - 1]))
    QTest.keyClick(window.view, Qt.Key.Key_Return)
    assert (block(window, "el-dock").last, block(window, rest).first) == (seam + 1, seam + 1)
    QTest.keyClicks(window.view, "x")
    assert is_whole(window)


def test_lines_pasted_into_the_first_paragraph_of_the_continuation_are_printed_once(window, hand, rest) -> None:
    before, first = window.desk.document, block(window, rest).first
    write_at(window, hand, rest, first, seam_of(window, rest).offset + 10)
    data = QMimeData()
    data.setText("涨潮。\n退潮。\n平潮。")
    clipboard.put(data)
    QTest.keyClick(window.view, Qt.Key.Key_V, CONTROL)
    assert [text for text in body(window) if "潮。" in text][1] == "退潮。"
    assert block(window, "el-dock").last == block(window, rest).first == first
    assert is_whole(window)
    window.desk.undo()
    assert window.desk.document is before


def test_a_table_pasted_into_the_continuation_stands_there(window, hand, rest) -> None:
    first = block(window, rest).first
    write_at(window, hand, rest, first, seam_of(window, rest).offset + 10)
    data = QMimeData()
    data.setHtml("<table><tr><td>站名</td><td>潮位</td></tr><tr><td>白鹭洲</td><td>3.2</td></tr></table>")
    clipboard.put(data)
    QTest.keyClick(window.view, Qt.Key.Key_V, CONTROL)
    here = block(window, rest)
    assert block(window, "el-dock").last == here.first == first
    assert here.part_of(window.desk.document.story("st-dock").body)[1].id.startswith("tb")
    window.desk.finish_composing()
    assert any(line.style == "cell" for line in window.desk.composed["pg-2"].lines)
    assert is_whole(window)


@pytest.mark.parametrize("key", ["backspace", "delete"])
def test_paragraphs_joined_over_the_seam_stand_in_the_first_part(window, hand, rest, key) -> None:
    before, seam = window.desk.document, block(window, rest).first
    joined = body(window)[seam - 1] + body(window)[seam]
    if key == "backspace":
        write_at(window, hand, "el-dock", seam, 0)
        QTest.keyClick(window.view, Qt.Key.Key_Backspace)
    else:
        write_at(window, hand, "el-dock", seam - 1, len(body(window)[seam - 1]))
        QTest.keyClick(window.view, Qt.Key.Key_Delete)
    assert body(window)[seam - 1] == joined
    assert (block(window, "el-dock").last, block(window, rest).first) == (seam, seam)
    assert is_whole(window)
    window.desk.undo()
    assert window.desk.document is before and is_whole(window)


def test_typing_over_a_selection_that_reaches_over_the_seam_prints_what_is_left_once(window, hand, rest) -> None:
    before, seam = window.desk.document, block(window, rest).first
    write_at(window, hand, "el-dock", seam - 1, 10)
    last = window.desk.document.story("st-dock").body[seam]
    window.writer.put(Spot("st-dock", last.id, 5), select=True)
    QTest.keyClicks(window.view, "x")
    assert body(window)[seam - 1] == before.story("st-dock").body[seam - 1].text[:10] + "x" + last.text[5:]
    assert is_whole(window)
    window.desk.undo()
    assert window.desk.document is before


@pytest.mark.parametrize("way", ["delete", "cut", "page"])
def test_the_part_that_stays_takes_back_what_is_taken_off_another_page(window, rest, way) -> None:
    before = window.desk.document
    window.desk.go_to("pg-2", rest)
    if way == "delete":
        QTest.keyClick(window.view, Qt.Key.Key_Delete)
    elif way == "cut":
        QTest.keyClick(window.view, Qt.Key.Key_X, CONTROL)
    else:
        window.pages.choose(["pg-2"])
        window.commands.paging.remove()
    assert block(window, rest) is None
    assert (block(window, "el-dock").first, block(window, "el-dock").last) == (0, -1)
    assert sum(map(len, printed_or_over(window))) == sum(map(len, body(window)))
    assert not missing(window.desk.document)
    window.desk.undo()
    assert window.desk.document is before and is_whole(window)


def printed_or_over(window: Window) -> list[str]:
    """The body as it is printed, and a string as long as what is told as over."""
    window.desk.finish_composing()
    heads = {each.id for each in window.desk.document.story("st-dock").body}
    lines = [line for page in window.desk.composed.values() for line in page.lines if line.paragraph in heads]
    over = sum(
        fit.characters_over for page in window.desk.composed.values() for fit in page.fits if fit.story == "st-dock"
    )
    return ["".join(line.text for line in lines), "口" * over]


def test_where_the_first_part_goes_the_next_one_leads_with_the_headline(window, rest) -> None:
    before = window.desk.document
    window.desk.go_to("pg-1", "el-dock")
    QTest.keyClick(window.view, Qt.Key.Key_Delete)
    here = block(window, rest)
    assert (here.first, here.last, here.headline) == (0, -1, True)
    window.desk.apply(edits.SetArea(page="pg-2", element=rest, area=(GridRect(3, 0, 2, 80),)))
    assert is_whole(window)
    window.desk.undo()
    window.desk.undo()
    assert window.desk.document is before and is_whole(window)


@pytest.mark.parametrize("part", ["continuation", "first"])
def test_a_part_that_is_cut_and_pasted_on_another_page_goes_on_from_the_rest(window, rest, part) -> None:
    """The way to move a jump: the thread is kept, the jump lines name the new page, and nothing is printed twice."""
    names = {"continuation": ("pg-2", rest), "first": ("pg-1", "el-dock")}
    ranges = {name: (block(window, name).first, block(window, name).last, block(window, name).headline) for name in
              ("el-dock", rest)}  # fmt: skip
    window.desk.apply(
        edits.InsertPages(pages=(Page(id="pg-3", number=3, template="tabloid-inside", label="A03"),), index=2)
    )
    page, name = names[part]
    window.desk.go_to(page, name)
    QTest.keyClick(window.view, Qt.Key.Key_X, CONTROL)
    assert block(window, name) is None
    window.desk.turn_to("pg-3")
    window.view.settle()
    QTest.keyClick(window.view, Qt.Key.Key_V, CONTROL)
    new = window.desk.element
    assert isinstance(new, Block) and new.story == "st-dock" and window.desk.page_id == "pg-3"
    assert (new.first, new.last, new.headline) == ranges[name]
    stays = block(window, "el-dock" if name == rest else rest)
    assert (stays.first, stays.last, stays.headline) == ranges[stays.id]
    assert len(window.desk.document.stories) == 4
    assert is_whole(window)
    jumps = "".join(line.text for page in window.desk.composed.values() for line in page.lines if not line.paragraph)
    assert "A03" in jumps
    # Pasted once more it is a copy of its own.
    QTest.keyClick(window.view, Qt.Key.Key_V, CONTROL)
    assert len(window.desk.document.stories) == 5 and window.desk.element.story != "st-dock"
    window.desk.undo()
    assert is_whole(window)


def test_a_copy_of_a_part_sets_what_that_shows(window, rest) -> None:
    whole, seam, first = "".join(body(window)), seam_of(window, rest), block(window, rest).first
    shown = {"el-dock": "".join(body(window)[:first]) + body(window)[first][: seam.offset]}
    shown[rest] = whole[len(shown["el-dock"]) :]
    for page, name in (("pg-1", "el-dock"), ("pg-2", rest)):
        window.desk.go_to(page, name)
        window.bars.actions["duplicate"].trigger()
        new = window.desk.element
        assert isinstance(new, Block) and (new.first, new.last, new.flows) == (0, -1, False)
        copied = window.desk.document.story(new.story)
        assert "".join(each.text for each in copied.body if isinstance(each, Paragraph)) == shown[name]
        window.desk.undo()
    # What is over in the last part goes along.
    window.desk.apply(edits.SetArea(page="pg-2", element=rest, area=(GridRect(3, 34, 1, 8),)))
    window.desk.go_to("pg-2", rest)
    assert any(fit.over for fit in window.desk.fits(rest))
    window.bars.actions["duplicate"].trigger()
    copied = window.desk.document.story(window.desk.element.story)
    assert "".join(each.text for each in copied.body if isinstance(each, Paragraph)) == shown[rest]


@pytest.mark.parametrize("part", ["continuation", "first"])
def test_a_part_dragged_beside_the_sheet_waits_there_and_the_others_keep_what_they_set(
    window, hand, rest, part
) -> None:
    desk, before, seam = window.desk, window.desk.document, block(window, rest).first
    page, name, stays = ("pg-2", rest, "el-dock") if part == "continuation" else ("pg-1", "el-dock", rest)
    was = block(window, name)
    desk.go_to(page, name)
    window.view.settle()
    shown, printed_lines = set_by(window), printed(window)
    hand.drag(hand.middle(name), (-140.0, 300.0))
    parked = desk.element
    assert parked.id == name and desk.grid.rect(parked.area[0]).right <= 0
    assert (parked.first, parked.last, parked.flows) == (was.first, was.last, was.flows)
    assert block(window, stays).end in (seam, float("inf"))
    desk.finish_composing()
    assert set_by(window) == shown and is_whole(window)
    assert any(problem.code == "compose.parked-copy" for problem in desk.problems)
    # From the list of copy it comes back as the part that it was, and the copy flows on as before.
    window.copy.refresh()
    assert window.copy.list.rows.flags(window.copy.list.rows.find("st-dock")) & Qt.ItemFlag.ItemIsDragEnabled
    grid = desk.grid
    assert hand.drag_story("st-dock", (grid.type_area.x + 0.2 * grid.pitch, grid.row_top(40)), CONTROL)
    back = desk.element
    assert back.id == name and replace(back, area=was.area) == was and not is_beside(window, back)
    assert printed(window) == printed_lines
    desk.undo()
    desk.undo()
    assert desk.document is before and is_whole(window)


def set_by(window: Window) -> dict[str, str]:
    """What each element sets of the body of the story that jumps."""
    window.desk.finish_composing()
    found: dict[str, str] = {}
    for page in window.desk.composed.values():
        for line in page.lines:
            if line.story == "st-dock" and line.style == "body":
                found[line.element] = found.get(line.element, "") + line.text
    return found


def is_beside(window: Window, element: Block) -> bool:
    return window.desk.grid.template.is_beside(element.area)


def park(window: Window, hand, name: str) -> Block:
    """Drags the part of the second page beside the sheet."""
    window.desk.go_to("pg-2", name)
    window.view.settle()
    hand.drag(hand.middle(name), (-140.0, 300.0))
    assert isinstance(window.desk.element, Block) and is_beside(window, window.desk.element)
    return window.desk.element


def test_a_block_takes_back_what_waits_beside_the_sheet_by_a_double_click_on_its_port(window, hand, rest) -> None:
    desk = window.desk
    frame = park(window, hand, rest)
    parked = desk.document
    desk.go_to("pg-1", "el-dock")
    window.view.settle()
    port, box = next((port, box) for port, box in window.overlay.ports.shown() if port.out)
    assert port.other >= 0
    for click in (QTest.mouseClick, QTest.mouseDClick):
        click(window.view.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert block(window, frame.id) is None and block(window, "el-dock").is_whole
    # It stands where there is room for it, the rest is over; nothing stands nowhere.
    assert "".join(printed_or_over(window)) and not missing(desk.document)
    assert sum(map(len, printed_or_over(window))) == sum(map(len, body(window)))
    assert {each.code for each in desk.problems if each.story == "st-dock"} == {"compose.overset"}
    desk.undo()
    assert desk.document is parked


def test_what_stands_in_no_part_is_an_error_and_waits_in_the_list_of_copy(window, hand, rest) -> None:
    """An issue of before may have lost a part: that is said, and the part dragged onto the page is set there."""
    seam = block(window, rest).first
    window.desk.apply(edits.SetBlock(page="pg-1", element="el-dock", last=seam - 1))
    assert printed(window)[1 + seam - 1] == ""
    lost = body(window)[seam - 1]
    (problem,) = [
        each for each in issue_problems(window.desk.document, window.desk.book) if each.code == "check.part-unplaced"
    ]
    assert (problem.severity, problem.args["characters"]) == ("error", str(len(lost)))
    window.problems.refresh()
    assert any(each.code == "check.part-unplaced" for _, each in all_problems(window.desk))
    for language in ("zh", "en"):
        assert str(len(lost)) in words.problem_text(problem, language)
    window.copy.refresh()
    assert window.copy.list.rows.flags(window.copy.list.rows.find("st-dock")) & Qt.ItemFlag.ItemIsDragEnabled
    window.desk.turn_to("pg-1")
    window.view.settle()
    grid = window.desk.grid
    assert hand.drag_story(
        "st-dock", (grid.type_area.x + 3.2 * grid.pitch, grid.row_top(60)), Qt.KeyboardModifier.ControlModifier
    )
    new = window.desk.element
    assert (new.story, new.first, new.last, new.headline) == ("st-dock", seam - 1, seam, False)
    assert not missing(window.desk.document) and is_whole(window)


def test_the_port_of_the_part_before_it_offers_what_stands_in_no_part(window, hand, rest) -> None:
    seam = block(window, rest).first
    window.desk.apply(edits.SetBlock(page="pg-1", element="el-dock", last=seam - 1))
    assert missing(window.desk.document)
    window.desk.go_to("pg-1", "el-dock")
    window.view.settle()
    port, box = next((port, box) for port, box in window.overlay.ports.shown() if port.out)
    assert port.over and window.bars.actions["onward"].isEnabled()
    QTest.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert window.commands.tool == "onward"
    grid = window.desk.grid
    hand.click(grid.type_area.x + 3.2 * grid.pitch, grid.row_top(60))
    new = window.desk.element
    assert (new.story, new.first, new.last, new.headline) == ("st-dock", seam - 1, seam, False)
    assert block(window, "el-dock").flows and new.flows
    assert not missing(window.desk.document) and is_whole(window)
    assert not next(port for port, _ in window.overlay.ports.shown() if port.out).over


def test_an_action_parts_a_story_at_its_seam_between_items_and_has_it_flow_again(window, rest) -> None:
    desk, action = window.desk, window.bars.actions["flow"]
    for page, name in (("pg-1", "el-dock"), ("pg-2", rest)):
        desk.go_to(page, name)
        assert action.isEnabled() and action.isChecked()
        action.trigger()
        assert not block(window, "el-dock").flows and not action.isChecked()
        assert seam_of(window, rest).offset == 0
        action.trigger()
        assert block(window, "el-dock").flows and is_whole(window) and seam_of(window, rest).offset > 0
    desk.go_to("pg-1", "el-tea")
    assert not action.isEnabled()


@pytest.fixture
def photo(window) -> str:
    """A photograph that waits in the list of copy."""
    out = io.BytesIO()
    Image.new("RGB", (900, 600), 0x6688AA).save(out, "JPEG")
    sha = window.desk.session.add_asset_bytes(out.getvalue())
    window.desk.apply(
        edits.AddAsset(Asset(id="as-1", name="dock.jpg", sha256=sha, media="image/jpeg", width=900, height=600))
    )
    return "as-1"


def shown_on(window: Window) -> list[tuple[str, str]]:
    """On which pages and in which elements pictures stand."""
    window.desk.finish_composing()
    return [(page, one.element) for page, made in window.desk.composed.items() for one in made.pictures]


def drop_on(window: Window, hand, photo: str, page: str, element: str) -> None:
    window.desk.turn_to(page)
    window.view.settle()
    rect = window.overlay.frames(element)[0]
    assert hand.drag_story(photo, (rect.right - 10, rect.y + rect.h * 0.6), Qt.KeyboardModifier.NoModifier)


@pytest.mark.parametrize("part", ["first", "continuation"])
def test_a_picture_let_go_on_a_part_of_a_story_stands_there(window, hand, photo, rest, part) -> None:
    before, seam = window.desk.document, block(window, rest).first
    page, name = ("pg-1", "el-dock") if part == "first" else ("pg-2", rest)
    drop_on(window, hand, photo, page, name)
    assert shown_on(window) == [(page, name)]
    (picture,) = pictures(window.desk.document.story("st-dock"))
    assert picture in block(window, name).part_of(window.desk.document.story("st-dock").body)
    assert block(window, "el-dock").last == block(window, rest).first == seam + (part == "first")
    assert is_whole(window)
    window.desk.undo()
    assert window.desk.document is before


def test_pictures_stay_where_they_stand_when_the_rest_of_their_story_goes_on(window, hand, photo) -> None:
    area = block(window, "el-dock").area
    drop_on(window, hand, photo, "pg-1", "el-dock")
    # It has grown into the ground below for its picture: here it is not to.
    window.desk.apply(edits.SetArea("pg-1", "el-dock", area))
    assert shown_on(window) == [("pg-1", "el-dock")]
    there = window.desk.composed["pg-1"].pictures[0].rect
    assert any(fit.over for fit in window.desk.fits("el-dock"))
    before = window.desk.document
    rest = go_on(window, hand)
    assert shown_on(window) == [("pg-1", "el-dock")]
    # It may grow with the white that is left, in the columns in which it stood.
    here = window.desk.composed["pg-1"].pictures[0].rect
    assert (here.x, here.w) == (there.x, there.w)
    first = block(window, rest).first
    assert block(window, "el-dock").last == first
    assert pictures(window.desk.document.story("st-dock"))[0] in window.desk.document.story("st-dock").body[:first]
    assert is_whole(window)
    window.desk.undo()
    assert window.desk.document is before


def test_room_made_for_a_continuation_holds_what_runs_into_it(window, hand, rest, qtbot) -> None:
    """Not what its range would say: after the jump the edge of the first block was pulled up."""
    desk, said = window.desk, window.language.text("ui.snap.room_under")
    desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 3, 5),)))
    desk.apply(edits.SetArea(page="pg-2", element=rest, area=(GridRect(0, 34, 3, 40),)))
    spare = Block(id="el-spare", story="st-spare", area=(GridRect(3, 0, 2, 24),))
    desk.apply(edits.PlaceElement(page="pg-2", element=spare))
    assert is_whole(window)
    desk.go_to("pg-2", rest)
    window.view.settle()
    grid = desk.grid
    seam = grid.type_area.x + 3.8 * grid.pitch, grid.row_top(23.5)
    hand.press(*hand.middle(rest))
    hand.move(grid.type_area.x + 3.2 * grid.pitch, grid.row_top(50))
    hand.move(*seam)
    qtbot.waitUntil(lambda: said in window.status.note.text(), timeout=10_000)
    hand.release(*seam)
    area = block(window, rest).area[0]
    assert (area.column, area.columns) == (3, 2)
    assert is_whole(window)
