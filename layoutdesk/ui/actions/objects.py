"""Actions on the selected elements (对象)."""

from __future__ import annotations

from typing import Final

from layoutdesk.ui.actions.rows import Action, Menu, Sub, has_element
from layoutdesk.ui.aligning import Edge
from layoutdesk.ui.blocks import are_two, goes_on, has_columns, has_frames, has_seam
from layoutdesk.ui.hiding import has_hidden
from layoutdesk.ui.objects import can_distribute, can_group, can_lock, can_ungroup, has_in_hand
from layoutdesk.ui.wrapping import can_wrap

#: The edges to which elements are aligned.
_EDGES: Final[tuple[Edge, ...]] = ("left", "centre", "right", "top", "middle", "bottom")


def _align(edge: Edge) -> Action:
    """Aligning to one edge."""
    return Action(f"align-{edge}", lambda do: do.objects.align(edge), (), "", has_in_hand)


ROWS: Final = (
    Action(
        "delete", lambda do: do.in_hand.delete(), ("Delete", "Backspace"), "delete", has_element,
        on_page=True,
    ),
    Action("front", lambda do: do.objects.order("front"), ("Ctrl+Shift+]",), "", has_in_hand),
    Action("forward", lambda do: do.objects.order("forward"), ("Ctrl+]",), "", has_in_hand),
    Action("backward", lambda do: do.objects.order("backward"), ("Ctrl+[",), "", has_in_hand),
    Action("back", lambda do: do.objects.order("back"), ("Ctrl+Shift+[",), "", has_in_hand),
    Action("group", lambda do: do.objects.group(), ("Ctrl+G",), "", can_group),
    Action("ungroup", lambda do: do.objects.ungroup(), ("Ctrl+Shift+G",), "", can_ungroup),
    *(_align(edge) for edge in _EDGES),
    Action("distribute-across", lambda do: do.objects.distribute("across"), (), "", can_distribute),
    Action("distribute-down", lambda do: do.objects.distribute("down"), (), "", can_distribute),
    Action(
        "lock", lambda do: do.objects.switch_lock(), ("Ctrl+L",), "lock", can_lock,
        checked=lambda do: do.objects.is_locked(),
    ),
    Action("hide", lambda do: do.hiding.hide(), ("Ctrl+3",), "", can_lock),
    Action("show-all", lambda do: do.hiding.show_all(), ("Ctrl+Shift+3",), "", has_hidden),
    Action(
        "unprinted", lambda do: do.hiding.switch_print(), (), "", can_lock,
        checked=lambda do: do.hiding.is_unprinted(),
    ),
    Action("wrap-next", lambda do: do.wraps.next_way(), ("Ctrl+Alt+W",), "", can_wrap),
    Action("swap", lambda do: do.blocks.swap(), ("Ctrl+Alt+S",), "", are_two),
    Action("columns-more", lambda do: do.blocks.step_columns(1), ("Ctrl+Alt+=", "Ctrl+Alt++"), "", has_columns),
    Action("columns-less", lambda do: do.blocks.step_columns(-1), ("Ctrl+Alt+-",), "", has_columns),
    Action("columns-mode", lambda do: do.blocks.next_mode(), (), "", has_columns),
    Action("release", lambda do: do.blocks.release(), ("Ctrl+Alt+R",), "", has_columns),
    Action("gather", lambda do: do.blocks.gather(), ("Ctrl+Alt+Shift+R",), "", has_frames),
    Action("onward", lambda do: do.blocks.go_on(), ("Ctrl+Alt+N",), "", goes_on),
    Action("flow", lambda do: do.blocks.switch_flow(), (), "", has_seam, checked=lambda do: do.blocks.flows),
)  # fmt: skip

#: The menu from top to bottom.
MENU: Final[Menu] = (
    "front", "forward", "backward", "back", None, "group", "ungroup", "lock",
    Sub("seen", ("hide", "show-all", None, "unprinted")), None,
    Sub("align", (
        "align-left", "align-centre", "align-right", "align-top", "align-middle", "align-bottom", None,
        "distribute-across", "distribute-down",
    )), None, "wrap-next", None, "columns-more", "columns-less", "columns-mode", None,
    "swap", "onward", "flow", "release", "gather",
)  # fmt: skip
