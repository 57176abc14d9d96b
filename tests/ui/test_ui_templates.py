"""The template of the page in view under the hand: in figures, by the edges of its type area, kept under a name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from layoutdesk import edits
from layoutdesk.model import FolioBar, Rule
from layoutdesk.ui.canvas.marks import shape
from layoutdesk.ui.canvas.snapping import Edges


@pytest.fixture
def held(window):
    """The template is in the hand."""
    window.desk.select("el-dock")
    window.bars.do("template-edit")
    return window


def grid(window):
    return window.desk.document.template("tabloid-inside").grid


def handle(window, edges: Edges) -> tuple[float, float]:
    return window.view.to_page(dict(shape.handles(window.overlay))[edges])


def test_its_measures_stand_in_the_panel_and_change_all_its_pages_in_one_step(held) -> None:
    fields, before = held.properties.template, held.desk.document
    assert not held.desk.chosen and fields.isVisible()
    assert "四开内页" in fields.said.text() and "2" in fields.said.text()
    assert not fields.fields["head_height"].isVisible() and fields.fields["folio_top"].isVisible()
    rows = fields.steppers["rows"].figure
    rows.setValue(rows.value() - 2)
    assert grid(held).rows == rows.value() == before.templates[0].grid.rows - 2
    assert held.desk.composed["pg-1"].frames["el-dock"] and len(held.desk.done_labels) == 1
    assert held.history.list.rows.rows[0].text == held.language.text("ui.history.reshape", what="“四开内页”")
    held.desk.undo()
    assert held.desk.document is before
    fields.show_template()
    assert rows.value() == before.templates[0].grid.rows


def test_the_foot_of_the_type_area_is_pulled_live_by_rows_and_esc_gives_it_up(held, hand) -> None:
    desk, before = held.desk, held.desk.document
    x, y = handle(held, Edges(0, 1))
    step = desk.grid.step
    hand.press(x, y)
    hand.move(x, y - 2 * step)
    hand.move(x, y - 5 * step)
    assert desk.preview is not None and desk.document is before
    hand.key(Qt.Key.Key_Escape)
    hand.release(x, y - 5 * step)
    assert desk.document is before and desk.preview is None and desk.templating.is_on
    hand.drag((x, y), (x, y - 5 * step))
    assert grid(held).rows == before.templates[0].grid.rows - 5
    desk.undo()
    assert desk.document is before


def test_the_head_gives_up_rows_where_it_is_pulled_down_and_a_side_the_width_of_columns(held, hand) -> None:
    desk, before = held.desk, grid(held)
    area = desk.grid.type_area
    x, y = handle(held, Edges(0, -1))
    hand.drag((x, y), (x, y + 4 * desk.grid.step))
    assert grid(held).rows == before.rows - 4
    assert desk.grid.type_area.y == pytest.approx(area.y + 4 * desk.grid.step, abs=0.2)
    assert desk.grid.type_area.bottom == pytest.approx(area.bottom, abs=0.4)
    x, y = handle(held, Edges(1, 0))
    hand.drag((x, y), (x - 40, y))
    assert grid(held).column_chars < before.column_chars and grid(held).columns == before.columns
    assert desk.grid.type_area.x > area.x


def test_it_is_left_by_esc_and_by_what_stands_on_the_page(held, hand) -> None:
    hand.key(Qt.Key.Key_Escape)
    assert not held.desk.templating.is_on and not list(shape.handles(held.overlay))
    assert held.properties.page.isVisible()
    held.bars.do("template-edit")
    hand.click(*hand.middle("el-tea"))
    assert held.desk.chosen == ("el-tea",) and not held.desk.templating.is_on
    assert not held.bars.actions["template-edit"].isChecked()


def test_two_templates_of_one_name_are_told_apart(window) -> None:
    for _ in range(3):
        assert window.desk.templating.save("评论版")
    titles = [each.title["zh"] for each in window.desk.document.templates if each.name.startswith("own-")]
    assert titles == ["评论版", "评论版 2", "评论版 3"]


def test_a_page_is_kept_as_template_and_a_new_one_begins_as_it(window, monkeypatch) -> None:
    desk = window.desk
    rule = Rule(id="el-rule", x1=60, y1=900, x2=300, y2=900)
    desk.apply(edits.PlaceElement(page="pg-2", element=rule))
    desk.go_to("pg-2")
    monkeypatch.setattr(window.dialogs, "template_name", lambda _: "副刊")
    window.bars.do("template-save")
    name = desk.page.template
    assert name != "tabloid-inside" and desk.document.template(name).title["zh"] == "副刊"
    assert window.properties.page.template.currentText() == "副刊"
    window.bars.do("page-add")
    assert desk.page.id not in ("pg-1", "pg-2") and desk.page.template == name
    assert [type(each) for each in desk.page.elements] == [FolioBar, Rule]
    assert desk.page.elements[1].id != "el-rule"
    QTest.qWait(1)
    assert {problem.code for problem in desk.problems if problem.code.startswith("compose.")} <= {"compose.open"}
