"""Actions on the picture in the hand (图片)."""

from __future__ import annotations

from typing import Final

from layoutdesk.ui.actions.rows import Action, Menu, Sub, is_open, is_written
from layoutdesk.ui.framing import has_picture, has_place
from layoutdesk.ui.links.hand import can_link, can_replace, can_word, has_changed, has_chosen, has_source

ROWS: Final = (
    Action("picture-inside", lambda do: do.framing.enter(), (), "", has_picture),
    Action("picture-fill", lambda do: do.framing.fill(), ("Ctrl+Alt+Shift+C",), "", has_picture),
    Action("picture-whole", lambda do: do.framing.whole(), ("Ctrl+Alt+Shift+E",), "", has_picture),
    Action("picture-shape", lambda do: do.framing.shape(), ("Ctrl+Alt+C",), "", has_picture),
    Action("picture-centre", lambda do: do.framing.centre(), ("Ctrl+Alt+Shift+M",), "", has_picture),
    Action("picture-replace", lambda do: do.framing.ask_replace(), ("Ctrl+Alt+D",), "", has_place),
    Action("links", lambda do: do.links.switch(), ("Ctrl+Shift+D",), "links", is_open, checked=lambda do: do.links.shows()),
    Action("link-go", lambda do: do.links.go_to_chosen(), (), "", has_chosen),
    Action("link-relink", lambda do: do.links.ask_relink(), (), "", can_link),
    Action("link-update", lambda do: do.links.update(), (), "", has_changed),
    Action("link-update-all", lambda do: do.links.update_all(), (), "", has_changed),
    Action("link-folder", lambda do: do.links.ask_folder(), (), "", is_written),
    Action("link-replace", lambda do: do.links.replace(), (), "", can_replace),
    Action("link-caption", lambda do: do.links.write("caption"), (), "", can_word),
    Action("link-credit", lambda do: do.links.write("credit"), (), "", can_word),
    Action("link-reveal", lambda do: do.links.reveal(), (), "", has_source),
    Action("link-copy-name", lambda do: do.links.copy_name(), (), "", has_chosen),
    Action("link-remove-unused", lambda do: do.links.remove_unused(), (), "", is_written),
)  # fmt: skip

#: The menu from top to bottom; ``None`` is a line between.
MENU: Final[Menu] = (
    "picture-replace", None, "picture-inside", None, "picture-fill", "picture-whole", "picture-shape", "picture-centre",
    None, "links", Sub("link", (
        "link-go", "link-reveal", "link-copy-name", None, "link-relink", "link-update", "link-replace", None,
        "link-update-all", "link-folder", None, "link-caption", "link-credit", None, "link-remove-unused",
    )),
)  # fmt: skip
