"""What the history says of an edit: what was done, and to which story or with which value (操作记录).

One row of the table for every kind of edit. The texts themselves are in the translations, under the codes given here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from layoutdesk.base.geometry import Rect
from layoutdesk.base.phrase import Phrase, Said
from layoutdesk.base.units import to_mm
from layoutdesk.edits import kinds
from layoutdesk.edits.batches import step
from layoutdesk.edits.changes import changes_of
from layoutdesk.edits.kinds import Edit
from layoutdesk.edits.naming import Names, find_element, listed, points, quoted, sample, style, wrapped
from layoutdesk.model import Document, Element, Query
from layoutdesk.model.elements import GridRect, Wrapped

#: Fields of elements by the name that the history gives them, where it is another.
FIELDS: Final = {
    "rect": "place", "x1": "place", "y1": "place", "x2": "place", "y2": "place", "area": "place", "border": "frame",
    "fill": "tint", "first": "range", "last": "range", "paragraph": "range", "headline": "range", "crop": "pictures",
    "whole": "pictures", "asset": "pictures", "caption": "text", "wrap_kind": "wrap", "wrap_sides": "wrap",
    "paint": "weight", "story": "range", "former": "range", "group": "place",
}  # fmt: skip


def label(edit: Edit, before: Document, after: Document) -> Phrase:
    """What the history shows for an edit that made ``after`` of ``before``."""
    names = Names(before, after)
    if isinstance(edit, kinds.Batch):
        return step(edit, names)
    name, args = _TABLE[type(edit)](edit, names)
    return Phrase(f"edits.{name or edit.__struct_config__.tag}", args)


_Label = tuple[str, dict[str, Said]]
_Row = Callable[[Any, Names], _Label]


def _story(edit: Any, names: Names) -> _Label:
    return "", {"what": names.story(edit.story)}


def _page(edit: Any, names: Names) -> _Label:
    return "", {"page": names.page(edit.page)}


def _elements(edit: Any, names: Names) -> _Label:
    return "", {"what": listed([names.element(each) for each in edit.elements])}


def _replace(edit: kinds.ReplaceText, names: Names) -> _Label:
    what = names.story(edit.story)
    if not edit.text:
        return "delete-text", {"text": names.text(edit.story, edit.paragraph, edit.start, edit.end), "what": what}
    name = "type-text" if edit.start == edit.end else "replace-text"
    return name, {"text": quoted(edit.text), "what": what}


def _span(edit: kinds.SetSpan, names: Names) -> _Label:
    return "", {"style": style(edit.style), "text": names.text(edit.story, edit.paragraph, edit.start, edit.end)}


def _clear(edit: kinds.ClearSpan, names: Names) -> _Label:
    text = names.text(edit.story, edit.paragraph, edit.start, edit.end)
    return ("", {"style": style(edit.style), "text": text}) if edit.style else ("clear-spans", {"text": text})


def _style(edit: kinds.SetParagraphStyle, names: Names) -> _Label:
    return "", {"style": style(edit.style), "text": names.text(edit.story, edit.paragraph)}


def _breaks(edit: kinds.SetBreaks, names: Names) -> _Label:
    return _sized(edit.size, "set-breaks", names.text(edit.story, edit.paragraph))


def _sized(size: float | None, name: str, what: Said) -> _Label:
    """A headline by its size, where that is chosen."""
    return ("headline-size", {"what": what, "size": points(size)}) if size else (name, {"what": what})


def _drop(edit: kinds.SetDrop, names: Names) -> _Label:
    text = names.text(edit.story, edit.paragraph)
    return ("", {"lines": str(edit.lines), "text": text}) if edit.lines else ("no-drop", {"text": text})


def _fit(edit: kinds.FitParagraph, names: Names) -> _Label:
    return "", {"text": names.text(edit.story, edit.paragraph)}


def _part(edit: kinds.AddHeadlinePart, names: Names) -> _Label:
    return f"add-{edit.part}", {"what": names.story(edit.story)}


def _caption(edit: kinds.AddCaption, names: Names) -> _Label:
    return f"add-{edit.part}", _picture(edit, names)[1]


def _paragraph(edit: kinds.RemoveParagraph, names: Names) -> _Label:
    return "", {"text": names.text(edit.story, edit.paragraph), "what": names.story(edit.story)}


def _picture(edit: Any, names: Names) -> _Label:
    picture = edit.picture if isinstance(edit.picture, str) else edit.picture.id
    return "", {"picture": names.picture(edit.story, picture), "what": names.story(edit.story)}


def _placed(edit: kinds.PlaceElement, names: Names) -> _Label:
    return "", {"what": names.element(edit.element.id), "page": names.page(edit.page)}


def _removed(edit: kinds.RemoveElement, names: Names) -> _Label:
    return "", {"what": names.element(edit.element), "page": names.page(edit.page)}


def _changed(edit: kinds.SetElement, names: Names) -> _Label:
    what, old = names.element(edit.element.id), find_element(names.before, edit.element.id)
    fields = [
        name for name in edit.element.__struct_fields__ if getattr(old, name, None) != getattr(edit.element, name)
    ]
    if type(old) is not type(edit.element) or not fields:
        return "", {"what": what}
    if isinstance(edit.element, Wrapped) and FIELDS.get(fields[0], fields[0]) == "wrap":
        return "set-wrap", {"way": wrapped(edit.element), "what": what}
    return _of_field(fields[0], what)


def _of_field(name: str, what: Said) -> _Label:
    return "set-field", {"field": Phrase(f"edits.field.{FIELDS.get(name, name)}", {}), "what": what}


def _area(edit: kinds.SetArea, names: Names) -> _Label:
    """Moved to a column or row, pulled to a size, or made an L."""
    what, old, new = names.element(edit.element), _area_of(find_element(names.before, edit.element)), edit.area
    if len(new) > 1 and len(old) == 1:
        return "area-notch", {"what": what}
    if _sizes(new) != _sizes(old):
        columns = max(each.right for each in new) - min(each.column for each in new)
        rows = max(each.bottom for each in new) - min(each.row for each in new)
        return "area-size", {"what": what, "columns": str(columns), "rows": str(rows)}
    if beside := _beside(edit, old, names):
        return beside, {"what": what}
    column, row = str(new[0].column + 1), str(new[0].row + 1)
    if new[0].row == old[0].row:
        return "area-column", {"what": what, "column": column}
    if new[0].column == old[0].column:
        return "area-row", {"what": what, "row": row}
    return "area-place", {"what": what, "column": column, "row": row}


def _beside(edit: kinds.SetArea, old: tuple[GridRect, ...], names: Names) -> str:
    """Whether an area goes beside the sheet (版外), comes back or moves there; nothing of one that stays on it."""
    used = next((page.template for page in names.before.pages if page.id == edit.page), "")
    template = next((each for each in names.before.templates if each.name == used), None)
    if template is None:
        return ""
    was, is_now = template.is_beside(old), template.is_beside(edit.area)
    if is_now:
        return "area-beside" if was else "area-park"
    return "area-back" if was else ""


def _area_of(element: Element | None) -> tuple[Any, ...]:
    area = getattr(element, "area", ())
    return area if isinstance(area, tuple) else (area,)


def _sizes(area: tuple[Any, ...]) -> list[tuple[int, int]]:
    return [(each.columns, each.rows) for each in area]


def _block(edit: kinds.SetBlock, names: Names) -> _Label:
    what = names.element(edit.element)
    if edit.head_size is not None:
        return _sized(edit.head_size, "headline-fitted", what)
    if edit.columns is not None:
        return (
            ("own-columns", {"what": what, "columns": str(edit.columns)})
            if edit.columns
            else _of_field("columns", what)
        )
    fields = (name for name in edit.__struct_fields__ if name not in ("page", "element"))
    return _of_field(next((name for name in fields if getattr(edit, name) is not None), "range"), what)


def _frame(edit: kinds.SetFrame, names: Names) -> _Label:
    what, old = names.element(edit.element), getattr(find_element(names.before, edit.element), "rect", None)
    if isinstance(old, Rect) and (round(old.w - edit.rect.w, 3), round(old.h - edit.rect.h, 3)) == (0, 0):
        return "frame-place", {"what": what}
    return "", {"what": what, "width": f"{to_mm(edit.rect.w):.1f}", "height": f"{to_mm(edit.rect.h):.1f}"}


def _to_page(edit: kinds.MoveToPage, names: Names) -> _Label:
    return "", {"what": names.element(edit.element), "page": names.page(edit.to)}


def _element(edit: kinds.OrderElement, names: Names) -> _Label:
    return "", {"what": names.element(edit.element)}


def _locked(edit: kinds.LockElements, names: Names) -> _Label:
    return "" if edit.locked else "unlock-elements", _elements(edit, names)[1]


def _hidden(edit: kinds.HideElements, names: Names) -> _Label:
    return "" if edit.hidden else "show-elements", _elements(edit, names)[1]


def _printed(edit: kinds.PrintElements, names: Names) -> _Label:
    return "" if edit.printed else "unprint-elements", _elements(edit, names)[1]


def _grouped(edit: kinds.GroupElements, names: Names) -> _Label:
    return "" if edit.group else "ungroup-elements", _elements(edit, names)[1]


def _meta(edit: kinds.SetMeta, names: Names) -> _Label:
    old, new = names.before.meta, edit.meta
    fresh = [getattr(new, name) for name in new.__struct_fields__ if getattr(old, name) != getattr(new, name)]
    value = next((each for each in fresh if isinstance(each, str) and each), "")
    return ("", {"value": sample(value)}) if value else ("meta-cleared", {})


def _page_facts(edit: kinds.SetPage, names: Names) -> _Label:
    given = (edit.name, edit.label, edit.banner, edit.template)
    return "", {"page": names.page(edit.page), "value": quoted(next((each for each in given if each), ""))}


def _added_page(edit: kinds.AddPage, names: Names) -> _Label:
    return "", {"page": names.page(edit.page.id)}


def _moved_pages(edit: kinds.MovePages, names: Names) -> _Label:
    first = next((page for page in names.after.pages if page.id in edit.pages), None)
    place = (first.label or str(first.number)) if first is not None else ""
    return "", {"what": names.pages(edit.pages), "place": place}


def _guide(edit: Any, names: Names) -> _Label:
    return "", {"page": names.page(edit.page), "place": f"{to_mm(edit.guide.place):.1f}"}


def _asset(edit: Any, names: Names) -> _Label:
    return "", {"picture": names.asset(edit.asset if isinstance(edit.asset, str) else edit.asset.id)}


def _added_query(edit: kinds.AddQuery, names: Names) -> _Label:
    return "", {"what": _asked(edit.query, names)}


def _settled(edit: kinds.SettleQuery, names: Names) -> _Label:
    return "", {"what": _asked(next((each for each in names.after.queries if each.id == edit.query), None), names)}


def _asked(query: Query | None, names: Names) -> Said:
    """What a query is about: a story, a page, the issue."""
    if query is not None and query.anchor is not None:
        return names.story(query.anchor.story)
    if query is not None and query.page:
        return Phrase("edits.what.page", {"page": names.page(query.page)})
    return listed(())


def _settled_note(edit: kinds.SetNote, names: Names) -> _Label:
    name = "" if edit.resolved is None else "resolve-note" if edit.resolved else "reopen-note"
    return name, _noted(edit, names)[1]


def _tracking(edit: kinds.SetTracking, names: Names) -> _Label:
    name = "track-changes" if edit.on else "no-tracking"
    return (f"{name}-of-story", {"what": names.story(edit.story)}) if edit.story else (name, {})


def _settled_revisions(edit: kinds.SettleRevisions, names: Names) -> _Label:
    """Of one change its words, of several how many; which they are is found by the picks, that each has some of."""
    stories, picks = dict.fromkeys(pick.story for pick in edit.picks), set(edit.picks)
    held = (each for each in names.before.stories if each.id in stories)
    found = [change for story in held for change in changes_of(story) if not picks.isdisjoint(change.picks)]
    name = "accept-revision" if edit.accept else "reject-revision"
    what: dict[str, Said] = {"what": listed([names.story(each) for each in stories])}
    if len(found) != 1:
        return f"{name}s", what | {"count": str(len(found))}
    said: dict[str, Said] = {"come": quoted(found[0].come), "gone": quoted(found[0].gone)}
    return name, what | {"change": Phrase(f"edits.what.change-{found[0].kind}", said)}


def _answered(edit: kinds.AnswerNote, names: Names) -> _Label:
    return "", _noted(edit, names)[1] | {"answer": quoted(edit.reply.text)}


def _noted(edit: Any, names: Names) -> _Label:
    notes = (*names.after.review.notes, *names.before.review.notes)
    name = edit.note if isinstance(edit.note, str) else edit.note.id
    return "", {"text": quoted(next((each.text for each in notes if each.id == name), ""))}


def _restored(edit: kinds.RestoreVersion, names: Names) -> _Label:
    version: dict[str, Said] = {"version": str(edit.version)}
    if edit.page:
        return "restore-page", version | {"page": names.page(edit.page)}
    if edit.story or edit.element:
        what = names.story(edit.story) if edit.story else names.element(edit.element)
        return "restore-part", version | {"what": what}
    return "", version


_TABLE: Final[dict[type, _Row]] = {
    kinds.ReplaceText: _replace,
    kinds.SplitParagraph: _story,
    kinds.JoinParagraphs: _story,
    kinds.SetSpan: _span,
    kinds.ClearSpan: _clear,
    kinds.SetParagraphStyle: _style,
    kinds.SetBreaks: _breaks,
    kinds.FitParagraph: _fit,
    kinds.SetDrop: _drop,
    kinds.SetPhrases: _story,
    kinds.RevertChange: _story,
    kinds.AddHeadlinePart: _part,
    kinds.AddParagraph: _story,
    kinds.AddParagraphs: _story,
    kinds.RemoveParagraph: _paragraph,
    kinds.AddTable: _story,
    kinds.RemoveTable: _story,
    kinds.SetTable: _story,
    kinds.AddTableRow: _story,
    kinds.AddTableColumn: _story,
    kinds.RemoveTableRows: _story,
    kinds.RemoveTableColumns: _story,
    kinds.AddPicture: _picture,
    kinds.RemovePicture: _picture,
    kinds.MovePicture: _picture,
    kinds.AddCaption: _caption,
    kinds.AssignPicture: _picture,
    kinds.AddStory: lambda edit, names: ("", {"what": names.story(edit.story.id)}),
    kinds.RemoveStory: _story,
    kinds.SetStory: _story,
    kinds.PlaceElement: _placed,
    kinds.RemoveElement: _removed,
    kinds.SetElement: _changed,
    kinds.SetArea: _area,
    kinds.SetBlock: _block,
    kinds.SetFrame: _frame,
    kinds.MoveToPage: _to_page,
    kinds.OrderElement: _element,
    kinds.SetElements: _page,
    kinds.SetOrder: _page,
    kinds.SetThread: _story,
    kinds.LockElements: _locked,
    kinds.HideElements: _hidden,
    kinds.PrintElements: _printed,
    kinds.GroupElements: _grouped,
    kinds.SetCredits: _page,
    kinds.SetPage: _page_facts,
    kinds.AddPage: _added_page,
    kinds.RemovePage: _page,
    kinds.MovePage: _page,
    kinds.InsertPages: lambda edit, names: ("", {"what": names.pages(each.id for each in edit.pages)}),
    kinds.RemovePages: lambda edit, names: ("", {"what": names.pages(edit.pages)}),
    kinds.MovePages: _moved_pages,
    kinds.SetMeta: _meta,
    kinds.SetTemplate: lambda edit, _: ("", {"template": quoted(edit.template.name)}),
    kinds.SetStyle: lambda edit, _: ("", {"style": style(edit.name)}),
    kinds.SetFonts: lambda edit, _: ("", {"count": str(len(edit.fonts))}),
    kinds.AddAsset: _asset,
    kinds.SetAsset: _asset,
    kinds.RemoveAsset: _asset,
    kinds.AddGuide: _guide,
    kinds.SetGuide: _guide,
    kinds.RemoveGuide: _page,
    kinds.AddQuery: _added_query,
    kinds.SettleQuery: _settled,
    kinds.AddNote: _noted,
    kinds.RemoveNote: _noted,
    kinds.SetNote: _settled_note,
    kinds.AnswerNote: _answered,
    kinds.SetTracking: _tracking,
    kinds.SettleRevisions: _settled_revisions,
    kinds.RestoreVersion: _restored,
}
