"""An arrangement as text, for tests and for looking at a page without drawing it."""

from __future__ import annotations

from layoutdesk.makeup.arrange import Arrangement
from layoutdesk.model import Block, PicturePlace, Template

#: Characters for a base column, and rows of the page for a line.
_WIDE, _ROWS = 9, 2


def draw(arrangement: Arrangement, template: Template) -> str:
    """The page as lines of text: a letter a story in order of importance, ``=`` headlines, ``#`` pictures, ``.`` open.

    A capital letter stands at the top left of its block, with the headline's size.
    """
    grid = template.grid
    page = [["."] * (grid.columns * _WIDE) for _ in range(-(-grid.rows // _ROWS))]
    for number, block in enumerate(arrangement.elements):
        _fill(page, block, chr(ord("a") + number % 26))
    legend = [
        f"{chr(ord('A') + number % 26)} {block.story} {block.area[0].columns}x{block.area[0].rows}"
        for number, block in enumerate(arrangement.elements)
    ]
    foot = f"score {arrangement.score} short {arrangement.short_rows} cuts {list(arrangement.cuts)}"
    return "\n".join([*("".join(line).rstrip() for line in page), ", ".join(legend), foot])


def _fill(page: list[list[str]], block: Block, letter: str) -> None:
    for part, area in enumerate(block.area):
        for row in range(area.row, area.bottom, _ROWS):
            head = not part and row < area.row + block.head_rows
            for x in range(area.column * _WIDE, area.right * _WIDE - 1):
                page[row // _ROWS][x] = "=" if head else letter
    first = block.area[0]
    for place in block.pictures:
        _picture(page, block, place)
    mark = f"{letter.upper()}{block.head_size:.0f}/{block.columns}"
    for x, character in enumerate(mark):
        page[first.row // _ROWS][first.column * _WIDE + x] = character


def _picture(page: list[list[str]], block: Block, place: PicturePlace) -> None:
    area = block.area[0]
    wide = (area.columns * _WIDE - 1) / max(1, block.columns)
    top = area.row + block.head_rows + place.row
    for row in range(top, min(top + place.rows, area.bottom), _ROWS):
        left = area.column * _WIDE + round(place.column * wide)
        for x in range(left, left + round(place.columns * wide) - 1):
            page[row // _ROWS][x] = "#"
