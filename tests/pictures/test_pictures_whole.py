"""Damage that a decoder passes over in silence is found, and nothing sound is called damaged."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from picture_files import coded, photo
from PIL import Image

from layoutdesk.base.problem import Refusal
from layoutdesk.pictures.read import inspect

PHOTO = coded(photo(640, 480), quality=85)
SCANS = coded(photo(640, 480), quality=85, progressive=True)


def zeroed(data: bytes, share: float, size: int) -> bytes:
    start = int(len(data) * share)
    return data[:start] + bytes(size) + data[start + size :]


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9])
@pytest.mark.parametrize("size", [1024, 4096])
def test_a_jpeg_zeroed_in_the_middle_is_refused_as_damaged(share: float, size: int) -> None:
    damaged = zeroed(PHOTO, share, size)
    Image.open(io.BytesIO(damaged)).load()
    with pytest.raises(Refusal) as caught:
        inspect(damaged, "a.jpg")
    assert caught.value.code == "pictures.damaged"


def test_a_progressive_jpeg_zeroed_in_the_middle_is_doubtful() -> None:
    assert inspect(SCANS, "a.jpg").problems == ()
    assert [problem.code for problem in inspect(zeroed(SCANS, 0.6, 4096), "a.jpg").problems] == ["pictures.doubtful"]


@given(
    st.integers(1, 200), st.integers(1, 200), st.integers(1, 100), st.booleans(), st.booleans(), st.sampled_from([0, 1, 2]),
    st.sampled_from(["RGB", "L", "CMYK"]), st.sampled_from(["photo", "white", "noise"]), st.sampled_from([0, 1, 7]),
)  # fmt: skip
def test_a_sound_jpeg_is_never_called_damaged(
    width: int,
    height: int,
    quality: int,
    optimize: bool,
    progressive: bool,
    subsampling: int,
    mode: str,
    what: str,
    restart: int,
) -> None:
    image = {
        "photo": photo, "noise": lambda *size: Image.effect_noise(size, 90), "white": lambda *size: Image.new("L", size, 255)
    }[what](width, height).convert("RGB").convert(mode)  # fmt: skip
    data = coded(
        image, quality=quality, optimize=optimize, progressive=progressive, subsampling=subsampling,
        restart_marker_blocks=restart,
    )  # fmt: skip
    assert inspect(data, "a.jpg").problems == ()


@pytest.mark.parametrize("behind", [b"", b"\0" * 4096, PHOTO])
def test_what_stands_behind_the_picture_is_no_damage(behind: bytes) -> None:
    assert inspect(PHOTO + behind, "a.jpg").problems == ()


def test_a_few_bytes_left_over_by_a_camera_are_no_damage() -> None:
    assert inspect(PHOTO[:-2] + bytes(40) + PHOTO[-2:], "a.jpg").problems == ()


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("options", [{}, {"compression": "tiff_lzw"}, {"compression": "jpeg"}])
@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_a_picture_that_breaks_off_is_refused(kind: str, options: dict[str, str], share: float) -> None:
    if options and kind != "TIFF":
        pytest.skip("TIFF only")
    data = coded(photo(300, 200), kind, **options)
    with pytest.raises(Refusal) as caught:
        inspect(data[: int(len(data) * share)], "a.tif")
    assert caught.value.code in ("pictures.truncated", "pictures.damaged")
