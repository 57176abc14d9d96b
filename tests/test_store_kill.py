"""Nothing lost: a writer killed at any moment leaves the last acknowledged edit, or at most one more, and a whole issue."""

import os
import random
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from layoutdesk.model import Document, Meta, Paragraph, Story
from layoutdesk.session import Session
from layoutdesk.store import IssueFile, create, journal

#: Applies edits of two rows each and reports every one that is acknowledged.
WRITER = textwrap.dedent("""
    import os, sys
    from pathlib import Path
    from layoutdesk.edits import Batch, ReplaceText, SetMeta
    from layoutdesk.model import Meta
    from layoutdesk.session import Session

    session = Session.open(Path(sys.argv[1]))
    number = int(session.document.meta.number)
    while True:
        number += 1
        session.apply(Batch("edits.typing", (
            SetMeta(Meta(number=str(number))),
            ReplaceText("st", "p", 0, 0 if number % 50 else 49, "字" if number % 50 else ""),
        )))
        if not session.flush():
            sys.exit(session.problems[0].code)
        os.write(1, b"%d\\n" % number)
""")

#: Types as fast as it can, never waits, and reports each key with the time.
TYPIST = textwrap.dedent("""
    import os, sys, time
    from pathlib import Path
    from layoutdesk.edits import ReplaceText
    from layoutdesk.session import Session

    session = Session.open(Path(sys.argv[1]))
    length = len(session.document.stories[0].body[0].text)
    while True:
        session.apply(ReplaceText("st", "p", length, length, "字"))
        length += 1
        os.write(1, b"%d %.6f\\n" % (length, time.monotonic()))
        time.sleep(0.01)
""")


def start(path: Path) -> None:
    story = Story(id="st", body=(Paragraph(id="p", text=""),))
    create(path, Document(meta=Meta(number="0"), stories=(story,)), {})


def killed(script: str, path: Path, after: float) -> tuple[list[bytes], float]:
    """The whole lines that a child wrote until it was killed ``after`` seconds from its first, and when that was."""
    with subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        assert first, child.wait()
        time.sleep(after)
        moment = time.monotonic()
        child.kill()
        rest = child.stdout.read()
    return [first, *rest.split(b"\n")[:-1]], moment


def text(document: Document) -> str:
    paragraph = document.stories[0].body[0]
    assert isinstance(paragraph, Paragraph)
    return paragraph.text


def kill_often(path: Path, kills: int) -> None:
    start(path)
    chance = random.Random(5)
    for _ in range(kills):
        lines, _ = killed(WRITER, path, chance.uniform(0, 0.15))
        acknowledged = int(lines[-1])
        # A reader comes first, as a second editor might: it must not need the writer.
        with IssueFile.open(path) as reader:
            assert acknowledged <= reader.seq <= acknowledged + 1
        with IssueFile.open(path, "w") as file:
            document = file.read()
            rows = file.entries()
        assert acknowledged <= len(rows) <= acknowledged + 1
        assert journal.broken_at(rows) is None
        # Both rows of an edit are there, or none.
        assert int(document.meta.number) == len(rows)
        assert len(text(document)) == len(rows) % 50
        assert sorted(each.name for each in path.parent.iterdir()) == [path.name]


def test_a_few_kills(tmp_path: Path) -> None:
    kill_often(tmp_path / "a.ldesk", 5)


@pytest.mark.slow
def test_fifty_kills(tmp_path: Path) -> None:
    kill_often(tmp_path / "a.ldesk", 50)


@pytest.mark.slow
def test_typing_survives_but_for_the_last_moment(tmp_path: Path) -> None:
    path = tmp_path / "a.ldesk"
    start(path)
    for _ in range(10):
        lines, moment = killed(TYPIST, path, 1.0)
        # 250 ms are promised; the rest is for a busy machine.
        old = [int(line.split()[0]) for line in lines if float(line.split()[1]) < moment - 0.5]
        session = Session.open(path)
        assert old[-1] <= len(text(session.document)) <= int(lines[-1].split()[0]) + 1
        session.close()


def test_the_lock_of_a_killed_writer_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "a.ldesk"
    start(path)
    killed(WRITER, path, 0)
    assert (path.parent / f".{path.name}.lock").exists() or os.name == "nt"
    Session.open(path).close()
