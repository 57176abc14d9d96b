"""The parts of one page of a plan to elements at their places, and the stories that they set (按版面计划落位)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec

from layoutdesk.base.colour import BLACK
from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.base.ids import IdSource
from layoutdesk.base.units import mm
from layoutdesk.intake import decode, shapes
from layoutdesk.intake import plan_shape as given
from layoutdesk.intake.assemble import RUNNING as OF_KIND
from layoutdesk.intake.plan_blocks import block_of
from layoutdesk.intake.plan_parts import (
    Body,
    Frame,
    Grid,
    Panel,
    Para,
    Photo,
    Ruled,
    RuleLine,
    Spanned,
    Spans,
    Words,
    moved,
)
from layoutdesk.intake.plan_template import RUNNING, area_of, em_of
from layoutdesk.model import (
    Advert,
    Box,
    Cell,
    Element,
    FolioBar,
    GridRect,
    Origin,
    Paragraph,
    PictureFrame,
    PictureRef,
    QrCode,
    Rule,
    Story,
    TableBlock,
    Template,
    TextFrame,
)
from layoutdesk.model.story import BodyItem, StoryKind, paragraphs

#: The leading of text for which a plan gives none, in its sizes.
_LEADING: Final = 1.2


class PlacedPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of a plan: its elements, the stories that they set, and those that make-up is to place in ``flow`` on its grid.

    Pictures and adverts name files in place of assets.
    """

    sheet: given.Sheet
    elements: tuple[Element, ...]
    stories: tuple[Story, ...]
    flowing: tuple[Story, ...] = ()
    flow: GridRect | None = None


class Placing:
    """One page: elements from back to front, in the order panels, pictures, text."""

    def __init__(self, sheet: given.Sheet, template: Template, file: str, ids: IdSource) -> None:
        self.sheet, self.template, self.file, self.ids = sheet, template, file, ids
        self.elements: list[Element] = []
        self.stories: list[Story] = []
        self.count = 0

    def page(self) -> PlacedPage:
        sheet = self.sheet
        for panel in sheet.boxes:
            self._panel(panel)
        if sheet.folio:
            self.elements.append(FolioBar(id=self.ids.new("el")))
        self._rules()
        if sheet.banner is not None or sheet.dateline is not None:
            self._article(given.Article(kind="brief", headline=sheet.banner), _some(sheet.dateline))
        for words in sheet.texts:
            self._article(given.Article(kind="brief"), (words,))
        for article in (*sheet.articles, *((sheet.notice,) if sheet.notice is not None else ()), *sheet.notices):
            notice = article is sheet.notice or article in sheet.notices
            self._article(msgspec.structs.replace(article, kind="notice") if notice else article)
        for block in sheet.blocks:
            self._block(block)
        for photo in sheet.photos:
            self._picture(photo)
        self._others()
        flowing = tuple(self._flowing(article) for article in sheet.flow.articles) if sheet.flow is not None else ()
        flow = area_of(sheet.flow.box, self.template) if sheet.flow is not None else None
        return PlacedPage(
            sheet=sheet, elements=tuple(self.elements), stories=tuple(self.stories), flowing=flowing, flow=flow
        )

    def _rules(self) -> None:
        rules = list(self.sheet.rules)
        if self.sheet.rule is not None:
            x, y, width = self.sheet.rule
            rules.append(RuleLine(start=(x, y), end=(x + width, y), weight=0.5))
        for rule in rules:
            (x1, y1), (x2, y2) = rule.start, rule.end
            self.elements.append(
                Rule(
                    id=self.ids.new("el"), x1=rounded(mm(x1)), y1=rounded(mm(y1)), x2=rounded(mm(x2)), y2=rounded(mm(y2)),
                    weight=rule.weight, paint=rule.paint or BLACK,
                )
            )  # fmt: skip

    def _panel(self, panel: Panel) -> None:
        paint = panel.stroke or (BLACK if panel.border else None)
        self.elements.append(
            Box(
                id=self.ids.new("el"), rect=_rect(panel.box), weight=panel.weight, paint=paint, fill=panel.fill,
                border=panel.border or "", tint=panel.tint or "", wrap=self._away(panel.wrap),
            )
        )  # fmt: skip

    def _away(self, wrap: float) -> float:
        """A distance in mm as 字 of the page."""
        return rounded(mm(wrap) / em_of(self.template))

    def _others(self) -> None:
        for code in self.sheet.codes:
            self.elements.append(
                QrCode(
                    id=self.ids.new("el"), rect=_rect(code.box), text=code.text, quiet=code.quiet, caption=code.caption,
                    wrap=self._away(code.wrap),
                )
            )  # fmt: skip
        for advert in self.sheet.adverts:
            self.elements.append(
                Advert(
                    id=self.ids.new("el"), area=area_of(advert.box, self.template), asset=advert.src,
                    label=advert.label, corner=advert.corner, wrap=self._away(advert.wrap),
                )
            )  # fmt: skip

    def _article(self, article: given.Article, lines: Sequence[Words] = ()) -> None:
        """A story, and a frame for each of its parts; ``lines`` stand by themselves."""
        story_id = self.ids.new("st")
        if article.panel is not None:
            self._panel(article.panel)
        parts: dict[str, Paragraph] = {}
        heads = (
            ("label", article.label), ("kicker", article.kicker), ("main", article.headline or article.title),
            ("deck", article.deck), ("byline", article.byline),
        )  # fmt: skip
        for name, words in heads:
            if words is not None:
                parts[name] = self._words(story_id, words, name)
        body: list[BodyItem] = [self._words(story_id, words, "dateline") for words in lines]
        body += [self._picture(photo, story_id) for photo in _photos(article)]
        body += [self._framed_table(table, story_id) for table in (*_some(article.table), *article.tables)]
        if article.body is not None:
            body += self._body(article.body, story_id, article.kind)
        made = self._story(story_id, article.kind, body, parts)
        self.stories.append(msgspec.structs.replace(made, jump_lines=article.jump_lines))

    def _block(self, block: given.Block) -> None:
        """A story in one block on the grid area nearest to its box."""
        story = self._flowing(block)
        tables = tuple(self._table(table) for table in block.tables)
        story = msgspec.structs.replace(
            story, body=(*story.body, *tables), priority=block.priority, jump_lines=block.jump_lines
        )
        self.stories.append(story)
        self.elements.append(block_of(block, story, self.template, self.ids.new("el")))

    def _story(self, story_id: str, kind: StoryKind, body: Sequence[BodyItem], parts: dict[str, Paragraph]) -> Story:
        made = Story(id=story_id, kind=kind, body=tuple(body), **parts)  # type: ignore[arg-type]
        numbers = [one.origin.first for one in paragraphs(made) if one.origin is not None]
        return msgspec.structs.replace(made, origin=Origin(self.file, min(numbers, default=0), max(numbers, default=0)))

    def _words(self, story: str, words: Words, style: str) -> Paragraph:
        """A part of a story by itself in its box."""
        made = self._paragraph(words.text, style, words.size, words.spans)
        self.elements.append(
            TextFrame(
                id=self.ids.new("el"), story=story, rect=_rect(words.box), step=_step(words.lead, words.size), paragraph=made.id,
                wrap=self._away(words.wrap),
            )
        )  # fmt: skip
        return made

    def _paragraph(self, text: str, style: str, size: float, spans: Spans = ()) -> Paragraph:
        """A paragraph of the plan's text as it is, with the spans that lie within it; lines of a headline stay apart."""
        lines = decode.without_controls(text).split("\n")
        breaks = tuple(len("".join(lines[:number])) for number in range(1, len(lines)))
        if style not in ("main", "kicker", "deck"):
            lines, breaks = [" ".join(lines)], ()
        kept = tuple(moved(text, span, apart=bool(breaks)) for span in spans)
        self.count += 1
        origin = Origin(self.file, self.count, self.count)
        return Paragraph(
            id=self.ids.new("p"), text="".join(lines), style=style, size=size, breaks=breaks, origin=origin,
            spans=tuple(span for span in kept if 0 <= span.start < span.end <= len("".join(lines))),
        )  # fmt: skip

    def _picture(self, photo: Photo, story: str = "") -> PictureRef:
        """A picture frame, and frames for caption and credit, which need a story."""
        self.elements.append(
            PictureFrame(
                id=self.ids.new("el"), rect=_rect(photo.box), asset=photo.src, crop=Rect(*photo.crop), wrap=self._away(photo.wrap)
            )
        )  # fmt: skip
        parts = {"caption": photo.caption, "credit": photo.credit}
        made = {name: self._words(story, words, name) for name, words in parts.items() if words is not None and story}
        ref = PictureRef(id=self.ids.new("pic"), asset=photo.src, **made)  # type: ignore[arg-type]
        return _without_marker(ref)

    def _framed_table(self, table: Grid, story: str) -> TableBlock:
        """A table in a frame of its own."""
        made = self._table(table, table.size)
        if made.rows:
            self.elements.append(
                TextFrame(id=self.ids.new("el"), story=story, rect=_rect(table.box), paragraph=made.id)
            )
        return made

    def _table(self, table: Ruled, size: float = 0.0) -> TableBlock:
        width = max(map(len, table.rows), default=0)
        rows = tuple(
            tuple(
                Cell(paragraph=self._paragraph(text, "cell-head" if at < table.header else "cell", size))
                for text in (*row, *[""] * (width - len(row)))
            )
            for at, row in enumerate(table.rows)
        )
        return TableBlock(
            id=self.ids.new("tb"), rows=rows, header_rows=min(table.header, len(rows)), rules=table.rules, tint=table.tint,
            place=table.place if isinstance(table, given.BlockTable) else "auto",
        )  # fmt: skip

    def _body(self, body: Body, story: str, kind: StoryKind) -> list[BodyItem]:
        """The running text, and its frames in the order in which it flows."""
        first = Frame(box=body.box, cols=body.cols, gutter=body.gutter, lead=body.lead)
        for frame in (first, *body.more):
            gutter = frame.gutter if frame.gutter is not None else body.gutter
            self.elements.append(
                TextFrame(
                    id=self.ids.new("el"), story=story, rect=_rect(frame.box), columns=frame.cols,
                    gutter=rounded(mm(gutter)) if gutter else 0.0, step=_step(frame.lead or body.lead, body.size),
                )
            )  # fmt: skip
        return self._paragraphs(body.paras, body.size, kind)

    def _paragraphs(self, paras: Iterable[str | Para], size: float, kind: StoryKind) -> list[BodyItem]:
        """Paragraphs of a body; a line end inside one parts two. One without a style takes that of its ``kind`` of story."""
        made: list[BodyItem] = []
        own = self.template.styles["body"].size
        for para in paras:
            one = Para(text=para, style=OF_KIND.get(kind, "body")) if isinstance(para, str) else para
            whole = "\n" not in one.text
            chosen = size if one.style in RUNNING and size != own else 0.0
            for text in one.text.split("\n"):
                made.append(self._paragraph(text, one.style, chosen, one.spans if whole else ()))
        return made

    def _flowing(self, article: given.FlowArticle) -> Story:
        """A story for make-up."""
        parts = {
            name: self._paragraph(part.text, name, 0.0, part.spans)
            for name, given_part in (
                ("label", article.label), ("kicker", article.kicker), ("main", article.headline), ("deck", article.deck),
                ("byline", article.byline),
            )
            if given_part
            for part in (Spanned(text=given_part) if isinstance(given_part, str) else given_part,)
        }  # fmt: skip
        body: list[BodyItem] = [self._flow_picture(photo) for photo in article.photos]
        body += self._paragraphs(article.paras, self.template.styles["body"].size, article.kind)
        return self._story(self.ids.new("st"), article.kind, body, parts)

    def _flow_picture(self, photo: given.FlowPhoto) -> PictureRef:
        texts = (("caption", photo.caption), ("credit", photo.credit))
        made = {name: self._paragraph(text, name, 0.0) for name, text in texts if text}
        return PictureRef(id=self.ids.new("pic"), asset=photo.src, **made)  # type: ignore[arg-type]


def _photos(article: given.Article) -> list[Photo]:
    """The pictures of a story; the caption that stands beside the single picture is its."""
    single = article.photo
    if single is not None and single.caption is None:
        single = msgspec.structs.replace(single, caption=article.caption)
    return [*_some(single), *article.photos]


def _some(value: Any) -> tuple[Any, ...]:
    return () if value is None else (value,)


def _without_marker(ref: PictureRef) -> PictureRef:
    """A caption's pointer (▲) is drawn by the geometry, never part of the text."""
    caption = ref.caption
    if caption is None or caption.text[:1] not in shapes.MARKERS or not caption.text:
        return ref
    bare = msgspec.structs.replace(caption, text=caption.text[1:].lstrip())
    return msgspec.structs.replace(ref, caption=bare, marker=caption.text[0])


def _rect(box: Sequence[float]) -> Rect:
    """A box in mm as points."""
    return Rect(*(rounded(mm(value)) for value in box))


def _step(lead: float, size: float) -> float:
    return lead or rounded(_LEADING * size)
