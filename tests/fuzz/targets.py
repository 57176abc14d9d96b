"""What is fuzzed: a row for every reader in the table of readers, for pictures and for issue files, with its mutators."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from fuzz import mutate
from fuzz.mutate import Mutator
from layoutdesk import words
from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.intake import read_manuscript, readers
from layoutdesk.intake.manuscript import Manuscript

#: The name under which an input is read; every refusal has to say it.
NAME: Final = "某稿.bin"


class Target(NamedTuple):
    """A name, what takes an input (in a folder of its own) and gives problems or refuses, and the mutators of its inputs."""

    name: str
    take: Callable[[bytes, Path], tuple[Problem, ...]]
    mutators: tuple[Mutator, ...]


def _read(data: bytes, _: Path) -> tuple[Problem, ...]:
    """The whole way of a file of copy: whichever reader it is for, to stories or placed pages."""
    manuscript = readers.read(data, NAME)
    _check(manuscript)
    intake = read_manuscript(manuscript, NAME, IdSource(b"fuzz"))
    return (
        *intake.problems,
        *(Problem(code=query.code, severity="query", args=query.args) for query in intake.queries),
    )


def _check(manuscript: Manuscript) -> None:
    """What every manuscript promises: lines in order, with text or a reason to be, spans inside their text."""
    numbers = [line.number for line in manuscript.lines]
    assert numbers == sorted(numbers), "lines out of order"
    for line in manuscript.lines:
        assert line.text or line.rows or line.picture, "a line with nothing in it"
        assert all(0 <= span.start < span.end <= len(line.text) for span in line.spans), "a span outside its line"


def _picture(data: bytes, _: Path) -> tuple[Problem, ...]:
    from layoutdesk.pictures.decode import Look
    from layoutdesk.pictures.inspection import look_at

    return look_at(data, Look(name=NAME)).problems


def _issue(data: bytes, folder: Path) -> tuple[Problem, ...]:
    """An issue file opened to read, all of it read; its bytes have to stay what they are."""
    from layoutdesk.store import IssueFile

    path = folder / NAME
    path.write_bytes(data)
    try:
        with IssueFile.open(path, "r") as file:
            document = file.read()
            file.entries()
            for name in file.blob_names():
                file.blob(name)
        assert document is not None
    finally:
        assert path.read_bytes() == data, "the issue file was changed"
    return ()


_MUTATORS: Final[dict[str, tuple[Mutator, ...]]] = {
    "text": (mutate.raw, mutate.lines, mutate.lines, mutate.encoded),
    "news-xml": (mutate.tree, mutate.tree, mutate.tree, mutate.markup, mutate.raw),
    "html": (mutate.markup, mutate.markup, mutate.markup, mutate.raw),
    "ninjs": (mutate.values, mutate.values, mutate.values, mutate.raw),
    "page-plan": (mutate.values, mutate.values, mutate.values, mutate.raw),
    "word": (mutate.archive, mutate.archive, mutate.raw),
    "rtf": (mutate.controls, mutate.controls, mutate.controls, mutate.raw),
}

TARGETS: Final = (
    *(Target(reader.name, _read, _MUTATORS.get(reader.name, (mutate.raw,))) for reader in readers.READERS),
    Target("pictures", _picture, (mutate.chunks, mutate.chunks, mutate.raw)),
    Target("issue", _issue, (mutate.rows, mutate.rows, mutate.raw)),
)


#: A fault on purpose, so that tests of the harness can see that it is noticed.
FAULT: Final = os.environ.get("LAYOUTDESK_FUZZ_FAULT", "")


def _fault(folder: Path) -> None:
    if FAULT == "write":
        folder.with_name(f"{folder.name}-outside").write_bytes(b"")
        folder.with_name(f"{folder.name}-outside").unlink()
    elif FAULT == "network":
        socket.socket().close()
    elif FAULT == "kill" and (folder / "current").exists():
        os.kill(os.getpid(), signal.SIGKILL)
    elif FAULT == "raise":
        raise ValueError("on purpose")


def take(target: Target, data: bytes, folder: Path) -> bool:
    """Gives an input to a target; whether it was read. Refusals and problems have to have words in both languages."""
    try:
        if FAULT:
            _fault(folder)
        problems = target.take(data, folder)
    except Refusal as refusal:
        for language in words.LANGUAGES:
            assert refusal.code in words.catalogue(language), f"no words for {refusal.code}"
            assert NAME in words.refusal_text(refusal, language), f"{refusal.code} does not name the file"
        return False
    for problem in problems:
        for language in words.LANGUAGES:
            assert problem.code in words.catalogue(language), f"no words for {problem.code}"
            assert words.problem_text(problem, language)
    return True
