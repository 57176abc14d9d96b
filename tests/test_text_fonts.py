"""Fonts: roles filled from files, what stands in, and bad files that never crash."""

from __future__ import annotations

import os
import shutil
import struct
from pathlib import Path

import pytest

from layoutdesk import words
from layoutdesk.model.styles import ROLES, TextStyle
from layoutdesk.text import fonts
from layoutdesk.text.coverage import coverage
from layoutdesk.text.face import letter_scale
from layoutdesk.text.fontfile import read_directory
from layoutdesk.text.fonts import FontBook, load_fonts, pip_fonts
from layoutdesk.text.paragraph import set_line
from layoutdesk.text.vertical import set_column


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "fonts"
    made.mkdir()
    return made


def copy_of(role: str, target: Path) -> Path:
    return Path(shutil.copy(pip_fonts().face(role).path, target))


def book_of(folder: Path) -> FontBook:
    """The book of one folder, past the cache of the process."""
    return fonts._load.__wrapped__((folder,))


def codes(book: FontBook) -> list[str]:
    return [problem.code for problem in book.problems if problem.severity == "error"]


def test_the_packaged_fonts_fill_song_and_hei_and_the_rest_falls_back_with_a_warning() -> None:
    book = pip_fonts()
    song, hei = book.face("song"), book.face("hei")
    assert song is not hei
    assert book.faces == (song, hei)
    for role, stand_in in {"song-bold": song, "title": song, "kai": song, "fang": song, "hei-bold": hei}.items():
        assert book.face(role) is stand_in
    warnings = {problem.args["role"]: problem.args["fallback"] for problem in book.problems}
    assert warnings == {"song-bold": "song", "title": "song", "kai": "song", "fang": "song", "hei-bold": "hei"}
    assert {problem.severity for problem in book.problems} == {"warning"}
    assert "fang" in words.problem_text(book.missing_roles(["fang"])[0], "en")


def test_a_face_says_what_it_is() -> None:
    face = pip_fonts().face("song")
    assert face.is_cff
    assert face.upem == 1000
    assert face.name in face.key
    assert pip_fonts().face_by_key(face.key) is face
    assert face.version
    assert len(face.sha256) == 64
    assert 0.8 < face.ascent < 1.3
    assert 0.1 < face.descent < 0.5
    assert 0.6 < face.cap_height < 0.8
    assert face.advance(face.glyph("河")) == 1.0
    assert face.glyph("\ue000") == 0
    (use,) = pip_fonts().uses(["song"])
    assert (use.role, use.name, use.version, use.sha256) == ("song", face.name, face.version, face.sha256)


def test_shaping_joins_a_doubled_dash_and_keeps_clusters() -> None:
    face = pip_fonts().face("song")
    assert [(cluster, advance) for _, cluster, advance, _, _ in face.shape("——", script="Hani")] == [(0, 2.0)]
    assert [cluster for _, cluster, *_ in face.shape("office")] in ([0, 1, 2, 3, 4, 5], [0, 1, 4, 5], [0, 1, 3, 4, 5])


def test_every_role_has_a_chain_over_all_other_roles() -> None:
    for role in ROLES:
        assert {role, *fonts.FALLBACK[role]} == set(ROLES)


def test_a_character_goes_to_the_first_face_that_has_it() -> None:
    book = pip_fonts()
    assert book.for_char("kai", "河") is book.face("song")
    assert book.for_char("song", "\ue000") is None
    assert coverage("河\ue000湾\ue000\n", "song", book).missing == "\ue000"


@pytest.mark.skipif(not fonts._DEBIAN["latin"][0].is_file(), reason="Ghostscript's fonts are not installed")
@pytest.mark.parametrize("role", ["song", "kai", "hei", "title"])
def test_a_word_whose_letters_a_face_lacks_is_set_whole_in_one_face_of_its_kind(role: str) -> None:
    """Noto has no Ł: the whole word takes the letters that go with its role, and that is told."""
    path = fonts._DEBIAN[fonts.LETTERS[role]][0]
    letters = next(face for face in load_fonts(()).faces if face.path == path)
    book = FontBook({"song": pip_fonts().face("song"), role: pip_fonts().face("song"), fonts.LETTERS[role]: letters})
    line = set_line("罗兹Łódź和guó、Résumé，H₂O", TextStyle(role=role), book)
    assert [run.text for run in line.glyphs if run.face == letters.key] == ["Łódź"]
    assert coverage("罗兹Łódź和guó", role, book).stood_in == (("Łź", letters.name),)


@pytest.mark.skipif(not fonts._DEBIAN["latin"][0].is_file(), reason="Ghostscript's fonts are not installed")
@pytest.mark.parametrize("role", ["song", "hei"])
def test_letters_that_stand_in_look_as_large_as_those_beside_them(role: str) -> None:
    """By the ink of x and H: within a twentieth of what the role's own face has, across and downwards, nothing else resized."""
    own = pip_fonts().face(role)
    path = fonts._DEBIAN[fonts.LETTERS[role]][0]
    letters = next(face for face in load_fonts(()).faces if face.path == path)
    book, style = FontBook({role: own, fonts.LETTERS[role]: letters}), TextStyle(role=role, size=10.0)
    line = set_line("前锋Szczęsny和Łukasz", style, book)
    column = set_column("和Ł", style, book)
    runs = [*line.glyphs, *column.glyphs]
    assert {run.size for run in runs if run.face == own.key} == {10.0}
    (size,) = {run.size for run in runs if run.face == letters.key}
    for char in "xH":
        high = letters.heights(letters.glyph(char))[0] * size
        assert high == pytest.approx(own.heights(own.glyph(char))[0] * 10.0, rel=0.05)
    assert (
        letter_scale(own, own) == 1.0 and 0.9 <= letter_scale(own, letters) < 1.0 < letter_scale(letters, own) <= 1.15
    )


def test_letters_with_accents_beside_brush_type_are_set_as_all_others() -> None:
    book = pip_fonts()
    ours = FontBook({"kai": book.face("hei"), "song": book.face("song")})
    line = set_line("读guó、Résumé", TextStyle(role="kai"), ours)
    assert [run.text for run in line.glyphs if run.face == book.face("song").key] == ["guó", "Résumé"]


def test_fonts_are_loaded_once() -> None:
    assert load_fonts(()) is load_fonts(())


def test_the_papers_own_fonts_come_first(folder: Path) -> None:
    copy_of("hei", folder / "song.otf")
    book = book_of(folder)
    assert book.face("song").path == folder / "song.otf"
    assert codes(book) == []


def test_a_table_names_files_and_faces_of_collections(folder: Path) -> None:
    copy_of("hei", folder / "paper.otf")
    (folder / "fonts.toml").write_text('title = "paper.otf"\nkai = "paper.otf#0"\n', encoding="utf-8")
    book = book_of(folder)
    assert book.face("title").path == folder / "paper.otf"
    assert book.face("kai") is book.face("title")


def test_the_environment_names_folders(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_of("song", folder / "fang.otf")
    monkeypatch.setenv("LAYOUTDESK_FONTS", os.pathsep.join([str(folder), ""]))
    assert load_fonts().face("fang").path == folder / "fang.otf"


def broken_files(folder: Path) -> dict[str, bytes]:
    whole = copy_of("hei", folder / "whole.otf").read_bytes()
    return {
        "text.font-no-font": b"this is not a font",
        "text.font-cut-short": whole[:100_000],
        "text.font-no-face": b"ttcf\0\1\0\0" + struct.pack(">L", 0),
    }


@pytest.mark.parametrize("code", ["text.font-no-font", "text.font-cut-short", "text.font-no-face"])
def test_a_broken_file_is_a_problem_and_the_next_best_font_is_used(folder: Path, code: str) -> None:
    (folder / "song.otf").write_bytes(broken_files(folder)[code])
    book = book_of(folder)
    assert codes(book) == [code]
    assert book.face("song").path.parent != folder
    assert "song.otf" in words.problem_text(book.problems[0], "zh")


def test_an_empty_file_a_folder_and_a_bad_table_are_problems(folder: Path, tmp_path: Path) -> None:
    (folder / "song.otf").touch()
    (folder / "hei.ttf").mkdir()
    assert codes(book_of(folder)) == ["text.font-unreadable", "text.font-no-font"]
    assert codes(book_of(tmp_path / "nowhere")) == ["text.font-folder"]
    (folder / "fonts.toml").write_text("song = 3", encoding="utf-8")
    assert codes(book_of(folder)) == ["text.font-table"]


@pytest.mark.parametrize(("bits", "allowed"), [(0, True), (2, False), (4, True), (8, True), (0x200, False)])
def test_a_licence_that_forbids_embedding_is_honoured(folder: Path, bits: int, allowed: bool) -> None:
    path = copy_of("hei", folder / "song.otf")
    offset = read_directory(path, 0).tables["OS/2"][0]
    data = bytearray(path.read_bytes())
    data[offset + 8 : offset + 10] = struct.pack(">H", bits)
    path.write_bytes(data)
    book = book_of(folder)
    assert (book.face("song").path == path) is allowed
    assert codes(book) == ([] if allowed else ["text.font-not-embeddable"])


def test_another_version_of_a_face_has_another_fingerprint(folder: Path) -> None:
    path = copy_of("hei", folder / "hei.otf")
    data = bytearray(path.read_bytes())
    data[17] ^= 1  # part of the first table's checksum
    path.write_bytes(data)
    assert read_directory(path, 0).sha256 != pip_fonts().face("hei").sha256


def test_a_file_that_was_replaced_is_not_taken_for_the_one_that_is_open(folder: Path) -> None:
    song = copy_of("song", folder / "song.otf")
    face = book_of(folder).face("song")
    assert face.path == song
    glyph = face.glyph("渡")
    assert face.opened() is not face.hb_face
    other = copy_of("hei", folder / "other.otf")
    other.replace(song)
    assert face.opened() is face.hb_face
    assert face.glyph("渡") == glyph
    song.unlink()
    assert face.opened() is face.hb_face
