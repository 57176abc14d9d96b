"""A story let go between others finds room (让位): shown before it is made, one step, Esc gives it up, refused in words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from layoutdesk import edits
from layoutdesk.compose.grid import bounding
from layoutdesk.model import Advert, Block, GridRect, PictureFrame
from layoutdesk.model.elements import area_of
from layoutdesk.ui.canvas.drops import STORY_MIME
from tests.ui.conftest import story

NONE = Qt.KeyboardModifier.NoModifier


class Drag:
    """A story dragged from the copy panel over the page."""

    def __init__(self, window, name: str) -> None:
        self.window = window
        self.data = QMimeData()
        self.data.setData(STORY_MIME, name.encode())

    def event(self, kind: type, x: float, y: float, keys) -> QDropEvent:
        at = self.window.view.to_view(x, y).toPoint()
        rest = (Qt.DropAction.CopyAction, self.data, Qt.MouseButton.LeftButton, keys)
        try:
            event = kind(QPointF(at), *rest)
        except TypeError:
            event = kind(QPoint(at), *rest)
        self.window.view.viewportEvent(event)
        return event

    def over(self, x: float, y: float, keys=NONE) -> bool:
        """Whether the page takes the story there."""
        self.event(QDragEnterEvent, x, y, keys)
        return self.event(QDragMoveEvent, x, y, keys).isAccepted()

    def drop(self, x: float, y: float, keys=NONE) -> None:
        if self.over(x, y, keys):
            self.event(QDropEvent, x, y, keys)
        else:
            self.leave()

    def leave(self) -> None:
        self.window.view.viewportEvent(QDragLeaveEvent())


@pytest.fixture
def stacked(window):
    """Two stories over one another in the first three columns, the upper one with rows to spare, a third beside them."""
    desk = window.desk
    desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 3, 40),)))
    below = Block(id="el-low", story="st-library", area=(GridRect(0, 42, 3, 24),))
    desk.apply(edits.RemoveElement(page="pg-2", element="el-library"))
    desk.apply(edits.PlaceElement(page="pg-1", element=below))
    return window


def area(window, name: str) -> GridRect:
    page = window.desk.page
    return bounding(next(each for each in page.elements if each.id == name).area)


def spot(window, column: float, row: float) -> tuple[float, float]:
    grid = window.desk.grid
    return grid.type_area.x + column * grid.pitch, grid.row_top(row)


def is_sound(window) -> None:
    """Nothing overlaps, no copy is lost, blocks over one another keep their white."""
    shown = window.desk.shown
    assert not [problem for problem in shown.problems if problem.code == "compose.overlap"]
    assert not any(fit.over for fit in shown.fits)


@pytest.mark.parametrize("row", [36, 41, 44])
def test_a_story_let_go_between_two_is_shown_there_first_and_is_one_step(stacked, row) -> None:
    desk, drag = stacked.desk, Drag(stacked, "st-spare")
    before, steps = desk.document, len(desk.done_labels)
    at = spot(stacked, 1.4, row)
    assert drag.over(*at)
    assert desk.document is before and desk.preview is not None
    (ghost,) = stacked.overlay.ghosts
    assert stacked.overlay.catches and stacked.status.note.text()
    assert any(line.story == "st-spare" for line in desk.preview.lines)
    drag.drop(*at)
    new = bounding(desk.element.area)
    assert (new,) == ghost and desk.element.story == "st-spare" and (new.column, new.columns) == (0, 3)
    assert area(stacked, "el-dock").bottom + 2 <= new.row and new.bottom + 2 <= area(stacked, "el-low").row
    is_sound(stacked)
    assert [label for label, _ in desk.done_labels][steps:] == ["ui.history.make-room"]
    assert stacked.history.list.rows.rows[0].text == stacked.language.text(
        "ui.history.make-room", first="“风筝节周末开幕”"
    )
    assert stacked.overlay.ghosts == () and desk.preview is None
    desk.undo()
    assert desk.document is before


def test_over_others_a_story_is_an_outline_with_its_need_and_the_status_line_is_about_it(stacked, hand) -> None:
    desk = stacked.desk
    desk.select("el-dock")
    before = stacked.status.fit.text(), stacked.status.place.text()
    drag = Drag(stacked, "st-spare")
    assert drag.over(*hand.middle("el-dock"), Qt.KeyboardModifier.ControlModifier)
    need = stacked.language.text("ui.canvas.need", rows=stacked.overlay.need)
    assert stacked.overlay.need and desk.preview is None and len(stacked.overlay.ghosts) == 1
    assert stacked.status.fit.text() == need != before[0] and stacked.status.place.text() != before[1]
    drag.leave()
    assert (stacked.status.fit.text(), stacked.status.place.text()) == before and stacked.overlay.need == 0


def test_esc_or_leaving_the_page_gives_it_up(stacked) -> None:
    before, drag = stacked.desk.document, Drag(stacked, "st-spare")
    assert drag.over(*spot(stacked, 1.4, 41))
    drag.leave()
    assert stacked.desk.document is before and stacked.desk.preview is None
    assert stacked.overlay.ghosts == () and stacked.overlay.catches == () and stacked.status.note.text() == ""


def test_at_the_side_a_story_gives_up_columns(stacked) -> None:
    desk, drag = stacked.desk, Drag(stacked, "st-spare")
    desk.apply(edits.RemoveElement(page="pg-1", element="el-tea"))
    desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 5, 34),)))
    drag.drop(*spot(stacked, 4.9, 20))
    new, host = bounding(desk.element.area), area(stacked, "el-dock")
    assert desk.element.story == "st-spare" and host.column == 0 and host.right == new.column and new.right == 5
    assert (new.row, new.rows) == (host.row, host.rows)
    is_sound(stacked)


@pytest.fixture
def crowded(stacked):
    """The stories of the first three columns are over, an advert stands under them; columns 4 to 6 are free from row 26 on."""
    desk = stacked.desk
    rows = desk.grid.template.grid.rows
    desk.apply(edits.SetArea(page="pg-1", element="el-dock", area=(GridRect(0, 0, 3, 16),)))
    desk.apply(edits.SetArea(page="pg-1", element="el-low", area=(GridRect(0, 18, 3, 12),)))
    desk.apply(edits.PlaceElement(page="pg-1", element=Advert(id="ad", area=GridRect(0, 32, 3, rows - 32))))
    assert all(fit.over for fit in desk.shown.fits if fit.element in ("el-dock", "el-low"))
    return stacked


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("row", [10, 17, 44])
def test_where_no_room_can_be_made_a_story_goes_to_the_nearest_free_ground(crowded, row, language) -> None:
    desk, drag = crowded.desk, Drag(crowded, "st-spare")
    crowded.language.use(language)
    before, at = desk.document, spot(crowded, 1.4, row)
    assert drag.over(*at)
    (ghost,) = crowded.overlay.ghosts
    assert desk.preview is not None and desk.document is before
    assert crowded.language.text("ui.snap.free_ground") in crowded.status.note.text()
    drag.drop(*at)
    new = bounding(desk.element.area)
    assert (new,) == ghost and new.column >= 3 and new.row >= area(crowded, "el-tea").bottom + 2
    others = [rect for each in desk.page.elements if each.id != desk.selection for rect in area_of(each)]
    assert len(others) == 4 and not any(new.overlaps(rect) for rect in others)
    assert not [problem for problem in desk.shown.problems if problem.code == "compose.overlap"]
    assert not any(fit.over for fit in desk.shown.fits if fit.element == desk.selection)
    desk.undo()
    assert desk.document is before


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("column", "side"), [(0.4, -1), (4.6, 1)])
def test_beside_a_full_page_a_story_is_parked_and_that_is_said(crowded, column, side, language) -> None:
    desk, drag = crowded.desk, Drag(crowded, "st-spare")
    crowded.language.use(language)
    rows = desk.grid.template.grid.rows
    for name, rest in (("ad-2", GridRect(3, 26, 3, rows - 26)), ("ad-3", GridRect(5, 0, 1, 24))):
        desk.apply(edits.PlaceElement(page="pg-1", element=Advert(id=name, area=rest)))
    desk.apply(edits.AddStory(story("st-kite", "纸鸢飞过河", 5)))
    before, at = desk.document, spot(crowded, column, 40)
    assert drag.over(*at)
    assert len(crowded.overlay.ghosts) == 1 and desk.preview is not None and desk.document is before
    drag.drop(*at)
    block = desk.element
    assert isinstance(block, Block) and block.story == "st-spare"
    lies = desk.grid.rect(bounding(block.area))
    assert lies.right <= 0 if side < 0 else lies.x >= desk.grid.width
    said = crowded.language.text("ui.status.page_full", rows=7).split("7")[-1]
    assert crowded.status.note.text().endswith(said)
    Drag(crowded, "st-kite").drop(*at)
    assert desk.element.story == "st-kite" and not desk.element.area[0].overlaps(block.area[0])
    desk.undo()
    desk.undo()
    assert desk.document is before


def test_free_frames_are_no_free_ground(crowded) -> None:
    desk = crowded.desk
    ground = desk.grid.rect(GridRect(3, 26, 3, 20))
    desk.apply(edits.PlaceElement(page="pg-1", element=PictureFrame(id="el-free", rect=ground)))
    Drag(crowded, "st-spare").drop(*spot(crowded, 1.4, 17))
    assert bounding(desk.element.area).row >= 26 + 20 + 2


def test_adverts_and_what_is_locked_stay_where_they_are(stacked) -> None:
    desk = stacked.desk
    desk.apply(edits.LockElements(page="pg-1", elements=("el-low",)))
    Drag(stacked, "st-spare").drop(*spot(stacked, 1.4, 36))
    assert area(stacked, "el-low") == GridRect(0, 42, 3, 24)
    if desk.element is not None:
        new = bounding(desk.element.area)
        assert new.bottom + 2 <= 42 or new.column >= 3
    is_sound(stacked)


def test_with_ctrl_nothing_gives_way(stacked) -> None:
    desk = stacked.desk
    before = area(stacked, "el-dock"), area(stacked, "el-low")
    Drag(stacked, "st-spare").drop(*spot(stacked, 1.2, 36.2), Qt.KeyboardModifier.ControlModifier)
    assert desk.element.story == "st-spare" and bounding(desk.element.area).row in (35, 36, 37)
    assert (area(stacked, "el-dock"), area(stacked, "el-low")) == before


def test_a_block_dragged_to_the_seam_goes_between_and_esc_brings_it_back(stacked, hand, qtbot) -> None:
    desk, said = stacked.desk, stacked.language.text("ui.snap.room_under")
    before = desk.document
    hand.click(*hand.middle("el-tea"))
    start, seam = hand.middle("el-tea"), spot(stacked, 1.4, 41)
    hand.press(*start)
    hand.move(*spot(stacked, 3.2, 20))
    hand.move(*seam)
    qtbot.waitUntil(lambda: said in stacked.status.note.text(), timeout=10_000)
    assert desk.document is before and desk.preview is not None
    hand.key(Qt.Key.Key_Escape)
    hand.release(*seam)
    assert desk.document is before
    hand.drag(start, seam)
    new = area(stacked, "el-tea")
    assert (new.column, new.columns) == (0, 3)
    assert area(stacked, "el-dock").bottom + 2 <= new.row and new.bottom + 2 <= area(stacked, "el-low").row
    is_sound(stacked)
    assert [label for label, _ in desk.done_labels][-1] == "ui.history.make-room"
    desk.undo()
    assert desk.document is before


def test_room_is_looked_for_between_the_movements_of_the_hand_and_forgotten_once_it_has_gone_on(stacked, hand) -> None:
    desk = stacked.desk
    hand.click(*hand.middle("el-tea"))
    before = desk.document
    hand.press(*hand.middle("el-tea"))
    hand.move(*spot(stacked, 3.2, 20))
    hand.move(*spot(stacked, 1.4, 41))
    # The hand gives the drag up before room is found: nothing is looked for any longer, and nothing moves.
    hand.key(Qt.Key.Key_Escape)
    hand.release(*spot(stacked, 1.4, 41))
    while desk.turns.is_busy:
        QApplication.processEvents()
    assert desk.document is before and desk.preview is None and not stacked.overlay.ghosts


def test_over_the_middle_of_another_and_with_ctrl_a_dragged_block_only_moves(stacked, hand) -> None:
    desk = stacked.desk
    before = area(stacked, "el-dock"), area(stacked, "el-low")
    hand.click(*hand.middle("el-tea"))
    start = hand.middle("el-tea")
    hand.drag(start, spot(stacked, 1.5, 20))
    assert (area(stacked, "el-dock"), area(stacked, "el-low")) == before
    desk.undo()
    hand.drag_with(start, spot(stacked, 1.5, 41), Qt.KeyboardModifier.ControlModifier)
    assert (area(stacked, "el-dock"), area(stacked, "el-low")) == before
    assert area(stacked, "el-tea").columns == 2
