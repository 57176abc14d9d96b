"""Threads by hand (convention 19): ports on what is selected, frames put in before and after, threads parted and joined."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal
from layoutdesk.model import Block, GridRect, TextFrame
from layoutdesk.ui.threads import chains


@pytest.fixture
def thread(window) -> tuple[str, ...]:
    """The second story over three frames, the last on the other page, all of it in them."""
    names = ("el-a", "el-b", "el-c")
    for name, page, rect in zip(
        names,
        ("pg-1", "pg-1", "pg-2"),
        (Rect(60, 520, 130, 90), Rect(220, 520, 130, 90), Rect(60, 560, 200, 300)),
        strict=True,
    ):
        window.desk.apply(edits.PlaceElement(page=page, element=TextFrame(id=name, story="st-spare", rect=rect)))
    window.desk.finish_composing()
    window.view.settle()
    return names


def placed(window, name: str):
    return next((each for page in window.desk.document.pages for each in page.elements if each.id == name), None)


def port(window, element: str, *, out: bool):
    """A port of a selected element with the middle of its box."""
    return next(
        (port, box.center().toPoint())
        for port, box in window.overlay.ports.shown()
        if (port.element, port.out) == (element, out)
    )


def click(window, element: str, *, out: bool, twice: bool = False) -> None:
    window.desk.select(element)
    at = port(window, element, out=out)[1]
    QTest.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    if twice:
        QTest.mouseDClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def set_in(window, element: str) -> str:
    """What an element sets, line by line."""
    window.desk.finish_composing()
    return "".join(
        line.text for page in window.desk.composed.values() for line in page.lines if line.element == element
    )


def order(window, story: str) -> tuple[str, ...]:
    return tuple(link.element.id for link in chains(window.desk.document).get(story, ()))


def test_ports_show_where_text_comes_from_and_goes_on(window, thread) -> None:
    window.desk.choose(("el-a", "el-b"))
    ways = {(each.element, each.out): each.other for each, _ in window.overlay.ports.shown()}
    assert ways == {("el-a", False): -1, ("el-a", True): 1, ("el-b", False): 0, ("el-b", True): 2}
    for name in ("el-bar", "el-dock"):
        window.desk.select(name)
        assert not list(window.overlay.ports.shown())  # The text of a block that holds all of it leads nowhere.


def test_the_hand_that_a_port_loads_puts_the_next_frame_behind_its_own(window, hand, thread) -> None:
    click(window, "el-a", out=True)
    assert window.commands.tool == "onward"
    hand.click(230, 640)
    new = window.desk.selection
    assert order(window, "st-spare") == ("el-a", new, "el-b", "el-c")
    assert window.desk.done_labels[-1][0] == "ui.history.onward"
    window.desk.undo()
    assert order(window, "st-spare") == thread


@pytest.mark.parametrize("y", [700.0, 704.5])
def test_the_rest_of_a_frame_has_room_where_it_is_put(window, hand, y: float) -> None:
    """On another page: the jump lines of both frames take room of their own."""
    desk = window.desk
    frame = TextFrame(id="el-t", story="st-spare", rect=Rect(60, 640, 150, 60))
    desk.apply(edits.PlaceElement(page="pg-1", element=frame))
    desk.go_to("pg-1", "el-t")
    window.view.settle()
    assert any(fit.over for fit in desk.fits("el-t"))
    window.commands.blocks.go_on("el-t")
    desk.turn_to("pg-2")
    window.view.settle()
    hand.click(400, y)
    desk.finish_composing()
    fits = [fit for made in desk.composed.values() for fit in made.fits if fit.story == "st-spare"]
    assert fits and sum(fit.over for fit in fits) == 0 and sum(fit.under for fit in fits) <= 1


def test_the_port_at_the_upper_left_puts_a_frame_before(window, hand, thread) -> None:
    text = set_in(window, "el-a")
    click(window, "el-a", out=False)
    hand.click(60, 640)
    new = window.desk.selection
    assert order(window, "st-spare") == (new, *thread)
    assert set_in(window, new).startswith(text[:12])


@pytest.mark.parametrize(("element", "out"), [("el-a", True), ("el-b", False)])
def test_a_double_click_on_a_port_parts_the_thread_there(window, hand, thread, element: str, out: bool) -> None:
    before = window.desk.document
    click(window, element, out=out, twice=True)
    assert window.commands.tool == "select"
    assert order(window, "st-spare") == ("el-a",)
    other = placed(window, "el-b").story
    assert other != "st-spare" and order(window, other) == ("el-b", "el-c")
    assert [item.text for item in window.desk.document.story(other).body] == [""]
    assert any(fit.over for fit in window.desk.composed["pg-1"].fits if fit.element == "el-a")
    assert window.desk.done_labels[-1][0] == "ui.history.unthread"
    assert window.bars.actions["undo"].text().endswith("断开“风筝节周末开幕”的续排")
    window.desk.undo()
    assert window.desk.document is before


def test_a_thread_is_not_parted_where_it_ends(window, hand, thread) -> None:
    before = window.desk.document
    click(window, "el-a", out=False, twice=True)
    assert window.desk.document is before
    assert window.commands.tool == "select"


def test_the_loaded_hand_threads_an_empty_frame_where_it_stands(window, hand, thread) -> None:
    """Parted and joined again: the empty frames come back into the thread with all that follows them, in their order."""
    before = {name: set_in(window, name) for name in thread}
    click(window, "el-a", out=True, twice=True)
    empty = placed(window, "el-b").story
    click(window, "el-a", out=True)
    hand.move(*hand.middle("el-b"))
    assert window.overlay.ghosts == (placed(window, "el-b").rect,)
    hand.click(*hand.middle("el-b"))
    assert order(window, "st-spare") == thread
    assert {name: set_in(window, name) for name in thread} == before
    assert all(story.id != empty for story in window.desk.document.stories)


def test_the_rest_of_a_block_is_taken_back_by_a_double_click_on_its_port(window, hand) -> None:
    body = len(window.desk.document.story("st-dock").body)
    whole = set_in(window, "el-dock")
    rest = Block(id="el-rest", story="st-dock", area=(GridRect(0, 40, 3, 20),), first=2, headline=False)
    window.desk.apply(edits.SetBlock(page="pg-1", element="el-dock", last=2))
    window.desk.apply(edits.PlaceElement(page="pg-1", element=rest))
    window.desk.finish_composing()
    assert body > 2 and set_in(window, "el-dock") != whole
    click(window, "el-dock", out=True)
    assert window.commands.tool == "select"
    assert "A01" in window.status.note.text()
    click(window, "el-dock", out=True, twice=True)
    assert placed(window, "el-rest") is None
    assert placed(window, "el-dock").last == -1
    assert set_in(window, "el-dock") == whole


def test_threads_are_drawn_as_lines_where_they_are_asked_for(window, hand, thread) -> None:
    """From the way out of one frame to the way into the next, and to the page on which it goes on."""
    window.desk.select("")
    start, end = window.overlay.ports.way_out("el-a"), window.overlay.ports.way_in("el-b")
    middle = ((start + end) / 2).toPoint()

    def seen():
        window.view.settle()
        image = window.view.viewport().grab().toImage()
        return image, image.pixelColor(middle)

    plain, ground = seen()
    hand.key(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    drawn, line = seen()
    assert window.bars.actions["threads"].isChecked()
    assert line != ground
    beyond = (window.overlay.ports.way_out("el-b")).toPoint()
    assert drawn.pixelColor(beyond.x() + 16, beyond.y()) != plain.pixelColor(beyond.x() + 16, beyond.y())
    window.desk.select("el-tea")
    assert seen()[1] == ground  # The thread of another story is in the hand.
    window.desk.select("el-b")
    assert seen()[1] != ground


def test_the_order_of_a_thread_names_all_of_its_elements(window, thread) -> None:
    window.desk.apply(edits.SetThread("st-spare", ("el-c", "el-a", "el-b")))
    assert order(window, "st-spare") == ("el-c", "el-a", "el-b")
    with pytest.raises(Refusal, match=r"edits\.thread"):
        edits.apply(window.desk.document, edits.SetThread("st-spare", ("el-a", "el-b")))
