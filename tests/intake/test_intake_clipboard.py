"""What is pasted: paragraphs with their bold, from the best form that can be read."""

from made_documents import png

from layoutdesk.intake.clipboard import read_clipboard
from layoutdesk.intake.html import reader

HTML = "<meta charset=utf-8><h1>标题</h1><p>正<b>文</b>。</p><table><tr><td>甲<td>乙<tr><td>丙<td></table><img src='a.png'>"
RTF = rb"{\rtf1\ansi\ansicpg936 \'b1\'a8{\b\'d6\'bd}\par{\pict\pngblip " + png().hex().encode() + rb"}\par}"


def test_pages_come_with_bold_and_tables_and_without_pictures() -> None:
    lines = read_clipboard(HTML, RTF, "纯文本").lines
    assert [line.text for line in lines] == ["标题", "正文。", ""]
    assert [[cell.text for cell in row] for row in lines[2].rows] == [["甲", "乙"], ["丙", ""]]
    assert [(span.style, span.start, span.end) for span in lines[1].spans] == [("bold", 1, 2)]


def test_rtf_comes_where_there_is_no_page() -> None:
    lines = read_clipboard("", RTF, "纯文本").lines
    assert [(line.text, [(span.start, span.end) for span in line.spans]) for line in lines] == [("报纸", [(1, 2)])]


def test_lines_that_look_like_the_head_of_a_file_stay() -> None:
    assert [line.text for line in read_clipboard("<p>---</p><p>版名：茶事</p><p>---</p>").lines] == [
        "---",
        "版名：茶事",
        "---",
    ]


def test_what_is_too_large_or_refused_gives_way_to_plain_text() -> None:
    for html in ("<i>" * (reader.MOST_TAGS // 2) + "x", "x" * 5_000_000, "<table>" + "<td>x" * 3_000, ""):
        assert [line.text for line in read_clipboard(html, b"{" * 10_000, "一\n\n 二 ").lines] == ["一", "二"]
