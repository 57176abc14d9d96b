"""What is said of styles in the rows of their panel: what each is, how often it is used, what goes beyond it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from layoutdesk.edits.naming import spoken
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.rows import Row
from layoutdesk.ui.styles.catalogue import Entry
from layoutdesk.ui.styles.uses import Use, overrides
from layoutdesk.ui.styling import style_name

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk


class StyleWords:
    """Makes rows in the language of the window."""

    def __init__(self, desk: Desk, language: Language) -> None:
        self._desk, self._language = desk, language

    def styles(self, entries: Iterable[Entry], *, over: bool) -> list[Row]:
        """Styles by their groups; the sign is that for the style of the copy in hand, which may go ``over`` it."""
        rows = list[Row]()
        uses = self._desk.styles.uses
        for group, members in groupby(entries, lambda each: each.group):
            rows.append(Row("", self._language.text(f"ui.styles.group_{group}")))
            for each in members:
                sign = "plus" if over and not each.is_look else "good"
                name = style_name(self._language, each.name)
                rows.append(Row(each.name, name, str(uses.count(each.name) or ""), self._facts(each), sign))
        return rows

    def _facts(self, entry: Entry) -> str:
        """What a style is, in one line: size, face, alignment, what a look draws; whether it is another than in the template."""
        text, style = self._language.text, entry.style
        said = [text("edits.what.points", size=spoken(round(style.size, 2)))] if style.size else []
        said += [text(f"ui.styles.role_{style.role}")] if style.role else []
        said += [text(f"ui.styles.align_{style.align}")] if not entry.is_look else []
        said += [text(f"ui.styles.marks.{mark}") for mark in style.marks]
        said += [f"{text('ui.styles.scale')} {style.scale:.0%}"] if style.scale != 1.0 else []
        said += [f"{text('ui.styles.rise')} {style.rise:+.0%}"] if style.rise else []
        said += [text("ui.styles.changed")] if entry.is_changed else []
        return " · ".join(said)

    def beyond(self, places: Sequence[Use]) -> list[Row]:
        """Paragraphs that go beyond their styles, each with its page and what of it does."""
        document, rows = self._desk.document, list[Row]()
        labels = {page.id: page.label or str(page.number) for page in document.pages}
        homes = {
            story: labels[page.id]
            for page in reversed(document.pages)
            for story in (getattr(each, "story", "") for each in page.elements)
        }
        for number, use in enumerate(places):
            said = " · ".join(self._override(name, figure) for name, figure in overrides(use))
            under = f"{style_name(self._language, use.style)} + {said}"
            rows.append(Row(f"use {number}", use.text.paragraph.text, homes.get(use.text.story, ""), under))
        return rows

    def _override(self, name: str, figure: float) -> str:
        if not figure:
            return style_name(self._language, name)
        said = f"{figure:+g}" if name == "more_lines" else f"{figure:g}"
        return self._language.text(f"ui.styles.own_{name}", figure=said)
