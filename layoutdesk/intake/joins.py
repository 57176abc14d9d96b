"""Sentences that a column break cut in two: joined where that is certain, asked about where it is not.

A piece that ends without a mark is cut; it is certainly continued by the next paragraph where a quotation or bracket is
still open, a comma ends it, the next piece starts with a closing mark, or the piece is a long run of sentences. Pictures,
subheads and the like in between make it a question.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from layoutdesk.intake import crews, shapes
from layoutdesk.intake.types import TypedBlock

_TEXT: Final = ("prose", "short", "lead")
_HANGING: Final = "，,、"
_INNER: Final = "，。；：、,;:"
#: A piece this long that holds a mark is no heading.
_LONG: Final = 25


def units(body: list[TypedBlock], *, protected: bool) -> list[tuple[TypedBlock, ...]]:
    """The blocks of a body in order, pieces of one cut paragraph together; in protected copy nothing is joined."""
    done: list[tuple[TypedBlock, ...]] = []
    for block in body:
        if not protected and done and _joins(done[-1][-1], block):
            done[-1] = (*done[-1], block)
        else:
            done.append((block,))
    return done


def _joins(first: TypedBlock, second: TypedBlock) -> bool:
    """Whether two blocks are pieces of one paragraph: text with nothing but empty lines between, cut for certain."""
    neighbours = second.first - first.last - 1 == second.gap
    return neighbours and first.type in _TEXT and second.type in _TEXT and is_cut(first.text, second.text)


def is_cut(first: str, second: str) -> bool:
    """Whether ``second`` certainly continues the sentence that ``first`` breaks off."""
    if not may_continue(first, second):
        return False
    if not shapes.is_closed(first) or first[-1] in _HANGING or second[0] in "，。、；：？！”’）》,;:?!)":
        return True
    return len(first) >= _LONG and first[0] not in shapes.BULLETS and any(mark in first for mark in _INNER)


def may_continue(first: str, second: str) -> bool:
    """Whether ``first`` lacks its end and ``second`` does not start something of its own."""
    if shapes.ends_sentence(first) or crews.dateline(second) or crews.bracket(second) or second[0] in shapes.BULLETS:
        return False
    return not any(kind.match(second) for kind in shapes.CLAUSE)


def doubtful(body: list[TypedBlock]) -> list[tuple[TypedBlock, TypedBlock | None]]:
    """Pieces that end without a mark and were not joined, each with the text that may continue it (``None``: none follows)."""
    found: list[tuple[TypedBlock, TypedBlock | None]] = []
    texts: list[tuple[int, TypedBlock | None]] = [(at, block) for at, block in enumerate(body) if block.type in _TEXT]
    for (at, block), (after, following) in pairwise([*texts, (-1, None)]):
        if block is None or shapes.ends_sentence(block.text) or crews.closing_byline(block.text):
            continue
        if block.text[0] in shapes.BULLETS:
            # An item of a list needs no mark at its end.
            continue
        if following is None or after != at + 1 or not _joins(block, following):
            found.append((block, following))
    return found
