"""Blocks released into free frames (打散) and gathered again (合成): no line of the sample or the specimen moves either way."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal
from layoutdesk.compose.page import compose_page
from layoutdesk.compose.types import ComposedPage
from layoutdesk.makeup.compiling import Wish, compile_copy
from layoutdesk.makeup.gathering import gathered
from layoutdesk.makeup.releasing import moved_lines, released
from layoutdesk.makeup.specimen import read_specimen
from layoutdesk.model import Block, Box, Document, Element, PictureFrame, PicturePlace, TextFrame
from layoutdesk.model.elements import Sides
from layoutdesk.model.story import PictureRef, headline_parts, pictures
from layoutdesk.resources import sample_copy, sample_pictures
from layoutdesk.text.fonts import pip_fonts


@pytest.fixture(scope="module")
def specimen() -> Document:
    return read_specimen(pip_fonts())[0]


def sample(folder: Path, *, english: bool) -> Document:
    wish = Wish(copies=sample_copy(english=english), target=folder / "sample.ldesk", pictures=sample_pictures())
    return compile_copy(wish).document


def composed(document: Document, page: str) -> ComposedPage:
    return compose_page(document, page, pip_fonts())


def put(document: Document, page: str, elements: list[Element], head: tuple[edits.Edit, ...]) -> Document:
    for edit in (*head, edits.SetElements(page=page, elements=tuple(elements))):
        document = edits.apply(document, edit)
    return document


def loosed(document: Document, page: str, block: Block) -> tuple[Document, tuple[Element, ...]]:
    """The issue with the block as free frames, and these."""
    numbers = count()
    made = released(document, document.page(page), block, pip_fonts(), lambda kind: f"{kind}-free-{next(numbers)}")
    standing = document.page(page).elements
    elements = [part for each in standing for part in (made.elements if each.id == block.id else (each,))]
    return put(document, page, elements, made.head), made.elements


def together(document: Document, page: str, chosen: tuple[Element, ...]) -> tuple[Document, Block]:
    """The issue with chosen frames as a block, and this."""
    standing = document.page(page).elements
    made = gathered(document, document.page(page), chosen, pip_fonts(), "el-gathered")
    elements: list[Element] = [each for each in standing if each.id not in made.gone]
    elements.insert(next(at for at, each in enumerate(standing) if each.id in made.gone), made.block)
    return put(document, page, elements, made.head), made.block


def faults(document: Document) -> tuple[int, list[str]]:
    """How many blocks are released, and those of which a line moves or that are not as they were once they are gathered."""
    tried, wrong = 0, []
    for page in document.pages:
        before = composed(document, page.id)
        for block in (each for each in page.elements if isinstance(each, Block)):
            try:
                free, frames = loosed(document, page.id, block)
            except Refusal:
                continue
            tried += 1
            after = composed(free, page.id)
            if moved_lines(before, after) or moved_lines(after, before):
                wrong.append(f"{block.id} released")
            back, again = together(free, page.id, frames)
            if again != block or back.stories != document.stories or back.page(page.id) != page:
                wrong.append(f"{block.id} gathered")
    return tried, wrong


def test_no_line_of_the_specimen_moves(specimen: Document) -> None:
    tried, wrong = faults(specimen)
    assert tried > 40 and not wrong


@pytest.mark.parametrize("english", [False, True])
def test_no_line_of_the_sample_moves(tmp_path: Path, english: bool) -> None:
    tried, wrong = faults(sample(tmp_path, english=english))
    assert tried >= 12 and not wrong


def of(document: Document, name: str) -> tuple[str, Block]:
    return next(
        (page.id, each)
        for page in document.pages
        for each in page.elements
        if isinstance(each, Block) and each.id == name
    )


@pytest.mark.parametrize("caption", ["below", "left", "right", "over"])
@pytest.mark.parametrize("wrap", [0.0, 0.5, 1.0, 3.0])
def test_a_picture_free_of_the_columns_keeps_the_rows_clear_that_it_had(specimen: Document, caption, wrap) -> None:
    page, block = of(specimen, "wrap")
    picture = pictures(specimen.story(block.story))[0]
    for width, shift, row in ((18.0, 8.0, 4), (14.5, 0.0, 0), (21.0, 23.5, 6)):
        place = PicturePlace(picture.id, 0, 1, row, 12, width=width, shift=shift, wrap=wrap, caption=caption)
        document = edits.apply(specimen, edits.SetBlock(page=page, element=block.id, pictures=(place,)))
        free, frames = loosed(document, page, of(document, "wrap")[1])
        photo = next(each for each in frames if isinstance(each, PictureFrame))
        before, after = composed(document, page), composed(free, page)
        assert photo.wrap and photo.wrap_sides and not moved_lines(before, after) and not moved_lines(after, before)


def test_the_distance_of_a_picture_does_not_reach_beyond_its_block(specimen: Document) -> None:
    page, block = of(specimen, "wrap")
    picture = pictures(specimen.story(block.story))[0]
    place = PicturePlace(picture.id, 0, 1, 0, 12, width=12.0, shift=42.0, wrap=8.0)
    document = edits.apply(specimen, edits.SetBlock(page=page, element=block.id, pictures=(place,)))
    _, frames = loosed(document, page, of(document, "wrap")[1])
    photo = next(each for each in frames if isinstance(each, PictureFrame))
    assert isinstance(photo.wrap_sides, Sides)
    assert photo.wrap_sides.left == 8.0 and photo.wrap_sides.right < 0.01


def test_lines_that_moved_are_counted(specimen: Document) -> None:
    page, block = of(specimen, "wrap")
    free, frames = loosed(specimen, page, block)
    one = next(each for each in frames if isinstance(each, TextFrame) and not each.paragraph)
    narrower = replace(one, rect=replace(one.rect, w=one.rect.w / 2))
    document = edits.apply(free, edits.SetElement(page=page, element=narrower))
    assert moved_lines(composed(specimen, page), composed(document, page)) > 5


def test_copy_written_and_a_picture_cropped_in_the_frames_stay(specimen: Document) -> None:
    page, block = of(specimen, "side")
    free, frames = loosed(specimen, page, block)
    photo = next(each for each in frames if isinstance(each, PictureFrame))
    crop = Rect(0.1, 0.1, 0.8, 0.8)
    free = edits.apply(free, edits.SetElement(page=page, element=replace(photo, crop=crop)))
    paragraph = next(each for each in specimen.story(block.story).body if not isinstance(each, PictureRef))
    free = edits.apply(free, edits.ReplaceText(block.story, paragraph.id, 0, 0, "今"))
    _, again = together(
        free, page, tuple(each for each in free.page(page).elements if each.id in {x.id for x in frames})
    )
    assert again == replace(block, pictures=tuple(replace(each, crop=crop) for each in block.pictures))


def test_a_headline_broken_otherwise_in_its_frame_stays_so(specimen: Document) -> None:
    page, block = of(specimen, "three-two")
    free, frames = loosed(specimen, page, block)
    main = free.story(block.story).main
    assert main is not None and main.size and specimen.story(block.story).main != main
    free = edits.apply(free, edits.SetBreaks(block.story, main.id, (), main.size + 2))
    back, again = together(free, page, frames)
    kept = back.story(block.story).main
    assert again == block and kept is not None and kept.size == main.size + 2


@pytest.mark.parametrize("what", ["moved", "gone", "columns", "box"])
def test_frames_that_stand_no_more_as_they_came_are_read_as_they_stand(specimen: Document, what: str) -> None:
    page, block = of(specimen, "three-two")
    free, frames = loosed(specimen, page, block)
    last = [each for each in frames if isinstance(each, TextFrame) and not each.paragraph][-1]
    if what == "moved":
        free = edits.apply(free, edits.SetFrame(page, last.id, last.rect.moved(0, 24)))
    elif what == "gone":
        free = edits.apply(free, edits.RemoveElement(page, last.id))
    elif what == "columns":
        free = edits.apply(free, edits.SetElement(page=page, element=replace(last, columns=2)))
    else:
        free = edits.apply(free, edits.PlaceElement(page, Box(id="box", rect=block_rect(frames))))
    chosen = tuple(each for each in free.page(page).elements if each.id in {"box", *(frame.id for frame in frames)})
    _, again = together(free, page, chosen)
    assert again.id == "el-gathered" and again.story == block.story and (again.frame == "box") == (what == "box")


def block_rect(frames: tuple[Element, ...]) -> Rect:
    rects = [each.rect for each in frames if isinstance(each, TextFrame | PictureFrame)]
    inside = rects[0]
    for rect in rects:
        inside = inside.union(rect)
    return inside.inset(-2, -2, -2, -2)


@pytest.mark.parametrize("name", ["three-two", "four-three", "mode-relative", "mode-free", "over", "side", "wrap"])
def test_columns_captions_and_widths_are_read_off_frames_that_know_nothing(specimen: Document, name: str) -> None:
    page, block = of(specimen, name)
    free, frames = loosed(specimen, page, block)
    bare = [replace(each, former=None) if isinstance(each, TextFrame) else each for each in free.page(page).elements]
    free = put(free, page, bare, ())
    names = {each.id for each in frames}
    back, again = together(free, page, tuple(each for each in bare if each.id in names))
    assert (again.columns, again.gutter, again.mode) == (block.columns, block.gutter, block.mode)
    for place, then in zip(again.pictures, block.pictures, strict=True):
        assert (place.column, place.columns, place.row) == (then.column, then.columns, then.row)
        assert (place.width, place.shift, place.wrap) == pytest.approx((then.width, then.shift, then.wrap), abs=0.01)
        assert (place.caption, place.caption_width) == (then.caption, pytest.approx(then.caption_width, abs=0.01))
    heads = {part.id for part in headline_parts(specimen.story(block.story))}

    def standing(document: Document) -> set[tuple[str, int, str, float, float]]:
        lines = composed(document, page).lines
        return {
            (each.paragraph, each.start, each.text, round(each.x, 1), round(each.baseline, 1))
            for each in lines
            if each.paragraph not in heads
        }

    assert standing(back) == standing(specimen)
