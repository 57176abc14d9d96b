"""The three workspaces of the program, for the three kinds of people who work on an issue."""

from __future__ import annotations

from typing import Final

from layoutdesk.ui.surroundings import BARS, GALLEY, LINKS, SIDES
from layoutdesk.ui.workspaces.arrangement import Arrangement

_AROUND: Final = frozenset({SIDES, BARS})

#: By name, in the order in which the key goes through them: 组版, 校对, 归档.
SHIPPED: Final[dict[str, Arrangement]] = {
    # Pages, copy and figures beside the page.
    "makeup": Arrangement(
        _AROUND,
        folded=frozenset({"elements"}),
        shares={"pages": 2, "copy": 3, "properties": 3, "copyfit": 2, "problems": 2, "history": 1},
        widths={"left": 248, "right": 292},
    ),
    # The story in one column beside its page, what is wrong at the right, and no figures.
    "proof": Arrangement(
        _AROUND | {GALLEY},
        folded=frozenset({"elements", "properties", "copyfit"}),
        shares={"pages": 1, "copy": 2, "problems": 3, "history": 1},
        widths={"left": 228, "right": 260, "galley": 340},
    ),
    # Every picture with its words and rights, what is wrong with them, and who has done what.
    "archive": Arrangement(
        _AROUND | {LINKS},
        folded=frozenset({"elements", "copyfit"}),
        shares={"pages": 3, "copy": 2, "properties": 2, "problems": 2, "history": 2},
        widths={"left": 248, "right": 292, "links": 380},
    ),
}
