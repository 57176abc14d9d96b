"""Many pictures at once: the same as one after another, and one that fails takes no other with it."""

import os
from functools import partial
from pathlib import Path

import pytest
from picture_files import coded, photo

from layoutdesk.base.geometry import Rect
from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Refusal
from layoutdesk.pictures.cache import PictureCache
from layoutdesk.pictures.convert import Place, convert_all, press
from layoutdesk.pictures.decode import Look
from layoutdesk.pictures.inspection import look_at
from layoutdesk.pictures.read import supply
from layoutdesk.pictures.sidebyside import Order, side_by_side


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(9):
        data = coded(photo(60 + number, 40))
        (tmp_path / f"{number}.jpg").write_bytes(data if number != 4 else data[:600])
    return tmp_path


def test_pictures_come_in_the_order_of_their_names_with_the_same_ids(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"{number}.jpg" for number in range(9)]
    many = supply(folder, names, IdSource(b"seed"))
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert supply(folder, names, IdSource(b"seed")) == many
    assert [problem.file for problem in many.problems] == ["4.jpg"]
    assert list(many.assets) == [name for name in names if name != "4.jpg"]


def test_a_refusal_comes_in_its_place() -> None:
    data = coded(photo(60, 40))
    orders = [
        Order(look_at, partial(bytes, data[:cut]), Look(name="a.jpg")) for cut in (None, 500, None, None, 0, None)
    ]
    found = side_by_side(orders)
    assert [isinstance(one, Refusal) for one in found] == [False, True, False, False, True, False]


def test_converting_ahead_leaves_nothing_for_the_export(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAYOUTDESK_CACHE", str(folder / "cache"))
    supplied = supply(folder, [f"{number}.jpg" for number in range(9)], IdSource(b"seed"))
    places = [Place(asset=asset.id, rect=Rect(0, 0, 72, 48)) for asset in supplied.assets.values()]
    assert convert_all(supplied.assets.values(), supplied.blobs, [*places, *places]) == []

    def never() -> bytes:
        raise AssertionError("the original was fetched")

    for asset in supplied.assets.values():
        made = press(asset, never, 72, 48)
        assert made == press(asset, supplied.blobs[asset.sha256], 72, 48, store=PictureCache(folder / "other"))


def test_what_cannot_be_converted_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAYOUTDESK_CACHE", str(folder / "cache"))
    supplied = supply(folder, ["0.jpg", "1.jpg"], IdSource(b"seed"))
    broken = {sha256: data[:500] for sha256, data in supplied.blobs.items()}
    places = [Place(asset=asset.id, rect=Rect(0, 0, 72, 48)) for asset in supplied.assets.values()]
    assert [one.args_["file"] for one in convert_all(supplied.assets.values(), broken, places)] == ["0.jpg", "1.jpg"]
