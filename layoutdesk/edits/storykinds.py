"""Edits of copy: headline parts, paragraphs, tables and pictures of a story, whole stories."""

from __future__ import annotations

from typing import Literal

from layoutdesk.base.limits import Columns, Count, Some
from layoutdesk.edits.kind import EditKind
from layoutdesk.model import Paragraph, PictureRef, Story, TableBlock
from layoutdesk.model.story import ColumnAlign, StoryKind, TablePlace, TableRules, TableTint

#: The places of a story that hold one paragraph outside its body.
HeadlinePart = Literal["label", "kicker", "main", "deck", "byline"]


class AddHeadlinePart(EditKind, frozen=True):
    """Gives a story a label 栏目, kicker 引题, main 主题, deck 副题 or byline 署名 that it lacks."""

    story: str
    part: HeadlinePart
    paragraph: Paragraph


class AddParagraph(EditKind, frozen=True):
    """Puts a paragraph into the body before item ``index``; -1: at the end.

    Where one block of the story ends there and the next goes on, ``block`` has it; without one the block of the item before.
    """

    story: str
    paragraph: Paragraph
    index: int = -1
    block: str = ""


class AddParagraphs(EditKind, frozen=True):
    """Puts several paragraphs into the body before item ``index``, in their order; -1: at the end (粘贴)."""

    story: str
    paragraphs: tuple[Paragraph, ...]
    index: int = -1


class RemoveParagraph(EditKind, frozen=True):
    """Takes a paragraph away: of the body, a headline part, the byline, a caption or a credit; never a table's cell."""

    story: str
    paragraph: str


class AddTable(EditKind, frozen=True):
    """Puts a table into the body before item ``index``; -1: at the end. ``block`` as in ``AddParagraph``."""

    story: str
    table: TableBlock
    index: int = -1
    block: str = ""


class RemoveTable(EditKind, frozen=True):
    """Takes a table out of the body."""

    story: str
    table: str


class SetTable(EditKind, frozen=True):
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


class AddTableRow(EditKind, frozen=True):
    """Puts an empty row into a table before row ``at``, or behind its last; ``cells`` are the ids of the new cells.

    Merged cells that it goes through reach over it. Before a row of the head it is one of the head. Rows and columns count as the
    table is set: by those in which a cell begins.
    """

    story: str
    table: str
    at: Count
    cells: tuple[str, ...]


class AddTableColumn(EditKind, frozen=True):
    """Puts an empty column into a table before column ``at``, or behind its last; otherwise as ``AddTableRow``."""

    story: str
    table: str
    at: Count
    cells: tuple[str, ...]


class RemoveTableRows(EditKind, frozen=True):
    """Takes ``count`` rows out of a table from row ``at`` on; merged cells that reach beyond them stay. One row is always left."""

    story: str
    table: str
    at: Count
    count: Some = 1


class RemoveTableColumns(EditKind, frozen=True):
    """Takes ``count`` columns out of a table from column ``at`` on; otherwise as ``RemoveTableRows``."""

    story: str
    table: str
    at: Count
    count: Some = 1


class AddPicture(EditKind, frozen=True):
    """Gives a story a picture with its caption, before body item ``index``; -1: at the end. ``block`` as in ``AddParagraph``."""

    story: str
    picture: PictureRef
    index: int = -1
    block: str = ""


class RemovePicture(EditKind, frozen=True):
    """Takes a picture from a story, and its place from the blocks that set the story."""

    story: str
    picture: str


class MovePicture(EditKind, frozen=True):
    """Brings a picture of a story, with its caption, before item ``index`` of the body without it; -1: to its end.

    ``block`` as in ``AddParagraph``. Its places in blocks stay.
    """

    story: str
    picture: str
    index: int = -1
    block: str = ""


class AddCaption(EditKind, frozen=True):
    """Gives a picture the caption (图片说明) or credit (摄影署名) that it lacks."""

    story: str
    picture: str
    part: Literal["caption", "credit"]
    paragraph: Paragraph


class AssignPicture(EditKind, frozen=True):
    """Fills a picture of a story with an asset; empty: none was supplied."""

    story: str
    picture: str
    asset: str


class AddStory(EditKind, frozen=True):
    """Takes a story into the issue, before the story ``index``; -1: last."""

    story: Story
    index: int = -1


class RemoveStory(EditKind, frozen=True):
    """Takes a story out of the issue, with the elements that set it and the queries and notes that hang on it (撤稿)."""

    story: str


class SetStory(EditKind, frozen=True):
    """What a story is: kind, the story it belongs to, rank on its page, status, whether it has jump lines (下转、上接)."""

    story: str
    kind: StoryKind | None = None
    parent: str | None = None
    priority: int | None = None
    status: str | None = None
    jump_lines: bool | None = None
