"""Headlines that fit: where they break, how they fill their width, and that nothing but a new headline loads a segmenter."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import accumulate, combinations, pairwise
from pathlib import Path

import pytest
from compose_helpers import block, body, context, document, paragraph, story, table
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from layoutdesk.compose import division
from layoutdesk.compose.breaks import break_cost, rated
from layoutdesk.compose.division import fitting_cuts, split_points, ways
from layoutdesk.compose.head import set_head
from layoutdesk.compose.headfit import head_sizes, head_ways, within
from layoutdesk.compose.page import compose_page
from layoutdesk.compose.table import set_table
from layoutdesk.compose.types import PartLine
from layoutdesk.compose.units import units_of
from layoutdesk.edits import JoinParagraphs, ReplaceText, SetPhrases, SplitParagraph, apply
from layoutdesk.model import Cell, GridRect, Paragraph, Span, Story, TableBlock, TextStyle
from layoutdesk.model.library import shipped_templates
from layoutdesk.model.story import Joint, paragraphs
from layoutdesk.phrasing.joints import LEANING, NAME, SPACE, joints
from layoutdesk.phrasing.story import names_in, with_places
from layoutdesk.phrasing.words import words
from layoutdesk.store import create
from layoutdesk.text.fonts import pip_fonts
from layoutdesk.text.paragraph import natural_width, set_line

ROWS = [
    row
    for row in (Path(__file__).parent / "fixtures" / "headlines.txt").read_text(encoding="utf-8").splitlines()
    if row and not row.startswith("#")
]
STYLE = TextStyle(role="hei-bold", size=20.0, hscale_min=0.9)


def marked(row: str) -> tuple[str, dict[int, str]]:
    """The headline of a row and its lawful places: ``|`` good, ``~`` only in a measure too narrow for better."""
    text, places = "", {}
    for char in row:
        if char in "|~":
            places[len(text)] = char
        else:
            text += char
    return text, places


def headline(text: str, **fields: object) -> Story:
    """A story whose main headline has its places to break."""
    return with_places(story(body(9), main=text, **fields))


def cuts_at(text: str, ems: float) -> tuple[int, ...]:
    return fitting_cuts(pip_fonts(), Paragraph(id="p", text=text, phrases=joints(text)), STYLE, ems * STYLE.size)[0]


def test_the_table_is_long_enough_to_say_something() -> None:
    assert len(ROWS) >= 190
    assert len({marked(row)[0] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("ems", [4, 5, 6, 7, 8, 9, 10, 12, 14])
def test_no_headline_breaks_inside_a_word_a_name_a_number_or_a_title(ems: int) -> None:
    for row in ROWS:
        text, lawful = marked(row)
        cuts = cuts_at(text, ems)
        assert set(cuts) <= set(lawful), f"{text} at {ems}: {cuts}"
        assert all(end - start >= 2 for start, end in pairwise((0, *cuts, len(text)))), text
        assert not any(text[at] in "的了着们，。、：；！？》”" for at in cuts), text


def test_places_that_lean_are_used_only_where_a_measure_leaves_no_other() -> None:
    """Of the breaks at eight 字 and more, one in twelve parts an attribute from its noun; at four it may be one in six."""
    for least, most, share in ((8, 16, 1 / 12), (4, 7, 1 / 6)):
        used = [
            lawful[at]
            for ems in range(least, most + 1)
            for text, lawful in map(marked, ROWS)
            for at in cuts_at(text, ems)
        ]
        assert used.count("~") <= share * len(used)


def test_ranks_tell_a_good_place_from_a_poor_one() -> None:
    def ranks(text: str) -> dict[str, int]:
        return {text[joint.at :]: joint.rank for joint in joints(text)[:-1]}

    spaced = ranks("一窑松火 烧出半盏天青")
    assert spaced["烧出半盏天青"] == SPACE
    assert ranks("老粮仓里的书房 深夜还亮着灯")["书房 深夜还亮着灯"] == LEANING
    assert ranks("记者陆小满随船过江")["陆小满随船过江"] == NAME
    assert list(joints("")) == []
    assert joints("胭脂鱼") == (Joint(3, 0),)


@pytest.mark.parametrize(
    "row",
    [
        "馬拉松|賽道|沿江|鋪開", "十八家~醫院|都認|一張~片子", "圖書館|延時|開放|到|二十二點", "張偉明市長|會見|來訪~客商",
        "颱風|海燕|今夜|登陸|學校|停課", "老糧倉裡的~書房|深夜|還亮著燈", "鄉村~醫生|守護|三千|村民", "國際~機場|擴建|工程|動工",
        "個人|所得稅|起徵點|不變", "「村超」|火了",
    ],
)  # fmt: skip
def test_traditional_headlines_break_between_words_too(row: str) -> None:
    text, lawful = marked(row)
    places = {joint.at for joint in joints(text)[:-1]}
    assert places and places <= set(lawful)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("清江籍运动员张㙍摘得女子气步枪金牌", "张㙍"), ("市委书记周𬭛到城南调研", "周𬭛"), ("副市长钱一凡现场办公", "钱一凡"),
        ("省委书记赵一德在清江调研", "赵一德"), ("公安厅厅长李成林督导安保", "李成林"),
        ("特朗普会见泽连斯基讨论停火协议", "泽连斯基"), ("英国首相斯塔默辞职", "斯塔默"),
        ("德国总理默茨会见记者", "默茨"), ("阿卜杜拉·买买提江当选劳动模范", "阿卜杜拉·买买提江"),
        ("前锋罗·纳尔多加盟本市", "罗·纳尔多"),
    ],
)  # fmt: skip
def test_names_of_persons_stay_whole(text: str, name: str) -> None:
    places = [joint.at for joint in joints(text)]
    start = text.index(name)
    assert start + len(name) in places
    assert not [at for at in places if start < at < start + len(name)]


@pytest.mark.parametrize(
    "text",
    [
        "县委书记高度重视防汛",
        "居民水费下调",
        "主任方案获批",
        "市长应邀出访",
        "南京市长江大桥封闭施工",
        "江边有㘰村的人家",
        "医生却没有接",
    ],
)
def test_what_looks_like_a_title_before_a_word_names_nobody(text: str) -> None:
    assert not [word for word in words(text) if word.tag == "nr"]


def test_names_are_known_from_the_text_of_the_story() -> None:
    text = "昨天，副市长钱一凡到城南调研。钱一凡说，要快。随后教练钟之到场，钟之谈了训练。"
    assert {"钱一凡", "钟之"} <= set(names_in(story([paragraph(text)], main="城南见闻")))


def test_clauses_that_run_parallel_part_before_their_subjects() -> None:
    text = "让群众获得感成色更足幸福感更可持续安全感更有保障"
    ranks = {text[joint.at :]: joint.rank for joint in joints(text)[:-1]}
    assert ranks["幸福感更可持续安全感更有保障"] < ranks["更足幸福感更可持续安全感更有保障"]
    assert ranks["安全感更有保障"] < ranks["更有保障"]


def test_english_headlines_break_at_spaces_and_not_behind_small_words() -> None:
    ranks = {text: joint.rank for text, joint in _after("Ferry fares to rise by 40 cents in April")}
    assert ranks["rise by 40 cents in April"] > ranks["to rise by 40 cents in April"]
    assert "res to rise by 40 cents in April" not in ranks


#: Headlines of two clauses, of which each may stand on a line of its own, with "|" where the editor parts them.
CLAUSES = [
    "12.5亿元“以旧换新”补贴今起发放 |单件最高补2000元", "G42沪蓉高速清江段因大雾双向封闭 |预计上午10时恢复",
    "“十五五”规划纲要草案提请审议 |清江有7个项目入围", "既要金山银山，也要绿水青山|——清江生态修复纪实",
    "清江至武汉动车最快1小时58分可达 |二等座票价118.5元", "天堑变通途|——1、2号桥今日合龙",
    "7×24小时“不打烊”！？ |C919首飞1280架次", "PM2.5连续3年下降 |清江“蓝天答卷”亮眼",
]  # fmt: skip


def lines_of(text: str, cuts: tuple[int, ...]) -> list[str]:
    return [text[start:end] for start, end in pairwise((0, *cuts, len(text)))]


@pytest.mark.parametrize("row", CLAUSES)
def test_a_headline_of_two_clauses_breaks_where_the_editor_parts_them(row: str) -> None:
    """However much more evenly another break would fill the lines: wherever as many lines of the range of sizes hold that."""
    text, at = row.replace("|", ""), row.index("|")
    of, ctx, seen = headline(text), context(), set()
    places = [joint.at for joint in of.main.phrases[:-1]]
    for rank in (1, 3, 5):
        ladder = ctx.headline(rank)
        least = replace(STYLE, size=ladder.least, role=ladder.role)
        for width in range(120, 720, 75):
            head = set_head(ctx, of, width, ladder)
            cuts = [one.line.start for one in head.lines[1:]]
            divisions = [way for way in combinations(places, len(cuts)) if at in way]
            held = [
                way
                for way in divisions
                if (widths := [natural_width(line.strip(), least, pip_fonts()) for line in lines_of(text, way)])
                and max(widths) * ladder.hscale_min < 0.97 * within(ctx, width)
                and min(widths) > 0.45 * max(widths)
            ]
            if 1 <= len(cuts) <= 2 and held and not head.tight:
                assert at in cuts, (rank, width, [one.line.text for one in head.lines])
                seen.add(len(cuts))
            best = next(iter(head_ways(ctx, of, width, ladder)), None)
            assert best is None or len(best.cuts) not in (1, 2) or not held or at in best.cuts, (rank, width, best)
    assert 1 in seen


@pytest.mark.parametrize(
    ("width_mm", "rank", "row"),
    [
        (90, 3, "12.5亿元“以旧换新”/补贴今起发放 /单件最高补2000元"),
        (90, 5, "12.5亿元“以旧换新”补贴今起发放 /单件最高补2000元"),
        (90, 3, "G42沪蓉高速清江段/因大雾双向封闭 /预计上午10时恢复"),
        (90, 5, "G42沪蓉高速清江段因大雾双向封闭 /预计上午10时恢复"),
        (90, 3, "今年将新建、改扩建/中小学和幼儿园26所 /新增学位1.8万个"),
        (90, 5, "清江市市长热线12345/去年受理诉求128.6万件 /办结率99.2%"),
        (90, 3, "“十五五”规划/纲要草案提请审议 /清江有7个项目入围"),
        (90, 5, "“十五五”规划纲要草案提请审议 /清江有7个项目入围"),
        (90, 3, "既要金山银山，/也要绿水青山/——清江生态修复纪实"),
        (90, 5, "既要金山银山，也要绿水青山/——清江生态修复纪实"),
        (90, 3, "清江至武汉动车/最快1小时58分可达 /二等座票价118.5元"),
        (90, 5, "北京大学第三医院与清江市中心医院/签约共建国家区域医疗中心"),
        (42, 5, "既要金山银山，/也要绿水青山/——清江生态/修复纪实"),
        (42, 5, "天堑变通途/——1、2号桥/今日合龙"),
        (42, 5, "“最美逆行者”/李明华：/我是党员我先上！"),
        (37, 5, "七层老楼/装电梯 /难在算好/一笔账"),
        (42, 5, "清江经开区：/一季度GDP/同比增长8.9%"),
        (90, 4, "奋力谱写中国式现代化/清江新篇章"),
        (42, 5, "1.5万名跑者/“打卡”一江两岸/最美赛道"),
        (90, 4, "以中国式现代化/全面推进中华民族伟大复兴"),
        (160, 2, "关于2025年市级预算执行情况/和2026年市级预算草案的报告"),
        (90, 4, "深入学习贯彻/党的二十届四中全会精神"),
        (90, 4, "新建口袋公园20个、/改造老旧小区68个、/新增托位3000个"),
        (42, 5, "市政协副主席/林国栋走访/慰问困难党员"),
        (90, 4, "全市首条智能网联/公交线路开通试运营"),
        (42, 5, "“种子是/农业的芯片”"),
        (90, 4, "“候鸟”归来 /白鹤滩湿地观测到/东方白鹳217只"),
    ],
)  # fmt: skip
def test_every_line_of_a_headline_reads_as_a_phrase(width_mm: int, rank: int, row: str) -> None:
    ctx, lines = context(), row.split("/")
    head = set_head(ctx, headline("".join(lines)), width_mm * 72 / 25.4, ctx.headline(rank))
    assert [one.line.text for one in head.lines] == [line.strip() for line in lines]
    assert not head.tight


@pytest.mark.parametrize("stored", [True, False])
def test_a_blank_that_sets_off_a_western_word_parts_no_clauses(stored: bool) -> None:
    def cut(text: str, count: int) -> list[str]:
        return [
            line.strip() for line in lines_of(text, split_points(text, count, phrases=joints(text) if stored else ()))
        ]

    assert cut("老街先亮灯 今夜邀你闹元宵", 2) == ["老街先亮灯", "今夜邀你闹元宵"]
    assert "GitHub 上开源" not in cut("清江团队在 GitHub 上开源渡船调度模型", 2)


def test_the_break_between_clauses_gives_way_to_the_range_of_sizes_and_to_absurdly_uneven_lines() -> None:
    stub = "清江市市长热线12345去年受理诉求128.6万件 办结率99.2%"
    assert not {stub.index("办结率"), stub.index("受理")} & set(split_points(stub, 2, phrases=joints(stub)))
    assert stub.index("办结率") in split_points(stub, 3, phrases=joints(stub))
    long = "G42沪蓉高速清江段因大雾双向封闭 预计上午10时恢复"
    (at,) = split_points(long, 2, 13.0, phrases=joints(long))
    assert long[:at] == "G42沪蓉高速清江段因大雾"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("今年将新建、改扩建中小学和幼儿园26所 新增学位1.8万个", "幼儿园26所"),
        ("北京大学第三医院与清江市中心医院签约共建国家区域医疗中心", "清江市中心医院"),
        ("天堑变通途——1、2号桥今日合龙", "——1、2号桥"),
    ],
)
def test_numbers_stay_with_what_they_count_and_hospitals_of_a_town_whole(text: str, whole: str) -> None:
    start = text.index(whole)
    for count in (2, 3, 4):
        cuts = split_points(text, count, phrases=joints(text))
        assert cuts and not [at for at in cuts if start < at < start + len(whole)], cuts


def _after(text: str) -> list[tuple[str, Joint]]:
    return [(text[joint.at :], joint) for joint in joints(text)[:-1]]


def test_names_of_the_story_stay_whole() -> None:
    """A byline names people, 《》 and quotation marks name works: jieba knows none of these."""
    named = Story(
        id="s",
        main=paragraph("尉一弥摄影展开幕看火色引来围观", "main"),
        byline=paragraph("本报记者 尉一弥 摄影 司南", "byline"),
        body=(paragraph("展览题为《看火色》，昨天开幕。"),),
    )
    assert {"尉一弥", "看火色"} <= set(names_in(named))
    found = with_places(named).main
    assert found is not None
    places = {joint.at for joint in found.phrases}
    assert not places & {1, 2, 9, 10}


def test_places_are_kept_for_headings_of_every_kind_and_for_short_cells_only() -> None:
    long = "乙" * 61
    cells = (Cell(paragraph=paragraph("出让面积（平方米）", "cell-head")), Cell(paragraph=paragraph(long, "cell")))
    made = Story(
        id="s", label=paragraph("民生账本", "label"), kicker=paragraph("历时四十个月", "kicker"),
        deck=paragraph("两岸相连", "deck"), main=paragraph("望川大桥通车", "main"), byline=paragraph("本报记者 陆小满", "byline"),
        body=(paragraph("清晨的江面。"), paragraph("两座老桥", "subhead"), paragraph("江口区水务局", "signatory"),
              TableBlock(id="t", rows=(cells,))),
    )  # fmt: skip
    done = {each.text: bool(each.phrases) for each in paragraphs(with_places(made))}
    assert done == {
        "民生账本": True, "历时四十个月": True, "望川大桥通车": True, "两岸相连": True, "本报记者 陆小满": True,
        "清晨的江面。": False, "两座老桥": True, "江口区水务局": True, "出让面积（平方米）": True, long: False,
    }  # fmt: skip
    again = with_places(made)
    assert with_places(again) is again


PIECES = [
    "渡口",
    "马拉松",
    "2026年",
    "《清江志》",
    "的",
    "了",
    "一万二千个",
    "记者",
    "陆小满",
    "“村超”",
    "，",
    " ",
    "C919",
    "等",
    "开",
    "桥",
    "12.5%",
    "。",
]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join)


@given(TEXTS, st.integers(2, 5), st.floats(3, 20))
@settings(deadline=None)
def test_lines_are_whole_and_lawful_whatever_the_headline(text: str, count: int, limit: float) -> None:
    places = joints(text)
    assert [joint.at for joint in places] == sorted({joint.at for joint in places}) and places[-1].at == len(text)
    for cuts in (split_points(text, count, limit, phrases=places), *ways(text, places, limit)):
        assert set(cuts) <= {joint.at for joint in places[:-1]}
        assert all(end - start >= 2 for start, end in pairwise((0, *cuts, len(text)))) or not cuts
        for at in cuts:
            assert text[at] not in "，。》”%" and text[at - 1] not in "《“"
            assert not (text[at - 1].isascii() and text[at].isascii() and text[at - 1 : at + 1].isalnum())


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
@settings(deadline=None)
def test_any_text_has_places_that_rise_to_its_end(text: str) -> None:
    cut = words(text)
    assert [(word.start, word.end) for word in cut] == list(pairwise((0, *(word.end for word in cut))))
    assert (cut[-1].end if cut else 0) == len(text)
    places = [joint.at for joint in joints(text)]
    assert places == sorted(set(places)) and places[-1:] == [len(text)][: len(text)]


@given(TEXTS, st.integers(2, 4))
@example("2026年马拉松，渡口的", 2)
@settings(deadline=None)
def test_the_division_chosen_is_the_cheapest_of_all(text: str, count: int) -> None:
    places = joints(text)
    cuts = split_points(text, count, phrases=places)
    lawful = [joint.at for joint in places[:-1]]
    rivals = [
        way for way in combinations(lawful, len(cuts)) if all(b - a >= 2 for a, b in pairwise((0, *way, len(text))))
    ]
    if len(text) < 2 * count:
        assert cuts == ()
    elif cuts or rivals != [()]:
        assert cuts in rivals
        assert break_cost(text, cuts, places) <= min(break_cost(text, way, places) for way in rivals) + 1e-6
    for limit in (5.0, 8.0, 12.0):
        held = [way for way in rivals if len(way) == count - 1 and max(rated(text, places).lines(way)) <= limit]
        chosen = split_points(text, count, limit, phrases=places)
        assert not held or chosen in held
        assert not held or break_cost(text, chosen, places) <= min(break_cost(text, way, places) for way in held) + 1e-6


@given(TEXTS.filter(lambda text: len(text) > 3), st.integers(1, 8), st.integers(1, 6))
@settings(deadline=None, max_examples=60)
def test_a_head_never_leaves_its_width_nor_is_pressed_beyond_its_style(text: str, span: int, rank: int) -> None:
    ctx, of = context(), headline(text)
    ladder = ctx.headline(rank)
    width = ctx.grid.rect(GridRect(0, 0, span, 10)).w
    head = set_head(ctx, of, width, ladder)
    assert "".join(one.line.text for one in head.lines).replace(" ", "") == text.replace(" ", "")
    for one in head.lines:
        assert one.x >= -0.01 and one.x + one.line.width <= width + 0.5
        assert one.size >= ladder.least or "main" in head.tight
    for way in head_ways(ctx, of, width, ladder):
        assert ladder.least <= way.size <= ladder.most
        assert way.fill <= 1.0


FILLERS = [text for text, _ in map(marked, ROWS) if 10 <= len(text) <= 15 and not any(char in text for char in "，。 ")]


@pytest.mark.parametrize(("rank", "span"), [(1, 6), (2, 4), (3, 3), (4, 3), (5, 2)])
def test_heads_of_one_line_fill_their_width_where_the_range_of_sizes_allows(rank: int, span: int) -> None:
    ctx, short = context(), 0
    ladder, width = ctx.headline(rank), ctx.grid.rect(GridRect(0, 0, span, 10)).w
    tried = 0
    for text in FILLERS:
        of = headline(text)
        size = head_sizes(ctx, of, width, ladder)[0]
        head = set_head(ctx, of, width, ladder, size)
        if len(head.lines) == 1 and ladder.least <= size < ladder.most:
            tried += 1
            short += head.lines[0].line.width < 0.95 * width
            assert head.lines[0].line.width <= within(ctx, width) + 0.01
    assert short == 0
    assert tried or rank == 1


def test_kicker_and_deck_stay_under_half_of_a_main_headline_and_under_twice_the_body() -> None:
    for name in shipped_templates():
        ctx = context(name)
        for rank in range(1, 7):
            of = headline(
                "望川大桥通车", kicker=paragraph("历时四十个月", "kicker"), deck=paragraph("两岸相连", "deck")
            )
            head = set_head(ctx, of, ctx.grid.rect(GridRect(0, 0, 4, 10)).w, ctx.headline(rank))
            sizes = {one.style: one.size for one in head.lines}
            for part in ("kicker", "deck"):
                assert sizes[part] < 2 * ctx.grid.em
                assert sizes[part] <= 0.5 * sizes["main"] or sizes[part] <= 1.11 * ctx.grid.em


def test_a_headline_that_cannot_fit_is_set_smaller_and_told() -> None:
    of = headline("乌兹别克斯坦")
    of = replace(of, main=replace(of.main, size=60.0), priority=1)
    page = compose_page(document([of], [block(of, GridRect(0, 0, 2, 60))]), "pg1", pip_fonts())
    (told,) = [problem for problem in page.problems if problem.code == "compose.head-tight"]
    assert told.severity == "warning" and told.args["text"] == "乌兹别克斯坦"
    (line,) = [line for line in page.lines if line.style == "main"]
    rect = context().grid.rect(GridRect(0, 0, 2, 60))
    assert line.x >= rect.x - 0.01 and line.x + line.width <= rect.right + 0.01
    assert line.size < 60
    wide = compose_page(document([of], [block(of, GridRect(0, 0, 8, 60))]), "pg1", pip_fonts())
    assert not [problem for problem in wide.problems if problem.code == "compose.head-tight"]


#: Titles and quotations with what stands beside them in a headline.
TITLED = [
    "《清江市大运河文化遗产保护利用条例》今起施行",
    "我市出台《关于进一步优化营商环境促进民营经济高质量发展的若干措施》",
    "读者热议《新桥建设者口述史料汇编》",
    "省里发布《数字中国建设整体布局规划》实施意见",
    "《清江志》《望川集》《渡口夜话》同日首发",
    "“数字经济赋能乡村振兴”论坛在清江开幕",
    "市领导参加“沿着运河看家乡大型融媒体采访”启动仪式",
]


def quoted_in(text: str) -> list[tuple[int, int]]:
    """Where titles and quotations begin and end."""
    return [found.span() for found in re.finditer("《[^》]+》|“[^”]+”", text)]


@pytest.mark.parametrize("stored", [True, False])
@pytest.mark.parametrize("text", TITLED)
def test_a_title_and_a_quotation_part_only_where_no_size_of_the_range_holds_them(text: str, stored: bool) -> None:
    """Whatever their length; at a phrase then, and a parted title is told, a quotation is not."""
    ctx, of = context(), headline(text) if stored else story(body(9), main=text)
    outcomes = set()
    for rank in range(1, 7):
        ladder = ctx.headline(rank)
        for span in range(1, 9):
            page = compose_page(
                document([replace(of, priority=rank)], [block(of, GridRect(0, 0, span, 80))]), "pg1", pip_fonts()
            )
            lines = [line for line in page.lines if line.style == "main"]
            cuts = [line.start for line in lines[1:]]
            room = within(ctx, ctx.grid.rect(GridRect(0, 0, span, 10)).w)
            least = replace(STYLE, size=ladder.least, role=ladder.role)
            told = {problem.args["title"] for problem in page.problems if problem.code == "compose.title-parted"}
            for start, end in quoted_in(text):
                parted = any(start < at < end for at in cuts)
                held = natural_width(text[start:end], least, pip_fonts()) * ladder.hscale_min <= room
                assert not (parted and held), (rank, span, [line.text for line in lines])
                assert (text[start:end] in told) == (parted and text[start] == "《")
                outcomes.add(parted)
            assert not stored or set(cuts) <= {joint.at for joint in of.main.phrases}
            assert not told or set(cuts).isdisjoint({at + 1 for at, _ in quoted_in(text)})
    assert outcomes == {True, False} or max(end - start for start, end in quoted_in(text)) < 7


def test_a_title_is_kept_whole_by_a_smaller_size_and_by_another_break_first() -> None:
    ctx, of = context(), headline("读者热议《新桥建设者口述史料汇编》")
    ladder, width = ctx.headline(3), 320.0
    head = set_head(ctx, of, width, ladder, ladder.most)
    assert [one.line.text for one in head.lines] == ["读者热议", "《新桥建设者口述史料汇编》"]
    assert ladder.least <= head.size < ladder.most and not head.parted
    assert all(set(way.cuts) <= {4} for way in head_ways(ctx, of, width, ladder))
    short = headline("读者热议《新桥》")
    assert [one.line.text for one in set_head(ctx, short, width / 3, ladder).lines] == ["读者热议", "《新桥》"]


@pytest.mark.parametrize("name", ["kicker", "deck", "label"])
def test_a_title_in_another_part_of_the_group_stays_whole_where_it_can(name: str) -> None:
    ctx, text = context(), "市文旅局编纂的《大运河风物与人家图志》昨日付印"
    parted = set()
    for span in range(1, 7):
        of = headline("渡口天亮了", **{name: paragraph(text, name)})
        head = set_head(ctx, of, ctx.grid.rect(GridRect(0, 0, span, 10)).w, ctx.headline(3))
        lines = [one for one in head.lines if one.style == name]
        inside = any(7 < one.line.start < 19 for one in lines)
        assert inside == (name in head.parted) or name in head.tight
        parted.add(inside)
        if inside:
            width = ctx.grid.rect(GridRect(0, 0, span, 10)).w
            least = replace(ctx.style(name), size=1.1 * ctx.grid.em, hscale=1.0)
            assert natural_width(text[7:19], least, pip_fonts()) * least.hscale_min > width
    assert False in parted


def test_a_title_broken_by_hand_is_told_and_set_as_chosen() -> None:
    of = headline("《清江市大运河文化遗产保护利用条例》今起施行")
    of = replace(of, main=replace(of.main, breaks=(11,)))
    page = compose_page(document([of], [block(of, GridRect(0, 0, 8, 60))]), "pg1", pip_fonts())
    assert [line.start for line in page.lines if line.style == "main"] == [0, 11]
    told = [problem for problem in page.problems if problem.code == "compose.title-parted"]
    assert [problem.args["title"] for problem in told] == ["《清江市大运河文化遗产保护利用条例》"]
    assert not [problem for problem in page.problems if problem.code == "compose.head-tight"]


def test_a_title_parted_in_a_subhead_is_told() -> None:
    """At its paragraph, and only where the measure does not hold the title in a line."""
    held, parted = paragraph("读《渡口》", "subhead"), paragraph("宣讲《清江市大运河文化遗产保护利用条例》", "subhead")
    of = story([*body(3), held, *body(3), parted, *body(3)])
    page = compose_page(document([of], [block(of, GridRect(0, 0, 2, 60))]), "pg1", pip_fonts())
    assert len([line for line in page.lines if line.paragraph == parted.id]) > 1
    told = [problem for problem in page.problems if problem.code == "compose.subhead-title-parted"]
    assert [(problem.paragraph, problem.args["title"]) for problem in told] == [
        (parted.id, "《清江市大运河文化遗产保护利用条例》")
    ]


def test_a_headline_without_stored_places_is_set_as_ever() -> None:
    text = "老渡口一百二十年灯火不熄摆渡人把故事讲给新桥听"
    plain = story(body(9), main=text)
    stale = replace(plain, main=replace(plain.main, phrases=(Joint(3), Joint(7))))
    ctx = context()
    width = ctx.grid.rect(GridRect(0, 0, 2, 10)).w
    lines = [[one.line.text for one in set_head(ctx, of, width, ctx.headline(4)).lines] for of in (plain, stale)]
    assert lines[0] == lines[1] and len(lines[0]) > 1


def test_places_go_with_the_text_that_they_belong_to() -> None:
    of = headline("望川大桥通车")
    old = document([of], [])
    assert of.main.phrases[-1].at == 6
    typed = apply(old, ReplaceText(of.id, of.main.id, 6, 6, "了"))
    assert typed.story(of.id).main.phrases == ()
    new = joints("望川大桥通车了")
    assert apply(old, ReplaceText(of.id, of.main.id, 6, 6, "了", new)).story(of.id).main.phrases == new
    assert apply(old, ReplaceText(of.id, of.main.id, 0, 2, "北", new)).story(of.id).main.phrases == ()
    assert apply(typed, SetPhrases(of.id, of.main.id, new)).story(of.id).main.phrases == new
    part = replace(
        of, body=(Paragraph(id="a", text="大桥通车", style="subhead"), Paragraph(id="b", text="今天", style="subhead"))
    )
    part = with_places(part)
    halves = apply(document([part], []), SplitParagraph(part.id, "a", 2, "n")).story(part.id)
    whole = apply(document([part], []), JoinParagraphs(part.id, "a")).story(part.id)
    assert halves.body[0].phrases == halves.body[1].phrases == whole.body[0].phrases == ()


@pytest.mark.parametrize(
    ("name", "columns", "lines"),
    [
        ("江口区市场监管局柳浦分局", 12, ["江口区市场监管局柳浦分局"]),
        ("江口区市场监管局柳浦分局", 11, ["江口区市场监管局柳浦分局"]),
        ("江口区市场监管局柳浦分局", 10, ["江口区市场监管局", "柳浦分局"]),
        ("江口农村合作商业银行股份有限公司", 13, ["江口农村合作商业银行", "股份有限公司"]),
        ("江口区融源资产管理有限公司", 10, ["江口区融源资产", "管理有限公司"]),
    ],
)  # fmt: skip
def test_who_signs_a_notice_is_condensed_a_little_or_broken_between_phrases(
    name: str, columns: int, lines: list[str]
) -> None:
    notice = with_places(story([paragraph("现公告如下。", "body"), paragraph(name, "signatory")], kind="notice"))
    on = context()
    units = units_of(on, notice, notice.body, columns * on.grid.em)
    assert [name[line.start : line.end] for line in units[-1].lines] == lines
    assert all(abs(line.x + line.width - columns * on.grid.em) < 0.01 for line in units[-1].lines)


def test_short_cells_break_between_phrases_where_their_column_has_the_room() -> None:
    rows = [["债务人", "担保人", "土地位置", "本金余额（万元）", "欠息（万元）"]]
    rows += [["江口嘉裕纸业有限公司", "江口鸿钧运输有限公司", "江口区桥南路北侧", "1275.00", "206.54"]] * 2
    of = with_places(story([table(rows)], kind="notice"))
    made = set_table(context(), of.body[0], 28 * 9.0, of.id)
    lines = [line.line.text for line in made.lines]
    assert {"江口嘉裕", "纸业有限公司", "江口鸿钧", "运输有限公司", "江口区", "桥南路北侧"} <= set(lines), lines


def test_a_numbered_street_parts_before_its_number_in_a_narrow_cell() -> None:
    for ems in range(12, 40):
        rows = [["编号", "土地位置", "用途"], ["清挂03", "浦南区智造三路西侧", "工业"]]
        of = with_places(story([table(rows)], kind="notice"))
        made = set_table(context(), of.body[0], ems * 9.0, of.id)
        texts = [line.line.text for line in made.lines if line.paragraph.text == rows[1][1]]
        assert "".join(texts) == rows[1][1]
        assert len(texts) > 3 or {len("".join(texts[:at])) for at in range(1, len(texts))} <= {3, 5, 7}, texts


def test_composing_checking_and_exporting_load_no_segmenter(tmp_path: Path) -> None:
    of = headline("一万二千个岗位等你来挑")
    create(tmp_path / "issue.ldesk", document([of], [block(of, GridRect(0, 0, 3, 60))]), {})
    commands = [["show"], ["check"], ["export", "--as", "pdf", "-o", str(tmp_path / "o.pdf")],
                ["export", "--as", "text", "-o", str(tmp_path / "o.txt")]]  # fmt: skip
    for name, *options in commands:
        code = (
            "import sys; from layoutdesk.cli import run; "
            f"run([{name!r}, {str(tmp_path / 'issue.ldesk')!r}, *{options!r}]); "
            "sys.exit(any(name.startswith(('rjieba', 'opencc', 'layoutdesk.phrasing')) for name in sys.modules) * 9)"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert done.returncode == 0, name + done.stdout + done.stderr
    assert (tmp_path / "o.pdf").stat().st_size > 1000


@pytest.mark.parametrize(
    ("text", "mark", "right"),
    [
        ("“我们的节日·元宵” 主题活动", "”", True),
        ("「渡口」　开市", "」", True),
        ("读书月《江声》 首发", "》", True),
        ("主题活动 “元宵”", "“", False),
    ],
)
def test_no_hole_stands_beside_a_bracket_or_quote_at_a_space(text: str, mark: str, right: bool) -> None:
    """The space alone parts the two: the half em of the mark is not added to it."""
    book, at = pip_fonts(), text.index(mark)
    line, space = set_line(text, STYLE, book), text[at + 1 if right else at - 1]
    (run,) = line.glyphs
    face = book.face(STYLE.role)
    white = face.advance(face.glyph(space))
    ink = face.ink(face.glyph(mark))
    if right:
        hole = run.xs[run.clusters.index(at + 2)] - (run.xs[run.clusters.index(at)] + ink[1] * STYLE.size)
    else:
        hole = run.xs[run.clusters.index(at)] + ink[0] * STYLE.size - run.xs[run.clusters.index(at - 2)] - STYLE.size
    assert 0.0 < hole < (white + 0.3) * STYLE.size
    assert natural_width(text, STYLE, book) == pytest.approx(line.width, abs=0.01)


#: Addresses part by part, as copy has them.
ADDRESSES = st.tuples(
    st.sampled_from(["", "清江市", "湖南省清江市", "株洲市", "柳溪县"]),
    st.sampled_from(["", "浦南区", "云岭区", "渌口区", "芦淞区", "琥珀镇", "石塘街道"]),
    st.sampled_from(
        [
            "望川大道",
            "桥南路",
            "智造三路",
            "黄河北路",
            "人民南路",
            "新华东路",
            "环城东路",
            "铁匠巷",
            "株董路",
            "解放街",
            "神农大道",
        ]
    ),
    st.sampled_from(["118号", "2号", "甲3号", "1-3号", "88号附12号", "12弄5号", "1号至88号", "1999号"]),
    st.sampled_from(["", "市公共资源交易中心三楼", "3栋2单元501室", "临街商铺", "院内", "清江日报社一楼大厅"]),
)


@given(ADDRESSES)
@settings(deadline=None)
def test_no_part_of_an_address_is_parted(parts: tuple[str, ...]) -> None:
    """Districts, streets and numbers of houses stay whole; in a cell of 12 em lines begin with one of them."""
    text = "".join(parts)
    places, edges = joints(text), list(accumulate(map(len, parts)))
    inside = {at for joint in places[:-1] if (at := joint.at) < edges[-2] and at not in edges}
    assert inside <= {3} and (not inside or parts[0] == "湖南省清江市")
    for count in (2, 3):
        for at in split_points(text, count, 12.0, phrases=places):
            assert text[at] not in "号路街巷弄道区市栋室" or text[at:].startswith("市公共")
            assert not (text[at - 1].isdecimal() and text[at].isalnum())


@pytest.mark.parametrize(
    "row",
    [
        "清江浦区|长东街道|办事处", "渌口区|淦田镇", "洪泽区|高良涧街道", "清江浦区|水渡口街道|淮海|第一城|小区|12幢|2单元|501室",
        "湖南省|株洲市|天元区|黄河北路", "和平区|新华街道", "沙市区|中山街道|办事处", "宁夏回族自治区|银川市",
        "清江市|召开|镇村干部|大会", "清江市|实现|县县|通高铁", "清江|区长|张伟|到|社区|调研", "乡镇街道|干部|下沉",
    ],
)  # fmt: skip
def test_places_in_a_row_part_between_one_another_and_nothing_else_is_taken_for_one(row: str) -> None:
    text, lawful = marked(row)
    places = {joint.at for joint in joints(text)[:-1]}
    assert places and places <= set(lawful)


CELLS = [
    "清江浦区淮海东路北侧", "淮阴区王家营街道", "清江浦区长东街道办事处", "江苏清江浦建设工程有限公司", "技术开发区人民法院",
    "国有建设用地使用权出让", "施工总承包壹级及以上资质", "计算机科学与技术", "大学本科及以上学历", "民间借贷合同纠纷",
    "清江浦区水渡口街道淮海第一城小区12幢2单元501室", "水利水电工程施工总承包", "二手房买卖合同纠纷", "张伟等五人",
]  # fmt: skip


@pytest.mark.parametrize("ems", range(14, 60, 3))
def test_a_cell_parts_a_word_only_where_as_many_lines_hold_it_in_no_other_way(ems: int) -> None:
    """Of all divisions at its places, between phrases and between words, none of as many lines fits then."""
    rows = [["序号", "土地位置", "用途"]] + [[str(at), one, CELLS[-at]] for at, one in enumerate(CELLS, 1)]
    of = with_places(story([table(rows)], kind="notice"))
    found: dict[str, list[PartLine]] = {}
    for line in set_table(context(), of.body[0], ems * 9.0, of.id).lines:
        found.setdefault(line.paragraph.id, []).append(line)
    widths = {row[at].paragraph.id: at for row in of.body[0].rows for at in range(3)}
    room = {
        at: max(line.line.width for key, lines in found.items() for line in lines if widths[key] == at)
        for at in range(3)
    }
    style = replace(context().style("cell"), size=found[of.body[0].rows[1][1].paragraph.id][0].size)
    for key, lines in found.items():
        paragraph, cuts = lines[0].paragraph, [line.line.start for line in lines[1:]]
        places = [joint.at for joint in paragraph.phrases[:-1]]
        if not set(cuts) <= set(places) and "（" not in paragraph.text:
            for way in combinations(places, len(cuts)):
                pieces = [paragraph.text[start:end] for start, end in pairwise((0, *way, len(paragraph.text)))]
                longest = max(natural_width(piece, style, pip_fonts()) for piece in pieces)
                assert longest > room[widths[key]] - 0.01 or min(map(len, pieces)) < 2, (ems, pieces)


@pytest.mark.parametrize("width", [120.0, 200.0, 260.0, 300.0])
@pytest.mark.parametrize("name", ["main", "kicker", "deck"])
def test_a_headline_with_long_readings_stays_within_its_width(name: str, width: float) -> None:
    """Readings wider than their characters part them: that is measured when size and lines are chosen."""
    text, reading = "庄周梦蝶记新编", "zhuāng zhōu mèng dié chuáng xiāng zhuàng"
    of = story(body(3), main="渡口天亮了")
    read = replace(paragraph(text, name), spans=(Span(0, len(text), "reading", reading),))
    head = set_head(context(), replace(of, **{name: read}), width, context().headline(3))
    mine = [line for line in head.lines if line.paragraph.text == text]
    assert "".join(line.line.text for line in mine) == text
    assert all(line.line.width <= width + 0.01 and line.x >= -0.01 for line in mine)
    assert any(line.line.above for line in mine)


@given(
    st.text(st.sampled_from("渡口灯亮，。《》船 的了12AB、会议公司新城"), min_size=8, max_size=22),
    st.integers(2, 4),
    st.lists(st.floats(2, 24), min_size=2, max_size=6),
)
def test_a_division_known_from_another_width_is_the_one_that_is_looked_for(
    text: str, count: int, limits: list[float]
) -> None:
    """A column that a letter widens a little asks for the divisions of all its cells."""
    of = rated(text, (), clauses=False)
    for limit in limits:
        assert division._limited(of, count, limit) == division._divided(of, count, limit)
