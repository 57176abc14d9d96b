"""Edits as data and the functions that apply them; the history of a session.

    document = apply(document, ReplaceText("st-1", "p-1", 0, 2, "新"))

Every change of an issue is one of the edits in ``edits.kinds``. Applying one makes a new document in which everything that
did not change is the same object as before: the store commits that difference, and setting keeps what it has for the rest.
"""

from layoutdesk.edits.apply import apply, from_data, from_json, label, replace_text, to_data, to_json, together
from layoutdesk.edits.history import History, Step
from layoutdesk.edits.kinds import (
    AddAsset,
    AddCaption,
    AddHeadlinePart,
    AddNote,
    AddPage,
    AddParagraph,
    AddPicture,
    AddQuery,
    AddStory,
    AddTable,
    AssignPicture,
    Batch,
    ClearSpan,
    Edit,
    FitParagraph,
    GroupElements,
    JoinParagraphs,
    LockElements,
    MovePage,
    MoveToPage,
    OrderElement,
    PlaceElement,
    RemoveAsset,
    RemoveElement,
    RemoveNote,
    RemovePage,
    RemoveParagraph,
    RemovePicture,
    RemoveStory,
    RemoveTable,
    ReplaceText,
    RestoreVersion,
    RevertChange,
    SetArea,
    SetAsset,
    SetBlock,
    SetBreaks,
    SetCredits,
    SetDrop,
    SetElement,
    SetElements,
    SetFonts,
    SetFrame,
    SetMeta,
    SetOrder,
    SetPage,
    SetParagraphStyle,
    SetPhrases,
    SetSpan,
    SetStory,
    SetStyle,
    SetTable,
    SetTemplate,
    SettleQuery,
    SplitParagraph,
)

__all__ = [
    "AddAsset", "AddCaption", "AddHeadlinePart", "AddNote", "AddPage", "AddParagraph", "AddPicture", "AddQuery", "AddStory",
    "AddTable", "AssignPicture", "Batch", "ClearSpan", "Edit", "FitParagraph", "GroupElements", "History", "JoinParagraphs",
    "LockElements", "MovePage", "MoveToPage", "OrderElement", "PlaceElement", "RemoveAsset", "RemoveElement", "RemoveNote",
    "RemovePage", "RemoveParagraph", "RemovePicture", "RemoveStory", "RemoveTable", "ReplaceText", "RestoreVersion",
    "RevertChange", "SetArea", "SetAsset", "SetBlock", "SetBreaks", "SetCredits", "SetDrop", "SetElement", "SetElements",
    "SetFonts", "SetFrame", "SetMeta", "SetOrder", "SetPage", "SetParagraphStyle", "SetPhrases", "SetSpan", "SetStory",
    "SetStyle", "SetTable", "SetTemplate", "SettleQuery", "SplitParagraph", "Step", "apply", "from_data", "from_json", "label",
    "replace_text", "to_data", "to_json", "together",
]  # fmt: skip
