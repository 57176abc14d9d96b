"""The file itself: whole or not there at all, small in memory, quick, and without imports that it has no use for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal
from layoutdesk.display import Image
from layoutdesk.exporters.target import TargetFile

if TYPE_CHECKING:
    from layoutdesk.text.fonts import Face
    from tests.exporters.conftest import Desk

ROOT = Path(__file__).resolve().parents[2]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_an_export_that_is_cancelled_leaves_the_old_file(desk: Desk, song: Face) -> None:
    desk.pdf(desk.page(desk.line(song, "旧版")))
    before = contents(desk.folder)
    pages = [desk.page(desk.line(song, "新版"), number=number) for number in (1, 2)]

    def cancel(done: int, total: int) -> None:
        assert (done, total) == (1, 2)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.pdf(*pages, progress=cancel)
    assert contents(desk.folder) == before


def test_progress_counts_the_pages(desk: Desk, song: Face) -> None:
    told: list[tuple[int, int]] = []
    desk.pdf(*(desk.page(number=number) for number in (1, 2, 3)), progress=lambda *counts: told.append(counts))
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("no/such/folder/out.pdf", "exporters.no-folder"),
        ("file.txt/out.pdf", "exporters.no-folder"),
        ("folder", "exporters.not-a-file"),
        ("长" * 200 + ".pdf", "exporters.name-too-long"),
    ],
)
def test_a_target_that_cannot_be_written_is_named(desk: Desk, song: Face, name: str, code: str) -> None:
    (desk.folder / "file.txt").write_text("x")
    (desk.folder / "folder").mkdir()
    before = contents(desk.folder)
    with pytest.raises(Refusal) as refused:
        desk.pdf(desk.page(desk.line(song, "文")), name=name)
    assert refused.value.code == code
    assert refused.value.args_["file"] == str(desk.folder / name)
    assert contents(desk.folder) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_said_in_words(tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"
    with Path("/dev/full").open("wb", buffering=0) as full, pytest.raises(Refusal) as refused:
        TargetFile(target, full).write(b"x")
    assert refused.value.code == "exporters.disk-full"
    assert refused.value.args_["file"] == str(target)


def test_a_fault_that_is_not_the_target_s_is_not_blamed_on_it(desk: Desk) -> None:
    class Gone:
        def press(self, *_: object, **__: object) -> None:
            raise FileNotFoundError("the issue was pulled away")

        document = press

    picture = Image(asset="as-1", rect=Rect(0, 0, 10, 10))
    with pytest.raises(FileNotFoundError, match="pulled away"):
        desk.pdf(desk.page(picture), images=Gone())
    assert contents(desk.folder) == {}


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs rights that can be taken away")
def test_a_folder_without_permission_is_named(desk: Desk, song: Face) -> None:
    desk.folder.chmod(0o500)
    try:
        with pytest.raises(Refusal) as refused:
            desk.pdf(desk.page(desk.line(song, "文")))
    finally:
        desk.folder.chmod(0o700)
    assert refused.value.code == "exporters.no-permission"


def test_a_link_stays_a_link(desk: Desk, song: Face) -> None:
    real, link = desk.folder / "real.pdf", desk.folder / "link.pdf"
    real.write_bytes(b"old")
    link.symlink_to(real)
    desk.pdf(desk.page(desk.line(song, "文")), name="link.pdf")
    assert link.is_symlink()
    assert real.read_bytes().startswith(b"%PDF-1.6")


def run_python(code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


SHORT_EXPORT = """
import sys
from pathlib import Path
from layoutdesk.compose.types import ComposedPage
from layoutdesk.display import DisplayList, Glyphs
from layoutdesk.exporters import ExportJob, export
from layoutdesk.model import Document
from layoutdesk.text.fonts import pip_fonts

before = set(sys.modules)
book = pip_fonts()
face = book.face("song")
run = Glyphs(face=face.key, size=9, gids=(face.glyph("报"),), xs=(9.0,), text="报", clusters=(0,))
def page(number, items):
    return ComposedPage(page="pg", number=number, display=DisplayList(width=800, height=1100, items=items), lines=(),
                        frames={}, fits=(), pictures=(), problems=())
"""


def test_an_export_loads_nothing_heavy(tmp_path: Path) -> None:
    code = SHORT_EXPORT + """
assert not [name for name in before if name.split(".")[0] in ("reportlab", "PIL", "uharfbuzz", "pypdfium2")], before
job = ExportJob(pages=[page(1, (run,))], document=Document(), book=book, images=None, target=Path(sys.argv[1]))
export("pdf", job)
banned = ("PySide6", "fontTools", "numpy", "sqlalchemy", "pikepdf", "pypdfium2", "rich", "PIL._imaging",
          "reportlab.pdfgen", "reportlab.platypus", "reportlab.graphics")
print(sorted(name for name in sys.modules if name.startswith(banned)))
from PIL import Image
assert Image.new("L", (2, 2)).size == (2, 2)
"""  # fmt: skip
    assert run_python(code, str(tmp_path / "out.pdf")).strip() == "[]"


def test_memory_does_not_grow_with_the_pages(tmp_path: Path) -> None:
    code = SHORT_EXPORT + """
import resource
chars = [chr(code) for code in range(0x4E00, 0x5600)]
gids = tuple(map(face.glyph, chars))
def pages(count):
    for number in range(1, count + 1):
        shift = number % 500
        lines = []
        for row in range(90):
            at = (shift + 13 * row) % 1900
            lines.append(Glyphs(face=face.key, size=9, gids=gids[at:at + 70], xs=tuple(9.1 * i + row / 7 for i in range(70)),
                                ys=(10.0 * row,) * 70, text="".join(chars[at:at + 70]), clusters=tuple(range(70))))
        yield page(number, tuple(lines))
def peak(count):
    job = ExportJob(pages=pages(count), document=Document(), book=book, images=None, target=Path(sys.argv[1]))
    size = export("pdf", job).files[0].size
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, size
small, _ = peak(4)
large, size = peak(int(sys.argv[2]))
print((large - small) // 1024, size // 1024)
"""  # fmt: skip
    pytest.importorskip("resource")
    grown, size = map(int, run_python(code, str(tmp_path / "out.pdf"), "100").split())
    assert size > 1_000
    assert grown < 8, f"{grown} MB more for 100 pages"
