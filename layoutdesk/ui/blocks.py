"""What is done with blocks as the units of make-up (文章块): swapped, set in other columns, released, continued."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from PySide6.QtCore import QObject

from layoutdesk import edits
from layoutdesk.base.problem import Refusal
from layoutdesk.compose.page import compose_page
from layoutdesk.makeup.gathering import Gathered, gathered, stories_of
from layoutdesk.makeup.refitting import refitting
from layoutdesk.makeup.releasing import Released, moved_lines, released
from layoutdesk.model.document import Page
from layoutdesk.model.elements import Advert, Area, Block, ColumnMode, Element, TextFrame, area_of
from layoutdesk.ui.canvas.headed import held_block
from layoutdesk.ui.canvas.owncolumns import in_columns, measure_of
from layoutdesk.ui.canvas.standing import edit_to, is_movable
from layoutdesk.ui.canvas.tools.onward import OnwardTool
from layoutdesk.ui.fits import is_over
from layoutdesk.ui.threads import seams

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk
    from layoutdesk.ui.window import Window


#: How columns share the width, in the order in which the hand goes through them.
MODES: Final[tuple[ColumnMode, ...]] = get_args(ColumnMode)


def are_two(desk: Desk) -> bool:
    """Whether two elements of the grid are selected that the hand may move."""
    return len(desk.elements) == 2 and all(area_of(each) and is_movable(each) for each in desk.elements)


def has_columns(desk: Desk) -> bool:
    """Whether a block is selected whose own columns may be changed."""
    return held_block(desk) is not None


def has_frames(desk: Desk) -> bool:
    """Whether a free text frame is selected."""
    return bool(stories_of(desk.elements))


def goes_on(desk: Desk) -> bool:
    """Whether the selected element does not hold all of its copy, or some of it behind that stands nowhere."""
    return is_over(desk, desk.selection)


def has_seam(desk: Desk) -> bool:
    """Whether a block is selected whose story goes on in another block, or comes from one."""
    return isinstance(desk.element, Block) and not desk.element.locked and bool(seams(desk.document, desk.element))


class Blocks(QObject):
    """The hand on blocks; each action is one step of the history."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk

    def swap(self) -> None:
        """Two selected blocks change places; each takes the room of the other (对调)."""
        if not are_two(self._desk):
            return
        one, other = self._desk.elements
        if len(area_of(one)) != len(area_of(other)) and any(isinstance(each, Advert) for each in (one, other)):
            self._window.status.refuse("ui.status.no_l_advert")
            return
        steps = (*self._moved(one, area_of(other)), *self._moved(other, area_of(one)))
        if self._desk.apply(edits.together("ui.history.swap", steps)):
            self._say_over("ui.status.swapped")

    def _moved(self, element: Element, area: Area) -> list[edits.Edit]:
        """The edits that put an element of the grid into another area; a block that gets another width is set anew in it."""
        if not isinstance(element, Block):
            return [edit_to(self._desk.page_id, element, area)]
        story = next((each for each in self._desk.document.stories if each.id == element.story), None)
        return refitting(self._desk.page_id, element, area, story)

    def _say_over(self, code: str) -> None:
        """Says that something is done, and how many lines of what is selected are over then."""
        over = sum(fit.over for name in self._desk.chosen for fit in self._desk.fits(name))
        self._window.status.say(f"{code}_over" if over else code, lines=over)

    def step_columns(self, by: int) -> None:
        """One own column more or less (破栏); its pictures keep their share of the width."""
        found, status = held_block(self._desk), self._window.status
        if found is None:
            return
        if len(found.block.area) > 1:
            status.refuse("ui.status.l_columns")
            return
        context, block, story = found
        count = measure_of(context, block, story).own + by
        edit = in_columns(context, self._desk.page_id, block, story, count)
        if edit is None or not count:
            status.refuse("ui.status.columns_end")
        elif self._desk.apply(edits.Batch("ui.history.columns", (edit,))):
            self.say_measure()

    def next_mode(self) -> None:
        """The next way in which the columns share the width (分栏方式)."""
        found = held_block(self._desk)
        if found is not None and len(found.block.area) == 1:
            mode = MODES[(MODES.index(found.block.mode) + 1) % len(MODES)]
            if self._desk.apply(edits.SetBlock(page=self._desk.page_id, element=found.block.id, mode=mode)):
                self.say_measure()

    def say_measure(self) -> None:
        """Says in how many columns the selected block is set, and how wide they are."""
        found = held_block(self._desk)
        if found is not None:
            mode = self._window.language.text(f"ui.properties.mode_{found.block.mode}")
            self._window.status.say("ui.status.measure", mode=mode, **measure_of(*found).said())

    def release(self) -> None:
        """The selected block becomes free frames in its place (打散), which are then selected."""
        desk, found, page = self._desk, held_block(self._desk), self._desk.page
        if found is None or page is None:
            return
        try:
            made = released(desk.document, page, found.block, desk.book, desk.ids.new)
        except Refusal as refusal:
            desk.refused.emit(refusal)
            return
        before = compose_page(desk.document, page.id, desk.book, whole=True)
        if desk.apply(_release(page, found.block, made)):
            desk.choose(each.id for each in made.elements)
            moved = moved_lines(before, compose_page(desk.document, page.id, desk.book, whole=True))
            code = "ui.status.released_moved" if moved else "ui.status.released"
            self._window.status.say(code, count=len(made.elements), lines=moved)

    def gather(self) -> None:
        """The selected free frames of one story become a block (合成文章块)."""
        desk, page = self._desk, self._desk.page
        if page is None:
            return
        try:
            made = gathered(desk.document, page, desk.elements, desk.book, desk.ids.new("el"))
        except Refusal as refusal:
            desk.refused.emit(refusal)
            return
        if desk.apply(_gather(page, made)):
            desk.select(made.block.id)
            self._say_over("ui.status.gathered")

    @property
    def flows(self) -> bool:
        """Whether the copy flows over the seams of the selected block."""
        block = self._desk.element
        found = seams(self._desk.document, block) if isinstance(block, Block) else ()
        return bool(found) and all(each.flows for _, each in found)

    def switch_flow(self) -> None:
        """Has copy flow over the seams of the selected block with the room, or parts it there between items."""
        block, flows = self._desk.element, not self.flows
        if isinstance(block, Block):
            steps = tuple(
                edits.SetBlock(page=page, element=each.id, flows=flows)
                for page, each in seams(self._desk.document, block)
            )
            self._desk.apply(edits.Batch(label="ui.history.flow-on" if flows else "ui.history.flow-off", edits=steps))

    def go_on(self, element: str = "") -> None:
        """Takes the rest of an overset story into the hand; a click on a page puts it there (续排)."""
        if element:
            self._desk.select(element)
        found, tool = self._desk.element, self._window.tools["onward"]
        if isinstance(found, Block | TextFrame) and isinstance(tool, OnwardTool) and tool.load(found):
            self._window.commands.take("onward")
            self._window.status.say("ui.status.onward")


def _release(page: Page, block: Block, made: Released) -> edits.Batch:
    """The edit that puts what was released in the place of the block, as one step."""
    elements = [part for each in page.elements for part in (made.elements if each.id == block.id else (each,))]
    steps = (*made.head, edits.SetElements(page=page.id, elements=tuple(elements)))
    return edits.Batch(label="ui.history.release", edits=steps)


def _gather(page: Page, made: Gathered) -> edits.Batch:
    """The edit that puts the block in the place of the frames, as one step."""
    front = max(at for at, each in enumerate(page.elements) if each.id in made.gone)
    elements: list[Element] = []
    for at, each in enumerate(page.elements):
        if each.id not in made.gone:
            elements.append(each)
        if at == front:
            elements.append(made.block)
    return edits.Batch("ui.history.gather", (*made.head, edits.SetElements(page=page.id, elements=tuple(elements))))
