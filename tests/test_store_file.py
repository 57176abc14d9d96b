"""The issue file: what is committed is there, what is foreign or damaged is refused in words, and nothing is overwritten."""

import hashlib
import os
import re
import shutil
import sqlite3
import stat
import sys
import threading
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from store_helpers import TEMPLATE, code_of, names

import layoutdesk
from layoutdesk import words
from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal
from layoutdesk.edits import (
    AddAsset,
    AddNote,
    AddPage,
    AddStory,
    Batch,
    Edit,
    MovePage,
    PlaceElement,
    RemovePage,
    RemoveStory,
    ReplaceText,
    SetMeta,
    SetStyle,
    SplitParagraph,
    apply,
)
from layoutdesk.model import (
    Asset,
    Block,
    Document,
    FontUse,
    GridRect,
    Meta,
    Note,
    Page,
    Paragraph,
    PictureFrame,
    Query,
    Review,
    Story,
    TextStyle,
)
from layoutdesk.store import IssueFile, connect, create, journal, sql

PHOTO = b"not really a photograph" * 1000
SHA = hashlib.sha256(PHOTO).hexdigest()


def issue() -> Document:
    stories = tuple(Story(id=f"st{n}", body=(Paragraph(id=f"p{n}", text="河堤今天完工。"),)) for n in range(5))
    block = Block(id="b", story="st0", area=(GridRect(0, 0, 1, 9),))
    return Document(
        meta=Meta(paper="澄湖晚报", date="2031-05-02"),
        templates=(TEMPLATE,),
        pages=(Page(id="pg1", number=1, template="t", elements=(block,)), Page(id="pg2", number=2, template="t")),
        stories=stories,
        styles={"body": TextStyle(size=9.5)},
        assets=(Asset(id="as", name="堤.jpg", sha256=SHA, media="image/jpeg", width=3, height=2),),
        queries=(Query(id="q", code="x", fix={"type": "remove-page", "page": "pg2"}),),
        review=Review(notes=(Note(id="n", text="?"),)),
        threads={"st0": ("b", "c")},
        fonts=(FontUse(role="song", name="Song", version="1", sha256="0"),),
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "澄湖 #1?.ldesk"


def test_what_goes_in_comes_out_and_one_file_remains(path: Path) -> None:
    with IssueFile.create(path, issue(), {SHA: PHOTO}) as file:
        assert file.read() == issue()
        assert file.blob(SHA) == PHOTO
        assert file.blob_names() == [SHA]
    assert names(path.parent) == [path.name]
    with IssueFile.open(path) as reader:
        assert reader.read() == issue()


def test_a_reader_sees_the_commits_of_the_writer(path: Path) -> None:
    with IssueFile.create(path, issue(), {}) as writer, IssueFile.open(path) as reader:
        before = writer.read()
        version = reader.data_version
        edit = ReplaceText("st1", "p1", 0, 2, "大坝")
        after = apply(before, edit)
        assert writer.commit(before, after, edit) == 1
        assert reader.read() == after
        assert reader.data_version != version
        assert reader.seq == 1
    # The reader was still there when the writer closed: the next writer puts the log away.
    IssueFile.open(path, "w").close()
    assert names(path.parent) == [path.name]


def test_a_commit_touches_only_what_differs(path: Path) -> None:
    with IssueFile.create(path, issue(), {}) as file:
        before = file.read()
        edit = ReplaceText("st1", "p1", 0, 2, "大坝")
        file.commit(before, apply(before, edit), edit)
    with sqlite3.connect(path) as plain:
        changed = plain.execute("SELECT kind, id FROM part WHERE version > 1").fetchall()
    plain.close()
    assert changed == [("story", "st1")]


def test_a_row_that_is_only_moved_keeps_the_checksum_of_what_lies_in_the_file(path: Path) -> None:
    """A whole number in a field of fractions is read as one, and would be written otherwise."""
    pages = tuple(
        Page(id=f"pg{n}", number=n, template="t", elements=(PictureFrame(id=f"f{n}", rect=Rect(1, 2, 3, 4)),)) for n in (1, 2, 3)
    )  # fmt: skip
    create(path, replace(issue(), pages=pages, threads={}), {SHA: PHOTO})
    with IssueFile.open(path, "w") as file:
        before = file.read()
        edit = RemovePage("pg1")
        after = apply(before, edit)
        file.commit(before, after, edit)
        assert file.read() == after
        file.commit(after, before, edit, direction="undo")
        assert file.read() == before
    with IssueFile.open(path) as reader:
        assert reader.read() == before
        assert reader.faults() == ()


def test_every_kind_of_change_and_its_undo_comes_back(path: Path) -> None:
    asset = Asset(id="a2", name="坝.png", sha256=hashlib.sha256(b"2").hexdigest(), media="image/png", width=1, height=1)
    edits = (
        SetMeta(Meta(paper="澄湖早报")),
        SetStyle("body"),
        SetStyle("lead", TextStyle(size=10)),
        RemoveStory("st2"),
        AddAsset(asset),
        AddPage(Page(id="pg9", number=9, template="t")),
        MovePage("pg9", 0),
        RemovePage("pg2"),
    )
    with IssueFile.create(path, replace(issue(), templates=(TEMPLATE,)), {SHA: PHOTO}) as file:
        document = first = file.read()
        for edit in edits:
            after = apply(document, edit)
            file.commit(document, after, edit, {asset.sha256: b"2"} if isinstance(edit, AddAsset) else {})
            document = after
            assert file.read() == document
        file.commit(document, first, Batch("edits.typing", edits), direction="undo")
        assert file.read() == first
        assert file.blob(asset.sha256) == b"2"
        rows = file.entries()
        assert [row.direction for row in rows] == ["do"] * 8 + ["undo"]
        assert journal.broken_at(rows) is None
        assert journal.broken_at([*rows[:3], rows[3]._replace(edit=b"{}"), *rows[4:]]) == 4
        assert journal.broken_at([*rows[:3], *rows[4:]]) == 4


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.permutations(range(5)).map(lambda order: order[: max(1, order[0])]), min_size=1, max_size=4))
def test_any_order_of_stories_comes_back(tmp_path: Path, orders: list[list[int]]) -> None:
    path = tmp_path / "orders.ldesk"
    first = issue()
    with IssueFile.create(path, first, {}) as file:
        file.read()
        document = first
        for order in orders:
            after = replace(document, stories=tuple(first.stories[number] for number in order))
            file.commit(document, after, SetMeta(after.meta))
            document = after
            assert file.read() == document


def test_creating_replaces_an_issue_but_nothing_else(path: Path) -> None:
    create(path, issue(), {})
    create(path, Document(), {})
    with IssueFile.open(path) as file:
        assert file.read() == Document()
    letter = path.with_name("letter.ldesk")
    letter.write_bytes(b"Dear editor," + b" " * 100)
    assert code_of(create, letter, issue(), {}) == "store.not-ours"
    assert letter.read_bytes().startswith(b"Dear editor,")
    letter.write_bytes(b"")
    create(letter, issue(), {})


def test_creating_over_a_log_that_a_crash_left(path: Path) -> None:
    file = IssueFile.create(path, issue(), {})
    before = file.read()
    edit = SetMeta(Meta(paper="旧"))
    file.commit(before, apply(before, edit), edit)
    kept = path.with_name("kept")
    shutil.copy(path, kept)
    shutil.copy(f"{path}-wal", f"{kept}-wal")
    file.close()
    create(kept, issue(), {})
    with IssueFile.open(kept) as again:
        assert again.read() == issue()


def test_a_failure_while_creating_leaves_the_folder_as_it_was(path: Path) -> None:
    create(path, issue(), {})
    before = path.read_bytes()
    # An integer is no picture: the store breaks off in the middle of the file.
    broken: dict[str, bytes] = {SHA: PHOTO, "x": 5}  # type: ignore[dict-item]
    assert code_of(create, path, Document(), broken) == "store.failed"
    assert path.read_bytes() == before
    assert names(path.parent) == [path.name]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_folder_that_takes_no_files(path: Path) -> None:
    create(path, issue(), {})
    path.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        assert code_of(create, path, issue(), {}) == "store.not-writable"
        assert code_of(IssueFile.open, path, "w") == "store.not-writable"
        with IssueFile.open(path) as reader:
            assert reader.read() == issue()
    finally:
        path.parent.chmod(0o755)


def test_no_folder_and_no_file(path: Path) -> None:
    assert code_of(create, path.parent / "none" / "a.ldesk", issue(), {}) == "store.no-folder"
    assert code_of(IssueFile.open, path, "w") == "store.missing"
    assert code_of(IssueFile.open, path) == "store.missing"
    assert code_of(IssueFile.open, path.parent) == "store.not-an-issue"
    assert names(path.parent) == []


def test_a_second_writer_is_refused_and_readers_are_not(path: Path) -> None:
    with IssueFile.create(path, issue(), {}):
        with pytest.raises(Refusal) as refusal:
            IssueFile.open(path, "w")
        assert refusal.value.code == "store.in-use"
        assert refusal.value.args_["process"] == str(os.getpid())
        assert code_of(create, path, issue(), {}) == "store.in-use"
        IssueFile.open(path).close()
    IssueFile.open(path, "w").close()


# --- foreign and damaged files


def test_files_that_are_no_issue_are_refused_and_stay_as_they_are(tmp_path: Path) -> None:
    text = tmp_path / "text.ldesk"
    text.write_text("河堤今天完工。" * 100, encoding="utf-8")
    empty = tmp_path / "empty.ldesk"
    empty.write_bytes(b"")
    other = tmp_path / "other.ldesk"
    with sqlite3.connect(other) as plain:
        plain.execute("CREATE TABLE part (kind TEXT)")
    plain.close()
    for file in (text, empty, other):
        before = file.read_bytes()
        for mode in ("r", "w"):
            assert code_of(IssueFile.open, file, mode) == "store.not-an-issue"
        assert file.read_bytes() == before
    assert len(names(tmp_path)) == 3


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER UPDATE ON part BEGIN DELETE FROM part; END",
        "CREATE VIEW v AS SELECT * FROM part",
        "CREATE TABLE extra (x)",
        "DROP TABLE blob",
        "ALTER TABLE part ADD COLUMN more TEXT",
        "PRAGMA user_version=0",
    ],
)
def test_another_schema_is_refused(path: Path, statement: str) -> None:
    create(path, issue(), {})
    with sqlite3.connect(path) as plain:
        plain.execute(statement)
    plain.close()
    for mode in ("r", "w"):
        assert code_of(IssueFile.open, path, mode) == "store.foreign-schema"


def test_a_newer_format_is_refused_by_its_number(path: Path) -> None:
    create(path, issue(), {})
    with sqlite3.connect(path) as plain:
        plain.execute("PRAGMA user_version=7")
    plain.close()
    assert code_of(IssueFile.open, path, "w") == "store.newer"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("story", b"{"),
        ("story", b'{"id":"st0","body":[{"type":"explosion"}]}'),
        ("story", b'{"id":"other"}'),
        ("story", b'{"id":"st0","body":' + b"[" * 100_000),
        ("story", b'{"id":"\xff"}'),
        ("page", b"7"),
        ("lace", b"{}"),
    ],
)
def test_a_part_that_is_none_is_named(path: Path, kind: str, body: bytes) -> None:
    create(path, issue(), {})
    with sqlite3.connect(path) as plain:
        plain.execute("UPDATE part SET kind = ?, body = ? WHERE kind = 'story' AND id = 'st0'", (kind, body))
    plain.close()
    with IssueFile.open(path) as file:
        assert code_of(file.read) == "store.damaged"


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("page", '"columns":2', '"columns":9223372036854775808'),
        ("page", '"columns":2', '"columns":1000000'),
        ("page", '"columns":2', '"columns":-1'),
        ("page", '"template":"t"', '"template":"none"'),
        ("template", '"columns":6', '"columns":0'),
        ("template", '"step":13', '"step":1e300'),
        ("template", '"step":13', '"step":1e999'),
        ("template", '"body":{}', '"body":{"size":0}'),
        ("template", '"body":{}', '"main":{}'),
        ("asset", '"height":3', '"height":0'),
        ("meta", '"date":"2020-02-19"', '"date":"2020-2"'),
    ],
)
def test_numbers_that_no_page_has_are_refused(tmp_path: Path, table: str, old: str, new: str) -> None:
    block = Block(id="b", story="s", area=(GridRect(0, 0, 2, 9),))
    document = Document(
        meta=Meta(date="2020-02-19"),
        templates=(TEMPLATE,),
        pages=(Page(id="pg", number=1, template="t", elements=(block,)),),
        assets=(Asset(id="a", name="a.jpg", sha256=SHA, media="image/jpeg", width=4, height=3),),
    )
    path = tmp_path / "odd.ldesk"
    create(path, document, {})
    with sqlite3.connect(path) as connection:
        body = connection.execute("SELECT body FROM part WHERE kind = ?", (table,)).fetchone()[0].decode()
        assert old in body
        fields = (body.replace(old, new, 1).encode(), table)
        connection.execute("UPDATE part SET body = ? WHERE kind = ?", fields)
    with IssueFile.open(path) as file, pytest.raises(Refusal) as refused:
        file.read()
    assert refused.value.code == "store.damaged"


@pytest.mark.parametrize("table", ["part", "issue"])
def test_an_issue_without_its_own_row_is_damaged(path: Path, table: str) -> None:
    create(path, issue(), {})
    with sqlite3.connect(path) as plain:
        plain.execute(f"DELETE FROM {table}")
    plain.close()
    with IssueFile.open(path) as file:
        assert code_of(file.read) == "store.damaged"


def test_too_much_is_refused_before_it_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create(path, issue(), {})
    monkeypatch.setattr(connect, "MOST_BYTES", 100)
    assert code_of(IssueFile.open, path) == "store.too-large"


def test_reading_ends_at_the_deadline(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT COUNT(*) FROM n"
    with IssueFile.create(path, issue(), {}) as file:
        monkeypatch.setattr(sql, "ALL_PARTS", endless)
        monkeypatch.setattr(connect, "DEADLINE", 0.05)
        assert code_of(file.read) == "store.too-slow"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(100, 30_000), st.binary(min_size=1, max_size=64), st.booleans())
def test_any_damage_is_refused_or_harmless(tmp_path: Path, at: int, noise: bytes, short: bool) -> None:
    whole = tmp_path / "whole.ldesk"
    if not whole.exists():
        create(whole, issue(), {SHA: PHOTO})
    data = bytearray(whole.read_bytes())
    at %= len(data)
    damaged = tmp_path / "damaged.ldesk"
    damaged.write_bytes(data[:at] if short else data[:at] + noise + data[at + len(noise) :])
    for mode in ("r", "w"):
        before = damaged.read_bytes()
        try:
            with IssueFile.open(damaged, mode) as file:  # type: ignore[arg-type]
                file.read()
                file.blob(SHA)
        except Refusal as refusal:
            assert refusal.code.startswith("store.")
            if mode == "r":
                assert damaged.read_bytes() == before


def test_a_damaged_original_is_refused(path: Path) -> None:
    create(path, issue(), {SHA: PHOTO})
    data = path.read_bytes().replace(b"really a photograph", b"really a photogrXph", 1)
    path.write_bytes(data)
    with IssueFile.open(path) as file:
        assert code_of(file.blob, SHA) == "store.damaged-original"
        assert code_of(file.blob, "0" * 64) == "store.no-original"


@pytest.mark.parametrize(
    "name", ["evil-trigger.db", "foreign-app.db", "half.db", "newer-schema.db", "paths.db", "huge-blob.db.zz"]
)
def test_the_hostile_files_are_refused(shared: Path, tmp_path: Path, name: str) -> None:
    data = (shared / "badinput" / "issue-files" / name).read_bytes()
    if name.endswith(".zz"):
        data = zlib.decompress(data)
    file = tmp_path / name
    file.write_bytes(data)
    for mode in ("r", "w"):
        assert code_of(IssueFile.open, file, mode).startswith("store.")
        assert file.read_bytes() == data
    assert names(tmp_path) == [name]


# --- faults under the editor


def test_a_full_disk_changes_nothing_and_the_same_commit_succeeds_later(path: Path) -> None:
    edit = ReplaceText("st1", "p1", 0, 0, "长" * 50_000)
    with IssueFile.create(path, issue(), {}) as file:
        before = file.read()
        after = apply(before, edit)
        pages = file._connection.execute("PRAGMA page_count").fetchone()[0]
        file._connection.execute(f"PRAGMA max_page_count={pages + 2}")
        assert code_of(file.commit, before, after, edit) == "store.full"
        assert file.read() == before
        file._connection.execute("PRAGMA max_page_count=1000000")
        assert file.commit(before, after, edit) == 1
        assert file.read() == after


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved there")
def test_a_file_that_is_moved_or_replaced_is_never_written(path: Path) -> None:
    edit = ReplaceText("st1", "p1", 0, 2, "大坝")
    with IssueFile.create(path, issue(), {}) as file:
        before = file.read()
        after = apply(before, edit)
        away = path.with_name("away")
        path.rename(away)
        assert code_of(file.commit, before, after, edit) == "store.gone"
        path.write_bytes(b"somebody else's")
        assert code_of(file.commit, before, after, edit) == "store.replaced"
        assert path.read_bytes() == b"somebody else's"
        path.unlink()
        away.rename(path)
        assert file.commit(before, after, edit) == 1
    with IssueFile.open(path) as again:
        assert again.read() == after


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be unlinked there")
@pytest.mark.parametrize("again", [False, True])
def test_a_log_that_was_taken_away_costs_nothing(path: Path, again: bool) -> None:
    log = path.with_name(path.name + "-wal")
    with IssueFile.create(path, issue(), {}) as file:
        before = file.read()
        for number in range(4):
            edit = ReplaceText(story="st0", paragraph="p0", start=0, end=0, text=str(number))
            after = apply(before, edit)
            if number == 1:
                log.unlink()
                if again:
                    log.write_bytes(b"")
            file.commit(before, after, edit)
            before = after
            if number in (1, 3):
                # What a crash now would leave: the files as they stand.
                folder = path.parent / f"crash{number}"
                folder.mkdir()
                for name in names(path.parent):
                    if name.startswith(path.name) and not name.endswith("-shm"):
                        shutil.copy(path.parent / name, folder / name)
                with IssueFile.open(folder / path.name, "w") as crashed:
                    assert crashed.read() == after
                    assert crashed.seq == number + 1


def test_a_row_changed_elsewhere_is_not_overwritten(path: Path) -> None:
    edit = ReplaceText("st1", "p1", 0, 2, "大坝")
    with IssueFile.create(path, issue(), {}) as file:
        before = file.read()
        with sqlite3.connect(path) as plain:
            plain.execute("UPDATE part SET version = version + 1 WHERE id = 'st1'")
        plain.close()
        assert code_of(file.commit, before, apply(before, edit), edit) == "store.changed-elsewhere"
        assert file.seq == 0


def test_a_commit_whose_acknowledgement_was_lost_is_not_done_twice(path: Path) -> None:
    edit = ReplaceText("st1", "p1", 0, 0, "新")
    with IssueFile.create(path, issue(), {}) as file:
        before = file.read()
        after = apply(before, edit)
        assert file.commit(before, after, edit, op_id="one", role="editor") == 1
    # The program ended before it heard of that, and another tries again; then the first would, too.
    with IssueFile.open(path, "w") as file:
        file.read()
        for _ in range(2):
            assert file.commit(before, after, edit, op_id="one", role="editor") == 1
            assert (file.read(), file.seq, file.revision) == (after, 1, 1)
        again = apply(after, edit)
        assert file.commit(after, again, edit, op_id="two") == 2
        assert file.read() == again
        assert [(row.op_id, row.role, row.revision) for row in file.entries()] == [("one", "editor", 1), ("two", "", 2)]
        assert (
            code_of(lambda: file.commit(again, before, SetMeta(Meta(price="1")), op_id="one"))
            == "store.changed-elsewhere"
        )
        assert file.read() == again


def test_a_log_in_a_folder_that_takes_no_files_can_be_read(path: Path) -> None:
    """A file closed with a reader beside it keeps the mark of the log; alone on a read-only medium it opens all the same."""
    writer = IssueFile.create(path, issue(), {})
    reader = IssueFile.open(path)
    reader.read()
    writer.close()
    reader.close()
    alone = path.parent / "medium"
    alone.mkdir()
    shutil.copy(path, alone / "a.ldesk")
    if sys.platform != "win32" and os.geteuid() != 0:
        alone.chmod(0o555)
    try:
        with IssueFile.open(alone / "a.ldesk") as file:
            assert file.read() == issue()
    finally:
        alone.chmod(0o755)


def test_readers_on_other_threads_never_see_half_a_commit(path: Path) -> None:
    wrong: list[Document] = []
    done = threading.Event()

    def watch() -> None:
        with IssueFile.open(path) as reader:
            while not done.is_set():
                document = reader.read()
                if document.meta.number != document.meta.price:
                    wrong.append(document)

    with IssueFile.create(path, issue(), {}) as file:
        thread = threading.Thread(target=watch)
        thread.start()
        document = file.read()
        for number in range(100):
            edit = SetMeta(Meta(number=str(number), price=str(number)))
            after = apply(document, edit)
            file.commit(document, after, edit)
            document = after
        done.set()
        thread.join()
    assert not wrong


def test_every_refusal_has_its_words_and_every_text_its_use() -> None:
    package = Path(layoutdesk.__file__).parent
    sources = [
        *(package / "store").glob("*.py"),
        package / "session.py",
        package / "jobs.py",
        package / "ui" / "banner.py",
    ]
    used = {
        code for file in sources for code in re.findall(r'"((?:store|session|jobs)\.[\w-]+)"', file.read_text("utf-8"))
    }
    for language in words.LANGUAGES:
        known = {code for code in words.catalogue(language) if code.split(".")[0] in ("store", "session", "jobs")}
        assert used == known


TEXTS = st.text("甲乙，。a", max_size=4)


def some_edit(data: st.DataObject, document: Document, number: int) -> Edit:
    """An edit that fits the document; what is new is numbered."""
    story = data.draw(st.sampled_from(document.stories))
    page = data.draw(st.sampled_from(document.pages))
    paragraph = data.draw(st.sampled_from([each for each in story.body if isinstance(each, Paragraph)]))
    at = data.draw(st.integers(0, len(paragraph.text)))
    makers: list[Callable[[], Edit]] = [
        lambda: ReplaceText(story.id, paragraph.id, at, len(paragraph.text), data.draw(TEXTS)),
        lambda: SplitParagraph(story.id, paragraph.id, at, f"new{number}"),
        lambda: AddStory(Story(id=f"new{number}", body=(paragraph,)), data.draw(st.integers(0, len(document.stories)))),
        lambda: AddPage(Page(id=f"new{number}", number=100 - number, template="t")),
        lambda: MovePage(page.id, data.draw(st.integers(0, len(document.pages) - 1))),
        lambda: PlaceElement(page.id, Block(id=f"new{number}", story=story.id, area=(GridRect(0, 0, 1, 9),))),
        lambda: SetStyle(data.draw(st.sampled_from(["body", "lead"])), TextStyle(size=data.draw(st.integers(5, 9)))),
        lambda: AddNote(Note(id=f"new{number}", text=data.draw(TEXTS))),
    ]
    if len(document.stories) > 1:
        makers.append(lambda: RemoveStory(story.id))
    return data.draw(st.sampled_from(makers))()


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_any_edits_and_their_undoing_come_back(tmp_path: Path, data: st.DataObject) -> None:
    with IssueFile.create(tmp_path / "any.ldesk", replace(issue(), templates=(TEMPLATE,)), {}) as file:
        seen = [file.read()]
        for number in range(data.draw(st.integers(1, 8))):
            edit = some_edit(data, seen[-1], number)
            seen.append(apply(seen[-1], edit))
            file.commit(seen[-2], seen[-1], edit)
        assert file.read() == seen[-1]
        for before, after in zip(reversed(seen[:-1]), reversed(seen), strict=False):
            file.commit(after, before, SetMeta(before.meta), direction="undo")
        assert file.read() == seen[0]
        assert journal.broken_at(file.entries()) is None


def test_a_name_that_no_disk_takes_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        create(tmp_path / f"{'报' * 100}.ldesk", Document(), {})
    assert refused.value.code == "store.name-too-long"
