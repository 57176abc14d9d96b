"""The file under the editor is taken away, its folder too, or nobody may write there: said in words, and nothing lost."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
from safety import recovered, writers
from safety.small_disk import read_only, small_disk

from layoutdesk import words
from layoutdesk.base.problem import Refusal
from layoutdesk.session import Session
from layoutdesk.store import IssueFile, create

unlinks = pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    folder = tmp_path / "desk"
    folder.mkdir()
    create(folder / "a.ldesk", writers.issue(0), {})
    session = Session.open(folder / "a.ldesk")
    session.apply(writers.step(session))
    assert session.flush()
    yield session
    session.close(discard=True)


def told(session: Session) -> str:
    """Why an edit is not saved, whole in both languages."""
    session.apply(writers.step(session))
    assert not session.flush()
    for language in words.LANGUAGES:
        assert "{" not in words.problem_text(session.problems[0], language)
    return session.problems[0].code


def rescued(session: Session, folder: Path) -> None:
    """The way out: everything is saved elsewhere, and work goes on there."""
    number = int(session.document.meta.number)
    session.save_as(folder / "rescued.ldesk")
    assert session.problems == ()
    session.apply(writers.step(session))
    session.close()
    assert recovered.number_in(folder / "rescued.ldesk") == number + 1


@unlinks
def test_a_file_that_is_removed(session: Session, tmp_path: Path) -> None:
    session.path.unlink()
    assert told(session) == "store.gone"
    rescued(session, tmp_path)
    assert [each.name for each in (tmp_path / "desk").iterdir()] == []


@unlinks
def test_a_file_that_is_renamed_and_comes_back(session: Session, tmp_path: Path) -> None:
    session.path.rename(session.path.with_name("b.ldesk"))
    assert told(session) == "store.gone"
    session.path.with_name("b.ldesk").rename(session.path)
    assert session.flush(timeout=30)
    session.close()
    assert recovered.number_in(session.path) == 2


@unlinks
def test_a_file_that_is_renamed_keeps_what_was_acknowledged(session: Session, tmp_path: Path) -> None:
    other = session.path.with_name("b.ldesk")
    session.path.rename(other)
    assert told(session) == "store.gone"
    rescued(session, tmp_path)
    assert recovered.number_in(other) == 1


@unlinks
@pytest.mark.parametrize("content", [b"", b"somebody else's letter" * 50])
def test_a_file_that_is_replaced(session: Session, tmp_path: Path, content: bytes) -> None:
    beside = tmp_path / "new"
    beside.write_bytes(content)
    beside.replace(session.path)
    assert told(session) == "store.replaced"
    rescued(session, tmp_path)
    assert session.path != tmp_path / "desk" / "a.ldesk"
    assert (tmp_path / "desk" / "a.ldesk").read_bytes() == content


@unlinks
def test_a_file_that_is_replaced_by_an_issue(session: Session, tmp_path: Path) -> None:
    """A synchroniser puts yesterday's issue over today's."""
    beside = tmp_path / "new.ldesk"
    create(beside, writers.issue(40), {})
    beside.replace(session.path)
    assert told(session) == "store.replaced"
    rescued(session, tmp_path)
    assert recovered.number_in(tmp_path / "desk" / "a.ldesk") == 40


@unlinks
def test_a_folder_that_is_removed(session: Session, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "desk")
    assert told(session) == "store.gone"
    with pytest.raises(Refusal, match=r"store\.no-folder"):
        session.save_as(session.path)
    rescued(session, tmp_path)


@unlinks
def test_a_file_written_over_in_its_place(session: Session, tmp_path: Path) -> None:
    """Not replaced but poured over, as some copying programs do: the issue is told to be lost, the work is not."""
    session.path.write_bytes(b"poured over " * 4000)
    assert told(session) == "store.overwritten"
    rescued(session, tmp_path)


def test_a_medium_that_takes_nothing_can_be_read(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disc", 1024) as disc:
        create(disc / "a.ldesk", writers.issue(7), {})
        session = Session.open(disc / "a.ldesk")
        session.apply(writers.step(session))
        session.close()
        read_only(disc)
        with pytest.raises(Refusal) as refused:
            Session.open(disc / "a.ldesk")
        assert refused.value.code == "store.not-writable"
        reader = Session.open(disc / "a.ldesk", read_only=True)
        assert reader.document.meta.number == "8"
        with pytest.raises(Refusal, match=r"session\.read-only"):
            reader.apply(writers.numbered(9))
        reader.close()
        with pytest.raises(Refusal, match=r"store\.not-writable"):
            create(disc / "b.ldesk", writers.issue(1), {})


def test_a_copy_made_while_somebody_writes_opens_on_a_medium_that_takes_nothing(tmp_path: Path) -> None:
    """The whole folder is copied while the issue is open: with the log, empty as it is, or without."""
    folder = tmp_path / "desk"
    folder.mkdir()
    create(folder / "a.ldesk", writers.issue(7), {})
    session = Session.open(folder / "a.ldesk")
    session.apply(writers.step(session))
    assert session.flush()
    with small_disk(tmp_path / "disc", 1024) as disc:
        for number, names in enumerate(
            (("a.ldesk",), ("a.ldesk", "a.ldesk-wal"), ("a.ldesk", "a.ldesk-wal", "a.ldesk-shm"))
        ):
            (disc / str(number)).mkdir()
            for name in names:
                shutil.copyfile(folder / name, disc / str(number) / name)
        read_only(disc)
        for number in range(3):
            with IssueFile.open(disc / str(number) / "a.ldesk") as reader:
                assert reader.read() == session.document
    session.close()


#: Does something as a user who owns nothing; everything is loaded before root becomes nobody.
AS_NOBODY = """
import getpass, os, shutil, sys
from pathlib import Path
from layoutdesk.base.problem import Refusal
from layoutdesk.session import Session
from layoutdesk.store import create
from layoutdesk.store.locks import WriterLock
from layoutdesk.model import Document
os.setgroups([]); os.setgid(65534); os.setuid(65534)
path = Path(sys.argv[2])
try:
    if sys.argv[1] == "write":
        Session.open(path).close()
    elif sys.argv[1] == "read":
        print(Session.open(path, read_only=True).document.meta.number)
    else:
        create(path, Document(), {})
    print("done")
except Refusal as refusal:
    print(refusal.code)
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the machine can reach."""
    if sys.platform == "win32" or os.geteuid() != 0:
        pytest.skip("only root can become somebody else")
    folder = Path(mkdtemp(prefix="layoutdesk-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def as_nobody(what: str, path: Path) -> list[str]:
    command = [sys.executable, "-c", AS_NOBODY, what, str(path)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


def test_a_folder_in_which_one_may_only_read(open_folder: Path) -> None:
    path = open_folder / "a.ldesk"
    create(path, writers.issue(3), {})
    assert as_nobody("write", path) == ["store.not-writable"]
    assert as_nobody("read", path) == ["3", "done"]
    assert as_nobody("create", open_folder / "b.ldesk") == ["store.not-writable"]
    assert as_nobody("create", path) == ["store.not-writable"]
    assert [each.name for each in open_folder.iterdir()] == ["a.ldesk"]


def test_a_file_that_one_may_not_even_read(open_folder: Path) -> None:
    path = open_folder / "a.ldesk"
    create(path, writers.issue(3), {})
    path.chmod(0o600)
    open_folder.chmod(0o777)
    assert as_nobody("read", path) == ["store.cannot-open"]
    assert as_nobody("write", path) == ["store.cannot-open"]
    assert [each.name for each in open_folder.iterdir()] == ["a.ldesk"]


def test_the_lock_that_a_colleague_left_in_a_folder_of_several(open_folder: Path) -> None:
    path = open_folder / "a.ldesk"
    create(path, writers.issue(3), {})
    path.chmod(0o666)
    open_folder.chmod(0o777)
    lock = open_folder / ".a.ldesk.lock"
    lock.write_text('{"user": "root", "host": "x", "process": "1"}', "utf-8")
    lock.chmod(0o644)
    assert as_nobody("write", path) == ["done"]
    assert [each.name for each in open_folder.iterdir()] == ["a.ldesk"]
    with IssueFile.open(path, "w"):
        assert as_nobody("write", path) == ["store.in-use"]
        assert as_nobody("read", path) == ["3", "done"]
