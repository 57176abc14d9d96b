"""Readings (拼音), formulas and the signs that a page draws itself: no form of copy loses them, or says another thing without."""

import pytest
from made_documents import docx, r

from layoutdesk.base.ids import IdSource
from layoutdesk.intake import read_text
from layoutdesk.intake.clipboard import read_clipboard
from layoutdesk.model import Span
from layoutdesk.model.story import paragraphs

RUBY = "<w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby>"
WORD = f"<w:r>{RUBY.format(r('gànjiāng'), r('赣江'))}</w:r>"
MATHS = "<math><mi>S</mi><mo>=</mo><mfrac><mn>1</mn><mn>2</mn></mfrac><msup><mn>10</mn><mn>4</mn></msup>{}</math>"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (docx(f"<w:p>{r('船过')}{WORD}{r('，水位又落了三寸。')}</w:p>"), "某稿.docx"),
        ("<p>船过<ruby>赣江<rp>(</rp><rt> gànjiāng\n</rt><rp>)</rp></ruby>，水位又落了三寸。</p>", "某稿.html"),
        ("<p>船过<ruby><rb>赣<b>江</b></rb><rt>gànjiāng</rt></ruby>，水位又落了三寸。</p>", "某稿.html"),
    ],
)
def test_readings_stand_above_their_characters(data: bytes | str, name: str) -> None:
    intake = read_text(data.encode() if isinstance(data, str) else data, name, IdSource())
    part = next(part for part in paragraphs(intake.stories[0]) if part.text)
    assert part.text == "船过赣江，水位又落了三寸。"
    assert Span(2, 4, "reading", "gànjiāng") in part.spans


@pytest.mark.parametrize("page", ["<ruby>妈<rt>mā</rt>妈<rt>mā</rt></ruby>", "<ruby><rb>妈<rb>妈<rt>mā<rt>mā</ruby>"])
def test_each_character_has_its_own(page: str) -> None:
    line = read_clipboard(f"<p>叫{page}来</p>").lines[0]
    assert line.text == "叫妈妈来"
    assert [(span.start, span.end, span.reading) for span in line.spans] == [(1, 2, "mā"), (2, 3, "mā")]


def test_readings_without_characters_and_characters_without_readings_harm_nothing() -> None:
    for page in (
        "<rt>mā</rt>妈",
        "<ruby><rt>mā</rt></ruby>妈",
        "<ruby>妈<rt></rt></ruby>",
        "<ruby>妈<p>",
        "<ruby><p>妈<rt>mā",
    ):
        assert [line.text for line in read_clipboard(page).lines] == ["妈"]


def test_a_formula_comes_in_one_line_and_is_told() -> None:
    annotation = '<semantics><mi>A</mi><annotation encoding="application/x-tex">S=A</annotation></semantics>'
    drawn = '<span class="katex-html" aria-hidden="true">S=A</span>'
    copied = read_clipboard(f"<p>面积{MATHS.format(annotation)}{drawn}。</p>")
    line = copied.lines[0]
    assert line.text == "面积S=1/2104A。"
    assert [(line.text[span.start : span.end], span.style) for span in line.spans] == [("4", "superscript")]
    assert copied.counts == {"formulas": 1}


def test_a_fraction_of_word_keeps_its_stroke() -> None:
    math = "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
    intake = read_text(docx(f"<w:p>{r('取其')}{math}{r('，其余另作他用。')}</w:p>"), "某稿.docx", IdSource())
    assert "取其1/2，其余另作他用。" in [part.text for part in paragraphs(intake.stories[0])]


def test_quotation_marks_that_a_browser_draws_are_there() -> None:
    lines = read_clipboard("<p>他说<q>她答<q>好</q>了</q>。</p>").lines
    assert [line.text for line in lines] == ["他说“她答‘好’了”。"]


def test_a_note_left_out_is_counted() -> None:
    copied = read_clipboard(rtf=rb"{\rtf1 a{\super\chftn}{\footnote\pard note}b\par}")
    assert [line.text for line in copied.lines] == ["ab"]
    assert copied.counts == {"footnotes": 1}


def test_the_end_of_a_page_ends_a_line_behind_text_only() -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    assert [line.text for line in read_clipboard(rtf=rb"{\rtf1 \page b\page c\par}").lines] == ["b", "c"]
    intake = read_text(docx(f"<w:p>{page}{r('这是上一页。')}{page}{r('这是下一页。')}</w:p>"), "某稿.docx", IdSource())
    texts = [part.text for part in paragraphs(intake.stories[0])]
    assert "这是上一页。" in texts
    assert "这是下一页。" in texts
