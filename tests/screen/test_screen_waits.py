"""Waiting on the screen has an end: what never answers fails soon, and says what was waited for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from screen.display import Lines, running, until


def test_lines_come_one_by_one_however_they_are_sent(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "print('one\\ntwo'); print('three', flush=True); input()"]
    with running(command, tmp_path / "log", stdout=subprocess.PIPE, stdin=subprocess.PIPE) as process:
        lines = Lines(process.stdout.fileno())
        assert [lines.take(f"line {n}") for n in range(3)] == ["one", "two", "three"]
        with pytest.raises(AssertionError, match="waited in vain for: line 3"):
            lines.take("line 3", patience=0.05)


def test_who_ends_without_a_word_is_told(tmp_path: Path) -> None:
    with (
        running([sys.executable, "-c", ""], tmp_path / "log", stdout=subprocess.PIPE) as process,
        pytest.raises(AssertionError, match="ended before: the number"),
    ):
        Lines(process.stdout.fileno()).take("the number")


def test_what_never_comes_is_named() -> None:
    with pytest.raises(AssertionError, match="waited in vain for: rain"):
        until("rain", lambda: False, patience=0.05)
