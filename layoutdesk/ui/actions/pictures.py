"""Actions on the picture in the hand (图片)."""

from __future__ import annotations

from typing import Final

from layoutdesk.ui.actions.rows import Action
from layoutdesk.ui.framing import has_picture, has_place

ROWS: Final = (
    Action("picture-inside", lambda do: do.framing.enter(), (), "", has_picture),
    Action("picture-fill", lambda do: do.framing.fill(), ("Ctrl+Alt+Shift+C",), "", has_picture),
    Action("picture-whole", lambda do: do.framing.whole(), ("Ctrl+Alt+Shift+E",), "", has_picture),
    Action("picture-shape", lambda do: do.framing.shape(), ("Ctrl+Alt+C",), "", has_picture),
    Action("picture-centre", lambda do: do.framing.centre(), ("Ctrl+Alt+Shift+M",), "", has_picture),
    Action("picture-replace", lambda do: do.framing.ask_replace(), ("Ctrl+Alt+D",), "", has_place),
)  # fmt: skip

#: The menu from top to bottom; ``None`` is a line between.
MENU: Final[tuple[str | None, ...]] = (
    "picture-replace", None, "picture-inside", None, "picture-fill", "picture-whole", "picture-shape", "picture-centre",
)  # fmt: skip
