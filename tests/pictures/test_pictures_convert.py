"""Pictures for the press and for the screen: right part, right way up, within the ink limit, the same every time."""

import io
import random
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageOps

from layoutdesk.base.geometry import Rect
from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Refusal
from layoutdesk.model.document import Asset
from layoutdesk.pictures.cache import PictureCache, cache_folder
from layoutdesk.pictures.convert import MOST_PRESS_PIXELS, WHOLE, PressImages, press, press_size, preview
from layoutdesk.pictures.profiles import COATED, NEWSPRINT
from layoutdesk.pictures.read import asset_from
from layoutdesk.pictures.render import PressImage, stored_crop
from layoutdesk.pictures.separate import most_ink


@pytest.fixture
def store(tmp_path: Path) -> PictureCache:
    return PictureCache(tmp_path / "cache")


def coded(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def asset_of(data: bytes) -> Asset:
    return asset_from(data, "a.jpg", "", IdSource(b"seed"))


def pixels(image: PressImage) -> Image.Image:
    """What a reader of the PDF decodes."""
    if image.filter == "DCTDecode":
        return Image.open(io.BytesIO(image.data))
    mode = "CMYK" if image.components == 4 else "L"
    return Image.frombytes(mode, (image.width, image.height), zlib.decompress(image.data))


def noise(width: int, height: int, seed: int = 1) -> Image.Image:
    return Image.frombytes("RGB", (width, height), random.Random(seed).randbytes(width * height * 3))


def photo(width: int, height: int) -> Image.Image:
    """Soft dark colours with grain, as of a street at night."""
    soft = noise(12, 8).resize((width, height), Image.Resampling.BICUBIC).point(lambda value: value // 3)
    return Image.blend(soft, noise(width, height, 2), 0.08)


def corners() -> Image.Image:
    """A picture without any symmetry: red, green, blue, white quarters, 60 × 40."""
    image = Image.new("RGB", (60, 40), "white")
    for place, name in (((0, 0), "red"), ((30, 0), "green"), ((0, 20), "blue")):
        image.paste(Image.new("RGB", (30, 20), name), place)
    return image


TURNED_BACK = {
    1: None, 2: "FLIP_LEFT_RIGHT", 3: "ROTATE_180", 4: "FLIP_TOP_BOTTOM", 5: "TRANSPOSE", 6: "ROTATE_90", 7: "TRANSVERSE",
    8: "ROTATE_270",
}  # fmt: skip


@pytest.mark.parametrize("orientation", TURNED_BACK)
@pytest.mark.parametrize("crop", [WHOLE, Rect(0.5, 0, 0.5, 0.5), Rect(0, 0.25, 0.5, 0.75), Rect(0.25, 0, 0.25, 1)])
def test_every_orientation_comes_upright_with_the_right_part(orientation: int, crop: Rect, store: PictureCache) -> None:
    upright, way = corners(), TURNED_BACK[orientation]
    stored = upright.transpose(Image.Transpose[way]) if way else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = coded(stored, "PNG", exif=exif)
    assert ImageOps.exif_transpose(Image.open(io.BytesIO(data))).tobytes() == upright.tobytes()
    shown = preview(asset_of(data), data, 60, crop=crop, store=store)
    plain = coded(upright, "PNG")
    wanted = preview(asset_of(plain), plain, 60, crop=crop, store=store)
    assert shown == wanted
    assert (shown.width, shown.height) == (round(60 * crop.w), round(40 * crop.h))


def test_a_crop_shows_its_quarter(store: PictureCache) -> None:
    data = coded(corners(), "PNG")
    green = preview(asset_of(data), data, 60, crop=Rect(0.5, 0, 0.5, 0.5), store=store)
    red, shade, blue = green.rgb[:3]
    assert shade > red + 20
    assert shade > blue + 20
    assert green.rgb == green.rgb[:3] * (30 * 20)


@given(st.integers(1, 8), *(st.floats(0, 1) for _ in range(4)))
def test_a_crop_keeps_its_area_in_the_stored_picture(orientation: int, x: float, y: float, w: float, h: float) -> None:
    crop = Rect(x * 0.5, y * 0.5, w * 0.5, h * 0.5)
    stored = stored_crop(crop, orientation)
    assert stored.w * stored.h == pytest.approx(crop.w * crop.h)
    assert -1e-9 <= stored.x <= stored.right <= 1 + 1e-9
    assert -1e-9 <= stored.y <= stored.bottom <= 1 + 1e-9


@pytest.mark.parametrize(
    "image",
    [
        photo(300, 200), noise(200, 200), Image.linear_gradient("L").convert("RGB"), Image.new("RGB", (64, 64)),
        Image.merge("RGB", (Image.linear_gradient("L"), Image.radial_gradient("L"), Image.linear_gradient("L").rotate(90))),
    ],
    ids=["photo", "noise", "grey ramp", "black", "colours"],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("points", [40, 400])
@pytest.mark.parametrize(("profile", "limit"), [(NEWSPRINT, 240), (COATED, 300)])
def test_the_ink_of_a_decoded_picture_keeps_the_limit(
    image: Image.Image, kind: str, points: int, profile: str, limit: float, store: PictureCache
) -> None:
    data = coded(image, kind)
    made = press(asset_of(data), data, points, points, profile=profile, store=store)
    assert most_ink(pixels(made)) <= limit


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([2, 3, 16, 40]), st.integers(1, 5))
def test_the_ink_limit_holds_for_hard_edges(seed: int, cells: int, divisor: int) -> None:
    image = noise(cells, cells, seed).point(lambda value: value // divisor).resize((80, 80), Image.Resampling.NEAREST)
    data = coded(image, "PNG")
    asset = asset_of(data)
    with_no_store = PictureCache(Path("/nonexistent/layoutdesk"))
    assert most_ink(pixels(press(asset, data, 72, 72, store=with_no_store))) <= 240


def test_inks_of_a_cmyk_picture_are_kept(store: PictureCache) -> None:
    data = coded(Image.new("CMYK", (64, 64), (10, 200, 30, 40)), quality=100)
    made = press(asset_of(data), data, 100, 100, store=store)
    assert (made.components, made.filter, made.decode_inverted) == (4, "DCTDecode", True)
    assert pixels(made).getpixel((5, 5)) == pytest.approx((10, 200, 30, 40), abs=2)


def test_a_cmyk_picture_with_too_much_ink_is_brought_under_the_limit(store: PictureCache) -> None:
    data = coded(Image.new("CMYK", (64, 64), (250, 220, 200, 240)), quality=100)
    made = pixels(press(asset_of(data), data, 100, 100, store=store))
    assert most_ink(made) <= 240
    inks = made.getpixel((5, 5))
    assert isinstance(inks, tuple)
    assert inks[3] == 255
    assert inks[0] > inks[1] > inks[2] > 20


def test_a_grey_picture_prints_in_black_alone(store: PictureCache) -> None:
    data = coded(Image.linear_gradient("L"))
    made = press(asset_of(data), data, 400, 400, store=store)
    assert (made.components, made.decode_inverted) == (1, False)
    assert pixels(made).getextrema() == (0, 255)


def test_a_page_in_black_only_takes_grey_pictures(store: PictureCache) -> None:
    data = coded(photo(120, 80))
    assert press(asset_of(data), data, 400, 400, colour=False, store=store).components == 1
    shown = preview(asset_of(data), data, 60, colour=False, store=store)
    assert all(max(rgb) - min(rgb) < 8 for rgb in zip(*(iter(shown.rgb),) * 3, strict=True))


def test_a_cmyk_picture_on_a_black_page_keeps_light_and_dark(store: PictureCache) -> None:
    image = Image.new("CMYK", (64, 32), (0, 0, 0, 0))
    image.paste((200, 200, 200, 100), (0, 0, 32, 32))
    data = coded(image)
    grey = pixels(press(asset_of(data), data, 400, 200, colour=False, store=store))
    dark, light = grey.getpixel((4, 4)), grey.getpixel((60, 4))
    assert isinstance(dark, int)
    assert dark < 60
    assert light == 255


def png_of(depth: int, colour_type: int, width: int, row: bytes, extra: bytes = b"") -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, 1, depth, colour_type, 0, 0, 0)
    data = zlib.compress(b"\0" + row)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def test_sixteen_bits_of_grey_are_scaled_and_not_clipped(store: PictureCache) -> None:
    data = png_of(16, 0, 4, struct.pack(">4H", 0, 0x4000, 0x8000, 0xFFFF))
    eight = png_of(8, 0, 4, bytes([0, 0x40, 0x80, 0xFF]))
    assert preview(asset_of(data), data, 4, store=store) == preview(asset_of(eight), eight, 4, store=store)


@pytest.mark.parametrize("mode", ["LA", "RGBA", "P"])
def test_what_is_transparent_shows_paper(mode: str, store: PictureCache) -> None:
    clear = Image.new("RGBA", (8, 8), (90, 0, 0, 0))
    data = coded(clear.convert(mode), "PNG")
    assert set(preview(asset_of(data), data, 8, store=store).rgb) == {255}


def test_line_art_is_kept_without_loss(store: PictureCache) -> None:
    image = Image.new("1", (32, 32), 1)
    image.putpixel((3, 3), 0)
    data = coded(image, "PNG")
    made = press(asset_of(data), data, 100, 100, store=store)
    assert (made.filter, made.components) == ("FlateDecode", 1)
    assert pixels(made).getpixel((3, 3)) == 0
    assert pixels(made).getpixel((4, 3)) == 255
    coloured = coded(corners().quantize(8), "PNG")
    assert press(asset_of(coloured), coloured, 100, 100, store=store).filter == "FlateDecode"


def test_an_embedded_profile_is_used(store: PictureCache) -> None:
    gamma = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    gamma = gamma.replace("sRGB".encode("utf-16-be"), "none".encode("utf-16-be"))
    swapped = bytearray(gamma)
    first, second = gamma.index(b"rXYZ"), gamma.index(b"bXYZ")
    swapped[first : first + 4], swapped[second : second + 4] = b"bXYZ", b"rXYZ"
    image = Image.new("RGB", (8, 8), (220, 30, 30))
    tagged, plain = coded(image, "PNG", icc_profile=bytes(swapped)), coded(image, "PNG")
    red, _, blue = preview(asset_of(tagged), tagged, 8, store=store).rgb[:3]
    assert blue > red + 60
    red, _, blue = preview(asset_of(plain), plain, 8, store=store).rgb[:3]
    assert red > blue + 60


@given(st.integers(1, 20_000), st.integers(1, 20_000), st.floats(1, 9000), st.floats(1, 9000))
def test_no_more_pixels_than_the_press_can_use(width: int, height: int, w: float, h: float) -> None:
    asset = Asset(id="as-1", name="a", sha256="", media="image/jpeg", width=width, height=height)
    across, down = press_size(asset, w, h)
    assert 1 <= across <= max(1, min(width, w / 72 * 300 + 1))
    assert 1 <= down <= max(1, min(height, h / 72 * 300 + 1))
    assert across * down <= MOST_PRESS_PIXELS
    if min(width, w / 72 * 300 + 1) * min(height, h / 72 * 300 + 1) < MOST_PRESS_PIXELS:
        # A picture that has enough keeps the full resolution: a reader that asks for 300 must not find 299.
        assert across >= min(width, w / 72 * 300 - 0.02)
        assert down >= min(height, h / 72 * 300 - 0.02)


def test_a_large_picture_is_scaled_down(store: PictureCache) -> None:
    data = coded(photo(1200, 800))
    made = press(asset_of(data), data, 72, 48, store=store)
    assert (made.width, made.height) == (300, 200) == pixels(made).size
    narrow = press(asset_of(data), data, 24, 48, Rect(0.2, 0, 1 / 3, 1), store=store)
    assert (narrow.width, narrow.height) == (100, 200)


def test_an_asset_that_lies_about_its_size_enlarges_nothing(store: PictureCache) -> None:
    data = coded(Image.new("RGB", (30, 20)))
    liar = Asset(id="as-1", name="a", sha256="f" * 64, media="image/jpeg", width=30_000, height=20_000, orientation=6)
    made = press(liar, data, 7200, 4800, store=store)
    assert made.width * made.height <= 600


@pytest.mark.parametrize("crop", [Rect(-1, -1, 9, 9), Rect(2, 2, 1, 1), Rect(0.5, 0.5, 0, 0)])
def test_a_senseless_crop_shows_the_whole(crop: Rect, store: PictureCache) -> None:
    data = coded(corners(), "PNG")
    assert preview(asset_of(data), data, 60, crop=crop, store=store) == preview(asset_of(data), data, 60, store=store)


def test_the_same_picture_gives_the_same_bytes_from_cache_and_without(tmp_path: Path) -> None:
    data = coded(photo(300, 200))
    asset = asset_of(data)
    first, second = PictureCache(tmp_path / "one"), PictureCache(tmp_path / "two")
    cold = press(asset, data, 72, 48, store=first)
    assert press(asset, data, 72, 48, store=first) == cold
    assert press(asset, data, 72, 48, store=second) == cold
    assert press(asset, data, 60, 40, store=first) != cold


def test_the_original_is_fetched_only_when_it_is_needed(store: PictureCache) -> None:
    data = coded(photo(90, 60))
    asset = asset_of(data)
    fetched: list[str] = []

    def fetch(sha256: str) -> bytes:
        fetched.append(sha256)
        return data

    for _ in range(3):
        made = PressImages([asset], fetch, store=store).press(asset.id, Rect(10, 10, 72, 48))
    assert fetched == [asset.sha256]
    assert made.components == 4
    assert PressImages([asset], fetch, store=store).press(asset.id, Rect(0, 0, 72, 48), colour=False).components == 1
    with pytest.raises(KeyError):
        PressImages([asset], fetch, store=store).press("as-none", Rect(0, 0, 9, 9))


def damaged_copies(whole: bytes) -> list[bytes]:
    flipped = bytearray(whole)
    flipped[len(flipped) // 2] ^= 1
    return [b"", whole[: len(whole) // 2], bytes(flipped), b"\0" * len(whole), whole + b"more"]


def test_a_damaged_cache_is_made_again(store: PictureCache) -> None:
    data = coded(photo(90, 60))
    asset = asset_of(data)
    cold = press(asset, data, 72, 48, store=store)
    (file,) = [path for path in store.folder.rglob("*") if path.is_file()]
    whole = file.read_bytes()
    for broken in damaged_copies(whole):
        file.write_bytes(broken)
        assert press(asset, data, 72, 48, store=store) == cold
        assert file.read_bytes() == whole


AT_ONCE = """
import sys
from pathlib import Path
from layoutdesk.base.geometry import Rect
from layoutdesk.model.document import Asset
from layoutdesk.pictures.cache import PictureCache
from layoutdesk.pictures.convert import PressImages
data = Path(sys.argv[2]).read_bytes()
asset = Asset(id="as-1", name="a", sha256="0" * 64, media="image/jpeg", width=300, height=200)
images = PressImages([asset], lambda sha256: data, store=PictureCache(Path(sys.argv[1])))
for width in range(20, 60):
    images.press("as-1", Rect(0, 0, width, width))
"""


def test_two_processes_at_once_leave_a_whole_cache(store: PictureCache, tmp_path: Path) -> None:
    data = coded(photo(300, 200))
    (tmp_path / "a.jpg").write_bytes(data)
    command = [sys.executable, "-c", AT_ONCE, str(store.folder), str(tmp_path / "a.jpg")]
    processes = [subprocess.Popen(command) for _ in range(2)]
    assert [process.wait() for process in processes] == [0, 0]
    asset = Asset(id="as-1", name="a", sha256="0" * 64, media="image/jpeg", width=300, height=200)

    def never() -> bytes:
        raise AssertionError("the original was fetched")

    for width in range(20, 60):
        again = press(asset, data, width, width, store=PictureCache(tmp_path / "other"))
        assert press(asset, never, width, width, store=store) == again
    assert not list(store.folder.rglob("new-*"))


def test_a_cache_entry_moved_to_another_key_is_not_taken(store: PictureCache) -> None:
    store.put("one", b"first")
    store.put("two", b"second")
    store.path("one").replace(store.path("two"))
    assert store.get("one") is None
    assert store.get("two") is None


def test_a_cache_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    data = coded(photo(90, 60))
    assert press(asset_of(data), data, 72, 48, store=PictureCache(tmp_path / "file" / "cache")).components == 4


def test_the_cache_stays_within_its_bound(tmp_path: Path) -> None:
    store = PictureCache(tmp_path, bound=10_000)
    for number in range(100):
        store.put(str(number), bytes(500))
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 11_000
    assert store.get("99") == bytes(500)


def test_the_cache_folder_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LAYOUTDESK_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path


def test_a_picture_that_cannot_be_decoded_is_refused(store: PictureCache) -> None:
    data = coded(photo(90, 60))
    with pytest.raises(Refusal) as caught:
        press(asset_of(data), data[:900], 72, 48, store=store)
    assert caught.value.code == "pictures.truncated"
    assert not store.folder.exists()


FROM_CACHE = """
import sys
from pathlib import Path
from layoutdesk.base.geometry import Rect
from layoutdesk.model.document import Asset
from layoutdesk.pictures.cache import PictureCache
from layoutdesk.pictures.convert import PressImages, preview
asset = Asset(id="as-1", name="a", sha256="{sha}", media="image/jpeg", width=90, height=60)
store = PictureCache(Path(sys.argv[1]))
def never(sha256):
    raise AssertionError("the original was fetched")
assert PressImages([asset], never, store=store).press("as-1", Rect(0, 0, 72, 48)).components == 4
assert preview(asset, lambda: never(""), 60, store=store).width == 60
sys.exit("PIL" in sys.modules)
"""


def test_pillow_is_not_imported_for_what_lies_in_the_cache(store: PictureCache) -> None:
    data = coded(photo(90, 60))
    asset = asset_of(data)
    press(asset, data, 72, 48, store=store)
    preview(asset, data, 60, store=store)
    command = [sys.executable, "-c", FROM_CACHE.replace("{sha}", asset.sha256), str(store.folder)]
    assert subprocess.run(command, check=False).returncode == 0
