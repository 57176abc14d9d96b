"""Power cuts, played from traces of real runs: what was acknowledged is there, and what is there is whole."""

import hashlib
import random
import shutil
import sys
from collections import Counter
from pathlib import Path

import pytest
from safety import recovered, writers
from safety.disk import Disk, Step, cuts, every, some, traced

from layoutdesk.model import Document
from layoutdesk.store import IssueFile, create, journal

WRITERS = str(Path(writers.__file__))
FIXTURES = Path(__file__).parents[1] / "fixtures"


def run(folder: Path, role: str, *more: object) -> tuple[Disk, list[Step]]:
    """The disk before a program plays ``role``, and what it does."""
    disk = Disk.of(folder)
    return disk, traced([sys.executable, WRITERS, role, str(folder / "a.ldesk"), *map(str, more)], folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    folder.mkdir()
    return folder


def failures(disk: Disk, steps: list[Step], places: list[int], left: Path) -> list[str]:
    """What power cuts at these places lose, in words."""
    complaints = []
    for place, image in cuts(disk, steps, places, random.Random(len(places))):
        image.put(left)
        complaints += [f"cut at {place}: {complaint}" for complaint in recovered.lost(left, image.marks)]
    return complaints


@pytest.mark.parametrize("role", ["edit", "beside"])
@pytest.mark.parametrize("number", [20, pytest.param(150, marks=pytest.mark.slow)])
def test_no_cut_while_editing_loses_what_was_acknowledged(folder: Path, tmp_path: Path, number: int, role: str) -> None:
    create(folder / "a.ldesk", writers.issue(0), {})
    disk, steps = run(folder, role, 120 if number < 100 else 300)
    assert Counter(step.what for step in steps)["S"] > 120
    assert failures(disk, steps, some(steps, number, random.Random(7)), tmp_path / "left") == []


def test_the_test_finds_a_setting_that_loses(folder: Path, tmp_path: Path) -> None:
    """The same run with ``synchronous=NORMAL``. (Alone on the file it would not show: then every commit empties the log.)"""
    create(folder / "a.ldesk", writers.issue(0), {})
    disk, steps = run(folder, "normal", 120)
    complaints = failures(disk, steps, some(steps, 20, random.Random(7)), tmp_path / "left")
    assert sum("was acknowledged" in complaint for complaint in complaints) > 10


@pytest.mark.parametrize("number", [30, pytest.param(0, marks=pytest.mark.slow)])
def test_no_cut_while_files_are_made_moved_and_closed_loses_anything(folder: Path, tmp_path: Path, number: int) -> None:
    disk, steps = run(folder, "day")
    places = some(steps, number, random.Random(11)) if number else every(steps, 1)
    assert failures(disk, steps, places, tmp_path / "left") == []


def crashed(folder: Path, after: int) -> tuple[int, int]:
    """Leaves in ``folder`` what a writer that is gone leaves, its log too: what it had acknowledged and handed in."""
    create(folder / "a.ldesk", writers.issue(0), {})
    disk, steps = run(folder, "edit", 60)
    marks = 0
    for step in steps:
        disk.play(step)
        marks += step.what == "M" and step.data.startswith(b"ack")
        if marks > after and step.what == "S":
            break
    image = disk.cut(random.Random(after))
    image.put(folder)
    return recovered.bounds(image.marks)["a.ldesk"]


@pytest.mark.parametrize("times", [1, pytest.param(10, marks=pytest.mark.slow)])
def test_a_cut_while_an_issue_is_made_in_the_place_of_a_crashed_one(folder: Path, tmp_path: Path, times: int) -> None:
    least, most = crashed(folder, 40)
    assert (folder / "a.ldesk-wal").exists()
    disk, steps = run(folder, "anew", 300)
    for _, image in cuts(disk, steps, every(steps, times), random.Random(3)):
        image.put(tmp_path / "left")
        at = recovered.number_in(tmp_path / "left" / "a.ldesk")
        assert least <= at <= most or (at == 300 and "hand a.ldesk 300" in image.marks)
        assert at == 300 or "ack a.ldesk 300" not in image.marks


@pytest.mark.parametrize("times", [1, pytest.param(10, marks=pytest.mark.slow)])
def test_a_cut_during_the_recovery_from_a_cut_loses_nothing(folder: Path, tmp_path: Path, times: int) -> None:
    least, most = crashed(folder, 30)
    disk, steps = run(folder, "reopen")
    for _, image in cuts(disk, steps, every(steps, times), random.Random(4)):
        image.put(tmp_path / "left")
        assert least <= recovered.number_in(tmp_path / "left" / "a.ldesk") <= most


def test_what_a_crash_at_the_close_leaves_never_gets_into_a_new_issue(folder: Path) -> None:
    create(folder / "a.ldesk", writers.issue(0), {})
    disk, steps = run(folder, "edit", 3)
    # Closing ends with a small transaction of its own, with a journal beside the file.
    closing = max(at for at, step in enumerate(steps) if step.what == "U" and step.data == b"a.ldesk-journal")
    for step in steps[:closing]:
        disk.play(step)
    disk.in_memory().put(folder)
    assert (folder / "a.ldesk-journal").stat().st_size > 512
    # Larger than the one before: what the journal would put back is told by the file's length.
    create(
        folder / "a.ldesk",
        writers.issue(300),
        {hashlib.sha256(each).hexdigest(): each for each in map(writers.photo, range(5))},
    )
    assert recovered.number_in(folder / "a.ldesk") == 300


@pytest.mark.parametrize("stride", [6, pytest.param(1, marks=pytest.mark.slow)])
def test_a_cut_while_an_earlier_format_is_left_loses_nothing(folder: Path, tmp_path: Path, stride: int) -> None:
    shutil.copyfile(FIXTURES / "issue-format-1.ldesk", folder / "a.ldesk")
    whole = content(folder / "a.ldesk")
    disk, steps = run(folder, "reopen")
    left = tmp_path / "left"
    for place, image in cuts(disk, steps, every(steps, 2)[::stride], random.Random(5)):
        image.put(left)
        # The copy has its name only once it is whole.
        for copy in left.glob("a.format-1*.ldesk"):
            assert content(copy) == whole, place
        IssueFile.open(left / "a.ldesk", "w").close()
        assert content(left / "a.ldesk") == whole, place
        assert [content(copy) for copy in left.glob("a.format-1*.ldesk")] == [whole], place


def content(path: Path) -> tuple[Document, list[tuple[object, ...]]]:
    """An issue, and its journal as far as every format has one; both whole."""
    with IssueFile.open(path) as file:
        rows = file.entries()
        assert journal.broken_at(rows) is None
        return file.read(), [(row.seq, row.at, row.actor, row.label, row.edit, row.hash) for row in rows]
