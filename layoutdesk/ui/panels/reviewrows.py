"""Changes and notes as rows of a list: under each story and page, what came and what went, by whom and when."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from layoutdesk.base.brief import brief
from layoutdesk.base.phrase import Phrase
from layoutdesk.edits.naming import Names
from layoutdesk.model import Document
from layoutdesk.model.story import paragraphs
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.copy import title_of
from layoutdesk.ui.panels.rows import Row
from layoutdesk.ui.review.entries import Entry
from layoutdesk.ui.review.shownmarks import colours

#: What the pane can show: everything, changes, notes, notes that are not settled.
SHOWN: Final = ("all", "changes", "notes", "open")
#: Characters of what came or went, and of a title.
MOST, _TITLE = 80, 30
#: Characters of the words on which a note hangs.
_HUNG: Final = 12
#: A change of more characters wraps; about a line of the pane has room for others and for words round them.
_SHORT: Final = 16
_ICONS: Final = {"in": "plus", "out": "minus", "new": "plus", "gone": "minus"}


def chosen(entries: Sequence[Entry], shown: str) -> list[Entry]:
    """Those of a kind."""
    if shown == "changes":
        return [each for each in entries if each.change is not None]
    if shown == "notes":
        return [each for each in entries if each.note is not None]
    return [each for each in entries if each.is_open] if shown == "open" else list(entries)


def rows(
    entries: Sequence[Entry], document: Document, language: Language, drafts: frozenset[str] = frozenset()
) -> Iterator[Row]:
    """The rows, each story on its page under a heading; ``drafts`` has the notes with answers half typed."""
    pages = {page.id: page.label or str(page.number) for page in document.pages}
    titles = {story.id: brief(title_of(story, language), _TITLE) for story in document.stories}
    tints = colours(tuple(entries))
    for (page, story), group in groupby(entries, key=lambda each: (each.page, each.story)):
        held = list(group)
        heading = titles.get(story) or language.text("ui.review.on_elements")
        where = pages.get(page, "") or language.text("ui.find.nowhere")
        yield Row("", heading, f"{where} · {len(held)}")
        for each in held:
            is_draft = each.note is not None and each.note.id in drafts
            yield _row(each, language, tints[each.author], hung_on(each, document, language), is_draft=is_draft)


def hung_on(entry: Entry, document: Document, language: Language) -> str:
    """The words on which a note hangs, shortened, or the element by its name; nothing for changes and what hangs at a caret."""
    if entry.note is None:
        return ""
    if entry.element:
        name = Names(document, document).element(entry.element)
        return language.text(name.code, **name.args) if isinstance(name, Phrase) else name
    if not entry.story or entry.start >= entry.end:
        return ""
    story = document.story(entry.story)
    text = next((each.text for each in paragraphs(story) if each.id == entry.paragraph), "")
    return language.text("edits.what.quoted", text=brief(text[entry.start : entry.end], _HUNG))


def _row(entry: Entry, language: Language, colour: str, words: str, *, is_draft: bool) -> Row:
    of = entry.change or entry.note
    at = when(of.at) if of is not None else ""
    under = [part for part in (words, entry.author, at) if part]
    if entry.note is not None and entry.note.replies:
        under.append(language.text("ui.review.replies", count=len(entry.note.replies)))
    if is_draft:
        under.append(language.text("ui.review.draft"))
    if not entry.is_open:
        under.append(language.text("ui.review.resolved"))
    change = entry.change
    icon = "note" if change is None else _ICONS.get(change.kind, "dot")
    wraps = change is None or len(change.come) + len(change.gone) > _SHORT
    # A row breaks its words by its own width.
    told = " ".join(said(entry, language).split())
    return Row(entry.key, told, "", " · ".join(under), icon, colour, faded=not entry.is_open, wraps=wraps)


def said(entry: Entry, language: Language) -> str:
    """What a change or a note says, in words."""
    if entry.change is None:
        return entry.note.text if entry.note is not None else ""
    change = entry.change
    come, gone = brief(change.come, MOST), brief(change.gone, MOST)
    return language.text(f"ui.review.change_{change.kind}", come=come, gone=gone)


def tip(entry: Entry, language: Language) -> str:
    """The same with its author and time, and the answers to a note: what the hand over it is told."""
    of = entry.change or entry.note
    at = when(of.at) if of is not None else ""
    lines = [" · ".join(part for part in (entry.author, at) if part), said(entry, language)]
    if entry.note is not None:
        lines += [f"{each.author}：{each.text}" for each in entry.note.replies]
    return "\n".join(filter(None, lines))


def when(at: str) -> str:
    """When something was done, in the time of this place: the hour today, else with its day."""
    try:
        moment = datetime.datetime.fromisoformat(at).astimezone()
    except ValueError:
        return ""
    today = datetime.datetime.now(moment.tzinfo).date()
    return moment.strftime("%H:%M" if moment.date() == today else "%Y-%m-%d %H:%M")
