"""Every mode that a file may have: what it shows, what is said of it."""

import io
import struct
from pathlib import Path
from typing import Any

import pytest
from picture_files import coded, tiff_of
from PIL import Image, ImageCms

from layoutdesk.base.ids import IdSource
from layoutdesk.pictures.cache import PictureCache
from layoutdesk.pictures.convert import preview
from layoutdesk.pictures.read import asset_from, inspect


def shown(data: bytes, tmp_path: Path, longest: int = 64) -> list[tuple[int, ...]]:
    """The pixels of the preview."""
    asset = asset_from(data, "a", "", IdSource(b"seed"))
    made = preview(asset, data, longest, store=PictureCache(tmp_path))
    return list(zip(*(iter(made.rgb),) * 3, strict=True))


def codes(data: bytes) -> list[str]:
    return [problem.code for problem in inspect(data, "a").problems]


RAMP = [0, 64, 128, 255]


def grey(levels: list[int]) -> bytes:
    return coded(Image.frombytes("L", (len(levels), 1), bytes(levels)), "PNG")


@pytest.mark.parametrize("order", ["<", ">"])
def test_sixteen_bits_of_grey_in_a_tiff_are_scaled_and_not_clipped(order: str, tmp_path: Path) -> None:
    rows = struct.pack(f"{order}4H", 0, 0x4000, 0x8000, 0xFFFF)
    head = b"II*\0" if order == "<" else b"MM\0*"
    tags = [
        (256, 3, 4), (257, 3, 1), (258, 3, 16), (259, 3, 1), (262, 3, 1), (273, 4, 8 + 2 + 9 * 12 + 4), (277, 3, 1), (278, 3, 1),
        (279, 4, 8),
    ]  # fmt: skip
    entries = b"".join(
        struct.pack(f"{order}HHI", tag, kind, 1)
        + struct.pack(f"{order}H" if kind == 3 else f"{order}I", value).ljust(4, b"\0")
        for tag, kind, value in tags
    )
    data = head + struct.pack(f"{order}IH", 8, len(tags)) + entries + bytes(4) + rows
    assert shown(data, tmp_path) == shown(grey(RAMP), tmp_path)


@pytest.mark.parametrize(("scale", "fraction"), [(1, False), (256, False), (1 / 255, True), (1, True)])
def test_grey_of_unstated_range_is_scaled_by_its_brightest_and_said(
    scale: float, fraction: bool, tmp_path: Path
) -> None:
    image = Image.new("F" if fraction else "I", (4, 1))
    for x, level in enumerate(RAMP):
        image.putpixel((x, 0), level * scale if fraction else int(level * scale))
    data = coded(image, "TIFF")
    assert codes(data) == ["pictures.levels"]
    assert shown(data, tmp_path) == shown(grey(RAMP), tmp_path)


def test_floating_point_without_numbers_is_no_fault(tmp_path: Path) -> None:
    assert len(shown(coded(Image.new("F", (4, 1), float("nan")), "TIFF"), tmp_path)) == 4


@pytest.mark.parametrize(
    ("mode", "kind", "options"),
    [
        ("LAB", "TIFF", {}), ("YCbCr", "JPEG", {}), ("YCbCr", "TIFF", {}), ("RGBX", "TIFF", {}), ("P", "PNG", {}),
        ("P", "TIFF", {}), ("RGB", "WEBP", {"lossless": True}), ("RGB", "TIFF", {"compression": "jpeg"}),
        ("RGB", "TIFF", {"compression": "tiff_deflate"}),
    ],
)  # fmt: skip
def test_a_red_picture_is_red_in_every_mode(mode: str, kind: str, options: dict[str, Any], tmp_path: Path) -> None:
    red = Image.new("RGB", (16, 16), (200, 30, 30))
    if mode == "LAB":
        image = ImageCms.buildTransform(
            ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB"
        ).apply(red)
    else:
        image = red.quantize(4) if mode == "P" else red.convert(mode)
    wanted = shown(coded(red, "PNG"), tmp_path)[0]
    found = shown(coded(image, kind, **options), tmp_path)[0]
    assert all(abs(a - b) <= 6 for a, b in zip(found, wanted, strict=True))


@pytest.mark.parametrize(
    ("image", "kind", "options"),
    [
        (Image.new("LA", (8, 8), (90, 0)), "PNG", {}), (Image.new("RGBA", (8, 8), (90, 0, 0, 0)), "PNG", {}),
        (Image.new("RGB", (8, 8)).quantize(4), "PNG", {"transparency": bytes(4)}),
        (Image.new("RGB", (8, 8)), "PNG", {"transparency": (0, 0, 0)}),
        (Image.new("L", (8, 8)), "PNG", {"transparency": 0}), (Image.new("RGBA", (8, 8), (90, 0, 0, 0)), "TIFF", {}),
        (Image.new("RGBA", (8, 8), (90, 0, 0, 0)), "WEBP", {}),
    ],
)  # fmt: skip
def test_what_is_transparent_shows_paper_and_that_is_said(
    image: Image.Image, kind: str, options: dict[str, Any], tmp_path: Path
) -> None:
    data = coded(image, kind, **options)
    assert [(problem.code, problem.severity) for problem in inspect(data, "a").problems] == [
        ("pictures.transparent", "note")
    ]
    assert set(shown(data, tmp_path)) == {(255, 255, 255)}


def test_of_an_alpha_channel_that_hides_nothing_nothing_is_said() -> None:
    assert codes(coded(Image.new("RGBA", (8, 8), (90, 0, 0, 255)), "PNG")) == []


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_tiff_is_shown_upright_once(orientation: int, tmp_path: Path) -> None:
    picture = Image.new("RGB", (6, 4), "white")
    picture.putpixel((0, 0), (0, 0, 0))
    turn = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    stored = picture.transpose(Image.Transpose(turn[orientation])) if orientation > 1 else picture
    data = coded(stored, "TIFF", tiffinfo={274: orientation})
    info = inspect(data, "a.tif")
    assert (info.width, info.height) == (6, 4)
    pixels = shown(data, tmp_path)
    assert max(pixels[0]) < 60
    assert min(min(pixel) for pixel in pixels[1:]) > 200


def test_spot_inks_beside_the_four_are_left_out_and_said() -> None:
    tags = [
        (256, 3, 1, 2), (257, 3, 1, 1), (258, 3, 5, 8 + 2 + 120 + 4), (259, 3, 1, 1), (262, 3, 1, 5), (273, 4, 1, 144),
        (277, 3, 1, 5), (278, 3, 1, 1), (279, 4, 1, 10), (338, 3, 1, 0),
    ]  # fmt: skip
    data = tiff_of(*tags) + struct.pack("<5H", *(8,) * 5) + bytes(10)
    assert codes(data) == ["pictures.spot_inks"]


def test_levels_of_a_negative_are_not_guessed_for_a_plain_grey_tiff(tmp_path: Path) -> None:
    """White-is-zero is the file's own word for how it stores (TIFF 6.0 §4, PhotometricInterpretation)."""
    plain = coded(Image.frombytes("L", (4, 1), bytes(RAMP)), "TIFF")
    tags = Image.open(io.BytesIO(plain)).tag_v2  # type: ignore[attr-defined]
    assert tags[262] == 1
    inverted = plain.replace(struct.pack("<HHII", 262, 3, 1, 1), struct.pack("<HHII", 262, 3, 1, 0))
    assert shown(inverted, tmp_path) == shown(grey([255 - level for level in RAMP]), tmp_path)
