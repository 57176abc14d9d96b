"""Paragraph styles (段落样式) on what is selected in the copy: which there are, which it has, what goes beyond (优先选项)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from layoutdesk import edits
from layoutdesk.edits.naming import NAMED_STYLES
from layoutdesk.edits.text import STRUCTURAL
from layoutdesk.model.document import Document, Page
from layoutdesk.model.elements import Block
from layoutdesk.model.story import CELL_STYLES, PARAGRAPH_STYLES, Paragraph, Story, TableBlock, paragraphs
from layoutdesk.model.styles import TextStyle

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk
    from layoutdesk.ui.language import Language

#: What a paragraph of the body may be. Parts of a head and captions are what their place says.
BODY_STYLES: Final = (
    "body", "lead", "subhead", "comment", "clause", "signatory", "date", "unit", "byline", "caption", "credit",
)  # fmt: skip
#: What the paragraph after one of these is.
NEXT: Final = {"subhead": "body", "lead": "body", "signatory": "date"}


def held(desk: Desk) -> Iterator[tuple[Story, Paragraph]]:
    """The paragraphs that the selection reaches, or the one with the caret, each with its story."""
    story: Story | None = None
    for mark in desk.marks:
        if story is None or story.id != mark.story:
            story = next((each for each in desk.document.stories if each.id == mark.story), None)
        part = next((part for part in paragraphs(story) if part.id == mark.paragraph), None) if story else None
        if story is not None and part is not None:
            yield story, part


def choices(document: Document, page: Page | None, story: Story, part: Paragraph) -> tuple[str, ...]:
    """The styles that a paragraph may take; none where its place decides.

    What the issue and the page's template know beyond the trade's list comes last.
    """
    if part not in story.body:
        return CELL_STYLES if _is_cell(story, part) else ()
    known = {**(document.template(page.template).styles if page is not None else {}), **document.styles}
    plain = {"body": TextStyle(), **known}
    return (*(name for name in BODY_STYLES if name in plain), *own_styles(document))


def is_look(style: TextStyle) -> bool:
    """Whether a style says too little to set a paragraph, and is one of characters."""
    return not (style.role and style.size)


def own_styles(document: Document) -> tuple[str, ...]:
    """The paragraph styles that an issue has made: those of the trade and of furniture, which it may have changed, are none."""
    furniture = {name for template in document.templates for name in template.styles}
    return tuple(
        name
        for name, style in document.styles.items()
        if name not in PARAGRAPH_STYLES and name not in furniture and not is_look(style)
    )


def _is_cell(story: Story, part: Paragraph) -> bool:
    tables = (item for item in story.body if isinstance(item, TableBlock))
    return any(cell.paragraph is part for table in tables for row in table.rows for cell in row)


def restyle(desk: Desk, style: str, *, plain: bool = False) -> bool:
    """Gives the paragraphs in hand a style, as one step; those whose place decides keep theirs. Whether any may have it.

    ``plain``: none goes beyond it then.
    """
    may = [each for each in held(desk) if style in choices(desk.document, desk.page, *each)]
    steps: list[edits.Edit] = [
        edits.SetParagraphStyle(story.id, part.id, style) for story, part in may if part.style != style
    ]
    steps += [step for story, part in may if plain for step in clearing(story, part)]
    if steps:
        desk.apply(edits.together("ui.history.style", steps))
    return bool(may)


def has_style(desk: Desk, style: str) -> bool:
    """Whether every paragraph in hand has a style."""
    parts = [part for _, part in held(desk)]
    return bool(parts) and all(part.style == style for part in parts)


def may_restyle(desk: Desk) -> bool:
    """Whether the paragraph with the caret may take another style."""
    return desk.may_write and any(choices(desk.document, desk.page, story, part) for story, part in held(desk))


def is_overridden(part: Paragraph) -> bool:
    """Whether a paragraph goes beyond its style: a size, lines, rows, a drop capital of its own, looks."""
    own = part.size or part.more_lines or part.rows or part.drop
    return bool(own) or any(span.style not in STRUCTURAL for span in part.spans)


def has_overrides(desk: Desk) -> bool:
    """Whether any paragraph in hand goes beyond its style, and may be brought back."""
    return desk.may_write and any(is_overridden(part) for _, part in held(desk))


def clear_overrides(desk: Desk) -> None:
    """Brings the paragraphs in hand back to their style, as one step; what the copy is (电头, 署名) and its line breaks stay."""
    steps = [step for story, part in held(desk) for step in clearing(story, part)]
    if steps:
        desk.apply(edits.Batch("ui.history.overrides", tuple(steps)))


def clearing(story: Story, part: Paragraph) -> Iterator[edits.Edit]:
    """The edits that bring a paragraph back to its style."""
    for look in dict.fromkeys(span.style for span in part.spans if span.style not in STRUCTURAL):
        yield edits.ClearSpan(story.id, part.id, 0, len(part.text), look)
    if part.size:
        yield edits.SetBreaks(story.id, part.id, part.breaks, 0.0)
    if part.more_lines or part.rows:
        yield edits.FitParagraph(story.id, part.id, more_lines=0, rows=0)
    if part.drop:
        yield edits.SetDrop(story.id, part.id, 0)


def style_name(language: Language, name: str) -> str:
    """A style by its name in the trade, one of the issue's own by its own."""
    return language.text(f"styles.{name}") if name in NAMED_STYLES else name


def own_size(desk: Desk) -> float | None:
    """The size that the paragraph with the caret has of its own, 0 where its style decides; nothing without a caret.

    The main headline of a block has the block's.
    """
    part = next(((story, part) for story, part in held(desk)), None)
    if part is None:
        return None
    block = _headed(desk, *part)
    return part[1].size or (block.head_size if block is not None else 0.0)


def resize(desk: Desk, points: float) -> None:
    """Gives the paragraphs in hand a size of their own, 0 takes it away, as one step."""
    steps: list[edits.Edit] = []
    for story, part in held(desk):
        block = _headed(desk, story, part)
        if block is not None:
            steps.append(edits.SetBlock(desk.page_id, block.id, head_size=points, head_rows=0))
        own = 0.0 if block is not None else points
        if part.size != own:
            steps.append(edits.SetBreaks(story.id, part.id, part.breaks, own))
    if steps:
        desk.apply(edits.Batch("ui.history.size", tuple(steps)))


def _headed(desk: Desk, story: Story, part: Paragraph) -> Block | None:
    """The selected block whose main headline a paragraph is: its size is the block's."""
    block = desk.element
    return block if isinstance(block, Block) and block.headline and part is story.main else None


def style_of(desk: Desk, name: str) -> TextStyle | None:
    """A paragraph style as the issue, else the template of the page in view, has it."""
    page = desk.page
    if name in desk.document.styles or page is None:
        return desk.document.styles.get(name)
    return desk.document.template(page.template).styles.get(name)
