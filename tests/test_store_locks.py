"""One writer a file, also after a crash, and where the system knows no locks."""

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from layoutdesk.base.problem import Refusal
from layoutdesk.store.locks import Place, WriterLock, host_name

HOLDER = textwrap.dedent("""
    import sys
    from pathlib import Path
    from layoutdesk.store.locks import WriterLock
    WriterLock.acquire(Path(sys.argv[1]), by_system=sys.argv[2] == "True")
    print("held", flush=True)
    sys.stdin.read()
""")

ways = pytest.mark.parametrize(
    "by_system", [pytest.param(True, marks=pytest.mark.skipif(os.name == "nt", reason="")), False]
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.ldesk"


def lock_file(path: Path) -> Path:
    return path.with_name(f".{path.name}.lock")


@ways
def test_a_lock_is_held_once_and_given_back(path: Path, by_system: bool) -> None:
    lock = WriterLock.acquire(path, by_system=by_system)
    with pytest.raises(Refusal) as refusal:
        WriterLock.acquire(path, by_system=by_system)
    assert refusal.value.args_["host"] == host_name()
    assert refusal.value.args_["process"] == str(os.getpid())
    lock.release()
    lock.release()
    assert not lock_file(path).exists()
    WriterLock.acquire(path, by_system=by_system).release()


@ways
def test_the_lock_of_another_process_holds_until_that_is_killed(path: Path, by_system: bool) -> None:
    command = [sys.executable, "-c", HOLDER, str(path), str(by_system)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(Refusal) as refusal:
            WriterLock.acquire(path, by_system=by_system)
        assert refusal.value.args_["process"] == str(holder.pid)
        holder.kill()
        holder.wait()
    assert lock_file(path).exists()
    WriterLock.acquire(path, by_system=by_system).release()


def test_a_writer_on_another_machine_is_believed(path: Path) -> None:
    lock_file(path).write_text(json.dumps({"user": "lin", "host": "elsewhere", "process": "1"}), encoding="utf-8")
    with pytest.raises(Refusal) as refusal:
        WriterLock.acquire(path, by_system=False)
    assert refusal.value.args_["host"] == "elsewhere"


@pytest.mark.parametrize("content", ["", "{", "[]", '{"process": "none"}'])
def test_a_lock_file_that_says_nothing_is_taken_over_when_old(path: Path, content: str) -> None:
    file = lock_file(path)
    file.write_text(content, encoding="utf-8")
    os.utime(file, (0, 0))
    if content == '{"process": "none"}':
        file.write_text(json.dumps({"host": host_name(), "process": "none"}), encoding="utf-8")
    WriterLock.acquire(path, by_system=False).release()


def test_a_lock_taken_away_is_not_taken_from_the_next_holder(path: Path) -> None:
    first = WriterLock.acquire(path)
    lock_file(path).unlink()
    second = WriterLock.acquire(path)
    first.release()
    assert lock_file(path).exists()
    second.release()


def test_a_place_is_the_file_and_not_its_name(path: Path) -> None:
    assert Place.of(path) is None
    path.write_bytes(b"1")
    place = Place.of(path)
    assert place == Place.of(path)
    path.with_name("b").write_bytes(b"2")
    path.with_name("b").replace(path)
    assert Place.of(path) != place
