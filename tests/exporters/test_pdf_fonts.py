"""Codes of glyphs: the font's own CIDs, one preferred spelling for each glyph, subsets that keep what they promise."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
import uharfbuzz as hb

from layoutdesk.base.problem import Refusal
from layoutdesk.exporters.pdf.cff import Charset, read_charset
from layoutdesk.exporters.pdf.document import PdfFile, number
from layoutdesk.exporters.pdf.fonts import EmbeddedFont, resource_name, to_unicode
from layoutdesk.exporters.pdf.spelling import Spellings, is_common

if TYPE_CHECKING:
    from collections.abc import Callable

    from layoutdesk.text.fonts import Face, FontBook
    from tests.exporters.conftest import Desk


@pytest.fixture
def file() -> PdfFile:
    return PdfFile(io.BytesIO(), (1, 6))


def test_no_two_common_characters_share_a_glyph(any_face: tuple[FontBook, Face]) -> None:
    _, face = any_face
    taken: dict[int, str] = {}
    for char in map(chr, range(0x20, 0x10000)):
        gid = face.glyph(char) if is_common(char) else 0
        if gid:
            assert taken.setdefault(gid, char) == char, (taken[gid], char)


def test_a_common_character_is_the_preferred_spelling(any_face: tuple[FontBook, Face]) -> None:
    _, face = any_face
    spellings = Spellings(face)
    for char in "—…·～／一民长①-–≤":
        if face.glyph(char):
            assert spellings.preferred(face.glyph(char)) == char
            assert spellings.place(face.glyph(char), char) is None


def test_second_spellings_are_numbered_by_the_font_alone(any_face: tuple[FontBook, Face]) -> None:
    _, face = any_face
    spellings = Spellings(face)
    seconds = [char for char in "⋯⼀⺠➀⻓‒" if face.glyph(char) and spellings.preferred(face.glyph(char)) != char]
    places = [spellings.place(face.glyph(char), char) for char in seconds]
    assert None not in places
    assert len(set(places)) == len(places)
    assert spellings.preferred(face.hb_face.glyph_count) is None


def test_codes_of_cff_are_the_cids_of_its_charset(song: Face, file: PdfFile) -> None:
    """CID and glyph id differ, and the subset keeps the CIDs."""
    charset = read_charset(song.path, song.index)
    assert charset is not None
    gids = [song.glyph(char) for char in "永国报"]
    assert [charset.cid(gid) for gid in gids] != gids
    font = EmbeddedFont(song, file)
    assert [font[gid, char].hex for gid, char in zip(gids, "永国报", strict=True)] == [
        f"{charset.cid(gid):04X}" for gid in gids
    ]


def test_every_glyph_has_one_cid(any_face: tuple[FontBook, Face]) -> None:
    _, face = any_face
    charset = read_charset(face.path, face.index) if face.is_cff else None
    if charset is not None:
        cids = [charset.cid(gid) for gid in range(face.hb_face.glyph_count)]
        assert cids[0] == 0
        assert len(set(cids)) == len(cids)


def test_the_subset_draws_the_same_outlines(desk: Desk, any_face: tuple[FontBook, Face], tmp_path: Path) -> None:
    """The glyph that a code leads to in the embedded program has the shape that it has in the font."""
    desk.book, face = any_face
    text = "永国报g—"
    with pikepdf.open(desk.pdf(desk.page(desk.line(face, text)))) as pdf:
        (font,) = pdf.pages[0].Resources.Font.values()
        descendant = font.DescendantFonts[0]
        if face.is_cff:
            program = descendant.FontDescriptor.FontFile3.read_bytes()
            (tmp_path / "subset.otf").write_bytes(wrapped(program, face, len(text) + 1))
            charset = read_charset(tmp_path / "subset.otf")
            new = {charset.cid(gid): gid for gid in range(len(text) + 1)}
            subset = hb.Font(hb.Face(hb.Blob.from_file_path(str(tmp_path / "subset.otf"))))
        else:
            program = descendant.FontDescriptor.FontFile2.read_bytes()
            table = descendant.CIDToGIDMap.read_bytes()
            new = dict(enumerate(struct.unpack(f">{len(table) // 2}H", table)))
            subset = hb.Font(hb.Face(program))
        codes = EmbeddedFont(face, PdfFile(io.BytesIO(), (1, 6)))
        for char in text:
            gid = face.glyph(char)
            drawn = subset.get_glyph_extents(new[int(codes[gid, char].hex, 16)])
            assert drawn == face.hb_font.get_glyph_extents(gid), char


def wrapped(cff: bytes, face: Face, glyphs: int) -> bytes:
    """A bare CFF table as a font that HarfBuzz opens: the tables that are the same in any subset come from ``face``."""
    tables = {b"CFF ": cff, b"maxp": struct.pack(">LH", 0x5000, glyphs)}
    for tag in ("head", "hhea", "name", "cmap", "hmtx"):
        tables[tag.encode()] = face.hb_face.reference_table(tag).data
    out, bodies, offset = struct.pack(">4sHHHH", b"OTTO", len(tables), 0, 0, 0), b"", 12 + 16 * len(tables)
    for tag, body in sorted(tables.items()):
        out += struct.pack(">4sLLL", tag, 0, offset + len(bodies), len(body))
        bodies += body + b"\0" * (-len(body) % 4)
    return out + bodies


@pytest.mark.parametrize("form", [0, 1, 2])
def test_all_three_forms_of_a_charset_are_read(tmp_path: Path, song: Face, form: int) -> None:
    cids = [0, 5, 6, 7, 100, 300, 301]
    runs = [(5, 2), (100, 0), (300, 1)]
    body = bytes([form])
    if form == 0:
        body += struct.pack(">6H", *cids[1:])
    else:
        body += b"".join(struct.pack(">HB" if form == 1 else ">HH", *run) for run in runs)
    path = tmp_path / "small.otf"
    path.write_bytes(wrapped(small_cff(body, len(cids)), song, len(cids)))
    charset = read_charset(path)
    assert [charset.cid(gid) for gid in range(len(cids))] == cids


def small_cff(charset: bytes, glyphs: int, keyed_by_cid: bool = True) -> bytes:
    """A CFF table with nothing but a top dictionary, a charset and the count of its outlines."""
    header, names = bytes([1, 0, 4, 1]), struct.pack(">HBBB", 1, 1, 1, 2) + b"N"
    size = 17 if keyed_by_cid else 12
    start = len(header) + len(names) + 5 + size
    ros = bytes([139, 139, 139, 12, 30]) if keyed_by_cid else b""
    top = (
        ros + b"\x1d" + struct.pack(">l", start) + b"\x0f" + b"\x1d" + struct.pack(">l", start + len(charset)) + b"\x11"
    )
    return header + names + struct.pack(">HBBB", 1, 1, 1, size + 1) + top + charset + struct.pack(">H", glyphs)


def test_a_font_keyed_by_name_has_no_cids(tmp_path: Path, song: Face) -> None:
    path = tmp_path / "named.otf"
    path.write_bytes(wrapped(small_cff(b"\0\0\1", 2, keyed_by_cid=False), song, 2))
    assert read_charset(path) is None


@pytest.mark.parametrize(
    "damage", [lambda data: data[:400], lambda data: data[:0], lambda data: data.replace(b"CFF ", b"CFF2")]
)
def test_a_damaged_font_is_refused_by_name(tmp_path: Path, song: Face, damage: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "broken.otf"
    path.write_bytes(damage(wrapped(small_cff(b"\0\0\1", 2), song, 2)))
    with pytest.raises(Refusal) as refused:
        read_charset(path)
    assert refused.value.code == "exporters.font-unusable"
    assert refused.value.args_ == {"file": "broken.otf"}


def test_a_charset_without_ranges_takes_glyph_ids() -> None:
    assert Charset((0,), (0,)).cid(77) == 77


def test_unicode_map_is_cut_into_sections_of_a_hundred() -> None:
    lines = to_unicode({cid: chr(0x4E00 + cid) for cid in range(1, 251)} | {300: "\U00020bb7"}).decode().splitlines()
    assert [line for line in lines if line.endswith("beginbfchar")] == [
        "100 beginbfchar", "100 beginbfchar", "51 beginbfchar",
    ]  # fmt: skip
    assert "<012C> <D842DFB7>" in lines


def test_names_of_resources_are_plain_and_their_own() -> None:
    assert resource_name("NotoSerifSC-Regular@3fab3c4b") == "NotoSerifSC-Regular@3fab3c4b"
    odd = [resource_name(key) for key in ("仿宋", "A B", "A#B", "x" * 80, "", "1a")]
    assert len(set(odd)) == 6
    assert all(name.isalnum() and name.startswith("F") for name in odd)


@pytest.mark.parametrize(
    ("value", "written"), [(1.0, "1"), (-0.00001, "0"), (1e-3, "0.001"), (1234567.25, "1234567.25"), (-2.5, "-2.5")]
)
def test_numbers_have_no_exponent(value: float, written: str) -> None:
    assert number(value) == written


def test_a_reserved_object_must_be_written(file: PdfFile, tmp_path: Path) -> None:
    reference = file.reserve()
    with pytest.raises(ValueError, match="object 1"):
        file.finish(reference, reference, b"")
