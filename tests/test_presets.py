"""Export presets as files: those that ship, an editor's own, where exports go and which pages."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from layoutdesk import words
from layoutdesk.base.problem import Refusal
from layoutdesk.exporters import presets
from layoutdesk.exporters.presets import Preset, chosen_pages, page_pattern, target_of
from layoutdesk.model import Document, Meta, Page
from layoutdesk.resources import resource

DOCUMENT = Document(
    meta=Meta(paper="清江日报", date="2026-03-03"),
    pages=(
        Page(id="one", number=1, label="A01", name="要闻", template="t"),
        Page(id="two", number=2, label="A02", name="城事", template="t"),
        Page(id="three", number=3, label="B01", name="副刊", template="t"),
    ),
)
ISSUE = Path("/papers/3月3日 {定稿}.ldesk")


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LAYOUTDESK_PRESETS", str(tmp_path / "own"))
    return tmp_path / "own"


def test_those_that_ship_have_names_in_every_language_and_go_somewhere() -> None:
    shipped = presets.shipped()
    assert [file.stem[3:] for file in sorted(resource("presets").glob("*.toml"))] == list(shipped)
    for each in shipped.values():
        assert set(each.title) == set(words.LANGUAGES)
        assert target_of(each, DOCUMENT, ISSUE).is_relative_to("/papers")
        assert presets.preset(each.title["zh"]) == presets.preset(each.name) == each


def test_where_an_export_goes_is_told_by_fields() -> None:
    one = Preset(file="{paper}-{day}-{label}", folder="印刷/{date}")
    assert target_of(one, DOCUMENT, ISSUE, 2) == Path("/papers/印刷/2026-03-03/清江日报-20260303-A02.pdf")
    assert target_of(Preset(kind="png", each=True, folder="{issue}"), DOCUMENT, ISSUE) == Path("/papers/3月3日 {定稿}")
    assert target_of(Preset(), DOCUMENT, ISSUE) == Path("/papers/3月3日 {定稿}.pdf")
    assert target_of(replace(one, folder="/plates"), DOCUMENT, ISSUE).parent == Path("/plates")
    # Only what becomes one file a page has a pattern.
    assert page_pattern(replace(one, each=True), ISSUE) == one.file
    assert page_pattern(replace(one, each=True, kind="text"), ISSUE) == ""


@pytest.mark.parametrize("wrong", ["{nobody}", "{", "", " . ", "{label!r}"])
def test_a_name_that_names_nothing_is_refused(wrong: str) -> None:
    with pytest.raises(Refusal):
        target_of(Preset(file=wrong), DOCUMENT, ISSUE)


def test_pages_are_chosen_by_number_or_by_the_eye() -> None:
    assert chosen_pages("", DOCUMENT) == ["one", "two", "three"]
    assert chosen_pages("1,3", DOCUMENT) == ["one", "three"]
    assert chosen_pages("shown", DOCUMENT, "two") == ["two"]
    for wrong in ("4", "3-1", "x", "1,,2"):
        with pytest.raises(Refusal):
            chosen_pages(wrong, DOCUMENT)


@given(
    st.builds(
        Preset,
        kind=st.sampled_from(presets.KINDS), standard=st.sampled_from(["x4", "x1a"]), profile=st.text(max_size=20),
        marks=st.sampled_from([(), ("crop",), ("crop", "bar")]), dpi=st.integers(18, 600), pages=st.text(max_size=9),
        each=st.booleans(), file=st.just("{day}-\"引号\"\\"), folder=st.just("a/b c"), final=st.booleans(),
        after=st.sampled_from(["nothing", "file", "folder"]),
    )
)  # fmt: skip
def test_an_own_preset_is_read_as_it_was_kept(wanted: Preset) -> None:
    kept = presets.keep(replace(wanted, name="自家 1"))
    assert presets.preset("自家 1") == kept == replace(wanted, name="自家 1")
    (file,) = presets.own_folder().glob("*.toml")
    tomllib.loads(file.read_text("utf-8"))


@pytest.mark.parametrize("name", ["", "a/b", ".hidden", "x" * 61, "a\\b", "CON:"])
def test_a_name_that_no_file_can_have_is_refused(name: str, own: Path) -> None:
    with pytest.raises(Refusal) as refused:
        presets.keep(Preset(name=name))
    assert refused.value.code == "exporters.preset-name"
    assert not own.exists()


def test_files_that_cannot_be_read_are_told_one_by_one(own: Path) -> None:
    own.mkdir()
    for name, text in (
        ("a", "kind = 7"),
        ("b", "= ="),
        ("c", 'marks = ["star"]'),
        ("d", "dpi = 9999"),
        ("e", "nobody = 1"),
    ):
        (own / f"{name}.toml").write_text(text, "utf-8")
    (own / "f.toml").write_bytes(b"\xff\xfe")
    (own / "g.toml").write_text('kind = "text"\nships = true', "utf-8")
    known, problems = presets.presets()
    assert [problem.file for problem in problems] == [f"{name}.toml" for name in "abcdef"]
    assert not known["g"].ships
    assert list(known)[: len(presets.shipped())] == list(presets.shipped())


def test_what_is_not_there_is_refused_with_what_there_is() -> None:
    with pytest.raises(Refusal) as refused:
        presets.preset("nobody")
    assert refused.value.code == "exporters.no-preset"
    assert "plates" in refused.value.args_["known"]


def test_only_what_a_preset_names_under_a_folder_that_is_there_is_made(tmp_path: Path) -> None:
    issue = tmp_path / "paper.ldesk"
    near, far = (
        presets.Preset(name="a", folder="out/{day}"),
        presets.Preset(name="a", folder=f"{tmp_path}/disk/{{day}}"),
    )
    assert presets.standing_folder(near, issue) == tmp_path
    assert presets.standing_folder(far, issue) == tmp_path / "disk"
    assert presets.standing_folder(replace(far, folder=str(tmp_path / "disk")), issue) == tmp_path
    presets.make_levels(tmp_path / "disk" / "20260303", tmp_path / "disk")
    assert not (tmp_path / "disk").exists()
    presets.make_levels(tmp_path / "out" / "20260303", tmp_path)
    assert (tmp_path / "out" / "20260303").is_dir()
    (tmp_path / "file").touch()
    with pytest.raises(Refusal, match=r"exporters\."):
        presets.make_levels(tmp_path / "file" / "20260303", tmp_path)


@pytest.mark.parametrize("field", ["label", "name", "number:02"])
def test_a_folder_for_all_pages_names_none_of_them(tmp_path: Path, field: str) -> None:
    """All pages went into the folder of the first."""
    each = replace(presets.shipped()["plates"], folder=f"plates/{{{field}}}")
    document = Document(
        meta=Meta(paper="清江日报", date="2026-03-03"), pages=(Page(id="a", number=1, template="t", label="01"),)
    )
    with pytest.raises(Refusal, match=r"exporters\.folder-of-pages"):
        target_of(each, document, tmp_path / "a.ldesk")
    assert target_of(replace(each, folder="plates/{day}"), document, tmp_path / "a.ldesk").name == "20260303"
