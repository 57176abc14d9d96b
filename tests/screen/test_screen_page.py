"""A page from nothing, as an editor makes it, in the real program on a real screen: by mouse and keys alone."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from screen.display import Editor, editor, missing, screen, until

from layoutdesk.compose.grid import bounding
from layoutdesk.model import Block, Document
from layoutdesk.model.story import Paragraph, pictures
from layoutdesk.resources import resource

pytestmark = [
    pytest.mark.screen,
    # Every single wait has its own limit.
    pytest.mark.timeout(900),
    pytest.mark.skipif(bool(missing("Xvfb", "openbox", "xdotool")), reason=missing("Xvfb", "openbox", "xdotool")),
]

HEAD = "---\n报名：清江日报\n日期：2026-03-04\n版次：{label}\n版名：{name}\n---\n"
PHOTOS = (
    "reading-room.jpg", "rain-street.jpg", "factory-hall.jpg", "advert-water.jpg", "lantern-night.jpg", "old-ferry.jpg",
    "tea-garden.jpg", "bridge-dawn.jpg",
)  # fmt: skip
TITLE = "Lights on till 1 am"


def block_of(document: Document, element: str) -> Block:
    return next(
        each for page in document.pages for each in page.elements if isinstance(each, Block) and each.id == element
    )


def blocks(document: Document, page: int = 0) -> list[Block]:
    return [each for each in document.pages[page].elements if isinstance(each, Block)]


def test_a_page_is_made_from_nothing_by_mouse_and_keys(tmp_path: Path) -> None:
    heads = [tmp_path / "05.md", tmp_path / "06.md"]
    for path, name in zip(heads, ("城事", "文化"), strict=True):
        path.write_text(HEAD.format(label=path.stem, name=name), "utf-8")
    sample = resource("sample")
    files = [sample / "copy" / "02-city.md", *(sample / "pictures" / name for name in PHOTOS)]
    with screen(tmp_path) as on, editor(on) as desk:
        new_issue(desk, heads)
        take_in(desk, files)
        lead, other = place_stories(desk)
        retype(desk, lead)
        crop(desk, lead)
        thread(desk, lead)
        move(desk, other)
        make_an_l(desk, other)
        export(desk, lead)
        go_back(desk)


def new_issue(desk: Editor, heads: list[Path]) -> None:
    """Two heads of pages let go over the welcome page become an issue of two empty pages."""
    desk.screen.picture("welcome")
    x, y, width, height = desk.ask("widget", "welcome")
    desk.screen.let_go_over(heads, (x + width // 2, y + height - 90), lambda: desk.ask("state")["hangs"])
    desk.answer("QFileDialog")
    desk.until("the issue", file=str(heads[0].with_suffix(".ldesk")), dialog="")
    desk.rest()
    assert [page.label for page in desk.saved().pages] == ["05", "06"]
    assert desk.ask("state")["title"] == "清江日报 2026-03-04 · 05 城事 — LayoutDesk"


def take_in(desk: Editor, files: list[Path]) -> None:
    """Copy and eight pictures let go over the page: stories wait in the copy panel, pictures have found their stories."""
    x, y, width, height = desk.ask("widget", "view")
    desk.screen.let_go_over(files, (x + width // 2, y + height // 2), lambda: desk.ask("state")["hangs"])
    desk.done(1)
    document = desk.saved()
    assert {asset.name for asset in document.assets} == set(PHOTOS)
    assert len(document.stories) == 11 and not blocks(document)
    names = {asset.id: asset.name for asset in document.assets}
    shown = {names.get(picture.asset) for story in document.stories for picture in pictures(story)}
    assert shown == {"reading-room.jpg", "rain-street.jpg", "factory-hall.jpg", "advert-water.jpg"}
    desk.screen.picture("taken-in")


def place_stories(desk: Editor) -> tuple[str, str]:
    """Three stories are dragged out of the copy panel, and the page is made up of them; the lead and another block."""
    stories = [story.id for story in desk.saved().stories if story.main is not None][:3]
    for number, (story, column, row) in enumerate(zip(stories, (1, 6.5, 2), (2, 20, 80), strict=True), 1):
        ghosts = desk.place("grid", column, row)
        desk.screen.drag(desk.place("row", "copy", story), ghosts, lambda: desk.is_(ghosts=True))
        desk.done(1 + number)
    desk.screen.picture("placed")
    assert [block.story for block in blocks(desk.saved())] == stories
    desk.screen.keys("ctrl+m")
    desk.done(5)
    document = desk.saved()
    assert sorted(block.story for block in blocks(document)) == sorted(stories)
    desk.screen.picture("made-up")
    found = {block.story: block.id for block in blocks(document)}
    return found[stories[0]], found[stories[2]]


def move(desk: Editor, element: str) -> None:
    """A block is dragged by its middle into the free room under it, and is caught by the grid."""
    desk.screen.keys("ctrl+Prior")
    first = desk.saved().pages[0].id
    steps = desk.until("the first page", page=first, busy=False)["steps"]
    before = block_of(desk.saved(), element).area[0]
    x, y, width, height = desk.ask("frames", element)[0]
    fall = desk.ask("grid", 0, 10)[1] - desk.ask("grid", 0, 0)[1]
    spot = x + width // 2, y + height // 2
    desk.screen.drag(spot, (spot[0], spot[1] + fall), lambda: desk.is_(dragging=True, chosen=[element]))
    desk.done(steps + 1)
    after = block_of(desk.saved(), element).area[0]
    assert (after.column, after.columns, after.rows) == (before.column, before.columns, before.rows)
    assert 7 <= after.row - before.row <= 13
    desk.screen.picture("moved")


def make_an_l(desk: Editor, element: str) -> None:
    """The grip in the lower right corner is pulled inwards: the block is an L, its text set round the notch."""
    steps, before = desk.ask("state")["steps"], bounding(block_of(desk.saved(), element).area)
    grip = desk.place("grip", 1, 1)
    columns, rows = (desk.ask("grid", 1, 6)[n] - desk.ask("grid", 0, 0)[n] for n in (0, 1))
    desk.screen.drag(grip, (grip[0] - columns, grip[1] - rows), lambda: desk.is_(dragging=True))
    desk.done(steps + 1)
    area = block_of(desk.saved(), element).area
    assert len(area) == 2 and bounding(area) == before
    assert area[1].columns == before.columns - 1
    desk.screen.picture("an-l")


def retype(desk: Editor, element: str) -> None:
    """Two clicks go into the headline, its line is selected and typed anew; Esc leaves."""
    story = desk.saved().story(block_of(desk.saved(), element).story)
    assert story.main is not None
    desk.screen.click(desk.place("line", story.main.id), 2)
    desk.until("writing", tool="text")
    desk.screen.keys("Home", "shift+End")
    desk.screen.write(TITLE)
    desk.until_saved("the headline", lambda document: document.story(story.id).main.text == TITLE)
    desk.screen.picture("headline")
    desk.screen.keys("Escape")
    desk.until("no writing", tool="select", busy=False)


def crop(desk: Editor, element: str) -> None:
    """Two clicks go inside the picture; it is scaled by the wheel with Ctrl, and dragged: its frame stays."""
    block = block_of(desk.saved(), element)
    before, steps = block.pictures[0], desk.ask("state")["steps"]
    spot = desk.place("picture", element)
    desk.screen.click(spot, 2)
    desk.until("inside the picture", part=[before.picture, True])
    desk.screen.hand("keydown", "ctrl", "click", "--repeat", 3, "--delay", 40, 4, "keyup", "ctrl")
    desk.done(steps + 1)
    desk.screen.drag(spot, (spot[0] + 24, spot[1] + 12), lambda: desk.is_(dragging=True))
    desk.done(steps + 2)
    after = block_of(desk.saved(), element).pictures[0]
    assert after.crop.w < before.crop.w and after.crop.h < before.crop.h
    assert (after.column, after.columns, after.row, after.rows) == (
        before.column,
        before.columns,
        before.row,
        before.rows,
    )
    desk.screen.picture("cropped")
    desk.screen.keys("Escape", "Escape")
    desk.until("the block again", part=None)


def thread(desk: Editor, element: str) -> None:
    """The foot of the lead is pulled up until it is overset; the rest is taken by the red ⊞ and put on the next page."""
    steps = desk.ask("state")["steps"]
    if desk.ask("state")["chosen"] != [element]:
        x, y, width, height = desk.ask("frames", element)[0]
        desk.screen.click((x + width // 3, y + height - 30))
        desk.until("the lead", chosen=[element])
    foot = desk.place("handle", 0, 1)
    rise = desk.ask("grid", 0, 20)[1] - desk.ask("grid", 0, 0)[1]
    desk.screen.drag(foot, (foot[0], foot[1] - rise), lambda: desk.is_(dragging=True))
    desk.done(steps + 1)
    port = desk.place("port", element)
    desk.screen.picture("overset")
    desk.screen.click(port)
    desk.screen.keys("ctrl+Next")
    second = desk.saved().pages[1].id
    desk.until("the next page", page=second, busy=False)
    desk.screen.click(desk.place("grid", 2, 6))
    desk.done(steps + 2)
    document = desk.saved()
    here, there = block_of(document, element), blocks(document, 1)[0]
    assert there.story == here.story and there.first == here.last > 0 and not there.headline
    desk.screen.picture("goes-on")


def export(desk: Editor, element: str) -> None:
    """The print file has every paragraph of the lead, on both pages, word for word, and says where it goes on."""
    desk.screen.keys("ctrl+e")
    desk.answer("ExportDialog")
    desk.answer("QFileDialog")
    target = Path(desk.ask("state")["file"]).with_suffix(".pdf")
    # It appears whole, or not at all.
    until("the print file", target.exists)
    desk.until("the end of the export", dialog="", busy=False)
    document = desk.saved()
    story = document.story(block_of(document, element).story)
    with pypdfium2.PdfDocument(target) as file:
        texts = ["".join(page.get_textpage().get_text_range().split()) for page in file]
    assert len(texts) == 2 and "".join(TITLE.split()) in texts[0]
    body = ["".join(item.text.split()) for item in story.body if isinstance(item, Paragraph)]
    both = "".join(texts)
    assert all(text in both for text in body)


def go_back(desk: Editor) -> None:
    """Everything is taken back step by step; the pages are empty again, and the history names all that was done."""
    said = desk.ask("history")
    assert any("移到第" in each for each in said) and any("改为 L 形" in each for each in said)
    for _ in said:
        desk.screen.keys("ctrl+z")
    desk.until("the issue as it was", steps=0, busy=False)
    document = desk.until_saved("the first state", lambda found: found if not found.stories else None)
    assert not blocks(document) and not document.assets
