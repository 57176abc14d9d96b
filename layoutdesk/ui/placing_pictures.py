"""What becomes of a picture that is let go over the page: it fills what lies under the hand, joins a story, or stands free.

Plain data, without Qt: where the hand was, and the edits that put the picture there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Refusal
from layoutdesk.compose.grid import PageGrid, page_grid
from layoutdesk.compose.picture import aspect
from layoutdesk.model import Advert, Asset, Block, Document, Element, Page, PictureFrame, PictureRef
from layoutdesk.model.story import pictures
from layoutdesk.ui.canvas.deepening import deepened, rooms_of
from layoutdesk.ui.canvas.free import parked_rect
from layoutdesk.ui.canvas.insets import Room, dropped, room_of
from layoutdesk.ui.wrapping import USUAL

if TYPE_CHECKING:
    from layoutdesk.makeup.assigning import Owner
    from layoutdesk.text.fonts import FontBook

#: A free picture takes about this share of the page's base columns, and at most this share of the type area's height.
_SHARE, _HEIGHT = 1 / 3, 0.5
_WHOLE: Final = Rect(0, 0, 1, 1)


class Target(NamedTuple):
    """Where the hand let go: a page, a point of it, and what lay in front there.

    ``element`` takes pictures, ``picture`` is one of its story; ``frame`` is a text frame.
    """

    page: str
    x: float
    y: float
    element: str = ""
    picture: str = ""
    frame: str = ""


class Placed(NamedTuple):
    """The edits that place pictures or copy, the element to select then and the picture inside it; no edits where there is no room.

    ``refusal`` says what waits in the copy panel instead, or why it stands elsewhere, ``lacks`` for what there is no room yet.
    """

    steps: tuple[edits.Edit, ...] = ()
    element: str = ""
    picture: str = ""
    refusal: Refusal | None = None
    lacks: Refusal | None = None


def takes_pictures(element: Element) -> bool:
    """Whether a picture let go over an element is for it."""
    return isinstance(element, Block | PictureFrame | Advert)


def is_shut(element: Element | None) -> bool:
    """Whether an element is locked, so that nothing dropped on it goes in."""
    return bool(getattr(element, "locked", False))


def placed(document: Document, target: Target, asset: Asset, ids: IdSource, book: FontBook) -> Placed:
    """How a picture of ``document`` comes to stand where the hand let it go."""
    from layoutdesk.makeup.pictured import hang

    page = next((page for page in document.pages if page.id == target.page), None)
    if page is None:
        return Placed()
    element = next((each for each in page.elements if each.id == target.element), None)
    if is_shut(element):
        return Placed(refusal=Refusal("ui.taking.locked", count=1))
    if isinstance(element, PictureFrame | Advert):
        return Placed((hang(page, element, asset),), element.id)
    if isinstance(element, Block):
        return _in_block(document, page, element, target, asset, ids, book)
    rect = free_rect(page_grid(document.template(page.template)), target.x, target.y, aspect(asset))
    # It may come to lie over copy, which keeps clear of it, not under it.
    frame = PictureFrame(id=ids.new("el"), rect=rect, asset=asset.id, wrap=USUAL)
    return Placed((edits.PlaceElement(page=page.id, element=frame),), frame.id)


def _in_block(
    document: Document, page: Page, block: Block, target: Target, asset: Asset, ids: IdSource, book: FontBook
) -> Placed:
    """Into the picture under the hand, into one that the story lacks, or as one more where the hand is.

    For one more the block grows into free ground under it, as far as picture and copy want it.
    """
    from layoutdesk.makeup.pictured import fill

    owner = _owner(document, block, target, asset)
    steps = fill(document, asset, owner, ids, block)
    after = edits.apply(document, edits.Batch("ui.history.place-picture", steps))
    name = owner.picture or next(edit.picture.id for edit in steps if isinstance(edit, edits.AddPicture))
    now = next((each for each in after.page(page.id).elements if each.id == block.id), None)
    rooms = rooms_of(after, after.page(page.id), now, book) if isinstance(now, Block) else ()
    if not rooms or not isinstance(now, Block):
        return Placed()
    if owner.picture and rooms[0].place(name) is not None:
        whole = tuple(replace(place, crop=_WHOLE) if place.picture == name else place for place in block.pictures)
        if whole != block.pictures:
            steps = (*steps, edits.SetBlock(page=page.id, element=block.id, pictures=whole))
        return Placed(steps, block.id, name)
    before = room_of(document, page, block, book)
    rooms = tuple(room._replace(places=before.places if before is not None else ()) for room in rooms)
    picture = next(each for each in pictures(rooms[0].story) if each.id == name)
    place = dropped(rooms, picture, target.x, target.y)
    if place is None:
        return Placed(steps, block.id, lacks=Refusal("ui.insets.no_room", name=asset.name))
    chosen = rooms[0].with_place(place)
    steps = (*steps, edits.SetBlock(page=page.id, element=block.id, pictures=chosen))
    area = deepened(after, after.page(page.id), replace(now, pictures=chosen), book).area
    if area != block.area:
        steps = (*steps, edits.SetArea(page=page.id, element=block.id, area=area))
    return Placed(steps, block.id, name)


def with_words(put: Placed, words: PictureRef, ids: IdSource) -> Placed:
    """The same with the caption and credit that a picture had elsewhere, where it comes as a new one into a story.

    They take the place of what its file says, about which nothing is asked then.
    """
    taken = {
        part: replace(paragraph, id=ids.new("p"))
        for part in ("caption", "credit")
        if (paragraph := getattr(words, part)) is not None
    }
    steps, gone = list[edits.Edit](), set[str]()
    for step in put.steps:
        if isinstance(step, edits.AddPicture):
            gone |= {old.id for part in taken if (old := getattr(step.picture, part)) is not None}
            steps.append(replace(step, picture=replace(step.picture, **taken)))
        elif not isinstance(step, edits.AddQuery) or step.query.anchor.paragraph not in gone:
            steps.append(step)
    return put._replace(steps=tuple(steps))


def moved_over(
    document: Document, target: Target, story: str, words: PictureRef, ids: IdSource, book: FontBook
) -> Placed:
    """How a picture of a ``story``, which has ``words``, comes out of it to stand where the hand let it go, caption and all."""
    asset = next((each for each in document.assets if each.id == words.asset), None)
    if asset is None:
        return Placed()
    goes = edits.RemovePicture(story, words.id)
    put = placed(edits.apply(document, goes), target, asset, ids, book)
    return with_words(put._replace(steps=(goes, *put.steps)), words, ids) if put.steps else put


def _owner(document: Document, block: Block, target: Target, asset: Asset) -> Owner:
    """The picture of the block's story that is filled; none where it gets one more."""
    from layoutdesk.makeup.assigning import Owner, owners_of

    story = document.story(block.story)
    if target.picture:
        return Owner(story.id, target.picture)
    named = next((owner.picture for owner in owners_of(asset, (story,)) if owner.picture), "")
    waiting = [picture.id for picture in pictures(story) if not picture.asset and not picture.name]
    return Owner(story.id, named or (waiting[0] if len(waiting) == 1 else ""))


def hover_rects(document: Document, target: Target, shape: Asset | None, rooms: Sequence[Room]) -> tuple[Rect, ...]:
    """Where a picture would come to stand in free ground or in the ``rooms`` of a block; ``shape`` none: not known yet."""
    page = next((page for page in document.pages if page.id == target.page), None)
    if page is None:
        return ()
    if not target.element:
        return (free_rect(page_grid(document.template(page.template)), target.x, target.y, aspect(shape)),)
    place = dropped(rooms, PictureRef(id="", asset=shape.id if shape else ""), target.x, target.y) if rooms else None
    if place is None:
        return ()
    room = rooms[0]
    left, width = room.own.span(place.column, place.columns)
    return (Rect(left, room.y + place.row * room.step, width, (place.rows - 1) * room.step),)


def free_rect(grid: PageGrid, x: float, y: float, shape: float) -> Rect:
    """A free picture round a point, as wide as some base columns and on the rows of the grid, inside the type area.

    Beside the sheet it is parked there.
    """
    area, spec = grid.type_area, grid.template.grid
    columns = max(1, round(spec.columns * _SHARE))
    width = columns * grid.pitch - grid.gutter
    rows = max(1, min(round(width / shape / grid.step), round(spec.rows * _HEIGHT)))
    if not Rect(0, 0, grid.width, grid.height).contains(x, y):
        return parked_rect(grid, x, y, width, rows * grid.step)
    column = min(max(round((x - width / 2 - area.x) / grid.pitch), 0), spec.columns - columns)
    row = min(max(round((y - area.y) / grid.step - rows / 2), 0), spec.rows - rows)
    return Rect(
        rounded(area.x + column * grid.pitch), rounded(grid.row_top(row)), rounded(width), rounded(rows * grid.step)
    )


class Homes(NamedTuple):
    """The edits that give pictures to their stories, the pictures that belong to none, and those whose stories are locked."""

    steps: tuple[edits.Edit, ...]
    left: tuple[Asset, ...]
    shut: tuple[Asset, ...]


def found_homes(document: Document, assets: Sequence[Asset], ids: IdSource, book: FontBook) -> Homes:
    """How pictures come to the stories to which they clearly belong; none to a story in a locked block."""
    from layoutdesk.makeup.assigning import owners_of
    from layoutdesk.makeup.pictured import fill

    locked = {
        each.story for page in document.pages for each in page.elements if isinstance(each, Block) and each.locked
    }
    steps: list[edits.Edit] = []
    left, shut = [], []
    for asset in assets:
        owners = owners_of(asset, document.stories)
        for owner in owners:
            if owner.story in locked:
                continue
            filled = fill(document, asset, owner, ids)
            document = edits.apply(document, edits.Batch("ui.history.place-picture", filled))
            housed = tuple(_housed(document, owner.story, filled, book))
            document = edits.apply(document, edits.Batch("ui.history.place-picture", housed))
            steps += (*filled, *housed)
        if not owners:
            left.append(asset)
        elif all(owner.story in locked for owner in owners):
            shut.append(asset)
    return Homes(tuple(steps), tuple(left), tuple(shut))


def _housed(document: Document, story: str, filled: Sequence[edits.Edit], book: FontBook) -> Iterator[edits.Edit]:
    """A place at the upper right for a picture that is new in its story, where the places in its block were chosen."""
    new = [edit.picture for edit in filled if isinstance(edit, edits.AddPicture)]
    blocks = [(page, each) for page in document.pages for each in page.elements if isinstance(each, Block)]
    for page, block in blocks:
        sets = new and block.story == story and new[0] in block.part_of(document.story(story).body)
        room = room_of(document, page, block, book) if sets and block.pictures else None
        place = dropped((room,), new[0], room.own.lefts[-1] + room.own.measure, room.y) if room is not None else None
        if room is not None and place is not None:
            yield edits.SetBlock(page=page.id, element=block.id, pictures=room.with_place(place))
