"""The colour of press and screen."""

import importlib.util
import io
import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from layoutdesk.base.colour import BLACK, WHITE, Cmyk, Registration, Spot
from layoutdesk.pictures import colour, separate
from layoutdesk.pictures.ink import INK_LIMIT, total_ink, under_limit
from layoutdesk.resources import resource

level = st.integers(0, 255)


def test_the_profile_is_an_output_profile_for_cmyk() -> None:
    data = colour.profile_bytes()
    assert len(data) < 700_000
    assert (data[12:16], data[16:20], data[20:24], data[36:40]) == (b"prtr", b"CMYK", b"Lab ", b"acsp")
    profile = ImageCms.ImageCmsProfile(io.BytesIO(data)).profile
    assert "TR 002-2007" in (profile.profile_description or "")
    assert profile.profile_description == colour.profile_name()


def test_an_unknown_profile_is_an_error() -> None:
    with pytest.raises(KeyError):
        colour.profile_bytes("../secret")


def test_no_node_of_the_press_table_exceeds_the_ink_limit() -> None:
    table = colour.press_table()
    assert len(table) == 4 * colour.PRESS_NODES**3
    assert max(total_ink(node) for node in zip(*(iter(table),) * 4, strict=True)) <= INK_LIMIT


def test_paper_takes_no_ink_and_black_is_deep() -> None:
    table = colour.press_table()
    assert table[-4:] == bytes(4)
    assert table[3] == 255


def test_random_colours_stay_under_the_ink_limit() -> None:
    source = Image.frombytes("RGB", (300, 300), random.Random(7).randbytes(270_000))
    assert separate.most_ink(separate.to_press(source, INK_LIMIT)) <= INK_LIMIT + 1
    assert separate.most_ink(separate.to_press(source, 200)) <= 201


def test_greys_stay_near_neutral_on_the_press() -> None:
    ramp = Image.linear_gradient("L").convert("RGB")
    shown = separate.to_screen(separate.to_press(ramp, INK_LIMIT))
    for y in range(0, 256, 16):
        rgb = shown.getpixel((0, y))
        assert isinstance(rgb, tuple)
        assert max(rgb) - min(rgb) < 14


@given(level, level, level, level, st.floats(100, 400))
def test_under_limit_keeps_the_limit_and_never_adds_colour(c: int, m: int, y: int, k: int, limit: float) -> None:
    result = under_limit((c, m, y, k), limit)
    assert sum(result) <= limit * 2.55 + 1e-9
    assert all(0 <= ink <= 255 for ink in result)
    assert all(after <= before for after, before in zip(result[:3], (c, m, y), strict=True))
    assert result[3] >= k
    if total_ink((c, m, y, k)) <= limit:
        assert result == (c, m, y, k)


def test_pictures_are_limited_as_single_colours_are() -> None:
    data = random.Random(3).randbytes(4 * 2000)
    image = separate.limited(Image.frombytes("CMYK", (2000, 1), data), 220)
    wanted = [under_limit((c, m, y, k), 220) for c, m, y, k in zip(*(iter(data),) * 4, strict=True)]
    assert list(zip(*(iter(image.tobytes()),) * 4, strict=True)) == wanted


def test_paper_is_white_and_text_is_black_on_screen() -> None:
    assert colour.screen_rgb(WHITE) == (255, 255, 255) == colour.white_paper()
    assert colour.screen_rgb(BLACK) == (35, 31, 32)
    assert colour.screen_rgb(Registration()) == (35, 31, 32)


def test_a_spot_ink_shows_its_process_equivalent() -> None:
    red = Cmyk(m=1.0, y=0.8)
    assert colour.screen_rgb(Spot("朱红", 1.0, red)) == colour.screen_rgb(red)
    assert colour.screen_rgb(Spot("朱红", 0.5, red)) == colour.screen_rgb(Cmyk(m=0.5, y=0.4))


def test_the_screen_table_agrees_with_the_profile() -> None:
    maker = random.Random(5)
    paints = [tuple(maker.randrange(40, 256) if ink < 3 else 0 for ink in range(4)) for _ in range(300)]
    image = Image.frombytes("CMYK", (300, 1), bytes(value for paint in paints for value in paint))
    shown = separate.to_screen(image).tobytes()
    errors = [
        max(
            abs(a - b)
            for a, b in zip(colour.screen_cmyk(*(v / 255 for v in paint)), shown[3 * i : 3 * i + 3], strict=True)
        )
        for i, paint in enumerate(paints)
    ]
    assert sum(errors) / len(errors) < 3


@given(*(st.floats(-0.5, 1.5) for _ in range(4)))
def test_every_paint_has_a_colour(c: float, m: float, y: float, k: float) -> None:
    assert all(0 <= value <= 255 for value in colour.screen_cmyk(c, m, y, k))


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_black_is_never_lighter(a: float, b: float) -> None:
    light, dark = sorted((a, b))
    assert colour.screen_cmyk(0, 0, 0, dark)[1] <= colour.screen_cmyk(0, 0, 0, light)[1]


def test_the_grey_curve_runs_from_solid_black_to_paper() -> None:
    curve = colour.grey_curve()
    assert (len(curve), curve[0], curve[255]) == (256, 0, 255)
    assert list(curve) == sorted(curve)


def test_the_tables_are_baked_from_the_profile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    spec = importlib.util.spec_from_file_location("bake", resource("profiles", "bake.py"))
    assert spec is not None
    assert spec.loader is not None
    bake = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bake)
    for baked, shipped in (
        (bake.press(), colour.press_table()), (bake.grey(), colour.grey_curve()), (bake.screen(), colour.screen_table()),
    ):  # fmt: skip
        # Another version of the colour engine may round otherwise.
        assert max(abs(a - b) for a, b in zip(baked, shipped, strict=True)) <= 2


def test_colours_are_asked_for_without_pillow() -> None:
    script = (
        "import sys; from layoutdesk.pictures.colour import *; from layoutdesk.base.colour import BLACK;"
        "screen_rgb(BLACK), profile_bytes(), profile_id(); sys.exit('PIL' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
