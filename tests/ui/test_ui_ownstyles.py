"""Styles of an issue's own come along with its copy and its blocks into another."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from layoutdesk import edits
from layoutdesk.model import Block, Document, TextStyle
from layoutdesk.store import create
from layoutdesk.ui.writing.spots import Spot
from tests.ui.conftest import rest

VERSE = TextStyle(role="kai", size=14)
RED = TextStyle(role="hei", size=0.0)


@pytest.fixture
def styled(window):
    """An issue with a style and a look of its own, both in use."""
    desk = window.desk
    for edit in (
        edits.SetStyle("诗行", VERSE),
        edits.SetStyle("点题", RED),
        *(edits.SetParagraphStyle("st-tea", f"st-tea-{number}", "诗行") for number in range(3)),
        edits.SetSpan("st-tea", "st-tea-1", 0, 2, "点题"),
    ):
        assert desk.apply(edit)
    return window


@pytest.fixture
def other(document: Document, tmp_path: Path) -> Path:
    path = tmp_path / "other.ldesk"
    create(path, document, {})
    return path


def open_(window, path: Path) -> None:
    assert window.commands.files.open_path(path)
    window.desk.finish_composing()
    rest(window)


def copy_tea(window, first: int, last: int) -> None:
    writer, story = window.writer, window.desk.document.story("st-tea")
    writer.put(Spot("st-tea", f"st-tea-{first}", 0))
    end = next(len(item.text) for item in story.body if item.id == f"st-tea-{last}")
    writer.put(Spot("st-tea", f"st-tea-{last}", end), select=True)
    writer.copy()


def paste_before_dock(window) -> list[tuple[str, tuple[str, ...]]]:
    """Pastes at the head of a story; its first paragraphs by their styles and looks."""
    window.writer.put(Spot("st-dock", "st-dock-0", 0))
    window.writer.paste(QGuiApplication.clipboard().mimeData())
    return [
        (item.style, tuple(span.style for span in item.spans)) for item in window.desk.document.story("st-dock").body
    ]


def test_copy_brings_its_styles_into_another_issue_as_one_step(styled, other: Path) -> None:
    """Three paragraphs of an unknown style were a traceback, and nothing was pasted."""
    copy_tea(styled, 0, 2)
    open_(styled, other)
    found = paste_before_dock(styled)
    assert found[:2] == [("诗行", ()), ("诗行", ("点题",))]
    assert (styled.desk.document.styles["诗行"], styled.desk.document.styles["点题"]) == (VERSE, RED)
    said = styled.language.text("ui.paste.noted", what=styled.language.text("ui.paste.styles", count=2))
    assert styled.status.note.text() == said
    styled.desk.undo()
    assert not styled.desk.document.styles and not styled.desk.session.can_undo


def test_a_style_of_the_same_name_stays_as_it_is(styled, other: Path) -> None:
    copy_tea(styled, 0, 2)
    open_(styled, other)
    own = TextStyle(role="song", size=11)
    styled.desk.apply(edits.SetStyle("诗行", own))
    assert paste_before_dock(styled)[0] == ("诗行", ())
    assert styled.desk.document.styles["诗行"] == own


def test_copy_whose_style_has_gone_meanwhile_has_it_again(styled) -> None:
    copy_tea(styled, 0, 2)
    while styled.desk.session.can_undo:
        styled.desk.undo()
    assert not styled.desk.document.styles
    assert paste_before_dock(styled)[0] == ("诗行", ())
    assert styled.desk.document.styles["诗行"] == VERSE


def test_a_block_brings_its_styles_into_another_issue(styled, other: Path) -> None:
    """Its paragraphs named a style that nobody knew, and were set as body without a word."""
    styled.desk.select("el-tea")
    styled.bars.do("copy")
    open_(styled, other)
    styled.bars.do("paste")
    rest(styled)
    desk = styled.desk
    assert desk.document.styles == {"诗行": VERSE, "点题": RED}
    block = desk.element
    assert isinstance(block, Block) and desk.document.story(block.story).body[0].style == "诗行"
    desk.finish_composing()
    sizes = {line.size for line in desk.shown.lines if line.paragraph == desk.document.story(block.story).body[0].id}
    assert sizes == {14}
    assert styled.language.text("ui.paste.styles", count=2) in styled.status.note.text()
    desk.undo()
    assert not desk.document.styles
