"""Any sequence of gestures on the real page: the issue stays whole, the page shown is that of the issue, undo leads back."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.page import compose_page
from layoutdesk.edits.threads import rethreaded
from layoutdesk.model import Block, Box, Document, Paragraph, PictureFrame, Rule, TextFrame
from layoutdesk.model.story import paragraphs
from layoutdesk.ui.canvas.marks.headedge import head_edge
from layoutdesk.ui.writing.spots import Spot
from tests.ui.conftest import Hand, block
from tests.ui.conftest import story as article

#: Beyond this many elements nothing more is copied: what is asked is any sequence, not a full page.
MOST = 14
MODIFIERS = st.sampled_from(
    [
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.ShiftModifier,
        Qt.KeyboardModifier.ControlModifier,
        Qt.KeyboardModifier.AltModifier,
    ]
)
ARROWS = st.sampled_from([Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down])
#: Points of a tabloid page and how far a hand goes on it.
POINTS = st.tuples(st.floats(-20, 720), st.floats(-20, 1000))
WAYS = st.tuples(st.floats(-300, 300), st.floats(-300, 300))
ACTIONS = (
    "group", "ungroup", "lock", "front", "forward", "backward", "back", "align-left", "align-centre", "align-right",
    "align-top", "align-middle", "align-bottom", "distribute-across", "distribute-down", "delete", "cut", "copy",
    "select-all", "select-none", "lock-guides", "clear-guides", "undo", "undo", "redo", "swap", "wrap-next", "head-wider",
    "head-narrower", "head-turn", "columns-more", "columns-less", "columns-mode",
)  # fmt: skip
COPIES = ("duplicate", "paste", "paste-in-place", "release")


def machine(hand: Hand) -> type[RuleBasedStateMachine]:
    """The hand on one window; every run begins with the issue as it was opened."""
    window, desk, book = hand.window, hand.window.desk, hand.window.desk.book
    start = desk.document
    # The words beside a head lead into writing, which scrolls the page and has properties of its own.
    window.overlay.parts = None

    # How far the page has gone along at the edge of the view is a matter of time, which no replay can have again.
    hand.view.edge_scroll._timer.timeout.disconnect()

    class AnyHand(RuleBasedStateMachine):
        @initialize()
        def begin(self) -> None:
            desk.go_to_step(0)
            desk.select("")
            assert desk.document is start

        def teardown(self) -> None:
            last, steps = desk.document, len(desk.done_labels)
            for _ in range(steps):
                desk.undo()
            assert desk.document is start == msgspec.json.decode(msgspec.json.encode(start), type=Document)
            for _ in range(steps):
                desk.redo()
            assert desk.document is last

        # What the hand does

        @rule(at=st.integers(0, MOST), modifiers=MODIFIERS)
        def click(self, at: int, modifiers: Qt.KeyboardModifier) -> None:
            hand.click(*self.inside(self.middle(at)), modifiers)

        @rule(one=POINTS, other=POINTS)
        def marquee(self, one: tuple[float, float], other: tuple[float, float]) -> None:
            hand.drag(self.inside(one), self.inside(other))

        @rule(at=st.integers(0, MOST), way=WAYS, modifiers=MODIFIERS)
        def drag(self, at: int, way: tuple[float, float], modifiers: Qt.KeyboardModifier) -> None:
            if len(desk.page.elements) > MOST:
                modifiers = Qt.KeyboardModifier.NoModifier
            from_ = self.inside(self.middle(at))
            hand.drag_with(from_, self.inside((from_[0] + way[0], from_[1] + way[1])), modifiers)

        @rule(at=st.integers(0, 7), way=WAYS, modifiers=MODIFIERS)
        def pull(self, at: int, way: tuple[float, float], modifiers: Qt.KeyboardModifier) -> None:
            handles = [hand.view.to_page(point) for _, point in window.overlay.handles()]
            if handles:
                from_ = self.inside(handles[at % len(handles)])
                hand.drag_with(from_, self.inside((from_[0] + way[0], from_[1] + way[1])), modifiers)

        @rule(at=POINTS, keys=MODIFIERS, lets_go=st.booleans(), name=st.sampled_from(("st-spare", "st-kite")))
        def drop(self, at: tuple[float, float], keys: Qt.KeyboardModifier, lets_go: bool, name: str) -> None:
            """A story dragged over the page from the copy panel; one that stands there is not taken a second time."""
            if len(desk.page.elements) >= MOST:
                return
            before = desk.document
            taken = hand.drag_story(name, self.inside(at), keys, lets_go=lets_go)
            assert desk.document is before or (taken and lets_go)

        @rule(way=WAYS)
        def pull_headline(self, way: tuple[float, float]) -> None:
            bar = head_edge(window.overlay)
            if bar is not None:
                from_ = self.inside(hand.view.to_page(bar.center()))
                hand.drag(from_, self.inside((from_[0] + way[0], from_[1] + way[1])))

        @rule(way=WAYS)
        def give_up(self, way: tuple[float, float]) -> None:
            from_, before = self.inside(self.middle(0)), desk.document
            hand.press(*from_)
            hand.move(*self.inside((from_[0] + way[0], from_[1] + way[1])))
            hand.key(Qt.Key.Key_Escape)
            hand.release(*from_)
            assert desk.document is before

        @rule(key=ARROWS, modifiers=MODIFIERS)
        def nudge(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
            hand.key(key, modifiers)

        @rule(places=st.lists(st.integers(0, MOST), max_size=3), name=st.sampled_from(ACTIONS))
        def act(self, places: list[int], name: str) -> None:
            self.choose(places)
            window.bars.actions[name].trigger()

        @rule(places=st.lists(st.integers(0, MOST), max_size=3), name=st.sampled_from(COPIES))
        def copy(self, places: list[int], name: str) -> None:
            # Not asked before the rule: a drag that scrolls on at an edge may leave one more or less from run to run.
            self.choose(places)
            if len(desk.chosen) <= 4 and len(desk.page.elements) + 4 <= MOST:
                window.bars.actions[name].trigger()

        @rule(
            name=st.sampled_from(("x", "y", "w", "h")),
            text=st.sampled_from(("+5", "*2", "/3", "12pt", "3字", "-4", "junk")),
        )
        def type(self, name: str, text: str) -> None:
            field = window.properties.place.edits[name]
            if not window.properties.place.isHidden() and field.isEnabled():
                field.typed.emit(text)

        @rule(
            name=st.sampled_from(("st-dock", "st-tea")),
            at=st.integers(0, 30),
            share=st.sampled_from((0.0, 0.4, 1.0)),
            what=st.sampled_from(("。新", "\n", "一\n二\n三", "back", "on", "part", "over")),
        )
        def write(self, name: str, at: int, share: float, what: str) -> None:
            """In a paragraph of a story that stands on the page; ``over``: over a selection that reaches into the next one."""
            writer, body = window.writer, desk.document.story(name).body
            items = [each for each in body if isinstance(each, Paragraph)]
            if (
                not items
                or len(body) > 3 * MOST
                or not any(getattr(e, "story", "") == name for e in desk.page.elements)
            ):
                return
            # What is typed at once is one step: how fast this runs is not asked here.
            desk.session.settle()
            item, below = items[at % len(items)], items[(at + 1) % len(items)]
            writer.put(Spot(name, item.id, round(share * len(item.text))))
            if what == "over" and item is not items[-1]:
                writer.put(Spot(name, below.id, len(below.text) // 2), select=True)
                writer.write("换")
            elif what in ("back", "on"):
                writer.erase(-1 if what == "back" else 1)
            elif what == "part":
                writer.part()
            else:
                writer.write(what)
            writer.put(None)
            desk.session.settle()

        @rule(axis=st.sampled_from(["across", "down"]), to=POINTS, modifiers=MODIFIERS)
        def guide(self, axis: str, to: tuple[float, float], modifiers: Qt.KeyboardModifier) -> None:
            """Off a ruler onto the page."""
            if len(desk.page.guides) >= MOST:
                return
            rulers, port = window.rulers, hand.view.viewport()
            rulers.begin(axis)
            for place in (QPoint(3, 3), hand.at(*self.inside(to)).toPoint()):
                rulers.drag(port.mapToGlobal(place), modifiers)
            rulers.end(port.mapToGlobal(hand.at(*self.inside(to)).toPoint()), modifiers)

        # What holds after every step

        @invariant()
        def the_issue_is_whole(self) -> None:
            document = desk.document
            again = msgspec.json.decode(msgspec.json.encode(document), type=Document)
            assert again == document
            assert rethreaded(document) is document
            for names in (
                [each.id for page in document.pages for each in page.elements],
                [each.id for each in document.stories],
                [part.id for story in document.stories for part in paragraphs(story)],
            ):
                assert len(names) == len(set(names))
            assert desk.preview is None
            assert desk.shown == compose_page(again, desk.page_id, book, whole=True)

        @invariant()
        def each_item_of_a_story_stands_once(self) -> None:
            for story in desk.document.stories:
                setting = [
                    each for page in desk.document.pages for each in page.elements
                    if getattr(each, "story", "") == story.id
                ]  # fmt: skip
                blocks = [each for each in setting if isinstance(each, Block)]
                if blocks and len(blocks) == len(setting):
                    for at, item in enumerate(story.body):
                        assert sum(each.first <= at < each.end for each in blocks) == 1, (story.id, item.id)

        @invariant()
        def each_character_of_a_story_stands_once(self) -> None:
            """Or is told as over: where one block stops in mid-paragraph the next goes on, whatever came between."""
            for story in desk.document.stories:
                setting = [each for each in desk.page.elements if getattr(each, "story", "") == story.id]
                everywhere = sum(
                    getattr(each, "story", "") == story.id for page in desk.document.pages for each in page.elements
                )
                if not setting or len(setting) < everywhere or not all(isinstance(each, Block) for each in setting):
                    continue
                body = {each.id: each.text for each in story.body if isinstance(each, Paragraph)}
                lines = [line for line in desk.shown.lines if line.paragraph in body]
                for name, text in body.items():
                    mine = sorted((line.start, line.end) for line in lines if line.paragraph == name)
                    assert [start for start, _ in mine] == [0, *(end for _, end in mine)][: len(mine)], name
                    assert not mine or mine[-1][1] <= len(text)
                fits = [fit for fit in desk.shown.fits if fit.story == story.id]
                shown = sum(line.end - line.start for line in lines)
                if len(body) == len(story.body) and story.byline is None and any(fit.lines for fit in fits):
                    assert shown + sum(fit.characters_over for fit in fits) == sum(map(len, body.values()))

        @invariant()
        def what_is_chosen_is_there(self) -> None:
            there = {each.id for each in desk.page.elements}
            assert set(desk.chosen) <= there
            assert len(set(desk.chosen)) == len(desk.chosen)
            if window.commands.tool == "onward":  # A press has met the port of an overset frame.
                hand.key(Qt.Key.Key_Escape)
            assert window.overlay.ghosts == () and window.overlay.marquee is None

        # Where the hand goes

        def choose(self, places: list[int]) -> None:
            """Selects elements by clicks, all but the first with Shift; none given, what is selected stays."""
            for count, at in enumerate(places):
                keys = Qt.KeyboardModifier.ShiftModifier if count else Qt.KeyboardModifier.NoModifier
                hand.click(*self.inside(self.middle(at)), keys)

        def middle(self, at: int) -> tuple[float, float]:
            element = desk.page.elements[at % len(desk.page.elements)] if desk.page.elements else None
            rects = window.overlay.frames(element.id) if element is not None else ()
            return (rects[0].x + rects[0].w / 2, rects[0].y + rects[0].h / 2) if rects else (0.0, 0.0)

        def inside(self, point: tuple[float, float]) -> tuple[float, float]:
            """The point, or the nearest to it in the view: a hand cannot press beyond the window."""
            view = hand.view.viewport().rect().adjusted(2, 2, -3, -3)
            spot = hand.at(*point)
            spot.setX(min(max(spot.x(), view.left()), view.right()))
            spot.setY(min(max(spot.y(), view.top()), view.bottom()))
            return hand.view.to_page(spot)

    return AnyHand


@pytest.fixture
def document(document: Document) -> Document:
    """The issue with elements of every sort on its first page, its text frames threaded, and a story that flows on there."""
    page, other = document.pages
    page = replace(
        page,
        elements=tuple(replace(each, last=3, flows=True) if each.id == "el-dock" else each for each in page.elements),
    )
    more = (
        Box(id="el-box", rect=Rect(60, 600, 80, 60)),
        PictureFrame(id="el-photo", rect=Rect(190, 640, 90, 70), wrap=1.0),
        Rule(id="el-rule", x1=500, y1=720, x2=400, y2=720),
        TextFrame(id="el-text", story="st-spare", rect=Rect(60, 700, 150, 80)),
        block("el-on", "st-dock", (3, 26, 2, 12), first=3, headline=False),
        TextFrame(id="el-more", story="st-spare", rect=Rect(230, 760, 150, 80)),
    )
    stories = (*document.stories, article("st-kite", "纸鸢飞过河", 5))
    pages = replace(page, elements=(*page.elements, *more)), other
    return rethreaded(replace(document, pages=pages, stories=stories))


def run(hand: Hand, examples: int, steps: int) -> None:
    checks = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much]
    chosen = settings(max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=checks)
    run_state_machine_as_test(machine(hand), settings=chosen)


def test_any_gestures_leave_the_issue_whole(hand: Hand) -> None:
    run(hand, 20, 24)


@pytest.mark.slow
def test_many_more_gestures_do_as_well(hand: Hand) -> None:
    run(hand, 100, 50)
