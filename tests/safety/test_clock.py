"""The clock is set back or forward while one works: nothing is lost, reordered or thrown away for it."""

import datetime
import json
import os
import time
from pathlib import Path

import pytest
from safety import recovered, writers

from layoutdesk.base import clock
from layoutdesk.base.problem import Refusal
from layoutdesk.session import Session
from layoutdesk.store import IssueFile, create, journal, locks

NOON = datetime.datetime(2031, 5, 2, 12, tzinfo=datetime.UTC)
#: Hours that the clock jumps by, one edit after each.
JUMPS = (0, 1, -3, 24 * 400, -24 * 800, 0, 2)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    create(tmp_path / "a.ldesk", writers.issue(0), {})
    return tmp_path / "a.ldesk"


def jump(monkeypatch: pytest.MonkeyPatch, hours: float) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON + datetime.timedelta(hours=hours))


def test_edits_stand_in_the_order_in_which_they_were_made(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session.open(path)
    for hours in JUMPS:
        jump(monkeypatch, hours)
        session.apply(writers.step(session))
        assert session.flush()
    session.close()
    assert recovered.number_in(path) == len(JUMPS)
    with IssueFile.open(path) as file:
        rows = file.entries()
    assert [row.seq for row in rows] == list(range(1, len(JUMPS) + 1))
    assert [row.at for row in rows] == [
        (NOON + datetime.timedelta(hours=hours)).isoformat(timespec="milliseconds") for hours in JUMPS
    ]
    assert journal.broken_at(rows) is None


def test_typing_is_committed_however_the_clock_stands(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session.open(path)
    for hours in (0, -1000, 1000):
        jump(monkeypatch, hours)
        session.apply(writers.numbered(0))
        until = time.monotonic() + 10
        while not session.saved and time.monotonic() < until:
            time.sleep(0.01)
        assert session.saved
    session.close()


def test_versions_stay_when_the_clock_jumps_ahead_and_back(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands years ahead for one version: what was kept in the hours before is not thinned for it."""
    with IssueFile.open(path, "w") as file:
        document = file.read()
        hours = [n / 6 for n in range(9)] + [24 * 365.0 * 9, 1.6, 1.8]
        for number, hour in enumerate(hours):
            jump(monkeypatch, hour)
            after = writers.issue(number + 1)
            file.commit(document, after, writers.numbered(number + 1))
            document = after
            file.keep_version(document, "named" if number == 4 else "auto", f"{number}")
        assert [version.revision for version in file.versions()] == list(range(1, len(hours) + 1))
        assert file.version(file.versions()[3].number) == writers.issue(4)


@pytest.mark.parametrize("age", [-3600.0, -20.0, 0.0, 20.0, 3600.0])
def test_the_lock_of_a_process_that_works_holds_at_any_age(path: Path, age: float) -> None:
    holder = locks.WriterLock.acquire(path, by_system=False)
    file = path.with_name(f".{path.name}.lock")
    os.utime(file, (time.time() - age,) * 2)
    with pytest.raises(Refusal, match=r"store\.in-use"):
        locks.WriterLock.acquire(path, by_system=False)
    holder.release()


@pytest.mark.parametrize(("age", "held"), [(-3600.0, False), (-1.0, True), (1.0, True), (3600.0, False)])
def test_a_lock_that_names_nobody_is_taken_over_unless_just_written(path: Path, age: float, held: bool) -> None:
    file = path.with_name(f".{path.name}.lock")
    file.write_bytes(b"")
    os.utime(file, (time.time() - age,) * 2)
    if held and os.name != "nt":
        with pytest.raises(Refusal, match=r"store\.in-use"):
            locks.WriterLock.acquire(path, by_system=False)
    else:
        locks.WriterLock.acquire(path, by_system=False).release()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="this system does not say when a process began")
def test_a_number_that_another_process_got_holds_no_lock(path: Path) -> None:
    """After a crash the process's number was given to another: this one, say."""
    holder = locks.WriterLock.acquire(path, by_system=False)
    file = path.with_name(f".{path.name}.lock")
    owner = json.loads(file.read_text("utf-8"))
    holder.release()
    boot, begun = owner["begun"].split()
    for later in (f"{boot} {int(begun) - 1}", f"{'0' * len(boot)} {begun}"):
        file.write_text(json.dumps(owner | {"begun": later}), "utf-8")
        locks.WriterLock.acquire(path, by_system=False).release()
    parent = str(os.getppid())
    file.write_text(json.dumps(owner | {"process": parent, "begun": locks._begun(parent)}), "utf-8")
    with pytest.raises(Refusal, match=r"store\.in-use"):
        locks.WriterLock.acquire(path, by_system=False)
    # A machine of the same name elsewhere is not this one.
    file.write_text(json.dumps(owner | {"machine": "another", "process": "999999999"}), "utf-8")
    with pytest.raises(Refusal, match=r"store\.in-use"):
        locks.WriterLock.acquire(path, by_system=False)
