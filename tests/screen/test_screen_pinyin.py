"""Words typed by libpinyin on the page, in the galley and in the palette: the real program and input method on a real screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from screen.display import Editor, editor, missing, screen, until
from screen.method import ENGINE, MEMORY, libpinyin

from layoutdesk.model import Block, Document, FolioBar, GridRect, Meta, Page, Paragraph, Story
from layoutdesk.model.library import shipped_templates
from layoutdesk.store import IssueFile, create

_LACKING = missing("Xvfb", "openbox", "xdotool", "dbus-daemon", "ibus-daemon") or (
    ""
    if ENGINE.exists() and MEMORY.exists()
    else "not installed: ibus-libpinyin (Debian packages of .ci/system-packages)"
)
pytestmark = [pytest.mark.screen, pytest.mark.timeout(900), pytest.mark.skipif(bool(_LACKING), reason=_LACKING)]

SENTENCE = "渡口的灯在夜里亮到天明，往来的船只依次靠岸，码头上的人们把货物一件件搬进仓库。"


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    """A page with one story, as an issue file."""
    template = shipped_templates()["tabloid-inside"]
    body = tuple(Paragraph(id=f"p{n}", text=SENTENCE * 3) for n in range(4))
    story = Story(id="st", main=Paragraph(id="main", text="渡口灯火照夜航", style="main"), body=body)
    block = Block(id="el", story="st", area=(GridRect(0, 0, 3, 30),))
    page = Page(id="pg", number=1, template=template.name, label="A01", elements=(FolioBar(id="bar"), block))
    meta = Meta(paper="白鹭洲晚报", date="2026-03-03")
    create(tmp_path / "issue.ldesk", Document(meta=meta, pages=(page,), templates=(template,), stories=(story,)), {})
    return tmp_path / "issue.ldesk"


def test_pinyin_writes_into_the_page_and_into_the_galley(tmp_path: Path, issue: Path) -> None:
    with screen(tmp_path) as on, libpinyin(on), editor(on, issue) as desk:
        desk.until("the issue", file=str(issue), busy=False)
        on.click(desk.place("line", "p1", 1), 2)
        desk.until("writing", tool="text")
        on.keys("Left")
        write(desk, "p1", "page")
        on.keys("Escape")
        desk.until("no writing", tool="select")
        on.keys("F8")
        on.click(desk.place("line", "p2", 2, True))
        desk.until("writing in the galley", in_galley=True)
        write(desk, "p2", "galley")


def test_a_word_under_way_is_put_in_however_the_hand_leaves(tmp_path: Path, issue: Path) -> None:
    """A click elsewhere in the copy or on a list, keys, the galley, the close button of the window."""
    with screen(tmp_path) as on, libpinyin(on), editor(on, issue) as desk:
        desk.until("the issue", file=str(issue), busy=False)
        ways = [
            lambda: on.click(desk.place("line", "p3", 2)),
            lambda: on.click(desk.place("row", "copy", "st")),
            lambda: on.keys("F8"),
            lambda: on.click(desk.place("line", "p0", 2, True)),
            lambda: on.keys("F9"),
            lambda: on.keys("alt+F4"),
        ]
        for count, way in enumerate(ways, 1):
            on.click(desk.place("line", "p1", 1), 2)
            desk.until("writing", tool="text")
            on.keys("End")
            compose(desk, "xinwen", 2)
            desk.until_writing("the word", preedit="新闻")
            way()
            until("two characters more", lambda count=count: len(written(issue)) == len(SENTENCE) * 3 + 2 * count)
            if way is not ways[-1]:
                desk.until("at rest", busy=False)
                on.keys("Escape", "Escape")
        assert written(issue).replace("新", "").replace("闻", "") == SENTENCE * 3


def test_pinyin_is_looked_for_in_the_palette_while_it_is_under_way(tmp_path: Path, issue: Path) -> None:
    with screen(tmp_path) as on, libpinyin(on), editor(on, issue) as desk:
        desk.until("the issue", file=str(issue), busy=False)
        on.keys("ctrl+k")
        until_palette(desk, "open", open=True)
        # What is proposed first may be another word that sounds alike: it is found all the same.
        on.write("biaochi")
        until_palette(desk, "found while under way", field="", first="rulers")
        on.picture("palette-under-way")
        on.keys("space")
        until(
            "found when it is put in", lambda: desk.ask("palette")["field"] and desk.ask("palette")["first"] == "rulers"
        )
        on.keys("Return")
        until_palette(desk, "done", open=False)


def until_palette(desk: Editor, what: str, **wanted: Any) -> None:
    """Waits for states of the palette."""
    until(what, lambda: wanted.items() <= desk.ask("palette").items())


def text(desk: Editor, paragraph: str) -> str:
    """A paragraph as the file has it."""
    return next(
        item.text for item in desk.saved().story("st").body if isinstance(item, Paragraph) and item.id == paragraph
    )


def written(issue: Path) -> str:
    """The second paragraph as the file has it, whether the program runs or not."""
    with IssueFile.open(issue, "r") as file:
        body = file.read().story("st").body
    return next(item.text for item in body if isinstance(item, Paragraph) and item.id == "p1")


def write(desk: Editor, paragraph: str, name: str) -> None:
    """Gives a word up half way, writes 新闻, takes it away and brings it back."""
    before = hand(desk)
    assert text(desk, paragraph) == SENTENCE * 3
    at_caret(desk)
    # The keys of the tools are in it; none of them is taken while a word is under way.
    compose(desk, "falvzhuti", 4)
    desk.screen.picture(f"{name}-under-way")
    desk.screen.keys("Escape")
    desk.until_writing("nothing under way", preedit="")
    assert hand(desk) == before
    spot = desk.ask("writing")["spot"]
    compose(desk, "xinwen", 2)
    desk.until_writing("the word", preedit="新闻")
    desk.screen.picture(f"{name}-xinwen")
    assert hand(desk) == before and text(desk, paragraph) == SENTENCE * 3
    desk.screen.keys("space")
    desk.until("one step", steps=before["steps"] + 1, busy=False)
    wanted = SENTENCE * 3
    wanted = wanted[: spot[2]] + "新闻" + wanted[spot[2] :]
    desk.until_saved("新闻 once, at the caret", lambda _: text(desk, paragraph) == wanted)
    at_caret(desk)
    desk.screen.picture(f"{name}-written")
    desk.screen.keys("ctrl+z")
    desk.until_saved("the copy as it was", lambda _: text(desk, paragraph) == SENTENCE * 3)
    desk.until("no step", steps=before["steps"])
    desk.screen.keys("ctrl+shift+z")
    desk.until_saved("新闻 again", lambda _: text(desk, paragraph) == wanted)


def hand(desk: Editor) -> dict[str, Any]:
    """What keys of tools, of zoom and of the history would change."""
    state = desk.ask("state")
    return {name: state[name] for name in ("tool", "zoom", "chosen", "steps", "page", "in_galley")}


def compose(desk: Editor, keys: str, characters: int) -> None:
    """Types pinyin; it is shown where it will stand, and the candidates are told to stand at its caret."""
    desk.screen.write(keys)
    desk.until_writing("the whole word under way", characters=characters, rest="")
    at_caret(desk)


def at_caret(desk: Editor) -> None:
    """Where the input method is told that the caret stands is where it is drawn."""
    asked = desk.ask("writing")
    assert all(abs(a - b) <= 2 for a, b in zip(asked["method"], asked["caret"], strict=True)), asked
