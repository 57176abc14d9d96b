"""What versions differ in, in words and figures: under each version of the list, and as a list of its own."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final, NamedTuple

from PySide6.QtGui import QColor

from layoutdesk.edits.naming import Names
from layoutdesk.model import Document, Page
from layoutdesk.proof.differing import Differences, PageChange, Spot, StoryChange
from layoutdesk.proof.textdiff import Piece
from layoutdesk.store.versions import Version
from layoutdesk.ui.language import Language
from layoutdesk.ui.pagenames import page_name
from layoutdesk.ui.panels.rows import Row
from layoutdesk.ui.theme import Theme
from layoutdesk.ui.versions.shelf import Compared

_KINDS: Final = {
    "auto": "ui.versions.auto",
    "named": "ui.versions.named",
    "export": "ui.versions.export",
    "round": "ui.versions.round",
    "restore": "ui.versions.restore_point",
}
#: So many pages are named one by one.
_MOST_PAGES: Final = 4
#: Characters of what stays, at either side of a change, that are shown of the words of a story.
_AROUND: Final = 24
_ICONS: Final = {
    "new": "plus",
    "gone": "minus",
    "moved": "next",
    "placed": "frame",
    "order": "frame",
    "set": "frame",
    "picture": "picture",
    "copy": "text",
}


class Stop(NamedTuple):
    """One difference that the hand can go to: its page (empty: none), element, story."""

    page: str
    element: str
    story: str

    @property
    def key(self) -> str:
        return f"{self.page}\n{self.element}\n{self.story}"


def title(version: Version, language: Language) -> str:
    """What a version is called: its name, else why it was kept."""
    kind = language.text(_KINDS.get(version.kind, "ui.versions.auto"), number=version.name)
    return version.name if version.name and version.kind != "restore" else kind


def called(version: Version, language: Language) -> str:
    """The same with the number by which the history and what is said name a version."""
    return language.text("ui.versions.numbered", number=version.number, title=title(version, language))


def moment(at: str) -> datetime.datetime | None:
    """A moment of the file in the time of this place; nothing where it is none."""
    try:
        return datetime.datetime.fromisoformat(at).astimezone()
    except ValueError:
        return None


def day(version: Version, language: Language) -> str:
    """The day on which a version was kept, as the headings of the list say it."""
    at = moment(version.at)
    if at is None:
        return version.at
    past = (datetime.datetime.now(at.tzinfo).date() - at.date()).days
    if past in (0, 1):
        return language.text("ui.versions.today" if past == 0 else "ui.versions.yesterday")
    return at.strftime("%Y-%m-%d")


def clock(version: Version) -> str:
    """The time of the day at which it was kept."""
    at = moment(version.at)
    return at.strftime("%H:%M") if at is not None else ""


def row(version: Version, found: Differences | None, names: Names | None, language: Language) -> Row:
    """A version in the list: what it is called and when it was kept; under that, who kept it and what had become another."""
    kind = language.text(_KINDS.get(version.kind, "ui.versions.auto"), number=version.name)
    said = title(version, language)
    who = " ".join(part for part in (version.actor, version.role) if part)
    what = summary(found, names, language) if found is not None else ""
    under = " · ".join(part for part in (what, kind if kind != said else "", who) if part)
    icon = {"named": "bookmark", "export": "export", "restore": "undo"}.get(version.kind, "dot")
    return Row(
        str(version.number), called(version, language), clock(version), under, icon=icon, faded=version.kind == "auto"
    )


def summary(found: Differences, names: Names | None, language: Language) -> str:
    """Pages and stories touched, characters come and gone, in one line."""
    text = language.text
    parts = []
    touched = [each.page for each in found.pages]
    if touched:
        labels = [names.page(each) for each in touched[:_MOST_PAGES]] if names is not None else []
        shown = "、".join(filter(None, labels)) if language.current == "zh" else ", ".join(filter(None, labels))
        code = "ui.versions.pages" if len(touched) <= _MOST_PAGES and shown else "ui.versions.pages_count"
        parts.append(text(code, pages=shown, count=len(touched)))
    if found.stories:
        parts.append(text("ui.versions.stories", count=len(found.stories)))
    if figures := plus_minus(*found.figures, language):
        parts.append(figures)
    if found.data and not touched:
        parts.append(text("ui.versions.data_review" if found.data == ("review",) else "ui.versions.data"))
    return " · ".join(parts) or text("ui.versions.same")


def plus_minus(come: int, gone: int, language: Language) -> str:
    """Characters come and gone."""
    said = " ".join(part for part in (f"+{come}" * bool(come), f"−{gone}" * bool(gone)) if part)
    return language.text("ui.versions.characters", figures=said) if said else ""


def rows(compared: Compared, language: Language) -> list[Row]:
    """All differences, by pages; what belongs to none comes first and last."""
    found, text = compared.differences, language.text
    names = Names(compared.before, compared.after)
    out = []
    if found.data:
        out.append(Row("", text("ui.versions.whole")))
        out += [Row(f"data {name}", text(f"ui.versions.data_{name}"), icon="note") for name in found.data]
    for change in found.pages:
        out.append(Row("", _heading(compared, change, language)))
        if change.facts:
            out.append(Row(Stop(change.page, "", "").key, text("ui.versions.facts"), icon="pages"))
        told = _told_once(change.spots)
        out += [_spot_row(change.page, spot, found.story(spot.story), names, language) for spot in told]
    placed = {spot.story for change in found.pages for spot in change.spots}
    rest = [each for each in found.stories if each.story not in placed]
    if rest:
        out.append(Row("", text("ui.versions.unplaced")))
        out += [_story_row(each, names, language) for each in rest]
    return out


def _heading(compared: Compared, change: PageChange, language: Language) -> str:
    state = compared.before if change.kind == "gone" else compared.after
    name = page_name(_page(state, change.page))
    return name if change.kind == "changed" else language.text(f"ui.versions.page_{change.kind}", page=name)


def _page(document: Document, page: str) -> Page | None:
    return next((each for each in document.pages if each.id == page), None)


def _told_once(spots: Iterable[Spot]) -> Iterator[Spot]:
    """The spots of a page, of several that differ in the words of one story alone the first: they say the same."""
    told: set[str] = set()
    for spot in spots:
        if spot.kinds != ("copy",) or spot.story not in told:
            yield spot
        if "copy" in spot.kinds:
            told.add(spot.story)


def _spot_row(page: str, spot: Spot, change: StoryChange | None, names: Names, language: Language) -> Row:
    text = language.text
    said = names.element(spot.element)
    shown = said if isinstance(said, str) else text(said.code, **said.args)
    kinds = [text(f"ui.versions.kind_{kind}", page=names.page(spot.before)) for kind in spot.kinds]
    figures = plus_minus(change.come, change.gone, language) if change is not None and "copy" in spot.kinds else ""
    under = " · ".join([*kinds, *([figures] if figures else [])])
    return Row(Stop(page, spot.element, spot.story).key, shown, under=under, icon=_ICONS[spot.kinds[0]])


def _story_row(change: StoryChange, names: Names, language: Language) -> Row:
    said, kind = names.story(change.story), {"new": "new", "gone": "gone"}.get(change.kind, "copy")
    shown = said if isinstance(said, str) else language.text(said.code, **said.args)
    figures = plus_minus(change.come, change.gone, language)
    under = " · ".join(part for part in (language.text(f"ui.versions.kind_{kind}"), figures) if part)
    return Row(Stop("", "", change.story).key, shown, under=under, icon=_ICONS[kind])


def marked_up(found: tuple[Piece, ...], theme: Theme, language: Language) -> str:
    """The words of a story as HTML: what goes struck out in red, what comes underlined in green, what stays cut short."""
    if all(each.kind == "same" for each in found):
        return quiet(language.text("ui.versions.looks"), theme)
    styles = {
        "out": f"color:{theme.error.name()};background:{_faint(theme.error, theme.field)};text-decoration:line-through",
        "in": f"color:{theme.good.name()};background:{_faint(theme.good, theme.field)};text-decoration:underline",
    }
    out = []
    for at, piece in enumerate(found):
        if piece.kind == "same":
            out.append(_text(_short(piece.text, at == 0, at == len(found) - 1)))
        else:
            # An end of a paragraph that comes or goes has to be seen.
            said = _text(piece.text.replace("\n", "¶\n"))
            out.append(f"<span style='{styles[piece.kind]}'>{said}</span>")
    return f"<p style='line-height:150%'>{''.join(out)}</p>"


def quiet(said: str, theme: Theme) -> str:
    """A remark in place of words."""
    return f"<p style='color:{theme.dim.name()}'>{escape(said)}</p>"


def _short(text: str, first: bool, last: bool) -> str:
    if len(text) <= 2 * _AROUND + 8:
        return text
    head = "" if first else text[:_AROUND]
    tail = "" if last else text[-_AROUND:]
    return f"{head} … {tail}"


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _faint(colour: QColor, ground: QColor) -> str:
    """A colour as a tint on a ground."""
    mixed = [
        round(0.16 * mine + 0.84 * other) for mine, other in zip(colour.getRgb()[:3], ground.getRgb()[:3], strict=True)
    ]
    return QColor(*mixed).name()


def stops(shown: tuple[Row, ...]) -> Iterator[tuple[int, Stop]]:
    """The rows that the hand can go to, by their places."""
    for at, each in enumerate(shown):
        parts = each.key.split("\n")
        if len(parts) == 3:
            yield at, Stop(*parts)
