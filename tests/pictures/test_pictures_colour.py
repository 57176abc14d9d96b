"""The colour of press and screen."""

import io
import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from layoutdesk import words
from layoutdesk.base.colour import BLACK, WHITE, Cmyk, Registration, Spot
from layoutdesk.base.problem import Refusal
from layoutdesk.pictures import colour, separate
from layoutdesk.pictures.baking import CODING_ROOM, PRESS_NODES, Order, bake
from layoutdesk.pictures.colour import profile_id
from layoutdesk.pictures.ink import total_ink, under_limit
from layoutdesk.pictures.profiles import COATED, NEWSPRINT, condition, profile_bytes

level = st.integers(0, 255)


@pytest.mark.parametrize(("name", "source"), [(NEWSPRINT, "TR 002-2007"), (COATED, "FOGRA39L")])
def test_a_profile_that_ships_is_an_output_profile_for_cmyk(name: str, source: str) -> None:
    data = profile_bytes(name)
    assert len(data) < 250_000
    assert (data[12:16], data[16:20], data[20:24], data[36:40]) == (b"prtr", b"CMYK", b"Lab ", b"acsp")
    # PDF/X-1a knows no ICC profile of version 4.
    assert data[8] == 2
    profile = ImageCms.ImageCmsProfile(io.BytesIO(data)).profile
    assert source in (profile.profile_description or "")
    assert profile.profile_description == condition(name).title


def test_an_unknown_profile_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        profile_bytes("../secret")
    assert caught.value.code == "pictures.profile_unknown"
    assert "newsprint, coated" in words.refusal_text(caught.value, "en")


@pytest.mark.parametrize(("name", "limit"), [(NEWSPRINT, 240), (COATED, 300)])
def test_no_node_of_the_press_table_comes_near_the_ink_limit(name: str, limit: float) -> None:
    table = colour.press_table(name)
    assert condition(name).ink_limit == limit
    assert len(table) == 4 * PRESS_NODES**3
    most = max(total_ink(node) for node in zip(*(iter(table),) * 4, strict=True))
    assert limit - 40 < most <= limit - CODING_ROOM


def test_coated_paper_shows_darker_blacks_and_stronger_colours() -> None:
    red = Image.new("RGB", (1, 1), (190, 20, 30))
    inks = {name: separate.to_press(red, 220, name).getpixel((0, 0)) for name in (NEWSPRINT, COATED)}
    assert inks[NEWSPRINT] != inks[COATED]
    assert profile_id(NEWSPRINT) != profile_id(COATED)


def test_paper_takes_no_ink_and_black_is_deep() -> None:
    for name in (NEWSPRINT, COATED):
        table = colour.press_table(name)
        assert table[-4:] == bytes(4)
        assert table[3] >= 250


def test_random_colours_stay_under_the_ink_limit() -> None:
    source = Image.frombytes("RGB", (300, 300), random.Random(7).randbytes(270_000))
    assert separate.most_ink(separate.to_press(source, 232)) <= 233
    assert separate.most_ink(separate.to_press(source, 200)) <= 201
    assert separate.most_ink(separate.to_press(source, 292, COATED)) <= 293


@given(st.binary(min_size=4, max_size=400), st.floats(100, 400))
def test_the_quick_count_of_ink_agrees_with_the_exact_one(levels: bytes, limit: float) -> None:
    image = Image.frombytes("CMYK", (len(levels) // 4, 1), levels[: len(levels) // 4 * 4])
    assert separate.keeps_ink(image, limit) == (separate.most_ink(image) <= limit)


def test_greys_stay_near_neutral_on_the_press() -> None:
    ramp = Image.linear_gradient("L").convert("RGB")
    shown = separate.to_screen(separate.to_press(ramp, 232))
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


@pytest.mark.parametrize("name", [NEWSPRINT, COATED])
def test_the_tables_are_baked_from_the_profile(name: str) -> None:
    tables = bake(profile_bytes(name), Order(name=name, ink_limit=condition(name).ink_limit))
    shipped = colour.press_table(name), colour.grey_curve(name), colour.screen_table(name)
    for made, kept in zip((tables.press, tables.grey, tables.screen), shipped, strict=True):
        # Another version of the colour engine may round otherwise.
        assert max(abs(a - b) for a, b in zip(made, kept, strict=True)) <= 2


def test_colours_are_asked_for_without_pillow() -> None:
    script = (
        "import sys; from layoutdesk.pictures.colour import *; from layoutdesk.base.colour import BLACK;"
        "screen_rgb(BLACK), profile_bytes(), profile_id(); sys.exit('PIL' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
