"""An export from the command line is kept as a version, whoever has the issue."""

import json
import os
import shutil
import stat
import sys
import time
from pathlib import Path

import pytest
from store_helpers import composable, names

from layoutdesk.cli import run
from layoutdesk.edits import SetMeta
from layoutdesk.model import Document, Meta
from layoutdesk.session import Session
from layoutdesk.store import IssueFile, create, notes
from layoutdesk.store.keeping import keep_exported


@pytest.fixture
def path(tmp_path: Path) -> Path:
    create(tmp_path / "a.ldesk", composable(), {})
    return tmp_path / "a.ldesk"


def export(path: Path, kind: str = "pdf") -> int:
    return run(["export", str(path), "-o", str(path.with_name(f"out.{kind}")), "--as", kind])


def exported(path: Path) -> list[tuple[str, str, int]]:
    with IssueFile.open(path) as file:
        return [(version.kind, version.name, version.revision) for version in file.versions()]


def test_an_export_is_kept_where_nobody_writes(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert export(path) in (0, 1)
        assert export(path, "text") in (0, 1)
    assert exported(path) == [("export", "out.pdf", 0)]
    with IssueFile.open(path) as file:
        assert file.version(1) == composable()
        assert file.entries() == []
    assert names(path.parent) == ["a.ldesk", "out.pdf", "out.text"]
    assert capsys.readouterr().err == ""
    for kind, kept in (("pdf", True), ("text", False)):
        run(["export", str(path), "-o", str(path.with_name(f"out.{kind}")), "--as", kind, "--json"])
        assert json.loads(capsys.readouterr().out)["kept"] is kept


def test_the_editor_takes_in_what_was_exported_beside_it(path: Path) -> None:
    session = Session.open(path)
    assert export(path) in (0, 1)
    assert exported(path) == []
    session.apply(SetMeta(Meta(paper="澄湖早报")))
    assert session.flush()
    for _ in range(3000):
        if exported(path):
            break
        time.sleep(0.01)
    assert exported(path) == [("export", "out.pdf", 0)]
    assert export(path) in (0, 1)
    session.apply(SetMeta(Meta(paper="澄湖日报")))
    session.close()
    assert exported(path) == [("export", "out.pdf", 0), ("export", "out.pdf", 1)]
    with IssueFile.open(path) as file:
        assert [file.version(number).meta.paper for number in (1, 2)] == ["澄湖晚报", "澄湖早报"]
        assert file.read().meta.paper == "澄湖日报"
        assert file.faults() == ()
    assert names(path.parent) == ["a.ldesk", "out.pdf"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_an_export_from_a_medium_that_takes_nothing_says_so(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    medium = tmp_path / "medium"
    medium.mkdir()
    shutil.move(path, medium / "a.ldesk")
    medium.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        assert run(["export", str(medium / "a.ldesk"), "-o", str(tmp_path / "out.pdf"), "--as", "pdf"]) in (0, 1)
    finally:
        medium.chmod(0o755)
    assert "a.ldesk" in capsys.readouterr().out.splitlines()[-1]


def test_no_export_brings_a_file_to_another_format(tmp_path: Path) -> None:
    path = tmp_path / "old.ldesk"
    shutil.copyfile(Path(__file__).parent / "fixtures" / "issue-format-1.ldesk", path)
    before = path.read_bytes()
    with IssueFile.open(path) as reader:
        document = reader.read()
    refusal = keep_exported(reader, document, "out.pdf")
    assert refusal is not None
    assert refusal.code == "store.earlier-format"
    assert path.read_bytes() == before
    assert names(tmp_path) == ["old.ldesk"]


def test_an_issue_made_anew_meanwhile_gets_no_version_of_the_old(path: Path) -> None:
    with IssueFile.open(path) as reader:
        document = reader.read()
    with IssueFile.open(path, "w"):
        assert keep_exported(reader, document, "out.pdf") is None
        (left,) = [each for each, _ in notes.waiting(path)]
        content = left.read_bytes()
    assert len(exported(path)) == 1
    notes.leave(path, document, 0, "out.pdf")
    create(path, Document(), {})
    assert names(path.parent) == ["a.ldesk"]
    assert keep_exported(reader, document, "out.pdf") is None
    assert exported(path) == []
    assert json.loads(content)["name"] == "out.pdf"


@pytest.mark.parametrize("content", [b"", b"{", b"[" * 100_000, b'{"document": 7}', b"\xff"])
def test_a_note_that_is_none_goes(path: Path, content: bytes) -> None:
    folder = path.with_name(".a.ldesk.exports")
    folder.mkdir()
    (folder / "1.json").write_bytes(content)
    IssueFile.open(path, "w").close()
    assert exported(path) == []
    assert names(path.parent) == ["a.ldesk"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
def test_a_link_in_the_place_of_the_notes_leads_nowhere(path: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "1.json").write_bytes(b"{}")
    path.with_name(".a.ldesk.exports").symlink_to(elsewhere)
    with IssueFile.open(path, "w") as file:
        refusal = keep_exported(file, issue_read := file.read(), "out.pdf")
    assert refusal is not None
    assert refusal.code == "store.not-writable"
    create(path, issue_read, {})
    assert names(elsewhere) == ["1.json"]
