"""The clipboard: what comes from word processors, WeChat and web pages is pasted clean, in one step; headings go out as such."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from layoutdesk import edits
from layoutdesk.intake.clipboard import read_clipboard
from layoutdesk.ui import clipboard
from layoutdesk.ui.writing.pieces import MOST_PARAGRAPHS, MOST_PASTED, to_mime
from layoutdesk.ui.writing.spots import Spot

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:st1="urn:schemas-microsoft-com:office:smarttags"><head>
<style><!-- p.MsoNormal {mso-style-name:正文;} --></style>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--></head>
<body lang=ZH-CN>
<!--StartFragment--><h2>夜航的人<o:p></o:p></h2><p class=MsoNormal style='text-indent:21.0pt'><span
style='font-family:宋体'>　　记者从</span><st1:chsdate
w:st="on" Year="2026"><span lang=EN-US>3</span>月<span
lang=EN-US>2</span>日</st1:chsdate><b><span>获悉</span></b>，<i>清晨</i>的<a href="http://x.example/?ad=1">渡口</a>开航。<o:p></o:p></p><p
class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>&nbsp;&nbsp;&nbsp; 第二段<span
style='mso-hide:all;display:none'>藏</span>。</p><!--EndFragment--></body></html>"""
WECHAT = """<meta charset="utf-8"><section style="font-size:16px" data-tools="135"><section><p style="text-align:justify"><span
style="color:#333">\u200b渡口的灯\u200b在夜里\ufeff亮到天明，</span><strong
>往来的船只</strong><span>依次靠岸。</span></p></section><section><br>
</section><p><span style="display:none">藏</span>　　码头\u2060上\u00ad的人们&nbsp;把货物搬进仓库。</p><section><svg></svg><img
src="x.png"></section></section>"""


@pytest.fixture
def writer(window):
    """The caret stands in an empty paragraph at the end of the first story."""
    window.desk.select("el-dock")
    window.commands.take("text")
    window.view.setFocus()
    last = window.desk.document.story("st-dock").body[-1]
    window.desk.apply(edits.SplitParagraph("st-dock", last.id, len(last.text), "p-new"))
    window.writer.put(Spot("st-dock", "p-new", 0))
    return window.writer


def paste(window, *, html: str = "", text: str = "", plain: bool = False) -> list:
    """Pastes, and gives the paragraphs from the one where the caret stood."""
    data = QMimeData()
    if html:
        data.setHtml(html)
    data.setText(text)
    clipboard.put(data)
    QTest.keyClick(window.view, Qt.Key.Key_V, CONTROL | SHIFT if plain else CONTROL)
    body = window.desk.document.story("st-dock").body
    return list(body[next(at for at, part in enumerate(body) if part.id == "p-new") :])


def looks(part) -> list[tuple[str, str]]:
    return [(part.text[span.start : span.end], span.style) for span in part.spans]


def test_word_leaves_its_junk_behind_and_its_headings_are_subheads(window, writer) -> None:
    before = window.desk.document
    head, first, second = paste(window, html=WORD, text="不用这个")
    assert (head.text, head.style) == ("夜航的人", "subhead")
    assert (first.text, first.style) == ("记者从3月2日获悉，清晨的渡口开航。", "body")
    assert looks(first) == [("获悉", "bold"), ("清晨", "emphasis")]
    assert (second.text, second.style) == ("第二段。", "body")
    assert window.desk.done_labels[-1].code == "ui.history.paste"
    window.desk.undo()
    assert window.desk.document is before


def test_figures_off_the_line_stay_there(window, writer) -> None:
    (part,) = paste(
        window, html="<p class=MsoNormal>3.6×10<sup><span lang=EN-US>4</span></sup>平方米，CO<sub>2</sub></p>"
    )
    assert looks(part) == [("4", "superscript"), ("2", "subscript")]


def test_what_word_has_deleted_and_its_comments_stay_behind_and_that_is_said(window, writer) -> None:
    (part,) = paste(
        window,
        html="<p class=MsoNormal>投资<span class=msoDel><del cite='mailto:x' datetime='2026-03-01T10:00'>三</del></span>"
        "<span class=msoIns><ins cite='mailto:x'>五</ins></span>亿元"
        "<span class=MsoCommentReference><![if !supportAnnotations]><a class=msocomanchor>[张1]</a>"
        "<![endif]></span>。</p><div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>"
        "[张1]这里请核实</p></div></div>",
    )
    assert part.text == "投资五亿元。"
    said = window.status.note.text()
    assert "1 处修订删除的文字" in said and "1 条批注" in said


def test_what_is_seen_struck_out_stays_so_and_that_is_said(window, writer) -> None:
    (part,) = paste(window, html="<p>原价<s>199元</s>，现价99元</p>")
    assert looks(part) == [("199元", "strike")] and "1 处划去的文字" in window.status.note.text()


def test_wechat_leaves_what_has_no_width_and_its_white_behind(window, writer) -> None:
    first, second = paste(window, html=WECHAT)
    assert first.text == "渡口的灯在夜里亮到天明，往来的船只依次靠岸。"
    assert looks(first) == [("往来的船只", "bold")]
    assert second.text == "码头上的人们 把货物搬进仓库。"


def test_plain_text_loses_indents_and_empty_lines_and_a_word_keeps_its_blanks(window, writer) -> None:
    parts = paste(window, text="\u3000\u3000一\u200b段\r\n\r\n\u00a0\u00a0二\u00a0段\u3000\u2029\ufeff三段\n")
    assert [part.text for part in parts] == ["一段", "二 段", "三段"]
    window.writer.put(Spot("st-dock", "p-new", 2))
    assert paste(window, text=" new\u200b ")[0].text == "一段 new "
    assert not window.desk.document.story("st-dock").body[-1].spans


def test_ctrl_shift_v_leaves_looks_behind(window, writer) -> None:
    parts = paste(window, html=WORD, text="夜航的人\n　　记者从3月2日获悉。", plain=True)
    assert [(part.text, part.style, part.spans) for part in parts] == [
        ("夜航的人", "body", ()),
        ("记者从3月2日获悉。", "body", ()),
    ]


def test_what_stands_round_the_caret_keeps_its_style(window, writer) -> None:
    window.writer.put(Spot("st-dock", "st-dock-1", 4))
    old = window.desk.document.story("st-dock").body[1]
    paste(window, html="<h2>一</h2><h2>二</h2><h2>三</h2>")
    body = window.desk.document.story("st-dock").body[1:4]
    assert [(part.text, part.style) for part in body] == [
        (old.text[:4] + "一", "body"), ("二", "subhead"), ("三" + old.text[4:], "body"),
    ]  # fmt: skip


def test_a_headline_that_is_pasted_into_the_body_is_body(window, writer) -> None:
    window.writer.put(Spot("st-dock", "st-dock-main", 0))
    window.writer.select_all()
    QTest.keyClick(window.view, Qt.Key.Key_C, CONTROL)
    window.writer.put(Spot("st-dock", "p-new", 0))
    QTest.keyClick(window.view, Qt.Key.Key_V, CONTROL)
    part = window.desk.document.story("st-dock").body[-1]
    assert (part.text, part.style) == ("渡口灯火照夜航", "body")


@pytest.mark.parametrize(
    "html",
    [
        "<p>断<b>开<i",
        "<div>" * 30_000 + "底",
        "<table><tr><td>" * 3_000,
        "<!--" * 9_000,
        "<p style='" + "x:y;" * 200_000,
    ],
    ids=["broken", "deep", "tables", "comments", "style"],
)
def test_broken_pages_are_read_or_give_way_to_the_plain_text(window, writer, html: str) -> None:
    parts = paste(window, html=html, text="明文")
    assert "".join(part.text for part in parts) in ("断开", "明文")
    assert window.desk.document.story("st-dock").main is not None


@pytest.mark.parametrize(
    "text",
    ["晨" * (MOST_PASTED + 1), "\n".join("行" * (MOST_PARAGRAPHS + 1)), "<" * 20_000_000],
    ids=["long", "many", "huge"],
)
def test_more_than_any_story_is_refused_in_words(window, writer, text: str) -> None:
    before, told = window.desk.document, []
    window.desk.refused.connect(told.append)
    paste(window, html=f"<p>{text}</p>" if text[0] == "<" else "", text=text)
    paste(window, text=text, plain=True)
    assert window.desk.document is before
    assert [refusal.code for refusal in told] == ["ui.paste.too-much"] * 2
    assert str(MOST_PASTED) in window.language.refusal(told[0])


def test_thousands_of_paragraphs_are_one_step_lose_nothing_and_come_onto_the_page_in_pieces(
    window, writer, qtbot
) -> None:
    desk, given = window.desk, [f"第{number}段，渡口的灯在夜里亮到天明。" for number in range(MOST_PARAGRAPHS)]
    before, steps = desk.document, len(desk.done_labels)
    old = before.story("st-dock").body[1]
    window.writer.put(Spot("st-dock", old.id, 4))
    paste(window, text="\n".join(given))
    body = desk.document.story("st-dock").body
    wanted = [old.text[:4] + given[0], *given[1:-1], given[-1] + old.text[4:]]
    assert [part.text for part in body[1 : 1 + len(given)]] == wanted
    assert len(body) == len(before.story("st-dock").body) + len(given) - 1
    assert len({part.id for part in body}) == len(body) and {part.style for part in body[1 : 1 + len(given)]} == {
        "body"
    }
    assert len(desk.done_labels) == steps + 1
    # The hand goes on before the page has taken it all in, and what it writes is there.
    assert desk.is_behind
    QTest.keyClicks(window.view, "x")
    assert desk.is_behind and desk.document.story("st-dock").body[len(given)].text == given[-1] + "x" + old.text[4:]
    qtbot.waitUntil(lambda: not desk.is_behind, timeout=60_000)
    assert desk.composed["pg-1"].lines == desk.compose(desk.document, "pg-1").lines
    over = [fit.over for fit in desk.fits("el-dock")]
    assert over and over[0] > len(given) / 2
    desk.undo()
    desk.undo()
    assert desk.document is before


def test_what_is_copied_has_headings_and_looks_for_a_word_processor(window, writer) -> None:
    for edit in (
        edits.SetParagraphStyle("st-dock", "st-dock-1", "subhead"), edits.SetSpan("st-dock", "st-dock-2", 0, 4, "bold"),
        edits.SetSpan("st-dock", "st-dock-2", 2, 6, "emphasis"), edits.SetSpan("st-dock", "st-dock-2", 8, 9, "superscript"),
    ):  # fmt: skip
        window.desk.apply(edit)
    window.writer.put(Spot("st-dock", "st-dock-1", 0))
    window.writer.put(Spot("st-dock", "st-dock-2", 10), select=True)
    QTest.keyClick(window.view, Qt.Key.Key_C, CONTROL)
    data = QGuiApplication.clipboard().mimeData()
    head, text = (part.text for part in window.desk.document.story("st-dock").body[1:3])
    marked = f"<b>{text[:2]}</b><b><i>{text[2:4]}</i></b><i>{text[4:6]}</i>{text[6:8]}<sup>{text[8]}</sup>{text[9]}"
    assert data.html() == f'<meta charset="utf-8"><h2>{head}</h2><p>{marked}</p>'
    assert data.text() == f"{head}\n{text[:10]}"
    lines = read_clipboard(data.html()).lines
    assert [line.text for line in lines] == [head, text[:10]] and lines[0].level == 2
    window.writer.put(Spot("st-dock", "st-dock-2", 0))
    window.writer.put(Spot("st-dock", "st-dock-2", 3), select=True)
    assert "<p>" not in to_mime(window.desk.document, window.writer.selected).html()


MARKS = '你好,世界(测试),12:30开会;对吗?共1,000人,见https://x.example/a,b?c=1:2。他说:"Hello, world: yes (no)!"'
HOUSED = (
    "你好，世界（测试），12:30开会；对吗？共1,000人，见https://x.example/a,b?c=1:2。他说："
    + '"Hello, world: yes (no)!"'
)


@pytest.mark.parametrize("form", ["html", "text"])
def test_marks_come_in_house_style_as_they_do_when_copy_is_compiled(window, writer, form: str) -> None:
    QTest.keyClicks(window.view, "ab")
    before = window.desk.document
    (part,) = paste(window, **{form: f"<p>{MARKS}</p>" if form == "html" else MARKS})
    assert part.text == "ab" + HOUSED
    window.desk.undo()
    assert window.desk.document is before, "pasting is a step of its own, and one"


def test_looks_stay_with_their_words_where_marks_change(window, writer) -> None:
    (part,) = paste(window, html="<p>甲, 乙,<b>丙,丁</b></p>")
    assert part.text == "甲，乙，丙，丁" and looks(part) == [("丙，丁", "bold")]


def test_pasted_plain_and_into_a_notice_marks_stay_as_they_came(window, writer) -> None:
    assert paste(window, text="你好,世界", plain=True)[0].text == "你好,世界"
    window.desk.apply(edits.SetStory("st-dock", kind="notice"))
    assert paste(window, text="再见,世界")[0].text == "你好,世界再见,世界"


TABLE = """<p>上</p><table><tr><th>项目</th><th>数(件)</th></tr><tr><td><b>甲\u200b,乙</b></td><td>1,000</td></tr>
<tr><td colspan=2>合计</td></tr></table><p>下</p>"""


def cells(table) -> list[list[str]]:
    return [[cell.paragraph.text for cell in row] for row in table.rows]


def test_a_table_of_a_page_is_a_table_of_the_story(window, writer) -> None:
    before = window.desk.document
    above, table, below = paste(window, html=TABLE)
    assert (above.text, below.text) == ("上", "下")
    assert cells(table) == [["项目", "数（件）"], ["甲，乙", "1,000"], ["合计"]]
    assert table.header_rows == 1 and table.rows[2][0].colspan == 2
    assert [(span.start, span.end, span.style) for span in table.rows[1][0].paragraph.spans] == [(0, 3, "bold")]
    assert [cell.paragraph.style for row in table.rows for cell in row] == ["cell-head"] * 2 + ["cell"] * 3
    window.desk.finish_composing()
    assert any(line.paragraph == table.rows[2][0].paragraph.id for line in window.desk.shown.lines)
    window.desk.undo()
    assert window.desk.document is before


def test_a_table_parts_the_paragraph_that_it_is_pasted_into(window, writer) -> None:
    window.writer.put(Spot("st-dock", "st-dock-1", 4))
    text = window.desk.document.story("st-dock").body[1].text
    paste(window, html=TABLE.removeprefix("<p>上</p>").removesuffix("<p>下</p>"))
    first, table, rest = window.desk.document.story("st-dock").body[1:4]
    assert (first.text, cells(table)[2], rest.text) == (text[:4], ["合计"], text[4:])
    assert window.writer.spot == Spot("st-dock", rest.id, 0)


def test_a_table_at_the_end_of_copy_has_the_caret_in_its_last_cell(window, writer) -> None:
    QTest.keyClicks(window.view, "ab")
    part, table = paste(window, html="<table><tr><td>甲<td>乙</table>")
    assert part.text == "ab" and cells(table) == [["甲", "乙"]]
    assert window.writer.spot == Spot("st-dock", table.rows[0][1].paragraph.id, 1)
    QTest.keyClicks(window.view, "c")
    assert cells(window.desk.document.story("st-dock").body[-1]) == [["甲", "乙c"]]


def test_a_table_pasted_into_a_headline_is_its_words_and_one_column_no_table(window, writer) -> None:
    window.writer.put(Spot("st-dock", "st-dock-main", 0))
    paste(window, html=TABLE)
    assert window.desk.document.story("st-dock").main.text == "上 项目 数（件） 甲，乙 1,000 合计 下渡口灯火照夜航"
    window.writer.put(Spot("st-dock", "p-new", 0))
    assert [part.text for part in paste(window, html="<table><tr><td>甲<tr><td>乙</table>")] == ["甲", "乙"]
