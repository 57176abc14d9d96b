"""Formats by content: what is read, and what is refused by its real kind with the way out."""

import struct
from typing import Any

import pytest
from picture_files import coded, tiff_of
from PIL import Image

from layoutdesk import words
from layoutdesk.base.problem import Refusal
from layoutdesk.pictures.formats import recognised, webp_size
from layoutdesk.pictures.read import inspect


def refused(data: bytes, name: str = "a.jpg") -> Refusal:
    with pytest.raises(Refusal) as caught:
        inspect(data, name)
    for language in words.LANGUAGES:
        sentence = words.refusal_text(caught.value, language)
        assert name in sentence
        assert caught.value.args_.get("format", "") in sentence
    return caught.value


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "CMYK", "1"])
def test_what_is_read_is_told_by_content_whatever_its_name(kind: str, mode: str) -> None:
    try:
        data = coded(Image.new(mode, (30, 20)), kind)
    except OSError:
        pytest.skip("no such picture")
    info = inspect(data, "photo.gif")
    assert recognised(data) == kind
    assert (info.width, info.height, info.media) == (30, 20, f"image/{kind.lower()}")


@pytest.mark.parametrize("options", [{"lossless": True}, {"quality": 80}, {"save_all": True}])
def test_the_size_of_a_webp_is_told_from_its_header(options: dict[str, Any]) -> None:
    frames = [Image.new("RGB", (307, 205), name) for name in ("red", "blue")]
    assert webp_size(coded(frames[0], "WEBP", append_images=frames[1:], **options)) == (307, 205)


def ftyp(brand: bytes) -> bytes:
    return b"\0\0\0\x18ftyp" + brand + bytes(40)


@pytest.mark.parametrize(
    ("data", "code", "kind"),
    [
        (coded(Image.new("L", (9, 9)), "GIF"), "format", "GIF"),
        (coded(Image.new("L", (9, 9)), "BMP"), "format", "BMP"),
        (coded(Image.new("RGB", (9, 9)), "SGI"), "format", "SGI"),
        (coded(Image.new("RGB", (9, 9)), "DDS"), "format", "DDS"),
        (coded(Image.new("RGB", (9, 9)), "PCX"), "format", "PCX"),
        (coded(Image.new("RGB", (9, 9)), "PPM"), "format", "PNM"),
        (coded(Image.new("RGB", (9, 9)), "ICO"), "format", "ICO"),
        (coded(Image.new("RGB", (9, 9)), "JPEG2000"), "format_photo", "JPEG 2000"),
        (ftyp(b"heic"), "format_photo", "HEIC"),
        (ftyp(b"mif1"), "format_photo", "HEIC"),
        (ftyp(b"avif"), "format_photo", "AVIF"),
        (ftyp(b"isom"), "format_film", "MP4"),
        (ftyp(b"crx "), "format_raw", "RAW"),
        (b"II*\0\x10\0\0\0CR\x02\0" + bytes(40), "format_raw", "RAW"),
        (b"FUJIFILMCCD-RAW 0201" + bytes(40), "format_raw", "RAW"),
        (b"8BPS\0\1" + bytes(6) + struct.pack(">HII", 3, 90, 60) + bytes(40), "format_layers", "Photoshop (PSD)"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "format_vector", "EPS"),
        (b"\xc5\xd0\xd3\xc6" + bytes(40), "format_vector", "EPS"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "format_vector", "SVG"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a -->\n<svg:svg/>", "format_vector", "SVG"),
    ],
)  # fmt: skip
def test_other_formats_are_refused_by_name_with_the_way_out(data: bytes, code: str, kind: str) -> None:
    found = refused(data)
    assert (found.code, found.args_["format"]) == (f"pictures.{code}", kind)


@pytest.mark.parametrize("tags", [[(50706, 4, 1, 1)], [(254, 4, 1, 1), (330, 4, 1, 8)]], ids=["DNG", "NEF"])
def test_a_raw_file_is_not_taken_for_its_thumbnail(tags: list[tuple[int, int, int, int]]) -> None:
    plain = [
        (256, 4, 1, 8), (257, 4, 1, 8), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8),
        (277, 3, 1, 1), (278, 4, 1, 8), (279, 4, 1, 64),
    ]  # fmt: skip
    assert inspect(tiff_of(*plain), "a.tif").width == 8
    assert refused(tiff_of(*plain, *tags)).code == "pictures.format_raw"


@pytest.mark.parametrize("data", [b"<html><body>not found</body></html>", b"\0" * 64, b"MZ" + bytes(60)])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    assert refused(data).code == "pictures.not_a_picture"


def test_an_empty_file_is_refused() -> None:
    assert refused(b"").code == "pictures.empty"


def test_a_picture_of_absurd_size_is_refused_by_that_size_whatever_its_format() -> None:
    gif = bytearray(coded(Image.new("L", (9, 9)), "GIF"))
    gif[6:10] = struct.pack("<HH", 40_000, 50_000)
    found = refused(bytes(gif))
    assert found.code == "pictures.too_many_pixels"
    assert (found.args_["width"], found.args_["height"]) == ("40000", "50000")
