"""A story while the copy is grouped: its blocks, before they become paragraphs."""

from __future__ import annotations

import msgspec

from layoutdesk.intake import shapes
from layoutdesk.intake.types import TypedBlock
from layoutdesk.model.story import StoryKind


class Draft(msgspec.Struct):
    """The blocks of one story: ``head`` (label, kicker, headline, deck, fields, byline) and ``body``.

    ``level`` is the mark of its headline, ``subheads`` the marks of its subheads so far; ``closed`` says that a closing byline
    or a signed date ended it. ``sidebar`` says that a label such as 相关新闻 stood above it.
    """

    head: list[TypedBlock]
    body: list[TypedBlock]
    level: int = 0
    subheads: set[int] = msgspec.field(default_factory=set)
    closed: bool = False
    sidebar: bool = False
    tail: bool = False
    kind: StoryKind = "article"

    @property
    def headed(self) -> bool:
        """Whether the story has a headline."""
        return any(block.type == "headline" for block in self.head)

    @property
    def title(self) -> str:
        """The headline as the copy has it."""
        return next((block.text for block in self.head if block.type == "headline"), "")

    @property
    def is_notice(self) -> bool:
        """Whether the story so far is a notice: a tail, or titled like one."""
        return self.tail or bool(shapes.NOTICE_TITLE.search(self.title[-60:]))

    @property
    def blocks(self) -> list[TypedBlock]:
        """All blocks in the order of the copy."""
        return sorted([*self.head, *self.body], key=lambda block: block.first)
