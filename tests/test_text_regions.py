"""Traditional and rare characters: the face and forms of a region, what stands in, and what is told of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from compose_helpers import block, document, paragraph, story
from msgspec.structs import replace

from layoutdesk.compose.page import compose_page
from layoutdesk.display import Glyphs, flatten
from layoutdesk.exporters.fontlist import faces_of, listed
from layoutdesk.model import GridRect, Paragraph, Span, TextStyle
from layoutdesk.text.coverage import coverage
from layoutdesk.text.fonts import FontBook, load_fonts, pip_fonts
from layoutdesk.text.paragraph import set_line

STYLE = TextStyle(size=10.0)
STANDARD = Path(__file__).parents[2] / "shared" / "data" / "tghz8105.txt"

#: What tells how copy fits its block, which is not asked here.
ROOM = ("compose.overset", "compose.open")


@pytest.fixture
def collection() -> FontBook:
    """Fonts whose Song is a face of a collection for all regions."""
    book = load_fonts(())
    if "CJKsc" not in book.face("song").name:
        pytest.skip("no collection for all regions on this machine")
    return book


def test_an_issue_takes_the_face_of_its_region(collection: FontBook) -> None:
    assert collection.of("zh") is collection.of("zh-Hans") is collection.of("en") is collection
    for language, letters in (("zh-Hant", "CJKtc"), ("zh-TW", "CJKtc"), ("zh-HK", "CJKhk"), ("zh-Hant-HK", "CJKhk")):
        book = collection.of(language)
        assert letters in book.face("song").name
        assert letters in book.face("hei-bold").name
        assert collection.of(language) is book.of(language) is book
        assert collection.face_by_key(book.face("song").key) is book.face("song")


def test_marks_stand_in_the_middle_of_their_em_in_traditional(collection: FontBook) -> None:
    simplified = set_line("骨，直", STYLE, collection).glyphs[0]
    traditional = set_line("骨，直", STYLE, collection.of("zh-Hant")).glyphs[0]
    assert simplified.face != traditional.face
    assert simplified.gids[0] != traditional.gids[0]  # 骨 has another form
    face = collection.of("zh-Hant").face("song")
    left, right = face.ink(traditional.gids[1])
    assert (left + right) / 2 == pytest.approx(0.5, abs=0.1)
    # A mark in the middle has no half of white to give, a bracket has.
    assert set_line("直，「骨」", STYLE, collection.of("zh-Hant")).width == pytest.approx(40.0, abs=0.01)
    assert set_line("直，“骨”", STYLE, collection).width == pytest.approx(40.0, abs=0.01)
    assert set_line("直，，骨", STYLE, collection.of("zh-Hant")).width == pytest.approx(40.0, abs=0.01)


def test_a_face_for_all_regions_gives_the_forms_of_the_language() -> None:
    book = pip_fonts()
    face = book.of("zh-Hant").face("song")
    assert (face.key, face.path) == (book.face("song").key, book.face("song").path)
    gids = {language: set_line("直骨誤", STYLE, book.of(language)).glyphs[0].gids for language in ("zh", "zh-Hant")}
    wanted = tuple(face.shape(char, script="Hani")[0][0] for char in "直骨誤")
    assert gids["zh-Hant"] == wanted
    assert gids["zh"] == tuple(map(face.glyph, "直骨誤"))


def test_a_page_of_a_traditional_issue(collection: FontBook) -> None:
    copy = story([paragraph("清晨，江面還有一層薄霧。")])
    issue = document([copy], [block(copy, GridRect(0, 0, 2, 20))])
    issue = replace(issue, meta=replace(issue.meta, language="zh-Hant"))
    page = compose_page(issue, "pg1", collection)
    assert all("CJKsc" not in face for face in faces_of(page))
    furniture = "".join(line.text for line in page.lines if not line.story)
    assert "星期" in furniture


def test_a_style_or_a_template_has_the_forms_of_its_own_language(collection: FontBook) -> None:
    """A Traditional column in a mainland issue, a mainland one in an issue of Hong Kong, a page of its own language."""

    def faces(language: str, styles: dict[str, TextStyle], own: str = "") -> dict[str, str]:
        spans = (Span(0, 2, "name"),)
        copy = story([Paragraph(id="p", text="清晨的江面。", spans=spans), paragraph("骨直誤", "other")], kicker=None)
        issue = document([copy], [block(copy, GridRect(0, 0, 2, 20))])
        (template,) = issue.templates
        issue = replace(
            issue,
            meta=replace(issue.meta, language=language),
            styles=styles,
            templates=(replace(template, language=own),),
        )
        runs = flatten(compose_page(issue, "pg1", collection).display.items)
        return {
            run.text: run.face.partition("@")[0][-10:-8] for _, run in runs if isinstance(run, Glyphs) and run.paragraph
        }

    hant = {"other": TextStyle(language="zh-Hant"), "name": TextStyle(role="", size=0.0, language="zh-HK")}
    hans = {"other": TextStyle(language="zh-Hans"), "name": TextStyle(role="", size=0.0)}
    english = {"other": TextStyle(language="en"), "name": TextStyle(role="hei", size=0.0)}
    assert collection.face("song").name[-10:-8] == "sc", "the names of faces end with region and weight"
    texts = ("清晨", "的江面。", "骨直誤")
    for language, styles, own, wanted in (
        ("zh", hant, "", ("hk", "sc", "tc")), ("zh-Hant", hans, "", ("tc", "tc", "sc")), ("zh-HK", english, "", ("hk", "hk", "hk")),
        ("zh", english, "zh-Hant", ("tc", "tc", "tc")), ("zh-Hant", hans, "zh", ("sc", "sc", "sc")),
    ):  # fmt: skip
        found = faces(language, styles, own)
        assert tuple(found[text] for text in texts) == wanted, (language, own)


def test_every_face_that_a_page_shows_is_found_and_listed(collection: FontBook) -> None:
    styles = {"other": TextStyle(language="zh-Hant")}
    copy = story([paragraph("清晨的江面。"), paragraph("骨直誤", "other")])
    issue = replace(document([copy], [block(copy, GridRect(0, 0, 2, 20))]), styles=styles)
    for language in ("zh", "zh-HK"):
        page = compose_page(replace(issue, meta=replace(issue.meta, language=language)), "pg1", collection)
        keys = faces_of(page)
        assert {collection.face_by_key(key).key for key in keys} == keys
        fonts = listed(keys, collection.of(language))
        assert sorted(font.name for font in fonts) == sorted(key.partition("@")[0] for key in keys)
        assert all(font.roles for font in fonts)


def test_fonts_of_a_region_are_named_in_the_folder(tmp_path: Path) -> None:
    face = pip_fonts().face("hei")
    (tmp_path / "paper.otf").symlink_to(face.path)
    (tmp_path / "fonts.toml").write_text('[zh-Hant]\nsong = "paper.otf"\n', encoding="utf-8")
    book = load_fonts((tmp_path,))
    assert book.of("zh-Hant").face("song").path == tmp_path / "paper.otf"
    assert book.face("song").path != tmp_path / "paper.otf"
    assert not [problem for problem in book.problems if problem.severity == "error"]


# --- what stands in ---------------------------------------------------------------------------------------------------------


def test_a_face_that_stands_in_is_told_once_a_story_and_missing_characters_are_an_error() -> None:
    song, hei = pip_fonts().face("song"), pip_fonts().face("hei")
    only_hei = "\U00025ad7"
    assert hei.glyph(only_hei)
    assert not song.glyph(only_hei)
    copy = story(
        [
            paragraph(f"清晨{only_hei}的江面。"),
            Paragraph(id="q", text=f"薄雾\ue000渡口{only_hei}\ue001\u200b。", spans=(Span(0, 3, "bold"),)),
        ]
    )
    page = compose_page(document([copy], [block(copy, GridRect(0, 0, 2, 20))]), "pg1", pip_fonts())
    told = [
        (p.code, p.severity, p.paragraph, p.args)
        for p in page.problems
        if "characters" in p.args and p.code not in ROOM
    ]
    assert told == [
        ("compose.missing-glyph", "error", "q", {"characters": "\ue000\ue001"}),
        ("compose.other-face", "note", copy.body[0].id, {"characters": only_hei, "face": hei.name}),
    ]
    shown = {run.text: run.face for _, run in flatten(page.display.items) if isinstance(run, Glyphs) and run.paragraph}
    assert shown[only_hei] == hei.key


def test_a_face_of_last_resort_sets_what_all_roles_lack(tmp_path: Path) -> None:
    song = pip_fonts().face("song")
    (tmp_path / "rare.otf").symlink_to(song.path)
    (tmp_path / "fonts.toml").write_text('rare = "rare.otf"\n', encoding="utf-8")
    book = load_fonts((tmp_path,))
    assert [face for face in book.chain("kai") if face.name != "HanaMinB"][-1].path == tmp_path / "rare.otf"


def test_rare_characters_are_set_by_their_own_face_and_told(rare_fonts: FontBook) -> None:
    rare = "𪛖𫝀𬺝𮯠"
    assert not any(face.glyph(char) for char in rare for face in rare_fonts.chain("song")[:-1])
    copy = story([paragraph(f"村里的{rare}两家，{rare[0]}是大姓\ue000。")])
    page = compose_page(document([copy], [block(copy, GridRect(0, 0, 2, 20))]), "pg1", rare_fonts)
    told = {p.code: p.args for p in page.problems if "characters" in p.args and p.code not in ROOM}
    assert told == {
        "compose.missing-glyph": {"characters": "\ue000"},
        "compose.other-face": {"characters": rare, "face": "HanaMinB"},
    }
    key = rare_fonts.chain("song")[-1].key
    assert key in faces_of(page)
    runs = [run for _, run in flatten(page.display.items) if isinstance(run, Glyphs) and run.face == key]
    assert "".join(run.text for run in runs) == rare + rare[0]
    assert all(gid for run in runs for gid in run.gids)


def test_the_face_for_rare_characters_has_the_extensions_whole(rare_fonts: FontBook) -> None:
    ranges = ((0x20000, 0x2A6DD), (0x2A700, 0x2B739), (0x2B740, 0x2B81D), (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0))
    for first, last in ranges:
        assert not coverage("".join(map(chr, range(first, last + 1))), "song", rare_fonts).missing
    assert rare_fonts.of("zh-Hant").for_char("kai", "\U0002a6d6") is not None


def test_the_standard_characters_are_all_set() -> None:
    if not STANDARD.is_file():
        pytest.skip("the table of standard characters is not here")
    characters = STANDARD.read_text(encoding="utf-8").replace("\n", "")
    assert len(characters) == 8105
    for role in ("song", "hei"):
        assert coverage(characters, role, pip_fonts()) == ("", ())
