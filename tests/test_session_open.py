"""The open document: at once in memory, soon on the disk, and kept in memory where the disk fails."""

import hashlib
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from layoutdesk import words
from layoutdesk.base.problem import Refusal
from layoutdesk.edits import AddAsset, Edit, ReplaceText, SetMeta, SetStory, from_json
from layoutdesk.model import Asset, Document, Meta, Paragraph, Story
from layoutdesk.session import Session
from layoutdesk.store import IssueFile, keeper, writer

PHOTO = b"a photograph" * 100


def issue() -> Document:
    return Document(stories=(Story(id="st", body=(Paragraph(id="p", text="甲乙丙丁"),)), Story(id="other")))


@pytest.fixture
def unwatched(monkeypatch: pytest.MonkeyPatch) -> None:
    """No snapshot is taken: while one is, its reader keeps the log from being emptied."""
    monkeypatch.setattr(keeper, "FIRST", 3600.0)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = Session.create(tmp_path / "a.ldesk", issue())
    yield opened
    opened.close(discard=True)


def key(at: int, text: str = "新") -> ReplaceText:
    return ReplaceText("st", "p", at, at, text)


def stored(session: Session) -> Document:
    with IssueFile.open(session.path) as file:
        return file.read()


def wait_until_saved(session: Session, seconds: float = 30.0) -> None:
    """Waits until everything is saved, without asking for it."""
    until = time.monotonic() + seconds
    while not session.saved and time.monotonic() < until:
        time.sleep(0.002)
    assert session.saved


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Typing waits an hour for more keys: what is saved all the same was saved for another reason."""
    monkeypatch.setattr(writer, "TYPING_DELAY", 3600.0)


def test_a_step_is_there_at_once_and_committed_by_itself(session: Session) -> None:
    seen: list[tuple[Document, Edit | None]] = []
    end = session.subscribe(lambda document, edit: seen.append((document, edit)))
    edit = SetMeta(Meta(paper="澄湖晚报"))
    document = session.apply(edit)
    assert session.document is document
    assert session.revision == 1
    assert seen == [(document, edit)]
    wait_until_saved(session)
    assert session.acknowledged == 1
    assert stored(session) == document
    end()
    session.apply(SetMeta(Meta(paper="澄湖早报")))
    assert len(seen) == 1


def test_typing_waits_for_more_keys_but_not_long(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    assert writer.TYPING_DELAY < 0.25
    monkeypatch.setattr(writer, "TYPING_DELAY", 1.0)
    for at in range(10):
        session.apply(key(at))
    assert not session.saved
    wait_until_saved(session)
    with IssueFile.open(session.path) as file:
        assert file.read() == session.document
        (row,) = file.entries()
    assert from_json(row.edit) == key(0, "新" * 10)


def test_a_long_run_of_typing_is_committed_while_it_goes_on(session: Session) -> None:
    for at in range(1000):
        session.apply(key(at))
        if session.acknowledged:
            break
        time.sleep(0.005)
    assert session.acknowledged


@pytest.mark.usefixtures("patient")
def test_another_step_takes_the_typing_before_it_along(session: Session) -> None:
    session.apply(key(0))
    session.apply(SetStory("other", priority=1))
    wait_until_saved(session)
    with IssueFile.open(session.path) as file:
        assert [row.label for row in file.entries()] == ["edits.type-text", "edits.set-story"]


@pytest.mark.usefixtures("patient")
def test_leaving_the_text_commits_at_once(session: Session) -> None:
    session.apply(key(0))
    session.settle()
    wait_until_saved(session)
    session.apply(key(1))
    session.undo()
    assert session.document.stories[0].body[0] == Paragraph(id="p", text="新甲乙丙丁")


def test_undo_and_redo_give_the_same_objects_and_reach_the_disk(session: Session) -> None:
    before = session.document
    after = session.apply(SetStory("other", priority=1))
    assert session.undo() is before
    assert session.can_redo
    assert session.flush()
    assert stored(session) == before
    assert session.redo() is after
    assert session.flush()
    assert stored(session) == after
    with IssueFile.open(session.path) as file:
        assert [row.direction for row in file.entries()] == ["do", "undo", "redo"]


def test_what_is_refused_or_changes_nothing_leaves_no_trace(session: Session) -> None:
    with pytest.raises(Refusal, match=r"edits\.range"):
        session.apply(key(99))
    with pytest.raises(Refusal, match=r"edits\.half-character"):
        session.apply(SetMeta(Meta(paper="\ud800")))
    session.apply(SetMeta(Meta()))
    assert session.revision == 0
    assert not session.can_undo


def test_closing_commits_the_last_key(tmp_path: Path) -> None:
    session = Session.create(tmp_path / "a.ldesk", issue())
    document = session.apply(key(0))
    session.close()
    session.close()
    assert stored(session) == document
    assert [each.name for each in tmp_path.iterdir()] == ["a.ldesk"]
    with pytest.raises(Refusal, match=r"session\.closed"):
        session.apply(key(0))


def test_the_end_of_the_program_commits_the_last_key(tmp_path: Path) -> None:
    path = tmp_path / "a.ldesk"
    Session.create(path, issue()).close()
    script = (
        "import sys; from pathlib import Path; from layoutdesk.session import Session; from layoutdesk.edits import ReplaceText\n"
        "s = Session.open(Path(sys.argv[1])); s.apply(ReplaceText('st', 'p', 0, 0, 'x'))"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=True)
    with IssueFile.open(path) as file:
        assert file.read().stories[0].body[0] == Paragraph(id="p", text="x甲乙丙丁")


def test_a_reader_follows_the_writer_and_changes_nothing(session: Session) -> None:
    reader = Session.open(session.path, read_only=True)
    other = reader.document.stories[1]
    assert not reader.refresh()
    session.apply(key(0))
    session.flush()
    seen: list[Edit | None] = []
    reader.subscribe(lambda _, edit: seen.append(edit))
    assert reader.refresh()
    assert seen == [None]
    assert reader.document == session.document
    assert reader.document.stories[1] is other
    with pytest.raises(Refusal, match=r"session\.read-only"):
        reader.apply(key(0))
    reader.close()


def test_a_second_writer_is_refused(session: Session) -> None:
    with pytest.raises(Refusal, match=r"store\.in-use"):
        Session.open(session.path)


def test_originals_are_there_before_and_after_their_commit(session: Session) -> None:
    sha256 = session.add_asset_bytes(PHOTO)
    assert sha256 == hashlib.sha256(PHOTO).hexdigest()
    assert session.asset_bytes(sha256) == PHOTO
    asset = Asset(id="as", name="a.jpg", sha256=sha256, media="image/jpeg", width=1, height=1)
    session.apply(AddAsset(asset))
    assert session.flush()
    assert session.asset_bytes(sha256) == PHOTO
    session.undo()
    session.redo()
    session.close()
    again = Session.open(session.path)
    assert again.asset_bytes(sha256) == PHOTO
    with pytest.raises(Refusal, match=r"store\.no-original"):
        again.asset_bytes("0" * 64)
    again.close()


# --- faults


def test_a_full_disk_keeps_the_work_and_saves_it_later(session: Session) -> None:
    connection = session._writer.file._connection
    connection.execute("PRAGMA max_page_count=1")
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    document = session.apply(key(0, "长" * 50_000))
    assert not session.flush()
    assert [problem.code for problem in session.problems] == ["store.full"]
    assert "{" not in words.problem_text(session.problems[0])
    assert session.document is document
    session.apply(SetStory("other", priority=1))
    session.apply(key(0))
    with pytest.raises(Refusal, match=r"store\.full"):
        session.close()
    session.apply(key(1))
    connection.execute(f"PRAGMA max_page_count={pages + 10_000}")
    assert session.flush()
    assert session.problems == ()
    assert stored(session) == session.document


def test_a_full_disk_is_tried_again_without_being_asked(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("layoutdesk.store.writer.RETRY", 0.05)
    connection = session._writer.file._connection
    connection.execute("PRAGMA max_page_count=1")
    session.apply(key(0, "长" * 50_000))
    session.flush()
    assert not session.saved
    connection.execute("PRAGMA max_page_count=100000")
    wait_until_saved(session)
    assert session.problems == ()


def test_keys_after_a_lost_acknowledgement_are_neither_lost_nor_doubled(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = IssueFile.commit

    def deaf(self: IssueFile, *arguments: Any, **named: Any) -> int:
        monkeypatch.setattr(IssueFile, "commit", commit)
        commit(self, *arguments, **named)
        raise Refusal("store.busy", file=self.path.name)

    monkeypatch.setattr(IssueFile, "commit", deaf)
    session.role = "editor"
    session.apply(key(0, "一"))
    assert not session.flush()
    document = session.apply(key(1, "二"))
    assert session.flush()
    assert stored(session) == document
    with IssueFile.open(session.path) as file:
        assert [(from_json(row.edit), row.role) for row in file.entries()] == [
            (key(0, "一"), "editor"), (key(1, "二"), "editor"),
        ]  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")
def test_a_file_pulled_away_is_told_and_the_work_is_saved_elsewhere(session: Session, tmp_path: Path) -> None:
    sha256 = session.add_asset_bytes(PHOTO)
    session.apply(AddAsset(Asset(id="as", name="a.jpg", sha256=sha256, media="image/jpeg", width=1, height=1)))
    session.flush()
    session.path.unlink()
    waiting = session.add_asset_bytes(b"2")
    session.apply(SetStory("other", priority=7))
    assert not session.flush()
    assert session.problems[0].code == "store.gone"
    session.save_as(tmp_path / "b.ldesk")
    assert session.saved
    assert session.problems == ()
    assert session.asset_bytes(sha256) == PHOTO
    assert session.asset_bytes(waiting) == b"2"
    session.apply(key(0))
    session.undo()
    session.close()
    with IssueFile.open(tmp_path / "b.ldesk") as file:
        assert file.read() == session.document
        assert file.read().story("other").priority == 7


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")
def test_a_file_pulled_away_can_be_written_anew_under_its_name(session: Session) -> None:
    with pytest.raises(Refusal, match=r"store\.in-use"):
        session.save_as(session.path)
    session.path.unlink()
    session.apply(SetStory("other", priority=7))
    assert not session.flush()
    session.save_as(session.path)
    session.apply(key(0))
    assert session.flush()
    assert stored(session) == session.document


def test_going_on_in_another_file_never_writes_old_work_over_new(session: Session, tmp_path: Path) -> None:
    for number in range(20):
        session.apply(SetStory("other", priority=number))
        session.apply(key(0))
        session.apply(SetStory("other", status=f"round {number}"))
        session.save_as(tmp_path / f"{number}.ldesk")
        assert session.saved
    assert session.flush()
    assert stored(session) == session.document
    session.undo()
    assert session.flush()
    assert stored(session) == session.document


def test_discarding_closes_whatever_happens(session: Session) -> None:
    session._writer.file._connection.execute("PRAGMA max_page_count=1")
    session.apply(key(0, "长" * 50_000))
    session.close(discard=True)
    assert stored(session) == issue()


def test_the_hand_never_waits_for_the_disk(session: Session) -> None:
    """A step returns while the writer is held up in the middle of a commit."""
    with session._writer.writing:
        for at in range(200):
            session.apply(key(at))
        session.apply(SetStory("other", priority=1))
        session.undo()
        assert session.acknowledged == 0
    assert session.flush()
    assert stored(session) == session.document


def test_an_acknowledgement_does_not_wait_until_all_is_in_one_file(
    unwatched: None, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, tidy = threading.Event(), IssueFile.tidy
    # The version that is kept after the first step empties the log, too.
    session.apply(SetStory("other", priority=1))
    assert session.flush()

    def late(self: IssueFile) -> None:
        assert gate.wait(60)
        tidy(self)

    monkeypatch.setattr(IssueFile, "tidy", late)
    log = session.path.with_name(session.path.name + "-wal")
    session.apply(SetStory("other", priority=2))
    wait_until_saved(session)
    assert log.stat().st_size > 0
    gate.set()
    assert session.flush()
    assert log.stat().st_size == 0
    for number in range(300):
        session.apply(SetStory("other", priority=number + 3))
    assert session.flush()
    assert log.stat().st_size == 0


def test_many_steps_from_a_busy_hand_arrive_in_order(session: Session) -> None:
    threads = threading.active_count()
    for number in range(60):
        session.apply(SetMeta(Meta(number=str(number))))
        if number % 3 == 0:
            session.apply(key(0))
        if number % 7 == 0:
            session.undo()
    assert session.flush()
    assert stored(session) == session.document
    assert threading.active_count() == threads
