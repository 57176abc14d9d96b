"""A page from nothing, as an editor makes it, in the real program on a real screen: by mouse and keys alone."""

from __future__ import annotations

import io
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pypdfium2
import pytest
from screen.display import Editor, editor, missing, screen, until

from layoutdesk.compose.grid import bounding
from layoutdesk.model import Block, Document
from layoutdesk.model.story import Paragraph, PictureRef, pictures
from layoutdesk.resources import resource

pytestmark = [
    pytest.mark.screen,
    # Every single wait has its own limit.
    pytest.mark.timeout(1800),
    pytest.mark.skipif(bool(missing("Xvfb", "openbox", "xdotool")), reason=missing("Xvfb", "openbox", "xdotool")),
]

HEAD = "---\n报名：清江日报\n日期：2026-03-04\n版次：{label}\n版名：{name}\n---\n"
PHOTOS = (
    "reading-room.jpg", "rain-street.jpg", "factory-hall.jpg", "advert-water.jpg", "lantern-night.jpg", "old-ferry.jpg",
    "tea-garden.jpg", "bridge-dawn.jpg",
)  # fmt: skip
TITLE = "Lights on till 1 am"
#: The jump lines between the two pages.
TURNED, COME = "（下转第6版）", "（上接第5版）"


def block_of(document: Document, element: str) -> Block:
    return next(
        each for page in document.pages for each in page.elements if isinstance(each, Block) and each.id == element
    )


def blocks(document: Document, page: int = 0) -> list[Block]:
    return [each for each in document.pages[page].elements if isinstance(each, Block)]


class Copy(NamedTuple):
    """A day's copy, and what is known of it: its stories, the pictures that find their stories by themselves."""

    files: list[Path]
    stories: int
    homes: frozenset[str] = frozenset()


@pytest.fixture(params=["sample", "real"])
def copy(request: pytest.FixtureRequest) -> Copy:
    """The sample's copy, whose pictures are named in it, and a newspaper's own, which names none of them."""
    pictures_ = [resource("sample") / "pictures" / name for name in PHOTOS]
    if request.param == "sample":
        return Copy([resource("sample") / "copy" / "02-city.md", *pictures_], 11, frozenset(PHOTOS[:4]))
    found = sorted((request.getfixturevalue("shared") / "copy").glob("*.txt"))
    if not found:
        pytest.skip("no copy in shared/copy")
    return Copy([found[0], *pictures_], 8)


def test_a_page_is_made_from_nothing_by_mouse_and_keys(tmp_path: Path, copy: Copy) -> None:
    heads = [tmp_path / "05.md", tmp_path / "06.md"]
    for path, name in zip(heads, ("城事", "文化"), strict=True):
        path.write_text(HEAD.format(label=path.stem, name=name), "utf-8")
    with screen(tmp_path) as on:
        with editor(on) as desk:
            new_issue(desk, heads)
            take_in(desk, copy)
            lead, low, other = place_stories(desk)
            fill_pictures(desk)
            retype(desk, lead)
            crop(desk, lead)
            thread(desk, lead)
            move(desk, low)
            make_an_l(desk, other)
            export(desk, lead, other)
            go_back_and_forth(desk)
            file, left = Path(desk.ask("state")["file"]), desk.saved()
        with editor(on, file) as desk:
            open_again(desk, left)


def new_issue(desk: Editor, heads: list[Path]) -> None:
    """Two heads of pages let go over the welcome page become an issue of two empty pages."""
    desk.screen.picture("welcome")
    x, y, width, height = desk.ask("widget", "welcome")
    desk.screen.let_go_over(heads, (x + width // 2, y + height - 90), lambda: desk.ask("state")["hangs"])
    desk.answer("QFileDialog")
    desk.until("the issue", file=str(heads[0].with_suffix(".ldesk")), dialog="")
    desk.rest()
    assert [page.label for page in desk.saved().pages] == ["05", "06"]
    assert desk.ask("state")["title"] == "清江日报 2026-03-04 · 05 城事 — 05.ldesk — LayoutDesk"


def take_in(desk: Editor, copy: Copy) -> None:
    """Copy and eight pictures let go over the page: all wait in the copy panel but pictures that have found their stories."""
    x, y, width, height = desk.ask("widget", "view")
    desk.screen.let_go_over(copy.files, (x + width // 2, y + height // 2), lambda: desk.ask("state")["hangs"])
    desk.done(1)
    document = desk.saved()
    assert {asset.name for asset in document.assets} == set(PHOTOS)
    assert len(document.stories) == copy.stories and not blocks(document)
    names = {asset.id: asset.name for asset in document.assets}
    shown = {names[picture.asset] for story in document.stories for picture in pictures(story) if picture.asset}
    assert shown == copy.homes
    assert {names[waits] for waits in desk.ask("waiting_pictures")} == set(PHOTOS) - shown
    desk.screen.picture("taken-in")


def place_stories(desk: Editor) -> tuple[str, str, str]:
    """Three stories are dragged out of the copy panel, and the page is made up of them.

    The lead, the lowest of the others, and the lowest of them without a frame.
    """
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
    lead, *others = sorted(
        blocks(document), key=lambda block: (block.story != stories[0], -bounding(block.area).bottom)
    )
    return lead.id, others[0].id, next(block.id for block in others if not block.is_framed)


def fill_pictures(desk: Editor) -> None:
    """Where a story has a picture without a file, one that waits is dragged out of the copy panel into its place."""
    for element in [block.id for block in blocks(desk.saved())]:
        before, steps = picture_of(desk.saved(), element), desk.ask("state")["steps"]
        if before is None or before.asset:
            continue
        waits = desk.ask("waiting_pictures")[0]
        desk.screen.drag(
            desk.place("row", "copy", waits), desk.place("picture", element), lambda: desk.is_(ghosts=True)
        )
        desk.done(steps + 1)
        after = picture_of(desk.saved(), element)
        assert after is not None and after.asset == waits and after.caption == before.caption
        desk.screen.picture("filled")


def picture_of(document: Document, element: str) -> PictureRef | None:
    """The first picture of the story of a block."""
    return next(iter(pictures(document.story(block_of(document, element).story))), None)


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
    if desk.ask("state")["chosen"] != [element]:
        x, y, width, _ = desk.ask("frames", element)[0]
        desk.screen.click((x + width // 3, y + 12))
        desk.until("the block", chosen=[element])
    grip = desk.place("grip", 1, 1)
    columns, rows = (desk.ask("grid", 1, 6)[n] - desk.ask("grid", 0, 0)[n] for n in (0, 1))
    desk.screen.drag(grip, (grip[0] - columns, grip[1] - rows), lambda: desk.is_(dragging=True))
    desk.done(steps + 1)
    area = block_of(desk.saved(), element).area
    assert len(area) == 2 and bounding(area) == before
    assert area[1].columns == before.columns - 1
    desk.screen.picture("an-l")


def retype(desk: Editor, element: str) -> None:
    """Two clicks go into the headline, four select all its lines, it is typed anew; Esc leaves."""
    story = desk.saved().story(block_of(desk.saved(), element).story)
    assert story.main is not None
    x, y = desk.place("line", story.main.id)
    desk.screen.click((x, y), 2)
    desk.until("writing", tool="text")
    # Beside the place of the first clicks, else they count on.
    desk.screen.click((x + 40, y), 4)
    desk.until_writing("the whole headline", selected=story.main.text)
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
    rise = desk.ask("grid", 0, 10)[1] - desk.ask("grid", 0, 0)[1]
    while not desk.ask("port", element):
        foot = desk.place("handle", 0, 1)
        desk.screen.drag(foot, (foot[0], foot[1] - rise), lambda: desk.is_(dragging=True))
        steps += 1
        desk.done(steps)
    port = desk.place("port", element)
    desk.screen.picture("overset")
    desk.screen.click(port)
    desk.screen.keys("ctrl+Next")
    second = desk.saved().pages[1].id
    desk.until("the next page", page=second, busy=False)
    desk.screen.click(desk.place("grid", 2, 6))
    desk.done(steps + 1)
    document = desk.saved()
    here, there = block_of(document, element), blocks(document, 1)[0]
    assert there.story == here.story and there.first == here.last > 0 and not there.headline
    desk.screen.picture("goes-on")


def export(desk: Editor, lead: str, overset: str) -> None:
    """The print file has every paragraph of what fits, word for word, the lead on both pages, and says there where it goes on."""
    desk.screen.keys("ctrl+e")
    desk.answer("ExportDialog")
    target = Path(desk.ask("state")["file"]).with_suffix(".pdf")
    # It appears whole, or not at all.
    until("the print file", target.exists)
    desk.until("the end of the export", dialog="", busy=False)
    document = desk.saved()
    copy, printed = texts_of(target)
    assert len(copy) == len(document.pages) == 2
    assert "".join(TITLE.split()) in copy[0] and "".join(TITLE.split()) not in copy[1]
    stands = {block.story for page in (0, 1) for block in blocks(document, page) if block.id != overset}
    assert block_of(document, lead).story in stands and len(stands) == 2
    for story in stands:
        body = ["".join(item.text.split()) for item in document.story(story).body if isinstance(item, Paragraph)]
        assert body and all(is_printed(text, *copy) for text in body)
    assert [TURNED in page for page in printed] == [True, False] and [COME in page for page in printed] == [False, True]
    assert not any(line in page for page in copy for line in (TURNED, COME))


def is_printed(text: str, first: str, second: str) -> bool:
    """Whether a paragraph stands on either page, or begins on the first and goes on on the second, in mid-paragraph."""
    return any(text[:at] in first and text[at:] in second for at in range(len(text) + 1))


def texts_of(file: Path) -> tuple[list[str], list[str]]:
    """The pages of a print file as they are read out and as they are printed, without white space.

    What the desk puts into the copy is printed and read out as a space (ISO 32000-1, 14.9.4); without that it is read as it stands.
    """
    bare = io.BytesIO()
    with pikepdf.open(file) as pdf:
        for page in pdf.pages:
            page.Contents = pdf.make_stream(page.Contents.read_bytes().replace(b"/ActualText", b"/Withheld"))
        pdf.save(bare)
    found = []
    for source in (file, bare):
        with pypdfium2.PdfDocument(source) as pdf:
            found.append(["".join(page.get_textpage().get_text_range().split()) for page in pdf])
    return found[0], found[1]


def go_back_and_forth(desk: Editor) -> None:
    """Everything is taken back step by step, until the pages are empty again, and made again; the history names all of it."""
    made, said = desk.saved(), desk.ask("history")
    assert any("移到第" in each for each in said) and any("改为 L 形" in each for each in said)
    for _ in said:
        desk.screen.keys("ctrl+z")
    desk.until("the issue as it was", steps=0, busy=False)
    document = desk.until_saved("the first state", lambda found: found if not found.stories else None)
    assert not blocks(document) and not document.assets
    for _ in said:
        desk.screen.keys("ctrl+shift+z")
    desk.until("the issue as it was left", steps=len(said), busy=False)
    desk.until_saved("the last state", lambda found: found == made)
    assert desk.ask("history") == said


def open_again(desk: Editor, left: Document) -> None:
    """Opened again, the file has the issue as it was left."""
    desk.until(
        "the issue", title="清江日报 2026-03-04 · 05 城事 — 05.ldesk — LayoutDesk", steps=0, dialog="", busy=False
    )
    assert desk.saved() == left
    desk.screen.picture("opened-again")
