"""Copies of an issue: consistent while others write, tidy, with or without the past; snapshots, for the day the file is damaged."""

import hashlib
import json
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from store_helpers import names, step

from layoutdesk import words
from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.cli import run
from layoutdesk.edits import AddAsset, ReplaceText, SetMeta, SetStory, apply
from layoutdesk.model import Asset, Document, Meta, Paragraph, Story
from layoutdesk.store import IssueFile, create, integrity, journal, keeper, rows, snapshots
from layoutdesk.store.connect import connect

PHOTO = b"not really a photograph" * 4000
SHA = hashlib.sha256(PHOTO).hexdigest()
OLD = b"one that nobody names" * 4000
OLD_SHA = hashlib.sha256(OLD).hexdigest()


def issue() -> Document:
    return Document(
        stories=tuple(Story(id=f"st{n}", body=(Paragraph(id=f"p{n}", text="河堤今天完工。" * 50),)) for n in range(9)),
        assets=(Asset(id="as", name="堤.jpg", sha256=SHA, media="image/jpeg", width=3, height=2),),
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "澄湖.ldesk"


@pytest.fixture(autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("LAYOUTDESK_STATE", str(folder))
    return folder


def go_on(_done: int, _all: int) -> None:
    pass


# --- copies


def test_a_copy_has_everything_but_what_nobody_names(path: Path) -> None:
    copy = path.with_name("copy.ldesk")
    with IssueFile.create(path, issue(), {SHA: PHOTO, OLD_SHA: OLD}) as file:
        first = file.read()
        file.keep_version(first, "named", "一校")
        document = step(file, first, SetStory("st1", priority=1))
        turns: list[tuple[int, int]] = []
        file.copy_to(copy, lambda done, all_: turns.append((done, all_)))
        rows = file.entries()
        step(file, document, SetStory("st1", priority=2))
    assert turns[-1][0] == turns[-1][1] > 0
    assert names(path.parent) == sorted([path.name, copy.name])
    with IssueFile.open(copy) as read:
        assert read.read() == document
        assert read.version(1) == first
        assert read.entries() == rows
        assert read.blob_names() == [SHA]
        assert read.faults() == ()
    with IssueFile.open(path) as own:
        assert own.blob(OLD_SHA) == OLD


def test_a_copy_without_the_past_begins_a_journal_of_its_own(path: Path) -> None:
    copy = path.with_name("copy.ldesk")
    with IssueFile.create(path, issue(), {SHA: PHOTO}) as file:
        document = step(file, file.read(), SetMeta(Meta(paper="机密")))
        document = step(file, document, SetMeta(Meta(paper="澄湖晚报")))
        file.keep_version(document, "named", "一校")
        file.copy_to(copy, with_past=False)
    assert "机密".encode() not in copy.read_bytes()
    with IssueFile.open(copy, "w") as file:
        assert file.read() == document
        assert (file.entries(), file.versions(), file.revision) == ([], [], 2)
        step(file, document, SetMeta(Meta(paper="澄湖早报")))
        (row,) = file.entries()
        assert (row.seq, row.revision, row.prev) == (1, 3, journal.ORIGIN)
        assert file.faults() == ()


@pytest.mark.parametrize("with_past", [True, False])
def test_a_copy_may_have_its_pictures_from_elsewhere_without_an_edit(path: Path, with_past: bool) -> None:
    copy, first = path.with_name("copy.ldesk"), issue()
    other = replace(first.assets[0], id="as2", path="photos/堤.jpg", caption="堤", facts={"city": "澄湖"})
    with IssueFile.create(path, replace(first, assets=(*first.assets, other)), {SHA: PHOTO}) as file:
        document = step(file, file.read(), SetMeta(Meta(paper="澄湖晚报")))
        # As a newer format may: it says more of a picture than is known here.
        with closing(sqlite3.connect(path)) as connection, connection:
            body = connection.execute("SELECT body FROM part WHERE id = 'as2'").fetchone()[0]
            more = body[:-1] + b',"later":1.50}'
            connection.execute("UPDATE part SET body = ? WHERE id = 'as2'", [more])
            said = int(connection.execute("SELECT parts FROM issue").fetchone()[0], 16)
            said ^= rows.mark(("asset", "as2"), 1, body) ^ rows.mark(("asset", "as2"), 1, more)
            connection.execute("UPDATE issue SET parts = ?", [f"{said:032x}"])
    before = path.read_bytes()
    with IssueFile.open(path) as file:
        file.copy_to(copy, with_past=with_past, links=lambda assets: [f"{each.id}/堤.jpg" for each in assets])
        entries, head = file.entries(), file.head
    moved = tuple(replace(each, path=f"{each.id}/堤.jpg") for each in document.assets)
    with IssueFile.open(copy, "w") as file:
        assert file.read() == replace(document, assets=moved)
        assert (file.entries(), file.head) == ((entries, head) if with_past else ([], journal.ORIGIN))
        assert file.faults() == ()
        step(file, file.read(), SetMeta(Meta(paper="澄湖早报")))
        assert file.faults() == ()
    assert b'"later":1.50' in copy.read_bytes()
    assert path.read_bytes() == before


def test_an_original_that_only_a_version_names_is_copied(path: Path) -> None:
    copy = path.with_name("copy.ldesk")
    with IssueFile.create(path, issue(), {SHA: PHOTO}) as file:
        document = file.read()
        old = Asset(id="old", name="旧.jpg", sha256=OLD_SHA, media="image/jpeg", width=1, height=1)
        with_old = apply(document, AddAsset(old))
        file.commit(document, with_old, AddAsset(old), {OLD_SHA: OLD})
        file.keep_version(with_old, "named", "一校")
        file.commit(with_old, document, AddAsset(old), direction="undo")
        file.copy_to(copy)
    with IssueFile.open(copy) as file:
        assert file.read() == document
        assert file.blob(OLD_SHA) == OLD


def test_a_copy_is_of_one_state_while_the_writer_goes_on(path: Path) -> None:
    with IssueFile.create(path, issue(), {}) as writer, IssueFile.open(path) as reader:
        document = writer.read()
        done = threading.Event()

        def write() -> None:
            before = document
            for number in range(1000):
                if done.is_set():
                    break
                before = step(writer, before, SetMeta(Meta(number=str(number), price=str(number))))

        thread = threading.Thread(target=write)
        thread.start()
        for number in range(5):
            copy = path.with_name(f"copy{number}.ldesk")
            reader.copy_to(copy)
            with IssueFile.open(copy) as file:
                meta = file.read().meta
                assert meta.number == meta.price
                assert file.faults() == ()
                assert str(file.revision - 1) == (meta.number or "-1")
        done.set()
        thread.join()


def test_copying_can_be_given_up_and_never_writes_over_what_is_no_issue(path: Path) -> None:
    class Enough(Exception):
        pass

    def enough(_done: int, _all: int) -> None:
        raise Enough

    letter = path.with_name("letter.ldesk")
    letter.write_bytes(b"Dear editor," * 50)
    with IssueFile.create(path, issue(), {SHA: PHOTO}) as file:
        with pytest.raises(Enough):
            file.copy_to(path.with_name("copy.ldesk"), enough)
        for target, code in ((letter, "store.not-ours"), (path, "store.in-use")):
            with pytest.raises(Refusal) as refusal:
                file.copy_to(target)
            assert refusal.value.code == code
        assert file.read() == issue()
    assert names(path.parent) == sorted([path.name, letter.name])
    assert letter.read_bytes().startswith(b"Dear editor,")


# --- the whole check


def damaged(path: Path, old: bytes, new: bytes) -> None:
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new))


def test_the_whole_check_names_what_is_wrong(path: Path) -> None:
    with IssueFile.create(path, issue(), {SHA: PHOTO}) as file:
        document = file.read()
        file.keep_version(document, "named", "一校")
        step(file, document, ReplaceText("st1", "p1", 0, 2, "大堤"))
        assert file.faults() == ()
    damaged(path, b"really a photograph", b"really a photogrXph")
    with closing(sqlite3.connect(path)) as plain, plain:
        plain.execute("UPDATE journal SET actor = 'somebody else'")
        plain.execute("UPDATE content SET body = CAST('{}' AS BLOB) WHERE id = 3")
    with IssueFile.open(path) as file:
        found = file.faults()
    assert [(problem.code, problem.severity) for problem in found] == [
        ("store.damaged-original", "error"), ("store.damaged-version", "warning"), ("store.broken-chain", "warning"),
    ]  # fmt: skip
    for language in words.LANGUAGES:
        assert not any("{" in words.problem_text(problem, language) for problem in found)


def test_the_whole_check_finds_a_page_that_opening_does_not_read(path: Path) -> None:
    create(path, issue(), {SHA: PHOTO, OLD_SHA: OLD})
    data = path.read_bytes()
    at = data.index(b"one that nobody names") // 4096 * 4096
    path.write_bytes(data[:at] + b"\xff" * 64 + data[at + 64 :])
    with IssueFile.open(path) as file:
        assert file.read() == issue()
        assert [problem.severity for problem in file.faults()][:1] == ["error"]


# --- snapshots


def test_a_commit_in_the_middle_of_the_check_is_no_damage(path: Path) -> None:
    """Before each query of the check the writer commits once more."""
    with IssueFile.create(path, issue(), {SHA: PHOTO}) as file, closing(connect(path, "r").connection) as raw:
        documents = [file.read()]

        def commit(statement: str) -> None:
            if statement.startswith("SELECT"):
                documents.append(step(file, documents[-1], SetStory("st1", priority=len(documents))))

        opened = connect(path, "r")
        opened.connection.close()
        raw.set_trace_callback(commit)
        assert tuple(integrity.faults(opened._replace(connection=raw), path.name)) == ()
        assert len(documents) > 3


def test_a_snapshot_is_a_whole_issue_and_the_same_is_not_taken_twice(path: Path) -> None:
    with IssueFile.create(path, issue(), {SHA: PHOTO}) as file:
        document = step(file, file.read(), SetStory("st1", priority=1))
        assert snapshots.take(path, go_on) == ()
        assert snapshots.take(path, go_on) == ()
        (one,) = snapshots.listed(path)
        later = step(file, document, SetStory("st1", priority=2))
    with IssueFile.open(one.path) as read:
        assert read.read() == document
        assert read.faults() == ()
    snapshots.take(path, go_on)
    two = next(snapshots.good(path))
    with IssueFile.open(two.path) as read:
        assert read.read() == later
    assert list(path.parent.iterdir()) == [path]


def test_nobody_works_on_a_snapshot(path: Path) -> None:
    create(path, issue(), {})
    snapshots.take(path, go_on)
    (one,) = snapshots.listed(path)
    with pytest.raises(Refusal) as refusal:
        IssueFile.open(one.path, "w")
    assert refusal.value.code == "store.is-snapshot"


@pytest.mark.parametrize("how", ["short", "zero", "noise", "empty"])
def test_the_refusal_of_a_damaged_issue_names_its_last_good_snapshot(path: Path, how: str) -> None:
    create(path, issue(), {SHA: PHOTO})
    snapshots.take(path, go_on)
    (one,) = snapshots.listed(path)
    data = path.read_bytes()
    path.write_bytes(
        {"short": data[:5000], "zero": bytes(len(data)), "noise": data[:4096] + b"\xa5" * 20_000, "empty": b""}[how]
    )
    bad = path.read_bytes()
    for mode in ("r", "w"):
        with pytest.raises(Refusal) as refusal:
            IssueFile.open(path, mode)  # type: ignore[arg-type]
        assert refusal.value.code == "store.damaged-snapshot"
        for language in words.LANGUAGES:
            assert str(one.path) in words.refusal_text(refusal.value, language)
    assert path.read_bytes() == bad
    # A snapshot that is damaged itself is not offered.
    one.path.write_bytes(bad)
    with pytest.raises(Refusal) as refusal:
        IssueFile.open(path)
    assert refusal.value.code in ("store.damaged", "store.not-an-issue", "store.foreign-schema")


def test_check_looks_through_the_whole_file_and_offers_the_last_good_snapshot(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    create(path, issue(), {SHA: PHOTO})
    snapshots.take(path, go_on)
    run(["check", str(path), "--json"])
    assert "store." not in capsys.readouterr().out
    (one,) = snapshots.listed(path)
    damaged(path, b"really a photograph", b"really a photogrXph")
    assert run(["check", str(path), "--json"]) == 1
    found = {row["code"]: row for row in json.loads(capsys.readouterr().out)["problems"]}
    assert found["store.damaged-original"]["severity"] == "error"
    assert str(one.path) in found["store.last-snapshot"]["message"]
    path.write_bytes(path.read_bytes()[:5000])
    assert run(["check", str(path)]) == 2
    assert str(one.path) in capsys.readouterr().err


def test_no_snapshot_is_taken_of_a_damaged_issue(path: Path) -> None:
    create(path, issue(), {SHA: PHOTO})
    damaged(path, b"really a photograph", b"really a photogrXph")
    assert [problem.code for problem in snapshots.take(path, go_on)] == ["store.damaged-original"]
    assert snapshots.listed(path) == []


def test_the_check_of_a_large_picture_can_be_given_up_in_its_midst(path: Path) -> None:
    """Else closing an issue would wait until the keeper has read all of it."""
    large = bytes(4_000_000)
    sha = hashlib.sha256(large).hexdigest()
    create(path, replace(issue(), assets=(replace(issue().assets[0], sha256=sha),)), {sha: large})
    breaths: list[int] = []

    def breathe() -> None:
        breaths.append(1)
        if len(breaths) == 5:
            raise KeyboardInterrupt

    opened = connect(path, "r")
    with closing(opened.connection):
        with pytest.raises(KeyboardInterrupt):
            tuple(integrity.faults(opened, path.name, breathe))
        assert tuple(integrity.faults(opened, path.name)) == ()


def test_snapshots_are_bounded_in_number_and_bytes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "MOST", 3)
    other = path.with_name("b.ldesk")
    create(other, issue(), {})
    snapshots.take(other, go_on)
    with IssueFile.create(path, issue(), {}) as file:
        document = file.read()
        for day in range(6):
            document = step(file, document, SetStory("st1", priority=day + 1))
            snapshots.take(path, go_on)
            newest = snapshots.listed(path)[0]
            # Each as if it had been taken a day later than the one before.
            newest.path.rename(
                newest.path.with_name(f"{newest.number:06d}-2021010{day + 1}T000000Z-{newest.mark}.ldesk")
            )
        left = snapshots.listed(path)
        assert [snapshot.at.day for snapshot in left] == [6, 5, 4]
        document = step(file, document, SetStory("st1", priority=99))
        monkeypatch.setattr(snapshots, "MOST_BYTES", left[0].size * 3 // 2)
        snapshots.take(path, go_on)
    (last,) = snapshots.listed(path)
    with IssueFile.open(last.path) as read:
        assert read.read() == document
    monkeypatch.setattr(snapshots, "ALL", 1)
    snapshots.take(other, go_on)
    assert len(snapshots.listed(other)) == 1
    with IssueFile.open(other, "w") as file:
        step(file, file.read(), SetStory("st1", priority=1))
    snapshots.take(other, go_on)
    assert snapshots.listed(path) == []
    assert names(snapshots.root()) == [snapshots.folder_of(other).name]


def test_the_keeper_takes_one_after_opening_and_ends_at_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "FIRST", 0.0)
    create(path, issue(), {SHA: PHOTO})
    told: list[Problem] = []
    found = threading.Event()

    def tell(problems: Any) -> None:
        told.extend(problems)
        found.set()

    watch = keeper.Keeper(path, path, tell)
    assert found.wait(10)
    watch.end()
    assert told == []
    assert len(snapshots.listed(path)) == 1
    damaged(path, b"really a photograph", b"really a photogrXph")
    found.clear()
    watch = keeper.Keeper(path, path, tell)
    assert found.wait(10)
    watch.end()
    assert [problem.code for problem in told] == ["store.damaged-original"]


def test_the_keeper_stands_aside_for_a_hand_at_work_but_not_for_ever(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "FIRST", 0.0)
    monkeypatch.setattr(keeper, "ASIDE", 60.0)
    create(path, issue(), {SHA: PHOTO})
    found = threading.Event()

    def watch() -> keeper.Keeper:
        started = keeper.Keeper(path, path, lambda _: found.set())
        started.stand_aside()
        return started

    waiting = watch()
    assert not found.wait(0.5)
    waiting.end()
    assert snapshots.listed(path) == []
    monkeypatch.setattr(keeper, "PATIENCE", 0.0)
    going_on = watch()
    assert found.wait(10)
    going_on.end()
    assert len(snapshots.listed(path)) == 1
