"""Word documents: what the editor sees in Word comes in, and what does not is told."""

import pytest
from made_documents import W_NAMES, docx, drawing, p, png, r, styles

from layoutdesk import words
from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Refusal
from layoutdesk.intake import read_manuscript, readers, rich
from layoutdesk.intake.docx.numbering import written
from layoutdesk.intake.manuscript import Manuscript


def read(data: bytes) -> Manuscript:
    return readers.read(data, "某稿.docx")


def texts(data: bytes) -> list[str]:
    return [line.text for line in read(data).lines]


def codes(data: bytes) -> dict[str, str]:
    return {problem.code.removeprefix("intake."): problem.args.get("count", "") for problem in read(data).problems}


STYLES = styles(
    ("a", "Normal", '<w:rPr><w:sz w:val="21"/></w:rPr>'),
    ("1", "heading 1", '<w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr>'),
    ("2", "heading 2", '<w:basedOn w:val="a"/>'),
    ("t", "Title", '<w:basedOn w:val="a"/>'),
    ("own", "清江大标", '<w:basedOn w:val="1"/>'),
    ("yin", "引题", ""),
    ("zhu", "主题", ""),
    ("fu", "副标题", ""),
    ("sm", "署名", ""),
    ("tz", "caption", ""),
    ("gg", "公告标题", ""),
    ("x", "小标题", ""),
    ("toc", "toc 1", ""),
)


def test_built_in_and_chinese_styles_say_what_a_line_is() -> None:
    body = "".join(
        p(text, style)
        for text, style in (
            ("雨停了", "yin"),
            ("头茶开采", "zhu"),
            ("一夜返青", "fu"),
            ("云开", "sm"),
            ("正文一段。", "a"),
            ("机器上山", "x"),
            ("又一条", "own"),
            ("目录一行", "toc"),
            ("注销公告", "gg"),
        )
    )
    found = [(line.text, line.type, line.level) for line in read(docx(body, {"styles.xml": STYLES})).lines]
    assert codes(docx(body, {"styles.xml": STYLES})) == {"rich-contents": "1"}
    assert found == [
        ("雨停了", "kicker", 0),
        ("头茶开采", "headline", 0),
        ("一夜返青", "deck", 0),
        ("云开", "byline", 0),
        ("正文一段。", "", 0),
        ("机器上山", "subhead", 0),
        ("又一条", "heading", 1),
        ("注销公告", "headline", 0),
        ("类型：公告", "field", 0),
    ]


def test_headings_stand_below_a_title_and_alone_are_headlines() -> None:
    below = docx(p("题目", "t") + p("分题", "1") + p("一段。", "a"), {"styles.xml": STYLES})
    alone = docx(p("题目", "1") + p("分题", "2") + p("一段。", "a"), {"styles.xml": STYLES})
    for data in (below, alone):
        assert [(line.type, line.level) for line in read(data).lines] == [("heading", 1), ("heading", 2), ("", 0)]


def test_a_document_without_styles_shows_its_headings_by_how_they_are_set() -> None:
    big, bold = '<w:sz w:val="44"/>', "<w:b/>"
    body = (
        p(properties='<w:jc w:val="center"/>', runs=r("头茶开采 山里忙起来", big))
        + p("本报讯（记者 云开）今年的第一锅茶出锅了，大家都来看热闹，山里一天比一天忙。")
        + p("茶农们天不亮就上山，手里的竹篓装得满满的，一直忙到太阳落山才收工回家。")
        + p(runs=r("机器上山", bold))
        + p("采茶机也来了，一台顶得上五个人，坡地上的茶园再也不愁没有人手采摘。")
        + p(runs=r("（记者 云开）", bold))
    )
    lines = read(docx(body)).lines
    assert [line.level for line in lines] == [1, 0, 0, 2, 0, 0]
    story = read_manuscript(read(docx(body)), "某稿.docx", IdSource(b"test")).stories[0]
    assert story.main is not None and story.main.text == "头茶开采 山里忙起来"
    assert [getattr(item, "style", "") for item in story.body] == ["lead", "body", "subhead", "body"]
    assert story.byline is not None


def test_bold_and_italic_runs_are_spans_and_styles_pass_them_on() -> None:
    body = p(
        runs=r("今年的")
        + r("第一", "<w:b/>")
        + r("锅茶", '<w:b w:val="1"/>')
        + r("出锅", "<w:i/>")
        + r("了。", '<w:b w:val="0"/>')
    )
    line = read(docx(body)).lines[0]
    assert [(span.style, line.text[span.start : span.end]) for span in line.spans] == [
        ("bold", "第一锅茶"),
        ("emphasis", "出锅"),
    ]


def test_tracked_changes_are_taken_as_accepted_and_told() -> None:
    body = (
        '<w:p><w:ins w:id="1">'
        + r("新增")
        + '</w:ins><w:del w:id="2"><w:r><w:delText>旧的</w:delText></w:r></w:del>'
        + r("正文。")
        + "</w:p>"
        + '<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr>'
        + r("上半句，")
        + "</w:p>"
        + p("下半句。")
        + '<w:p><w:moveFrom w:id="4">'
        + r("移走。")
        + "</w:moveFrom></w:p>"
    )
    assert texts(docx(body)) == ["新增正文。", "上半句，下半句。"]
    assert codes(docx(body)) == {"rich-deleted": "2", "rich-inserted": "1"}


def test_what_word_shows_beside_the_text_is_told_and_never_set() -> None:
    notes = f'<w:footnotes {W_NAMES}><w:footnote w:id="2">{p("见统计公报。")}</w:footnote></w:footnotes>'
    comments = f'<w:comments {W_NAMES}><w:comment w:id="1">{p("再核一遍")}</w:comment></w:comments>'
    header = f"<w:hdr {W_NAMES}>{p('内部资料')}</w:hdr>"
    body = (
        "<w:p>"
        + r("正文")
        + '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="1"/></w:r>'
        + r("密", "<w:vanish/>")
        + r("。")
        + "<m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath></w:p>"
    )
    data = docx(body, {"footnotes.xml": notes, "comments.xml": comments, "header1.xml": header})
    assert texts(data) == ["正文。E=mc"]
    assert codes(data) == {
        "rich-footnote": "",
        "rich-comments": "1",
        "rich-page-furniture": "1",
        "rich-hidden": "1",
        "rich-formulas": "1",
    }
    footnote = next(problem for problem in read(data).problems if problem.code.endswith("footnote"))
    assert footnote.args["text"] == "见统计公报。"


def test_every_note_of_the_reader_has_words() -> None:
    for code in (*rich.NOTES, *rich.WARNINGS):
        for language in words.LANGUAGES:
            assert f"intake.rich-{code}" in words.catalogue(language)


def test_a_text_box_follows_its_paragraph_once() -> None:
    inside = f"<w:txbxContent>{p('框里的话。')}</w:txbxContent>"
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>"
        + inside
        + "</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
        + f"<v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    data = docx(p(runs=r("正文。") + box) + p("下文。"))
    assert texts(data) == ["正文。", "框里的话。", "下文。"]
    assert "text-box" in codes(data)


def test_fields_keep_their_result_and_soft_ends_part_lines() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + r("链接文字")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = (
        p(runs=r("看") + field + r("。"))
        + p(runs=r("上行。") + "<w:r><w:br/></w:r>" + r("下行。"))
        + p(runs=r("两行") + "<w:r><w:br/></w:r>" + r("标题"), style="zhu")
    )
    assert texts(docx(body, {"styles.xml": STYLES})) == ["看链接文字。", "上行。", "下行。", "两行 标题"]


def numbering(*levels: tuple[str, str], more: str = "") -> str:
    made = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    num = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:numbering {W_NAMES}><w:abstractNum w:abstractNumId="0">{made}</w:abstractNum>{num}{more}</w:numbering>'


def item(text: str, level: int = 0, number: int = 1) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_numbers_that_word_makes_are_written_into_the_text() -> None:
    part = numbering(
        ("chineseCountingThousand", "%1、"),
        ("chineseCounting", "（%2）"),
        ("decimal", "%3."),
        ("bullet", "\uf0b7"),
        more='<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>',
    )
    body = (
        item("总则。")
        + item("目的。", 1)
        + item("范围。", 1)
        + item("甲。", 2)
        + item("2019年。", 2)
        + item("附则。")
        + item("重来。", 1)
        + item("点。", 3)
        + item("另起。", 0, 2)
        + item("再数。", 0, 2)
    )
    assert texts(docx(body, {"numbering.xml": part})) == [
        "一、总则。",
        "（一）目的。",
        "（二）范围。",
        "1.甲。",
        "2. 2019年。",
        "二、附则。",
        "（一）重来。",
        "●点。",
        "一、另起。",
        "二、再数。",
    ]
    assert codes(docx(body, {"numbering.xml": part})) == {"rich-numbered": "10"}


@pytest.mark.parametrize(
    ("count", "form", "text"),
    [
        (12, "chineseCounting", "十二"),
        (103, "chineseCounting", "一百零三"),
        (21, "decimalEnclosedCircle", "21"),
        (3, "decimalEnclosedCircle", "③"),
        (2, "ideographTraditional", "乙"),
        (28, "lowerLetter", "bb"),
        (4, "upperRoman", "IV"),
        (15, "chineseLegalSimplified", "壹拾伍"),
        (7, "decimalZero", "07"),
        (12, "decimalFullWidth", "１２"),
        (5, "unheard", "5"),
    ],
)
def test_numbers_in_the_formats_of_lists(count: int, form: str, text: str) -> None:
    assert written(count, form) == text


def test_a_list_by_the_name_of_a_style_has_that_styles_numbers() -> None:
    style = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="ls"/></w:abstractNum>'
    named = '<w:abstractNum w:abstractNumId="6"><w:styleLink w:val="ls"/><w:lvl w:ilvl="0"><w:numFmt w:val="ideographTraditional"/>'
    more = f'{style}{named}<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="9"><w:abstractNumId w:val="5"/></w:num>'
    part = numbering(("decimal", "%1."), more=more)
    assert texts(docx(item("头一条。", 0, 9) + item("第二条。", 0, 9), {"numbering.xml": part})) == [
        "甲、头一条。",
        "乙、第二条。",
    ]


def test_an_initial_belongs_to_its_paragraph() -> None:
    body = (
        p("春", properties='<w:framePr w:dropCap="drop" w:lines="3"/>')
        + p("天来了。")
        + p("末", properties='<w:rPr><w:del w:id="1"/></w:rPr>')
    )
    assert texts(docx(body)) == ["春天来了。", "末"]


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def test_cells_that_reach_over_columns_and_rows() -> None:
    table = (
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>"
        + cell("片区", '<w:vMerge w:val="restart"/>')
        + cell("时间", '<w:gridSpan w:val="2"/>')
        + "</w:tr><w:tr><w:trPr><w:tblHeader/></w:trPr>"
        + cell("", "<w:vMerge/>")
        + cell("上午")
        + cell("下午")
        + "</w:tr><w:tr><w:trPr><w:del/></w:trPr>"
        + cell("删去")
        + "</w:tr><w:tr>"
        + cell("城南")
        + cell("9:00")
        + cell("14:00")
        + "</w:tr></w:tbl>"
    )
    rows = read(docx(p("标题。") + table)).lines[1].rows
    assert [[(c.text, c.colspan, c.rowspan, c.head) for c in row] for row in rows] == [
        [("片区", 1, 2, True), ("时间", 2, 1, True)],
        [("上午", 1, 1, True), ("下午", 1, 1, True)],
        [("城南", 1, 1, False), ("9:00", 1, 1, False), ("14:00", 1, 1, False)],
    ]


def test_a_table_that_only_frames_is_taken_apart() -> None:
    frame = f"<w:tbl><w:tr><w:tc>{p('框中一段。')}{p('又一段。')}</w:tc></w:tr></w:tbl>"
    layout = f"<w:tbl><w:tr><w:tc><w:p>{drawing('rp')}</w:p></w:tc><w:tc>{p('▲图说。')}</w:tc></w:tr></w:tbl>"
    data = docx(frame + layout, {"media/image1.png": png()}, {"rp": ("image", "media/image1.png")})
    assert [(line.text, line.picture) for line in read(data).lines] == [
        ("框中一段。", ""),
        ("又一段。", ""),
        ("", "image1.png"),
        ("▲图说。", ""),
    ]
    assert "layout-table" in codes(data)


def test_pictures_come_out_with_their_captions() -> None:
    body = f"<w:p>{drawing('rp')}</w:p>" + p("茶农在采茶。 记者 林间 摄", "tz") + p("正文一段。")
    data = docx(body, {"styles.xml": STYLES, "media/image1.png": png()}, {"rp": ("image", "media/image1.png")})
    intake = read_manuscript(read(data), "某稿.docx", IdSource(b"test"))
    picture = intake.stories[0].body[0]
    assert getattr(picture, "asset", "") == "某稿-image1.png" and intake.pictures["某稿-image1.png"] == png()
    assert picture.caption.text == "茶农在采茶。" and picture.credit.text == "记者 林间 摄"  # type: ignore[union-attr]


def test_front_matter_in_a_word_file_is_read_like_in_text() -> None:
    intake = read_manuscript(
        read(docx("".join(map(p, ("---", "版名：茶事", "责编：陆舟", "---", "# 标题在这里", "正文一段。"))))),
        "某稿.docx",
        IdSource(b"test"),
    )
    assert intake.pages[0].name == "茶事" and intake.pages[0].credits.editor == ("陆舟",)
    assert [story.main.text for story in intake.stories if story.main] == ["标题在这里"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (docx(p("图"), links={"r9": ("image", "file:///etc/passwd")}), "external-picture"),
        (docx(f"<w:p>{drawing('none')}</w:p>"), "docx-lost-picture"),
        (docx(f"<w:p>{drawing('rp')}</w:p>", links={"rp": ("image", "media/gone.png")}), "container-part"),
        (docx(""), "empty"),
        (docx("<w:p>"), "xml-broken"),
        (b"\xd0\xcf\x11\xe0" + bytes(512) + "WordDocument".encode("utf-16-le"), "docx-old"),
        (b"\xd0\xcf\x11\xe0" + bytes(512) + "EncryptedPackage".encode("utf-16-le"), "docx-locked"),
        (b"\xd0\xcf\x11\xe0" + bytes(512), "office-old"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(data: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(data)
    assert refused.value.code == f"intake.{code}"
    for language in words.LANGUAGES:
        sentence = words.refusal_text(refused.value, language)
        assert "某稿.docx" in sentence and "{" not in sentence
