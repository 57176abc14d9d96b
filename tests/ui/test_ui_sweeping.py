"""Circular garbage is looked for at rest, never under the hand."""

from __future__ import annotations

import gc
import platform
from collections.abc import Iterator
from pathlib import Path

import pytest

from layoutdesk import edits
from layoutdesk.store import keeper, snapshots
from layoutdesk.ui import sweeping
from layoutdesk.ui.resting import Resting


@pytest.fixture
def looks() -> Iterator[list[int]]:
    """The generations that are looked at while a test runs; the interpreter's ways stay as they were."""
    before, seen = gc.get_threshold(), []

    def see(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            seen.append(info["generation"])

    gc.callbacks.append(see)
    yield seen
    gc.callbacks.remove(see)
    gc.set_threshold(*before)
    gc.unfreeze()


def test_a_long_run_of_typing_is_never_held_up_and_rest_sweeps(window, looks, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(sweeping, "REST_MS", 120)
    sweeping.Sweeping(window.desk, Resting(window.desk))
    gc.collect()
    looks.clear()
    for step in range(150):
        window.desk.apply(edits.ReplaceText("st-dock", "st-dock-0", step, step, "渡"))
    assert 2 not in looks
    qtbot.waitUntil(lambda: 2 in looks)
    assert gc.get_freeze_count() > 0
    window.commands.files.close_issue()
    assert gc.get_freeze_count() == 0


def test_what_frames_made_is_looked_at_behind_them(window, looks, qtbot) -> None:
    sweeping.Sweeping(window.desk, Resting(window.desk))
    gc.collect()
    looks.clear()
    behind = 0
    for step in range(30):
        before = len(looks)
        window.desk.apply(edits.ReplaceText("st-dock", "st-dock-0", step, step, "渡"))
        assert len(looks) == before
        qtbot.wait(20)
        behind += len(looks) - before
    assert behind


def test_whoever_pans_is_not_held_up(window, looks, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(sweeping, "REST_MS", 120)
    sweeping.Sweeping(window.desk, Resting(window.desk, window.view))
    window.view.set_zoom(2.0)
    bar = window.view.verticalScrollBar()
    looks.clear()
    for _ in range(20):
        bar.setValue(bar.value() + 1)
        qtbot.wait(20)
    assert 2 not in looks
    qtbot.waitUntil(lambda: 2 in looks)


def test_the_check_of_the_file_waits_for_a_hand_at_work(make_window, issue, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(keeper, "FIRST", 0.2)
    window = make_window()
    Resting(window.desk, window.view)
    assert window.commands.files.open_path(issue)
    window.view.set_zoom(2.0)
    bar = window.view.verticalScrollBar()
    for _ in range(40):
        bar.setValue(bar.value() + 1)
        qtbot.wait(20)
    assert snapshots.listed(issue) == []
    qtbot.waitUntil(lambda: snapshots.listed(issue) != [])


def test_what_is_free_at_rest_goes_back_to_the_machine(window, looks, qtbot, monkeypatch) -> None:
    if platform.libc_ver()[0] != "glibc":
        pytest.skip("another C library gives memory back by itself, or not at all")
    held = [bytearray(100_000) for _ in range(400)]
    # Every tenth stays, and so do the holes between them.
    kept, held = held[::10], []
    before = _anonymous_kb()
    monkeypatch.setattr(sweeping, "REST_MS", 60)
    sweeping.Sweeping(window.desk, Resting(window.desk))
    window.desk.select(None)
    window.desk.apply(edits.SetStory("st-dock", priority=2))
    qtbot.waitUntil(lambda: _anonymous_kb() < before - 20_000)
    assert len(kept) == 40


def _anonymous_kb() -> int:
    status = Path("/proc/self/status").read_text()
    return int(status.split("RssAnon:")[1].split()[0])
