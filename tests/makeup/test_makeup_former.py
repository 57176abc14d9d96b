"""An issue compiled again over itself is not reshuffled: blocks stay where the copy still fits them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from layoutdesk.base.ids import IdSource
from layoutdesk.makeup.again import arranged_again
from layoutdesk.makeup.arrange import Arrangement, arrange
from layoutdesk.makeup.compiling import Wish, compile_copy
from layoutdesk.model import Block, Document, Element, GridRect, Paragraph, Story
from layoutdesk.text.fonts import pip_fonts

Maker = Callable[..., Any]
SENTENCE = "镇上的老码头修好了栈桥，傍晚散步的人多了起来。"


def edited(story: Story, characters: int) -> Story:
    """The story with so many characters more, or less, in its first paragraph."""
    first = story.body[0]
    assert isinstance(first, Paragraph)
    text = first.text + "文" * characters if characters > 0 else first.text[:characters]
    return replace(story, body=(replace(first, text=text), *story.body[1:]))


def moved(before: Sequence[Block], after: Sequence[Block]) -> int:
    """The blocks that stand in other columns or more than six rows elsewhere."""
    where = {block.story: block.area[0] for block in after}
    return sum(not _near(block.area[0], where[block.story]) for block in before)


def _near(one: GridRect, other: GridRect) -> bool:
    return (one.column, one.columns) == (other.column, other.columns) and abs(one.row - other.row) <= 6


@pytest.mark.parametrize("seed", range(3))
def test_ten_characters_move_no_block(seed: int, template: Any, make_page: Maker, measurer_of: Maker) -> None:
    stories = make_page(seed, 8, template, 1.0, briefs=2)

    def made(copy: Sequence[Story], **options: Any) -> Arrangement:
        fits = lambda *_: True  # noqa: E731
        return arrange(copy, template, measurer_of(template), IdSource(b"page"), budget=600, fits=fits, **options)

    before = made(stories)
    former = {block.story: block for block in before.elements}
    assert made(stories, former=former) == before
    afresh = stayed = 0
    for at, change in ((1, 10), (3, -10), (5, 10)):
        copy = [*stories[:at], edited(stories[at], change), *stories[at + 1 :]]
        after = made(copy, former=former)
        assert not after.unplaced
        again = {block.story: block for block in after.elements}
        assert made(copy, former=again).elements == after.elements
        stayed += moved(before.elements, after.elements)
        afresh += moved(before.elements, made(copy).elements)
    assert stayed <= 1 and stayed <= afresh


def test_an_issue_compiled_over_itself_keeps_its_places(tmp_path: Path) -> None:
    heads = (
        "老码头修好新栈桥 江边多了好去处",
        "新校车今起上路",
        "菜市场搬进新棚 摊主都说亮堂",
        "河堤种下千棵柳",
        "夜班公交多开两班",
    )
    lengths = (1700, 1300, 1100, 900, 700)
    stories = [
        f"# {head}\n\n" + (SENTENCE * 5 + "\n\n") * (length // 115) for head, length in zip(heads, lengths, strict=True)
    ]
    copy, target = tmp_path / "copy.md", tmp_path / "issue.ldesk"

    def compiled(text: str) -> Document:
        copy.write_text(text, encoding="utf-8")
        return compile_copy(Wish(copies=(copy,), target=target)).document

    def places(document: Document) -> dict[str, Block]:
        return {
            document.story(element.story).main.text: element  # type: ignore[union-attr]
            for page in document.pages
            for element in page.elements
            if isinstance(element, Block)
        }

    text = "\n".join(stories)
    before = compiled(text)
    assert compiled(text) == before
    _stays_as_it_is(before)
    after = places(compiled(text.replace(SENTENCE, SENTENCE + "孩子们都来看新桥了。", 1)))
    assert places(before).keys() == after.keys()
    assert all(_near(block.area[0], after[head].area[0]) for head, block in places(before).items())


def _stays_as_it_is(document: Document) -> None:
    """Made up again by itself, a page of an issue stays as it is; after ten characters no block moves far."""
    (page,) = document.pages

    def blocks(elements: Sequence[Element]) -> list[Block]:
        return [element for element in elements if isinstance(element, Block)]

    assert {*arranged_again(document, page.id, pip_fonts())} == {*page.elements}
    longer = replace(document, stories=(*document.stories[:2], edited(document.stories[2], 10), *document.stories[3:]))
    again = blocks(arranged_again(longer, page.id, pip_fonts()))
    assert not moved(blocks(page.elements), again)
    # What the hand has put askew is set right: the lead at the foot of the page, say.
    upside_down = replace(page, elements=tuple(_swapped(page.elements)))
    afresh = blocks(arranged_again(replace(document, pages=(upside_down,)), page.id, pip_fonts()))
    lead = document.stories[0].id
    assert next(block for block in afresh if block.story == lead).area[0].row == 0


def _swapped(elements: Sequence[Element]) -> list[Element]:
    """The elements with the highest and the lowest block in each other's place."""
    blocks = sorted((each for each in elements if isinstance(each, Block)), key=lambda block: block.area[0].row)
    first, last = blocks[0], blocks[-1]
    areas = {first.id: last.area, last.id: first.area}
    return [replace(each, area=areas[each.id]) if each.id in areas else each for each in elements]  # type: ignore[call-arg]
