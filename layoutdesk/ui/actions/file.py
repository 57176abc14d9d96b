"""Actions on the issue and its file (文件)."""

from __future__ import annotations

from typing import Final

from layoutdesk.ui.actions.rows import Action, Menu, Sub, has_page, is_open, is_written
from layoutdesk.ui.commands import Commands

ROWS: Final = (
    Action("new-issue", lambda do: do.files.new_issue(), ("Ctrl+N",), "new-issue"),
    Action("new", lambda do: do.files.new_from_copy(), ("Ctrl+Shift+N",), "new"),
    Action("take-in", lambda do: do.taking.ask(), ("Ctrl+I",), "drop", is_written),
    Action("open", lambda do: do.files.ask_open(), ("Ctrl+O",), "open"),
    Action("sample", lambda do: do.files.open_sample(), (), "sample"),
    Action("save", lambda do: do.keeping.save(), ("Ctrl+S",), "", is_written),
    Action("save-as", lambda do: do.files.ask_save_as(), ("Ctrl+Shift+S",), "", is_open),
    Action("save-copy", lambda do: do.keeping.ask_copy(), (), "", is_open),
    Action("package", lambda do: do.keeping.ask_package(), (), "", has_page),
    Action("name-version", lambda do: do.keeping.ask_name(), (), "", is_written),
    Action("versions", lambda do: do.keeping.show_versions(), ("Ctrl+Alt+H",), "", is_open),
    Action("close", lambda do: do.files.close_issue(), ("Ctrl+W",), "", is_open),
    Action("export-pdf", lambda do: do.exporting.ask(), ("Ctrl+E",), "export", has_page),
    Action("export-again", lambda do: do.exporting.again(), ("Ctrl+Alt+E",), "", has_page),
    Action("export-folder", lambda do: do.exporting.show_folder(), (), "", is_open),
    Action("proof", lambda do: do.proofs.look(), ("Ctrl+Alt+P",)),
    Action("quit", Commands.quit, ("Ctrl+Q",)),
)  # fmt: skip

#: The menu from top to bottom; ``None`` is a line between.
MENU: Final[Menu] = (
    "new-issue", "new", "take-in", None, "open", Sub("recent", ()), "sample", None, "save", "save-as", "save-copy",
    "name-version", "versions", None,
    "export-pdf", "export-again", "export-folder", "proof", "package", None, "close", "quit",
)  # fmt: skip
