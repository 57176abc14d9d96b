"""``fit``: how each story stands in its element, and the legal ways to gain or lose lines (配稿)."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from layoutdesk.base.problem import Refusal
from layoutdesk.cli import DONE
from layoutdesk.cli.issue import OpenIssue
from layoutdesk.cli.output import print_json, say
from layoutdesk.edits import to_data
from layoutdesk.makeup.fitting import Fitting, Way, fit
from layoutdesk.model import Block, Document, Page, Story, TextFrame
from layoutdesk.model.story import display_title
from layoutdesk.words import text

#: More lines than this are no gap to be fitted.
MOST_ROOM = 99


def fit_stories(options: argparse.Namespace) -> int:
    """The ways for every story that is over or short, or for the one asked for."""
    if not 0 <= options.room <= MOST_ROOM:
        raise Refusal("cli.room", lines=options.room, most=MOST_ROOM)
    with OpenIssue(options.issue) as issue:
        document = issue.document
        wanted = _wanted(document, options.story) if options.story else None
        found = [
            (page, fit(document, page.id, element.id, issue.book, options.room))
            for page, element in _elements(document)
            if wanted is None or element.story == wanted.id
        ]
    shown = [(page, each) for page, each in found if wanted is not None or each.wanted]
    if options.json:
        print_json({"stories": [_row(page, each) for page, each in shown]})
    else:
        for page, each in shown:
            _print(document, page, each)
        if not shown:
            say("cli.all-fit")
    return DONE


def _elements(document: Document) -> Iterator[tuple[Page, Block | TextFrame]]:
    """Blocks, and of every thread of frames the first: it is fitted as a whole."""
    threads = set[str]()
    for page in document.pages:
        for element in page.elements:
            if isinstance(element, Block):
                yield page, element
            elif isinstance(element, TextFrame) and not element.paragraph and element.story not in threads:
                threads.add(element.story)
                yield page, element


def _wanted(document: Document, name: str) -> Story:
    """The story of this id, or the one whose title has these words."""
    found = [story for story in document.stories if name == story.id or name in display_title(story)]
    if not found:
        raise Refusal("cli.no-such-story", name=name)
    return next((story for story in found if story.id == name), found[0])


def way_text(way: Way) -> str:
    """What a way does, in the user's language."""
    return text("makeup.fit.and").join(text(part.code, None, **part.args) for part in way.parts)


def _row(page: Page, found: Fitting) -> dict[str, Any]:
    return {
        "story": found.story,
        "page": page.number,
        "element": found.element,
        "lines_over": found.over,
        "lines_under": found.under,
        "characters_over": found.characters_over,
        "wanted": found.wanted,
        "room": found.reserve,
        "most": found.most,
        "ways": [_way_row(way) for way in found.ways],
    }


def _way_row(way: Way) -> dict[str, Any]:
    return {
        "fits": way.fits,
        "lines": way.gained,
        "cost": way.cost,
        "lines_over": way.over,
        "lines_under": way.under,
        "characters_over": way.characters_over,
        "codes": [part.code for part in way.parts],
        "what": way_text(way),
        "edit": to_data(way.edit),
    }


def _print(document: Document, page: Page, found: Fitting) -> None:
    title = display_title(document.story(found.story)) or found.story
    say(
        "cli.fit-story", page=page.label or page.number, title=title, over=found.over, under=found.under,
        characters=found.characters_over,
    )  # fmt: skip
    for way in found.ways:
        code = "cli.fit-way" if way.fits else "cli.fit-step"
        say(code, what=way_text(way), lines=f"{-way.gained:+d}", over=way.over, under=way.under)
    if found.wanted and not any(way.fits for way in found.ways):
        say("cli.fit-none", most=found.most)
