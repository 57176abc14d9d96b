"""What the palette finds: actions with their place in the menus, styles, pages, stories."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from layoutdesk import words
from layoutdesk.model.document import unplaced
from layoutdesk.ui.actions import ACTIONS, MENUS, Action, Sub
from layoutdesk.ui.actions.rows import has_marked
from layoutdesk.ui.panels.copy import STORY_ICONS, title_of
from layoutdesk.ui.styling import may_restyle
from layoutdesk.ui.workspaces import kept

if TYPE_CHECKING:
    from layoutdesk.model import Page
    from layoutdesk.ui.shortcuts.keyring import Keyring
    from layoutdesk.ui.window import Window

#: The kinds of what is found with their texts, in the order of their buttons.
KINDS: Final = {
    "action": "ui.palette.actions", "workspace": "ui.menu.workspace", "style": "ui.palette.styles",
    "page": "ui.palette.pages", "story": "ui.palette.stories",
}  # fmt: skip
#: The kinds that stand in menus, and are found together.
IN_MENUS: Final = ("action", "workspace")
#: Between the menus that lead to an action.
INTO: Final = " › "
_ON: Final = "good"


class Find(NamedTuple):
    """One thing to do or to go to.

    ``names``: as it is shown, then what it is called in the other language and elsewhere. ``places`` lead to it, the first shown.
    ``why`` it is not possible now; empty where it is. ``mark`` is an icon at its right: a tick for a switch that is on.
    """

    kind: str
    name: str
    names: tuple[str, ...]
    places: tuple[str, ...]
    icon: str
    keys: tuple[str, ...] = ()
    why: str = ""
    mark: str = ""

    @property
    def key(self) -> str:
        """Kind and name."""
        return f"{self.kind} {self.name}"


def finds(window: Window) -> list[Find]:
    """All that can be found in a window now."""
    return [*_actions(window), *_workspaces(window), *_styles(window), *_pages(window), *_stories(window)]


@cache
def menu_places() -> Mapping[str, tuple[str, ...]]:
    """The texts of the menus that lead to each action, from the menu bar on."""
    out: dict[str, tuple[str, ...]] = {}
    for menu, rows in MENUS:
        for row in rows:
            names = row.rows if isinstance(row, Sub) else (row,)
            for name in filter(None, names):
                out.setdefault(name, (f"ui.menu.{menu}", *([f"ui.menu.{row.name}"] if isinstance(row, Sub) else [])))
    return out


def action_names(name: str, language: str) -> tuple[str, ...]:
    """What an action is called: in ``language``, in the other one, and how other programs and people call it."""
    spoken = sorted(words.LANGUAGES, key=lambda each: each != language)
    also = (words.catalogue(each).get(f"ui.also.{name}", "") for each in spoken)
    plain = [words.text(f"ui.action.{name}", each) for each in spoken]
    return (*plain, *(word.strip() for line in also for word in line.split(";") if word.strip()))


def place_in_menus(name: str, language: str) -> str:
    """Where an action stands in the menus."""
    return INTO.join(words.text(code, language) for code in menu_places().get(name, ()))


def why_not(action: Action, window: Window) -> str:
    """When an action will be possible that is not now."""
    if window.bars.may(action):
        return ""
    if window.commands.in_place and action.when(window.desk):
        return window.language.text("ui.when.in_place")
    when = "is_open" if not window.desk.is_open else action.when.__name__
    return words.catalogue(window.language.current).get(f"ui.when.{when}") or window.language.text("ui.when.other")


def all_actions(language: str, keyring: Keyring) -> list[Find]:
    """The actions with their keys, in the order of the menus."""
    spoken = sorted(words.LANGUAGES, key=lambda each: each != language)
    order = {name: place for place, name in enumerate(menu_places())}
    return [
        Find(
            "action", action.name, action_names(action.name, language),
            tuple(place_in_menus(action.name, each) for each in spoken), action.icon, keyring.keys(action.name),
        )
        for action in sorted(ACTIONS, key=lambda each: order.get(each.name, len(order)))
    ]  # fmt: skip


def _actions(window: Window) -> Iterator[Find]:
    """The actions as they stand now: which are possible, which are on."""
    rows = {action.name: action for action in ACTIONS}
    for find in all_actions(window.language.current, window.keyring):
        row = rows[find.name]
        is_on = row.checked is not None and row.checked(window.commands)
        yield find._replace(why=why_not(row, window), mark=_ON if is_on else "")


def _workspaces(window: Window) -> Iterator[Find]:
    """The workspaces that an editor has kept; those of the program are actions."""
    language, current = window.language.current, window.commands.workspaces.current
    place = place_in_menus("workspace-next", language)
    why = "" if window.desk.is_open else window.language.text("ui.when.is_open")
    for name in kept.own():
        key = kept.key_of(name)
        yield Find("workspace", key, (name,), (place,), "", why=why, mark=_ON if key == current else "")


def _styles(window: Window) -> Iterator[Find]:
    """The styles that copy may be given and that no action gives."""
    desk, text = window.desk, window.language.text
    by_action = {action.name for action in ACTIONS}
    spoken = sorted(words.LANGUAGES, key=lambda each: each != window.language.current)
    in_hand = desk.styles.in_hand()
    for entry in desk.styles.entries:
        kind, when = ("look", has_marked) if entry.is_look else ("style", may_restyle)
        if entry.group not in ("text", "own", "look") or f"{kind}-{entry.name}" in by_action:
            continue
        names = dict.fromkeys(
            entry.name if entry.is_own else words.text(f"styles.{entry.name}", each) for each in spoken
        )
        why = "" if when(desk) else text(f"ui.when.{when.__name__}")
        mark = _ON if entry.name in in_hand else ""
        yield Find("style", entry.name, tuple(names), (text("ui.palette.styles"),), "styles", why=why, mark=mark)


def _called(page: Page) -> str:
    return " ".join(part for part in (page.label or str(page.number), page.name) if part)


def _pages(window: Window) -> Iterator[Find]:
    """The pages by label, name and number."""
    text = window.language.text
    for page in window.desk.document.pages:
        short = re.sub(r"^(\D*)0+", r"\1", page.label)
        numbered = (words.text("ui.palette.page", each, number=page.number) for each in words.LANGUAGES)
        names = (_called(page), str(page.number), short, *numbered)
        yield Find(
            "page",
            page.id,
            names,
            (text("ui.palette.pages"),),
            "pages",
            mark=_ON if page.id == window.desk.page_id else "",
        )


def _stories(window: Window) -> Iterator[Find]:
    """The stories by their titles."""
    document, text = window.desk.document, window.language.text
    at = {
        story: _called(page)
        for page in reversed(document.pages)
        for element in reversed(page.elements)
        if (story := getattr(element, "story", ""))
    }
    waiting = set(unplaced(document))
    for story in document.stories:
        place = text("ui.copy.unplaced") if story.id in waiting else at.get(story.id, "")
        also = tuple(part.text for part in (story.kicker, story.deck) if part is not None and part.text)
        yield Find("story", story.id, (title_of(story, window.language), *also), (place,), STORY_ICONS[story.kind])
