"""Quit and start again: the editor is where the editor was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QSettings
from PySide6.QtTest import QTest

from layoutdesk.ui.whereabouts import KEPT, Whereabouts, recall, remember
from layoutdesk.ui.window import Window


def opened(make_window: Callable[[], Window], issue: Path) -> Window:
    window = make_window()
    assert window.commands.files.open_path(issue)
    window.desk.finish_composing()
    QTest.qWait(20)
    window.view.settle()
    return window


def middle(window: Window) -> tuple[float, float]:
    return window.view.to_page(QPointF(window.view.viewport().rect().center()))


def test_page_zoom_and_place_are_as_left(make_window: Callable[[], Window], issue: Path) -> None:
    first = opened(make_window, issue)
    last = first.desk.document.pages[-1].id
    first.desk.turn_to(last)
    first.view.set_zoom(2.0)
    first.view.pan(-150, -260)
    left_at = middle(first)
    first.close()
    second = opened(make_window, issue)
    assert second.desk.page_id == last
    assert second.view.zoom == pytest.approx(2.0)
    assert middle(second) == pytest.approx(left_at, abs=1.5)


def test_a_page_seen_whole_is_seen_whole_again(make_window: Callable[[], Window], issue: Path) -> None:
    first = opened(make_window, issue)
    assert first.view.is_fitted
    zoom = first.view.zoom
    first.close()
    second = opened(make_window, issue)
    assert second.view.is_fitted and second.view.zoom == pytest.approx(zoom, rel=0.02)


def test_a_page_that_is_gone_and_damaged_settings_do_no_harm(make_window: Callable[[], Window], issue: Path) -> None:
    remember(issue, Whereabouts("no-such-page", 3.0, 10.0, 10.0))
    window = opened(make_window, issue)
    assert window.desk.page_id == window.desk.document.pages[0].id
    settings = QSettings()
    for key in settings.allKeys():
        if key.startswith("issues/") and key != "issues/known":
            settings.setValue(key, "rubbish")
    assert recall(issue) is None


def test_the_issues_looked_at_longest_ago_are_forgotten(tmp_path: Path) -> None:
    for number in range(KEPT + 5):
        remember(tmp_path / f"{number}.ldesk", Whereabouts("p", 1.0, 0.0, 0.0))
    known = [recall(tmp_path / f"{number}.ldesk") is not None for number in range(KEPT + 5)]
    assert known == [False] * 5 + [True] * KEPT
