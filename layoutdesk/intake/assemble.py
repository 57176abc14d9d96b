"""Drafts to stories: every block becomes a paragraph, a picture or a table, cleaned where it is an article's.

What the copy had can always be had back: a paragraph's changes undone give the text of its lines, marks of headings and
pointers of captions aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from layoutdesk.base.ids import IdSource
from layoutdesk.intake import blanks, clean, crews, head, joins, markdown, shapes, tables
from layoutdesk.intake.draft import Draft
from layoutdesk.intake.lines import TELLING, telling
from layoutdesk.intake.types import PROTECTED, RowCell, TypedBlock
from layoutdesk.model import Cell, Origin, Paragraph, PictureRef, Span, Story, TableBlock
from layoutdesk.model.story import BodyItem, StoryKind

#: The paragraph style that a block's type gives; the rest are body.
_STYLES: Final = {
    "subhead": "subhead", "lead": "lead", "clause": "clause", "signatory": "signatory", "date": "date", "byline": "byline",
    "label": "label", "kicker": "kicker", "deck": "deck", "headline": "main", "unit": "unit",
}  # fmt: skip
#: The style of running text by the kind of story, so that a template can tell genres apart by their faces; the rest have body.
RUNNING: Final[Mapping[StoryKind, str]] = {"comment": "comment"}
#: Styles of running text, in which bold over a whole paragraph means something.
_RUNNING: Final = ("body", "comment", "lead", "clause", "cell", "signatory")


def build(draft: Draft, ids: IdSource) -> Story:
    """The story of a draft, without its parent."""
    return _Builder(draft, ids).story()


class _Builder:
    """Makes one story; ``protected`` copy keeps every mark as it came."""

    def __init__(self, draft: Draft, ids: IdSource) -> None:
        self.draft, self.ids = draft, ids
        self.protected = draft.kind in PROTECTED
        self.parts: dict[str, Paragraph] = {}
        self.spare: list[Paragraph] = []
        self.space = (0, 0)

    def story(self) -> Story:
        blocks = self.draft.blocks
        story = Story(id=self.ids.new("st"), kind=self.draft.kind)
        self._head()
        body = self._body()
        origin = Origin(blocks[0].file, blocks[0].first, max(block.last for block in blocks))
        return replace(
            story, body=tuple(body), origin=origin, label=self.parts.get("label"), kicker=self.parts.get("kicker"),
            main=self.parts.get("main"), deck=self.parts.get("deck"), byline=self.parts.get("byline"),
            space=self.space,
        )  # fmt: skip

    def paragraph(self, blocks: Sequence[TypedBlock], style: str, text: str | None = None, **more: object) -> Paragraph:
        """A paragraph from one block or the pieces of a cut one; ``text`` where it is only part of the block."""
        source, patches = _joined(blocks)
        given = _given_spans(blocks, style)
        if text is not None:
            source, patches, given = text, [], _part_spans(blocks[0], text)
        if not self.protected:
            marks = clean.house_style(source)
            patches += [*marks, *blanks.junk(source, marks, running=style in blanks.RUNNING)]
        done = clean.apply(source, [*patches, *clean.markup(source)])
        spans = [
            replace(span, start=clean.offset(done.changes, span.start), end=clean.offset(done.changes, span.end))
            for span in (*given, *(Span(start, end, "bold") for start, end in markdown.bold(source)))
        ]
        cut = len(blocks) > 1
        made = Paragraph(
            id=self.ids.new("p"), text=done.text, style=style, spans=tuple(spans), changes=done.changes,
            origin=Origin(blocks[0].file, blocks[0].first, blocks[-1].last),
            confidence=0.8 if cut else blocks[0].confidence, reason="intake.reason.joined" if cut else blocks[0].reason,
        )  # fmt: skip
        return replace(made, **more) if more else made

    def _head(self) -> None:
        lines = [block for block in self.draft.head if block.type == "headline"]
        for block in self.draft.head:
            if block.type == "field":
                name, value = markdown.field(block.text)
                if name == "size":
                    self.space = markdown.advert_size(value)
                elif name != "kind":
                    self._part(name, self.paragraph((block,), _STYLES.get(name, name), value))
            elif block.type in ("label", "kicker", "deck", "byline"):
                self._part(block.type, self.paragraph((block,), block.type))
        if len(lines) == 1:
            self._headline(lines[0])
        elif lines:
            self._stack(lines)

    def _part(self, name: str, paragraph: Paragraph) -> None:
        """Keeps a part of the headline group; a second one of its kind joins the body rather than be lost."""
        if name in self.parts:
            self.spare.append(replace(paragraph, style="body", confidence=0.5, reason="intake.reason.second-part"))
        else:
            self.parts[name] = paragraph

    def _headline(self, block: TypedBlock) -> None:
        """One line: kicker, main and deck by its spaces, unless the copy names them itself."""
        named = bool({"kicker", "deck"} & set(self.parts))
        found = head.whole(block.text) if named else head.split_headline(block.text, notice=self.protected)
        confidence = round(min(block.confidence, found.confidence), 2)
        for name, text in (("kicker", found.kicker), ("deck", found.deck)):
            if text:
                reason = f"intake.reason.{found.reason}"
                self.parts[name] = self.paragraph((block,), name, text, confidence=confidence, reason=reason)
        main = self.paragraph((block,), "main", found.main)
        breaks = tuple(clean.offset(main.changes, at) for at in found.breaks)
        self.parts["main"] = replace(main, breaks=breaks)

    def _stack(self, lines: list[TypedBlock]) -> None:
        """Short lines of unmarked copy one above the other: kicker, main, deck, as far as shape tells."""
        names = _stack_names([block.text for block in lines])
        for block, name in zip(lines, names, strict=True):
            if name == "main" and not {"kicker", "deck"} & set(names):
                self._headline(block)
            else:
                self._part(name, self.paragraph((block,), name))

    def _body(self) -> list[BodyItem]:
        body: list[BodyItem] = [*self.spare]
        blocks = [block for block in self.draft.body if block.type != "rule"]
        waiting: PictureRef | None = None
        for unit in joins.units(blocks, protected=self.protected):
            item = self._item(unit)
            if waiting is not None and isinstance(item, PictureRef) and not item.asset:
                item, waiting = replace(item, id=waiting.id, asset=waiting.asset), None
                body[-1] = item
                continue
            if item is not None:
                body.append(item)
            waiting = item if isinstance(item, PictureRef) and item.caption is None and item.credit is None else None
        return _with_spans(body)

    def _item(self, unit: tuple[TypedBlock, ...]) -> BodyItem | None:
        block = unit[0]
        if block.type in ("caption", "picture"):
            return self._picture(block)
        if block.type == "table":
            return self._table(block)
        if block.type == "byline" and "byline" not in self.parts:
            self.parts["byline"] = self.paragraph(unit, "byline")
            return None
        return self.paragraph(unit, self._style(block))

    def _style(self, block: TypedBlock) -> str:
        """The style of a paragraph: its type's, or that of running text in its kind of story."""
        running = RUNNING.get(self.draft.kind, "body")
        if block.type in ("prose", "lead") and not self.protected and shapes.EDITORS_NOTE.match(block.text):
            return RUNNING["comment"]
        # Arguments of a comment that are numbered (一、) are no clauses.
        return running if running != "body" and block.type == "clause" else _STYLES.get(block.type, running)

    def _picture(self, block: TypedBlock) -> PictureRef:
        """A caption line or a picture line, the credit apart from the caption."""
        text, asset, marker = block.text, block.picture, ""
        if block.type == "picture" and not asset:
            text, asset = markdown.picture(text)
        if text[:1] and text[0] in shapes.MARKERS:
            marker, text = text[0], text[1:].strip()
        at = next((span.start for span in block.spans if span.style == "credit"), None)
        caption, credit = crews.split_credit(text) if at is None else (block.text[:at].strip(), block.text[at:])
        if not credit and crews.is_credit(text):
            caption, credit = "", text
        return PictureRef(
            id=self.ids.new("pic"), asset=asset, marker=marker,
            caption=self.paragraph((block,), "caption", caption) if caption else None,
            credit=self.paragraph((block,), "credit", credit) if credit else None,
        )  # fmt: skip

    def _table(self, block: TypedBlock) -> TableBlock:
        """A table, its first row the head where nothing says otherwise; short rows are filled up with empty cells."""
        rows = tables.rows_of(block)
        numbers = [block.first] * len(rows) if block.rows else markdown.row_lines(block.text, block.first)
        heads, cells = tables.filled(rows)
        made = []
        for row, number in zip(cells, numbers, strict=True):
            line = replace(block, first=number, last=number)
            made.append(tuple(self._cell(line, cell, style) for cell, style in row))
        return TableBlock(id=self.ids.new("tb"), rows=tuple(made), header_rows=heads)

    def _cell(self, line: TypedBlock, cell: RowCell, style: str) -> Cell:
        whole = replace(line, text=cell.text, spans=cell.spans)
        return Cell(paragraph=self.paragraph((whole,), style), colspan=cell.colspan, rowspan=cell.rowspan)


def _given_spans(blocks: Sequence[TypedBlock], style: str) -> list[Span]:
    """The character styles that the pieces bring along, over their text with the line ends between.

    Bold over all of a headline, subhead or caption is how its document sets such a line, and says nothing more.
    """
    start, last = 0, blocks[0].first
    spans: list[Span] = []
    for block in blocks:
        start += block.first - last
        whole = 0, len(block.text)
        spans += [
            replace(span, start=start + span.start, end=start + span.end)
            for span in block.spans
            if style in _RUNNING or span.style in TELLING or span.reading or (span.start, span.end) != whole
        ]
        start, last = start + len(block.text), block.last
    return spans


def _part_spans(block: TypedBlock, part: str) -> list[Span]:
    """What is raised, lowered, struck out or read aloud in a part of a block, where the part stands in it once."""
    if not block.spans or block.text.count(part) != 1:
        return []
    at = block.text.index(part)
    return list(telling(block.spans, at, at + len(part)))


def _joined(blocks: Sequence[TypedBlock]) -> tuple[str, list[clean.Patch]]:
    """The text of the pieces with the line ends between them, and the patches that take those away."""
    source, patches = blocks[0].text, []
    for before, block in pairwise(blocks):
        ends = "\n" * (block.first - before.last)
        latin = source[-1].isascii() and source[-1].isalnum() and block.text[0].isascii() and block.text[0].isalnum()
        patches.append(clean.Patch(len(source), len(source) + len(ends), " " if latin else "", "join"))
        source += ends + block.text
    return source, patches


def _stack_names(texts: list[str]) -> list[str]:
    """What each of the lines above an unmarked story is; beyond three, the rest are decks."""
    if texts[-1].startswith(("——", "--")):
        return [*_stack_names(texts[:-1]), "deck"] if len(texts) > 1 else ["main"]
    if len(texts) == 1:
        return ["main"]
    if len(texts) == 2:
        return ["label" if len(texts[0]) <= 8 and len(texts[0]) < len(texts[1]) else "kicker", "main"]
    return ["kicker", "main", *["deck"] * (len(texts) - 2)]


def _with_spans(body: Iterable[BodyItem]) -> list[BodyItem]:
    """The body with datelines and bylines marked: they open the first text, or close any."""
    items = list(body)
    opened = False
    for at, item in enumerate(items):
        if not isinstance(item, Paragraph) or item.style not in ("lead", "body", "comment"):
            continue
        spans = [] if opened else _opening_spans(item.text)
        opened = True
        closing = crews.closing_byline(item.text)
        if closing and closing[0] > 0 and all(span.end <= closing[0] for span in spans):
            spans.append(Span(*closing, "byline"))
        if spans:
            items[at] = replace(item, spans=(*spans, *item.spans))
    return items


def _opening_spans(text: str) -> list[Span]:
    found = crews.dateline(text)
    if not found:
        return []
    whole, inner = found
    return [Span(*whole, "dateline"), *([Span(*inner, "byline")] if inner else [])]
