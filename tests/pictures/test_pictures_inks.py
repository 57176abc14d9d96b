"""Pictures that come as inks: kept where they were made for a press like ours or for nobody knows which, else converted."""

import io
import zlib
from pathlib import Path

import pytest
from picture_files import coded
from PIL import Image, ImageCms

from layoutdesk.base.ids import IdSource
from layoutdesk.pictures.cache import PictureCache
from layoutdesk.pictures.convert import press
from layoutdesk.pictures.profiles import COATED, NEWSPRINT, condition, profile_bytes
from layoutdesk.pictures.read import asset_from, inspect
from layoutdesk.pictures.separate import most_ink

#: C, M, Y, K of a skin, a dark shadow, grey made of black alone, and solid black.
INKS = [(20, 90, 110, 10), (200, 190, 180, 160), (0, 0, 0, 128), (0, 0, 0, 255)]


def swatches(profile: bytes | None) -> bytes:
    image = Image.new("CMYK", (64, 16))
    for place, inks in enumerate(INKS):
        image.paste(inks, (16 * place, 0, 16 * place + 16, 16))
    return coded(image, "TIFF", **({"icc_profile": profile} if profile else {}))


def printed(data: bytes, profile: str, tmp_path: Path, colour: bool = True) -> list[tuple[int, ...]]:
    asset = asset_from(data, "a.tif", "", IdSource(b"seed"))
    made = press(asset, data, 300, 75, profile=profile, colour=colour, store=PictureCache(tmp_path))
    if made.filter == "DCTDecode":
        image = Image.open(io.BytesIO(made.data))
    else:
        image = Image.frombytes("CMYK", (made.width, made.height), zlib.decompress(made.data))
    found = [image.getpixel((16 * place + 8, 8)) for place in range(4)]
    return [pixel if isinstance(pixel, tuple) else (int(pixel or 0),) for pixel in found]


def looks(inks: tuple[int, ...], profile: str) -> tuple[float, ...]:
    """L*, a*, b* relative to the paper."""
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile_bytes(profile)))
    lab = ImageCms.buildTransform(source, ImageCms.createProfile("LAB"), "CMYK", "LAB")
    lightness, a, b = lab.apply(Image.new("CMYK", (1, 1), inks)).tobytes()
    return lightness / 2.55, (a ^ 128) - 128.0, (b ^ 128) - 128.0


def kept(found: list[tuple[int, ...]]) -> bool:
    """Whether the inks that are within the limit are what they were, but for coding as JPEG."""
    return all(abs(a - b) <= 6 for at in (0, 2, 3) for a, b in zip(found[at], INKS[at], strict=True))


@pytest.mark.parametrize("profile", [NEWSPRINT, COATED])
def test_inks_without_a_profile_and_those_made_for_this_press_are_kept(profile: str, tmp_path: Path) -> None:
    for data in (swatches(None), swatches(profile_bytes(profile))):
        assert inspect(data, "a.tif", profile=profile).problems == ()
        assert kept(printed(data, profile, tmp_path / str(len(data))))


@pytest.mark.parametrize(("made_for", "printed_on"), [(COATED, NEWSPRINT), (NEWSPRINT, COATED)])
def test_inks_made_for_another_press_are_converted_and_that_is_said(
    made_for: str, printed_on: str, tmp_path: Path
) -> None:
    data = swatches(profile_bytes(made_for))
    (said,) = inspect(data, "a.tif", profile=printed_on).problems
    assert (said.code, said.severity, said.args["made_for"]) == (
        "pictures.other_press",
        "note",
        condition(made_for).title,
    )
    found = printed(data, printed_on, tmp_path)
    assert not kept(found)
    # The skin looks as it was meant to, as far as newsprint can: the same hue, near it in lightness.
    meant, shown = looks(INKS[0], made_for), looks(found[0], printed_on)
    assert abs(meant[0] - shown[0]) < 12
    assert all(abs(a - b) < 14 for a, b in zip(meant[1:], shown[1:], strict=True))


@pytest.mark.parametrize(("made_for", "printed_on"), [(COATED, NEWSPRINT), (NEWSPRINT, COATED)])
def test_black_alone_stays_black_alone(made_for: str, printed_on: str, tmp_path: Path) -> None:
    found = printed(swatches(profile_bytes(made_for)), printed_on, tmp_path)
    for at in (2, 3):
        assert max(found[at][:3]) <= 3
    assert found[3][3] >= 252
    # Newsprint spreads the dots: the same grey takes less ink there.
    assert (found[2][3] < 128) == (printed_on == NEWSPRINT)


@pytest.mark.parametrize("profile", [NEWSPRINT, COATED])
def test_converted_inks_keep_the_limit(profile: str, tmp_path: Path) -> None:
    other = COATED if profile == NEWSPRINT else NEWSPRINT
    heavy = coded(Image.effect_noise((80, 80), 200).convert("CMYK"), "TIFF", icc_profile=profile_bytes(other))
    solid = coded(Image.new("CMYK", (80, 80), (255, 240, 230, 250)), "TIFF", icc_profile=profile_bytes(other))
    for number, data in enumerate((heavy, solid)):
        asset = asset_from(data, "a.tif", "", IdSource(b"seed"))
        made = press(asset, data, 90, 90, profile=profile, store=PictureCache(tmp_path / str(number)))
        image = Image.open(io.BytesIO(made.data)) if made.filter == "DCTDecode" else Image.frombytes(
            "CMYK", (made.width, made.height), zlib.decompress(made.data)
        )  # fmt: skip
        assert most_ink(image) <= condition(profile).ink_limit


def test_inks_on_a_black_page_become_grey_and_black_stays_what_it_was(tmp_path: Path) -> None:
    skin, shadow, middle, solid = (pixel[0] for pixel in printed(swatches(None), NEWSPRINT, tmp_path, colour=False))
    assert skin > 150 > shadow
    assert (middle, solid) == (127, 0)
