"""Headlines under the hand: other ways to break, sizes within the range, fitted anew; what is typed gets its places to break."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from layoutdesk.edits import AddHeadlinePart, SetBlock, SetParagraphStyle
from layoutdesk.model import Paragraph
from layoutdesk.phrasing.joints import joints
from layoutdesk.ui.actions import ACTIONS
from layoutdesk.ui.writing.spots import Spot, Spots

TITLE = "一万二千个岗位等你来挑"


def main_of(window):
    return window.desk.document.story("st-dock").main


def rows(window) -> list[str]:
    return [line.text for line in window.desk.shown.lines if line.style == "main" and line.story == "st-dock"]


def do(window, name: str) -> None:
    action = next(each for each in ACTIONS if each.name == name)
    assert action.when(window.desk)
    action.does(window.commands)


@pytest.fixture
def titled(window):
    """The first story is selected, its headline typed anew with the caret in it."""
    window.desk.select("el-dock")
    writer = window.tools["text"].writer
    window.commands.take("text")
    main = main_of(window)
    writer.put(Spot("st-dock", main.id, 0))
    writer.select_all()
    QTest.qWait(1)
    for char in TITLE:
        writer.write(char)
    return window


def test_what_is_typed_into_a_headline_has_its_places_at_once_and_is_one_step(titled) -> None:
    assert main_of(titled).text == TITLE
    assert main_of(titled).phrases == joints(TITLE)
    titled.desk.undo()
    assert titled.desk.done_labels == [] and main_of(titled).text == "渡口灯火照夜航"
    titled.desk.redo()
    assert main_of(titled).phrases == joints(TITLE)


def test_typing_in_the_body_asks_for_no_places(titled) -> None:
    writer = titled.tools["text"].writer
    writer.put(Spot("st-dock", "st-dock-1", 0))
    writer.write("清")
    body = next(item for item in titled.desk.document.story("st-dock").body if item.id == "st-dock-1")
    assert body.text.startswith("清") and body.phrases == ()


def test_a_paragraph_made_a_subhead_has_its_places_at_once_and_is_one_step(window) -> None:
    def part():
        return next(item for item in window.desk.document.story("st-dock").body if item.id == "st-dock-1")

    text = part().text
    assert part().phrases == ()
    assert window.desk.apply(SetParagraphStyle("st-dock", "st-dock-1", "subhead"))
    assert part().style == "subhead" and part().phrases[-1].at == len(text)
    assert {joint.at for joint in part().phrases} <= {joint.at for joint in joints(text)}
    assert [code for code, _ in window.desk.done_labels] == ["edits.set-paragraph-style"]
    assert window.desk.apply(SetParagraphStyle("st-dock", "st-dock-1", "body"))
    window.desk.undo()
    window.desk.undo()
    assert part().style == "body" and part().phrases == () and window.desk.done_labels == []


def test_each_way_to_break_is_shown_and_taken_back_in_one_step(titled) -> None:
    titled.desk.apply(SetBlock(titled.desk.page_id, "el-dock", columns=2))
    before, seen = titled.desk.document, []
    lawful = {joint.at for joint in main_of(titled).phrases}
    for _ in range(12):
        do(titled, "head-next")
        assert set(main_of(titled).breaks) <= lawful
        assert "".join(rows(titled)) == TITLE
        seen.append(tuple(rows(titled)))
    assert len(set(seen)) > 1
    do(titled, "head-previous")
    assert tuple(rows(titled)) == seen[-2]
    for _ in range(13):
        titled.desk.undo()
    assert titled.desk.document is before


def test_sizes_stay_within_the_range_of_the_rank(titled) -> None:
    document = titled.desk.document
    template = document.template(document.page(titled.desk.page_id).template)
    ladder = template.headlines[-1]

    def size() -> float:
        return next(line.size for line in titled.desk.shown.lines if line.style == "main" and line.story == "st-dock")

    for name, end in (("head-larger", ladder.most), ("head-smaller", ladder.least)):
        for _ in range(40):
            do(titled, name)
        assert size() == pytest.approx(end)


def test_fitting_a_headline_of_an_older_file_finds_its_places_and_fills_the_width(titled) -> None:
    titled.desk.undo()
    old = main_of(titled)
    do(titled, "head-fit")
    fitted = main_of(titled)
    assert fitted.text == old.text and fitted.phrases == joints(fitted.text)
    block = titled.desk.element
    assert block.head_size > 0
    labels = titled.desk.done_labels
    assert labels[-1][0] == "ui.history.head-fit"
    titled.desk.undo()
    assert main_of(titled) is old


def test_a_headline_turns_to_the_sides_and_back_and_takes_the_caret_there(titled) -> None:
    titled.desk.apply(SetBlock(titled.desk.page_id, "el-dock", columns=2))
    before = titled.desk.element
    seen = []
    for _ in range(3):
        do(titled, "head-turn")
        assert titled.desk.element.columns == 0
        seen.append(titled.desk.element.head_at)
        lines = [line for line in titled.desk.shown.lines if line.style == "main" and line.story == "st-dock"]
        if titled.desk.element.head_at == "top":
            continue
        assert lines[0].down
        spots = Spots(titled.desk.shown, "el-dock")
        tops = [spots.caret(Spot("st-dock", "st-dock-main", at)).y for at in range(lines[0].start, lines[0].end)]
        assert tops == sorted(tops) and len(set(tops)) == len(tops)
        middle = lines[0].rect.x + lines[0].size / 2
        found = spots.at(middle, tops[2] + 1)
        assert found is not None and found.offset == lines[0].start + 2
        assert spots.marked("st-dock-main", 0, len(TITLE))
    assert seen == ["right", "left", "top"]
    for _ in range(3):
        titled.desk.undo()
    assert titled.desk.element == before


def test_the_actions_rest_without_a_headline(window) -> None:
    window.desk.select("")
    assert not any(each.when(window.desk) for each in ACTIONS if each.name.startswith("head-"))


@pytest.fixture
def grouped(window):
    """The first story has a kicker and a deck, and the caret stands in the deck."""
    for part, text in (("kicker", "码头三月夜里的事"), ("deck", "往来的船只依次靠岸，货物一件件搬进仓库")):
        paragraph = Paragraph(id=f"st-dock-{part}", text=text, style=part)
        window.desk.apply(AddHeadlinePart("st-dock", part, paragraph))
    window.desk.select("el-dock")
    window.commands.take("text")
    window.tools["text"].writer.put(Spot("st-dock", "st-dock-deck", 3))
    QTest.qWait(1)
    return window


def part_lines(window, part: str):
    return [line for line in window.desk.shown.lines if line.style == part and line.story == "st-dock"]


@pytest.mark.parametrize("place", ["top", "left"])
def test_a_deck_with_the_caret_in_it_is_sized_within_its_own_range(grouped, place: str) -> None:
    grouped.desk.apply(SetBlock(grouped.desk.page_id, "el-dock", head_at=place))
    main, kicker = (part_lines(grouped, name)[0].size for name in ("main", "kicker"))
    before, document = part_lines(grouped, "deck")[0].size, grouped.desk.document
    for _ in range(30):
        do(grouped, "head-smaller")
    least = part_lines(grouped, "deck")[0].size
    steps = len(grouped.desk.done_labels)
    for _ in range(30):
        do(grouped, "head-larger")
    most = part_lines(grouped, "deck")[0].size
    assert least < most < main and least <= before
    assert (part_lines(grouped, "main")[0].size, part_lines(grouped, "kicker")[0].size) == (main, kicker)
    assert len(grouped.desk.done_labels) > steps
    while grouped.desk.document is not document:
        grouped.desk.undo()
    assert part_lines(grouped, "deck")[0].size == before


@pytest.mark.parametrize("place", ["top", "left"])
def test_a_deck_is_broken_in_each_way_and_fitted_and_the_main_headline_stays(grouped, place: str) -> None:
    grouped.desk.apply(SetBlock(grouped.desk.page_id, "el-dock", head_at=place, columns=2))
    main = [(line.text, line.size) for line in part_lines(grouped, "main")]
    text, seen = "往来的船只依次靠岸，货物一件件搬进仓库", set()
    for _ in range(8):
        do(grouped, "head-next")
        lines = tuple(line.text for line in part_lines(grouped, "deck"))
        assert "".join(lines) == text
        seen.add(lines)
    assert len(seen) > 1
    do(grouped, "head-fit")
    assert grouped.desk.done_labels[-1][0] == "ui.history.head-fit"
    assert "".join(line.text for line in part_lines(grouped, "deck")) == text
    assert not [p for p in grouped.desk.shown.problems if p.code == "compose.head-tight"]
    assert [(line.text, line.size) for line in part_lines(grouped, "main")] == main
