"""Loose lines (松行) are told: once a story, at the loosest line, from the looseness that the style says, in both languages."""

from __future__ import annotations

from msgspec.structs import replace

from layoutdesk.base.problem import Problem
from layoutdesk.compose.page import compose_page
from layoutdesk.model import GridRect, Story
from layoutdesk.model.document import Document
from layoutdesk.text.fonts import pip_fonts
from layoutdesk.words import problem_text
from tests.compose_helpers import SENTENCE, block, document, paragraph, story

#: A word that may not part goes to the second line, and the first is driven out over what is left.
WORD = "incomprehensibilities"
LOOSE = "渡口天亮了船来了啊" + WORD


def told(of: Story, **chosen: object) -> tuple[Document, list[Problem]]:
    issue = document([of], [block(of, GridRect(0, 0, 1, 40))])
    template = issue.templates[0]
    body = replace(template.styles["body"], indent=0.0, hyphenate=False, **chosen)
    issue = replace(issue, templates=(replace(template, styles={**template.styles, "body": body}),))
    problems = compose_page(issue, "pg1", pip_fonts()).problems
    return issue, [problem for problem in problems if problem.code.startswith("compose.loose-line")]


def test_one_loose_line_is_told_with_its_place() -> None:
    of = story([paragraph(SENTENCE), paragraph(LOOSE)])
    issue, (problem,) = told(of)
    page = compose_page(issue, "pg1", pip_fonts())
    (line,) = [line for line in page.lines if line.gap > 0.25]
    assert (problem.code, problem.page, problem.story) == ("compose.loose-line", "pg1", of.id)
    assert (problem.paragraph, problem.start, problem.end) == (line.paragraph, line.start, line.end)
    assert problem.args == {"gap": f"{line.gap:.2f}", "text": line.text}
    assert line.text in problem_text(problem, "zh")
    assert line.text in problem_text(problem, "en")


def test_many_are_one_problem_with_their_number() -> None:
    of = story([paragraph(LOOSE) for _ in range(7)])
    _, (problem,) = told(of)
    assert (problem.code, problem.args["count"]) == ("compose.loose-lines", "7")
    assert "7" in problem_text(problem, "zh")
    assert "7" in problem_text(problem, "en")


def parted(*texts: str) -> list[Problem]:
    issue = document([story([paragraph(text) for text in texts])], [])
    of = issue.stories[0]
    issue = document([of], [block(of, GridRect(0, 0, 1, 40))])
    problems = compose_page(issue, "pg1", pip_fonts()).problems
    return [problem for problem in problems if problem.code in ("compose.number-parted", "compose.numbers-parted")]


def test_a_number_that_parts_in_copy_is_told_once_a_paragraph() -> None:
    account = "开户行账号" + "6222081234567890" * 2
    (problem, second) = parted(account, account, "本报讯记者从市交通局获悉")
    assert (problem.severity, problem.paragraph != second.paragraph) == ("note", True)
    assert problem.args["text"] in account
    assert problem.args["text"] in problem_text(problem, "zh")
    assert problem.args["text"] in problem_text(problem, "en")


def test_each_number_that_parts_in_a_paragraph_is_told() -> None:
    first, second = "J5210012345601" * 2, "6222021202000123456" * 2
    (problem,) = parted(f"遗失开户许可证一张，核准号{first}，账号{second}，声明作废。")
    assert (problem.code, problem.args["text"]) == ("compose.numbers-parted", f"{first}、{second}")
    for language in ("zh", "en"):
        said = problem_text(problem, language)
        assert first in said and second in said and problem.args["count"] in said


def test_neither_a_telephone_number_behind_its_hyphen_nor_an_address_is_told() -> None:
    for before in range(12):
        assert not parted(
            SENTENCE[:before] + "电话0717-6440123，网址https://www.example.com/2026/1128/notice20261128.html"
        )


def test_the_style_says_what_is_loose() -> None:
    of = story([paragraph(LOOSE)])
    _, (problem,) = told(of)
    assert not told(of, loosest=float(problem.args["gap"]) + 0.01)[1]
    assert told(of, loosest=float(problem.args["gap"]) - 0.01)[1]
