"""What is kept stays bounded through an hour at the keys: letters, deletions, drags and exports, on every page of an issue."""

from __future__ import annotations

import functools
import gc
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from layoutdesk import edits
from layoutdesk.base.shelf import Shelf
from layoutdesk.compose.cache import IdentityCache
from layoutdesk.compose.page import compose_page
from layoutdesk.edits import apply
from layoutdesk.exporters.pdf import export_pdf
from layoutdesk.exporters.pdf.export import Again
from layoutdesk.exporters.pdf.formes import Formes
from layoutdesk.makeup.compiling import Wish, compile_copy
from layoutdesk.model import Block, Document
from layoutdesk.model.story import Paragraph
from layoutdesk.pictures.cache import WarmCache
from layoutdesk.pictures.convert import PressImages
from layoutdesk.resources import sample_copy, sample_pictures
from layoutdesk.store import IssueFile
from layoutdesk.text.fonts import pip_fonts

pytestmark = pytest.mark.slow
BOOK = pip_fonts()
#: Sixty letters a minute, which is fast for Chinese; and one export in ten minutes.
KEYS, EXPORTS = 3_600, 6


@pytest.fixture
def images(document: Document, tmp_path: Path) -> Iterator[PressImages]:
    with IssueFile.open(tmp_path / "issue.ldesk", "r") as file:
        yield PressImages(document.assets, file.blob, store=WarmCache())


@pytest.fixture
def document(tmp_path: Path) -> Document:
    wish = Wish(copies=sample_copy(), target=tmp_path / "issue.ldesk", pictures=sample_pictures())
    return compile_copy(wish).document


class Typist:
    """Writes on and on in an issue, page after page."""

    def __init__(self, document: Document) -> None:
        self.document, self._chance, self._count = document, random.Random(11), 0

    def key(self) -> str:
        """One key; the page on which it was."""
        self._count += 1
        page = self.document.pages[self._count // 120 % len(self.document.pages)]
        blocks = [each for each in page.elements if isinstance(each, Block)]
        if not blocks:
            return page.id
        story = self.document.story(blocks[self._count // 30 % len(blocks)].story)
        copy = [each for each in story.body if isinstance(each, Paragraph) and each.text]
        if copy:
            part = copy[self._count // 15 % len(copy)]
            at = self._chance.randrange(len(part.text))
            if self._count % 4:
                letter = (
                    chr(self._chance.randrange(0x4E00, 0x9FA0)) if self._count % 3 else self._chance.choice("的，a7。")
                )
                edit = edits.ReplaceText(story.id, part.id, at, at, letter)
            else:
                edit = edits.ReplaceText(story.id, part.id, at, min(len(part.text), at + 4), "")
            self.document = apply(self.document, edit)
        return page.id


def sizes() -> dict[str, int]:
    """How much everything keeps that keeps anything: by what it is, and where it is made."""
    found: dict[str, int] = {}
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper) and (each.__module__ or "").startswith("layoutdesk"):
            found[f"{each.__module__}.{each.__qualname__}"] = each.cache_info().currsize
    return found


def beyond_their_bounds() -> list[object]:
    """Caches that hold more than they may."""
    return [
        each
        for each in gc.get_objects()
        if isinstance(each, IdentityCache | Shelf) and each.weight > each._limit and len(each) > 1
    ]


def test_nothing_that_is_kept_grows_without_bound_in_an_hour(
    document: Document, images: PressImages, tmp_path: Path
) -> None:
    typist, formes, weights, seen = Typist(document), Formes(), [], []
    every = tuple(page.id for page in document.pages)
    for export in range(EXPORTS):
        for _ in range(KEYS // EXPORTS):
            compose_page(typist.document, typist.key(), BOOK)
        export_pdf(Again(every, formes), typist.document, BOOK, tmp_path / "out.pdf", images=images)
        gc.collect()
        assert beyond_their_bounds() == [], export
        weights.append(formes.weight)
        seen.append(sizes())
    assert max(weights) < 64_000_000
    free = [each for each in gc.get_objects() if isinstance(each, functools._lru_cache_wrapper)]
    unbounded = {f"{each.__module__}.{each.__qualname__}" for each in free if each.cache_info().maxsize is None}
    # What has no bound is asked for one of a few things (faces, templates, languages): no letter adds to it.
    growing = {name for name in unbounded & seen[1].keys() if seen[-1][name] > seen[1][name]}
    assert growing == set()
