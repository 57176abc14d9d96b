"""Which paragraphs of a story have places to break (标题、小标题、署名、落款、表头), and the names that the story itself gives."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from msgspec.structs import replace

from layoutdesk.base.han import RANGES
from layoutdesk.model.story import (
    BodyItem,
    Joint,
    Paragraph,
    Story,
    TableBlock,
    body_text,
    byline_text,
    paragraphs,
)
from layoutdesk.phrasing.joints import joints
from layoutdesk.phrasing.words import names_in as person_names

#: A cell longer than this is prose and breaks by the rules of paragraphs.
LONGEST_CELL: Final = 60
#: The styles whose paragraphs have places to break; a table's cells besides.
CELLS: Final = frozenset({"cell", "cell-head"})
STYLES: Final = frozenset({"label", "kicker", "main", "deck", "byline", "subhead", "signatory"}) | CELLS
#: Who reported, in a byline: names parted by spaces or 、 behind a word for what they are.
_ROLES: Final = re.compile(
    r"(?:本[报報]|首席|特[约約]|[实實][习習]|[见見][习習])?"
    r"(?:[记記]者|通[讯訊][员員]|[评評][论論][员員]|[摄攝]影|文|[图圖])[：:/／]?"
)
_NAME: Final = re.compile(rf"[{RANGES}]{{1,8}}(?:[·•‧][{RANGES}]{{1,8}}){{1,3}}|[{RANGES}]{{2,6}}")
#: Titles of works that the body names, and what it puts into short quotation marks.
_QUOTED: Final = re.compile(r"[《“]([^《》“”，。、；：？！\s]{2,8})[》”]")
#: How much of a story is read for names, in characters: whom a headline names stands near the beginning.
_READ: Final = 20_000


def has_places(paragraph: Paragraph) -> bool:
    """Whether places to break are kept for a paragraph: it is a heading of some kind, or a short cell."""
    short = len(paragraph.text) <= LONGEST_CELL or paragraph.style not in CELLS
    return paragraph.style in STYLES and short


def names_in(story: Story) -> tuple[str, ...]:
    """Names that the story itself gives: who signed it, persons, titles in 《》 and short quotations, the longest first."""
    body = body_text(story)[:_READ]
    found = person_names(body)
    for part in _ROLES.split(byline_text(story).strip("（()） ")):
        found.update(_NAME.findall(part))
    found.update(quoted for quoted in _QUOTED.findall(body) if not quoted.isascii())
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def places_of(story: Story, paragraph: Paragraph) -> tuple[Joint, ...]:
    """Where one paragraph of a story may break."""
    return _joints(paragraph, names_in(story), body_text(story))


def _joints(paragraph: Paragraph, names: Collection[str], around: str) -> tuple[Joint, ...]:
    """The places of one paragraph; a cell has those between all of its words too, since its column may be narrow."""
    return joints(paragraph.text, names, around, all_words=paragraph.style in CELLS)


def with_places(story: Story) -> Story:
    """The story with places to break in every paragraph that has them; the same object where all are there."""
    lacking = {each.id: each for each in paragraphs(story) if has_places(each) and each.text and not each.phrases}
    if not lacking:
        return story
    names, around = names_in(story), body_text(story)
    done = {key: replace(each, phrases=_joints(each, names, around)) for key, each in lacking.items()}
    parts = {
        name: done[part.id]
        for name in ("label", "kicker", "main", "deck", "byline")
        if (part := getattr(story, name)) is not None and part.id in done
    }
    return replace(story, body=tuple(_item(item, done) for item in story.body), **parts)


def _item(item: BodyItem, done: dict[str, Paragraph]) -> BodyItem:
    if isinstance(item, Paragraph):
        return done.get(item.id, item)
    if not isinstance(item, TableBlock):
        return item
    rows = tuple(
        tuple(replace(cell, paragraph=done.get(cell.paragraph.id, cell.paragraph)) for cell in row) for row in item.rows
    )
    return replace(item, rows=rows)
