"""A block released into free frames (打散): the same lines at the same places, one step, refused in words where it cannot be."""

from __future__ import annotations

from collections import Counter

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from layoutdesk import edits
from layoutdesk.base.geometry import Rect, around
from layoutdesk.compose.block import plan_block
from layoutdesk.compose.measure import ENDLESS
from layoutdesk.display import Image, Path, flatten
from layoutdesk.model import (
    Block,
    Box,
    Cell,
    GridRect,
    Paragraph,
    PictureFrame,
    PicturePlace,
    PictureRef,
    Rule,
    TableBlock,
)
from layoutdesk.model.elements import TextFrame
from layoutdesk.ui.canvas.headed import held_block

KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def lines(page) -> Counter:
    """What is set, and where, to a tenth of a point."""
    return Counter(
        (
            one.paragraph,
            one.start,
            one.text,
            round(one.x, 1),
            round(one.baseline, 1),
            round(one.width, 1),
            one.size,
            one.style,
        )
        for one in page.lines
    )


def pictures(page) -> list:
    return [repr(item) for _, item in flatten(page.display.items) if isinstance(item, Image)]


def told(page) -> list[str]:
    """What is wrong, but for the room left in other blocks and in one that is none any more."""
    return [problem.code for problem in page.problems if problem.code != "compose.open"]


def ruled(page) -> float:
    """The length of all straight rules."""
    ends = [
        [float(each) for segment in item.segments for each in segment[1:]]
        for _, item in flatten(page.display.items)
        if isinstance(item, Path) and len(item.segments) == 2
    ]
    return sum(abs(x2 - x1) + abs(y2 - y1) for x1, y1, x2, y2 in ends)


def release(window, element: str = "el-dock") -> tuple:
    """The released elements, once the page is seen to look the same."""
    window.desk.select(element)
    before = window.desk.shown
    window.bars.do("release")
    window.desk.finish_composing()
    after = window.desk.shown
    assert lines(after) == lines(before)
    assert pictures(after) == pictures(before)
    assert ruled(after) == pytest.approx(ruled(before), abs=0.01)
    assert told(after) == told(before)
    return window.desk.elements


@pytest.fixture
def full(window):
    """The first story with all parts of a headline, a byline, a subhead, a picture and a table."""
    desk = window.desk
    desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 3, 70),)))
    for part in ("kicker", "deck", "label"):
        desk.apply(edits.AddHeadlinePart("st-dock", part, Paragraph(id=part, text=f"灯火照着夜航{part}", style=part)))
    picture = PictureRef(
        id="pic", caption=Paragraph(id="cap", text="渡口的早晨。", style="caption"),
        credit=Paragraph(id="credit", text="林渡 摄", style="credit"),
    )  # fmt: skip
    desk.apply(edits.AddPicture(story="st-dock", picture=picture, index=1))
    desk.apply(edits.SetParagraphStyle("st-dock", "st-dock-2", "subhead"))
    rows = tuple(
        tuple(Cell(paragraph=Paragraph(id=f"c{r}{c}", text="灯塔", style="cell")) for c in range(9)) for r in range(3)
    )
    desk.apply(edits.AddTable(story="st-dock", table=TableBlock(id="table", rows=rows, place="band"), index=3))
    return window


def test_everything_stays_where_it_was_and_is_one_step(full, hand) -> None:
    before, steps = full.desk.document, len(full.desk.done_labels)
    full.desk.select("el-dock")
    page = full.desk.shown
    hand.key(Qt.Key.Key_R, KEYS)
    made = full.desk.elements
    assert lines(full.desk.shown) == lines(page)
    assert [label for label, _ in full.desk.done_labels][steps:] == ["ui.history.release"]
    kinds = Counter(type(each) for each in made)
    assert kinds[PictureFrame] == 1 and kinds[TextFrame] > 6 and not kinds[Block]
    heads = {each.paragraph for each in made if isinstance(each, TextFrame)}
    assert {"kicker", "deck", "label", "st-dock-main", "cap", "table"} <= heads
    links = [each.id for each in made if isinstance(each, TextFrame) and not each.paragraph]
    thread = full.desk.document.threads["st-dock"]
    assert [name for name in thread if name in links] == links and len(links) > 1
    assert full.language.text("ui.status.released", count=len(made)) in full.status.note.text()
    full.desk.undo()
    assert full.desk.document is before


@pytest.mark.parametrize(
    "fields",
    [
        {}, {"columns": 4}, {"columns": 3, "head_columns": 2}, {"columns": 2, "mode": "relative"}, {"gutter": 2.0, "mode": "free"},
        {"frame": "box"}, {"frame": "rope", "tint": "10"}, {"frame": "tint"}, {"head_size": 30.0, "head_rows": 8},
    ],
)  # fmt: skip
def test_whatever_was_chosen_for_the_block_looks_the_same(full, fields) -> None:
    full.desk.apply(edits.SetBlock(page="pg-1", element="el-dock", **fields))
    made = release(full)
    assert any(isinstance(each, Box) for each in made) == ("frame" in fields)


def test_an_l_an_overset_block_and_a_picture_amid_its_text_look_the_same(full) -> None:
    desk = full.desk
    place = PicturePlace("pic", 1, 1, 6, 9)
    desk.apply(edits.SetBlock(page="pg-1", element="el-dock", columns=3, pictures=(place,)))
    release(full)
    desk.undo()
    desk.apply(edits.SetArea(page="pg-1", element="el-tea", area=(GridRect(3, 0, 2, 12),)))
    over = desk.fits("el-tea")[0].over
    made = release(full, "el-tea")
    assert over and sum(fit.over for each in made for fit in desk.fits(each.id)) == over
    desk.undo()
    desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 3, 30), GridRect(0, 30, 1, 20))))
    release(full)


def test_the_rules_between_blocks_stay(full) -> None:
    made = release(full)
    assert any(isinstance(each, Rule) for each in made)


def test_what_was_released_moves_by_itself(full, hand) -> None:
    made = release(full)
    picture = next(each for each in made if isinstance(each, PictureFrame))
    full.desk.select("")
    x, y = picture.rect.x + picture.rect.w / 2, picture.rect.y + picture.rect.h / 2
    hand.click(x, y)
    assert full.desk.selection == picture.id
    hand.drag((x, y), (x + 40, y + 60))
    moved = next(each for each in full.desk.page.elements if each.id == picture.id)
    assert moved.rect.y > picture.rect.y + 40


@pytest.mark.parametrize("code", ["vertical", "parts", "advert"])
def test_what_no_free_frame_can_set_is_refused_in_words(window, code) -> None:
    desk = window.desk
    if code == "vertical":
        desk.apply(edits.SetBlock(page="pg-1", element="el-dock", head_at="left"))
    elif code == "parts":
        desk.apply(
            edits.PlaceElement(page="pg-2", element=Block(id="el-on", story="st-dock", area=(GridRect(3, 0, 2, 9),)))
        )
    else:
        desk.apply(edits.SetStory("st-dock", kind="advert"))
    desk.select("el-dock")
    before, told = desk.document, []
    desk.refused.connect(lambda refusal: told.append(refusal.code))
    window.bars.do("release")
    assert desk.document is before and told == [f"makeup.release.{code}"]


@pytest.mark.parametrize(
    "fields", [{}, {"columns": 4}, {"columns": 3, "head_columns": 2}, {"frame": "box"}, {"frame": "rope", "tint": "10"}]
)
def test_what_was_released_is_gathered_again_and_looks_the_same(full, hand, fields) -> None:
    desk = full.desk
    desk.apply(edits.SetBlock(page="pg-1", element="el-dock", **fields))
    desk.select("el-dock")
    # Where rows are to spare, a block lets its pictures grow into them: those of one that is gathered would grow once more.
    rows = plan_block(*held_block(desk), ENDLESS).used
    desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 3, rows),)))
    page = desk.shown
    release(full)
    before = desk.document
    hand.key(Qt.Key.Key_R, KEYS | Qt.KeyboardModifier.ShiftModifier)
    block = desk.element
    assert isinstance(block, Block)
    (area,) = block.area
    assert area == GridRect(0, 0, 3, rows)
    assert (block.frame, block.tint) == (fields.get("frame", ""), fields.get("tint", ""))
    assert lines(desk.shown) == lines(page) and pictures(desk.shown) == pictures(page)
    assert not [each for each in desk.page.elements if isinstance(each, TextFrame | PictureFrame | Box | Rule)]
    assert [label for label, _ in desk.done_labels][-1] == "ui.history.gather"
    assert full.status.note.text() == full.language.text("ui.status.gathered")
    desk.undo()
    assert desk.document is before


def test_frames_of_two_stories_or_of_one_that_stands_elsewhere_are_no_block(window) -> None:
    desk, told = window.desk, []
    desk.refused.connect(lambda refusal: told.append(refusal.code))
    for name, of in (("one", "st-spare"), ("two", "st-library")):
        frame = TextFrame(id=name, story=of, rect=Rect(60, 700 if name == "one" else 800, 200, 90))
        desk.apply(edits.PlaceElement(page="pg-1", element=frame))
    before = desk.document
    desk.choose(("one", "two"))
    window.bars.do("gather")
    desk.choose(("two",))
    window.bars.do("gather")
    assert told == ["makeup.gather.stories", "makeup.gather.elsewhere"] and desk.document is before
    desk.choose(("one",))
    window.bars.do("gather")
    assert isinstance(desk.element, Block) and desk.element.story == "st-spare" and not desk.element.headline


#: A picture beside which lines are shortened, and one at the side of which its caption stands.
FREE = PicturePlace("pic", 0, 2, 5, 14, width=16.0, shift=5.5, caption="right")


@pytest.mark.parametrize(
    "fields",
    [
        {"columns": 2, "gutter": 3.0, "mode": "relative", "pictures": (FREE,)},
        {"columns": 4, "mode": "free", "head_size": 33.0, "head_rows": 9, "head_columns": 3},
        {
            "frame": "rope",
            "columns": 3,
            "pictures": (PicturePlace("pic", 1, 2, 3, 12, crop=Rect(0.1, 0, 0.9, 1), whole=True),),
        },
    ],
)
def test_gathering_gives_the_block_back_as_it_was(full, hand, fields) -> None:
    desk = full.desk
    desk.apply(edits.SetBlock(page="pg-1", element="el-dock", **fields))
    desk.finish_composing()
    before, page, block = desk.document, desk.page, held(desk)
    looks = desk.shown
    release(full)
    assert full.status.note.text() == full.language.text("ui.status.released", count=len(desk.elements))
    # One of the frames is enough: it knows with which others it came.
    desk.select(next(each.id for each in desk.elements if isinstance(each, TextFrame)))
    hand.key(Qt.Key.Key_R, KEYS | Qt.KeyboardModifier.ShiftModifier)
    desk.finish_composing()
    assert desk.element == block and desk.page == page and desk.document.stories == before.stories
    assert lines(desk.shown) == lines(looks) and pictures(desk.shown) == pictures(looks)
    assert full.status.note.text() == full.language.text("ui.status.gathered")


def held(desk) -> Block:
    return next(each for each in desk.page.elements if each.id == "el-dock")


def test_lines_that_no_free_frame_can_keep_are_counted_in_words(full) -> None:
    desk = full.desk
    desk.apply(edits.RemoveParagraph("st-dock", "cap"))
    desk.apply(edits.SetBlock(page="pg-1", element="el-dock", pictures=(replace(FREE, shift=0.0, caption="over"),)))
    desk.select("el-dock")
    full.bars.do("release")
    desk.finish_composing()
    assert full.status.note.text() == full.language.text("ui.status.released_moved", count=len(desk.elements), lines=1)


def test_one_distance_typed_for_a_released_picture_goes_for_all_its_sides(full) -> None:
    desk = full.desk
    desk.apply(edits.SetBlock(page="pg-1", element="el-dock", columns=2, pictures=(FREE,)))
    made = release(full)
    photo = next(each for each in made if isinstance(each, PictureFrame))
    assert photo.wrap_sides is not None
    desk.select(photo.id)
    figure = full.properties.kinds[PictureFrame].steppers["wrap"].figure
    figure.setFocus()
    figure.selectAll()
    QTest.keyClicks(figure, "2")
    QTest.keyClick(figure, Qt.Key.Key_Return)
    assert (desk.element.wrap, desk.element.wrap_sides) == (2.0, None)


@pytest.mark.parametrize(("measure", "value"), [("columns", 4), ("column_chars", 9), ("step", 11.0)])
def test_on_another_grid_frames_are_gathered_where_they_stand(window, measure: str, value: float) -> None:
    """The block came back into the columns and rows that it had, which are elsewhere now, or was refused by its number."""
    desk = window.desk
    desk.select("el-tea")
    window.bars.do("release")
    assert desk.templating.give(**{measure: value})
    desk.finish_composing()
    frames = [each for each in desk.page.elements if isinstance(each, TextFrame)]
    desk.choose([each.id for each in frames])
    window.bars.do("gather")
    desk.finish_composing()
    (block,) = [each for each in desk.page.elements if getattr(each, "story", "") == "st-tea"]
    assert isinstance(block, Block) and not any(
        problem.severity == "error" for problem in [each for each in desk.problems if each.element == block.id]
    )
    stood, stands = around(each.rect for each in frames), desk.grid.rect(block.area[0])
    assert abs(stood.x - stands.x) < desk.grid.pitch / 2 and abs(stood.y - stands.y) < 2 * desk.grid.step
