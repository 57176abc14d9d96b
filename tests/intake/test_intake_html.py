"""Pages of the web, of Word and of WeChat: their copy without what a site puts round it."""

import base64
import codecs

import pytest
from made_documents import png

from layoutdesk import words
from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Refusal
from layoutdesk.intake import read_manuscript, readers
from layoutdesk.intake.html import reader
from layoutdesk.intake.manuscript import Manuscript

DATA = "data:image/png;base64," + base64.b64encode(png()).decode()


def read(body: str) -> Manuscript:
    return readers.read(f"<!DOCTYPE html><html><body>{body}</body></html>".encode(), "某页.html")


def texts(body: str) -> list[str]:
    return [line.text for line in read(body).lines]


def codes(body: str) -> dict[str, str]:
    return {
        problem.code.removeprefix("intake."): problem.args.get("count", "")
        for problem in read(body).problems
        if problem.code != "intake.encoding"
    }


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("<html><head><meta charset=gb2312></head><p>报纸排版</p></html>".encode("gbk"), "GB2312"),
        (
            '<html><meta http-equiv="Content-Type" content="text/html; charset=big5"><p>報紙</p></html>'.encode("big5"),
            "BIG5",
        ),
        (codecs.BOM_UTF8 + "<p>报纸排版</p>".encode(), "UTF-8 BOM"),
        (codecs.BOM_UTF16_LE + "<html><p>报纸</p></html>".encode("utf-16-le"), "UTF-16 LE"),
        ("<html><meta charset=gbk><p>报纸排版其实是统一码</p></html>".encode(), "UTF-8"),
        ("<html><p>报纸排版没有说是什么编码</p></html>".encode("gb18030"), "GB18030"),
        (
            '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="x"><p>报</p></html>'.encode(),
            "UTF-8",
        ),
    ],
)
def test_pages_are_known_and_decoded_by_what_they_say_or_are(data: bytes, encoding: str) -> None:
    found = readers.read(data, "某页.txt")
    assert found.lines[0].text[0] in "报報"
    assert found.problems[0].args["encoding"] == encoding


def test_copy_that_only_begins_with_a_bracket_is_no_page() -> None:
    assert readers.find("<本报讯>今天。".encode()).name == "text"
    assert readers.find(b"<p>x").name == "html"


def test_white_space_is_what_a_browser_shows() -> None:
    body = "<p>\u3000\u3000报纸\n  排版，&nbsp;&nbsp;今天 \n<b> Word </b>的\n<i>正</i>文。\n</p>  <p>&nbsp;</p>"
    body += "<div>下一段。<br>又一行。<br/></div>"
    assert texts(body) == ["报纸 排版， 今天 Word 的 正文。", "下一段。", "又一行。"]


def test_bold_comes_from_elements_and_styles() -> None:
    line = read(
        "<p>今<b>第<span style='font-weight:normal'>一</span>锅</b><span style='font-weight: 700'>茶</span><em>香</em>。</p>"
    ).lines[0]
    assert [(span.style, line.text[span.start : span.end]) for span in line.spans] == [
        ("bold", "第"), ("bold", "锅茶"), ("emphasis", "香"),
    ]  # fmt: skip


def test_headings_lists_and_preformatted_lines() -> None:
    body = (
        "<h1>头茶开采</h1><h2>机器上山</h2><ol start=3><li>甲。</li><li value=9>乙。</li></ol><ul><li>点<p>里。</p></li></ul>"
        "<ol style='list-style-type:cjk-ideographic'><li>总则。</li></ol><ol type=none><li>无。</li></ol><pre>一行。\n二行。</pre>"
    )
    assert texts(body) == [
        "头茶开采",
        "机器上山",
        "3.甲。",
        "9.乙。",
        "●点",
        "里。",
        "一、总则。",
        "无。",
        "一行。",
        "二行。",
    ]
    assert [line.level for line in read(body).lines[:2]] == [1, 2]


def test_what_a_site_puts_round_an_article_is_left_out_and_counted() -> None:
    body = (
        "<nav>首页</nav><header><h1>站名</h1></header><article><header><h1>头茶开采</h1></header><script>x()</script><p>正文。</p>"
        "<p style='display: none'>藏。</p><p hidden>藏。</p><div role=complementary>广告</div><svg><text>图</text></svg></article>"
        "<article-like>别的</article-like><footer>版权</footer>"
    )
    assert texts(body) == ["头茶开采", "正文。"]
    assert int(codes(body)["rich-junk"]) >= 5


def test_an_article_of_wechat() -> None:
    body = (
        '<div id="img-content"><h1 class="rich_media_title" id="activity-name">\n 头茶开采\n</h1>'
        '<div id="meta_content">某号 今天</div>'
        '<div id="js_content" style="visibility: hidden; opacity: 0;"><section style="margin:0"><section><section>'
        '<p style="text-align: center;"><span style="font-size: 15px;"><strong><span>今年的</span></strong></span>'
        '<span style="font-size: 15px;">第一锅茶，</span>出锅了。</p></section></section></section><p><br></p>'
        '<section><img data-src="https://mmbiz.example/640?wx_fmt=png" src="data:image/gif;base64,R0lGODlh" width="600"></section>'
        "<p>茶农在采茶。 记者 林间 摄</p></div></div><div>推荐阅读</div>"
    )
    assert texts(body) == ["头茶开采", "今年的第一锅茶，出锅了。", "茶农在采茶。 记者 林间 摄"]
    assert codes(body) == {"rich-junk": "1", "rich-linked-pictures": "1"}


def test_what_word_writes_into_a_page() -> None:
    body = (
        "<!--[if gte mso 9]><xml><o:x>无</o:x></xml><![endif]--><style>p.a5, li.a5 {mso-style-name:\\5F15\\9898; margin:0}"
        'p.own {mso-style-name:"公告标题";}</style>'
        "<p class=MsoTitle>题目</p><p class=a5>雨停了</p><p class=own>注销公告</p>"
        "<p class=MsoNormal><![if !supportLists]><span style='mso-list:Ignore'>一、<span>&nbsp;&nbsp; </span></span><![endif]>"
        "<span lang=EN-US>2020</span>年的<b\nstyle='mso-bidi-font-weight:normal'>事</b>。<o:p></o:p></p>"
        "<p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoCaption>图说。</p>"
        '<style>span.1 {mso-style-name:"标题 1 字符";} p.p {mso-style-name:"小标题\\(新\\)";} p.x {mso-style-name:小标题;}</style>'
        "<p class=MsoNormal><span class=1>正文</span>一段。</p><p class=p>平常。</p><p class=x>机器上山</p>"
    )
    assert [(line.text, line.type, line.level) for line in read(body).lines] == [
        ("题目", "heading", 1), ("雨停了", "kicker", 0), ("注销公告", "headline", 0), ("类型：公告", "field", 0),
        ("一、2020年的事。", "", 0), ("图说。", "caption", 0), ("正文一段。", "", 0), ("平常。", "", 0), ("机器上山", "subhead", 0),
    ]  # fmt: skip


def test_cells_that_reach_over_columns_and_rows() -> None:
    body = (
        "<table><caption>停水时间</caption><thead><tr><th rowspan=2>片区</th><th colspan=2>时间</th></tr>"
        "<tr><th>上午<th>下午</tr></thead>"
        "<tbody><tr><td>城<b>南</b><td>9:00<br>起<td rowspan=99>14:00</table><p>表后。</p>"
    )
    lines = read(body).lines
    assert [line.text for line in lines if not line.rows] == ["停水时间", "表后。"]
    assert [[(cell.text, cell.colspan, cell.rowspan, cell.head) for cell in row] for row in lines[1].rows] == [
        [("片区", 1, 2, True), ("时间", 2, 1, True)],
        [("上午", 1, 1, True), ("下午", 1, 1, True)],
        [("城南", 1, 1, False), ("9:00 起", 1, 1, False), ("14:00", 1, 1, False)],
    ]
    assert [span.style for span in lines[1].rows[2][0].spans] == ["bold"]


def test_tables_that_only_arrange_are_taken_apart() -> None:
    body = (
        f"<table><tr><td><h2>标题</h2><td><table><tr><td>甲<td>乙</table></table>"
        f"<table><tr><td><img src='{DATA}'><td>▲图说。</table>"
        "<table><tr><td>框里。</td></tr></table>"
    )
    assert [(line.text, bool(line.rows), line.picture) for line in read(body).lines] == [
        ("标题", False, ""), ("甲\t乙", True, ""), ("", False, "image1.png"), ("▲图说。", False, ""), ("框里。", False, ""),
    ]  # fmt: skip


def test_pictures_inside_the_page_come_out_and_those_elsewhere_are_never_fetched() -> None:
    body = (
        f"<figure><figcaption>图说在上。</figcaption><img src='{DATA}'></figure><img src='pics/%E8%8C%B6.jpg?x=1'>"
        "<img src='https://example.org/a.jpg'><img src='//example.org/a.jpg'><img src='file:///etc/passwd'><img src='/a.png'>"
        "<img src='data:image/svg+xml;base64,AAAA'><img src='https://example.org/count.gif' width=1 height=1><p>完。</p>"
    )
    found = read(body)
    assert [(line.picture, line.text, line.type) for line in found.lines] == [
        ("image1.png", "", "picture"), ("", "图说在上。", "caption"), ("茶.jpg", "", "picture"), ("", "完。", ""),
    ]  # fmt: skip
    assert found.pictures == {"image1.png": png()}
    assert codes(body) == {"rich-linked-pictures": "4", "rich-drawings": "1"}


def test_a_page_becomes_a_story() -> None:
    body = "<h1>头茶开采</h1><p>本报讯（记者 云开）今年的第一锅茶出锅了。</p><h2>机器上山</h2><p>采茶机来了。</p>"
    story = read_manuscript(read(body), "某页.html", IdSource(b"test")).stories[0]
    assert story.main is not None and story.main.text == "头茶开采"
    assert [getattr(item, "style", "") for item in story.body] == ["lead", "subhead", "body"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "empty"),
        ("<script>x</script>", "empty"),
        ("<i>" * (reader.MOST_TAGS + 1), "html-tags"),
        ("<table>" + "<tr>" + "<td>x" * 3_000, "table-too-large"),
        ("<table><tr>" + "<td colspan=100>x" * 30, "table-too-large"),
    ],
)
def test_what_no_copy_is_like_is_refused_in_words(body: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(body)
    assert refused.value.code == f"intake.{code}"
    for language in words.LANGUAGES:
        sentence = words.refusal_text(refused.value, language)
        assert "某页.html" in sentence and "{" not in sentence


@pytest.mark.parametrize("opening", ["<div>", "<b><p>", "<table><td>", "<ul><li>", "<a>", "<section><span>"])
def test_nesting_without_end_is_read_without_recursion(opening: str) -> None:
    assert "".join(texts(opening * 4_000 + "到底。")).endswith("到底。")
