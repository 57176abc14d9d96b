"""Packages: what is handed over is whole, checkable by anybody, the same every time, and never written over anything else."""

import hashlib
import json
import os
import shutil
import sys
import zipfile
from pathlib import Path

import bagit
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from store_helpers import composable, names

from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal
from layoutdesk.cli import run
from layoutdesk.edits import SetMeta, apply
from layoutdesk.exporters.filenames import plain_names
from layoutdesk.exporters.fontlist import embedding
from layoutdesk.exporters.package import Packed, write_package
from layoutdesk.model import Asset, Document, Meta, PictureFrame
from layoutdesk.pictures.sources import look, source_of
from layoutdesk.store import IssueFile, create
from layoutdesk.text.fonts import pip_fonts
from layoutdesk.words import text

FIXTURES = Path(__file__).parents[1] / "fixtures"
#: The issue in a package, under a name that every system and every tool takes.
ISSUE = "澄湖 2_.ldesk"
PHOTO, OTHER = b"a photograph" * 500, b"another" * 500


def asset(name: str, file: str, data: bytes) -> Asset:
    sha256 = hashlib.sha256(data).hexdigest()
    return Asset(id=name, name=file, sha256=sha256, media="image/jpeg", width=4, height=3)


def issue() -> Document:
    assets = (asset("a1", "堤.jpg", PHOTO), asset("a2", "../../堤.JPG", OTHER), asset("a3", "gone.jpg", b"gone"))
    return replace(composable(), assets=assets)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "澄湖 2%.ldesk"
    first = issue()
    blobs = {hashlib.sha256(data).hexdigest(): data for data in (PHOTO, OTHER)}
    with IssueFile.create(path, first, blobs) as file:
        edit = SetMeta(Meta(paper="澄湖晚报", date="2031-05-03"))
        file.read()
        file.commit(first, apply(first, edit), edit)
    return path


def packed(path: Path, target: Path) -> Packed:
    with IssueFile.open(path) as file:
        return write_package(file, pip_fonts(), target, text)


def contents(folder: Path) -> dict[str, bytes]:
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def test_a_package_is_a_valid_bag_with_everything_in_it(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "交付"
    done = packed(path, target)
    assert bagit.Bag(str(target)).validate()
    assert names(target / "data") == sorted(["fonts.json", "pictures", ISSUE])
    pictures = target / "data" / "pictures"
    assert (pictures / "堤.jpg").read_bytes() == PHOTO
    assert (pictures / "堤 (2).JPG").read_bytes() == OTHER
    assert [problem.code for problem in done.problems] == ["store.no-original"]
    with IssueFile.open(target / "data" / ISSUE, "w") as file:
        before = apply(issue(), SetMeta(Meta(paper="澄湖晚报", date="2031-05-03")))
        assert file.read() == replace(before, assets=file.read().assets)
        assert file.head == done.head == file.entries()[-1].hash
    assert done.head in (target / "bag-info.txt").read_text(encoding="utf-8")
    assert names(tmp_path) == sorted([path.name, target.name])


def seen(issue: Path) -> dict[str, tuple[str, str]]:
    """The pictures of an issue by name: where it has them from, and what is there."""
    with IssueFile.open(issue) as file:
        return {each.id: (each.path, look(each, source_of(each, issue)).state) for each in file.read().assets}


def test_the_packed_issue_has_its_pictures_from_beside_it(tmp_path: Path) -> None:
    """Those of one name from several folders, those of no file; what lies on the desk, or is missing, is told as before."""
    desk = tmp_path / "desk"
    for name, data in (("a/堤.jpg", PHOTO), ("b/堤.jpg", OTHER), ("pictures/gone.jpg", OTHER)):
        (desk / name).parent.mkdir(parents=True, exist_ok=True)
        (desk / name).write_bytes(data)
    sources = (
        ("堤.jpg", PHOTO, "a/堤.jpg"),
        ("堤.JPG", OTHER, str(desk / "b" / "堤.jpg")),
        ("pasted", PHOTO, ""),
        # Of these two the issue has no original; the name of the first is that of another one's file on the desk.
        ("gone.jpg", b"gone", "pictures/gone.jpg"),
        ("none.jpg", b"none", ""),
        ("gone.jpg", OTHER, "pictures/gone.jpg"),
    )
    assets = tuple(
        replace(asset(f"a{number}", name, data), path=path, size=len(data))
        for number, (name, data, path) in enumerate(sources)
    )
    path = desk / "today.ldesk"
    create(
        path, replace(composable(), assets=assets), {hashlib.sha256(each).hexdigest(): each for each in (PHOTO, OTHER)}
    )
    before, at_desk = path.read_bytes(), seen(path)
    packed(path, tmp_path / "one")
    shutil.rmtree(desk / "a")
    there = seen(tmp_path / "one" / "data" / "today.ldesk")
    assert there == {
        "a0": ("pictures/堤.jpg", "same"),
        "a1": ("pictures/堤 (2).JPG", "same"),
        "a2": ("pictures/pasted.jpg", "same"),
        "a3": ("pictures/gone.jpg", "gone"),
        "a4": ("", "none"),
        "a5": ("pictures/gone (2).jpg", "same"),
    }
    assert path.read_bytes() == before
    assert seen(path) == at_desk | {"a0": ("a/堤.jpg", "gone")}
    # What somebody takes out of the package is missed.
    (tmp_path / "one" / "data" / "pictures" / "堤.jpg").unlink()
    assert seen(tmp_path / "one" / "data" / "today.ldesk") == there | {"a0": ("pictures/堤.jpg", "gone")}


def test_a_package_of_a_package_is_the_same(path: Path, tmp_path: Path) -> None:
    packed(path, tmp_path / "one")
    packed(tmp_path / "one" / "data" / ISSUE, tmp_path / "two")
    assert bagit.Bag(str(tmp_path / "two")).validate()
    first, second = contents(tmp_path / "one"), contents(tmp_path / "two")
    # SQLite counts in its file how often that was written.
    of_the_file = {f"data/{ISSUE}", "manifest-sha256.txt", "tagmanifest-sha256.txt"}
    assert first.keys() == second.keys()
    assert {name for name in first if first[name] != second[name]} <= of_the_file
    one, two = (tmp_path / name / "data" / ISSUE for name in ("one", "two"))
    assert seen(two) == seen(one)
    with IssueFile.open(one) as file, IssueFile.open(two) as copy:
        assert (copy.read(), copy.entries()) == (file.read(), file.entries())


def test_places_whose_picture_was_never_supplied_are_told_in_the_package(tmp_path: Path) -> None:
    document, path = composable(), tmp_path / "a.ldesk"
    frame = PictureFrame(id="f", rect=Rect(100, 600, 90, 60))
    page = replace(document.pages[0], elements=(*document.pages[0].elements, frame), label="A02")
    create(path, replace(document, pages=(page, *document.pages[1:])), {})
    done = packed(path, tmp_path / "交付")
    assert [(problem.code, problem.element) for problem in done.problems] == [("compose.picture-missing", "f")]
    readme = (tmp_path / "交付" / "README.txt").read_text(encoding="utf-8")
    assert f"  A02 · {text('compose.picture-missing', 'zh')}" in readme
    # A journal without an entry has no head.
    assert "000000" not in readme


def test_the_list_of_fonts_names_what_the_pages_are_set_in(path: Path, tmp_path: Path) -> None:
    packed(path, tmp_path / "p")
    fonts = json.loads((tmp_path / "p" / "data" / "fonts.json").read_text(encoding="utf-8"))
    known = {face.name: face for face in pip_fonts().faces}
    assert fonts
    for font in fonts:
        face = known[font["name"]]
        assert font["sha256"] == hashlib.sha256(face.path.read_bytes()).hexdigest()
        assert (font["file"], font["version"], font["embedding"]) == (face.path.name, face.version, "installable")
    readme = (tmp_path / "p" / "README.txt").read_text(encoding="utf-8")
    assert all(font["name"] in readme for font in fonts)
    assert "exporters." not in readme
    assert "{" not in readme


@pytest.mark.parametrize(
    ("fstype", "word"),
    [
        (0, "installable"),
        (2, "restricted"),
        (4, "preview-print"),
        (8, "editable"),
        (0x204, "bitmaps-only"),
        (0x108, "editable"),
        (6, "preview-print"),
    ],
)
def test_the_licence_bits_of_a_font_are_told_in_a_word(fstype: int, word: str) -> None:
    assert embedding(fstype) == word
    for language in ("zh", "en"):
        assert text(f"exporters.embedding-{word}", language) != f"exporters.embedding-{word}"


def test_the_same_issue_gives_the_same_bytes_as_folder_and_as_zip(path: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        packed(path, tmp_path / name)
        packed(path, tmp_path / f"{name}.zip")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.testzip() is None
        inside = {name.removeprefix("one/"): archive.read(name) for name in archive.namelist()}
    assert inside == contents(tmp_path / "one")
    packed(path, tmp_path / "again.zip")
    shutil.move(tmp_path / "again.zip", tmp_path / "kept.zip")
    packed(path, tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == (tmp_path / "kept.zip").read_bytes()


def test_a_package_is_replaced_and_nothing_else_is(path: Path, tmp_path: Path) -> None:
    for name in ("p", "p.zip"):
        packed(path, tmp_path / name)
        packed(path, tmp_path / name)
    assert bagit.Bag(str(tmp_path / "p")).validate()
    photos = tmp_path / "photos"
    photos.mkdir()
    (photos / "a.jpg").write_bytes(PHOTO)
    (tmp_path / "letter.zip").write_bytes(b"Dear editor")
    (tmp_path / "file").write_bytes(b"")
    for target in (photos, tmp_path / "letter.zip", tmp_path / "file", path):
        with pytest.raises(Refusal) as refusal:
            packed(path, target)
        assert refusal.value.code == "exporters.package-there"
    if sys.platform != "win32" and os.geteuid() != 0:
        photos.chmod(0o555)
        with pytest.raises(Refusal) as refusal:
            packed(path, photos / "p")
        assert refusal.value.code == "exporters.cannot-write"
        photos.chmod(0o755)
    with pytest.raises(Refusal) as refusal:
        packed(path, tmp_path / "none" / "p")
    assert refusal.value.code == "exporters.no-folder"
    assert contents(photos) == {"a.jpg": PHOTO}
    assert not [name for name in names(tmp_path) if name.startswith(".")]


def test_a_failure_leaves_everything_as_it_was(path: Path, tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    def enough(done: int, _all: int) -> None:
        if done:
            raise Enough

    packed(path, tmp_path / "p")
    before, folder = contents(tmp_path / "p"), names(tmp_path)
    for name in ("p", "p.zip"):
        with IssueFile.open(path) as file, pytest.raises(Enough):
            write_package(file, pip_fonts(), tmp_path / name, text, enough)
    assert contents(tmp_path / "p") == before
    assert names(tmp_path) == folder


def test_the_command_packs_while_the_editor_has_the_issue(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with IssueFile.open(path, "w"):
        assert run(["package", str(path), "-o", str(tmp_path / "p"), "--without-past", "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert f"data/{ISSUE}" in said["files"]
    assert said["fonts"]
    assert "gone" not in said["files"]
    assert len(said["missing"]) == 1
    with IssueFile.open(tmp_path / "p" / "data" / ISSUE) as file:
        assert (file.entries(), file.versions()) == ([], [])
    bare = tmp_path / "bare.ldesk"
    create(bare, Document(), {})
    assert run(["package", str(bare), "-o", str(tmp_path / "q.zip")]) == 0
    assert "q.zip" in capsys.readouterr().out


def test_an_issue_of_an_earlier_format_is_packed_as_it_is(tmp_path: Path) -> None:
    old = FIXTURES / "issue-format-1.ldesk"
    before = old.read_bytes()
    done = packed(old, tmp_path / "p")
    assert bagit.Bag(str(tmp_path / "p")).validate()
    assert old.read_bytes() == before
    with IssueFile.open(tmp_path / "p" / "data" / old.name) as copy, IssueFile.open(old) as file:
        assert copy.read() == replace(file.read(), assets=copy.read().assets)
        assert [each.path for each in copy.read().assets] == [f"pictures/{each.name}" for each in file.read().assets]
        assert copy.entries() == file.entries()
        assert copy.faults() == ()
        assert not copy.has_versions
    assert done.problems == ()


# --- names


@given(st.lists(st.text(max_size=300).map(lambda name: (name, "image/jpeg")), max_size=8))
def test_any_names_become_different_names_of_plain_files(named: list[tuple[str, str]]) -> None:
    made = plain_names(named)
    assert len({name.casefold() for name in made}) == len(made) == len(named)
    for name in made:
        assert name == Path(name).name
        assert name not in ("", ".", "..")
        assert len(name.encode()) <= 255
        assert not name.startswith(".")


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("堤.jpg", "堤.jpg"),
        ("C:\\photos\\堤.jpg", "堤.jpg"),
        ("/etc/passwd", "passwd.jpg"),
        ("..", "picture.jpg"),
        ("con.jpg", "_con.jpg"),
        ("a\nb:c.tif", "a_b_c.tif"),
        (".htaccess", "htaccess.jpg"),
        ("", "picture.jpg"),
    ],
)
def test_names_from_elsewhere_lead_nowhere(name: str, made: str) -> None:
    assert plain_names([(name, "image/jpeg")]) == [made]
