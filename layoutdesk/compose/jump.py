"""Jump lines (下转、上接): on which page a story goes on and from which it comes; they fill themselves in.

A story whose blocks, or whose free frames, stand on two pages tells so at the end of the one and, bold, at the start of the
other, unless it is told not to (``Story.jump_lines``). The label is that of the page as it stands now. Jump lines are inserted
matter: they take room like copy, and no text taken out of the page has them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from msgspec.structs import replace

from layoutdesk.compose.context import Context
from layoutdesk.compose.wording import JUMP_FROM, JUMP_TO, PAGE_LABEL, word
from layoutdesk.model.document import Document, Page
from layoutdesk.model.elements import Block
from layoutdesk.model.story import BodyItem, Paragraph, Story
from layoutdesk.model.styles import TextStyle
from layoutdesk.text.lines import SetLine

#: The styles of the two lines, which a template may define; else they are made from its body.
TO, FROM = "jump-to", "jump-from"
JUMP_STYLES: Final = (TO, FROM)
#: White between the last line of the copy and a jump line that ends it, in em.
GAP: Final = 1.0


class Jumps(NamedTuple):
    """The jump lines of one block or frame as printed, empty for none.

    ``repeats``: the headline stands where the story begins already.
    """

    to: str = ""
    come: str = ""
    repeats: bool = False


NO_JUMPS: Final = Jumps()


def jumps_of(document: Document, page: Page, block: Block) -> Jumps:
    """Where the story of a block goes on and comes from; nothing of it where that is on the same page, or not to be told."""
    if not block.first and block.last < 0:
        return NO_JUMPS
    tells = all(story.jump_lines for story in document.stories if story.id == block.story)
    others = list(_others(document, block))
    onwards = [each for each in others if 0 <= block.last <= each[1].first]
    before = [each for each in others if each[1].first < block.first]
    here = page.id
    after = min(onwards, key=lambda each: (each[1].first, each[0].id != here), default=None)
    came = max(before, key=lambda each: (each[1].first, each[0].id == here), default=None)
    language = document.meta.language
    return Jumps(
        to=told_to(after[0], language) if tells and after and after[0].id != here else "",
        come=told_from(came[0], language) if tells and came and came[0].id != here else "",
        repeats=any(each.headline for where, each in before if where.id != here),
    )


def _others(document: Document, block: Block) -> Iterator[tuple[Page, Block]]:
    for page in document.pages:
        for element in page.elements:
            if isinstance(element, Block) and element.story == block.story and element.id != block.id:
                yield page, element


def thread_jumps(links: Sequence[tuple[str, Page]], language: str) -> dict[str, Jumps]:
    """The jump lines of a thread of free frames by element id, for those whose next or last one stands on another page.

    ``links`` are the frames in the order of the thread, each with its page.
    """
    found: dict[str, Jumps] = {}
    for (name, page), (after, other) in pairwise(links):
        if page.id != other.id:
            found[name] = found.get(name, NO_JUMPS)._replace(to=told_to(other, language))
            found[after] = Jumps(come=told_from(page, language))
    return found


def told_to(page: Page, language: str) -> str:
    """The line that names the page on which copy goes on (下转)."""
    return _told(JUMP_TO, page, language)


def told_from(page: Page, language: str) -> str:
    """The line that names the page from which copy comes (上接)."""
    return _told(JUMP_FROM, page, language)


def _told(words: Mapping[str, str], page: Page, language: str) -> str:
    return word(words, language).format(page_label(page, language))


def page_label(page: Page, language: str) -> str:
    """第3版, A03版; in other languages the label alone. Leading zeros of the folio bar are not read out."""
    label = page.label or str(page.number)
    before, after = word(PAGE_LABEL, language)
    return f"{before}{int(label)}{after}" if label.isascii() and label.isdigit() else f"{label}{after}"


def with_jumps(items: Sequence[BodyItem], jumps: Jumps) -> list[BodyItem]:
    """Body items of a block between its jump lines."""
    come = [Paragraph(id=FROM, text=jumps.come, style=FROM)] if jumps.come else []
    to = [Paragraph(id=TO, text=jumps.to, style=TO)] if jumps.to else []
    return [*come, *items, *to]


def jump_style(context: Context, name: str) -> TextStyle:
    """The style of a jump line: the template's, else its body's size, right-aligned in 楷体 or bold at the left."""
    if name in context.styles:
        return context.style(name)
    body = context.style("body")
    if name == TO:
        return replace(body, role="kai", align="right", indent=0.0)
    return replace(body, role="hei-bold", align="left", indent=0.0)


def inserted(lines: Sequence[SetLine]) -> tuple[SetLine, ...]:
    """Lines marked as matter that is no copy."""
    return tuple(
        replace(line, glyphs=tuple(replace(run, story="", artefact=True) for run in line.glyphs)) for line in lines
    )


def repeated_head(story: Story) -> Story:
    """The story as the small head of a continuation sets it: its main headline alone."""
    return replace(story, label=None, kicker=None, deck=None)
