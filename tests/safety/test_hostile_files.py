"""Files that are no issues of ours, or pretend to be: refused in one sentence by every command, in bounded time and memory.

Each is opened by the real program in a process of its own that may use ten seconds and a gigabyte, and stays as it is.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from safety import writers

from layoutdesk.base.ids import IdSource
from layoutdesk.model import Asset, Document, Page
from layoutdesk.model.library import shipped_templates
from layoutdesk.pictures.read import supply
from layoutdesk.store import create, formats

#: Opens a file in every way, within limits that it sets itself before anything is loaded: CPU seconds for each way, and memory
#: beside what the interpreter maps. Prints for each way the exit code, and what was said on either stream.
WAYS = """
import contextlib, io, json, sys
from pathlib import Path
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (1280 << 20, 1280 << 20))
except ImportError:
    resource = None
from layoutdesk.base.problem import Refusal
from layoutdesk.cli import run
from layoutdesk.session import Session
from layoutdesk.words import refusal_text

def write():
    try:
        Session.open(Path(file)).close()
    except Refusal as refusal:
        print(refusal_text(refusal, "en"), file=sys.stderr)
        return 2
    return 0

file, out = sys.argv[1:]
for way in (
    lambda: run(["show", file]), lambda: run(["check", file]), lambda: run(["export", file, "-o", out, "--as", "pdf"]), write,
):
    if resource is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 11, resource.RLIM_INFINITY))
    with contextlib.redirect_stdout(io.StringIO()) as said, contextlib.redirect_stderr(io.StringIO()) as complained:
        code = way()
    print(json.dumps((code, said.getvalue(), complained.getvalue())), flush=True)
"""


def told(file: Path, out: Path) -> list[tuple[int, str, str]]:
    """What every way to open a file gives."""
    command = [sys.executable, "-c", WAYS, str(file), str(out)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 0, ended
    return [json.loads(line) for line in ended.stdout.splitlines()]


def refused(file: Path) -> None:
    """Every way to open the file refuses it in one line that names it, and leaves it and its folder as they were."""
    before = file.read_bytes()
    around = sorted(file.parent.iterdir())
    ways = told(file, file.parent.parent / "out.pdf")
    assert len(ways) == 4
    for code, said, complained in ways:
        assert code == 2, ways
        assert said == ""
        (line,) = complained.splitlines()
        assert file.name in line
    assert file.read_bytes() == before
    assert sorted(file.parent.iterdir()) == around
    assert not (file.parent.parent / "out.pdf").exists()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    "name", ["evil-trigger.db", "foreign-app.db", "half.db", "newer-schema.db", "paths.db", "huge-blob.db.zz"]
)
def test_the_corpus(shared: Path, folder: Path, name: str) -> None:
    data = (shared / "badinput" / "issue-files" / name).read_bytes()
    file = folder / name
    file.write_bytes(zlib.decompress(data) if name.endswith(".zz") else data)
    refused(file)


def test_no_path_of_the_corpus_leads_out_of_the_folder(shared: Path, tmp_path: Path) -> None:
    """An issue holds its pictures and links to none; copy names pictures, and only those beside it are looked at."""
    with closing(sqlite3.connect(shared / "badinput" / "issue-files" / "paths.db")) as plain:
        paths = {row[0] for row in plain.execute("SELECT path FROM link")}
    harmless = {"图片/新华社.jpg"}
    assert harmless < paths
    folder = tmp_path / "pictures"
    folder.mkdir()
    source = next((Path(__file__).parents[2] / "resources" / "sample" / "pictures").glob("*.jpg"))
    shutil.copyfile(source, folder / "ours.jpg")
    supplied = supply(folder, {*paths, "ours.jpg"}, IdSource())
    assert set(supplied.assets) - harmless == {"ours.jpg"}
    assert len(supplied.blobs) == 1


def statements(*texts: str) -> Callable[[Path], None]:
    """Makes a file hostile by SQL."""

    def do(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as plain:
            for text in texts:
                plain.execute(text)

    return do


def patched(at: int, data: bytes) -> Callable[[Path], None]:
    def do(path: Path) -> None:
        content = bytearray(path.read_bytes())
        content[at : at + len(data)] = data
        path.write_bytes(content)

    return do


def cut(share: float) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])


ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT COUNT(*) FROM n"
DEEP = "replace(hex(zeroblob(5000000)), '00', '[')"
HOSTILE = {
    "a trigger": statements("CREATE TRIGGER t AFTER UPDATE ON part BEGIN DELETE FROM part; END"),
    "a view in place of a table": statements(
        "ALTER TABLE part RENAME TO real", "CREATE VIEW part AS SELECT kind, id, position, body, version FROM real"
    ),
    "an endless view": statements("DROP TABLE part", f"CREATE VIEW part AS {ENDLESS}"),
    "an index of an expression": statements("CREATE INDEX i ON part (hex(body))"),
    "a virtual table": statements("CREATE VIRTUAL TABLE words USING fts5(text)"),
    "another program's": statements("PRAGMA application_id=1"),
    "newer by far": statements("PRAGMA user_version=9999", "CREATE TRIGGER t AFTER UPDATE ON part BEGIN SELECT 1; END"),
    "older than the first": statements("PRAGMA user_version=0"),
    "a table too many": statements("CREATE TABLE frame (id INTEGER PRIMARY KEY)"),
    "a table short": statements("DROP TABLE journal"),
    "a story of brackets": statements(f"UPDATE part SET body = CAST({DEEP} AS BLOB) WHERE kind = 'story'"),
    "a story of zeros": statements("UPDATE part SET body = zeroblob(300000000) WHERE kind = 'story'"),
    "a million stories": statements(
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1000000) INSERT INTO part "
        "(kind, id, position, body, version) SELECT 'story', 's' || x, x, CAST('{}' AS BLOB), 1 FROM n"
    ),
    "half": cut(0.5),
    "a head alone": cut(0.01),
    "no page size": patched(16, b"\0\0"),
    "a length that is a lie": patched(28, b"\x7f\xff\xff\xff"),
    "a root page of zeros": patched(4096, bytes(4096)),
    "all zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "nothing": lambda path: path.write_bytes(b""),
    "a web page": lambda path: path.write_bytes(b"<html>" * 5000),
    "a picture": lambda path: path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 99),
}


SLOW = ("a story of zeros", "a million stories")


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=[pytest.mark.slow] if kind in SLOW else []) for kind in HOSTILE]
)
def test_files_made_for_the_purpose(folder: Path, kind: str) -> None:
    path = folder / "today.ldesk"
    template = shipped_templates()["tabloid-inside"]
    page = Page(id="pg", number=1, template=template.name)
    asset = Asset(id="as", name="a.jpg", sha256="0" * 64, media="image/jpeg", width=3, height=2)
    create(path, Document(templates=(template,), pages=(page,), stories=writers.issue(1).stories, assets=(asset,)), {})
    HOSTILE[kind](path)
    refused(path)


def test_what_is_no_file_at_all(folder: Path, tmp_path: Path) -> None:
    """A folder, a pipe and a device by the name of an issue are not waited for."""
    (folder / "a.ldesk").mkdir()
    ways = [folder / "a.ldesk", folder / "none.ldesk"]
    if sys.platform != "win32":
        os.mkfifo(folder / "pipe.ldesk")
        ways += [folder / "pipe.ldesk", Path("/dev/zero")]
    for path in ways:
        for code, said, complained in told(path, tmp_path / "out.pdf"):
            assert (code, said) == (2, "")
            assert path.name in complained


def test_every_format_is_defended(folder: Path) -> None:
    fixtures = Path(__file__).parents[1] / "fixtures"
    for number in formats.FORMATS:
        path = folder / f"format-{number}.ldesk"
        shutil.copyfile(fixtures / f"issue-format-{number}.ldesk", path)
        statements("CREATE TRIGGER t AFTER INSERT ON journal BEGIN DELETE FROM part; END")(path)
        refused(path)
