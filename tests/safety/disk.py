"""A disk that can lose its power: played from a trace of what a program wrote, it keeps what was synced and little else.

What a file system may do to what was not synced: of the file's data any 512-byte sector may be lost or be there, a change of
length too; names that were made, moved or taken away may be as before until their folder is synced.
"""

from __future__ import annotations

import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

import pytest

_SECTOR: Final = 512
_HEAD: Final = struct.Struct("=cQqI")
_SOURCE: Final = Path(__file__).with_name("trace.c")


class Step(NamedTuple):
    """One thing that happened; see ``trace.c`` for ``what``."""

    what: str
    inode: int
    at: int
    data: bytes


class Image(NamedTuple):
    """The files that a power cut leaves, by name, and the marks that the program had given by then."""

    files: dict[str, bytes]
    marks: list[str]

    def put(self, folder: Path) -> None:
        """Writes the files into ``folder``, which becomes what the cut left."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name, data in self.files.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


@cache
def _library() -> str:
    """The preloaded library, compiled once a run; skips where nothing can compile or preload it."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the trace preloads a library, which only Linux is known to do this way")
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("no C compiler (cc) here to build the trace of writes with")
    target = Path(tempfile.mkdtemp(prefix="layoutdesk-trace-")) / "trace.so"
    command = [compiler, "-O1", "-shared", "-fPIC", "-o", str(target), str(_SOURCE), "-ldl", "-lpthread"]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    if built.returncode:
        pytest.skip(f"the C compiler cannot build the trace of writes: {built.stderr[:200]}")
    return str(target)


def traced(command: Sequence[str], folder: Path, **more: str) -> list[Step]:
    """What ``command`` did to ``folder`` and what it wrote to its standard output, in order."""
    log = folder.with_name(folder.name + ".trace")
    environment = os.environ | more | {
        "LD_PRELOAD": _library(), "SAFETY_FOLDER": str(folder.resolve()), "SAFETY_LOG": str(log),
    }  # fmt: skip
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=240, check=False)
    assert ended.returncode == 0, ended.stderr
    steps = list(_steps(log.read_bytes()))
    log.unlink()
    return steps


def _steps(raw: bytes) -> Iterator[Step]:
    at = 0
    while at < len(raw):
        what, inode, offset, size = _HEAD.unpack_from(raw, at)
        at += _HEAD.size
        yield Step(what.decode(), inode, offset, raw[at : at + size])
        at += size


class _File:
    """A file's synced content and what was done to it since."""

    def __init__(self, content: bytes = b"") -> None:
        self.content = bytearray(content)
        self.waiting: list[Step] = []

    def sync(self) -> None:
        for step in self.waiting:
            _do(self.content, step)
        self.waiting.clear()

    def after_a_cut(self, kept: Callable[[], bool]) -> bytes:
        content = bytearray(self.content)
        for step in self.waiting:
            for part in _sectors(step):
                if kept():
                    _do(content, part)
        return bytes(content)


def _do(content: bytearray, step: Step) -> None:
    end = step.at + len(step.data)
    if step.what == "T":
        del content[step.at :]
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    content[step.at : end] = step.data


def _sectors(step: Step) -> Iterator[Step]:
    """The step in the pieces that a disk writes whole."""
    if step.what == "T":
        yield step
        return
    start, end = step.at, step.at + len(step.data)
    while start < end:
        stop = min(end, (start // _SECTOR + 1) * _SECTOR)
        yield step._replace(at=start, data=step.data[start - step.at : stop - step.at])
        start = stop


class _Renaming(NamedTuple):
    """A change of names that waits for its folder: ``file`` stands at ``to`` (none: gone), no longer at ``gone``."""

    to: str
    file: _File | None
    gone: str = ""

    def do(self, names: dict[str, _File]) -> None:
        if self.gone:
            names.pop(self.gone, None)
        if self.file is None:
            names.pop(self.to, None)
        else:
            names[self.to] = self.file

    def lies_in(self, folder: str) -> bool:
        return str(PurePosixPath(self.to).parent) == (folder or ".")


class Disk:
    """A folder as a disk has it: begin with what lay there, ``play`` steps, then ``cut``."""

    def __init__(self, folder: dict[str, bytes], inodes: dict[int, str]) -> None:
        self._synced = {name: _File(content) for name, content in folder.items()}
        self._names = dict(self._synced)
        self._by_inode = {inode: self._names[name] for inode, name in inodes.items()}
        self._waiting: list[_Renaming] = []
        self._marks: list[str] = []

    @classmethod
    def of(cls, folder: Path) -> Disk:
        """The disk with the files of ``folder`` as they are now, all synced."""
        files = {str(each.relative_to(folder)): each for each in folder.rglob("*") if each.is_file()}
        return cls(
            {name: each.read_bytes() for name, each in files.items()},
            {each.stat().st_ino: name for name, each in files.items()},
        )

    def play(self, step: Step) -> None:
        """Does one step."""
        match step.what:
            case "M":
                self._marks += step.data.decode().split("\n")[:-1]
            case "C":
                self._by_inode[step.inode] = _File()
                self._rename(_Renaming(step.data.decode(), self._by_inode[step.inode]))
            case "W" | "T":
                self._by_inode[step.inode].waiting.append(step)
            case "S":
                self._by_inode[step.inode].sync()
            case "D":
                self._sync_folder(step.data.decode())
            case "U":
                self._rename(_Renaming(step.data.decode(), None))
            case "R" | "L":
                source, target = step.data.decode().split("\0")
                self._rename(_Renaming(target, self._names[source], source if step.what == "R" else ""))
            case _:
                raise AssertionError(step.what)

    def _rename(self, change: _Renaming) -> None:
        change.do(self._names)
        self._waiting.append(change)

    def _sync_folder(self, folder: str) -> None:
        for change in [each for each in self._waiting if each.lies_in(folder)]:
            change.do(self._synced)
            self._waiting.remove(change)

    def in_memory(self) -> Image:
        """What the programs of the machine see, and what a killed one leaves: everything."""
        return Image({name: file.after_a_cut(lambda: True) for name, file in self._names.items()}, list(self._marks))

    def cut(self, chance: random.Random) -> Image:
        """The power goes: what is left. Nothing on this disk changes, so that it can be cut again further on."""
        share = chance.choice((0.0, 0.5, 0.5, 0.5, 1.0))
        names = dict(self._synced)
        if chance.random() < 0.5:
            # A journal of the file system's own keeps the order of names.
            waiting = self._waiting[: chance.randint(0, len(self._waiting))]
        else:
            waiting = [each for each in self._waiting if chance.random() < 0.5]
        for change in waiting:
            change.do(names)
        files = {name: file.after_a_cut(lambda: chance.random() < share) for name, file in names.items()}
        return Image(files, list(self._marks))


def cuts(
    disk: Disk, steps: Sequence[Step], places: Iterable[int], chance: random.Random
) -> Iterator[tuple[int, Image]]:
    """Power cuts after so many steps (in rising order): after how many, and what is left."""
    done = 0
    for place in places:
        for step in steps[done:place]:
            disk.play(step)
        done = place
        yield place, disk.cut(chance)


def some(steps: Sequence[Step], number: int, chance: random.Random) -> list[int]:
    """``number`` random places for cuts."""
    return sorted(chance.randint(0, len(steps)) for _ in range(number))


def every(steps: Sequence[Step], times: int) -> list[int]:
    """Every place, ``times`` times each: for what happens seldom and in few steps."""
    return [place for place in range(len(steps) + 1) for _ in range(times)]
