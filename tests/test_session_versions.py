"""Versions, copies and snapshots as the open document gives them: at once for the hand, in order for the file."""

import hashlib
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from layoutdesk.base.problem import Refusal
from layoutdesk.edits import AddAsset, ReplaceText, SetMeta, SetStory, from_json
from layoutdesk.model import Asset, Document, Meta, Paragraph, Story
from layoutdesk.session import Session
from layoutdesk.store import IssueFile, keeper, snapshots

PHOTO = b"a photograph" * 100
SHA = hashlib.sha256(PHOTO).hexdigest()


def issue() -> Document:
    return Document(stories=(Story(id="st", body=(Paragraph(id="p", text="甲乙丙丁"),)), Story(id="other")))


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = Session.create(tmp_path / "a.ldesk", issue())
    yield opened
    opened.close(discard=True)


def key(at: int, text: str = "新") -> ReplaceText:
    return ReplaceText("st", "p", at, at, text)


def wait_for(kept: int, session: Session) -> None:
    """Waits for so many versions: those that are kept by themselves come after the acknowledgement."""
    for _ in range(3000):
        if len(session.versions()) >= kept:
            return
        time.sleep(0.01)
    raise AssertionError(kinds(session))


def kinds(session: Session) -> list[tuple[str, str]]:
    return [(version.kind, version.name) for version in session.versions()]


def test_a_version_has_the_keys_typed_before_it_and_not_those_after(session: Session) -> None:
    session.role = "editor"
    session.apply(key(0))
    kept = session.document
    session.keep_version("named", "一校")
    session.apply(key(1))
    assert session.flush()
    wait_for(2, session)
    first, named = session.versions()
    assert (first.kind, named.kind, named.name, named.role, named.revision) == ("auto", "named", "一校", "editor", 1)
    assert session.version(first.number) == issue()
    assert session.version(named.number) == kept


def test_looking_at_an_issue_keeps_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.ldesk"
    Session.create(path, issue()).close()
    session = Session.open(path)
    assert session.versions() == []
    session.close()
    with IssueFile.open(path) as file:
        assert (file.versions(), file.entries()) == ([], [])


def test_versions_are_kept_by_themselves_at_their_rhythm(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        session.apply(SetStory("other", priority=number + 1))
        session.flush()
    wait_for(1, session)
    assert kinds(session) == [("auto", "")]
    # Two sittings later on the clock: each keeps the issue as it stood before its first step.
    monkeypatch.setattr("layoutdesk.store.writer.VERSION_RHYTHM", 0.0)
    session._writer._next_version = 0.0  # type: ignore[union-attr]
    session.apply(SetStory("other", priority=4))
    session.flush()
    wait_for(2, session)
    assert session.version(session.versions()[-1].number).story("other").priority == 3


def test_restoring_is_a_step_that_is_journaled_and_undone(session: Session) -> None:
    session.keep_version("named", "一校")
    (number,) = [version.number for version in session.versions()]
    session.apply(SetMeta(Meta(paper="澄湖早报")))
    before = session.apply(key(0))
    other = before.story("other")
    restored = session.restore(number)
    assert restored == issue()
    assert restored.story("other") is other
    assert session.undo() is before
    assert session.redo() is restored
    assert session.flush()
    assert kinds(session) == [("named", "一校"), ("restore", str(number))]
    assert session.version(2) == before
    with IssueFile.open(session.path) as file:
        assert file.read() == restored
        rows = file.entries()
        assert file.faults() == ()
    assert [row.label for row in rows[-3:]] == ["edits.restore-version"] * 3
    assert [story.id for story in from_json(rows[-1].edit).stories] == ["st"]  # type: ignore[union-attr]
    # What is so already is not restored once more.
    revision = session.revision
    assert session.restore(number) is restored
    assert session.revision == revision
    with pytest.raises(Refusal, match=r"store\.no-version"):
        session.restore(99)


def test_a_reader_sees_versions_and_keeps_none(session: Session) -> None:
    session.keep_version("named", "一校")
    reader = Session.open(session.path, read_only=True)
    assert kinds(reader) == [("named", "一校")]
    assert reader.version(1) == issue()
    for act in (lambda: reader.keep_version("named", "二校"), lambda: reader.restore(1)):
        with pytest.raises(Refusal, match=r"session\.read-only"):
            act()
    reader.close()


def test_a_version_that_cannot_be_kept_is_told_and_holds_up_nothing(session: Session) -> None:
    with closing(sqlite3.connect(session.path)) as plain:
        plain.execute("DROP TABLE version_part")
    with pytest.raises(Refusal, match=r"store\.failed"):
        session.keep_version("named", "一校")
    document = session.apply(key(0))
    assert session.flush()
    assert session.problems == ()
    with closing(sqlite3.connect(session.path)) as plain:
        assert plain.execute("SELECT COUNT(*) FROM journal").fetchone() == (1,)
    assert session.document is document


def test_a_full_disk_keeps_the_version_later(session: Session) -> None:
    long = session.apply(key(0, "长" * 50_000))
    session.flush()
    wait_for(1, session)
    connection = session._writer.file._connection  # type: ignore[union-attr]
    connection.execute("PRAGMA max_page_count=1")
    with pytest.raises(Refusal, match=r"store\.full"):
        session.keep_version("named", "一校")
    session.apply(key(0))
    connection.execute("PRAGMA max_page_count=100000")
    assert session.flush()
    assert kinds(session) == [("auto", ""), ("named", "一校")]
    assert session.version(2) == long


# --- copies


def test_a_copy_is_saved_and_the_session_stays_where_it_is(session: Session, tmp_path: Path) -> None:
    session.apply(key(0))
    session.keep_version("named", "一校")
    session.add_asset_bytes(PHOTO)
    session.apply(AddAsset(Asset(id="as", name="a.jpg", sha256=SHA, media="image/jpeg", width=1, height=1)))
    document = session.document
    session.save_copy(tmp_path / "whole.ldesk")
    session.save_copy(tmp_path / "bare.ldesk", with_past=False)
    session.apply(key(1))
    assert session.flush()
    assert session.path == tmp_path / "a.ldesk"
    for name, rows, versions in (("whole", 2, 2), ("bare", 0, 0)):
        with IssueFile.open(tmp_path / f"{name}.ldesk", "w") as file:
            assert file.read() == document
            assert file.blob(SHA) == PHOTO
            assert (len(file.entries()), len(file.versions())) == (rows, versions)
    reader = Session.open(session.path, read_only=True)
    reader.save_copy(tmp_path / "read.ldesk")
    reader.close()
    with IssueFile.open(tmp_path / "read.ldesk") as file:
        assert file.read() == session.document


@pytest.mark.parametrize("with_past", [True, False])
def test_a_copy_elsewhere_finds_its_pictures_without_a_step_more(
    session: Session, tmp_path: Path, with_past: bool
) -> None:
    picture = Asset(
        id="as", name="a.jpg", sha256=SHA, media="image/jpeg", width=1, height=1, path="photos/a.jpg"
    )  # fmt: skip
    session.add_asset_bytes(PHOTO)
    session.apply(AddAsset(picture))
    (tmp_path / "archive").mkdir()
    copy = tmp_path / "archive" / "copy.ldesk"
    session.save_copy(copy, with_past=with_past)
    with IssueFile.open(session.path) as file, IssueFile.open(copy) as copied:
        assert [each.path for each in copied.read().assets] == ["../photos/a.jpg"]
        assert copied.entries() == (file.entries() if with_past else [])
        assert copied.faults() == ()
    assert session.document.assets == (picture,)


def test_a_copy_holds_what_a_full_disk_does_not_take(session: Session, tmp_path: Path) -> None:
    session.apply(SetStory("other", priority=1))
    session.flush()
    connection = session._writer.file._connection  # type: ignore[union-attr]
    connection.execute("PRAGMA max_page_count=1")
    document = session.apply(key(0, "长" * 50_000))
    session.save_copy(tmp_path / "copy.ldesk")
    assert not session.saved
    with IssueFile.open(tmp_path / "copy.ldesk") as file:
        assert file.read() == document
        assert len(file.entries()) == 2
        assert file.faults() == ()
    connection.execute("PRAGMA max_page_count=100000")
    assert session.flush()
    with IssueFile.open(session.path) as file:
        assert file.read() == document
        assert len(file.entries()) == 2


def test_going_on_elsewhere_takes_journal_and_versions_along(session: Session, tmp_path: Path) -> None:
    session.apply(key(0))
    session.keep_version("named", "一校")
    session.apply(key(1))
    session.save_as(tmp_path / "b.ldesk")
    assert session.saved
    session.apply(key(2))
    assert session.flush()
    assert kinds(session) == [("auto", ""), ("named", "一校")]
    with IssueFile.open(session.path) as file:
        assert file.read() == session.document
        assert len(file.entries()) == 3
        assert file.faults() == ()


def test_the_work_is_saved_elsewhere_also_when_the_file_is_damaged(session: Session, tmp_path: Path) -> None:
    session.add_asset_bytes(PHOTO)
    session.apply(AddAsset(Asset(id="as", name="a.jpg", sha256=SHA, media="image/jpeg", width=1, height=1)))
    session.flush()
    wait_for(1, session)
    with session._writer.writing:  # type: ignore[union-attr]
        connection = session._writer.file._connection  # type: ignore[union-attr]
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with session.path.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xa5" * (session.path.stat().st_size - 4096))
        connection.execute("PRAGMA cache_size=0")
        connection.execute("PRAGMA cache_size=-2000")
    document = session.apply(key(0))
    assert not session.flush()
    session.save_as(tmp_path / "b.ldesk")
    assert session.saved
    with IssueFile.open(session.path) as saved:
        assert saved.read() == document
        assert saved.faults() == ()


def test_damage_found_while_an_issue_is_open_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAYOUTDESK_STATE", str(tmp_path / "state"))
    monkeypatch.setattr(keeper, "FIRST", 0.0)
    path = tmp_path / "a.ldesk"
    asset = Asset(id="as", name="a.jpg", sha256=SHA, media="image/jpeg", width=1, height=1)
    session = Session.create(path, Document(assets=(asset,)), {SHA: PHOTO})
    assert session._keeper is not None
    for _ in range(1000):
        if snapshots.listed(path):
            break
        session._keeper._thread.join(0.01)
    session.close()
    assert len(snapshots.listed(path)) == 1
    path.write_bytes(path.read_bytes().replace(b"a photographa", b"a photogrXpha"))
    session = Session.open(path)
    for _ in range(1000):
        if session.problems:
            break
        session._keeper._thread.join(0.01)  # type: ignore[union-attr]
    assert [problem.code for problem in session.problems] == ["store.damaged-original"]
    session.close()


@pytest.mark.parametrize("revision", [str(10**30), "-1", "7"])
def test_a_note_that_nobody_can_keep_holds_up_nothing(session: Session, revision: str) -> None:
    folder = session.path.with_name(f".{session.path.name}.exports")
    folder.mkdir()
    twice = '{"stories": [{"id": "st"}, {"id": "st"}]}'
    note = folder / "2026-01-01-1.json"
    note.write_text(f'{{"document": {twice}, "revision": {revision}, "name": "x", "at": "", "actor": ""}}')
    session.apply(key(0))
    wait_for(1, session)
    session.apply(key(1))
    assert session.flush()
    assert kinds(session) == [("auto", "")]
    assert not note.exists()


def test_a_name_that_is_no_text_is_kept_as_one(session: Session) -> None:
    session.keep_version("export", "out\udcff.pdf")
    assert kinds(session) == [("export", "out?.pdf")]
