"""A process that stays: what it made ready is there for the next piece of work, and it is ended, rests or dies without harm."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from layoutdesk import words
from layoutdesk.base.problem import Refusal
from layoutdesk.resident import Errand, Resident

WORK = """
import os, time
from pathlib import Path
from layoutdesk.base.problem import Refusal

KNOWN = []

def count(step, *, progress):
    KNOWN.append(step)
    progress(0.5, "half")
    return os.getpid(), list(KNOWN)

def ground():
    return Path(__file__).with_name("ground").read_text()

def refuse(*, progress):
    raise Refusal("cli.not-final", file="a.ldesk", errors=2, first="b")

def fault(*, progress):
    raise ValueError("no")

def die(*, progress):
    os._exit(7)

def write(path, *, progress):
    try:
        path.write_text("part")
        progress(0.1, "")
        time.sleep(600)
    finally:
        path.unlink()
"""


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """A module that another process can import."""
    (tmp_path / "work_that_stays.py").write_text(WORK, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield import_module("work_that_stays")
    sys.modules.pop("work_that_stays")


@pytest.fixture
def resident() -> Iterator[Resident]:
    made = Resident()
    yield made
    made.end()
    assert made.pid == 0


def done(errand: Errand) -> Any:
    """What comes back of an errand."""
    until = time.monotonic() + 60
    while not errand.poll(0.1):
        assert time.monotonic() < until
    return errand.result


def test_what_was_made_ready_is_there_the_next_time(work: ModuleType, resident: Resident) -> None:
    first, _ = done(resident.start(work.count, 1))
    errand = resident.start(work.count, 2)
    again, known = done(errand)
    assert (again, known) == (first, [1, 2])
    assert resident.pid == first != os.getpid()
    assert (errand.state, errand.progress, errand.doing) == ("done", 1.0, "half")


def test_what_is_refused_or_goes_wrong_is_said_and_the_process_stays(work: ModuleType, resident: Resident) -> None:
    first, _ = done(resident.start(work.count, 1))
    with pytest.raises(Refusal) as refused:
        done(resident.start(work.refuse))
    assert "a.ldesk" in words.refusal_text(refused.value, "en")
    with pytest.raises(Refusal, match="ValueError"):
        done(resident.start(work.fault))
    assert done(resident.start(work.count, 2)) == (first, [1, 2])


def test_one_that_dies_is_told_and_the_next_work_has_another(work: ModuleType, resident: Resident) -> None:
    first, _ = done(resident.start(work.count, 1))
    with pytest.raises(Refusal) as died:
        done(resident.start(work.die))
    assert (died.value.code, died.value.args_["exit"]) == ("jobs.died", "7")
    second, known = done(resident.start(work.count, 2))
    assert second != first
    assert known == [2]
    # Also one that dies while nothing is asked of it.
    os.kill(second, signal.SIGKILL)
    third, _ = done(resident.start(work.count, 3))
    assert third not in (first, second)


def test_what_is_cancelled_takes_away_what_it_was_writing(work: ModuleType, resident: Resident, tmp_path: Path) -> None:
    target = tmp_path / "part"
    errand = resident.start(work.write, target)
    while not errand.progress:
        assert not errand.poll(0.1)
    assert target.exists()
    errand.cancel()
    assert not target.exists()
    assert errand.poll()
    with pytest.raises(Refusal) as cancelled:
        errand.result  # noqa: B018
    assert cancelled.value.code == "jobs.cancelled"
    assert done(resident.start(work.count, 1))[1] == [1]


def test_one_that_has_rested_ends_by_itself_and_is_started_anew(work: ModuleType) -> None:
    resident = Resident(rest=0.2)
    first, _ = done(resident.start(work.count, 1))
    until = time.monotonic() + 30
    while resident.pid:
        assert time.monotonic() < until
        time.sleep(0.05)
    again, known = done(resident.start(work.count, 2))
    assert again != first
    assert known == [2]
    # The work may come in the very moment in which it ends.
    os.kill(again, signal.SIGSTOP)
    time.sleep(0.4)
    errand = resident.start(work.count, 3)
    os.kill(again, signal.SIGCONT)
    assert done(errand)[1] in ([2, 3], [3])
    resident.end()


def test_where_what_it_stands_on_is_another_another_does_the_work(work: ModuleType, tmp_path: Path) -> None:
    ground = tmp_path / "ground"
    ground.write_text("first")
    resident = Resident(ground=work.ground)
    first, _ = done(resident.start(work.count, 1))
    assert done(resident.start(work.count, 2)) == (first, [1, 2])
    ground.write_text("second")
    again, known = done(resident.start(work.count, 3))
    assert again != first
    assert known == [3]
    assert done(resident.start(work.count, 4)) == (again, [3, 4])
    resident.end()
