"""How many rows a story needs at each width: what make-up (组版) searches with. Exact, because the real engine lays it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from layoutdesk.base.geometry import rounded
from layoutdesk.compose.block import BlockPlan, TextBand, plan_block
from layoutdesk.compose.context import Context
from layoutdesk.compose.grid import OwnColumns
from layoutdesk.compose.headfit import SMALLER, head_sizes
from layoutdesk.compose.picture import WHITE_ROWS
from layoutdesk.compose.places import picture_places
from layoutdesk.compose.sheet import LEAST_PPI
from layoutdesk.compose.table import cramped
from layoutdesk.compose.upright import Upright, uprights
from layoutdesk.model.document import Asset, is_chinese
from layoutdesk.model.elements import Block, GridRect, PicturePlace
from layoutdesk.model.story import PictureRef, Story, TableBlock, pictures
from layoutdesk.model.styles import TextStyle
from layoutdesk.model.template import Template
from layoutdesk.text.fonts import FontBook

#: More rows than any page has: a block this high is never overset.
ENDLESS = 2000
#: Measures of text that a reader follows with ease, in 字 (facts of the page: 13 to 22; narrow base columns are the trade's).
LEAST_MEASURE, MOST_MEASURE = 10.5, 24.5
#: Western words want more: some 34 letters to a line, or the spaces between them gape.
LEAST_WESTERN = 15.0
#: Text strips beside or under a picture lower than this look like leftovers.
LEAST_STRIP = 6
#: The share of the page that a picture takes at most; one that grows to fill its page stays under a quarter then.
MOST_PICTURE = 0.21
#: How kinds of stories are framed: a sidebar on a tint (底纹), a notice and an advert of text in a hairline box.
FRAMES = {"sidebar": "tint", "notice": "box", "advert": "box"}


class Shape(msgspec.Struct, frozen=True):
    """One way to set a story: ``span`` base columns wide, ``rows`` high with every line set.

    ``slack`` counts empty slots in the last columns, ``head_fill`` is the share of the width that the main headline fills.
    ``upright``: the headline stands downwards at its side (竖题), takes no rows of its own, and ``head_fill`` is its share of the
    height; ``rows`` are exact then. ``cramped`` is the share of its room that the most cramped table lacks, 1 where its figures,
    words or names would be parted.
    """

    span: int
    rows: int
    columns: int
    head_size: float
    head_rows: int
    pictures: tuple[PicturePlace, ...]
    slack: int
    head_fill: float
    width_pt: float
    frame: str = ""
    upright: bool = False
    cramped: float = 0.0


class Measurer:
    """Shapes of stories for one template, memoised by story, rank and span."""

    def __init__(
        self,
        template: Template,
        book: FontBook,
        assets: Mapping[str, Asset],
        styles: Mapping[str, TextStyle] | None = None,
        language: str = "zh",
    ) -> None:
        self._context = Context(template, book, assets, styles, language)
        self._shapes: dict[tuple[int, int, int], tuple[Story, tuple[Shape, ...]]] = {}

    def shapes(self, story: Story, rank: int, span: int) -> tuple[Shape, ...]:
        """Every sensible setting of ``story`` over ``span`` base columns at ``rank`` (1 the lead), lowest first."""
        key = (id(story), rank, span)
        known = self._shapes.get(key)
        if known is None:
            ranked = replace(story, priority=rank)
            every = (*self._all(ranked, span), *self._uprights(ranked, span))
            found = {(s.rows, s.head_size, s.columns, s.pictures, s.upright): s for s in every}
            known = (story, tuple(sorted(found.values(), key=lambda s: (s.rows, -s.head_size))))
            self._shapes[key] = known
        return known[1]

    def _all(self, story: Story, span: int) -> Iterator[Shape]:
        context = self._context
        frame = FRAMES.get(story.kind, "")
        probe = Block(id="", story=story.id, area=(GridRect(0, 0, span, ENDLESS),), frame=frame, columns=1)
        width = plan_block(context, replace(probe, columns=1), replace(story, body=()), ENDLESS).rect.w
        ladder = context.headline(story.priority)
        sizes = head_sizes(context, story, width, ladder)
        if story.kind == "brief" and len(sizes) == 1 and sizes[0] * SMALLER >= ladder.least:
            # So that two beside one another can be told apart.
            sizes = *sizes, rounded(sizes[0] * SMALLER)
        for ease in range(4):
            found = False
            for columns in self._column_counts(width):
                block = replace(probe, columns=columns)
                own = plan_block(context, block, replace(story, body=()), ENDLESS).own
                tables = self._cramped(story, own, width)
                for places in self._picture_options(story, own, ease):
                    for size in sizes:
                        plan = plan_block(context, replace(block, head_size=size, pictures=places), story, ENDLESS)
                        if not plan.over and (ease > 2 or _is_sound(plan)):
                            # What is higher than the page helps nobody: pictures beside one another may still fit.
                            found = found or not places or plan.used <= context.template.grid.rows
                            yield replace(_shape(plan, span, columns, places, width, frame), cramped=tables)
            if found:
                return

    def _uprights(self, story: Story, span: int) -> Iterator[Shape]:
        probe = Block(id="", story=story.id, area=(GridRect(0, 0, span, ENDLESS),), columns=1)
        for one in uprights(self._context, story, probe, self._column_counts):
            yield _upright(one, span, self._context.grid.rect(probe.area[0]).w)

    def _cramped(self, story: Story, own: OwnColumns, width: float) -> float:
        """How cramped the tables of a story stand in a block of this width and these columns, see ``Shape``."""
        tables = (item for item in story.body if isinstance(item, TableBlock))
        return max((cramped(self._context, table, own.measure, width) for table in tables), default=0.0)

    def _column_counts(self, width: float) -> list[int]:
        """Own columns whose measure reads well; the one nearest to the ideal where none does."""
        grid = self._context.grid
        ideal = grid.ideal_columns(width)
        least = LEAST_MEASURE if is_chinese(self._context.style("body").language) else LEAST_WESTERN
        counts = [
            count
            for count in range(max(1, ideal - 1), ideal + 2)
            if least <= grid.own_columns_of_width(width, count).measure / grid.em <= MOST_MEASURE
        ]
        return sorted(counts, key=lambda count: abs(count - ideal))[:2] or [ideal]

    def _picture_options(self, story: Story, own: OwnColumns, ease: int) -> Iterator[tuple[PicturePlace, ...]]:
        """For each width of the first picture in own columns: uncropped and cropped within the limit; none without pictures.

        ``ease`` 1 takes narrow pictures for leading stories too, and crops to the limit; 2 takes any size, and one column for a
        picture that has too few pixels for it; 3, of more pictures than text, any place.
        """
        shown = pictures(story)
        if not shown:
            yield ()
            return
        count = len(own.lefts)
        for span in range(1, count + 1):
            if not ease and count >= 3 and span == 1 and story.priority <= 3:
                continue
            for change in (0.0, -0.6, 0.6, -1.0)[: 4 if ease or story.priority == 1 else 3]:
                places = picture_places(self._context, story, own, span, change)
                if self._coarse(shown, places, own) and (ease < 2 or span > 1):
                    continue
                if ease > 1 or not self._overbearing(places, own):
                    yield places

    def _overbearing(self, places: Sequence[PicturePlace], own: OwnColumns) -> bool:
        """Whether one of the pictures takes more of the page than a picture may."""
        area = self._context.grid.type_area
        most = MOST_PICTURE * area.w * area.h / self._context.grid.step
        return any(own.span(place.column, place.columns)[1] * place.rows > most for place in places)

    def _coarse(self, shown: Sequence[PictureRef], places: Sequence[PicturePlace], own: OwnColumns) -> bool:
        """Whether one of the pictures has too few pixels for its width; nobody knows of one that was not supplied."""
        assets = {picture.id: self._context.assets.get(picture.asset) for picture in shown}
        widths = ((assets[place.picture], own.span(place.column, place.columns)[1]) for place in places)
        return any(asset is not None and asset.width * 72 < LEAST_PPI * width for asset, width in widths)


def _is_sound(plan: BlockPlan) -> bool:
    """No leftover strip of text under a picture, no picture far deeper than its text."""
    if not plan.pictures or plan.over:
        return not plan.over
    last = plan.bands[-1]
    text_bottom = last.poured.bottom if isinstance(last, TextBand) else plan.used
    top = plan.head.rows
    for picture in plan.pictures:
        foot = top + picture.place.row + picture.place.rows
        whole = picture.place.columns == len(plan.own.lefts)
        if not whole and foot - WHITE_ROWS > text_bottom:
            return False
        if 0 < text_bottom - foot < LEAST_STRIP and not whole:
            return False
    return True


def _shape(
    plan: BlockPlan, span: int, columns: int, places: tuple[PicturePlace, ...], width: float, frame: str
) -> Shape:
    slack = _slack(plan)
    return Shape(span, plan.used, columns, plan.head.size, plan.head.rows, places, slack, plan.head.fill, width, frame)


def _upright(one: Upright, span: int, width: float) -> Shape:
    size = one.plan.side.size if one.plan.side is not None else 0.0
    return Shape(span, one.rows, one.columns, size, 0, (), _slack(one.plan), one.fill, width, upright=True)


def _slack(plan: BlockPlan) -> int:
    return sum(band.poured.empty for band in plan.bands if isinstance(band, TextBand))
