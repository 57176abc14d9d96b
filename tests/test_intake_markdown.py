"""Well-kept copy: front matter, fields, pictures, bold text and tables between pipes."""

import pytest

from layoutdesk.base.ids import IdSource
from layoutdesk.intake import Intake, read_text
from layoutdesk.model import Paragraph, PictureRef, TableBlock

PAGE = """\
---
报名：云溪日报
paper_latin: YUNXI RIBAO
日期：2026-03-12
期号：第5012号
刊号：CN 99-0102
版次：03
版名：茶事
责编：陆舟、温小雨
校对：白 露
天气：晴
---

栏目：春到茶山
引题：雨停了
# 头茶开采 山里忙起来
副题：全市茶园 一夜返青
署名：本报记者 云开

今年的**第一锅茶**出锅了。

![炒茶师傅在翻炒。 记者 林间 摄](tea.jpg)

## 机器上山

采茶机来了(共12台)。

# 相关的一条
类型：相关新闻

短短一段。

# 停水的告示
类型：公告

一、停水时间见下表:

| 片区 | 时间 |
|------|------|
| 城南 | 9:00 |

云溪县水务公司
"""


def read(text: str) -> Intake:
    return read_text(text.encode(), "03.md", IdSource(b"test"))


def test_front_matter_fills_issue_and_page() -> None:
    intake = read(PAGE)
    meta, page = intake.meta, intake.pages[0]
    assert (meta.paper, meta.paper_latin, meta.date) == ("云溪日报", "YUNXI RIBAO", "2026-03-12")
    assert (meta.number, meta.cn_number) == ("第5012号", "CN 99-0102")
    assert (page.label, page.name) == ("03", "茶事")
    assert (page.credits.editor, page.credits.proofreader) == (("陆舟", "温小雨"), ("白露",))
    assert [problem.args["key"] for problem in intake.problems if problem.code == "intake.unknown-key"] == ["天气"]


def test_fields_name_the_parts_of_a_headline() -> None:
    story = read(PAGE).stories[0]
    parts = {name: getattr(story, name).text for name in ("label", "kicker", "main", "deck", "byline")}
    assert parts == {
        "label": "春到茶山",
        "kicker": "雨停了",
        "main": "头茶开采 山里忙起来",
        "deck": "全市茶园 一夜返青",
        "byline": "本报记者 云开",
    }
    assert story.main is not None and story.main.breaks == (5,)


def test_kinds_come_from_fields() -> None:
    stories = read(PAGE).stories
    assert [story.kind for story in stories] == ["article", "sidebar", "notice"]
    assert stories[1].parent == stories[0].id


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("栏目：今日快评\n# 桥要好走", "comment"), ("栏目：社论\n# 桥要好走", "comment"), ("# 桥要好走\n类型：评论", "comment"),
        ("# 桥要好走\n署名：本报评论员 云开", "comment"), ("栏目：评书\n# 桥要好走", "article"),
        ("栏目：书评\n# 桥要好走", "article"),
        ("栏目：今日快评\n# 桥要好走\n类型：稿件", "article"), ("# 桥要好走\n署名：本报记者 云开", "article"),
    ],
)  # fmt: skip
def test_a_columns_name_or_its_author_tells_comment_whose_text_has_its_own_style(head: str, kind: str) -> None:
    story = read(f"{head}\n\n桥通了，路也要通。\n\n一、路口要改。\n\n## 慢不得\n\n事情不能拖。\n").stories[0]
    styles = [item.style for item in story.body if isinstance(item, Paragraph)]
    assert story.kind == kind
    assert styles == (
        ["comment", "comment", "subhead", "comment"] if kind == "comment" else ["lead", "clause", "subhead", "body"]
    )


@pytest.mark.parametrize(
    "line",
    [
        "单位：万元",
        "（金额单位：人民币元）",
        "单位：平方米、万元",
        "单位:元/立方米",
        "计量单位：吨",
        "Unit: 10,000 yuan",
    ],
)
def test_what_a_table_is_counted_in_is_told_only_right_over_one(line: str) -> None:
    tabled = read(f"# 价格公示\n类型：公告\n\n现公示如下。\n\n{line}\n\n品种\t价格\n甲\t1.20\n").stories[0].body
    assert [item.style for item in tabled if isinstance(item, Paragraph)] == ["body", "unit"]
    assert isinstance(tabled[1], Paragraph) and tabled[1].text == line
    alone = read(f"# 价格公示\n类型：公告\n\n{line}\n\n价格另行公布。\n").stories[0].body
    assert [item.style for item in alone if isinstance(item, Paragraph)] == ["body", "body"]


@pytest.mark.parametrize(
    "line", ["单位：江口区水务局", "建设单位：江口公司", "明细（单位：万元）：", "单位：万元，共三期"]
)
def test_other_lines_over_a_table_are_text(line: str) -> None:
    found = read(f"# 价格公示\n类型：公告\n\n现公示如下。\n\n{line}\n\n品种\t价格\n甲\t1.20\n").stories[0].body[1]
    assert isinstance(found, Paragraph) and found.style == "body"


def test_an_editors_note_in_a_report_is_comment_too() -> None:
    of = read(
        "# 桥通了\n\n编者按：大桥今日通车。\n\n本报讯 清晨六时，江面有雾。\n\n编后：桥好走，路也要好走。\n"
    ).stories[0]
    assert [item.style for item in of.body if isinstance(item, Paragraph)] == ["comment", "body", "comment"]
    notice = read("# 通告\n类型：公告\n\n编者按：现公告如下。\n").stories[0]
    assert [item.style for item in notice.body if isinstance(item, Paragraph)] == ["body"]


def test_pictures_carry_file_caption_and_credit() -> None:
    picture = next(item for item in read(PAGE).stories[0].body if isinstance(item, PictureRef))
    assert picture.asset == "tea.jpg"
    assert picture.caption is not None and picture.caption.text == "炒茶师傅在翻炒。"
    assert picture.credit is not None and picture.credit.text == "记者 林间 摄"


def test_bold_is_a_span_and_its_marks_can_be_had_back() -> None:
    from layoutdesk.intake.clean import revert

    lead = read(PAGE).stories[0].body[0]
    assert isinstance(lead, Paragraph)
    assert lead.text == "今年的第一锅茶出锅了。"
    assert [(span.style, lead.text[span.start : span.end]) for span in lead.spans] == [("bold", "第一锅茶")]
    assert revert(lead.text, lead.changes) == "今年的**第一锅茶**出锅了。"


TAGGED = """\
# 挂牌出让公告
类型：公告

地块情况如下：

<div align="center">
<table>
<tr><th rowspan="2">地块</th><th colspan="2">指标</th></tr>
<tr><th>容积率</th><th>绿地率</th></tr>

<tr><td>1号</td><td>≤2.5</td><td><b>≥30%</b></td></tr>
</table>
</div>
联系地址：沿江大道58号。
"""


def test_a_table_in_tags_is_a_table_between_its_lines() -> None:
    (story,) = read(TAGGED).stories
    before, table, after = story.body
    assert isinstance(before, Paragraph) and before.text == "地块情况如下："
    assert isinstance(after, Paragraph) and (after.text, after.origin.first) == ("联系地址：沿江大道58号。", 14)
    assert isinstance(table, TableBlock)
    assert [[(cell.paragraph.text, cell.colspan, cell.rowspan) for cell in row] for row in table.rows] == [
        [("地块", 1, 2), ("指标", 2, 1)],
        [("容积率", 1, 1), ("绿地率", 1, 1)],
        [("1号", 1, 1), ("≤2.5", 1, 1), ("≥30%", 1, 1)],
    ]


@pytest.mark.parametrize("line", ["<table 没有结尾的一行", "标签<table>在句子里</table>", "<tablet>平板"])
def test_text_that_is_no_table_in_tags_stays(line: str) -> None:
    (story,) = read(f"# 一条消息\n\n{line}是正文。\n").stories
    assert [part.text for part in story.body if isinstance(part, Paragraph)] == [f"{line}是正文。"]


def test_pipes_make_a_table_and_the_last_line_signs_a_notice() -> None:
    notice = read(PAGE).stories[2]
    table = next(item for item in notice.body if isinstance(item, TableBlock))
    assert [[cell.paragraph.text for cell in row] for row in table.rows] == [["片区", "时间"], ["城南", "9:00"]]
    assert [row[0].paragraph.origin.first for row in table.rows if row[0].paragraph.origin] == [38, 40]
    last = notice.body[-1]
    assert isinstance(last, Paragraph) and last.style == "signatory"


def test_marks_are_true_in_kept_copy() -> None:
    text = "---\n版名：茶事\n---\n# 第一条\n\n只有一段。\n\n# 第二条\n\n也只有一段。\n"
    assert [story.main.text for story in read(text).stories if story.main] == ["第一条", "第二条"]
    assert not read(text).queries


def test_a_line_of_dashes_that_is_no_front_matter_stays_text() -> None:
    intake = read("---\n\n# 标题\n\n正文在这里。\n\n---\n\n# 另一条\n\n正文。\n")
    assert [story.main.text for story in intake.stories if story.main] == ["标题", "另一条"]


def advert_copy(*lines: str) -> Intake:
    return read_text(
        ("---\n版次：03\n---\n# 茶开了\n\n山里忙起来了。\n\n" + "\n".join(lines)).encode(), "a.md", IdSource(b"a")
    )


def test_an_advert_is_a_story_of_its_own_without_a_headline() -> None:
    found = advert_copy(
        "类型：广告",
        "尺寸：4栏×30行",
        "![](tea.jpg)",
        "",
        "# 山下茶楼",
        "类型：广告",
        "size: 2 columns x 18 rows",
        "![](b.pdf)",
    )
    assert [(story.kind, story.space) for story in found.stories] == [
        ("article", (0, 0)),
        ("advert", (4, 30)),
        ("advert", (2, 18)),
    ]
    assert [
        picture.asset for story in found.stories[1:] for picture in story.body if isinstance(picture, PictureRef)
    ] == [
        "tea.jpg",
        "b.pdf",
    ]
    assert not any(query.code == "intake.story-without-head" for query in found.queries)


def test_a_size_that_is_not_understood_is_asked_about_and_kept() -> None:
    found = advert_copy("# 山下茶楼", "类型：广告", "尺寸：半通栏", "![](tea.jpg)")
    (query,) = [query for query in found.queries if query.code == "intake.advert-size"]
    assert query.args == {"text": "尺寸：半通栏"}
    # In a report it is a line of text like any other.
    report = advert_copy("尺寸：4栏×30行")
    assert [item.text for item in report.stories[0].body if isinstance(item, Paragraph)][-1] == "尺寸：4栏×30行"


def test_english_copy_names_its_fields_and_people_in_english() -> None:
    text = (
        "---\npaper: The Harbour Post\n"
        "editor: Mary Fields, John O'Dowd\n"
        "codes: Today online https://post.example; https://b.example\n---\n"
        "kicker: After the rain\n# First tea is picked\ndeck: The hills are busy again\n"
        "byline: Ann Reed\n\nThe first tea came in today.\n"
    )
    found = read_text(text.encode(), "a.md", IdSource(b"a"))
    (story,) = found.stories
    assert (story.kicker.text, story.deck.text, story.byline.text) == (
        "After the rain",
        "The hills are busy again",
        "Ann Reed",
    )
    assert found.meta.language == "en"
    assert found.pages[0].credits.editor == ("Mary Fields", "John O'Dowd")
    assert [(code.caption, code.text) for code in found.meta.codes] == [
        ("Today online", "https://post.example"),
        ("", "https://b.example"),
    ]
    assert read_text(text.replace("tea came", "tea 茶 came").encode(), "a.md", IdSource(b"a")).meta.language == "zh"


def test_a_head_needs_no_marks_where_it_names_paper_or_page() -> None:
    head = "报名：云溪日报\n日期：2026-03-12\n版次：03\n版名：茶事\n责编：陆舟\n\n"
    found = read(head + "头茶今日开采\n\n本报讯（记者 云开）茶园开采了，山里的人都忙了起来。\n")
    (page,), (story,) = found.pages, found.stories
    assert (found.meta.paper, found.meta.date) == ("云溪日报", "2026-03-12")
    assert (page.label, page.name, page.credits.editor) == ("03", "茶事", ("陆舟",))
    assert story.main is not None and story.main.text == "头茶今日开采"
    # Lines of a story that look like it are none of a head.
    event = read("# 茶会\n\n地址：云溪路1号\n\n电话：00000000\n")
    assert event.meta.address == "" and len(event.stories[0].body) == 2


def test_lines_of_a_page_head_are_never_lost_without_a_word() -> None:
    found = read("茶山春早\n新茶上市\n2026年3月12日 星期四\n责编：陆舟 美编：白露\n\n# 头茶开采\n\n茶园开采了。\n")
    (told,) = [problem for problem in found.problems if problem.code == "intake.head-unread"]
    assert (found.pages[0].banner, told.args["text"], told.args["line"]) == ("茶山春早", "新茶上市", "2")


def test_a_headline_may_be_named_like_the_other_parts() -> None:
    (story,) = read("引题：雨停了\n主题：头茶开采\n副题：山里忙起来\n\n茶园开采了。\n\n主题：春茶\n").stories
    assert [getattr(story, name).text for name in ("kicker", "main", "deck")] == ["雨停了", "头茶开采", "山里忙起来"]
    # Elsewhere such a line is text.
    assert [item.text for item in story.body if isinstance(item, Paragraph)] == ["茶园开采了。", "主题：春茶"]


def test_fields_that_were_left_empty_print_nothing() -> None:
    (story,) = read("引题：\n# 头茶开采\n副题:\n\n茶园开采了。\n").stories
    assert (story.kicker, story.deck) == (None, None)
    assert [item.text for item in story.body if isinstance(item, Paragraph)] == ["茶园开采了。"]


def test_a_kind_that_nobody_knows_is_asked_about() -> None:
    found = read("# 头茶开采\n类型：通讯\n\n茶园开采了。\n")
    (query,) = [query for query in found.queries if query.code == "intake.kind-unknown"]
    assert (query.args["text"], query.lines) == ("通讯", (2, 2))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("茶山 (1).jpg", "茶山 (1).jpg"), ("tea.jpg", "tea.jpg"), ('tea.jpg "头茶"', "tea.jpg"), ("<茶 山.jpg>", "茶 山.jpg"),
        ("tea%20hill.jpg", "tea hill.jpg"), ("photos/茶.jpg", "photos/茶.jpg"),
    ],
)  # fmt: skip
def test_names_of_pictures_have_blanks_and_brackets(written: str, name: str) -> None:
    (picture,) = [
        item for item in read(f"# 茶\n\n![说明。]({written})\n").stories[0].body if isinstance(item, PictureRef)
    ]
    assert picture.asset == name


def test_items_of_a_list_stay_apart_and_need_no_mark_at_their_end() -> None:
    items = [f"●{place}的茶园都开采了，来帮忙的人比去年多了许多" for place in ("山前", "山后", "山上")]
    found = read("# 茶\n\n茶园开采了。\n" + "\n".join(items) + "\n")
    assert [item.text for item in found.stories[0].body if isinstance(item, Paragraph)][1:] == items
    assert not [query for query in found.queries if query.code == "intake.cut-sentence"]


def test_only_rows_that_lack_cells_are_asked_about() -> None:
    """A cell that the copy left empty is there, also at a row's end."""
    rows = "| 片区 | 时间 | 备注 |\n|---|---|---|\n| 城南 | 9:00 | |\n| 城北 | 10:00 ||\n| 城东 | 11:00 |\n"
    intake = read(f"# 停水公告\n\n{rows}\n# 停气公告\n\n片区\t时间\n城西\t\n")
    asked = [query for query in intake.queries if query.code == "intake.table-ragged"]
    assert [(query.args["row"], query.args["cells"]) for query in asked] == [("4", "3")]


def test_fields_in_traditional_characters_are_the_same_fields() -> None:
    front = "---\n報名：雲溪日報\n語言：zh-Hant\n責編：陸舟\n校對：白露\n---\n\n"
    page = front + "欄目：茶山\n引題：雨停了\n主題：頭茶開採\n副題：全市茶園返青\n"
    intake = read(
        page + "署名：本報記者 雲開\n\n今年的第一鍋茶出鍋了。\n\n主題：停水通知\n類型：啟事\n\n明天停水一天。\n"
    )
    first, second = intake.stories
    parts = (first.label, first.kicker, first.main, first.deck, first.byline)
    assert [part and part.text for part in parts] == ["茶山", "雨停了", "頭茶開採", "全市茶園返青", "本報記者 雲開"]
    assert (second.main and second.main.text, second.kind) == ("停水通知", "notice")
    assert (intake.meta.paper, intake.meta.language) == ("雲溪日報", "zh-Hant")
    assert (intake.pages[0].credits.editor, intake.pages[0].credits.proofreader) == (("陸舟",), ("白露",))


def test_a_western_headline_with_a_colon_is_one() -> None:
    title = "The Ferry That Would Not Stop: a Night Boat Marks 160 Years on the Water"
    (story,) = read(
        f"# {title}\n\nThe boat has crossed the river every night, and nobody remembers one without it.\n"
    ).stories
    assert (story.kicker, story.main.text) == (None, title)
    (chinese,) = read("# 夜航一百六十年： 渡船从未停过一晚\n\n渡口的灯在夜里亮到天明。\n").stories
    assert (chinese.kicker.text, chinese.main.text) == ("夜航一百六十年：", "渡船从未停过一晚")
