"""A page made up by itself from the copy that waits; copy taken in and put on the page by keys alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from layoutdesk import edits
from layoutdesk.model import Block
from layoutdesk.model.document import unplaced
from layoutdesk.ui.window import Window

#: Milliseconds that a worker process may take to come up on a busy machine.
WAIT = 60_000


@pytest.fixture
def emptied(window: Window) -> Window:
    """The second page is in view and has no block; its stories wait."""
    desk = window.desk
    page = desk.document.page("pg-2")
    for element in page.elements:
        if isinstance(element, Block):
            desk.apply(edits.RemoveElement(page="pg-2", element=element.id))
    desk.go_to("pg-2")
    return window


def arrange(window: Window, qtbot) -> None:
    with qtbot.waitSignal(window.worker.finished, timeout=WAIT):
        window.bars.do("arrange")


def blocks(window: Window) -> list[Block]:
    return [each for each in window.desk.page.elements if isinstance(each, Block)]


def test_an_empty_page_takes_the_copy_that_waits(emptied, qtbot) -> None:
    desk = emptied.desk
    waiting, before = unplaced(desk.document), desk.document
    assert waiting
    arrange(emptied, qtbot)
    assert {block.story for block in blocks(emptied)} == set(waiting)
    names = [each.id for page in desk.document.pages for each in page.elements]
    assert len(names) == len(set(names))
    assert not any(problem.code in ("compose.overset", "compose.overlap") for problem in desk.shown.problems)
    said = emptied.language.text("ui.work.placed_all", count=len(waiting), waiting=0)
    assert said in emptied.status.note.text()
    # Made up, removed and made up again its blocks still have names of their own.
    arrange(emptied, qtbot)
    desk.undo()
    assert desk.document is before


def test_what_finds_no_room_waits_on_and_is_counted(emptied, qtbot) -> None:
    desk = emptied.desk
    story = desk.document.story(unplaced(desk.document)[0])
    for number in range(30):
        body = tuple(replace(item, id=f"{item.id}-{number}") for item in story.body)
        desk.apply(edits.AddStory(replace(story, id=f"st-more-{number}", main=None, body=body)))
    arrange(emptied, qtbot)
    waiting = unplaced(desk.document)
    assert blocks(emptied) and waiting
    said = emptied.language.text("ui.work.placed_some", count=len(blocks(emptied)), waiting=len(waiting))
    assert said in emptied.status.note.text()
    assert not any(problem.code in ("compose.overset", "compose.overlap") for problem in desk.shown.problems)


def test_a_story_put_elsewhere_while_the_page_is_made_up_is_set_once(emptied, qtbot) -> None:
    desk, worker = emptied.desk, emptied.worker
    waiting = unplaced(desk.document)
    emptied.bars.do("arrange")
    qtbot.waitUntil(lambda: worker.is_busy, timeout=WAIT)
    # Made up with all that waited; before the window takes that, a story is put on another page.
    worker._job.wait()
    desk.turn_to("pg-1")
    emptied.commands.paging.put(waiting[0])
    qtbot.waitUntil(lambda: not worker.is_busy and not unplaced(desk.document), timeout=WAIT)
    set_ = [element.story for page in desk.document.pages for element in page.elements if isinstance(element, Block)]
    assert sorted(set_) == sorted(each.id for each in desk.document.stories)
    assert "check.set-twice" not in {problem.code for problem in desk.problems}
    # It is the page that was asked for.
    assert {block.story for block in blocks(emptied)} == set(waiting[1:]) and desk.page_id == "pg-2"


def test_copy_taken_out_of_the_issue_while_the_page_is_made_up_is_left_out(emptied, qtbot) -> None:
    desk, worker = emptied.desk, emptied.worker
    gone, *rest = unplaced(desk.document)
    emptied.bars.do("arrange")
    qtbot.waitUntil(lambda: worker.is_busy, timeout=WAIT)
    worker._job.wait()
    desk.apply(edits.RemoveStory(gone))
    qtbot.waitUntil(lambda: not worker.is_busy and bool(blocks(emptied)), timeout=WAIT)
    assert {block.story for block in blocks(emptied)} == set(rest)


def test_an_issue_that_is_only_read_is_not_made_up_and_it_is_said(window, make_window, issue: Path) -> None:
    """It was called as good as it gets."""
    reader = make_window()
    assert reader.commands.files.open_path(issue)
    assert reader.desk.session.read_only
    reader.bars.do("arrange")
    assert not reader.worker.is_busy
    assert "以只读方式打开" in reader.status.note.text()


def test_an_empty_page_without_copy_says_so(emptied, qtbot) -> None:
    desk = emptied.desk
    for name in unplaced(desk.document):
        desk.apply(edits.RemoveStory(name))
    before = desk.document
    arrange(emptied, qtbot)
    assert desk.document is before
    assert emptied.language.text("ui.work.no_copy") in emptied.status.note.text()


def test_copy_is_taken_in_by_key_and_put_on_the_page_with_enter(emptied, qtbot, tmp_path: Path, monkeypatch) -> None:
    desk = emptied.desk
    copy = tmp_path / "kite.txt"
    copy.write_text(
        "元宵灯会今晚亮灯\n\n" + "江滩上空飞起三百只风筝，孩子们跟着线跑，老人坐在堤上看。" * 4, encoding="utf-8"
    )
    monkeypatch.setattr(emptied.dialogs, "choose_matter", lambda: [copy])
    QTest.keyClick(emptied.view, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not (emptied.worker.is_busy or emptied.commands.taking.is_busy), timeout=WAIT)
    (name,) = (story.id for story in desk.document.stories if story.main and story.main.text == "元宵灯会今晚亮灯")
    assert name in unplaced(desk.document)
    emptied.copy.refresh()
    emptied.copy.list.mark(name)
    emptied.copy.list.setFocus()
    QTest.keyClick(emptied.copy.list, Qt.Key.Key_Return)
    assert [block.story for block in blocks(emptied)] == [name]
    assert desk.element.story == name
    # Once it stands there Enter shows it and puts it down no second time.
    emptied.copy.refresh()
    emptied.copy.list.setFocus()
    QTest.keyClick(emptied.copy.list, Qt.Key.Key_Return)
    assert [block.story for block in blocks(emptied)] == [name]
