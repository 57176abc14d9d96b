"""Edits as data: what an editor, a rule of make-up or a fix of a check does to an issue, by name and arguments.

An edit pickles, is stored in the journal as JSON (``type`` names it) and has a label in the history. It does nothing by itself:
``edits.apply`` makes the next document from it. An edit that makes something carries the new id, so that a replay gives the
same. Offsets are code points, lengths points. A field that is ``None`` leaves what it names as it is.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from layoutdesk.base.geometry import Rect
from layoutdesk.base.limits import Columns, Count, Reading
from layoutdesk.model import (
    Asset,
    Credits,
    Element,
    FontUse,
    GridRect,
    Meta,
    Note,
    Page,
    Paragraph,
    PicturePlace,
    PictureRef,
    Query,
    Review,
    Story,
    TableBlock,
    Template,
    TextStyle,
)
from layoutdesk.model.elements import ColumnMode, HeadPlace
from layoutdesk.model.story import ColumnAlign, Joint, StoryKind, TablePlace, TableRules, TableTint

#: The places of a story that hold one paragraph outside its body.
HeadlinePart = Literal["label", "kicker", "main", "deck", "byline"]


def _kebab(name: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("-")


class _Edit(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, tag_field="type", tag=_kebab):
    """What all edits share: frozen, named in kebab case, an unknown field is an error."""


# --- text


class ReplaceText(_Edit, frozen=True):
    """Puts ``text`` where ``start`` to ``end`` of a paragraph stands; the one edit that changes text (see ``edits.text``).

    ``phrases`` are the places at which a headline may break afterwards (断句); without them, those it had are gone.
    """

    story: str
    paragraph: str
    start: int
    end: int
    text: str
    phrases: tuple[Joint, ...] = ()


class SplitParagraph(_Edit, frozen=True):
    """Parts a paragraph of the body at ``at``; what follows becomes the paragraph ``new_id`` of the same style (分段)."""

    story: str
    paragraph: str
    at: int
    new_id: str


class JoinParagraphs(_Edit, frozen=True):
    """Joins the next paragraph of the body to the end of this one, ``separator`` between them (合段).

    Pictures that stand between stay behind the joined paragraph; a table between refuses.
    """

    story: str
    paragraph: str
    separator: str = ""


class SetSpan(_Edit, frozen=True):
    """Gives ``start`` to ``end`` of a paragraph a character style (字符样式); ``reading`` is set above them (拼音)."""

    story: str
    paragraph: str
    start: int
    end: int
    style: str
    reading: Reading = ""


class ClearSpan(_Edit, frozen=True):
    """Takes a character style from ``start`` to ``end``; every style where ``style`` is empty."""

    story: str
    paragraph: str
    start: int
    end: int
    style: str = ""


class SetParagraphStyle(_Edit, frozen=True):
    """Gives a paragraph another style (段落样式); it then counts as a person's choice, no longer as a guess of intake.

    ``phrases`` are the places at which what is now a heading may break (断句); without them, those it had stay.
    """

    story: str
    paragraph: str
    style: str
    phrases: tuple[Joint, ...] = ()


class SetBreaks(_Edit, frozen=True):
    """Chosen line breaks of a headline (标题断行): rising offsets at which a line starts; ``size`` in points, 0 the style's."""

    story: str
    paragraph: str
    breaks: tuple[int, ...] = ()
    size: float | None = None


class FitParagraph(_Edit, frozen=True):
    """How a paragraph is fitted to its room (配稿): lines more or fewer than looks best, rows of a heading. The copy stays."""

    story: str
    paragraph: str
    more_lines: int | None = None
    rows: int | None = None


class SetDrop(_Edit, frozen=True):
    """How many lines deep the first character of a paragraph stands (首字下沉); 0: as its style has it."""

    story: str
    paragraph: str
    lines: int


class SetPhrases(_Edit, frozen=True):
    """The places at which a headline may break (断句), found in its text by a segmenter; the last is the end of the text."""

    story: str
    paragraph: str
    phrases: tuple[Joint, ...]


class RevertChange(_Edit, frozen=True):
    """Puts back what cleaning changed: the change ``index`` of the paragraph."""

    story: str
    paragraph: str
    index: int


# --- stories


class AddHeadlinePart(_Edit, frozen=True):
    """Gives a story a label 栏目, kicker 引题, main 主题, deck 副题 or byline 署名 that it lacks."""

    story: str
    part: HeadlinePart
    paragraph: Paragraph


class AddParagraph(_Edit, frozen=True):
    """Puts a paragraph into the body before item ``index``; -1: at the end."""

    story: str
    paragraph: Paragraph
    index: int = -1


class RemoveParagraph(_Edit, frozen=True):
    """Takes a paragraph away: of the body, a headline part, the byline, a caption or a credit; never a table's cell."""

    story: str
    paragraph: str


class AddTable(_Edit, frozen=True):
    """Puts a table into the body before item ``index``; -1: at the end."""

    story: str
    table: TableBlock
    index: int = -1


class RemoveTable(_Edit, frozen=True):
    """Takes a table out of the body."""

    story: str
    table: str


class SetTable(_Edit, frozen=True):
    """How a table is set: in columns or across, rules, tint, over the full width, folded, rows of its head, columns' alignment."""

    story: str
    table: str
    place: TablePlace | None = None
    rules: TableRules | None = None
    tint: TableTint | None = None
    full: bool | None = None
    folds: Columns | None = None
    header_rows: Count | None = None
    align: tuple[ColumnAlign, ...] | None = None


class AddPicture(_Edit, frozen=True):
    """Gives a story a picture with its caption, before body item ``index``; -1: at the end."""

    story: str
    picture: PictureRef
    index: int = -1


class RemovePicture(_Edit, frozen=True):
    """Takes a picture from a story, and its place from the blocks that set the story."""

    story: str
    picture: str


class AddCaption(_Edit, frozen=True):
    """Gives a picture the caption (图片说明) or credit (摄影署名) that it lacks."""

    story: str
    picture: str
    part: Literal["caption", "credit"]
    paragraph: Paragraph


class AssignPicture(_Edit, frozen=True):
    """Fills a picture of a story with an asset; empty: none was supplied."""

    story: str
    picture: str
    asset: str


class AddStory(_Edit, frozen=True):
    """Takes a story into the issue, before the story ``index``; -1: last."""

    story: Story
    index: int = -1


class RemoveStory(_Edit, frozen=True):
    """Takes a story out of the issue, with the elements that set it and the queries and notes that hang on it (撤稿)."""

    story: str


class SetStory(_Edit, frozen=True):
    """What a story is: kind, the story it belongs to, rank on its page, status, whether it has jump lines (下转、上接)."""

    story: str
    kind: StoryKind | None = None
    parent: str | None = None
    priority: int | None = None
    status: str | None = None
    jump_lines: bool | None = None


# --- elements


class PlaceElement(_Edit, frozen=True):
    """Puts an element on a page, before element ``index`` from the back; -1: in front of all."""

    page: str
    element: Element
    index: int = -1


class RemoveElement(_Edit, frozen=True):
    """Takes an element off its page; its story stays in the issue."""

    page: str
    element: str


class SetElement(_Edit, frozen=True):
    """Gives an element all its data anew; id and kind stay."""

    page: str
    element: Element


class SetArea(_Edit, frozen=True):
    """The area of a block or an advert on the page's grid (占位): one rectangle, or for a block an L of two."""

    page: str
    element: str
    area: tuple[GridRect, ...]


class SetBlock(_Edit, frozen=True):
    """How a block sets its story: own columns (破栏, 分栏方式), headline size and rows, frame, pictures, body range, lock."""

    page: str
    element: str
    columns: int | None = None
    mode: ColumnMode | None = None
    gutter: float | None = None
    head_size: float | None = None
    head_rows: int | None = None
    frame: str | None = None
    tint: str | None = None
    pictures: tuple[PicturePlace, ...] | None = None
    locked: bool | None = None
    head_at: HeadPlace | None = None
    headline: bool | None = None
    first: int | None = None
    last: int | None = None


class SetFrame(_Edit, frozen=True):
    """The rectangle of a text frame, picture frame, box or QR code, in points."""

    page: str
    element: str
    rect: Rect


class MoveToPage(_Edit, frozen=True):
    """Moves an element to the page ``to``; ``area`` is its new area there where it stands on the grid (``None``: the same)."""

    page: str
    element: str
    to: str
    area: tuple[GridRect, ...] | None = None
    index: int = -1


class OrderElement(_Edit, frozen=True):
    """Moves an element to the place ``index`` from the back (叠放次序); -1: in front of all."""

    page: str
    element: str
    index: int


class SetElements(_Edit, frozen=True):
    """All elements of a page at once: what making up a page gives (拼版)."""

    page: str
    elements: tuple[Element, ...]


# --- pages and the issue


class SetMeta(_Edit, frozen=True):
    """The issue's data."""

    meta: Meta


class SetCredits(_Edit, frozen=True):
    """The credits of a page: 责编, 美编, 校对."""

    page: str
    credits: Credits


class SetPage(_Edit, frozen=True):
    """Name (版名), printed label, banner or template of a page."""

    page: str
    name: str | None = None
    label: str | None = None
    banner: str | None = None
    template: str | None = None


class AddPage(_Edit, frozen=True):
    """Adds a page; it stands by its ``number``, which no other page may have."""

    page: Page


class RemovePage(_Edit, frozen=True):
    """Takes a page with its elements out; the stories stay. The other pages keep their numbers."""

    page: str


class MovePage(_Edit, frozen=True):
    """Moves a page to the place ``index`` (from 0); numbers and printed labels belong to the places and stay there."""

    page: str
    index: int


class SetTemplate(_Edit, frozen=True):
    """Takes a template into the issue or gives the one of that name anew."""

    template: Template


class SetStyle(_Edit, frozen=True):
    """A text style of the issue; ``None`` takes it away."""

    name: str
    style: TextStyle | None = None


class SetFonts(_Edit, frozen=True):
    """The faces used at the last composing."""

    fonts: tuple[FontUse, ...]


class AddAsset(_Edit, frozen=True):
    """Takes a picture into the issue; its bytes are stored under its hash."""

    asset: Asset


class SetAsset(_Edit, frozen=True):
    """Gives an asset its data anew: another file (重新链接), name, caption; the id stays."""

    asset: Asset


class RemoveAsset(_Edit, frozen=True):
    """Takes a picture that nothing shows out of the issue."""

    asset: str


# --- review


class AddQuery(_Edit, frozen=True):
    """A question to the editor (存疑)."""

    query: Query


class SettleQuery(_Edit, frozen=True):
    """The answer to a query and who gave it; ``open`` asks it again."""

    query: str
    state: Literal["open", "accepted", "dismissed"]
    by: str = ""


class AddNote(_Edit, frozen=True):
    """A remark on copy or on an element (批注)."""

    note: Note


class RemoveNote(_Edit, frozen=True):
    """Takes a remark away."""

    note: str


class RestoreVersion(_Edit, frozen=True):
    """The issue as an earlier version had it (恢复版本): what differs from the issue as it stood before.

    ``order`` has the ids of every list that is another, by the name of the document's field; the parts in it that are others are
    given below it. ``edits.restore.restoring`` makes one.
    """

    version: int
    order: dict[str, tuple[str, ...]] = {}
    pages: tuple[Page, ...] = ()
    templates: tuple[Template, ...] = ()
    stories: tuple[Story, ...] = ()
    assets: tuple[Asset, ...] = ()
    queries: tuple[Query, ...] = ()
    meta: Meta | None = None
    styles: dict[str, TextStyle] | None = None
    review: Review | None = None
    threads: dict[str, tuple[str, ...]] | None = None
    fonts: tuple[FontUse, ...] | None = None


class Batch(_Edit, frozen=True):
    """Several edits that are one step for the editor: all or none. ``label`` is a code of the texts."""

    label: str
    edits: tuple[Edit, ...]


Edit = (
    ReplaceText | SplitParagraph | JoinParagraphs | SetSpan | ClearSpan | SetParagraphStyle | SetBreaks | SetPhrases
    | FitParagraph | SetDrop
    | RevertChange | AddHeadlinePart | AddParagraph | RemoveParagraph | AddTable | RemoveTable | SetTable
    | AddPicture | RemovePicture | AddCaption | AssignPicture | AddStory | RemoveStory | SetStory
    | PlaceElement | RemoveElement | SetElement | SetArea | SetBlock | SetFrame | MoveToPage | OrderElement | SetElements
    | SetMeta | SetCredits | SetPage | AddPage | RemovePage | MovePage | SetTemplate | SetStyle | SetFonts
    | AddAsset | SetAsset | RemoveAsset
    | AddQuery | SettleQuery | AddNote | RemoveNote | RestoreVersion | Batch
)  # fmt: skip
