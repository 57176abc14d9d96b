"""Raised and lowered characters (上标、下标): 3.6×10⁴ never becomes 3.6×104, whatever form the copy came in."""

import pytest
from made_documents import docx, r, styles

from layoutdesk.base.ids import IdSource
from layoutdesk.intake import read_text
from layoutdesk.intake.types import Intake
from layoutdesk.model import Paragraph, Span
from layoutdesk.model.story import TableBlock, paragraphs

RUN = "<w:r><w:rPr>{}</w:rPr><w:t>{}</w:t></w:r>"
UP, DOWN = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
WORD = (
    r("占地3.6×10")
    + r("4", UP)
    + r("平方米，CO")
    + r("2", DOWN)
    + r("浓度降低，")
    + r("气温", '<w:vertAlign w:val="baseline"/>')
)
FORMULA = (
    "<m:oMath><m:r><m:t>3.6×</m:t></m:r><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>4</m:t></m:r></m:sup></m:sSup>"
    "</m:oMath>"
)
NITF = "<nitf><body><body.head/><body.content><p>占地10<sup>4</sup>平方米，CO<sub>2</sub>降低。</p></body.content></body></nitf>"


def read(data: bytes | str, name: str = "某稿.html") -> Intake:
    return read_text(data.encode() if isinstance(data, str) else data, name, IdSource())


def raised(intake: Intake) -> list[tuple[str, str]]:
    """What stands off the line anywhere in the copy, with the character before it."""
    return [
        (part.text[span.start - 1 : span.end], span.style)
        for story in intake.stories
        for part in paragraphs(story)
        for span in part.spans
        if span.style in ("superscript", "subscript")
    ]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (docx("<w:p>" + WORD + r("宜人。") + "</w:p>"), "某稿.docx"),
        (
            "<p class=MsoNormal>占地3.6×10<sup><span lang=EN-US>4</span></sup>平方米，CO<sub>2</sub>浓度降低。</p>",
            "某稿.html",
        ),
        (
            "<p>占地10<span style='vertical-align:super'>4</span>平方米，CO<font style='VERTICAL-ALIGN: sub'>2</font>降低。</p>",
            "某稿.html",
        ),
        (
            "<p>占地10<sup style='vertical-align:baseline;top:-.5em'>4</sup>平方米，CO<sub>2</sub>降低。</p>",
            "某稿.html",
        ),
        (rb"{\rtf1\ansi About 10{\super 4} and CO\sub 2\nosupersub  fell.\par}", "某稿.rtf"),
        (NITF, "某稿.xml"),
    ],
)
def test_they_come_through_every_format_that_has_them(data: bytes | str, name: str) -> None:
    intake = read(data, name)
    assert raised(intake) == [("04", "superscript"), ("O2", "subscript")]
    assert not [query for query in intake.queries if query.code == "intake.look-lost"]


def test_a_style_of_word_raises_and_its_formulas_do() -> None:
    own = styles(("up", "上角", f"<w:rPr>{UP}</w:rPr>"))
    body = (
        "<w:p>" + r("占地10") + r("4", '<w:rStyle w:val="up"/>') + r("平方米，合") + FORMULA + r("平方米。") + "</w:p>"
    )
    assert raised(read(docx(body, {"styles.xml": own}), "某稿.docx")) == [("04", "superscript")] * 2


def test_headlines_captions_and_cells_keep_them_and_lose_their_bold() -> None:
    body = (
        "<h1><b>我市CO<sub>2</sub>排放下降</b></h1><p>本报讯（记者 林间）今天公布。</p><table><tr><td>项目<td>数值</tr>"
        "<tr><td>面积<td><sup>2</sup>次</tr><tr><td>m<sup>2</sup><td>10<sup>4</sup></tr></table>"
    )
    (story,) = read(body).stories
    assert story.main is not None and story.main.spans == (Span(4, 5, "subscript"),)
    table = next(item for item in story.body if isinstance(item, TableBlock))
    assert [cell.paragraph.spans for cell in table.rows[2]] == [
        (Span(1, 2, "superscript"),),
        (Span(2, 3, "superscript"),),
    ]
    assert all(isinstance(item, Paragraph | TableBlock) for item in story.body)


def test_what_cannot_be_kept_is_asked_with_its_lines() -> None:
    """The headline falls into kicker and main, and the kicker's words stand in it twice: which of them is meant is not guessed."""
    body = "<h1>全年增长10<sup>4</sup>： 全年增长10<sup>4</sup>：一年增长一倍</h1><p>正文一段。</p>"
    intake = read(body)
    (lost,) = [query for query in intake.queries if query.code == "intake.look-lost"]
    assert (lost.lines, lost.args["text"]) == ((1, 1), "增长104、增长104")


def test_a_field_before_its_words_keeps_them_in_their_place() -> None:
    (story,) = read("<p>主题：增长10<sup>4</sup>吨</p><p>副题：又10<sup>4</sup>吨</p><p>正文10⁴一段。</p>").stories
    assert story.main is not None and (story.main.text, story.main.spans) == ("增长104吨", (Span(4, 5, "superscript"),))
    assert story.deck is not None and story.deck.spans == (Span(3, 4, "superscript"),)
    assert story.body[0].text == "正文10⁴一段。"
