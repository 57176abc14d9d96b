"""From one document to the next: the table of edits and what each does; edits as stored data; their codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Final

import msgspec

from layoutdesk.base.problem import Refusal
from layoutdesk.edits import (
    groups,
    guides,
    issue,
    items,
    kinds,
    pages,
    paging,
    paragraphs,
    restore,
    settling,
    stories,
    tablerows,
    threads,
    tracking,
)
from layoutdesk.edits.kinds import Edit
from layoutdesk.edits.revising import Hand
from layoutdesk.model import Document

#: What each edit does; an edit that changes nothing gives back the same document.
TABLE: Final[dict[type, Callable[[Document, Any], Document]]] = {
    kinds.ReplaceText: paragraphs.replace_text,
    kinds.SplitParagraph: paragraphs.split_paragraph,
    kinds.JoinParagraphs: paragraphs.join_paragraphs,
    kinds.SetSpan: paragraphs.set_span,
    kinds.ClearSpan: paragraphs.clear_span,
    kinds.SetParagraphStyle: paragraphs.set_paragraph_style,
    kinds.SetBreaks: paragraphs.set_breaks,
    kinds.FitParagraph: paragraphs.fit_paragraph,
    kinds.SetDrop: paragraphs.set_drop,
    kinds.SetPhrases: paragraphs.set_phrases,
    kinds.RevertChange: paragraphs.revert_change,
    kinds.AddHeadlinePart: items.add_headline_part,
    kinds.AddParagraph: items.add_paragraph,
    kinds.AddParagraphs: items.add_paragraphs,
    kinds.RemoveParagraph: items.remove_paragraph,
    kinds.AddTable: items.add_table,
    kinds.RemoveTable: items.remove_table,
    kinds.SetTable: items.set_table,
    kinds.AddTableRow: tablerows.add_row,
    kinds.AddTableColumn: tablerows.add_column,
    kinds.RemoveTableRows: tablerows.remove_rows,
    kinds.RemoveTableColumns: tablerows.remove_columns,
    kinds.AddPicture: items.add_picture,
    kinds.RemovePicture: items.remove_picture,
    kinds.MovePicture: items.move_picture,
    kinds.AddCaption: items.add_caption,
    kinds.AssignPicture: items.assign_picture,
    kinds.AddStory: stories.add_story,
    kinds.RemoveStory: stories.remove_story,
    kinds.SetStory: stories.set_story,
    kinds.PlaceElement: pages.place_element,
    kinds.RemoveElement: pages.remove_element,
    kinds.SetElement: pages.set_element,
    kinds.SetArea: pages.set_area,
    kinds.SetBlock: pages.set_block,
    kinds.SetFrame: pages.set_frame,
    kinds.MoveToPage: pages.move_to_page,
    kinds.OrderElement: pages.order_element,
    kinds.SetElements: pages.set_elements,
    kinds.SetOrder: groups.set_order,
    kinds.SetThread: threads.set_thread,
    kinds.LockElements: groups.lock_elements,
    kinds.HideElements: groups.hide_elements,
    kinds.PrintElements: groups.print_elements,
    kinds.GroupElements: groups.group_elements,
    kinds.AddGuide: guides.add_guide,
    kinds.SetGuide: guides.set_guide,
    kinds.RemoveGuide: guides.remove_guide,
    kinds.SetCredits: pages.set_credits,
    kinds.SetPage: pages.set_page,
    kinds.AddPage: pages.add_page,
    kinds.RemovePage: pages.remove_page,
    kinds.MovePage: pages.move_page,
    kinds.InsertPages: paging.insert_pages,
    kinds.RemovePages: paging.remove_pages,
    kinds.MovePages: paging.move_pages,
    kinds.SetMeta: issue.set_meta,
    kinds.SetTemplate: issue.set_template,
    kinds.SetStyle: issue.set_style,
    kinds.SetFonts: issue.set_fonts,
    kinds.AddAsset: issue.add_asset,
    kinds.SetAsset: issue.set_asset,
    kinds.RemoveAsset: issue.remove_asset,
    kinds.AddQuery: issue.add_query,
    kinds.SettleQuery: issue.settle_query,
    kinds.AddNote: issue.add_note,
    kinds.RemoveNote: issue.remove_note,
    kinds.SetNote: issue.set_note,
    kinds.AnswerNote: issue.answer_note,
    kinds.SetTracking: issue.set_tracking,
    kinds.SettleRevisions: settling.settle_revisions,
    kinds.RestoreVersion: restore.restore_version,
}

#: The union as msgspec takes it.
_ANY: Final[Any] = Edit


def apply(document: Document, edit: Edit, hand: Hand | None = None) -> Document:
    """The document after an edit; parts that it does not change keep their identity.

    Where changes are tracked (修订), those of copy are marked as the changes of ``hand``; without one nobody tracks them.

    Refuses unknown ids, ranges outside the text and what else cannot be (codes ``edits.…``); the document given is never
    changed. A batch is applied as a whole or not at all.
    """
    if isinstance(edit, kinds.Batch):
        for each in edit.edits:
            document = apply(document, each, hand)
        return document
    after = TABLE[type(edit)](document, edit)
    return after if hand is None else tracking.marked(document, after, edit, hand)


def replace_text(document: Document, story: str, paragraph: str, start: int, end: int, text: str) -> Document:
    """``ReplaceText`` applied: ``text`` in place of ``start`` to ``end`` of a paragraph, what hangs on it moved along."""
    return apply(document, kinds.ReplaceText(story, paragraph, start, end, text))


def to_data(edit: Edit) -> dict[str, Any]:
    """An edit as plain data (what JSON can hold), for a fix of a problem or a query."""
    data: dict[str, Any] = msgspec.to_builtins(edit)
    return data


def from_data(data: dict[str, Any]) -> Edit:
    """An edit from its stored form; refuses what is none, naming the place of the fault."""
    try:
        edit: Edit = msgspec.convert(data, _ANY, strict=True)
    except msgspec.ValidationError as error:
        raise Refusal("edits.not-an-edit", reason=error) from None
    return edit


def to_json(edit: Edit) -> bytes:
    """An edit as JSON in UTF-8; refuses half a character, which no file can hold."""
    try:
        return msgspec.json.encode(edit)
    except UnicodeEncodeError as error:
        raise Refusal("edits.half-character", at=error.start) from None


def from_json(data: bytes) -> Edit:
    """An edit from its JSON; refuses what is none."""
    try:
        return _decoder().decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refusal("edits.not-an-edit", reason=error) from None


@cache
def _decoder() -> msgspec.json.Decoder[Edit]:
    return msgspec.json.Decoder(Edit)


def together(label: str, steps: Iterable[Edit]) -> Edit:
    """Several edits as one step of the history under ``label``, a code of the texts; a single one stays itself."""
    steps = tuple(steps)
    return steps[0] if len(steps) == 1 else kinds.Batch(label, steps)


def code(edit: Edit) -> str:
    """The code under which the journal keeps an edit: that of its kind, of a batch its label."""
    if isinstance(edit, kinds.Batch):
        return edit.label
    if isinstance(edit, kinds.ReplaceText):
        return "edits.delete-text" if not edit.text else f"edits.{'type' if edit.start == edit.end else 'replace'}-text"
    if isinstance(edit, kinds.AddHeadlinePart | kinds.AddCaption):
        return f"edits.add-{edit.part}"
    if isinstance(edit, kinds.LockElements) and not edit.locked:
        return "edits.unlock-elements"
    if isinstance(edit, kinds.GroupElements) and not edit.group:
        return "edits.ungroup-elements"
    if isinstance(edit, kinds.SettleRevisions):
        return "edits.accept-revisions" if edit.accept else "edits.reject-revisions"
    if isinstance(edit, kinds.SetTracking):
        return "edits.track-changes" if edit.on else "edits.no-tracking"
    if isinstance(edit, kinds.RestoreVersion) and (edit.page or edit.story or edit.element):
        return "edits.restore-page" if edit.page else "edits.restore-part"
    return f"edits.{edit.__struct_config__.tag}"
