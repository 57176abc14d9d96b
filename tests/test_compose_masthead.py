"""The front page's furniture: every fact of the issue in its place, in the issue's language, and nothing invented."""

from __future__ import annotations

import datetime
import itertools

import pytest
from msgspec.structs import replace

from layoutdesk.base.geometry import Rect
from layoutdesk.base.ids import IdSource
from layoutdesk.base.units import mm
from layoutdesk.compose.page import compose_page
from layoutdesk.compose.types import ComposedPage, Line
from layoutdesk.display import Path, flatten, path_bounds
from layoutdesk.intake import read_text
from layoutdesk.intake.almanac import agrees, lunar_text
from layoutdesk.makeup.issue import compile_issue
from layoutdesk.model import Credits, Document, Masthead, Meta, Page, QrLink
from layoutdesk.model.library import shipped_templates
from layoutdesk.text.fonts import pip_fonts

TEMPLATE = shipped_templates()["broadsheet-front"]
FULL = Meta(
    paper="渡口晚报", paper_latin="DUKOU WANBAO", date="2026-03-05", number="第108号", cn_number="CN 99-0101", postal_code="99-11",
    publisher="渡口晚报社", address="渡口路1号", phone="0726-5550101", price="1.50元", lunar="丙午年正月十七　惊蛰",
    codes=(QrLink(text="https://a.example/p", caption="数字报"), QrLink(text="https://b.example/app", caption="客户端")),
)  # fmt: skip
CREDITS = Credits(editor=("甲某", "乙某"), designer=("丙某",), proofreader=("丁某",))


def front(meta: Meta, credits: Credits = CREDITS) -> ComposedPage:
    page = Page(
        id="pg1", number=1, template=TEMPLATE.name, label="01", credits=credits, elements=(Masthead(id="head"),)
    )
    return compose_page(Document(meta=meta, pages=(page,), templates=(TEMPLATE,)), "pg1", pip_fonts())


def area(page: ComposedPage) -> Rect:
    (rect,) = page.frames["head"]
    return rect


def ear(page: ComposedPage, left: bool) -> list[Line]:
    middle = area(page).x + area(page).w / 2
    over = [line for line in page.lines if line.baseline < area(page).bottom]
    return [line for line in over if (line.x < middle - 160 if left else line.x > middle + 160)]


def test_the_left_ear_has_the_date_with_a_large_day_and_the_registration_data() -> None:
    page = front(FULL)
    assert page.problems == ()
    date, day, weekday = ear(page, left=True)[-3:]
    assert [date.text, day.text, weekday.text] == ["2026年3月", "5", "日　星期四"]
    assert day.size > 2 * date.size and day.baseline == date.baseline
    rows = {line.text for line in ear(page, left=True)}
    assert "农历丙午年正月十七　惊蛰　第108号　今日1版" in rows
    assert "国内统一连续出版物号 CN 99-0101　邮发代号 99-11" in rows


def test_the_right_ear_has_the_codes_side_by_side_with_their_words() -> None:
    page = front(FULL)
    first, second = sorted(ear(page, left=False), key=lambda line: line.x)
    assert (first.text, second.text) == ("数字报", "客户端")
    squares = [
        path_bounds(item)
        for _, item in flatten(page.display.items)
        if isinstance(item, Path) and not item.even_odd and item.fill is not None
    ]
    assert len(squares) == 2 and not squares[0].overlaps(squares[1])
    assert all(abs(square.w - mm(21)) < 0.01 and square.right <= area(page).right + 0.01 for square in squares)


def test_without_codes_publisher_and_price_stand_there_and_what_is_missing_stays_out() -> None:
    page = front(replace(FULL, codes=()))
    assert [line.text for line in ear(page, left=False)] == ["零售价：1.50元", "渡口晚报社"]
    bare = front(Meta(paper="渡口晚报"), Credits())
    assert {line.text for line in bare.lines} == {"渡口晚报", "今日1版"}


def test_the_foot_line_holds_everything_on_one_line_of_the_page() -> None:
    page = front(FULL)
    foot = [line for line in page.lines if line.baseline > area(page).bottom]
    assert [line.text for line in foot] == [
        "主办：渡口晚报社", "邮发代号 99-11", "责编：甲某　乙某", "美编：丙某", "校对：丁某", "地址：渡口路1号",
        "电话：0726-5550101", "零售价：1.50元",
    ]  # fmt: skip
    assert len({line.baseline for line in foot}) == 1
    long = front(replace(FULL, phone="　".join(f"热线{number} 0726-55501{number:02}" for number in range(12))))
    lines = [line for line in long.lines if line.baseline > area(long).bottom]
    assert all(right.x > left.x + left.width for left, right in itertools.pairwise(lines))
    assert lines[-1].x + lines[-1].width <= area(long).right + 0.5


def test_an_english_masthead_has_no_chinese_in_it() -> None:
    meta = replace(FULL, paper="The Ferry Post", paper_latin="", language="en", number="No. 108", publisher="Ferry Press",
                   address="1 Ferry Road", price="2.50", cn_number="ISSN 0000-0000",
                   codes=(QrLink(text="https://a.example/p", caption="Read online"),))  # fmt: skip
    page = front(meta, Credits(editor=("Ann Reed", "Tom Oar")))
    text = " ".join(line.text for line in page.lines)
    assert not any("\u4e00" <= char <= "\u9fff" for char in text)
    assert (
        "Thursday, 5 March 2026" in text and "Editor: Ann Reed, Tom Oar" in text and "Published by Ferry Press" in text
    )
    assert "The Ferry Post" in {line.text for line in page.lines}


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("2026-03-03", "丙午年正月十五"),
        ("2026-03-05", "丙午年正月十七　惊蛰"),
        ("2025-08-01", "乙巳年闰六月初八"),
        ("2026-02-16", "乙巳年腊月廿九"),
        ("2026-02-17", "丙午年正月初一"),
        ("2023-03-21", "癸卯年二月三十　春分"),
    ],
)
def test_the_lunar_date_is_that_of_the_calendar(date: str, text: str) -> None:
    assert lunar_text(datetime.date.fromisoformat(date)) == text
    assert agrees(text, datetime.date.fromisoformat(date))


def test_a_lunar_date_is_understood_however_it_is_written_and_a_wrong_one_is_not() -> None:
    day = datetime.date(2025, 9, 13)
    for right in ("农历乙巳年七月廿二", "七月二十二", "乙巳蛇年七月廿二", "乙巳年（蛇年）七月廿二", "农历蛇年"):
        assert agrees(right, day)
    for wrong in ("甲辰年七月廿二", "七月廿三", "闰七月廿二"):
        assert not agrees(wrong, day)
    assert agrees("乙巳年十一月十三", datetime.date(2026, 1, 1))


def copied(head: str, date: str | None = None, template: str | None = "broadsheet-front") -> tuple[Document, list[str]]:
    text = f"---\n报名：渡口晚报\n{head}版次：01\n---\n# 渡口天亮了\n\n老船工把缆绳解开。\n"
    intake = read_text(text.encode(), "a.md", IdSource(b"a"))
    made = compile_issue(
        intake,
        list(shipped_templates().values()),
        pip_fonts(),
        {},
        template=template,
        date=date,
        ids=IdSource(b"b"),
        budget=50,
    )
    return made, [query.code for query in intake.queries if "lunar" in query.code]


def test_copy_without_a_lunar_date_takes_it_from_the_calendar() -> None:
    assert copied("日期：2026-03-05\n")[0].meta.lunar == "丙午年正月十七　惊蛰"
    assert copied("日期：2026-03-05\n", template="broadsheet-inside")[0].meta.lunar == ""
    assert copied("")[0].meta.lunar == ""


def test_a_lunar_date_in_the_copy_is_kept_checked_and_belongs_to_its_day() -> None:
    right, asked = copied("日期：2026-03-03\n农历：丙午年正月十五\n")
    assert (right.meta.lunar, asked) == ("丙午年正月十五", [])
    wrong, asked = copied("日期：2026-03-03\n农历：丙午年正月十六\n")
    assert (wrong.meta.lunar, asked) == ("丙午年正月十六", ["intake.lunar-mismatch"])
    assert copied("日期：2026-03-03\n农历：丙午年正月十五\n", "2026-03-05")[0].meta.lunar == "丙午年正月十七　惊蛰"


def test_the_masthead_ends_over_the_type_area() -> None:
    assert area(front(FULL)).bottom < mm(TEMPLATE.grid.top_mm)


def test_a_tabloid_has_a_masthead_that_its_ears_do_not_touch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.TEMPLATE", shipped_templates()["tabloid-front"])
    for meta in (
        FULL,
        replace(FULL, codes=()),
        replace(FULL, paper="Dukou Evening Post", paper_latin="", language="en"),
    ):
        page = front(meta)
        band = area(page)
        lines = [line for line in page.lines if line.baseline < band.bottom]
        name = [line for line in lines if line.size > 30]
        left, right = min(line.x for line in name), max(line.x + line.width for line in name)
        assert all(
            line.x + line.width < left or line.x > right or line.baseline > name[0].baseline
            for line in lines
            if line not in name
        )
        grid = TEMPLATE.grid
        assert band.bottom < mm(grid.top_mm) and mm(grid.top_mm) + grid.rows * grid.step < mm(TEMPLATE.trim_mm[1]) - 40
