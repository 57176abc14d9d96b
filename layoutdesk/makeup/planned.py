"""Pages of a plan (版面计划): elements that stand already, and the part of a page that make-up may fill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from layoutdesk.makeup.leaves import GAP_ROWS
from layoutdesk.model import Advert, Asset, Element, GridRect, PictureFrame, Template


def with_assets(elements: Sequence[Element], assets: Mapping[str, Asset]) -> tuple[Element, ...]:
    """The elements with the ids of assets in place of file names; a picture that was not supplied keeps an empty place."""
    return tuple(
        replace(element, asset=assets[element.asset].id if element.asset in assets else "")
        if isinstance(element, PictureFrame | Advert)
        else element
        for element in elements
    )


def around(flow: GridRect | None, template: Template) -> tuple[Element, ...]:
    """What lies outside the part of a page that stories may fill, as areas that are taken; nothing where all of it is free."""
    if flow is None:
        return ()
    columns, rows = template.grid.columns, template.grid.rows
    # The white under an area belongs to it, so that what stands above the part ends earlier by that much.
    areas = (
        GridRect(0, 0, columns, flow.row - GAP_ROWS),
        GridRect(0, flow.bottom, columns, rows - flow.bottom),
        GridRect(0, flow.row, flow.column, flow.rows - GAP_ROWS),
        GridRect(flow.right, flow.row, columns - flow.right, flow.rows - GAP_ROWS),
    )
    return tuple(
        Advert(id=f"taken-{at}", area=area) for at, area in enumerate(areas) if area.columns > 0 and area.rows > 0
    )
