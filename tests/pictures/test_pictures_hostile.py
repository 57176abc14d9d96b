"""Pictures made to do harm: refused in words, in bounded time and memory, by the process that is there for it."""

import struct
import time
import zlib
from pathlib import Path

import pytest
from picture_files import big_tiff, coded, jpeg_of, photo, png_chunk, png_of, rgb_png, webp_canvas, webp_of
from PIL import Image

from layoutdesk import words
from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Refusal
from layoutdesk.pictures.darkroom import darkroom
from layoutdesk.pictures.read import ImportedPicture, import_picture, inspect


def refused(data: bytes) -> Refusal:
    started = time.monotonic()
    with pytest.raises(Refusal) as caught:
        inspect(data, "a.jpg")
    assert time.monotonic() - started < 30
    for language in words.LANGUAGES:
        assert "a.jpg" in words.refusal_text(caught.value, language)
    return caught.value


def deflated(size: int) -> bytes:
    """So many bytes of nothing, as small as they get."""
    packer = zlib.compressobj(9)
    pieces = [packer.compress(bytes(1_000_000)) for _ in range(size // 1_000_000)]
    return b"".join((*pieces, packer.flush()))


BOMB = deflated(1_000_000_000)


@pytest.mark.parametrize(
    ("data", "width", "height"),
    [
        (png_of(30_000, 30_000, bytes(3751) * 2000), 30_000, 30_000),
        (rgb_png(30_000, 30_000), 30_000, 30_000),
        (jpeg_of(30_000, 30_000), 30_000, 30_000),
        (jpeg_of(65_500, 65_500), 65_500, 65_500),
        (big_tiff(20_000, 20_000), 20_000, 20_000),
        (big_tiff(2**31, 2**31), 2**31, 2**31),
        (webp_of(16_384, 16_384), 16_384, 16_384),
        (webp_canvas(1 << 24, 1 << 24), 1 << 24, 1 << 24),
    ],
    ids=[
        "PNG of one bit",
        "PNG",
        "JPEG",
        "JPEG of the largest size",
        "TIFF",
        "TIFF of an impossible size",
        "WebP",
        "WebP canvas",
    ],
)
def test_a_bomb_is_refused_by_its_size_before_it_is_decoded(data: bytes, width: int, height: int) -> None:
    process = darkroom.start().pid
    found = refused(data)
    assert found.code == "pictures.too_many_pixels"
    assert (found.args_["width"], found.args_["height"]) == (str(width), str(height))
    assert darkroom.start().pid == process


@pytest.mark.parametrize(
    "chunk",
    [
        png_chunk(b"zTXt", b"k\0\0" + BOMB), png_chunk(b"iTXt", b"k\0\1\0\0\0" + BOMB), png_chunk(b"iCCP", b"k\0\0" + BOMB),
        png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + BOMB),
    ],
    ids=["zTXt", "iTXt", "iCCP", "XMP"],
)  # fmt: skip
def test_a_bomb_inside_a_drawing_is_refused_or_left_out(chunk: bytes) -> None:
    started = time.process_time()
    try:
        inspect(png_of(8, 8, bytes(16), chunk), "a.png")
    except Refusal as refusal:
        assert refusal.code in ("pictures.damaged", "pictures.memory", "pictures.too_slow")
    # The bomb went off in the other process, if anywhere.
    assert time.process_time() - started < 2
    assert inspect(coded(photo(8, 8)), "b.jpg").width == 8


def test_rows_that_unpack_to_a_gigabyte_are_not_kept() -> None:
    data = rgb_png(16, 16).replace(png_chunk(b"IDAT", zlib.compress(bytes(100))), png_chunk(b"IDAT", BOMB))
    try:
        assert inspect(data, "a.png").width == 16
    except Refusal as refusal:
        assert refusal.code == "pictures.damaged"


@pytest.mark.parametrize("count", [65_535, 1_000_000])
def test_a_tiff_with_a_million_tags_is_refused(count: int) -> None:
    tags = b"".join(struct.pack("<HHII", 40_000 + number % 20_000, 4, 1, number) for number in range(count))
    assert refused(b"II*\0" + struct.pack("<IH", 8, min(count, 65_535)) + tags).code.startswith("pictures.")


def test_directories_of_a_tiff_that_run_in_a_circle_come_to_an_end() -> None:
    data = bytearray(coded(Image.new("L", (9, 9)), "TIFF"))
    (start,) = struct.unpack_from("<I", data, 4)
    (count,) = struct.unpack_from("<H", data, start)
    struct.pack_into("<I", data, start + 2 + 12 * count, start)
    assert inspect(bytes(data), "a.tif").width == 9


def test_of_a_hundred_animated_pages_only_the_first_is_read() -> None:
    frames = [Image.new("RGB", (64, 64), (level, 0, 0)) for level in range(100)]
    for kind in ("WEBP", "PNG", "TIFF"):
        info = inspect(coded(frames[0], kind, save_all=True, append_images=frames[1:]), "a")
        assert [problem.code for problem in info.problems] == ["pictures.frames"]


def test_the_collection_of_broken_pictures(shared: Path) -> None:
    """Every file at once: refused where it has to be, in words, in time, and in memory that the system bounds."""
    files = sorted(path for path in (shared / "badinput" / "images").rglob("*") if path.is_file())
    assert files
    for path in files:
        started = time.monotonic()
        found: ImportedPicture | Refusal
        try:
            found = import_picture(path, IdSource())
        except Refusal as refusal:
            found = refusal
        assert time.monotonic() - started < 10, path
        check_as_the_collection_asks(path, found)


def check_as_the_collection_asks(path: Path, found: ImportedPicture | Refusal) -> None:
    """What the collection's README asks of a file with such a name."""
    bad = ("crash-", "timeout-", "oom-", "bad", "short", "zero", "broken_data", "truncated_end", "huge_")
    if isinstance(found, Refusal):
        assert all(path.name in words.refusal_text(found, language) for language in words.LANGUAGES)
    codes = set() if isinstance(found, Refusal) else {problem.code for problem in found.problems}
    if path.name.startswith(bad):
        assert isinstance(found, Refusal), path
    if path.name.startswith(("decompression_bomb", "reallybig")):
        assert isinstance(found, Refusal)
        assert found.code == "pictures.too_many_pixels", path
    if "cmyk" in path.name:
        assert isinstance(found, ImportedPicture)
        assert found.asset.mode == "CMYK"
    if path.name.startswith("exif-dpi"):
        assert codes == {"pictures.resolution"}
    if path.name == "hopper_bad_exif.jpg":
        assert codes == {"pictures.exif"}
    if path.name.startswith(("iptc", "xmp_", "icc_profile_none", "truncated_app14")):
        assert isinstance(found, ImportedPicture)
