"""Hidden characters over the page: each where it stands, none of them printed."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage

from layoutdesk import edits
from layoutdesk.ui.canvas.hidden import signs_of


def test_hidden_characters_are_shown_where_they_stand(window) -> None:
    text = "渡口\u3000灯火 OK\u00a0go\u200b夜航"
    old = window.desk.document.story("st-dock").body[0].text
    window.desk.apply(edits.ReplaceText("st-dock", "st-dock-0", 0, len(old), text))
    page = window.desk.shown
    line = next(line for line in page.lines if line.paragraph == "st-dock-0")
    signs = [
        sign for sign in signs_of(page, {"st-dock-0": len(text)}) if sign.baseline == line.baseline and sign.x >= line.x
    ]
    mine = [sign for sign in signs if sign.right <= line.x + line.width + 2 * line.size]
    assert [sign.kind for sign in mine] == ["box", "dot", "ring", "bar", "end"]
    box, dot, ring, bar, end = mine
    assert box.x == pytest.approx(line.x + 2 * line.size, abs=0.01)
    assert box.right == pytest.approx(box.x + line.size, abs=0.01)
    assert dot.right - dot.x < 0.6 * line.size
    assert box.right < dot.x < dot.right < ring.x < ring.right < bar.right < end.x
    assert end.x == line.x + line.width


def test_the_switch_shows_them_and_the_preview_does_not(window) -> None:
    def picture() -> QImage:
        window.view.viewport().repaint()
        return window.view.viewport().grab().toImage()

    window.view.set_zoom(2)
    bare = picture()
    window.bars.do("hidden")
    assert window.bars.actions["hidden"].isChecked()
    assert picture() != bare
    window.bars.do("plain")
    shown = picture()
    window.bars.do("hidden")
    assert picture() == shown
