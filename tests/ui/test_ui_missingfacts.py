"""Problems that stand on no page: what the issue or a page lacks is led to where it is typed."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from layoutdesk import edits
from layoutdesk.model import Credits
from tests.ui.conftest import rest


@pytest.fixture
def lacking(window):
    """An issue without its number, with a page that has neither label nor proofreader."""
    desk = window.desk
    desk.apply(edits.SetMeta(replace(desk.document.meta, number="")))
    page = desk.document.pages[1]
    desk.apply(edits.SetPage(page=page.id, name=page.name, label=""))
    desk.apply(edits.SetCredits(page=page.id, credits=Credits(editor=("沈知遥",), designer=("乔伯言",))))
    window.properties.fold(True)
    desk.select("el-dock")
    rest(window)
    window.problems.refresh()
    return window


@pytest.mark.parametrize(
    ("code", "field"),
    [
        ("check.missing-issue-number", lambda of: of.issue.edits["number"]),
        ("check.missing-page-number", lambda of: of.page.label),
        ("check.missing-credits", lambda of: of.page.credits["proofreader"]),
    ],
)
def test_what_is_missing_is_led_to_where_it_is_typed(lacking, code: str, field) -> None:
    """A click and Enter did nothing at all."""
    window = lacking
    key = next(
        key for key, each in window.problems._problems.items() if each.code == code and each.page in ("", "pg-2")
    )
    window.problems.list.setFocus()
    window.problems.list.mark(key)
    window.problems._jump(key)
    rest(window)
    wanted = field(window.properties)
    assert not window.properties.is_folded and wanted.isVisible() and window.desk.selection == ""
    assert wanted.hasFocus()
    window.properties.fold(True)
    window.problems.list.setFocus()
    QTest.keyClick(window.problems.list, Qt.Key.Key_Return)
    rest(window)
    assert wanted.hasFocus() and not window.properties.is_folded
