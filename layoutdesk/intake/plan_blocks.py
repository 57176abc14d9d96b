"""A story of a page plan that the program lays out as one block (文章块): its place on the grid, and how it is set."""

from __future__ import annotations

from msgspec.structs import replace

from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.base.units import mm
from layoutdesk.intake import plan_shape as given
from layoutdesk.intake.plan_template import area_of, em_of
from layoutdesk.model import Block, PicturePlace, Story, Template
from layoutdesk.model.story import pictures


def block_of(block: given.Block, story: Story, template: Template, name: str) -> Block:
    """The element ``name`` that sets ``story``, whose pictures are the block's in their order."""
    em = em_of(template)
    refs = zip(pictures(story), block.photos, strict=True)
    return Block(
        id=name, story=story.id, area=(area_of(block.box, template),), columns=block.cols, mode=block.mode,
        gutter=rounded(mm(block.gutter) / em), head_size=block.head_size, head_at=block.head_at, frame=block.frame,
        tint=block.tint or "", pictures=tuple(_place(photo, ref.id, em) for ref, photo in refs),
    )  # fmt: skip


def _place(photo: given.BlockPhoto, picture: str, em: float) -> PicturePlace:
    place = PicturePlace(
        picture, photo.column, photo.columns, photo.row, photo.rows, Rect(*photo.crop), rounded(mm(photo.width) / em),
        rounded(mm(photo.shift) / em), caption=photo.caption_at, caption_width=rounded(mm(photo.caption_width) / em),
    )  # fmt: skip
    return place if photo.wrap is None else replace(place, wrap=rounded(mm(photo.wrap) / em))
