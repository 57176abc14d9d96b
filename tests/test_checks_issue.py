"""What is wrong with an issue as a whole: derived from the document, so it goes away when it is mended."""

from __future__ import annotations

import pytest
from compose_helpers import block, body, document, story
from msgspec.structs import replace

from layoutdesk import words
from layoutdesk.base.geometry import Rect
from layoutdesk.checks.issue import issue_problems
from layoutdesk.model import Anchor, Block, Credits, Document, Element, GridRect, Meta, Query, TextFrame
from layoutdesk.text.fonts import pip_fonts


def codes(issue: Document) -> set[str]:
    return {problem.code for problem in issue_problems(issue, pip_fonts()) if problem.code.startswith("check.")}


@pytest.fixture
def issue() -> Document:
    """One page, full to its foot, with everything that has to be printed on it."""
    of = story(body(12))
    made = document([of], [block(of, GridRect(0, 0, 8, 117))])
    page = replace(
        made.pages[0], label="A02", credits=Credits(editor=("林渡",), designer=("苏桥",), proofreader=("白堤",))
    )
    return replace(
        made, meta=Meta(paper="渡口晚报", date="2026-03-03", number="第9号", cn_number="CN 99-0001"), pages=(page,)
    )


def test_a_whole_issue_has_no_fault(issue: Document) -> None:
    assert codes(issue) == set()


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("paper", "missing-paper"),
        ("date", "missing-date"),
        ("number", "missing-issue-number"),
        ("cn_number", "missing-cn-number"),
    ],
)
def test_each_fact_that_is_missing_is_told_and_none_is_invented(issue: Document, field: str, code: str) -> None:
    without = replace(issue, meta=replace(issue.meta, **{field: ""}))
    assert codes(without) == {f"check.{code}"}


def test_a_page_without_number_or_a_credit_is_told(issue: Document) -> None:
    page = replace(issue.pages[0], label="", credits=Credits(editor=("林渡",), designer=("苏桥",)))
    assert codes(replace(issue, pages=(page,))) == {"check.missing-page-number", "check.missing-credits"}


def test_a_story_without_a_place_is_an_error_with_the_lines_it_takes(issue: Document) -> None:
    parked = story(body(9), main="渡口的灯")
    (problem,) = [
        problem
        for problem in issue_problems(replace(issue, stories=(*issue.stories, parked)), pip_fonts())
        if problem.code == "check.unplaced"
    ]
    assert (problem.severity, problem.story, problem.args["title"]) == ("error", parked.id, "渡口的灯")
    assert 10 < int(problem.args["lines"]) < 40


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_story_that_two_pages_print_is_an_error_with_both(issue: Document, language: str) -> None:
    first = issue.pages[0].elements[-1]
    assert isinstance(first, Block)

    def with_(*elements: Element) -> Document:
        page = replace(issue.pages[0], id="pg9", number=9, label="A09", elements=elements)
        return replace(issue, pages=(*issue.pages, page))

    (problem,) = [
        each
        for each in issue_problems(with_(replace(first, id="again")), pip_fonts())
        if each.code == "check.set-twice"
    ]
    assert (problem.severity, problem.page, problem.element, problem.story) == ("error", "pg9", "again", first.story)
    said = words.problem_text(problem, language)
    assert "A02" in said and "A09" in said and problem.args["characters"] in said
    # A part behind another, with the headline again or not, what is kept from print, frames through which the rest flows: none.
    part = replace(first, id="part", first=len(issue.story(first.story).body), headline=False)
    frame = TextFrame(id="frame", story=first.story, rect=Rect(60, 60, 90, 90))
    for each in (part, replace(part, headline=True), replace(first, id="kept", unprinted=True), frame):
        assert "check.set-twice" not in codes(with_(each))
    item = issue.story(first.story).body[-1]
    assert "check.set-twice" in codes(with_(replace(frame, paragraph=item.id)))
    assert "check.set-twice" in codes(with_(replace(part, first=1)))


def test_a_page_short_of_copy_tells_the_open_lines(issue: Document) -> None:
    element = replace(issue.pages[0].elements[1], area=(GridRect(0, 0, 8, 100),))
    short = replace(issue, pages=(replace(issue.pages[0], elements=(issue.pages[0].elements[0], element)),))
    (problem,) = [problem for problem in issue_problems(short, pip_fonts()) if problem.code == "check.short"]
    assert problem.args["lines"] == str(17 * 8)


def test_another_face_than_at_the_last_composing_is_an_error(issue: Document) -> None:
    used = pip_fonts().uses(["song", "hei"])
    assert codes(replace(issue, fonts=used)) == set()
    changed = replace(issue, fonts=(replace(used[0], sha256="0" * 64), used[1]))
    (problem,) = [problem for problem in issue_problems(changed, pip_fonts()) if problem.code == "check.font-changed"]
    assert problem.severity == "error" and problem.args["role"] == "song"


def test_open_queries_are_problems_and_settled_ones_are_not(issue: Document) -> None:
    asked = Query(
        id="q1", code="intake.clause-cut", args={"mark": "六", "excerpt": "挂牌"}, anchor=Anchor(issue.stories[0].id)
    )
    settled = replace(asked, id="q2", state="dismissed")
    found = [p for p in issue_problems(replace(issue, queries=(asked, settled)), pip_fonts()) if p.severity == "query"]
    assert [problem.story for problem in found] == [issue.stories[0].id]


def test_the_same_document_gives_the_same_object_and_words_in_both_languages(issue: Document) -> None:
    bare = replace(issue, meta=Meta(), stories=(*issue.stories, story(body(2))))
    problems = issue_problems(bare, pip_fonts())
    assert problems is issue_problems(bare, pip_fonts())
    for language in words.LANGUAGES:
        sentences = {problem.code: words.problem_text(problem, language) for problem in problems}
        assert all("{" not in sentence and sentence != code for code, sentence in sentences.items())
