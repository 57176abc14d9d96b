"""Work in pieces between what the hand does: one piece a turn, the most urgent first, and pages come element by element."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from layoutdesk.ui.stirring import BREATH_MS, Stirring
from layoutdesk.ui.turns import BREATHER_MS, Turns, Urgency


def test_one_piece_a_turn_and_the_most_urgent_first(qapp: QApplication, qtbot) -> None:
    turns, done = Turns(), []

    def tile() -> None:
        done.append("tile")
        if done.count("tile") < 2:
            turns.ask(tile, Urgency.TILE)

    turns.ask(lambda: done.append("thumbnail"), Urgency.THUMBNAIL)
    turns.ask(lambda: done.append("page"), Urgency.PAGE)
    turns.ask(tile, Urgency.TILE)
    turns.ask(tile, Urgency.TILE)
    # A timer of the hand comes between any two of them.
    hand = QTimer(interval=0)
    hand.timeout.connect(lambda: done.append("hand"))
    hand.start()
    qtbot.waitUntil(lambda: "thumbnail" in done)
    hand.stop()
    assert [each for each in done if each != "hand"] == ["tile", "tile", "page", "thumbnail"]
    assert "".join("h" if each == "hand" else "w" for each in done).count("ww") == 0


def test_what_is_dropped_is_not_done(qapp: QApplication, qtbot) -> None:
    turns, done = Turns(), []

    def page() -> None:
        done.append("page")

    turns.ask(page, Urgency.PAGE)
    turns.ask(lambda: done.append("thumbnail"), Urgency.THUMBNAIL)
    turns.drop(page)
    qtbot.waitUntil(lambda: bool(done))
    assert done == ["thumbnail"]


def test_while_copy_is_typed_each_panel_hears_in_a_turn_of_its_own_once_a_breath(qapp: QApplication, qtbot) -> None:
    turns = Turns()
    stirring, told = Stirring(turns, turns), []
    for name in ("pages", "copy", "problems"):
        stirring.tell(lambda name=name: told.append(name))
    stirring.now()
    assert told == ["pages", "copy", "problems"]
    told.clear()
    stirring.soon()
    stirring.soon()
    assert told == []
    hand = QTimer(interval=0)
    hand.timeout.connect(lambda: told.append("hand"))
    hand.start()
    qtbot.waitUntil(lambda: "problems" in told)
    hand.stop()
    assert [each for each in told if each != "hand"] == ["pages", "copy", "problems"]
    assert "".join("h" if each == "hand" else "w" for each in told).count("ww") == 0
    # What is told at once is not told again afterwards.
    told.clear()
    stirring.soon()
    stirring.now()
    qtbot.wait(BREATH_MS + 50)
    assert told == ["pages", "copy", "problems"]


def test_an_issue_opens_before_its_first_page_is_composed(make_window: Callable, issue: Path, qtbot) -> None:
    window = make_window()
    assert window.commands.files.open_path(issue)
    desk = window.desk
    assert desk.is_open
    assert desk.composed == {}
    came: list[str] = []
    desk.page_composed.connect(came.append)
    qtbot.waitUntil(lambda: not desk.is_composing, timeout=30_000)
    assert came == [page.id for page in desk.document.pages]
    assert window.view.page == desk.page_id


def test_what_may_wait_lets_frames_pass_that_come_at_once_but_not_for_ever(qapp: QApplication, qtbot) -> None:
    turns, done = Turns(), []
    turns.ask(lambda: done.append("panel"), Urgency.PANEL)
    turns.breathe()
    qtbot.waitUntil(lambda: done == ["panel"])
    turns.ask(lambda: done.append("again"), Urgency.PANEL)
    frames = 0
    while len(done) < 2 and frames < 100:
        QTest.qSleep(BREATHER_MS + 1)
        turns.breathe()
        qapp.processEvents()
        frames += 1
    assert 1 < frames < 100
    turns.ask(lambda: done.append("tile"), Urgency.TILE)
    turns.breathe()
    qapp.processEvents()
    assert done[-1] == "tile"
