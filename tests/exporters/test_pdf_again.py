"""An export in a process that lives takes what stands of the one before, and gives the same bytes as one that takes nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from layoutdesk import edits
from layoutdesk.base.shelf import Shelf
from layoutdesk.compose import page as composing
from layoutdesk.compose.page import compose_each
from layoutdesk.edits import Edit, apply
from layoutdesk.exporters.pdf import export_pdf
from layoutdesk.exporters.pdf import formes as standing
from layoutdesk.exporters.pdf.export import Again, export_each
from layoutdesk.exporters.pdf.formes import Formes
from layoutdesk.makeup.compiling import Wish, compile_copy
from layoutdesk.model import Block, Document
from layoutdesk.model.document import story_ids
from layoutdesk.model.story import Paragraph
from layoutdesk.pictures.cache import PictureCache, WarmCache
from layoutdesk.pictures.convert import PressImages
from layoutdesk.resources import sample_copy, sample_pictures
from layoutdesk.store import IssueFile
from layoutdesk.text.fonts import pip_fonts

BOOK = pip_fonts()


class Issue(NamedTuple):
    """The sample with its pictures."""

    document: Document
    images: PressImages

    @property
    def pages(self) -> tuple[str, ...]:
        return tuple(page.id for page in self.document.pages)


@pytest.fixture(scope="module")
def issue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Issue]:
    target = tmp_path_factory.mktemp("again") / "issue.ldesk"
    compile_copy(Wish(copies=sample_copy(), target=target, pictures=sample_pictures()))
    with IssueFile.open(target, "r") as file:
        document = file.read()
        yield Issue(document, PressImages(document.assets, file.blob, store=WarmCache()))


class Press:
    """Exports a document again and again, each time beside an export that knows nothing of the ones before."""

    def __init__(self, issue: Issue, folder: Path, **options: object) -> None:
        self.issue, self.folder, self.options = issue, folder, options
        self.formes, self.composed = Formes(), list[str]()

    def same(self, document: Document, pages: tuple[str, ...] = ()) -> bool:
        """Whether both are the same, byte for byte."""
        ids, images = pages or self.issue.pages, self.issue.images
        again, cold = self.folder / "again" / "a.pdf", self.folder / "cold" / "a.pdf"
        for target in (again, cold):
            target.parent.mkdir(exist_ok=True)
        export_pdf(compose_each(document, ids, BOOK), document, BOOK, cold, images=images, **self.options)
        export_pdf(Again(ids, self.formes), document, BOOK, again, images=images, **self.options)
        return again.read_bytes() == cold.read_bytes()


def some_edit(document: Document, chance: random.Random) -> Edit:
    """What a hand may do between two exports."""
    placed = [(page, each) for page in document.pages for each in page.elements if isinstance(each, Block)]
    page, block = chance.choice(placed)
    story = document.story(block.story)
    copy = [each for each in story.body if isinstance(each, Paragraph) and len(each.text) > 9]
    match chance.randrange(5):
        case 0:
            return edits.SetStory(story.id, priority=chance.randrange(1, 4))
        case 1:
            return edits.SetBlock(page=page.id, element=block.id, headline=not block.headline)
        case 2 if copy:
            part = chance.choice(copy)
            return edits.ReplaceText(
                story.id, part.id, 2, 2, chance.choice(("龘", "kilometre ", "，", "一二三", "\U00020bb7"))
            )
        case _ if copy:
            part = chance.choice(copy)
            at = chance.randrange(len(part.text) - 2)
            return edits.ReplaceText(story.id, part.id, at, at + 2, "")
    return edits.SetStory(story.id, priority=1)


OPTIONS = {"X-4": {}, "X-1a": {"standard": "x1a"}, "marks": {"marks": frozenset({"crop", "pageline", "bar"})}}


@pytest.mark.parametrize("options", [*OPTIONS.values()], ids=[*OPTIONS])
def test_whatever_was_edited_the_bytes_are_those_of_an_export_anew(issue: Issue, tmp_path: Path, options) -> None:
    press, document, chance = Press(issue, tmp_path, **options), issue.document, random.Random(7)
    assert press.same(document)
    for _ in range(8):
        document = apply(document, some_edit(document, chance))
        assert press.same(document)
    assert press.same(document, issue.pages[1:2])
    assert press.same(issue.document)


def test_only_the_page_of_the_story_that_was_edited_is_composed(issue: Issue, tmp_path: Path, monkeypatch) -> None:
    composed: list[str] = []

    def compose(document: Document, page: str, book: object) -> object:
        composed.append(page)
        return composing.compose_page(document, page, book)

    monkeypatch.setattr(standing, "compose_page", compose)
    press, document, page = Press(issue, tmp_path), issue.document, issue.document.pages[2]
    assert press.same(document)
    assert composed == [*issue.pages]
    composed.clear()
    assert press.same(document)
    assert composed == []
    story = document.story(next(iter(story_ids(page))))
    part = next(each for each in story.body if isinstance(each, Paragraph))
    assert press.same(apply(document, edits.ReplaceText(story.id, part.id, 0, 0, "新")))
    assert composed == [page.id]


def test_plates_of_one_page_each_are_the_same(issue: Issue, tmp_path: Path) -> None:
    cold, again, formes = tmp_path / "cold", tmp_path / "again", Formes()
    for folder in (cold, again):
        folder.mkdir()
    anew = compose_each(issue.document, issue.pages, BOOK)
    export_each(anew, issue.document, BOOK, cold, "{number:02}", images=issue.images)
    for _ in range(2):
        export_each(Again(issue.pages, formes), issue.document, BOOK, again, "{number:02}", images=issue.images)
    names = sorted(path.name for path in cold.iterdir())
    assert len(names) == len(issue.pages)
    assert sorted(path.name for path in again.iterdir()) == names
    assert all((again / name).read_bytes() == (cold / name).read_bytes() for name in names)


def test_what_stands_stays_within_its_bounds(issue: Issue, tmp_path: Path, monkeypatch) -> None:
    for name in ("PAGES_KEPT", "ELEMENTS_KEPT", "PROGRAMS_KEPT"):
        monkeypatch.setattr(standing, name, 200_000)
    press, document, chance = Press(issue, tmp_path), issue.document, random.Random(3)
    for _ in range(4):
        document = apply(document, some_edit(document, chance))
        assert press.same(document)
        # One font program is larger than its bound, and stays: it is the last.
        assert press.formes.weight < 1_500_000


def test_a_shelf_lets_go_what_was_used_longest_ago() -> None:
    shelf: Shelf[str] = Shelf(10)
    for name in "abc":
        shelf.put(name, name, 4)
    assert (shelf.get("a"), shelf.get("b"), shelf.get("c")) == (None, "b", "c")
    shelf.get("b")
    shelf.put("d", "d", 4)
    assert (shelf.get("b"), shelf.get("c"), shelf.weight) == ("b", None, 8)
    shelf.put("b", "B", 5)
    assert (shelf.get("b"), shelf.weight) == ("B", 9)
    shelf.put("e", "e", 50)
    assert (shelf.get("e"), shelf.get("b"), shelf.weight) == ("e", None, 50)


def test_a_warm_cache_reads_once_and_holds_no_more_than_it_may(tmp_path: Path) -> None:
    cold, warm = PictureCache(tmp_path), WarmCache(tmp_path, warm=25)
    for key in "abc":
        cold.put(key, key.encode() * 10)
    assert warm.get("a") == b"a" * 10
    cold.path("a").unlink()
    assert (warm.get("a"), cold.get("a")) == (b"a" * 10, None)
    assert (warm.get("b"), warm.get("c")) == (b"b" * 10, b"c" * 10)
    assert warm.get("a") is None
    assert warm.get("x") is None
