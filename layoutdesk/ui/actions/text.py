"""Actions on copy and headlines (文字)."""

from __future__ import annotations

from typing import Final

from layoutdesk.ui.actions import review
from layoutdesk.ui.actions.rows import Action, Menu, Sub, has_marked, in_copy, is_open, is_written
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.heads import is_headed
from layoutdesk.ui.lineends import in_headline
from layoutdesk.ui.parts import slot_in_hand
from layoutdesk.ui.styles.styles import can_redefine, can_rename, can_reset, has_style
from layoutdesk.ui.styling import has_overrides, may_restyle
from layoutdesk.ui.tablehand import has_table, in_table


def _part(part: str) -> Action:
    """The caret into a part of the selected block's headline group, or into a picture's words; written where it is lacking."""

    def has_part(desk: Desk) -> bool:
        return slot_in_hand(desk, part) is not None

    return Action(f"write-{part}", lambda do: do.parts.write(part), (), "", has_part)


def _look(style: str, *keys: str) -> Action:
    """The switch of a character style on what is selected in the copy."""
    return Action(
        f"look-{style}", lambda do: do.marking.switch(style), keys, "", has_marked,
        checked=lambda do: do.marking.is_on(style),
    )  # fmt: skip


def _speak(language: str) -> Action:
    """The switch of the issue's language."""
    return Action(
        f"issue-{language}", lambda do: do.marking.speak(language), (), "", is_written,
        checked=lambda do: do.marking.speaks(language),
    )  # fmt: skip


def _drop(lines: int) -> Action:
    """The switch of a drop capital on the paragraph with the caret."""
    return Action(
        f"drop-{lines}", lambda do: do.marking.drop(lines), (), "", in_copy,
        checked=lambda do: do.marking.drops(lines),
    )  # fmt: skip


def _style(style: str, *keys: str) -> Action:
    """A paragraph style for the paragraphs in hand."""
    return Action(
        f"style-{style}", lambda do: do.marking.restyle(style), keys, "", may_restyle,
        checked=lambda do: do.marking.is_of(style),
    )  # fmt: skip


ROWS: Final = (
    _style("body", "Ctrl+Alt+0"),
    _style("lead", "Ctrl+Alt+1"),
    _style("subhead", "Ctrl+Alt+2"),
    _style("comment", "Ctrl+Alt+3"),
    _style("clause", "Ctrl+Alt+4"),
    _style("signatory", "Ctrl+Alt+5"),
    _style("date", "Ctrl+Alt+6"),
    Action("overrides-clear", lambda do: do.marking.clear_overrides(), ("Ctrl+Shift+\\",), "", has_overrides),
    Action(
        "styles", lambda do: do.styles.switch(), ("F5",), "styles", is_open, checked=lambda do: do.styles.shows(),
    ),
    Action("style-new", lambda do: do.styles.make(), (), "", is_written),
    Action("style-new-look", lambda do: do.styles.make_look(), (), "", is_written),
    Action("style-redefine", lambda do: do.styles.redefine(), ("Ctrl+Alt+Shift+S",), "", can_redefine),
    Action("style-rename", lambda do: do.styles.begin_rename(), (), "", can_rename),
    Action("style-reset", lambda do: do.styles.reset(), (), "", can_reset),
    Action("style-delete", lambda do: do.styles.ask_remove(), (), "", can_rename),
    Action("style-next", lambda do: do.styles.step(1), (), "", has_style),
    Action("style-previous", lambda do: do.styles.step(-1), (), "", has_style),
    Action("style-next-override", lambda do: do.styles.step_override(), (), "", is_open),
    Action("type-size", lambda do: do.marking.ask_size(), (), "", in_copy),
    _look("bold", "Ctrl+B"),
    _look("emphasis"),
    _look("dots", "Ctrl+Shift+E"),
    _look("underline", "Ctrl+U"),
    _look("wave"),
    _look("strike"),
    _look("superscript", "Ctrl+Shift+="),
    _look("subscript"),
    Action("look-reading", lambda do: do.marking.ask_reading(), (), "", has_marked),
    Action("look-clear", lambda do: do.marking.clear(), ("Ctrl+\\",), "", has_marked),
    Action("head-fit", lambda do: do.heads.fit(), ("Ctrl+Shift+H",), "", is_headed),
    Action("head-next", lambda do: do.heads.step_way(1), ("Ctrl+Alt+/",), "", is_headed),
    Action("head-previous", lambda do: do.heads.step_way(-1), ("Ctrl+Alt+Shift+/",), "", is_headed),
    Action("head-line-end", lambda do: do.marking.end_line(), (), "", in_headline),
    Action("head-larger", lambda do: do.heads.step_size(1), ("Ctrl+Shift+.",), "", is_headed),
    Action("head-smaller", lambda do: do.heads.step_size(-1), ("Ctrl+Shift+,",), "", is_headed),
    Action("head-wider", lambda do: do.heads.step_span(1), ("Ctrl+Alt+.",), "", is_headed),
    Action("head-narrower", lambda do: do.heads.step_span(-1), ("Ctrl+Alt+,",), "", is_headed),
    Action("head-turn", lambda do: do.heads.turn(), (), "", is_headed),
    _part("kicker"),
    _part("main"),
    _part("deck"),
    _part("byline"),
    _part("caption"),
    _part("credit"),
    Action("table-row-above", lambda do: do.tables.cells.add_row(-1), (), "", in_table),
    Action("table-row-below", lambda do: do.tables.cells.add_row(1), (), "", in_table),
    Action("table-column-left", lambda do: do.tables.cells.add_column(-1), (), "", in_table),
    Action("table-column-right", lambda do: do.tables.cells.add_column(1), (), "", in_table),
    Action("table-row-delete", lambda do: do.tables.cells.remove_rows(), (), "", in_table),
    Action("table-column-delete", lambda do: do.tables.cells.remove_columns(), (), "", in_table),
    Action("table-delete", lambda do: do.tables.remove(), (), "", has_table),
    _drop(2),
    _drop(3),
    _speak("zh"),
    _speak("zh-Hant"),
    _speak("zh-HK"),
    _speak("en"),
    *review.ROWS,
)  # fmt: skip

#: What may be done to a table.
TABLE: Final = Sub("table", (
    "table-row-above", "table-row-below", "table-column-left", "table-column-right", None,
    "table-row-delete", "table-column-delete", "table-delete",
))  # fmt: skip

#: The menu from top to bottom.
MENU: Final[Menu] = (
    "styles", Sub("styles", (
        "style-body", "style-lead", "style-subhead", "style-comment", "style-clause", "style-signatory", "style-date", None,
        "style-new", "style-new-look", "style-redefine", "style-rename", "style-reset", "style-delete", None,
        "style-next", "style-previous", "style-next-override", None, "type-size", "overrides-clear",
    )),
    Sub("looks", (
        "look-bold", "look-emphasis", None, "look-dots", "look-underline", "look-wave", "look-strike", None,
        "look-superscript", "look-subscript", "look-reading", None, "look-clear",
    )),
    Sub("drop", ("drop-2", "drop-3")), TABLE, None,
    Sub("parts", ("write-kicker", "write-main", "write-deck", "write-byline", None, "write-caption", "write-credit")),
    Sub("head", (
        "head-fit", "head-next", "head-previous", "head-line-end", None, "head-larger", "head-smaller", None,
        "head-wider", "head-narrower", None, "head-turn",
    )), None,
    review.SUB, None,
    Sub("speech", ("issue-zh", "issue-zh-Hant", "issue-zh-HK", "issue-en")),
)  # fmt: skip
