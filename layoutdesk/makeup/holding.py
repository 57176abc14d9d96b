"""Whether a block holds all of its story, asked of the real engine: L shapes are reckoned, not measured, before it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from layoutdesk.makeup.arrange import Fits
from layoutdesk.model import Asset, Block, Story, Template
from layoutdesk.model.styles import TextStyle

if TYPE_CHECKING:
    from layoutdesk.text.fonts import FontBook

#: An L may end this many rows above its foot.
_SPARE_ROWS = 2


def holds(
    template: Template,
    book: FontBook,
    assets: Mapping[str, Asset],
    styles: Mapping[str, TextStyle] | None = None,
    language: str = "zh",
) -> Fits:
    """Whether a block of this template holds all of its story with hardly a slot to spare; ``assets`` are by id."""
    from layoutdesk.compose.block import plan_block
    from layoutdesk.compose.context import Context

    context = Context(template, book, assets, styles, language)

    def fits(story: Story, block: Block) -> bool:
        plan = plan_block(context, block, story)
        whole = not plan.over and not plan.unplaced_pictures
        return whole and plan.rows - plan.used <= _SPARE_ROWS

    return fits
