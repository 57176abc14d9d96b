"""A newspaper's own printing conditions: from a folder, baked once, refused in words where they are none."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from picture_files import coded, photo
from PIL import ImageCms

from layoutdesk import words
from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Refusal
from layoutdesk.model import Document, Page
from layoutdesk.model.library import shipped_templates
from layoutdesk.pictures import colour, profiles
from layoutdesk.pictures.convert import press, preview
from layoutdesk.pictures.darkroom import darkroom
from layoutdesk.pictures.profiles import COATED, condition, issue_profile, profile_bytes, shown_profile
from layoutdesk.pictures.read import asset_from
from layoutdesk.resources import resource

LIST = """
[ours]
file = "ours.icc"
title = "Our press, 260 %"
ink_limit = 260
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of profiles with one in it, the coated one under another name and limit."""
    home = tmp_path / "profiles"
    home.mkdir()
    (home / "profiles.toml").write_text(LIST, "utf-8")
    (home / "ours.icc").write_bytes(resource("profiles", "coated.icc").read_bytes())
    darkroom.close()
    monkeypatch.setenv("LAYOUTDESK_PROFILES", str(home))
    monkeypatch.setenv("LAYOUTDESK_CACHE", str(tmp_path / "cache"))
    caches = (profiles._own, profiles.profile_bytes, colour._table, colour._own_tables, colour.profile_id)
    for one in caches:
        one.cache_clear()
    colour.screen_rgb.cache_clear()
    # One that is running has the environment of when it was started.
    darkroom.close()
    return home


def refused(name: str = "ours") -> Refusal:
    with pytest.raises(Refusal) as caught:
        colour.profile_id(name)
    for language in words.LANGUAGES:
        assert "{" not in words.refusal_text(caught.value, language)
    return caught.value


def test_a_profile_of_the_folder_is_known_by_its_name_title_and_limit(folder: Path) -> None:
    found = condition("ours")
    assert (found.title, found.ink_limit, found.ships) == ("Our press, 260 %", 260.0, False)
    assert profile_bytes("ours") == profile_bytes(COATED)


def test_its_tables_are_baked_once_and_kept(folder: Path, tmp_path: Path) -> None:
    table = colour.screen_table("ours")
    assert table == colour.screen_table(COATED)
    (kept,) = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    written = kept.stat().st_mtime_ns
    for one in (colour._table, colour._own_tables):
        one.cache_clear()
    assert colour.screen_table("ours") == table
    assert kept.stat().st_mtime_ns == written


def test_damaged_tables_are_baked_again(folder: Path, tmp_path: Path) -> None:
    table = colour.press_table("ours")
    (kept,) = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    kept.write_bytes(kept.read_bytes()[:-50])
    for one in (colour._table, colour._own_tables):
        one.cache_clear()
    assert colour.press_table("ours") == table


def test_pictures_are_converted_and_shown_through_it(folder: Path) -> None:
    data = coded(photo(90, 60))
    asset = asset_from(data, "a.jpg", "", IdSource(b"seed"))
    assert press(asset, data, 72, 48, profile="ours").components == 4
    assert preview(asset, data, 60, profile="ours").width == 60
    assert colour.profile_id("ours") != colour.profile_id(COATED)


@pytest.mark.parametrize(
    "data",
    [b"", b"no profile" * 40, ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), None],
    ids=["empty", "garbage", "RGB", "missing"],
)
def test_what_is_no_cmyk_output_profile_is_refused_by_name(data: bytes | None, folder: Path) -> None:
    (folder / "ours.icc").unlink()
    if data is not None:
        (folder / "ours.icc").write_bytes(data)
    found = refused()
    assert (found.code, found.args_["file"]) == ("pictures.profile_file", "ours.icc")


def test_a_profile_with_tables_that_no_engine_reads_is_refused(folder: Path) -> None:
    data = bytearray((folder / "ours.icc").read_bytes())
    data[200:] = bytes(len(data) - 200)
    (folder / "ours.icc").write_bytes(data)
    assert refused().code == "pictures.profile_file"


@pytest.mark.parametrize(
    "text",
    [
        "[ours",
        "[ours]\nfile = 3\ntitle = ''\nink_limit = 240",
        "[ours]\nfile = 'a'\ntitle = 'b'\nink_limit = 900",
        "ours = 1",
    ],
)
def test_a_list_that_cannot_be_read_is_refused(text: str, folder: Path) -> None:
    (folder / "profiles.toml").write_text(text, "utf-8")
    assert refused().code == "pictures.profile_list"


def test_a_profile_outside_the_folder_is_refused(folder: Path) -> None:
    (folder / "profiles.toml").write_text(LIST.replace("ours.icc", "../../secret.icc"), "utf-8")
    assert refused().code == "pictures.profile_file"


def test_an_unknown_name_is_refused_with_those_that_there_are(folder: Path) -> None:
    assert refused("other").args_["known"] == "newsprint, coated, ours"


def issue(*names: str) -> Document:
    """An issue with a page for each of these printing conditions."""
    plain = next(iter(shipped_templates().values()))
    templates = tuple(replace(plain, name=f"t{at}", profile=name) for at, name in enumerate(names))
    pages = tuple(Page(id=f"pg-{at}", number=at + 1, template=f"t{at}") for at in range(len(names)))
    return Document(pages=pages, templates=templates)


def test_the_pages_of_an_export_agree_on_one_printing_condition() -> None:
    assert issue_profile(issue()) == "newsprint"
    assert issue_profile(issue("coated", "coated")) == "coated"
    assert issue_profile(issue("newsprint", "coated"), ["pg-1"]) == "coated"
    with pytest.raises(Refusal) as caught:
        issue_profile(issue("newsprint", "coated"))
    assert caught.value.code == "pictures.profiles_differ"


@pytest.mark.parametrize(
    ("names", "shown"), [(["coated"], "coated"), (["newsprint", "coated"], "newsprint"), (["gone"], "newsprint")]
)
def test_the_screen_shows_what_it_can(names: list[str], shown: str) -> None:
    assert shown_profile(issue(*names)) == shown
