"""Edits as data: what an editor, a rule of make-up or a fix of a check does to an issue, by name and arguments.

An edit pickles, is stored in the journal as JSON (``type`` names it) and has a label in the history. It does nothing by itself:
``edits.apply`` makes the next document from it. An edit that makes something carries the new id, so that a replay gives the
same. Offsets are code points, lengths points. A field that is ``None`` leaves what it names as it is.
"""

from __future__ import annotations

import msgspec

from layoutdesk.edits.elementkinds import (
    GroupElements,
    HideElements,
    LockElements,
    MoveToPage,
    OrderElement,
    PlaceElement,
    PrintElements,
    RemoveElement,
    SetArea,
    SetBlock,
    SetElement,
    SetElements,
    SetFrame,
    SetOrder,
    SetThread,
)
from layoutdesk.edits.guidekinds import AddGuide, RemoveGuide, SetGuide
from layoutdesk.edits.issuekinds import (
    AddAsset,
    AddNote,
    AddPage,
    AddQuery,
    AnswerNote,
    InsertPages,
    MovePage,
    MovePages,
    RemoveAsset,
    RemoveNote,
    RemovePage,
    RemovePages,
    SetAsset,
    SetCredits,
    SetFonts,
    SetMeta,
    SetNote,
    SetPage,
    SetStyle,
    SetTemplate,
    SettleQuery,
    SetTracking,
)
from layoutdesk.edits.kind import EditKind
from layoutdesk.edits.storykinds import (
    AddCaption,
    AddHeadlinePart,
    AddParagraph,
    AddParagraphs,
    AddPicture,
    AddStory,
    AddTable,
    AddTableColumn,
    AddTableRow,
    AssignPicture,
    HeadlinePart,
    MovePicture,
    RemoveParagraph,
    RemovePicture,
    RemoveStory,
    RemoveTable,
    RemoveTableColumns,
    RemoveTableRows,
    SetStory,
    SetTable,
)
from layoutdesk.edits.textkinds import (
    ClearSpan,
    FitParagraph,
    JoinParagraphs,
    Pick,
    ReplaceText,
    RevertChange,
    SetBreaks,
    SetDrop,
    SetParagraphStyle,
    SetPhrases,
    SetSpan,
    SettleRevisions,
    SplitParagraph,
)
from layoutdesk.model import Asset, FontUse, Meta, Page, Query, Review, Story, Template, TextStyle

__all__ = [
    "AddAsset", "AddCaption", "AddGuide", "AddHeadlinePart", "AddNote", "AddPage", "AddParagraph", "AddParagraphs",
    "AddPicture", "AddQuery", "AddStory", "AddTable", "AddTableColumn", "AddTableRow", "AnswerNote", "AssignPicture",
    "Batch", "ClearSpan", "Edit",
    "FitParagraph", "GroupElements", "HeadlinePart", "HideElements", "InsertPages", "JoinParagraphs", "LockElements",
    "MovePage", "MovePages", "MovePicture", "MoveToPage", "OrderElement", "Pick", "PlaceElement", "PrintElements",
    "RemoveAsset", "RemoveElement", "RemoveGuide", "RemoveNote", "RemovePage", "RemovePages", "RemoveParagraph",
    "RemovePicture", "RemoveStory", "RemoveTable", "RemoveTableColumns", "RemoveTableRows", "ReplaceText", "RestoreVersion",
    "RevertChange", "SetArea", "SetAsset",
    "SetBlock", "SetBreaks", "SetCredits", "SetDrop", "SetElement", "SetElements", "SetFonts", "SetFrame", "SetGuide",
    "SetMeta", "SetNote", "SetOrder", "SetPage", "SetParagraphStyle", "SetPhrases", "SetSpan", "SetStory", "SetStyle",
    "SetTable", "SetTemplate", "SetThread", "SetTracking", "SettleQuery", "SettleRevisions", "SplitParagraph",
]  # fmt: skip


class RestoreVersion(EditKind, frozen=True):
    """The issue as an earlier version had it (恢复版本): what differs from the issue as it stood before.

    ``order`` has the ids of every list that is another, by the name of the document's field; the parts in it that are others are
    given below it. ``edits.restore.restoring`` makes one. ``page``, ``story`` or ``element`` name what alone comes back, where it
    is not all of the issue (see ``edits.restoring``).
    """

    version: int
    order: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
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
    page: str = ""
    story: str = ""
    element: str = ""


class Batch(EditKind, frozen=True):
    """Several edits that are one step for the editor: all or none. ``label`` is a code of the texts."""

    label: str
    edits: tuple[Edit, ...]


Edit = (
    ReplaceText | SplitParagraph | JoinParagraphs | SetSpan | ClearSpan | SetParagraphStyle | SetBreaks | SetPhrases
    | FitParagraph | SetDrop
    | RevertChange | AddHeadlinePart | AddParagraph | AddParagraphs | RemoveParagraph | AddTable | RemoveTable | SetTable
    | AddTableRow | AddTableColumn | RemoveTableRows | RemoveTableColumns
    | AddPicture | MovePicture | RemovePicture | AddCaption | AssignPicture | AddStory | RemoveStory | SetStory
    | PlaceElement | RemoveElement | SetElement | SetArea | SetBlock | SetFrame | MoveToPage | OrderElement | SetElements
    | SetOrder | SetThread | LockElements | HideElements | PrintElements | GroupElements | AddGuide | SetGuide | RemoveGuide
    | SetMeta | SetCredits | SetPage | AddPage | RemovePage | MovePage
    | InsertPages | RemovePages | MovePages | SetTemplate | SetStyle | SetFonts
    | AddAsset | SetAsset | RemoveAsset
    | AddQuery | SettleQuery | AddNote | RemoveNote | SetNote | AnswerNote | SetTracking | SettleRevisions
    | RestoreVersion | Batch
)  # fmt: skip
