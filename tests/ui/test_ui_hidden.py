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
        sign
        for sign in signs_of(page, {"st-dock-0": window.desk.document.story("st-dock").body[0]})
        if sign.baseline == line.baseline and sign.x >= line.x
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


def test_chosen_ends_of_lines_and_tabs_are_shown_in_headlines_across_and_downwards(window) -> None:
    text = "渡口\t灯火 照夜航"
    old = window.desk.document.story("st-dock").main.text
    window.desk.apply(edits.ReplaceText("st-dock", "st-dock-main", 0, len(old), text))
    window.desk.apply(edits.SetBreaks("st-dock", "st-dock-main", (6,)))
    for place in ("top", "left"):
        window.desk.apply(edits.SetBlock("pg-1", "el-dock", head_at=place, columns=0))
        page, hidden = window.desk.shown, window.overlay.hidden
        lines = [line for line in page.lines if line.paragraph == "st-dock-main"]
        assert [line.down for line in lines] == [place == "left"] * 2
        others = next(line for line in page.lines if line.story == "st-tea")
        signs = [sign for sign in hidden.signs if sign.size == lines[0].size and sign.rect.x < others.x - 1]
        assert [sign.kind for sign in signs] == ["tab", "dot", "break", "end"]
        middle = signs[0].rect.x + signs[0].rect.w / 2, signs[0].rect.y + signs[0].rect.h / 2
        assert lines[0].rect.contains(*middle)
        ends = {sign.kind: sign for sign in signs}
        first, last = ends["break"].rect, ends["end"].rect
        assert (first.x > last.x) if place == "left" else (first.y < last.y)


def test_they_follow_the_typing_and_only_what_is_set_anew_is_gone_through(window) -> None:
    hidden = window.overlay.hidden
    before = hidden.signs
    kept = dict(hidden._elements)
    window.desk.apply(edits.ReplaceText("st-tea", "st-tea-0", 2, 2, " \u3000"))
    after = hidden.signs
    assert len(after) == len(before) + 2
    assert hidden._elements["el-dock"] is kept["el-dock"] and hidden._elements["el-tea"] is not kept["el-tea"]


def test_the_galley_shows_them_too(window) -> None:
    window.desk.select("el-dock")
    window.bars.do("galley")
    window.galley.refresh()
    window.desk.apply(edits.ReplaceText("st-dock", "st-dock-0", 2, 2, "\u3000"))
    window.galley.refresh()
    kinds = [sign.kind for sign in window.galley.hidden.signs]
    story = window.desk.document.story("st-dock")
    assert kinds.count("end") == len(story.body) + 1 and kinds.count("box") == 1
    window.galley.view.settle()
    bare = window.galley.view.viewport().grab().toImage()
    window.bars.do("hidden")
    assert window.galley.view.viewport().grab().toImage() != bare
