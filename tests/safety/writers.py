"""The programs that are killed and whose power is cut: each does real work with the real session and says how far it is.

Run as ``python writers.py ROLE ARGUMENTS``. ``hand FILE N`` is said before the edit that makes the issue number N is handed in,
``ack FILE N`` once it is acknowledged. What a file then holds must lie between its last ``ack`` and its last ``hand``.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from layoutdesk.edits import AddAsset, Batch, Edit, ReplaceText, SetMeta
from layoutdesk.model import Asset, Document, Meta, Paragraph, Story
from layoutdesk.session import Session
from layoutdesk.store import IssueFile, create, sql
from layoutdesk.store.connect import one_state

#: Every so many edits the text begins anew and an original comes in.
ROUND: Final = 50


def issue(number: int) -> Document:
    """An issue that has come to ``number``: facts and text say the same, and ``price`` where its journal began."""
    text = "字" * (number % ROUND)
    story = Story(id="st", body=(Paragraph(id="p", text=text),))
    return Document(meta=Meta(number=str(number), price=str(number)), stories=(story,))


def numbered(number: int) -> Edit:
    """An edit for the journal that says to which number it brings the issue."""
    return SetMeta(Meta(number=str(number), price="0"))


def text_of(document: Document) -> str:
    """The text of the issue's one paragraph."""
    paragraph = document.stories[0].body[0]
    assert isinstance(paragraph, Paragraph)
    return paragraph.text


def photo(number: int) -> bytes:
    """The original that comes in with edit ``number``."""
    return hashlib.sha256(str(number).encode()).digest() * 1500


def say(kind: str, path: Path, number: int) -> None:
    """One line, at once."""
    os.write(1, f"{kind} {path.name} {number}\n".encode())


def step(session: Session) -> Edit:
    """The edit that brings the issue to its next number: two rows, and now and then an original with its row."""
    number = int(session.document.meta.number) + 1
    after = number % ROUND
    edits: list[Edit] = [
        SetMeta(Meta(number=str(number), price=session.document.meta.price)),
        ReplaceText("st", "p", 0, 0 if after else ROUND - 1, "字" if after else ""),
    ]
    if not after:
        sha256 = session.add_asset_bytes(photo(number))
        edits.append(
            AddAsset(Asset(id=f"as{number}", name="a.jpg", sha256=sha256, media="image/jpeg", width=1, height=1))
        )
    return Batch("edits.typing", tuple(edits))


def edit(path: Path, most: int = 10**9) -> None:
    """Edits, waiting for every acknowledgement."""
    _edit(Session.open(path), most)


def edit_beside_a_reader(path: Path, most: int) -> None:
    """Edits while somebody reads an earlier state all the time: nothing can be moved from the log into the file."""
    session = Session.open(path)
    with IssueFile.open(path) as reader, one_state(reader._connection):
        assert reader.seq == int(session.document.meta.number)
        _edit(session, most)


def _edit(session: Session, most: int) -> None:
    path = session.path
    number = int(session.document.meta.number)
    say("ack", path, number)
    _go_on(session, most)
    session.close()
    say("ack", path, int(session.document.meta.number))


def _go_on(session: Session, most: int) -> None:
    for _ in range(most):
        edit = step(session)
        number = int(session.document.meta.number) + 1
        say("hand", session.path, number)
        session.apply(edit)
        if not session.flush():
            sys.exit(session.problems[0].code)
        say("ack", session.path, number)


def day(path: Path) -> None:
    """A short day: an issue made, edited, gone on with elsewhere, closed, made anew over itself, opened and edited again."""
    say("hand", path, 10)
    create(path, issue(10), {})
    say("ack", path, 10)
    session = Session.open(path)
    _go_on(session, 5)
    other = path.with_name("other.ldesk")
    for target in (other, path):
        say("hand", target, int(session.document.meta.number))
        session.save_as(target)
        say("ack", target, int(session.document.meta.number))
        _go_on(session, 3)
    session.close()
    say("hand", other, 200)
    create(other, issue(200), {hashlib.sha256(photo(1)).hexdigest(): photo(1)})
    say("ack", other, 200)
    for _ in range(3):
        edit(path, 3)
        edit(other, 2)


def busy(path: Path) -> None:
    """Edits, goes on elsewhere, closes and opens again, without end."""
    other = path.with_name("other.ldesk")
    while True:
        session = Session.open(path)
        say("ack", path, int(session.document.meta.number))
        _go_on(session, 2)
        say("hand", other, int(session.document.meta.number))
        session.save_as(other)
        say("ack", other, int(session.document.meta.number))
        _go_on(session, 2)
        session.close()
        path, other = other, path


def type_on(path: Path) -> None:
    """Types without a pause, never waits, and says after each key how long the text is and how much of it is acknowledged."""
    session = Session.open(path)
    begun = length = len(text_of(session.document))
    while True:
        session.apply(ReplaceText("st", "p", length, length, "字"))
        length += 1
        os.write(1, f"{length} {begun + session.acknowledged}\n".encode())
        time.sleep(0.01)


def anew(path: Path, number: int) -> None:
    """Makes an issue in the place of another."""
    say("hand", path, number)
    create(path, issue(number), {})
    say("ack", path, number)


def with_normal_sync(path: Path, most: int) -> None:
    """Edits with the setting that is no promise: it must fail the test that ours holds."""
    normal = "PRAGMA synchronous=NORMAL"
    sql.WRITER = tuple(normal if "synchronous" in pragma else pragma for pragma in sql.WRITER)  # type: ignore[misc]
    assert normal in sql.WRITER
    edit_beside_a_reader(path, most)


def reopen(path: Path) -> None:
    """Opens what a crash left and closes it; says when everything is loaded and the file is about to be touched."""
    os.write(1, b"ready\n")
    Session.open(path).close()
    os.write(1, b"closed\n")


def main(arguments: Sequence[str]) -> None:
    """Plays one role."""
    role, path, *more = arguments
    roles: dict[str, Callable[..., None]] = {
        "edit": edit,
        "beside": edit_beside_a_reader,
        "day": day,
        "busy": busy,
        "type": type_on,
        "anew": anew,
        "normal": with_normal_sync,
        "reopen": reopen,
    }
    roles[role](Path(path), *(int(each) for each in more))


if __name__ == "__main__":
    main(sys.argv[1:])
