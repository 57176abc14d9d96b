"""The page templates that ship with the program and those of the newspaper: readable TOML, one file a template.

A file may begin with ``base = "other-file"``: its tables then go over those of the other file. What its table ``setting`` says
of ``TextStyle`` holds for every style that does not choose otherwise.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from layoutdesk.base.problem import Refusal
from layoutdesk.model.document import Document
from layoutdesk.model.template import Template
from layoutdesk.resources import resource


@cache
def shipped_templates() -> dict[str, Template]:
    """The program's own templates by name."""
    return {template.name: template for template in load_templates([resource("templates")])}


def known_templates(document: Document) -> dict[str, Template]:
    """The templates that a page may have, by name: those of the issue, then those that come with the program."""
    own = {template.name: template for template in document.templates}
    return own | {name: template for name, template in shipped_templates().items() if name not in own}


def load_templates(folders: Sequence[Path]) -> list[Template]:
    """Every template in the folders, in the order of their file names; a file without ``name`` is only a base of others.

    Raises ``Refusal`` (``template.unreadable``) naming the file and what is wrong in it.
    """
    found = []
    for folder in folders:
        for file in sorted(folder.glob("*.toml")):
            table = _merged(file)
            if "name" in table:
                found.append(_template(file, table))
    return found


def _template(file: Path, table: dict[str, Any]) -> Template:
    setting, styles = table.pop("setting", None), table.get("styles")
    if isinstance(setting, dict) and isinstance(styles, dict):
        table["styles"] = {
            name: setting | style if isinstance(style, dict) else style for name, style in styles.items()
        }
    try:
        return msgspec.convert(table, Template)
    except msgspec.ValidationError as error:
        raise Refusal("template.unreadable", file=file.name, reason=error) from error


def _merged(file: Path, depth: int = 0) -> dict[str, Any]:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refusal("template.unreadable", file=file.name, reason=error) from error
    base = table.pop("base", None)
    if base is None or depth > 4:
        return table
    below = _merged(file.with_name(f"{base}.toml"), depth + 1)
    below.pop("name", None)
    return _over(below, table)


def _over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    result = dict(below)
    for name, value in above.items():
        old = result.get(name)
        result[name] = _over(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return result
