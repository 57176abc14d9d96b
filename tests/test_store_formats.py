"""Formats of the issue file: a saved file of every one opens, reads as it was, and migrates with a copy, whenever it is killed."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from store_helpers import names

from layoutdesk import words
from layoutdesk.base.problem import Refusal
from layoutdesk.edits import ReplaceText, SetMeta, apply
from layoutdesk.model import Document, Meta
from layoutdesk.store import IssueFile, create, formats, journal

FIXTURES = Path(__file__).parent / "fixtures"
#: The versions that the saved file of a format holds.
VERSIONS = {1: [], 2: [("export", "", 7), ("named", "二校", 8)]}
EARLIER = [number for number in formats.FORMATS if number < formats.CURRENT]


def saved(number: int) -> Document:
    """The issue that the saved file of a format holds."""
    return msgspec.json.decode((FIXTURES / f"issue-format-{number}.json").read_bytes(), type=Document)


def taken(number: int, folder: Path) -> Path:
    """The saved file of a format, to work on."""
    path = folder / "要闻.ldesk"
    shutil.copyfile(FIXTURES / f"issue-format-{number}.ldesk", path)
    return path


def number_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as plain:
        return int(plain.execute("PRAGMA user_version").fetchone()[0])


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        for statement in statements:
            plain.execute(statement)


def test_there_is_a_saved_file_of_every_format() -> None:
    for number in formats.FORMATS:
        assert number_of(FIXTURES / f"issue-format-{number}.ldesk") == number


@pytest.mark.parametrize("number", formats.FORMATS)
def test_a_saved_file_reads_as_it_was_and_is_left_alone(number: int, tmp_path: Path) -> None:
    path = taken(number, tmp_path)
    before = path.read_bytes()
    with IssueFile.open(path) as file:
        assert file.read() == saved(number)
        rows = file.entries()
        assert file.revision == len(rows) == file.seq > 0
        assert journal.broken_at(rows) is None
        for asset in saved(number).assets:
            assert file.blob(asset.sha256)
        assert [(each.kind, each.name, each.revision) for each in file.versions()] == VERSIONS[number]
        for version in file.versions():
            assert file.version(version.number).meta == saved(number).meta
        assert file.faults() == ()
    assert path.read_bytes() == before
    assert names(tmp_path) == [path.name]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="permissions do not bind this user")
@pytest.mark.parametrize("number", formats.FORMATS)
def test_a_saved_file_opens_in_a_folder_that_takes_no_files(number: int, tmp_path: Path) -> None:
    path = taken(number, tmp_path)
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with IssueFile.open(path) as file:
            assert file.read() == saved(number)
        with pytest.raises(Refusal, match=r"store\.not-writable"):
            IssueFile.open(path, "w")
    finally:
        tmp_path.chmod(0o755)


@pytest.mark.parametrize("number", EARLIER)
def test_writing_brings_a_file_to_the_present_format_and_keeps_a_copy(number: int, tmp_path: Path) -> None:
    path = taken(number, tmp_path)
    with IssueFile.open(path) as old:
        rows = old.entries()
    with IssueFile.open(path, "w") as file:
        assert file.former == tmp_path / f"要闻.format-{number}.ldesk"
        before = file.read()
        assert before == saved(number)
        assert [(row.seq, row.at, row.edit, row.hash) for row in file.entries()] == [
            (row.seq, row.at, row.edit, row.hash) for row in rows
        ]
        edit = SetMeta(Meta(paper="澄湖早报"))
        file.commit(before, apply(before, edit), edit, role="editor")
        assert file.revision == len(rows) + 1
        assert journal.broken_at(file.entries()) is None
        former = file.former
    assert names(tmp_path) == sorted([path.name, former.name])
    assert number_of(path) == formats.CURRENT
    with IssueFile.open(former) as copy:
        assert copy.read() == saved(number)
    assert number_of(former) == number
    with IssueFile.open(path, "w") as again:
        assert again.former is None


@pytest.mark.parametrize("number", EARLIER)
def test_a_copy_is_never_written_over(number: int, tmp_path: Path) -> None:
    path = taken(number, tmp_path)
    other = path.with_name(f"要闻.format-{number}.ldesk")
    other.write_bytes(b"somebody else's")
    with IssueFile.open(path, "w") as file:
        assert file.former == path.with_name(f"要闻.format-{number}-2.ldesk")
    assert other.read_bytes() == b"somebody else's"
    # The same issue once more: the copy that there is serves.
    taken(number, tmp_path)
    with IssueFile.open(path, "w") as file:
        assert file.former == path.with_name(f"要闻.format-{number}-2.ldesk")


@pytest.mark.parametrize("number", EARLIER)
def test_a_row_of_the_first_format_cannot_be_given_another_role(number: int, tmp_path: Path) -> None:
    path = taken(number, tmp_path)
    IssueFile.open(path, "w").close()
    change(path, "UPDATE journal SET role = 'chief' WHERE seq = 3")
    with IssueFile.open(path) as file:
        assert journal.broken_at(file.entries()) == 3


#: Opens for writing again and again, killed at another line of the store each time.
KILLED = textwrap.dedent("""
    import os, shutil, signal, sys
    from pathlib import Path
    from layoutdesk.base.problem import Refusal
    from layoutdesk.store import IssueFile

    source, folder, stride = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])

    def dying(at):
        lines = 0

        def line(frame, event, _):
            nonlocal lines
            if event == "line":
                lines += 1
                if lines == at:
                    os.kill(os.getpid(), signal.SIGKILL)
            return line

        return lambda frame, event, _: line if "store" in frame.f_code.co_filename else None

    at, ended = 1, False
    while not ended:
        path = folder / str(at) / "a.ldesk"
        path.parent.mkdir()
        shutil.copyfile(source, path)
        child = os.fork()
        if child == 0:
            sys.settrace(dying(at))
            IssueFile.open(path, "w").close()
            os._exit(0)
        ended = os.waitpid(child, 0)[1] == 0
        at += stride
""")


def kill_in_migration(number: int, folder: Path, stride: int) -> None:
    source = FIXTURES / f"issue-format-{number}.ldesk"
    subprocess.run([sys.executable, "-c", KILLED, str(source), str(folder), str(stride)], check=True)
    found = set()
    for each in sorted(folder.iterdir(), key=lambda folder: int(folder.name)):
        path = each / "a.ldesk"
        with IssueFile.open(path) as file:
            assert file.read() == saved(number)
            assert journal.broken_at(file.entries()) is None
        found.add(number_of(path))
        with IssueFile.open(path, "w") as file:
            before = file.read()
            edit = ReplaceText("st0", "p0", 0, 0, "新")
            file.commit(before, apply(before, edit), edit)
        assert names(each) == sorted(["a.ldesk", f"a.format-{number}.ldesk"])
    assert found == {number, formats.CURRENT}


@pytest.mark.skipif(sys.platform == "win32", reason="no fork there")
def test_killed_while_migrating_a_file_is_of_one_format_or_the_other(tmp_path: Path) -> None:
    kill_in_migration(1, tmp_path, 19)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no fork there")
def test_killed_at_every_line_of_a_migration(tmp_path: Path) -> None:
    kill_in_migration(1, tmp_path, 1)


def test_no_room_for_a_migration_is_told_and_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = taken(1, tmp_path)
    first = formats.FORMATS[1]
    crowded = ("PRAGMA max_page_count=1", *first.migration)
    monkeypatch.setitem(formats.FORMATS, 1, first._replace(migration=crowded))
    with pytest.raises(Refusal) as refusal:
        IssueFile.open(path, "w")
    assert refusal.value.code == "store.no-room"
    assert number_of(path) == 1
    with IssueFile.open(path) as file:
        assert file.read() == saved(1)


# --- newer formats


def newer(path: Path, *statements: str) -> None:
    create(path, saved(formats.CURRENT), {})
    change(path, *statements, f"PRAGMA user_version={formats.CURRENT + 1}")


@pytest.mark.parametrize(
    "statements",
    [
        (),
        ("ALTER TABLE journal ADD COLUMN place TEXT NOT NULL DEFAULT ''", "CREATE INDEX by_actor ON journal (actor)"),
        ("CREATE TABLE proof (id INTEGER PRIMARY KEY, data BLOB) STRICT",),
    ],
)
def test_a_newer_format_that_only_adds_is_read_and_not_written(statements: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "a.ldesk"
    newer(path, *statements)
    with IssueFile.open(path) as file:
        assert file.read() == saved(formats.CURRENT)
        assert file.entries() == []
    with pytest.raises(Refusal, match=r"store\.newer"):
        IssueFile.open(path, "w")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW v AS SELECT * FROM part",
        "CREATE TRIGGER t AFTER UPDATE ON part BEGIN DELETE FROM part; END",
        "ALTER TABLE part ADD COLUMN twice TEXT AS (hex(id))",
        "CREATE INDEX i ON part (length(body))",
        "CREATE INDEX i ON part (kind) WHERE position > 3",
        "ALTER TABLE part RENAME COLUMN body TO data",
        "DROP TABLE version",
        "CREATE VIRTUAL TABLE words USING fts5(text)",
    ],
)
def test_a_newer_format_that_does_anything_else_is_refused(statement: str, tmp_path: Path) -> None:
    path = tmp_path / "a.ldesk"
    newer(path, statement)
    for mode in ("r", "w"):
        with pytest.raises(Refusal) as refusal:
            IssueFile.open(path, mode)  # type: ignore[arg-type]
        assert refusal.value.code == "store.newer"
        for language in words.LANGUAGES:
            assert str(formats.CURRENT + 1) in words.refusal_text(refusal.value, language)
