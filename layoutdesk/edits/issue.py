"""The edits of the issue as a whole: its data, templates, styles, fonts, assets, queries and notes."""

from __future__ import annotations

import datetime

from msgspec.structs import replace

from layoutdesk.base.problem import Refusal
from layoutdesk.edits.find import index_of, inserted, paragraph_of, put, put_story, story_of
from layoutdesk.edits.kinds import (
    AddAsset,
    AddNote,
    AddQuery,
    AnswerNote,
    RemoveAsset,
    RemoveNote,
    SetAsset,
    SetFonts,
    SetMeta,
    SetNote,
    SetStyle,
    SetTemplate,
    SettleQuery,
    SetTracking,
)
from layoutdesk.edits.text import check_range
from layoutdesk.model import Anchor, Document, Note
from layoutdesk.model.story import pictures


def set_meta(document: Document, edit: SetMeta) -> Document:
    """The issue's data. A date that is no day of the calendar is refused: folio bars print it."""
    if edit.meta.date and not _is_day(edit.meta.date):
        raise Refusal("edits.no-such-day", date=edit.meta.date)
    return document if document.meta == edit.meta else replace(document, meta=edit.meta)


def _is_day(date: str) -> bool:
    """Whether a date is a day of the calendar, written YYYY-MM-DD and not in another form of ISO 8601."""
    try:
        return datetime.date.fromisoformat(date).isoformat() == date
    except ValueError:
        return False


def set_template(document: Document, edit: SetTemplate) -> Document:
    """A template new or anew."""
    for index, template in enumerate(document.templates):
        if template.name == edit.template.name:
            if template == edit.template:
                return document
            changed = (*document.templates[:index], edit.template, *document.templates[index + 1 :])
            return replace(document, templates=changed)
    return replace(document, templates=(*document.templates, edit.template))


def set_style(document: Document, edit: SetStyle) -> Document:
    """A text style of the issue new, anew or away."""
    if document.styles.get(edit.name) == edit.style:
        return document
    styles = {name: style for name, style in document.styles.items() if name != edit.name or edit.style}
    if edit.style is not None:
        styles[edit.name] = edit.style
    return replace(document, styles=styles)


def set_fonts(document: Document, edit: SetFonts) -> Document:
    """The faces of the last composing."""
    return document if document.fonts == edit.fonts else replace(document, fonts=edit.fonts)


def add_asset(document: Document, edit: AddAsset) -> Document:
    """A picture into the issue."""
    if not edit.asset.id or any(edit.asset.id == each.id for each in document.assets):
        raise Refusal("edits.id-taken", id=edit.asset.id)
    return replace(document, assets=inserted(document.assets, edit.asset, -1))


def set_asset(document: Document, edit: SetAsset) -> Document:
    """The data of a picture anew."""
    old = document.assets[index_of(document.assets, edit.asset.id, "asset")]
    return document if old == edit.asset else replace(document, assets=put(document.assets, edit.asset))


def remove_asset(document: Document, edit: RemoveAsset) -> Document:
    """A picture out of the issue, if nothing shows it."""
    index = index_of(document.assets, edit.asset, "asset")
    shown = {getattr(element, "asset", "") for page in document.pages for element in page.elements}
    shown |= {picture.asset for story in document.stories for picture in pictures(story)}
    if edit.asset in shown:
        raise Refusal("edits.asset-shown", name=document.assets[index].name)
    return replace(document, assets=(*document.assets[:index], *document.assets[index + 1 :]))


def add_query(document: Document, edit: AddQuery) -> Document:
    """A question to the editor."""
    if not edit.query.id or any(edit.query.id == each.id for each in document.queries):
        raise Refusal("edits.id-taken", id=edit.query.id)
    _check_anchor(document, edit.query.anchor)
    return replace(document, queries=(*document.queries, edit.query))


def settle_query(document: Document, edit: SettleQuery) -> Document:
    """The answer to a query."""
    old = document.queries[index_of(document.queries, edit.query, "query")]
    new = replace(old, state=edit.state, by=edit.by)
    return document if new == old else replace(document, queries=put(document.queries, new))


def add_note(document: Document, edit: AddNote) -> Document:
    """A remark."""
    if not edit.note.id or any(edit.note.id == each.id for each in document.review.notes):
        raise Refusal("edits.id-taken", id=edit.note.id)
    _check_anchor(document, edit.note.anchor)
    return _with_notes(document, (*document.review.notes, edit.note))


def remove_note(document: Document, edit: RemoveNote) -> Document:
    """A remark away."""
    notes = document.review.notes
    index = index_of(notes, edit.note, "note")
    return _with_notes(document, (*notes[:index], *notes[index + 1 :]))


def set_note(document: Document, edit: SetNote) -> Document:
    """The words of a remark, and whether it is settled."""
    old = document.review.notes[index_of(document.review.notes, edit.note, "note")]
    new = replace(
        old,
        text=old.text if edit.text is None else edit.text,
        resolved=old.resolved if edit.resolved is None else edit.resolved,
    )
    return document if new == old else _with_notes(document, put(document.review.notes, new))


def answer_note(document: Document, edit: AnswerNote) -> Document:
    """An answer under a remark."""
    old = document.review.notes[index_of(document.review.notes, edit.note, "note")]
    new = replace(old, replies=(*old.replies, edit.reply))
    return _with_notes(document, put(document.review.notes, new))


def set_tracking(document: Document, edit: SetTracking) -> Document:
    """Tracking of changes on or off; what was tracked so far stays."""
    if edit.story:
        story = story_of(document, edit.story)
        return document if story.tracking == edit.on else put_story(document, replace(story, tracking=edit.on))
    if document.review.tracking == edit.on:
        return document
    return replace(document, review=replace(document.review, tracking=edit.on))


def _with_notes(document: Document, notes: tuple[Note, ...]) -> Document:
    return replace(document, review=replace(document.review, notes=notes))


def _check_anchor(document: Document, anchor: Anchor | None) -> None:
    """Refuses an anchor that hangs in the air."""
    if anchor is None:
        return
    story = story_of(document, anchor.story)
    if anchor.paragraph:
        check_range(paragraph_of(story, anchor.paragraph), anchor.start, anchor.end)
