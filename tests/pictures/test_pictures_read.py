"""Reading pictures in: what a file holds, and that a bad one is refused in words."""

import struct
import unicodedata
import warnings
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from picture_files import coded
from PIL import Image, ImageCms

from layoutdesk import words
from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Refusal
from layoutdesk.pictures import decode
from layoutdesk.pictures.decode import Look
from layoutdesk.pictures.inspection import look_at
from layoutdesk.pictures.metadata import About
from layoutdesk.pictures.read import asset_from, find_pictures, import_picture, inspect, supply


def codes(data: bytes) -> list[str]:
    return [problem.code for problem in inspect(data, "a.jpg").problems]


def refusal(data: bytes, name: str = "a.jpg") -> Refusal:
    with pytest.raises(Refusal) as caught:
        inspect(data, name)
    for language in words.LANGUAGES:
        assert name in words.refusal_text(caught.value, language)
        assert "{" not in words.refusal_text(caught.value, language)
    return caught.value


PHOTO = coded(Image.effect_noise((160, 120), 60).convert("RGB"))
OTHERS = [
    coded(Image.effect_noise((80, 60), 60).convert("RGB"), kind, **options)
    for kind, options in (
        ("TIFF", {}), ("TIFF", {"compression": "tiff_lzw"}), ("TIFF", {"compression": "jpeg"}), ("WEBP", {}),
        ("WEBP", {"lossless": True}), ("JPEG", {"progressive": True}),
    )
]  # fmt: skip
DRAWING = coded(Image.effect_noise((160, 120), 60), "PNG")


def test_a_photo_is_read_with_its_size_and_hash() -> None:
    info = inspect(coded(Image.new("RGB", (60, 40)), dpi=(300, 300)), "a.jpg")
    assert (info.width, info.height, info.media, info.mode, info.ppi) == (60, 40, "image/jpeg", "RGB", 300)
    assert (info.orientation, info.about, info.problems) == (1, About(), ())
    assert len(info.sha256) == 64


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_size_is_upright(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    info = inspect(coded(Image.new("RGB", (60, 40)), exif=exif), "a.jpg")
    assert info.orientation == orientation
    assert (info.width, info.height) == ((60, 40) if orientation < 5 else (40, 60))


@pytest.mark.parametrize("data", [PHOTO, DRAWING], ids=["jpeg", "png"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_picture_that_breaks_off_is_refused(data: bytes, share: float) -> None:
    assert refusal(data[: int(len(data) * share)]).code in ("pictures.truncated", "pictures.damaged")


def test_a_damaged_drawing_is_refused() -> None:
    damaged = bytearray(DRAWING)
    damaged[len(damaged) // 2] ^= 255
    assert refusal(bytes(damaged)).code == "pictures.damaged"


def test_transparency_halves_the_largest_size(monkeypatch: pytest.MonkeyPatch) -> None:
    clear, plain = coded(Image.new("RGBA", (30, 30)), "PNG"), coded(Image.new("RGB", (30, 30)), "PNG")
    monkeypatch.setattr(decode, "MOST_CLEAR_PIXELS", 899)
    monkeypatch.setattr(decode, "MOST_PIXELS", 900)
    with pytest.raises(Refusal) as caught:
        look_at(clear, Look(name="a.png"))
    assert caught.value.code == "pictures.too_many_pixels"
    assert look_at(plain, Look(name="a.png")).mode == "RGB"


def test_a_file_of_too_many_bytes_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "a.jpg").open("wb") as file:
        file.truncate(decode.MOST_BYTES + 1)
    with pytest.raises(Refusal) as caught:
        import_picture(tmp_path / "a.jpg", IdSource())
    assert (caught.value.code, caught.value.args_["size"]) == ("pictures.too_many_bytes", "201")


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(PHOTO) - 1), st.binary(min_size=1, max_size=8), st.sampled_from([PHOTO, DRAWING, *OTHERS]))
def test_damage_anywhere_is_read_or_refused(place: int, noise: bytes, original: bytes) -> None:
    place %= len(original)
    damaged = original[:place] + noise + original[place + len(noise) :]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            inspect(damaged, "a.jpg")
        except Refusal as refused:
            assert refused.code.startswith("pictures.")


def test_broken_exif_is_left_out_with_a_warning() -> None:
    exif = b"Exif\0\0" + b"II*\0" + struct.pack("<IHHHI", 8, 40, 0x0112, 3, 1)
    assert codes(coded(Image.new("RGB", (9, 9)), exif=exif)) == ["pictures.exif"]


def test_an_impossible_orientation_is_left_out_with_a_warning() -> None:
    exif = Image.Exif()
    exif[0x0112] = 77
    data = coded(Image.new("RGB", (60, 40)), exif=exif)
    assert codes(data) == ["pictures.orientation"]
    assert inspect(data, "a.jpg").width == 60


def test_a_corrupt_colour_profile_is_left_out_with_a_warning() -> None:
    assert codes(coded(Image.new("RGB", (9, 9)), icc_profile=b"garbage" * 40)) == ["pictures.profile"]


def test_a_profile_for_another_kind_of_picture_is_left_out_with_a_warning() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert codes(coded(Image.new("RGB", (9, 9)), icc_profile=lab)) == ["pictures.profile"]


def test_a_cmyk_photo_without_the_adobe_marker_is_doubtful() -> None:
    data = coded(Image.new("CMYK", (16, 16), (255, 0, 0, 0)))
    assert codes(data) == []
    start = data.index(b"\xff\xee")
    length = struct.unpack(">H", data[start + 2 : start + 4])[0]
    assert codes(data[:start] + data[start + 2 + length :]) == ["pictures.no_adobe"]


def test_only_the_first_frame_of_an_animated_drawing_counts() -> None:
    frames = [Image.new("L", (9, 9), level) for level in (0, 100, 200)]
    assert codes(coded(frames[0], "PNG", save_all=True, append_images=frames[1:])) == ["pictures.frames"]


def test_the_asset_takes_its_fields_from_the_picture() -> None:
    asset = asset_from(PHOTO, "a.jpg", "/photos/a.jpg", IdSource(b"seed"))
    again = asset_from(PHOTO, "a.jpg", "/photos/a.jpg", IdSource(b"seed"))
    assert asset == again
    assert (asset.width, asset.height, asset.media, asset.path) == (160, 120, "image/jpeg", "/photos/a.jpg")


def test_a_file_is_imported_with_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(PHOTO)
    imported = import_picture(tmp_path / "a.jpg", IdSource(b"seed"))
    assert (imported.data, imported.asset.name) == (PHOTO, "a.jpg")


@pytest.mark.parametrize("name", ["missing.jpg", "."])
def test_a_path_that_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refusal) as caught:
        import_picture(tmp_path / name, IdSource())
    assert caught.value.code == "pictures.no_file"


def test_pictures_of_a_folder_stay_inside_it(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (outside / "secret.jpg").write_bytes(PHOTO)
    for name in ("b.JPG", "a.png", "c.jpeg", "notes.txt", "d.tif", "e.gif"):
        (inside / name).write_bytes(PHOTO)
    (inside / "folder.jpg").mkdir()
    (inside / "leaving.jpg").symlink_to(outside / "secret.jpg")
    (inside / "staying.jpg").symlink_to(inside / "b.JPG")
    found = find_pictures(inside)
    assert list(found) == ["a.png", "b.JPG", "c.jpeg", "d.tif", "staying.jpg"]
    assert found["staying.jpg"] == inside / "b.JPG"


def test_the_pictures_that_the_copy_names_are_supplied(tmp_path: Path) -> None:
    for name in ("a.JPG", "b.jpg", "B.jpg", "unused.jpg", "café.jpg"):
        (tmp_path / name).write_bytes(PHOTO)
    (tmp_path / "broken.jpg").write_bytes(PHOTO[:2000])
    (tmp_path / "odd.jpg").write_bytes(coded(Image.new("RGB", (9, 9)), icc_profile=b"garbage" * 40))
    decomposed = unicodedata.normalize("NFD", "café.jpg")
    wanted = ["a.jpg", "b.jpg", "b.JPG", "missing.jpg", "broken.jpg", "odd.jpg", decomposed, ""]
    supplied = supply(tmp_path, wanted, IdSource(b"seed"))
    assert list(supplied.assets) == ["a.jpg", "b.jpg", decomposed, "odd.jpg"]
    assert {asset.sha256 for asset in supplied.assets.values()} == set(supplied.blobs)
    assert [(p.code, p.severity, p.file) for p in supplied.problems] == [
        ("pictures.truncated", "error", "broken.jpg"), ("pictures.profile", "warning", "odd.jpg"),
    ]  # fmt: skip


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        find_pictures(tmp_path / "none")
    assert caught.value.code == "pictures.no_folder"
