"""What intake gives: typed blocks, pages of copy, stories, queries and problems, all immutable."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from layoutdesk.base.problem import Problem
from layoutdesk.model import Credits, Element, GridRect, Meta, Query, Span, Story, Template

#: What a block of the copy is. Of a page's head: banner 通栏口号, dateline 出版日期, credits 责编等, folio 版次 and numbers, front
#: 文件头. Of a headline: label 栏目, kicker 引题, headline 主题, deck 副题, field 字段行 that names one. Of a body: lead 导语,
#: subhead 小标题, prose 正文, short (a line without a closing mark), clause 条款, contact 联系方式, table 表格, unit 表格单位,
#: caption 图片说明, picture 图片, byline 署名, signatory 落款, date 落款日期, rule 分隔线. ``heading`` is not decided yet; none is
#: left in the end.
BlockType = Literal[
    "banner", "dateline", "credits", "folio", "front", "field", "rule", "heading", "label", "kicker", "headline", "deck",
    "subhead", "lead", "caption", "picture", "byline", "prose", "short", "clause", "contact", "table", "unit", "signatory", "date",
]  # fmt: skip
#: Kinds of stories whose wording is somebody else's: nothing in them is changed.
PROTECTED: Final = ("notice", "advert")
#: A type that a document's own style gives a line; empty where it gives none.
LineType = BlockType | Literal[""]


class RowCell(msgspec.Struct, frozen=True, gc=False):
    """One cell of a table as its document has it; ``head`` says that it belongs to the table's head (表头)."""

    text: str
    spans: tuple[Span, ...] = ()
    colspan: int = 1
    rowspan: int = 1
    head: bool = False


class TypedBlock(msgspec.Struct, frozen=True, kw_only=True):
    """Lines ``first`` to ``last`` (from 1) of ``file`` and what they are taken for.

    ``text`` is their text without white space at both ends, lines parted by a line feed. ``level`` counts the ``#`` of a
    heading, ``0`` where there are none. ``gap`` is the number of empty lines before. ``confidence`` runs from 0 to 1 and
    ``reason`` is a code under ``intake.reason``. ``spans``, ``rows`` and ``picture`` are those of its ``Line``.
    """

    file: str
    first: int
    last: int
    type: BlockType
    text: str
    level: int = 0
    gap: int = 0
    confidence: float = 1.0
    reason: str = ""
    spans: tuple[Span, ...] = ()
    rows: tuple[tuple[RowCell, ...], ...] = ()
    picture: str = ""


class CopyPage(msgspec.Struct, frozen=True, kw_only=True):
    """One page as the copy has it: ``stories`` are ids in the order of the copy, ``lines`` the first and last line in ``file``.

    A page of a plan names its ``template`` among those of the ``Intake`` and has ``elements`` that stand already, their pictures
    by file name; its other stories may fill ``flow``.
    """

    name: str = ""
    label: str = ""
    banner: str = ""
    credits: Credits = Credits()
    stories: tuple[str, ...] = ()
    file: str = ""
    lines: tuple[int, int] = (0, 0)
    template: str = ""
    elements: tuple[Element, ...] = ()
    flow: GridRect | None = None


class Intake(msgspec.Struct, frozen=True, kw_only=True):
    """A day's copy, read. Nothing that the copy does not say is in ``meta``.

    ``pictures`` are the originals that came inside the copy, by the names that its stories use; ``templates`` those of page plans.
    """

    meta: Meta
    pages: tuple[CopyPage, ...]
    stories: tuple[Story, ...]
    queries: tuple[Query, ...]
    problems: tuple[Problem, ...]
    blocks: tuple[TypedBlock, ...]
    pictures: dict[str, bytes] = {}
    templates: tuple[Template, ...] = ()
