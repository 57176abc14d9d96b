"""The specimen of setting: every exhibit shows what it says, read from what was composed; ``--renew`` writes its text anew."""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from compose_helpers import context
from test_golden import compare
from x4_checks import x4_faults

from layoutdesk.cli import run
from layoutdesk.compose.grid import PageGrid
from layoutdesk.compose.page import compose_page
from layoutdesk.compose.types import ComposedPage, Line
from layoutdesk.display import Glyphs, Mark, flatten
from layoutdesk.display import Path as Stroke
from layoutdesk.makeup.specimen import make_specimen, read_specimen
from layoutdesk.model.borders import BORDERS, TINTS
from layoutdesk.model.document import Document, unplaced
from layoutdesk.model.elements import Block
from layoutdesk.model.story import Paragraph, TableBlock, paragraphs
from layoutdesk.text.fonts import pip_fonts
from tests.evenness import uneven

EM = 9.0


@pytest.fixture(scope="module")
def document() -> Document:
    return read_specimen(pip_fonts())[0]


@pytest.fixture(scope="module")
def pages(document: Document) -> list[ComposedPage]:
    return [compose_page(document, page.id, pip_fonts()) for page in document.pages]


class Set:
    """What was set of one story: its lines, and where the pen stood for every character."""

    def __init__(self, pages: list[ComposedPage], document: Document, story: str) -> None:
        self.story = document.story(story)
        self.lines = [line for page in pages for line in page.lines if line.story == story]
        self.glyphs = [
            (transform, item)
            for page in pages
            for transform, item in flatten(page.display.items)
            if isinstance(item, Glyphs) and item.paragraph in {each.id for each in paragraphs(self.story)}
        ]

    def of(self, style: str) -> list[list[Line]]:
        """The lines of the paragraphs of a style, in order."""
        return [
            [line for line in self.lines if line.paragraph == each.id]
            for each in paragraphs(self.story)
            if each.style == style
        ]

    def steps(self, style: str, pair: str) -> list[float]:
        """How far (em) the pen goes from the first to the last character of ``pair`` wherever it stands on one line."""
        return [
            (self._pen(each, at + len(pair) - 1) - self._pen(each, at)) / EM
            for each in paragraphs(self.story)
            if each.style == style
            for at in [found.start() for found in re.finditer(re.escape(pair), each.text)]
            if any(one.paragraph == each.id and one.start <= at and at + len(pair) <= one.end for one in self.lines)
        ]

    def begins(self, style: str) -> dict[str, float]:
        """How far (em) the pen of a line's first character stands right of where the line begins, by that character."""
        lines = [line for each in self.of(style) for line in each]
        named = {each.id: each for each in paragraphs(self.story)}
        return {line.text[0]: (self._pen(named[line.paragraph], line.start) - line.x) / EM for line in lines}

    def _pen(self, paragraph: Paragraph, at: int) -> float:
        for transform, run_ in self.glyphs:
            inside = run_.paragraph == paragraph.id and not run_.artefact
            if inside and at - run_.start in run_.clusters:
                return transform[4] + run_.xs[run_.clusters.index(at - run_.start)]
        raise AssertionError((paragraph.id, at))


@pytest.fixture
def exhibit(pages: list[ComposedPage], document: Document, request: pytest.FixtureRequest) -> Set:
    """The exhibit whose name the test is marked with."""
    return Set(pages, document, request.param)


def shows(story: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("exhibit", [story], indirect=True, ids=[story])


@pytest.mark.parametrize("number", [1, 2])
def test_the_pages_are_set_as_expected(pages: list[ComposedPage], number: int, request: pytest.FixtureRequest) -> None:
    compare(pages[number - 1], f"specimen-{number}", request.config.getoption("--renew"))


def test_nothing_is_over_missing_or_overlapping(pages: list[ComposedPage], document: Document) -> None:
    assert not unplaced(document)
    assert all(fit.over == 0 for page in pages for fit in page.fits)
    assert not [each for page in pages for each in page.problems if each.severity in ("error", "warning")]


def test_all_text_stands_on_the_grid(pages: list[ComposedPage]) -> None:
    grid = context("broadsheet-inside").grid
    styles = {"body", "plain", "english", "note", "chinese-drop", "remark"}
    lines = [line for page in pages for line in page.lines if line.style in styles and not line.down]
    assert len(lines) > 400
    for line in lines:
        rows = (line.baseline - grid.baseline(0)) / grid.step
        assert abs(rows - round(rows)) * grid.step < 0.01, line.text


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_the_pdf_is_press_ready_and_carries_the_copy(tmp_path: Path, document: Document) -> None:
    issue, pdf = tmp_path / "specimen.ldesk", tmp_path / "specimen.pdf"
    make_specimen(issue)
    assert run(["check", str(issue)]) == 0
    assert run(["export", str(issue), "--as", "pdf", "-o", str(pdf)]) == 0
    assert run(["check", str(pdf)]) == 0
    assert not x4_faults(pdf)
    text = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, check=True).stdout.decode("utf-8")
    found = re.sub(r"\s", "", text)
    copy = [each.text for story in document.stories for each in paragraphs(story) if each.style != "caption"]
    assert not [each for each in copy if re.sub(r"\s", "", each) not in found]


@pytest.mark.slow
def test_the_demo_makes_the_specimen_beside_the_sample(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # What is said is true where there is a display, too.
    monkeypatch.setenv("LAYOUTDESK_LANGUAGE", "zh")
    monkeypatch.setenv("DISPLAY", ":0")
    assert run(["demo", "--no-window", "--out", str(tmp_path)]) == 0
    assert "没有打开编辑器" in capsys.readouterr().out
    assert {"sample.ldesk", "sample.pdf", "specimen.ldesk", "specimen.pdf"} <= {
        each.name for each in tmp_path.iterdir()
    }


# --- characters and lines ---------------------------------------------------------------------------------------------------


@shows("levels")
def test_each_level_of_prohibition_forbids_what_the_one_before_allows(exhibit: Set) -> None:
    starts, ends = {}, {}
    for level in ("no-level", "basic", "gb", "strict"):
        lines = exhibit.of(level)
        starts[level] = {line.text[0] for paragraph in lines for line in paragraph[1:]}
        ends[level] = {line.text[-1] for paragraph in lines for line in paragraph[:-1]}
    assert "，" in starts["no-level"] and "，" not in starts["basic"]
    assert "／" in ends["basic"] and "／" not in ends["gb"]
    assert "—" in starts["gb"] and "—" not in starts["strict"]


@shows("shrink")
@pytest.mark.parametrize(
    ("style", "pair", "natural"),
    [("plain", "w B", None), ("wide-dot", "提·吐", 2.0), ("plain", "作“清", 2.0), ("plain", "，雨", 1.0),
     ("plain", "月2", 1.25), ("plain", "。有", 1.0)],
)  # fmt: skip
def test_every_level_of_shrinking_gives_white(exhibit: Set, style: str, pair: str, natural: float | None) -> None:
    (step, *_) = exhibit.steps(style, pair)
    if natural is None:
        assert step < exhibit.steps(style, "Boat")[0]
    else:
        assert step < natural - 0.01


@shows("shrink")
def test_a_mark_at_a_line_end_gives_its_white_first(exhibit: Set) -> None:
    first = next(line for line in exhibit.lines if line.text.startswith("2026"))
    assert first.text.endswith("，") and first.width == pytest.approx(12 * EM)
    assert exhibit.steps("plain", "新船")[0] == pytest.approx(1.0)


@shows("widen")
def test_every_level_of_widening_takes_white(exhibit: Set) -> None:
    assert exhibit.steps("plain", "程8")[0] > 1.26
    loose = next(line for line in exhibit.lines if line.text.startswith("桥通车"))
    assert 0.05 < loose.gap < 0.25
    assert exhibit.steps("plain", "桥通")[0] == pytest.approx(1 + loose.gap, abs=0.01)


@shows("pairs")
def test_two_marks_take_one_and_a_half_or_one_em(exhibit: Set) -> None:
    assert exhibit.steps("pairs-half", "好，‘走")[0] == pytest.approx(2.5)
    assert exhibit.steps("pairs-one", "好，‘走")[0] == pytest.approx(2.0)


@shows("line-start")
def test_an_opening_mark_gives_its_white_at_a_line_start(exhibit: Set) -> None:
    """The mark's own box begins half an em before the line where its white is given up."""
    kept, given = (exhibit.begins(style) for style in ("start-never", "start-always"))
    assert given["“"] == pytest.approx(kept["“"] - 0.5)
    assert exhibit.begins("start-always-in")["“"] == pytest.approx(exhibit.begins("start-never-in")["“"] - 0.5)


@shows("line-end")
def test_a_mark_at_a_line_end_is_pulled_in_where_its_white_may_go(exhibit: Set) -> None:
    (kept,), (given,) = exhibit.of("end-never"), exhibit.of("end-needed")
    assert kept[0].text.endswith("新") and given[0].text.endswith("船，")


@shows("latin-gap")
def test_han_and_latin_stand_a_quarter_em_apart_or_close(exhibit: Set) -> None:
    apart, close = exhibit.steps("quarter-gap", "8路")[0], exhibit.steps("no-gap", "8路")[0]
    assert apart - close > 0.12


@shows("solid")
def test_numbers_units_dashes_and_ellipses_stand_on_one_line(exhibit: Set) -> None:
    for whole in ("1,284,600", "38.5%", "426 m", "12℃", "￥5.00", "——", "……", "−3℃"):
        assert any(whole in line.text for line in exhibit.lines), whole


@shows("address")
def test_an_address_breaks_at_its_joints(exhibit: Set) -> None:
    broken = [
        (a.text[-1], b.text[0])
        for a, b in pairwise(exhibit.of("body")[0])
        if a.text[-1].isascii() and b.text[0].isascii()
    ]
    assert broken and all(end in "/?=&#" or start in ".@-_" or end == "-" for end, start in broken)


@shows("orphan")
def test_a_last_line_has_as_many_characters_as_its_style_asks_for(exhibit: Set) -> None:
    (free,), (held,) = exhibit.of("last-one"), exhibit.of("last-two")
    assert free[-1].text == "了。" and held[-1].text == "红了。"


@shows("optimum")
def test_a_paragraph_runs_a_line_longer_on_demand(exhibit: Set) -> None:
    best, longer = exhibit.of("plain")
    assert len(longer) == len(best) + 1


@shows("raised")
def test_raised_and_lowered_characters_are_smaller(exhibit: Set) -> None:
    small = {run_.text for _, run_ in exhibit.glyphs if run_.size < 0.7 * EM}
    assert {"2", "4"} <= small


@shows("drop")
def test_a_capital_is_two_and_three_lines_deep(exhibit: Set) -> None:
    sizes = {run_.text: run_.size for _, run_ in exhibit.glyphs if run_.size > 2 * EM}
    assert set(sizes) == {"天", "B"} and sizes["B"] > sizes["天"]


@shows("rare")
def test_rare_characters_have_glyphs(exhibit: Set) -> None:
    rare = {
        char for run_ in exhibit.of("body") for line in run_ for char in line.text if not "\u4e00" <= char <= "\u9fa5"
    }
    assert len({char for char in rare if char.isalpha()}) >= 12
    assert all(0 not in run_.gids for _, run_ in exhibit.glyphs)


@shows("english")
def test_western_words_part_with_a_hyphen_that_is_no_copy(exhibit: Set) -> None:
    assert [run_ for _, run_ in exhibit.glyphs if run_.artefact and run_.text == "-"]


def test_marks_and_readings_hang_on_their_characters(pages: list[ComposedPage]) -> None:
    drawn = {mark.element: list(flatten(mark.items)) for mark in pages[0].display.items if isinstance(mark, Mark)}
    strokes = [item for _, item in drawn["marks"] if isinstance(item, Stroke)]
    assert any(item.fill and not item.stroke for item in strokes)  # dots
    assert {segment[0] for item in strokes if item.stroke for segment in item.segments} == {
        "M",
        "L",
        "C",
    }  # lines, waves
    readings = {item.text for _, item in drawn["ruby"] if isinstance(item, Glyphs) and item.artefact}
    assert {"liǔ", "yān", "guàn"} <= readings


# --- blocks, headlines, tables ----------------------------------------------------------------------------------------------


@shows("opera")
def test_a_headline_runs_downwards_and_keeps_its_phrases(exhibit: Set) -> None:
    main = [line for line in exhibit.lines if line.style == "main"]
    assert main and all(line.down for line in main)
    readings = [item for _, item in exhibit.glyphs if item.artefact and item.rotation]
    assert [item.text for item in readings] == ["qiāo"]


def test_the_story_says_where_it_goes_on_and_comes_from(pages: list[ComposedPage]) -> None:
    inserted = [
        "".join(item.text for _, item in flatten(page.display.items) if isinstance(item, Glyphs) and item.artefact)
        for page in pages
    ]
    assert "下转第2版" in inserted[0] and "上接第1版" in inserted[1]


@pytest.mark.parametrize(("story", "columns"), [("three-two", 3), ("four-three", 4), ("five-four", 5)])
def test_broken_measures(pages: list[ComposedPage], document: Document, story: str, columns: int) -> None:
    assert {line.column for line in Set(pages, document, story).lines if line.style == "body"} == set(range(columns))


def test_column_modes_share_the_width_differently(pages: list[ComposedPage]) -> None:
    lefts = {
        mode: tuple(
            sorted(
                {round(line.x, 2) for line in pages[1].lines if line.story == f"mode-{mode}" and line.style == "plain"}
            )
        )
        for mode in ("automatic", "absolute", "free", "relative")
    }
    assert len(set(lefts.values())) == 4


@shows("wrap")
def test_text_runs_round_a_picture(exhibit: Set) -> None:
    full = max(line.width for line in exhibit.lines if line.style == "body")
    assert sum(line.width < 0.7 * full for line in exhibit.lines if line.style == "body") >= 16


def test_captions_stand_over_and_beside_their_pictures(pages: list[ComposedPage]) -> None:
    shown = {each.story: each.rect for each in pages[1].pictures}
    caption = {line.story: line.rect for line in pages[1].lines if line.style == "caption"}
    assert shown["over"].y < caption["over"].y < shown["over"].bottom
    assert caption["side"].x >= shown["side"].right


def test_every_border_and_tint_is_shown(document: Document) -> None:
    blocks = [each for each in document.pages[1].elements if isinstance(each, Block)]
    assert {each.frame for each in blocks if each.frame} == set(BORDERS)
    assert {each.tint for each in blocks if each.tint} == set(TINTS)


def heads_drawn(exhibit: Set, pages: list[ComposedPage], text: str) -> int:
    name = exhibit.story.id
    marks = [mark for mark in pages[1].display.items if isinstance(mark, Mark) and mark.element == name]
    return sum(isinstance(item, Glyphs) and item.text == text for mark in marks for _, item in flatten(mark.items))


@shows("court")
def test_a_table_over_columns_repeats_its_head(exhibit: Set, pages: list[ComposedPage]) -> None:
    assert heads_drawn(exhibit, pages, "案由") == 2


@shows("draw")
def test_a_long_list_is_folded_under_a_head_each(exhibit: Set, pages: list[ComposedPage]) -> None:
    assert heads_drawn(exhibit, pages, "姓名") == 2


@shows("land")
def test_figures_stand_with_their_points_under_one_another(exhibit: Set) -> None:
    (table,) = (item for item in exhibit.story.body if isinstance(item, TableBlock))
    points = set()
    for row in table.rows[1:]:
        paragraph = row[2].paragraph
        if "." in paragraph.text:
            points.add(round(exhibit._pen(paragraph, paragraph.text.index(".")), 1))
    assert len(points) == 1


def test_the_columns_of_every_exhibit_end_level(document: Document, pages: list[ComposedPage]) -> None:
    for page, drawn in zip(document.pages, pages, strict=True):
        assert not uneven(drawn, PageGrid(document.template(page.template)).step)
