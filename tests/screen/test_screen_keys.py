"""A page from nothing by the keyboard alone: made, filled with copy and pictures, made up, exported."""

from __future__ import annotations

from pathlib import Path

import pytest
from screen.display import Editor, editor, missing, screen, until
from screen.test_screen_page import blocks, texts_of

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
