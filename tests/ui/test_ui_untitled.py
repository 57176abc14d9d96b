"""A story without any words has a name that people understand, wherever it is told of; ids are for the program."""

from __future__ import annotations

import pytest

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.model import Block, GridRect, Paragraph, Story, TextFrame

EMPTY = Story(id="st-c2855dca08d7", body=(Paragraph(id="p-none", text=""),))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "element",
    [
        TextFrame(id="el-none", story=EMPTY.id, rect=Rect(-300, 60, 150, 60)),
        Block(id="el-none", story=EMPTY.id, area=(GridRect(3, 0, 2, 20),)),
        None,
    ],
    ids=["parked", "over another", "waiting"],
)
def test_lists_and_problems_name_it(window, language: str, element: TextFrame | Block | None) -> None:
    window.language.use(language)
    steps: list[edits.Edit] = [edits.AddStory(EMPTY)]
    if element is not None:
        steps.append(edits.PlaceElement(page="pg-1", element=element))
    window.desk.apply(edits.Batch("ui.history.take", tuple(steps)))
    window.desk.finish_composing()
    window.copy.refresh()
    window.problems.refresh()
    shown = [(row.text, row.under) for panel in (window.copy, window.problems) for row in panel.list.rows.rows]
    name = window.language.text("edits.what.untitled")
    assert any(name in text for text, _ in shown)
    told = [text + under for text, under in shown]
    assert not any(EMPTY.id in text or "el-none" in text or "《》" in text or "“”" in text for text in told)
