"""An issue on a network share: worked on here, published as a whole, and never over what somebody else did there.

A folder in the machine's memory stands for the share: another file system than the disk's, declared to be a network's.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from safety import recovered, writers
from safety.small_disk import fill_up, small_disk
from safety.test_kills import killed

from layoutdesk import words
from layoutdesk.base.problem import Refusal
from layoutdesk.session import Session
from layoutdesk.store import IssueFile, create, locks, mounts, publisher

MEMORY = Path("/dev/shm")


@pytest.fixture
def share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on a file system that counts as a network's, and a place on this machine for copies."""
    if mounts.kind_of(MEMORY) != "tmpfs" or mounts.kind_of(tmp_path) == "tmpfs":
        pytest.skip("no second file system here that could stand for a share")
    monkeypatch.setattr(mounts, "REMOTE", mounts.REMOTE | {"tmpfs"})
    monkeypatch.setenv("LAYOUTDESK_STATE", str(tmp_path / "state"))
    with TemporaryDirectory(dir=MEMORY, prefix="layoutdesk-") as folder:
        yield Path(folder).resolve()


@pytest.fixture
def place(share: Path) -> Path:
    create(share / "a.ldesk", writers.issue(0), {})
    return share / "a.ldesk"


def edited(file: IssueFile, times: int = 1) -> None:
    """Commits edits, as a session does."""
    for _ in range(times):
        before = file.read()
        number = int(before.meta.number) + 1
        file.commit(before, writers.issue(number), writers.numbered(number))


def number_at(path: Path) -> int:
    with IssueFile.open(path) as file:
        return int(file.read().meta.number)


def code_of(refused: pytest.ExceptionInfo[Refusal]) -> str:
    for language in words.LANGUAGES:
        assert "{" not in words.refusal_text(refused.value, language)
    return refused.value.code


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_the_kernel_says_what_a_share_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = tmp_path / "mountinfo"
    listed.write_text(
        "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
        "30 22 0:40 / /mnt/paper\\040desk rw,relatime shared:1 - cifs //server/desk rw\n"
        "31 30 8:2 / /mnt/paper\\040desk/local rw - ext4 /dev/sdb1 rw\n"
        "32 22 0:41 / /home/lin rw - fuse.sshfs lin@server: rw\n"
        "33 22 0:42 / /srv rw - ext4 /dev/sdc1 rw\n"
        "34 22 0:43 / /srv rw - nfs4 server:/srv rw\n",
        "utf-8",
    )
    monkeypatch.setattr(mounts, "_MOUNTINFO", listed)
    for path, remote in {
        "/mnt/paper desk/today.ldesk": True,
        "/mnt/paper desk/local/today.ldesk": False,
        "/mnt/paper": False,
        "/home/lin/a/b.ldesk": True,
        "/home/linda/a.ldesk": False,
        "/srv/a.ldesk": True,
        "/a.ldesk": False,
    }.items():
        assert mounts.is_remote(Path(path)) is remote, path
    monkeypatch.setattr(mounts, "_MOUNTINFO", tmp_path / "none")
    assert not mounts.is_remote(Path("/srv/a.ldesk"))


def test_work_happens_here_and_goes_to_the_share_when_settled(place: Path, tmp_path: Path) -> None:
    with IssueFile.open(place, "w") as file:
        assert file.place == place
        assert tmp_path in file.path.parents
        edited(file, 3)
        assert number_at(place) == 0
        file.settle()
        assert number_at(place) == 3
        edited(file)
        # No database is at work on the share, and nothing of one lies there.
        assert names(place.parent) == [".a.ldesk.lock", "a.ldesk"]
    assert recovered.number_in(place) == 4
    assert names(place.parent) == ["a.ldesk"]
    assert not list((tmp_path / "state").rglob("*.ldesk"))


def test_work_goes_to_the_share_by_itself(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publisher, "SETTLED", 0.05)
    with IssueFile.open(place, "w") as file:
        edited(file, 2)
        until = time.monotonic() + 20
        while number_at(place) != 2 and time.monotonic() < until:
            time.sleep(0.02)
        assert number_at(place) == 2


def test_an_unbroken_stream_of_edits_goes_out_now_and_then(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publisher, "LONGEST", 0.05)
    with IssueFile.open(place, "w") as file:
        until = time.monotonic() + 20
        while number_at(place) == 0 and time.monotonic() < until:
            edited(file)
        assert number_at(place) > 0


def test_a_share_that_is_gone_is_told_and_gets_the_work_when_it_is_back(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publisher, "AGAIN", 0.05)
    monkeypatch.setattr(publisher, "SETTLED", 0.05)
    away = place.parent.with_name(place.parent.name + "-away")
    with IssueFile.open(place, "w") as file:
        place.parent.rename(away)
        edited(file, 2)
        with pytest.raises(Refusal) as refused:
            file.settle()
        assert code_of(refused) == "store.share-gone"
        assert file.problem is not None
        edited(file)
        away.rename(place.parent)
        until = time.monotonic() + 20
        while file.problem is not None and time.monotonic() < until:
            time.sleep(0.02)
        assert file.problem is None
    assert number_at(place) == 3


def test_a_mount_point_without_its_share_gets_nothing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with IssueFile.open(place, "w") as file:
        edited(file)
        with monkeypatch.context() as unmounted:
            unmounted.setattr(mounts, "REMOTE", frozenset())
            for publish in (file.settle, file.renew):
                with pytest.raises(Refusal, match=r"store\.share-gone"):
                    publish()
        assert number_at(place) == 0


def test_what_somebody_else_put_there_is_not_overwritten(place: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.ldesk"
    create(other, writers.issue(77), {})
    with IssueFile.open(place, "w") as file:
        edited(file, 2)
        place.write_bytes(other.read_bytes())
        for publish in (file.settle, file.renew):
            with pytest.raises(Refusal) as refused:
                publish()
            assert code_of(refused) == "store.changed-on-share"
    assert number_at(place) == 77
    # The next time both are still there, and it is said where.
    with pytest.raises(Refusal) as refused:
        IssueFile.open(place, "w")
    assert code_of(refused) == "store.two-versions"
    assert recovered.number_in(Path(refused.value.args_["kept"])) == 2
    with IssueFile.open(place, "w") as file:
        assert file.read() == writers.issue(77)


def test_a_clock_that_stands_still_hides_no_change(place: Path) -> None:
    """Same length, same time, another content: the head of a database counts its changes."""
    with IssueFile.open(place, "w") as file:
        edited(file)
        found = place.stat()
        data = bytearray(place.read_bytes())
        data[24:28] = (int.from_bytes(data[24:28], "big") + 1).to_bytes(4, "big")
        place.write_bytes(data)
        os.utime(place, ns=(found.st_atime_ns, found.st_mtime_ns))
        with pytest.raises(Refusal, match=r"store\.changed-on-share"):
            file.settle()


def test_a_file_taken_from_the_share_is_put_back_only_when_asked(place: Path) -> None:
    with IssueFile.open(place, "w") as file:
        edited(file)
        place.unlink()
        with pytest.raises(Refusal) as refused:
            file.settle()
        assert code_of(refused) == "store.gone"
        assert not place.exists()
        assert file.renew()
        assert number_at(place) == 1


def test_a_full_share_is_told_and_keeps_what_it_has(share: Path) -> None:
    with small_disk(share / "small", 512) as small:
        create(small / "a.ldesk", writers.issue(0), {})
        with IssueFile.open(small / "a.ldesk", "w") as file:
            edited(file, 2)
            fill_up(small)
            with pytest.raises(Refusal) as refused:
                file.settle()
            assert code_of(refused) == "store.full"
            assert number_at(small / "a.ldesk") == 0
            (small / "fill").unlink()
            file.settle()
        assert recovered.number_in(small / "a.ldesk") == 2


SHARED = """
import sys
sys.path.insert(0, sys.argv.pop(1))
from pathlib import Path
from layoutdesk.store import mounts, publisher
mounts.REMOTE |= {"tmpfs"}
publisher.SETTLED = float(sys.argv.pop(1))
from safety.writers import main
main(sys.argv[1:])
"""
SHARED_WRITERS = [sys.executable, "-c", SHARED, str(Path(__file__).parents[1])]


def test_work_that_a_crash_kept_from_the_share_goes_there_the_next_time(place: Path) -> None:
    marks = killed([*SHARED_WRITERS, "60", "edit", str(place)], 0.3)
    least, most = recovered.bounds(marks)["a.ldesk"]
    assert least > 0
    assert number_at(place) == 0
    with IssueFile.open(place, "w") as file:
        assert least <= int(file.read().meta.number) <= most
    assert least <= recovered.number_in(place) <= most


@pytest.mark.slow
def test_kills_while_publishing_leave_a_whole_issue_on_the_share(place: Path) -> None:
    known: list[str] = []
    for kill in range(15):
        known += killed([*SHARED_WRITERS, "0.0", "edit", str(place)], 0.02 * kill)
        assert number_at(place) >= 0
        with IssueFile.open(place, "w") as file:
            file.settle()
        assert recovered.lost(place.parent, known) == []


def test_a_reader_on_another_machine_follows_what_is_published(place: Path) -> None:
    with IssueFile.open(place, "w") as file, IssueFile.open(place) as reader:
        edited(file)
        assert not reader.is_overtaken
        file.settle()
        assert reader.is_overtaken
        assert int(reader.read().meta.number) == 0


def test_the_copy_of_an_earlier_format_comes_to_lie_beside_the_issue(share: Path) -> None:
    place = share / "old.ldesk"
    place.write_bytes((Path(__file__).parents[1] / "fixtures" / "issue-format-1.ldesk").read_bytes())
    with IssueFile.open(place, "w") as file:
        file.settle()
    assert names(share) == ["old.format-1.ldesk", "old.ldesk"]


# --- the open document


def test_a_session_tells_of_a_share_that_is_gone_and_loses_nothing(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publisher, "SETTLED", 0.05)
    away = place.parent.with_name(place.parent.name + "-away")
    session = Session.open(place)
    assert session.path == place
    place.parent.rename(away)
    session.apply(writers.step(session))
    assert session.flush()
    # Safe here, and told that it is not there.
    until = time.monotonic() + 20
    while not session.problems and time.monotonic() < until:
        time.sleep(0.02)
    assert session.saved
    assert [problem.code for problem in session.problems] == ["store.share-gone"]
    with pytest.raises(Refusal) as refused:
        session.close()
    assert code_of(refused) == "store.share-gone"
    session.apply(writers.step(session))
    session.close(discard=True)
    away.rename(place.parent)
    assert number_at(place) == 0
    again = Session.open(place)
    assert again.document.meta.number == "2"
    again.close()
    assert recovered.number_in(place) == 2


def test_a_session_tries_again_when_asked(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publisher, "SETTLED", 0.05)
    away = place.parent.with_name(place.parent.name + "-away")
    session = Session.open(place)
    place.parent.rename(away)
    session.apply(writers.step(session))
    until = time.monotonic() + 20
    while not session.problems and time.monotonic() < until:
        time.sleep(0.02)
    away.rename(place.parent)
    session.retry()
    while session.problems and time.monotonic() < until:
        time.sleep(0.02)
    assert session.problems == ()
    assert number_at(place) == 1
    session.close()


def test_a_session_goes_on_elsewhere_when_the_share_was_changed(place: Path, tmp_path: Path) -> None:
    session = Session.open(place)
    session.apply(writers.step(session))
    assert session.flush()
    place.write_bytes(place.read_bytes() + b"?")
    with pytest.raises(Refusal, match=r"store\.changed-on-share"):
        session.close()
    session.save_as(tmp_path / "mine.ldesk")
    session.close()
    assert recovered.number_in(tmp_path / "mine.ldesk") == 1


def test_a_file_taken_from_the_share_is_put_back_by_the_session(place: Path) -> None:
    session = Session.open(place)
    session.apply(writers.step(session))
    assert session.flush()
    place.unlink()
    with pytest.raises(Refusal, match=r"store\.gone"):
        session.close()
    session.save_as(place)
    session.close()
    assert recovered.number_in(place) == 1


def test_a_reading_session_follows_what_is_published(place: Path) -> None:
    with IssueFile.open(place, "w") as file:
        reader = Session.open(place, read_only=True)
        edited(file)
        assert not reader.refresh()
        file.settle()
        assert reader.refresh()
        assert reader.document.meta.number == "1"
        reader.close()


# --- locks on shares


def left_lock(place: Path, age: float, **owner: str) -> Path:
    """A lock file as another machine left it, touched ``age`` seconds ago."""
    file = place.with_name(f".{place.name}.lock")
    file.write_text(json.dumps({"user": "lin", "host": "desk-7", "process": "4711", **owner}), "utf-8")
    os.utime(file, (time.time() - age,) * 2)
    return file


def test_a_lock_of_another_machine_holds_while_that_is_at_work(place: Path) -> None:
    left_lock(place, locks.ABANDONED / 2)
    with pytest.raises(Refusal) as refused:
        IssueFile.open(place, "w")
    assert code_of(refused) == "store.in-use"
    assert (refused.value.args_["user"], refused.value.args_["host"]) == ("lin", "desk-7")
    left_lock(place, locks.ABANDONED * 2)
    IssueFile.open(place, "w").close()


def test_a_machine_that_was_thought_gone_does_not_write_over_its_successor(place: Path) -> None:
    with IssueFile.open(place, "w") as sleeper:
        edited(sleeper)
        place.with_name(".a.ldesk.lock").unlink()
        left_lock(place, 0)
        with pytest.raises(Refusal) as refused:
            sleeper.settle()
        assert code_of(refused) == "store.taken-over"
    assert number_at(place) == 0
    assert place.with_name(".a.ldesk.lock").exists()
