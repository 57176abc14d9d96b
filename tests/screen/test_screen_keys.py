"""A page from nothing by the keyboard alone: made, filled with copy and pictures, made up, written in, worked on, exported."""

from __future__ import annotations

from pathlib import Path

import pytest
from screen.display import Editor, editor, missing, screen, until
from screen.test_screen_page import blocks, texts_of

from layoutdesk.model import Block, Paragraph
from layoutdesk.model.story import headline_parts
from layoutdesk.resources import resource

pytestmark = [
    pytest.mark.screen,
    # Every single wait has its own limit.
    pytest.mark.timeout(1800),
    pytest.mark.skipif(bool(missing("Xvfb", "openbox", "xdotool")), reason=missing("Xvfb", "openbox", "xdotool")),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A day's copy and its pictures in one folder."""
    place = tmp_path / "day"
    place.mkdir()
    for source in (
        resource("sample") / "copy" / "02-city.md",
        *sorted((resource("sample") / "pictures").glob("*.jpg")),
    ):
        (place / source.name).write_bytes(source.read_bytes())
    return place


def test_a_page_is_made_and_exported_by_keys_alone(tmp_path: Path, folder: Path) -> None:
    with screen(tmp_path) as on, editor(on) as desk:
        # The pointer stays in its corner all the time.
        on.point((3, 3))
        new_issue(desk)
        take_in(desk, folder)
        make_up(desk)
        take_back_and_make_again(desk)
        write_in_the_headline(desk)
        give_a_style(desk)
        pull_an_edge(desk)
        put_a_picture(desk)
        crop_it(desk)
        lock_by_the_palette(desk)
        hide_in_the_list_of_elements(desk)
        export(desk)


def new_issue(desk: Editor) -> None:
    desk.screen.keys("ctrl+n")
    desk.until("the question for an issue", dialog="NewIssue", active=True)
    desk.screen.write("Qingjiang Daily")
    desk.screen.keys("Return")
    desk.until("the issue", dialog="", shown=True, busy=False)
    document = desk.saved()
    assert document.meta.paper == "Qingjiang Daily" and len(document.pages) == 4
    assert not any(blocks(document, page) for page in range(4))


def take_in(desk: Editor, folder: Path) -> None:
    """Copy and pictures are chosen in the dialog by their names."""
    desk.screen.keys("ctrl+i")
    desk.until("the question for files", dialog="QFileDialog", active=True)
    # First the folder, then everything in it.
    desk.screen.write(f"{folder}/")
    desk.screen.keys("Return")
    names = sorted(each.name for each in folder.iterdir())
    desk.screen.write(" ".join(f'"{name}"' for name in names))
    desk.screen.keys("Return")
    desk.done(1)
    document = desk.saved()
    assert len(document.stories) == 11 and {asset.name for asset in document.assets} >= {"rain-street.jpg"}
    desk.screen.picture("keys-taken-in")


def make_up(desk: Editor) -> None:
    desk.screen.keys("ctrl+m")
    desk.done(2)
    document = desk.saved()
    assert len(blocks(document)) >= 5
    desk.screen.picture("keys-made-up")


def take_back_and_make_again(desk: Editor) -> None:
    made = desk.saved()
    desk.screen.keys("ctrl+z")
    desk.until("the empty page", steps=1, busy=False)
    desk.screen.keys("ctrl+shift+z")
    desk.done(2)
    assert desk.saved() == made


def go_to(desk: Editor, block: Block) -> None:
    """Ctrl+Tab goes through the objects until the block is selected."""
    for _ in range(40):
        if desk.is_(chosen=[block.id]):
            return
        before = desk.ask("state")["chosen"]
        desk.screen.keys("ctrl+Tab")
        until("another object", lambda before=before: desk.ask("state")["chosen"] != before)
    raise AssertionError(f"{block.id} is on no way")


def write_in_the_headline(desk: Editor) -> None:
    lead = blocks(desk.saved())[0]
    go_to(desk, lead)
    desk.screen.keys("Return")
    desk.until("writing", tool="text")
    desk.screen.keys("End")
    desk.screen.write("X")
    desk.done(3)
    story = desk.saved().story(lead.story)
    assert any(part.text.endswith("X") or "X" in part.text for part in headline_parts(story))
    desk.screen.picture("keys-headline")


def give_a_style(desk: Editor) -> None:
    """The caret walks down into the body, whose paragraph becomes a lead."""
    lead = blocks(desk.saved())[0]
    body = {item.id for item in desk.saved().story(lead.story).body if isinstance(item, Paragraph)}
    for _ in range(20):
        if desk.ask("writing")["spot"][1] in body:
            break
        before = desk.ask("writing")["spot"]
        desk.screen.keys("Down")
        until("the next line", lambda before=before: desk.ask("writing")["spot"] != before)
    paragraph = desk.ask("writing")["spot"][1]
    desk.screen.keys("ctrl+alt+1")
    desk.done(4)
    given = {item.id: item.style for item in desk.saved().story(lead.story).body if isinstance(item, Paragraph)}
    assert given[paragraph] == "lead"
    desk.screen.keys("Escape")
    desk.until("the block", tool="select", chosen=[lead.id])


def pull_an_edge(desk: Editor) -> None:
    before = blocks(desk.saved())[0]
    desk.screen.keys("alt+Up")
    desk.done(5)
    after = blocks(desk.saved())[0]
    assert sum(area.rows for area in after.area) < sum(area.rows for area in before.area)
    desk.screen.keys("ctrl+z")
    desk.until("the edge where it was", steps=4, busy=False)


def put_a_picture(desk: Editor) -> None:
    """Enter on a picture that waits in the list of copy puts it into the block that is selected."""
    wanted = desk.ask("waiting_pictures")[0]
    go_to(desk, blocks(desk.saved())[-1])
    desk.screen.keys("F6", "F6", "Tab", "End", "Home")
    for _ in range(60):
        if desk.ask("current_row", "copy") == wanted:
            break
        before = desk.ask("current_row", "copy")
        desk.screen.keys("Down")
        until("the next row", lambda before=before: desk.ask("current_row", "copy") != before)
    desk.screen.keys("Return")
    desk.done(5)
    assert wanted not in desk.ask("waiting_pictures")
    desk.screen.picture("keys-picture")


def crop_it(desk: Editor) -> None:
    by_palette(desk, "caiqie", "picture-inside")
    until("inside the picture", lambda: (desk.ask("state")["part"] or [0, False])[1])
    desk.screen.keys("ctrl+alt+shift+c", "shift+Right", "shift+Down")
    until("cropped", lambda: desk.ask("state")["steps"] > 5)
    desk.screen.keys("Escape", "Escape")
    desk.until("out of the picture", part=None, busy=False)


def lock_by_the_palette(desk: Editor) -> None:
    steps = desk.ask("state")["steps"]
    by_palette(desk, "suoding", "lock")
    desk.done(steps + 1)
    by_palette(desk, "suoding", "lock")
    desk.done(steps + 2)


def hide_in_the_list_of_elements(desk: Editor) -> None:
    """One element is hidden and shown again in the list, and Esc goes back to the page."""
    steps = desk.ask("state")["steps"]
    desk.screen.keys("ctrl+shift+l")
    desk.until("the list", focus="ElementList")
    desk.screen.keys("space")
    desk.done(steps + 1)
    assert sum(block.hidden for block in blocks(desk.saved())) == 1
    desk.screen.picture("keys-elements")
    desk.screen.keys("space")
    desk.done(steps + 2)
    desk.screen.keys("Escape")
    desk.until("the page", focus="PageView")


def by_palette(desk: Editor, pinyin: str, action: str) -> None:
    """An action by its name in the palette."""
    desk.screen.keys("ctrl+k")
    until("the palette", lambda: desk.ask("palette")["open"])
    desk.screen.write(pinyin)
    until(action, lambda: desk.ask("palette")["first"] == action)
    desk.screen.keys("Return")
    until("the palette is away", lambda: not desk.ask("palette")["open"])


def export(desk: Editor) -> None:
    desk.screen.keys("ctrl+e")
    desk.answer("ExportDialog")
    target = Path(desk.ask("state")["file"]).with_suffix(".pdf")
    until("the print file", target.exists)
    desk.until("the end of the export", dialog="", busy=False)
    copy, _ = texts_of(target)
    document = desk.saved()
    titles = ["".join(document.story(block.story).main.text.split()) for block in blocks(document)]
    assert len(copy) == 4 and all(title in copy[0] for title in titles)
    # And again as it was exported, by one key.
    target.unlink()
    desk.screen.keys("ctrl+alt+e")
    until("the print file again", target.exists)
    desk.until("the end of the second export", dialog="", busy=False)
