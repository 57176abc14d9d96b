"""Where pictures came from: paths as an issue keeps them, and whether what lies there is still the issue's picture."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace
from PIL import Image, ImageCms

from layoutdesk.base.ids import IdSource
from layoutdesk.model import Asset
from layoutdesk.pictures.read import import_picture
from layoutdesk.pictures.sources import Seen, kept_path, look, source_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "day" / "photos" / "a.jpg"
    path.parent.mkdir(parents=True)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("RGB", (40, 30), (90, 120, 150)).save(path, icc_profile=profile)
    return path


@pytest.fixture
def asset(file: Path) -> Asset:
    return import_picture(file, IdSource(b"seed")).asset


def test_a_picture_remembers_source_bytes_date_and_profile(file: Path, asset: Asset) -> None:
    about = file.stat()
    assert (asset.path, asset.size, asset.dated) == (str(file.resolve()), about.st_size, about.st_mtime_ns)
    assert "sRGB" in asset.profile


def test_a_picture_of_before_keeps_its_bytes() -> None:
    old = Asset(id="as-1", name="a.jpg", sha256="0" * 64, media="image/jpeg", width=4, height=3)
    assert {"profile", "size", "dated"}.isdisjoint(msgspec.json.decode(msgspec.json.encode(old)))


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/news/day/photos/a.jpg", "photos/a.jpg"),
        ("/news/pool/a.jpg", "../pool/a.jpg"),
        ("/pool/a.jpg", "../../pool/a.jpg"),
        ("/pool/a.jpg", "../../pool/a.jpg"),
        ("", ""),
        ("photos/a.jpg", "photos/a.jpg"),
    ],
)
def test_a_source_near_the_issue_is_kept_from_there_on(path: str, kept: str) -> None:
    assert kept_path(path, Path("/news/day/issue.ldesk")) == kept


def test_a_source_far_away_is_named_in_full() -> None:
    assert kept_path("/mnt/agency/a.jpg", Path("/home/desk/news/day/issue.ldesk")) == "/mnt/agency/a.jpg"


def test_issue_and_pictures_are_moved_together(file: Path, asset: Asset, tmp_path: Path) -> None:
    near = replace(asset, path=kept_path(asset.path, (tmp_path / "day" / "issue.ldesk").resolve()))
    (tmp_path / "day").rename(tmp_path / "archive")
    source = source_of(near, tmp_path / "archive" / "issue.ldesk")
    assert source is not None and look(near, source).state == "same"


def test_only_other_bytes_are_a_change(file: Path, asset: Asset) -> None:
    assert look(asset, file).state == "same"
    os.utime(file, ns=(5, 5))
    seen = look(asset, file)
    assert seen.state == "same"
    data = bytearray(file.read_bytes())
    data[-10] ^= 1
    file.write_bytes(data)
    assert look(asset, file, seen).state == "changed"
    file.write_bytes(data + b" ")
    assert look(asset, file).state == "changed"


def test_what_was_seen_is_not_read_again(file: Path, asset: Asset) -> None:
    os.utime(file, ns=(5, 5))
    told = Seen("changed", file.stat().st_size, 5)
    assert look(asset, file, told) is told


def test_a_picture_of_before_is_told_by_its_content(file: Path, asset: Asset) -> None:
    assert look(replace(asset, size=0, dated=0), file).state == "same"
    assert look(replace(asset, size=0, dated=0, sha256="0" * 64), file).state == "changed"


def test_what_is_gone_or_no_file(file: Path, asset: Asset, tmp_path: Path) -> None:
    assert look(asset, tmp_path / "none" / "a.jpg").state == "gone"
    assert look(asset, file / "a.jpg").state == "gone"
    assert look(asset, tmp_path).state == "unreadable"
    assert look(asset, None).state == "none"
    assert source_of(replace(asset, path=""), tmp_path / "issue.ldesk") is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes by name here")
def test_a_pipe_is_not_waited_for(asset: Asset, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    assert look(asset, tmp_path / "pipe.jpg").state == "unreadable"
