"""Actions on the issue and its file (文件)."""

from __future__ import annotations

from typing import Final

from layoutdesk.ui.actions.rows import Action, Menu, Sub, has_page, is_open, is_written
from layoutdesk.ui.commands import Commands

ROWS: Final = (
    Action("new-issue", lambda do: do.files.new_issue(), ("Ctrl+N",), "new-issue", initials="xjyq"),
    Action("new", lambda do: do.files.new_from_copy(), ("Ctrl+Shift+N",), "new", initials="ygjxj"),
    Action("open", lambda do: do.files.ask_open(), ("Ctrl+O",), "open", initials="dk"),
    Action("sample", lambda do: do.files.open_sample(), (), "sample", initials="dksl"),
    Action("save", lambda do: do.keeping.save(), ("Ctrl+S",), "", is_written, "cp"),
    Action("save-as", lambda do: do.files.ask_save_as(), ("Ctrl+Shift+S",), "", is_open, "lcw"),
    Action("save-copy", lambda do: do.keeping.ask_copy(), (), "", is_open, "cfb"),
    Action("package", lambda do: do.keeping.ask_package(), (), "", has_page, "db"),
    Action("name-version", lambda do: do.keeping.ask_name(), (), "", is_written, "mmdqbb"),
    Action("versions", lambda do: do.keeping.show_versions(), (), "", is_open, "lsbb"),
    Action("close", lambda do: do.files.close_issue(), ("Ctrl+W",), "", is_open, "gb"),
    Action("export-pdf", lambda do: do.files.ask_export(), ("Ctrl+E",), "export", has_page, "scpdf"),
    Action("quit", Commands.quit, ("Ctrl+Q",), initials="tc"),
)  # fmt: skip

#: The menu from top to bottom; ``None`` is a line between.
MENU: Final[Menu] = (
    "new-issue", "new", None, "open", Sub("recent", ()), "sample", None, "save", "save-as", "save-copy",
    "name-version", "versions", None,
    "export-pdf", "package", None, "close", "quit",
)  # fmt: skip
