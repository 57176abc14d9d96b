"""Pictures some rows lower or higher, cropped within ``CROP_LIMIT`` as the trade allows; what stands under them moves along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from layoutdesk.compose.picture import CROP_LIMIT
from layoutdesk.edits import SetBlock
from layoutdesk.makeup.fitting.stage import Stage, loss_of
from layoutdesk.makeup.fitting.types import Move, Part
from layoutdesk.model import PicturePlace

#: What cropping costs: a picture that loses the most allowed costs ``_BASE`` and ``_CROP`` × ``CROP_LIMIT``.
_BASE: Final = 0.8
_CROP: Final = 22.0
#: A picture of fewer rows than this is a stamp.
_LEAST_ROWS: Final = 4


def picture_moves(stage: Stage, sign: int) -> Iterator[Move | None]:
    """Each row of pictures, and all of them together, lower (``sign`` 1) or higher by one row and more.

    Those whose whole is seen in their room are left alone: paper would show beside more or less of them.
    """
    block, plan = stage.block, stage.now.plan
    cropped = [each for each in plan.pictures if not each.place.whole] if plan is not None else []
    if block is None or plan is None or not cropped:
        return
    known = {each.place.picture: each.place for each in plan.pictures}
    kept = tuple(known.get(place.picture, place) for place in block.pictures) or tuple(known.values())
    tops = sorted({each.place.row for each in cropped})
    groups = [tuple(each for each in cropped if each.place.row == top) for top in tops]
    if len(groups) > 1:
        groups.append(tuple(cropped))
    for group in groups:
        for rows in range(1, max(each.place.rows for each in group)):
            loss = max(loss_of(stage.context, each, rows * sign) for each in group)
            if loss > CROP_LIMIT or min(each.place.rows for each in group) - rows * sign < _LEAST_ROWS:
                break
            places = _changed(kept, {each.place.picture for each in group}, -rows * sign)
            edit = SetBlock(stage.page, block.id, pictures=places)
            standing = stage.stand((edit,))
            gained = standing.room - stage.now.room if standing is not None else 0
            if gained * sign <= 0:
                yield None
                continue
            yield Move("pictures", _part(rows, sign, loss, len(group)), (edit,), gained, round(_BASE + _CROP * loss, 3))


def _part(rows: int, sign: int, loss: float, count: int) -> Part:
    code, crop = "makeup.fit.picture-lower" if sign > 0 else "makeup.fit.picture-higher", f"{100 * loss:.0f}"
    args = {"rows": str(rows), "count": str(count)}
    return Part(f"{code}-whole", args) if crop == "0" else Part(code, {**args, "crop": crop})


def _changed(places: Sequence[PicturePlace], which: set[str], rows: int) -> tuple[PicturePlace, ...]:
    """The places with ``which`` of them ``rows`` rows higher (negative: lower) and those under them moved along."""
    grown = [place for place in places if place.picture in which]
    moved = []
    for place in places:
        above = {each.row for each in grown if _stands_under(place, each)}
        own = rows if place.picture in which else 0
        moved.append(replace(place, rows=place.rows + own, row=max(0, place.row + rows * len(above))))
    return tuple(moved)


def _stands_under(lower: PicturePlace, upper: PicturePlace) -> bool:
    beside = lower.column < upper.column + upper.columns and upper.column < lower.column + lower.columns
    return beside and lower.row >= upper.row + upper.rows
