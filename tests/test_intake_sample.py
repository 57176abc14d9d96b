"""A real day's copy, by line numbers and counts; what it should say is read from its own lines."""

from pathlib import Path

import pytest

from layoutdesk.base.ids import IdSource
from layoutdesk.intake import Intake, read_copy
from layoutdesk.intake.clean import revert
from layoutdesk.model import Paragraph, PictureRef, TableBlock
from layoutdesk.model.story import byline_text, paragraphs


@pytest.fixture(scope="module")
def path(shared: Path) -> Path:
    return next((shared / "copy").glob("*.txt"))


@pytest.fixture(scope="module")
def lines(path: Path) -> list[str]:
    return ["", *(line.strip() for line in path.read_text(encoding="utf-8").split("\n"))]


@pytest.fixture(scope="module")
def day(path: Path) -> Intake:
    return read_copy([path], IdSource(b"test"))


def at(intake: Intake, line: int) -> Paragraph:
    """The paragraph that starts at a line of the copy."""
    return next(
        paragraph
        for story in intake.stories
        for paragraph in paragraphs(story)
        if paragraph.origin is not None and paragraph.origin.first == line
    )


def test_stories_by_their_lines(day: Intake) -> None:
    found = [(story.kind, story.origin.first, story.origin.last) for story in day.stories if story.origin]
    assert found == [
        ("article", 12, 46), ("sidebar", 48, 58), ("notice", 60, 75), ("article", 87, 121), ("notice", 123, 130),
        ("article", 132, 170), ("notice", 172, 179), ("notice", 181, 198),
    ]  # fmt: skip
    assert [len(page.stories) for page in day.pages] == [3, 5]
    assert day.stories[1].parent == day.stories[0].id


def test_heads_of_the_pages(day: Intake, lines: list[str]) -> None:
    for page in day.pages:
        credits = page.credits
        assert [len(credits.editor), len(credits.designer), len(credits.proofreader)] == [1, 1, 1]
        assert credits.editor[0] in lines[10]
        assert page.banner == lines[5].lstrip("# ")
    confirmed = [problem for problem in day.problems if problem.code == "intake.weekday-confirmed"]
    assert len(confirmed) == 1 and confirmed[0].args["number"] == "3"


def test_styles_by_line(day: Intake) -> None:
    wanted = {16: "lead", 95: "lead", 134: "lead", 48: "label", 87: "label", 60: "clause", 66: "clause", 194: "clause"}
    wanted |= dict.fromkeys((22, 30, 38, 97, 107, 140, 152, 162), "subhead")
    wanted |= dict.fromkeys((73, 74, 129, 178), "signatory") | dict.fromkeys((75, 130, 179), "date")
    assert {line: at(day, line).style for line in wanted} == wanted


def test_headlines(day: Intake, lines: list[str]) -> None:
    splits = {0: lines[12], 3: lines[89]}
    for number, line in splits.items():
        story = day.stories[number]
        assert story.kicker is not None and story.main is not None
        assert revert(story.kicker.text, story.kicker.changes) + " " + revert(
            story.main.text, story.main.changes
        ) == line.lstrip("# ")
    side, land = day.stories[1].main, day.stories[7]
    assert side is not None and len(side.breaks) == 1 and side.text[side.breaks[0] - 1] == " "
    assert (
        land.main is not None
        and land.deck is not None
        and f"{land.main.text} {land.deck.text}" == lines[181].lstrip("# ")
    )


def test_pictures_bylines_and_the_table(day: Intake, lines: list[str]) -> None:
    for number, line in ((0, 20), (3, 93), (5, 136)):
        picture = next(item for item in day.stories[number].body if isinstance(item, PictureRef))
        assert picture.caption is not None and picture.credit is not None
        assert picture.marker == lines[line][0] and lines[line].endswith(" " + picture.credit.text)
    assert [len(byline_text(day.stories[number])) for number in (0, 1, 3, 5)] == [15, 15, 16, 9]
    table = next(item for item in day.stories[7].body if isinstance(item, TableBlock))
    assert [len(row) for row in table.rows] == [9, 9]
    assert [cell.paragraph.text for cell in table.rows[1]] == lines[188].split("\t")


def test_joins_and_questions(day: Intake) -> None:
    joined = [problem.lines for problem in day.problems if problem.code == "intake.joined"]
    assert joined == [(34, 36), (42, 44), (146, 148), (166, 168)]
    found = {(query.code.removeprefix("intake."), query.lines) for query in day.queries}
    assert found == {
        ("glued-paragraphs", (34, 36)), ("glued-paragraphs", (42, 44)), ("glued-contacts", (69, 69)),
        ("notice-without-head", (60, 75)), ("notice-continued", (198, 198)),
        ("clause-order", (194, 196)), ("clause-cut", (194, 194)),
        ("halfwidth-in-notice", (60, 75)), ("halfwidth-in-notice", (123, 130)), ("halfwidth-in-notice", (172, 179)),
        ("halfwidth-in-notice", (181, 198)),
    }  # fmt: skip


def test_verbatim_and_complete(day: Intake, lines: list[str]) -> None:
    covered = {number for block in day.blocks for number in range(block.first, block.last + 1)}
    assert {number for number, line in enumerate(lines) if line} <= covered
    for story in day.stories:
        for paragraph in paragraphs(story):
            assert paragraph.origin is not None
            source = "\n".join(lines[paragraph.origin.first : paragraph.origin.last + 1])
            assert revert(paragraph.text, paragraph.changes) in source


def test_no_half_width_comma_is_left_between_chinese(day: Intake) -> None:
    for story in day.stories:
        if story.kind != "notice":
            assert not any(mark in paragraph.text for paragraph in paragraphs(story) for mark in ",:;?!()")
