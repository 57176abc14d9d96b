"""The sample as issues of as many pages as a benchmark asks for."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from layoutdesk.model import Block, Document, Element, Page, Story
from layoutdesk.model.document import story_ids
from layoutdesk.resources import resource, sample_copy
from layoutdesk.store import IssueFile, create


def stories_on(page: Page, document: Document) -> list[Story]:
    """The stories whose blocks stand on a page."""
    return [document.story(each.story) for each in page.elements if isinstance(each, Block) and each.story]


def multiplied(document: Document, times: int) -> Document:
    """The issue with its pages and stories so many times, under ids of their own."""
    pages, stories = list(document.pages), list(document.stories)
    for copy in range(1, times):
        stories += [replace(story, id=f"{story.id}-{copy}") for story in document.stories]
        pages += [
            replace(
                page, id=f"{page.id}-{copy}", number=page.number + copy * len(document.pages), label="",
                elements=tuple(_copied(each, copy) for each in page.elements),
            )
            for page in document.pages
        ]  # fmt: skip
    return replace(document, pages=tuple(pages), stories=tuple(stories), threads={})


def _copied(element: Element, copy: int) -> Element:
    story = {"story": f"{element.story}-{copy}"} if getattr(element, "story", "") else {}
    return replace(element, id=f"{element.id}-{copy}", **story)


def first_pages(document: Document, count: int) -> Document:
    """The issue with its first pages alone, and their stories."""
    pages = document.pages[:count]
    shown = {story for page in pages for story in story_ids(page)}
    return replace(
        document, pages=pages, stories=tuple(each for each in document.stories if each.id in shown), threads={}
    )


def compiled(folder: Path) -> Path:
    """The sample as an issue file, compiled in a process of its own: what that takes is no memory of who measures."""
    made = folder / "sample.ldesk"
    command = [sys.executable, "-m", "layoutdesk", "compile", *map(str, sample_copy()), "-o", str(made)]
    subprocess.run([*command, "--pictures", str(resource("sample", "pictures"))], check=True, capture_output=True)
    return made


def issues(folder: Path, *counts: int) -> Iterator[Path]:
    """Issue files of so many pages each: the first of the sample, or all of it so many times."""
    with IssueFile.open(compiled(folder), "r") as file:
        document = file.read()
        blobs = {asset.sha256: file.blob(asset.sha256) for asset in document.assets}
    whole = len(document.pages)
    for count in counts:
        issue = folder / f"pages-{count}.ldesk"
        made = first_pages(document, count) if count < whole else multiplied(document, count // whole)
        create(issue, made, blobs)
        yield issue
