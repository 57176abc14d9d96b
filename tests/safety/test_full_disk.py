"""A disk without room, for real: nothing is half written, what is in memory stays there, and it is said in words."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from safety import recovered, writers
from safety.small_disk import fill_up, small_disk
from safety.test_kills import COPY, to_print

from layoutdesk import words
from layoutdesk.base.problem import Refusal
from layoutdesk.cli import run
from layoutdesk.edits import ReplaceText
from layoutdesk.session import Session
from layoutdesk.store import IssueFile, create

FIXTURES = Path(__file__).parents[1] / "fixtures"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "small", 2048) as folder:
        yield folder


def code_of(refused: pytest.ExceptionInfo[Refusal]) -> str:
    for language in words.LANGUAGES:
        assert "{" not in words.refusal_text(refused.value, language)
    return refused.value.code


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if each.name != "fill")


def room(disk: Path) -> None:
    (disk / "fill").unlink()


def test_an_issue_that_finds_no_room_is_not_begun(disk: Path) -> None:
    create(disk / "a.ldesk", writers.issue(1), {})
    for leaving in (0, 4096, 20_000):
        fill_up(disk, leaving)
        for name in ("a.ldesk", "new.ldesk"):
            with pytest.raises(Refusal) as refused:
                create(disk / name, writers.issue(2), {})
            assert code_of(refused) == "store.no-room"
        assert names(disk) == ["a.ldesk"]
    room(disk)
    assert recovered.number_in(disk / "a.ldesk") == 1


def test_without_room_an_issue_can_be_read(disk: Path) -> None:
    create(disk / "a.ldesk", writers.issue(1), {})
    for leaving in (0, 4096, 20_000, 40_000, 100_000):
        fill_up(disk, leaving)
        with pytest.raises(Refusal) as refused:
            Session.open(disk / "a.ldesk")
        assert code_of(refused) == "store.no-room-to-write"
        reader = Session.open(disk / "a.ldesk", read_only=True)
        assert reader.document == writers.issue(1)
        reader.close()
        assert names(disk) == ["a.ldesk"]
    room(disk)
    Session.open(disk / "a.ldesk").close()


def test_edits_wait_in_memory_for_room(disk: Path) -> None:
    path = disk / "a.ldesk"
    create(path, writers.issue(0), {})
    session = Session.open(path)
    fill_up(disk)
    for _ in range(3):
        session.apply(writers.step(session))
        assert not session.flush()
        assert [problem.code for problem in session.problems] == ["store.full"]
    with pytest.raises(Refusal) as refused:
        session.save_as(disk / "b.ldesk")
    assert code_of(refused) == "store.no-room"
    with pytest.raises(Refusal) as refused:
        session.close()
    assert code_of(refused) == "store.full"
    assert int(session.document.meta.number) == 3
    assert names(disk) == [".a.ldesk.lock", "a.ldesk", "a.ldesk-shm", "a.ldesk-wal"]
    room(disk)
    session.close()
    assert names(disk) == ["a.ldesk"]
    assert recovered.number_in(path) == 3


def test_a_disk_that_fills_while_one_edits_takes_what_it_acknowledges(disk: Path) -> None:
    path = disk / "a.ldesk"
    create(path, writers.issue(0), {})
    session = Session.open(path)
    fill_up(disk, leaving=150_000)
    acknowledged = 0
    while True:
        text = session.document.stories[0].body[0]
        session.apply(writers.step(session))
        if not session.flush():
            break
        acknowledged += 1
        assert acknowledged < 500, text
    assert session.problems[0].code == "store.full"
    session.close(discard=True)
    room(disk)
    assert acknowledged <= recovered.number_in(path) <= acknowledged + 1


def test_an_earlier_format_that_finds_no_room_stays_what_it_is(disk: Path) -> None:
    path = disk / "old.ldesk"
    shutil.copyfile(FIXTURES / "issue-format-1.ldesk", path)
    before = path.read_bytes()
    for leaving in (0, 50_000, 262_144, 280_000):
        fill_up(disk, leaving)
        try:
            IssueFile.open(path, "w").close()
        except Refusal as refusal:
            assert refusal.code in ("store.no-room", "store.no-room-to-write")
            with IssueFile.open(path) as file:
                file.read()
        else:
            break
        assert path.read_bytes()[:100] == before[:100] or (disk / "old.format-1.ldesk").read_bytes() == before
    room(disk)
    with IssueFile.open(path, "w") as file:
        file.read()
    with IssueFile.open(disk / "old.format-1.ldesk") as copy:
        assert copy.seq > 0


def test_an_export_that_finds_no_room_leaves_the_pdf_of_yesterday(
    disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    issue = to_print(tmp_path)
    target = disk / "paper.pdf"
    target.write_bytes(b"yesterday")
    fill_up(disk)
    assert run(["export", str(issue), "-o", str(target), "--as", "pdf"]) == 2
    assert "paper.pdf" in capsys.readouterr().err
    assert target.read_bytes() == b"yesterday"
    assert names(disk) == ["paper.pdf"]


def test_compiling_that_finds_no_room_leaves_the_issue_of_yesterday(
    disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy.md"
    copy.write_text(COPY.format(body="渡口的灯在夜里亮到天明。"), "utf-8")
    create(disk / "paper.ldesk", writers.issue(1), {})
    fill_up(disk)
    assert run(["compile", str(copy), "-o", str(disk / "paper.ldesk")]) == 2
    assert "paper.ldesk" in capsys.readouterr().err
    assert names(disk) == ["paper.ldesk"]
    room(disk)
    assert recovered.number_in(disk / "paper.ldesk") == 1


def test_a_long_paragraph_waits_with_what_comes_after_it(disk: Path) -> None:
    path = disk / "a.ldesk"
    create(path, writers.issue(0), {})
    session = Session.open(path)
    session.apply(ReplaceText("st", "p", 0, 0, "长" * 900_000))
    assert not session.flush()
    session.apply(ReplaceText("st", "p", 0, 0, "短"))
    assert not session.saved
    session.undo()
    session.undo()
    # What was too much is not asked for any longer, but it is a step of the past: it still has to be told and kept.
    assert session.problems[0].code == "store.full"
    session.save_as(path.parents[1] / "elsewhere.ldesk")
    session.close()
    with IssueFile.open(path) as file:
        assert file.read() == writers.issue(0)
    with IssueFile.open(path.parents[1] / "elsewhere.ldesk") as file:
        assert file.read() == writers.issue(0)
