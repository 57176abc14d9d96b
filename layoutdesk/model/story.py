"""Copy: stories with their headline group, byline, paragraphs, tables and pictures.

Every piece of text that a reader sees is a ``Paragraph`` with an id, also a headline part, a caption or a table cell, so that
one function (``edits.replace_text``) changes text and moves along whatever hangs on it. Offsets are code points.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

import msgspec
from msgspec.structs import replace

from layoutdesk.base.brief import brief
from layoutdesk.base.limits import ChosenSize, Columns, Count, Drop, MoreLines, Offset, Rank, Reading, Some, SomeColumns
from layoutdesk.model.revision import Revision

#: article 稿件, comment 评论, notice 公告, brief 简讯, sidebar 相关新闻/链接, advert 广告.
StoryKind = Literal["article", "comment", "notice", "brief", "sidebar", "advert"]

#: Paragraph styles that intake gives and templates define: column label 栏目, kicker 引题, main 主题, deck 副题, byline 署名,
#: lead 导语, comment 评论正文, subhead 小标题, caption 图片说明, credit 摄影署名, clause 条款, signatory 落款, date 落款日期,
#: unit 表格单位.
ParagraphStyle = str
PARAGRAPH_STYLES = (
    "label", "kicker", "main", "deck", "byline", "lead", "body", "comment", "subhead", "caption", "credit", "clause", "cell",
    "cell-head", "unit", "signatory", "date",
)  # fmt: skip
#: Those of a table's cells.
CELL_STYLES: Final = ("cell", "cell-head")


#: The line of an ``Origin`` of what was written here and belongs before the copy.
BEFORE_COPY = 0


class Origin(msgspec.Struct, frozen=True, gc=False):
    """Where text was in the copy as received: the file's name and its first and last line, counted from 1.

    Without a file, line ``BEFORE_COPY`` says that it was written here, to stand before the copy (a byline).
    """

    file: str
    first: Offset
    last: Offset


class Span(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A character style over ``start`` to ``end``: ``bold``, ``dateline`` (电头), ``byline`` (署名), ``emphasis`` …

    ``reading`` (拼音、注音) is set small above the characters. In as many parts (with spaces between) as there are characters, each
    has one; else it belongs to all of them together.
    """

    start: Offset
    end: Offset
    style: str
    reading: Reading = ""


class Change(msgspec.Struct, frozen=True, gc=False):
    """What cleaning changed: where ``start`` to ``end`` stands now, ``original`` stood in the copy (reversible).

    ``code``: ``fullwidth`` a mark made full width, ``quotes`` straight quotes turned, ``typed`` a dash or an ellipsis for what a
    keyboard has, ``join`` two lines joined (``original`` holds the line ends), ``space`` …
    """

    start: Offset
    end: Offset
    original: str
    code: str


class Joint(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A place at which a headline may break (断句处): where a line may start; ``rank`` 0 is the best, 9 the last resort."""

    at: Offset
    rank: Rank = 0


class Paragraph(msgspec.Struct, frozen=True, kw_only=True, tag="paragraph", omit_defaults=True):
    """One paragraph with what hangs on it. ``breaks`` are chosen line breaks (headlines): offsets at which a line starts.

    ``size`` is a chosen type size in points, 0 where the style decides. ``more_lines`` sets the paragraph so many lines longer
    (松排) or, negative, shorter (紧排) than looks best, where the rules of setting allow. ``rows`` is the number of rows chosen for
    a heading of the body (小标题占行), 0 where the style decides. ``confidence`` (0 to 1) and ``reason`` say how intake came to the
    style. ``phrases`` are the places at which a headline, a subhead, a signature or a cell may break, rising; the last is the end
    of the text that they belong to. Without them composing goes by the marks alone. ``drop`` is how many lines deep its first
    character stands (首字下沉), 0 where the style decides. ``revisions`` are the tracked changes of it (修订), in their order.
    """

    id: str
    text: str
    style: ParagraphStyle = "body"
    spans: tuple[Span, ...] = ()
    changes: tuple[Change, ...] = ()
    origin: Origin | None = None
    breaks: tuple[Offset, ...] = ()
    size: ChosenSize = 0.0
    more_lines: MoreLines = 0
    rows: Count = 0
    drop: Drop = 0
    confidence: float = 1.0
    reason: str = ""
    phrases: tuple[Joint, ...] = ()
    revisions: tuple[Revision, ...] = ()


class Cell(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One cell of a table."""

    paragraph: Paragraph
    colspan: SomeColumns = 1
    rowspan: Some = 1


#: Where a table stands: in the columns (栏内) or across the block (通栏); by its content where nothing is chosen.
TablePlace = Literal["auto", "column", "band"]
#: Its rules: all of them, those at the sides left out (开口), or the three-line table (三线表).
TableRules = Literal["grid", "open", "three"]
#: What of it stands on a tint: nothing, the head, or every second row too.
TableTint = Literal["", "head", "rows"]

#: How the cells of one of its columns stand: by their content, or as chosen; ``decimal`` puts figures under their points.
ColumnAlign = Literal["", "left", "center", "right", "decimal"]


class TableBlock(msgspec.Struct, frozen=True, kw_only=True, tag="table", omit_defaults=True):
    """A ruled table (表格); the first ``header_rows`` rows are its head, repeated where the table runs over columns.

    ``full`` sets it over the whole width also where its content is narrow. ``folds`` is in how many parts side by side a
    table across the block stands (折栏); 0 lets its content decide. ``align`` is how the cells under the head stand, column by
    column from the left; columns that it does not reach stand as their content asks.
    """

    id: str
    rows: tuple[tuple[Cell, ...], ...]
    header_rows: Count = 1
    place: TablePlace = "auto"
    rules: TableRules = "grid"
    tint: TableTint = ""
    full: bool = False
    folds: Columns = 0
    align: tuple[ColumnAlign, ...] = ()


class PictureRef(msgspec.Struct, frozen=True, kw_only=True, tag="picture", omit_defaults=True):
    """A picture of a story with its caption and credit. ``asset`` is empty where the picture was not supplied.

    ``name`` is the file that the copy asks for. ``marker`` is the pointer as the copy gave it (▲▶◀▼); what is printed follows
    the geometry.
    """

    id: str
    asset: str = ""
    caption: Paragraph | None = None
    credit: Paragraph | None = None
    marker: str = ""
    name: str = ""


BodyItem = Paragraph | TableBlock | PictureRef


class Gone(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A paragraph taken away since changes are tracked (修订), for which no other stands.

    ``part`` is where it stood: ``label`` … ``byline``; ``caption`` or ``credit`` of ``picture``; ``body``, behind ``after``.
    """

    paragraph: Paragraph
    part: str
    picture: str = ""
    after: str = ""
    author: str = ""
    at: str = ""


class Story(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One story. ``parent`` names the story that a sidebar belongs to; ``priority`` ranks it on its page, 1 the lead.

    ``byline`` holds a byline that stood alone; one that closes or opens a paragraph is a span there (``byline_text``).
    ``space`` is the room that an advert has booked: base columns and rows, 0 where the copy does not say. ``jump_lines``: whether
    its parts on several pages say where it goes on and where it comes from (下转、上接). ``tracking``: whether its changes are
    tracked (修订) where those of the issue are not; ``gone`` are paragraphs that were taken away meanwhile.
    """

    id: str
    kind: StoryKind = "article"
    label: Paragraph | None = None
    kicker: Paragraph | None = None
    main: Paragraph | None = None
    deck: Paragraph | None = None
    byline: Paragraph | None = None
    body: tuple[BodyItem, ...] = ()
    parent: str = ""
    priority: int = 0
    status: str = "draft"
    origin: Origin | None = None
    space: tuple[Columns, Count] = (0, 0)
    jump_lines: bool = True
    tracking: bool = False
    gone: tuple[Gone, ...] = ()


def readings_of(span: Span) -> tuple[tuple[int, int, str], ...]:
    """The readings that a span carries: (start, end, reading), one for each character or one for all of them."""
    parts = span.reading.split()
    if len(parts) == span.end - span.start:
        return tuple((at, at + 1, part) for at, part in enumerate(parts, span.start))
    return ((span.start, span.end, span.reading),) if parts else ()


def spans_within(spans: tuple[Span, ...], start: int, end: int, *, with_first: bool = False) -> tuple[Span, ...]:
    """The spans of a part of a text, counted from its start.

    Of readings character by character a part has its own. One of several characters together is there only where all of them
    are, or goes with the first of them (``with_first``).
    """
    found = []
    for span in spans:
        first, last = max(span.start, start), min(span.end, end)
        reading = span.reading and _reading_within(span, first, last, with_first)
        if first < last and (reading or not span.reading):
            found.append(replace(span, start=first - start, end=last - start, reading=reading))
    return tuple(found)


def _reading_within(span: Span, first: int, last: int, with_first: bool) -> str:
    """What a span says of its characters ``first`` to ``last``; nothing where its reading belongs to more of them together."""
    if (first, last) == (span.start, span.end):
        return span.reading
    parts = span.reading.split()
    if len(parts) == span.end - span.start:
        return " ".join(parts[first - span.start : last - span.start])
    return span.reading if with_first and first == span.start else ""


#: The fields of a story's headline group and byline, for one without.
NO_HEAD: Final = dict.fromkeys(("label", "kicker", "main", "deck", "byline"))


def headline_parts(story: Story) -> tuple[Paragraph, ...]:
    """Label, kicker, main and deck, those that exist, from the top down."""
    return tuple(part for part in (story.label, story.kicker, story.main, story.deck) if part is not None)


def paragraphs(story: Story) -> Iterator[Paragraph]:
    """Every paragraph of a story in reading order: headline group, body with cells and captions, byline."""
    yield from headline_parts(story)
    for item in story.body:
        if isinstance(item, Paragraph):
            yield item
        elif isinstance(item, TableBlock):
            for row in item.rows:
                yield from (cell.paragraph for cell in row)
        else:
            yield from (part for part in (item.caption, item.credit) if part is not None)
    if story.byline is not None:
        yield story.byline


def byline_text(story: Story) -> str:
    """The byline as printed, whether it stands alone or opens or closes a paragraph; empty where there is none."""
    if story.byline is not None:
        return story.byline.text
    for item in story.body:
        if isinstance(item, Paragraph):
            for span in item.spans:
                if span.style == "byline":
                    return item.text[span.start : span.end]
    return ""


def body_text(story: Story) -> str:
    """The text of a story's paragraphs, tables and captions left out."""
    return "\n".join(item.text for item in story.body if isinstance(item, Paragraph))


def whole_text(story: Story) -> str:
    """All words of a story as other programs get them: a line for each part, and for each row of a table, cells parted by tabs."""
    lines = [part.text for part in (*headline_parts(story), *((story.byline,) if story.byline is not None else ()))]
    for item in story.body:
        if isinstance(item, Paragraph):
            lines.append(item.text)
        elif isinstance(item, TableBlock):
            lines += ["\t".join(cell.paragraph.text for cell in row) for row in item.rows]
        else:
            lines += [part.text for part in (item.caption, item.credit) if part is not None]
    return "\n".join(filter(None, lines))


def pictures(story: Story) -> tuple[PictureRef, ...]:
    """The pictures of a story in order."""
    return tuple(item for item in story.body if isinstance(item, PictureRef))


#: Characters of copy that stand for a headline.
_BEGUN: Final = 16


def display_title(story: Story) -> str:
    """The words by which an editor knows a story: its main headline, else how it begins, else its picture's caption or file."""
    if story.main is not None and story.main.text:
        return story.main.text
    begun = next((item.text for item in story.body if isinstance(item, Paragraph) and item.text), "")
    shown = next(iter(pictures(story)), None)
    if begun or shown is None:
        return brief(begun, _BEGUN)
    return brief(shown.caption.text, _BEGUN) if shown.caption is not None else shown.name
