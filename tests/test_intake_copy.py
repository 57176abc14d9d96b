"""A whole day's plain copy with every hazard at once; city, people, companies and trade are invented."""

import re

import pytest

from layoutdesk import edits
from layoutdesk.base.ids import IdSource
from layoutdesk.intake import Intake, read_text
from layoutdesk.intake.clean import revert
from layoutdesk.intake.shapes import CREDITS_GLUED
from layoutdesk.model import Document, Paragraph, PictureRef, Query, Story, TableBlock
from layoutdesk.model.story import byline_text, paragraphs

HEAD = "# 让每一座茶园都有好收成\n\n\n2026年03月12日 星期四¶\n责编:陆舟 美编:温小雨 校对:白露 江禾\n\n"

MAIN = """\
# “雨停了,我们就上山” 全市1306名农技员进茶园当“帮手”



连日阴雨,春茶采摘比往年晚了一周。3月9日起,我市组织1306名农技员进入418座茶园,帮助茶农抢收。



▲农技员帮助茶农(右)检查新芽 记者 云开 摄

## “手把手”教修剪 “点对点”送良种

记者从市茶业局获悉,此次选派的农技员分成92个小组,每个小组负责4到5座茶园(含合作社),并公布了服务热线。

## 机器上山,效率翻番

南岭茶叶合作社负责人说,往年这时候最愁的是请不到人,今年有了采茶机,一天能采120亩,再也不用

担心,预计月底就能收完。同时,合作社还为邻村代采。青石坡茶厂的周望山负责联络的是六家茶农。他说,鲜叶当天下山。

## 卖得出,更要卖得好

数据显示,截至3月11日,全市已采春茶5200.5亩,占计划的41%。(记者 云开 通讯员 石小磊)

"""

SIDEBAR = """\
## 相关新闻

### 预约、派单,可扫码直达 茶农用上小程序

本报讯(记者 云开)“扫一扫就能约到采茶机,真方便。”茶农们说。昨日记者了解到,小程序上线三天,已有800多户登记。

工作人员表示,下一步还将开通物流预约,网址为www.example.cn,电话12:00至18:00有人接听。

"""

TAIL = """\
(1) 须按照规定的时间完成交接。

(2) 受让人应在三十日内付清价款。

六、如有疑问,请按下列方式联系:¶
业务咨询电话:0999-5550101(业务科)

技术支持电话:0999-5550102(信息科)证书办理电话:0999-5550103(窗口)¶
保证金账户见须知。

云溪县自然资源局¶
云溪县公共资源交易中心¶
2026年3月12日

"""

PAGE_TWO = """\
## 山里人家

# 守着老灶台三十年,她把炒茶的手艺教给了整条街;徒弟们说: “师傅的手,比温度计还准”

▲炒茶师傅正在翻炒 通讯员供图

3月8日,一段炒茶的视频在网上传开。视频里的人叫何阿婆。

## 一口锅,一双手

何阿婆今年63岁,从小跟着父亲学炒茶。

她说,炒茶没有捷径……

(记者 林间 通讯员 苏木)

## [2026]云转第007号林地恢复转让公告

根据我中心于2026年3月1日发布的通知,现恢复[2026]007号林地的转让。

该林地恢复转让时间为2026年3月12日

云溪县公共资源交易中心¶
2026年3月12日

## 不等不靠多动手,这名技术员有办法

“站长,最远的那座茶园交给我。”3月9日一早,技术员方竹就出发了。

▶方竹在茶园查看墒情 记者 林间 摄



## 一张图,管好千亩茶

方竹把每座茶园都画在一张图上,哪里缺水、哪里有虫,一看就明白。

“我们都是先看图、再上山的办

法,省了不少路。”方竹说。

## 一本账,算清一季茶

账上写着用工、用肥和收入,茶农们都说看得懂。(首席记者 林间)

## 云溪县国有林地使用权挂牌转让公告 [2026]云转第011号

经云溪县人民政府批准,现将一宗国有林地使用权挂牌转让,有关事项公告如下:

一、林地的基本情况

编号	位置	面积(亩)	用途	起始价(万元)
[2026]云转第011号	云溪县上坪乡	1054.7	茶园	506

现状:有林道。¶
二、转让价格不包括应缴纳的税费。¶
四、申请人可于2026年3月20日前报名。¶
三、本次转让按价高者得的原则

五、其他需要公告的事项:
"""

#: ¶ stands for the two spaces of a forced line break.
COPY = (HEAD + MAIN + SIDEBAR + TAIL + HEAD + PAGE_TWO).replace("¶", "  ")


def read(copy: str, name: str = "copy.txt") -> Intake:
    return read_text(copy.encode(), name, IdSource(b"test"))


def line_of(copy: str, start: str) -> int:
    return next(number for number, line in enumerate(copy.split("\n"), 1) if line.startswith(start))


def styles(story: Story) -> list[str]:
    return [item.style for item in story.body if isinstance(item, Paragraph)]


def asked(intake: Intake, code: str) -> list[Query]:
    return [query for query in intake.queries if query.code == f"intake.{code}"]


def text_of(part: Paragraph | None) -> str:
    return part.text if part is not None else ""


@pytest.fixture(scope="module")
def day() -> Intake:
    return read(COPY)


def test_two_pages_with_their_heads(day: Intake) -> None:
    assert [len(page.stories) for page in day.pages] == [3, 4]
    for page in day.pages:
        assert page.banner == "让每一座茶园都有好收成"
        assert page.credits.editor == ("陆舟",)
        assert page.credits.proofreader == ("白露", "江禾")
    assert day.meta.date == "2026-03-12"
    assert [problem.code for problem in day.problems if problem.code.startswith("intake.weekday")] == [
        "intake.weekday-confirmed"
    ]


def test_what_the_copy_does_not_say_is_not_invented(day: Intake) -> None:
    assert (day.meta.paper, day.meta.number, day.meta.cn_number) == ("", "", "")
    assert all(page.label == "" for page in day.pages)


def test_stories_of_the_right_kind_in_the_order_of_the_copy(day: Intake) -> None:
    assert [story.kind for story in day.stories] == [
        "article",
        "sidebar",
        "notice",
        "article",
        "notice",
        "article",
        "notice",
    ]
    first, side = day.stories[:2]
    assert side.parent == first.id
    assert text_of(side.label) == "相关新闻"


def test_headlines_split_by_shape(day: Intake) -> None:
    main, side, _, portrait, _, _, land = day.stories
    assert (text_of(main.kicker), text_of(main.main)) == ("“雨停了，我们就上山”", "全市1306名农技员进茶园当“帮手”")
    assert side.main is not None and side.kicker is None
    assert side.main.breaks == (side.main.text.index(" ") + 1,)
    assert text_of(portrait.label) == "山里人家"
    assert text_of(portrait.kicker).endswith("徒弟们说：")
    assert (text_of(land.main), text_of(land.deck)) == ("云溪县国有林地使用权挂牌转让公告", "[2026]云转第011号")


def test_a_space_inside_a_subhead_splits_nothing(day: Intake) -> None:
    subheads = [item.text for item in day.stories[0].body if isinstance(item, Paragraph) and item.style == "subhead"]
    assert subheads == ["“手把手”教修剪 “点对点”送良种", "机器上山，效率翻番", "卖得出，更要卖得好"]


def test_leads_captions_and_credits(day: Intake) -> None:
    for number, marker, credit in ((0, "▲", "记者 云开 摄"), (3, "▲", "通讯员供图"), (5, "▶", "记者 林间 摄")):
        story = day.stories[number]
        picture = next(item for item in story.body if isinstance(item, PictureRef))
        assert (picture.marker, picture.asset, text_of(picture.credit)) == (marker, "", credit)
        assert styles(story)[0] == "lead"
    before_lead = day.stories[3].body[0]
    assert isinstance(before_lead, PictureRef)


def test_bylines_glued_alone_and_in_a_dateline(day: Intake) -> None:
    assert [byline_text(story) for story in day.stories if story.kind != "notice"] == [
        "（记者 云开 通讯员 石小磊）", "（记者 云开）", "（记者 林间 通讯员 苏木）", "（首席记者 林间）",
    ]  # fmt: skip
    opening = day.stories[1].body[0]
    assert isinstance(opening, Paragraph)
    assert [(span.style, opening.text[span.start : span.end]) for span in opening.spans] == [
        ("dateline", "本报讯（记者 云开）"), ("byline", "（记者 云开）"),
    ]  # fmt: skip


def test_the_tail_of_a_notice_is_a_story_of_its_own_and_linked_by_a_query(day: Intake) -> None:
    tail, land = day.stories[2], day.stories[6]
    assert tail.main is None
    assert styles(tail) == ["clause", "clause", "clause", "body", "body", "body", "signatory", "signatory", "date"]
    query = asked(day, "notice-continued")[0]
    assert query.anchor is not None and query.anchor.story == land.id
    assert query.args["tail"] == tail.id
    assert int(query.args["first"]) == line_of(COPY, "(1)")
    assert query.lines == (line_of(COPY, "五、"),) * 2


def test_after_a_signed_notice_comes_a_new_story(day: Intake) -> None:
    assert text_of(day.stories[5].main) == "不等不靠多动手，这名技术员有办法"
    assert styles(day.stories[4]) == ["body", "body", "signatory", "date"]


def test_a_table_keeps_rows_and_cells(day: Intake) -> None:
    table = next(item for item in day.stories[6].body if isinstance(item, TableBlock))
    assert [len(row) for row in table.rows] == [5, 5]
    assert table.header_rows == 1
    assert [row[3].paragraph.text for row in table.rows] == ["用途", "茶园"]
    assert table.rows[0][2].paragraph.text == "面积(亩)"


def test_cut_sentences_are_joined_and_can_be_parted_again(day: Intake) -> None:
    joined = [problem for problem in day.problems if problem.code == "intake.joined"]
    assert [problem.lines for problem in joined] == [(23, 25), (96, 98)]
    assert all(problem.fix is not None and problem.fix["type"] == "split-paragraph" for problem in joined)
    glued = asked(day, "glued-paragraphs")
    assert [query.lines for query in glued] == [(23, 25)]


def test_clauses_out_of_order_and_cut_off_are_asked_about(day: Intake) -> None:
    assert asked(day, "clause-order")[0].args["found"] == "一 二 四 三 五"
    assert asked(day, "clause-cut")[0].args["mark"] == "三"
    assert [query.lines for query in asked(day, "glued-contacts")] == [(line_of(COPY, "技术支持"),) * 2]


def test_notices_keep_every_mark_and_get_one_query_each(day: Intake) -> None:
    notices = [story for story in day.stories if story.kind == "notice"]
    assert all(not paragraph.changes for story in notices for paragraph in paragraphs(story))
    queries = asked(day, "halfwidth-in-notice")
    assert [query.anchor.story for query in queries if query.anchor] == [story.id for story in notices]
    assert all(query.fix is not None and query.fix["type"] == "batch" for query in queries)


def test_every_line_is_accounted_for(day: Intake) -> None:
    covered = {number for block in day.blocks for number in range(block.first, block.last + 1)}
    assert {number for number, line in enumerate(COPY.split("\n"), 1) if line.strip()} <= covered


def test_undoing_all_changes_gives_the_lines_of_the_copy(day: Intake) -> None:
    lines = COPY.split("\n")
    for story in day.stories:
        for paragraph in paragraphs(story):
            assert paragraph.origin is not None
            source = "\n".join(line.strip() for line in lines[paragraph.origin.first - 1 : paragraph.origin.last])
            assert revert(paragraph.text, paragraph.changes) in source


def test_every_reason_and_query_has_words(day: Intake) -> None:
    from layoutdesk import words

    for language in words.LANGUAGES:
        known = words.catalogue(language)
        assert {paragraph.reason for story in day.stories for paragraph in paragraphs(story)} <= set(known)
        for query in day.queries:
            assert "{" not in words.text(query.code, language, **query.args)
            assert query.code in known
        assert {problem.code for problem in day.problems} <= set(known)


def test_fixes_apply_to_the_document(day: Intake) -> None:
    document = Document(stories=day.stories, queries=day.queries)
    for query in day.queries:
        if query.fix is not None:
            changed = edits.apply(document, edits.from_data(query.fix))
            assert changed is not document
    fix = asked(day, "halfwidth-in-notice")[0].fix
    assert fix is not None
    tail = edits.apply(document, edits.from_data(fix)).stories[2]
    first = tail.body[0]
    assert isinstance(first, Paragraph)
    assert first.text == "（1） 须按照规定的时间完成交接。"


# --- variations


def test_one_page_without_credits() -> None:
    intake = read(
        COPY.split("# 让每一座茶园")[1]
        .join(["# 让每一座茶园", ""])
        .replace("责编:陆舟 美编:温小雨 校对:白露 江禾\n", "")
    )
    assert len(intake.pages) == 1
    assert intake.pages[0].credits.editor == ()
    assert text_of(intake.stories[0].kicker) == "“雨停了，我们就上山”"


def test_three_pages_with_labels_and_the_papers_data() -> None:
    pages = [
        f"云溪晚报\n第0{number}版 {name}\n2026年3月12日 星期四\n责编:陆舟 美编:温小雨 校对:白露\n\n"
        f"# {name}里的一条消息\n\n文字在这里结束。\n\n"
        for number, name in ((1, "要闻"), (2, "茶事"), (3, "副刊"))
    ]
    intake = read("CN 99-0102  邮发代号:99-7\n总第5012期\n" + "".join(pages))
    assert [(page.label, page.name) for page in intake.pages] == [("01", "要闻"), ("02", "茶事"), ("03", "副刊")]
    assert intake.meta.paper == "云溪晚报"
    assert (intake.meta.cn_number, intake.meta.postal_code, intake.meta.number) == ("99-0102", "99-7", "总第5012期")
    assert not [problem for problem in intake.problems if "missing" in problem.code]
    assert [len(page.stories) for page in intake.pages] == [1, 1, 1]


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("▲新桥合龙现场 新华社发", "新华社发"),
        ("▼志愿者清理河道。 本报记者 云开 摄", "本报记者 云开 摄"),
        ("◀孩子们在练字(资料图片)", "（资料图片）"),
        ("▶夜色中的码头 记者 云开 通讯员 石小磊 摄", "记者 云开 通讯员 石小磊 摄"),
        ("▲晒茶 受访者供图", "受访者供图"),
    ],
)
def test_credits_of_pictures(caption: str, credit: str) -> None:
    intake = read(f"# 一条消息\n\n第一段在这里结束。\n\n{caption}\n\n第二段在这里结束。\n")
    picture = next(item for item in intake.stories[0].body if isinstance(item, PictureRef))
    assert text_of(picture.credit) == credit
    assert picture.marker == caption[0]


@pytest.mark.parametrize("byline", ["(记者 云开)", "(首席记者 云开 通讯员 石小磊)", "(本报记者 云开 实习生 林间)"])
def test_a_byline_closes_a_story_whatever_mark_follows(byline: str) -> None:
    intake = read(
        f"# 第一条消息\n\n导语在这里。\n\n## 小标题\n\n正文在这里结束。{byline}\n\n## 第二条消息\n\n第二条的正文。\n"
    )
    assert [text_of(story.main) for story in intake.stories] == ["第一条消息", "第二条消息"]
    assert byline_text(intake.stories[0]).strip("（）") == byline.strip("()")


def test_a_wrong_weekday_is_asked_and_an_impossible_date_refused() -> None:
    wrong = read("2026年3月12日 星期五\n责编:陆舟\n\n# 标题\n\n正文。\n")
    assert asked(wrong, "weekday-mismatch")[0].args["weekday"] == "星期四"
    impossible = read("2026年2月30日 星期一\n责编:陆舟\n\n# 标题\n\n正文。\n")
    assert asked(impossible, "date-impossible") and impossible.meta.date == ""


@pytest.mark.parametrize("date", ["2026-03-12 星期四", "2026.3.12 周四", "2026年3月12日 星期四 农历正月廿四"])
def test_shapes_of_dates(date: str) -> None:
    assert read(f"{date}\n责编:陆舟\n\n# 标题\n\n正文。\n").meta.date == "2026-03-12"


def test_copy_without_any_marks_is_read_with_questions() -> None:
    intake = read(
        "茶园开采了\n\n3月9日，茶园开采。大家都很高兴。\n\n机器帮了大忙。(记者 云开)\n\n新桥通车\n\n昨天，新桥通车。\n"
    )
    assert [text_of(story.main) for story in intake.stories] == ["茶园开采了", "新桥通车"]
    assert len(asked(intake, "unsure-main")) == 2


def test_a_heading_with_subheads_of_its_own_is_a_story() -> None:
    intake = read(
        "# 版上第一条\n\n正文在这里。(记者 云开)\n\n## 港口扩建完工\n\n昨日完工。\n\n"
        "## 渔民换新船\n\n下水了。\n\n### 补贴到户\n\n已经到账。\n"
    )
    assert [text_of(story.main) for story in intake.stories] == ["版上第一条", "港口扩建完工", "渔民换新船"]


def test_a_banner_without_a_mark_belongs_to_the_page_that_it_heads() -> None:
    head = "海港建设进行时\n\n2025年11月03日 星期一\n责编:何乐\n\n"
    intake = read(f"{head}# 第一条\n\n正文在这里。\n\n{head}# 第二条\n\n正文在这里。\n")
    assert [page.banner for page in intake.pages] == ["海港建设进行时"] * 2
    assert [styles(story) for story in intake.stories] == [["body"], ["body"]]


def test_the_tail_of_a_notice_may_open_a_page() -> None:
    intake = read(f"{HEAD}{TAIL}# 一条消息\n\n正文在这里。\n".replace("¶", "  "))
    assert [(story.kind, text_of(story.main)) for story in intake.stories] == [("notice", ""), ("article", "一条消息")]


def test_a_story_titled_like_a_notice_with_a_dateline_is_an_article() -> None:
    intake = read("# 市里发布停水公告\n\n本报讯(记者 云开)昨日,市里发布了公告。\n\n停水两天。\n")
    assert [story.kind for story in intake.stories] == ["article"]


# --- heads of pages, marks and notices as other desks write them


@pytest.mark.parametrize(
    "line",
    [
        "值班主任:江禾 责编:陆舟 美编:温雨 校对:白露",
        "总值班:江禾\n责编:陆舟 美编:温雨 校对:白露",
        "【责编】陆舟 【美编】温雨 【校对】白露",
        "责编陆舟 美编温雨 校对白露",
        "# 责编:陆舟 美编:温雨 校对:白露",
        "责编:陆舟 电话:0999-5550101 美编:温雨 邮箱:a@example.cn 校对:白露",
        "校对：白露　　责任编辑：陆舟　　美术编辑：温雨",
    ],
)
def test_shapes_of_credits(line: str) -> None:
    intake = read(f"# 山里的春天\n\n2026年3月12日 星期四\n{line}\n\n# 一条消息\n\n正文在这里结束。\n")
    assert len(intake.pages) == 1
    credits = intake.pages[0].credits
    assert (credits.editor, credits.designer, credits.proofreader) == (("陆舟",), ("温雨",), ("白露",))
    assert [text_of(story.main) for story in intake.stories] == ["一条消息"]


@pytest.mark.parametrize("line", ["星期四 2026年3月12日", "## 2026年3月12日 星期四"])
def test_a_dateline_turned_round_or_marked_as_a_heading(line: str) -> None:
    day = read(COPY.replace("2026年3月12日 星期四", line))
    assert day.meta.date == "2026-03-12" and len(day.pages) == 2
    assert [problem.code for problem in day.problems if "weekday" in problem.code] == ["intake.weekday-confirmed"]


@pytest.mark.parametrize("mark", ["#", "##"])
def test_one_mark_for_all_headings_changes_nothing(mark: str, day: Intake) -> None:
    same = read(re.sub(r"(?m)^#+ ", mark + " ", COPY))
    assert [(story.kind, story.origin) for story in same.stories] == [(s.kind, s.origin) for s in day.stories]
    assert [styles(story) for story in same.stories] == [styles(story) for story in day.stories]


def test_an_english_byline_is_one_and_no_sentence_that_goes_on() -> None:
    intake = read(
        "# The Light Comes Back\n\nBy Margaret O’Neill\n\nNobody cheered at first.\n\nShe said it was time.\n"
    )
    (story,) = intake.stories
    assert byline_text(story) == "By Margaret O’Neill"
    assert [item.text for item in story.body] == ["Nobody cheered at first.", "She said it was time."]
    assert not intake.queries


def test_blanks_are_cleaned_in_articles_and_asked_about_in_notices() -> None:
    intake = read(
        "# “ 数字经济 ”加速跑 ，增长有新动能\n\n本报讯（记者 云开） “ 数字经济 ” 增长 ，很 快。\n\n"
        "## 遗失声明\n\n老街面馆遗失营业执照副本 ，声明作废。“ 某某 ”印章。\n"
    )
    article, notice = intake.stories
    assert text_of(article.main) == "“数字经济”加速跑，增长有新动能" and not article.main.breaks
    assert article.body[0].text == "本报讯（记者 云开） “数字经济” 增长，很 快。"
    assert revert(article.body[0].text, article.body[0].changes) == "本报讯（记者 云开） “ 数字经济 ” 增长 ，很 快。"
    assert notice.body[0].text == "老街面馆遗失营业执照副本 ，声明作废。“ 某某 ”印章。"
    asked = {query.code: query for query in intake.queries if "blanks" in query.code}
    assert asked["intake.blanks"].args["count"] == "2" and asked["intake.blanks-in-notice"].args["count"] == "3"
    document = Document(stories=intake.stories)
    for query in asked.values():
        document = edits.apply(document, edits.from_data(query.fix))
    assert document.stories[0].body[0].text == "本报讯（记者 云开） “数字经济”增长，很快。"
    assert document.stories[1].body[0].text == "老街面馆遗失营业执照副本，声明作废。“某某”印章。"


def test_headings_of_one_mark_with_a_byline_each_are_stories() -> None:
    intake = read("".join(f"# 第{n}条消息\n\n正文在这里。(记者 云开)\n\n" for n in "一二三"))
    assert len(intake.stories) == 3


def test_small_notices_without_a_signature_are_notices() -> None:
    intake = read(
        "# 一条消息\n\n正文在这里。\n\n## 小标题\n\n还有正文。\n\n## 遗失声明\n\n老街面馆遗失营业执照副本,声明作废。\n\n"
        "## 减资公告\n\n本公司拟减少注册资本。\n\n云溪县云帆有限公司\n"
    )
    assert [(story.kind, text_of(story.main)) for story in intake.stories] == [
        ("article", "一条消息"), ("notice", "遗失声明"), ("notice", "减资公告"),
    ]  # fmt: skip


def test_rows_parted_by_bare_pipes_are_a_table() -> None:
    intake = read(
        "# 拍卖公告\n\n标的如下:\n\n序号 | 标的 | 底价\n1 | 商铺 | 120\n2 | 车位 | 13\n\n某拍卖行\n2026年3月12日\n"
    )
    table = next(item for item in intake.stories[0].body if isinstance(item, TableBlock))
    assert [len(row) for row in table.rows] == [3, 3, 3] and table.rows[1][1].paragraph.text == "商铺"


@pytest.mark.parametrize(
    ("text", "credit"),
    [("▲晒茶  云 开 摄", "云 开 摄"), ("▲晒茶 记者 云开 通讯员 林间 文/图", "记者 云开 通讯员 林间 文/图")],
)
def test_more_credits_of_pictures(text: str, credit: str) -> None:
    intake = read(f"# 一条消息\n\n第一段在这里结束。\n\n{text}\n\n第二段在这里结束。\n")
    picture = next(item for item in intake.stories[0].body if isinstance(item, PictureRef))
    assert (text_of(picture.caption), text_of(picture.credit)) == ("晒茶", credit)


@pytest.mark.parametrize("byline", ["■记者 云开", "○ 记者 云开", "(来源:新华社)", "(云报记者 云开)", "(本报综合)"])
def test_more_bylines(byline: str) -> None:
    intake = read(f"# 第一条\n\n导语在这里。\n\n## 小题\n\n正文结束。\n\n{byline}\n\n## 第二条\n\n正文。\n")
    assert [text_of(story.main) for story in intake.stories] == ["第一条", "第二条"]
    assert byline_text(intake.stories[0])


def test_unmarked_copy_keeps_a_label_above_a_long_headline_of_two_parts() -> None:
    intake = read(
        "山里人家\n\n一个人守着一座山,“老把式”护林员把路走成了线;徒弟们都说: “跟着他的脚印走,我们就不会迷路”\n\n"
        "▲护林员在巡山 通讯员供图\n\n3月9日,天还没有亮,护林员就出发了。\n\n大家都说他的脚印最好认。(记者 云开)\n"
    )
    story = intake.stories[0]
    assert len(intake.stories) == 1 and text_of(story.label) == "山里人家"
    assert text_of(story.kicker).endswith("徒弟们都说：") and text_of(story.main).startswith("“跟着")
    assert asked(intake, "unsure-main")


def test_a_line_with_a_dash_under_a_marked_headline_is_its_deck() -> None:
    intake = read(
        "# 一座桥的前世今生\n\n——古桥修缮记\n\n本报记者 云开 通讯员 林间\n\n古桥很老。\n\n## 桥下\n\n水还是那样清。\n"
    )
    story = intake.stories[0]
    assert len(intake.stories) == 1 and text_of(story.deck) == "——古桥修缮记"
    assert styles(story) == ["lead", "subhead", "body"]


def test_a_byline_without_brackets_ends_before_the_space() -> None:
    intake = read("# 一条消息\n\n本报讯 记者云开 报道:昨日,新桥通车。\n")
    assert byline_text(intake.stories[0]) == "记者云开"


@pytest.mark.parametrize("name", ["赵𬳽", "钱㙍坪", "周𬭛", "李﨑", "\U0003134a某", "孙〇〇"])
def test_names_have_rare_characters(name: str) -> None:
    """Extensions, compatibility ideographs and 〇 stand in names as any other character does."""
    text = f"# 一条消息\n\n本报讯（记者 {name} 通讯员 {name}）昨天下了雨。\n\n孩子们在雨里跑。 记者 {name} 摄\n"
    intake = read(text)
    (item,) = intake.stories
    lead = next(part for part in item.body if isinstance(part, Paragraph))
    assert {lead.text[span.start : span.end] for span in lead.spans if span.style == "byline"} == {
        f"（记者 {name} 通讯员 {name}）"
    }
    picture = next(part for part in item.body if isinstance(part, PictureRef))
    assert picture.credit is not None and picture.credit.text == f"记者 {name} 摄"
    assert CREDITS_GLUED.fullmatch(f"责编{name} 美编{name}")
