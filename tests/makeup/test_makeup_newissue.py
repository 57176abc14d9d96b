"""A new issue from date and number of pages: counted on from the one before, filled with what is known, nothing made up."""

import datetime

import pytest
from msgspec.structs import replace

from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Refusal
from layoutdesk.compose.page import compose_page
from layoutdesk.display import Glyphs, flatten
from layoutdesk.makeup.newissue import IssueWish, lunar_day, new_issue
from layoutdesk.makeup.papers import MOST_NAMES, FormerPage, Paper, learned, next_day, next_number
from layoutdesk.model import Credits, Document, FolioBar, Masthead, Meta, Page, QrLink
from layoutdesk.model.library import shipped_templates
from layoutdesk.text.fonts import pip_fonts

TEMPLATES = shipped_templates()
DAY = datetime.date(2026, 3, 4)


def before(*issues: tuple[str, str]) -> Paper:
    return Paper(meta=Meta(paper="清江日报", number=issues[0][1] if issues else ""), issues=issues)


def issue(date: str, number: str, *editors: str) -> Document:
    pages = tuple(
        Page(
            id=f"pg{n}", number=n, label=f"A{n:02d}", name=f"版{n}", template="tabloid-inside",
            credits=Credits(editor=(name,), designer=("周禾",)),
        )
        for n, name in enumerate(editors, 1)
    )  # fmt: skip
    meta = Meta(
        paper="清江日报", date=date, number=number, lunar="丙午年正月十五", codes=(QrLink(text="https://example.com"),)
    )
    return Document(meta=meta, pages=pages, templates=(TEMPLATES["tabloid-inside"],))


@pytest.mark.parametrize(
    ("issues", "day", "number"),
    [
        ((("2026-03-03", "第9527期"),), DAY, "第9528期"),
        ((("2026-03-03", "9527"),), datetime.date(2026, 3, 6), "9530"),
        ((("2026-03-03", "总第0345期"), ("2026-02-24", "总第0344期")), datetime.date(2026, 3, 10), "总第0346期"),
        ((("2026-03-03", "第12期 总第345期"),), DAY, "第13期 总第346期"),
        ((("2026-03-03", "2026年第9期"),), DAY, "2026年第10期"),
        ((("2026-03-03", "第099期"),), DAY, "第100期"),
        ((("2026-03-03", "第99期"),), datetime.date(2026, 3, 3), ""),
        ((("2026-03-03", ""),), DAY, ""),
        ((("someday", "7"),), DAY, ""),
        ((), DAY, ""),
    ],
)  # fmt: skip
def test_numbers_are_counted_on(issues: tuple[tuple[str, str], ...], day: datetime.date, number: str) -> None:
    assert next_number(before(*issues), day) == number


def test_the_next_day_is_that_of_the_next_issue() -> None:
    assert next_day(before()) is None
    assert next_day(before(("2026-02-28", "第9期"))) == datetime.date(2026, 3, 1)
    weekly = before(("2026-03-03", "第9期"), ("2026-02-24", "第8期"))
    assert next_day(weekly) == datetime.date(2026, 3, 10)


def test_issues_teach_of_their_paper_and_an_older_one_does_not_undo_it() -> None:
    paper = learned(issue("2026-03-03", "第9527期", "林晚", "江一舟"))
    assert [page.name for page in paper.pages] == ["版1", "版2"]
    assert paper.people["editor"] == ("林晚", "江一舟") and paper.people["proofreader"] == ()
    assert (paper.meta.lunar, paper.meta.codes[0].text) == ("", "https://example.com")
    older = learned(issue("2026-03-01", "第9525期", "何苗"), paper)
    assert older.issues == (("2026-03-03", "第9527期"), ("2026-03-01", "第9525期"))
    assert older.people["editor"] == ("何苗", "林晚", "江一舟")
    assert (older.meta, older.pages) == (paper.meta, paper.pages)
    newer = learned(issue("2026-03-04", "第9528期", "林晚"), older)
    assert len(newer.pages) == 1 and newer.people["editor"][0] == "林晚"
    crowd = learned(issue("2026-03-05", "第9529期", *(f"编辑{n}" for n in range(90))), newer)
    assert len(crowd.people["editor"]) == MOST_NAMES


def test_pages_come_with_masthead_folio_names_and_credits() -> None:
    paper = learned(issue("2026-03-03", "第9527期", "林晚", "江一舟"))
    wish = IssueWish(paper="清江日报", date=DAY, number="第9528期", pages=3, label="A01", paper_before=paper)
    document = new_issue(wish, TEMPLATES, IdSource(b"1"))
    assert [type(page.elements[0]) for page in document.pages] == [Masthead, FolioBar, FolioBar]
    assert [page.label for page in document.pages] == ["A01", "A02", "A03"]
    assert [page.name for page in document.pages] == ["版1", "版2", ""]
    assert [page.credits.editor for page in document.pages] == [("林晚",), ("江一舟",), ("江一舟",)]
    meta = document.meta
    assert (meta.date, meta.number, meta.lunar) == ("2026-03-04", "第9528期", "丙午年正月十六")
    assert meta.codes == paper.meta.codes
    # What is printed says so.
    printed = compose_page(document, document.pages[0].id, pip_fonts())
    said = "".join(item.text for _, item in flatten(printed.display.items) if isinstance(item, Glyphs))
    assert "今日3版" in said and "第9528期" in said and "清江日报" in said


def test_nothing_is_taken_over_where_that_is_not_wanted() -> None:
    paper = learned(issue("2026-03-03", "第9527期", "林晚"))
    wish = IssueWish(
        paper="白鹭洲晚报",
        date=DAY,
        pages=2,
        inside="tabloid-inside",
        front="tabloid-inside",
        keeps=False,
        paper_before=paper,
    )
    document = new_issue(wish, TEMPLATES, IdSource(b"1"))
    assert document.meta == Meta(paper="白鹭洲晚报", date="2026-03-04")
    assert all(page.name == "" and page.credits == Credits() for page in document.pages)
    assert [page.label for page in document.pages] == ["01", "02"]
    assert document.templates == (TEMPLATES["tabloid-inside"],)


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"pages": 0}, "makeup.page-count"), ({"pages": 97}, "makeup.page-count"), ({"inside": "x"}, "template.unknown")],
)  # fmt: skip
def test_what_cannot_be_is_refused(changes: dict[str, object], code: str) -> None:
    wish = replace(IssueWish(paper="清江日报", date=DAY, pages=2), **changes)
    with pytest.raises(Refusal) as refusal:
        new_issue(wish, TEMPLATES, IdSource(b"1"))
    assert refusal.value.code == code


def test_a_paper_without_pages_gives_bare_pages() -> None:
    wish = IssueWish(paper="", date=DAY, pages=1, paper_before=Paper(pages=(FormerPage(name="要闻"),)))
    (page,) = new_issue(wish, TEMPLATES, IdSource(b"1")).pages
    assert page.name == "要闻"


@pytest.mark.parametrize(
    ("day", "said"),
    [((2026, 3, 4), "十六"), ((2026, 3, 5), "惊蛰"), ((2026, 3, 19), "二月"), ((2200, 1, 1), "")],
)
def test_a_day_of_the_lunar_calendar_in_a_word(day: tuple[int, int, int], said: str) -> None:
    assert lunar_day(datetime.date(*day)) == said
