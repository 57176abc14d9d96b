"""Export presets (输出预设): how pages go out, under a name: kind, standard, marks, pages, names and place of the files.

Those that ship are TOML files of the program, ``resources/presets``; an editor's own lie in ``own_folder`` in the same form, and
one of the same name stands in for one that ships. A file that cannot be read is left out and told.
"""

from __future__ import annotations

import os
import re
import sys
import tomllib
from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec
from msgspec.structs import replace

from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.exporters.marks import MARKS
from layoutdesk.exporters.naming import FIELDS, PageNames, check_pattern, field_values
from layoutdesk.exporters.target import in_words, replacing
from layoutdesk.model import Document
from layoutdesk.resources import resource

Kind = Literal["pdf", "screen", "png", "text", "package"]
Mark = Literal["crop", "register", "pageline", "bar"]
KINDS: Final[tuple[Kind, ...]] = ("pdf", "screen", "png", "text", "package")
#: Kinds of which each page may be a file.
BY_PAGE: Final = ("pdf", "png")
#: Kinds that the window itself shows.
VIEWED: Final = ("pdf", "screen")
SUFFIXES: Final = {"pdf": ".pdf", "screen": ".pdf", "png": ".png", "text": ".txt", "package": ".zip"}
#: The page in view, in place of numbers.
SHOWN: Final = "shown"
_ISSUE: Final = "{issue}"
#: The fields that differ from page to page.
_OF_A_PAGE: Final = ("label", "name", "number")
#: The fields of file and folder names.
_KNOWN: Final = ("issue", *FIELDS)
_NAME: Final = re.compile(r"[^\x00-\x1f\x7f<>:\"/\\|?*.][^\x00-\x1f\x7f<>:\"/\\|?*]{0,59}")
_Short = Annotated[str, msgspec.Meta(max_length=400)]


class Preset(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One preset. ``title`` has its name in the languages of the program, where it ships; else ``name`` is what it is called.

    ``profile`` empty is the printing condition of the templates, ``dpi`` counts for ``screen`` and ``png``. ``pages``: empty all,
    ``shown`` the page in view, else numbers (``1-4,7``). ``file`` names the file without its suffix, or with ``each`` the file of
    every page, by the fields of ``naming`` and ``{issue}``, the name of the issue's file; ``folder`` where they go, by the same
    fields; a relative one lies beside the issue. ``final``: pages with errors do not go out. ``after``: what is opened then.
    """

    name: str = ""
    title: dict[str, str] = {}
    kind: Kind = "pdf"
    standard: Literal["x4", "x1a"] = "x4"
    profile: _Short = ""
    marks: tuple[Mark, ...] = ()
    dpi: Annotated[int, msgspec.Meta(ge=18, le=600)] = 150
    pages: _Short = ""
    each: bool = False
    file: _Short = _ISSUE
    folder: _Short = ""
    final: bool = False
    after: Literal["nothing", "view", "file", "folder"] = "nothing"
    ships: bool = False

    def called(self, language: str) -> str:
        """What it is called in a language."""
        return self.title.get(language) or self.name


def own_folder() -> Path:
    """Where an editor's own presets lie: ``LAYOUTDESK_PRESETS``, else the user's folder for settings."""
    if named := os.environ.get("LAYOUTDESK_PRESETS"):
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home()) / "LayoutDesk" / "presets"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "layoutdesk" / "presets"


@cache
def shipped() -> dict[str, Preset]:
    """The program's own, by name."""
    read = [_read(file) for file in sorted(resource("presets").glob("*.toml"))]
    return {each.name: replace(each, ships=True) for each in read}


def presets() -> tuple[dict[str, Preset], tuple[Problem, ...]]:
    """All of them by name, those that ship first, and which files of the editor's own could not be read."""
    found, problems = dict(shipped()), []
    folder = own_folder()
    for file in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
        try:
            each = _read(file)
            found[each.name] = each
        except Refusal as refusal:
            problems.append(Problem(code=refusal.code, severity="warning", args=refusal.args_, file=file.name))
    return found, tuple(problems)


def preset(name: str) -> Preset:
    """The preset of a name, in any language of the program; refuses one that is not there."""
    found, _ = presets()
    for each in found.values():
        if name in (each.name, *each.title.values()):
            return each
    raise Refusal("exporters.no-preset", name=name, known=", ".join(found))


def keep(new: Preset) -> Preset:
    """Writes a preset of the editor's own, in place of one of its name; what was written."""
    if not _NAME.fullmatch(new.name):
        raise Refusal("exporters.preset-name", name=new.name)
    check_pattern(_bare(new.file), _KNOWN)
    check_pattern(_bare(new.folder), _KNOWN)
    new = replace(new, title={}, ships=False)
    folder = own_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal("exporters.cannot-write", file=folder, reason=error.strerror or error) from error
    with replacing(folder / f"{new.name}.toml") as out:
        out.write(_toml(new).encode())
    return new


def remove(name: str) -> None:
    """Takes a preset of the editor's own away; one that ships under its name is there again."""
    try:
        (own_folder() / f"{name}.toml").unlink(missing_ok=True)
    except OSError as error:
        raise Refusal("exporters.cannot-write", file=f"{name}.toml", reason=error.strerror or error) from error


def _read(file: Path) -> Preset:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        # The figures before the name of a file only say where it stands.
        own = not table.get("title")
        name = file.stem if own else re.sub(r"^\d+-", "", file.stem)
        return replace(msgspec.convert(table, Preset), name=name, ships=False)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError, RecursionError) as error:
        raise Refusal("exporters.preset-unreadable", file=file.name, reason=error) from error


def _toml(each: Preset) -> str:
    """A preset as TOML; the strings of JSON are strings of TOML too (TOML 1.0, basic strings), save that DEL is escaped there."""
    import json

    fields = msgspec.to_builtins(each)
    lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items() if key != "name")
    return "".join(lines).replace("\x7f", "\\u007f")


# Where it goes


def target_of(each: Preset, document: Document, issue: Path, first: int = 0) -> Path:
    """The file that an export of an issue becomes, or the folder in which its pages become files.

    ``first`` is the number of the first page that goes out, for what the name says of it. Refuses a pattern that names nothing.
    """
    folder = _folder(each, document, issue, first)
    if each.each and each.kind in BY_PAGE:
        return folder
    suffix = SUFFIXES[each.kind]
    return folder / _named(document, each.file, issue, suffix, first)


def standing_folder(each: Preset, issue: Path) -> Path:
    """The folder that has to be there for an export; the levels of ``Preset.folder`` in it are made.

    That of the issue, or of a folder named from its root what stands before the first field: nothing is written where a disk
    should be that is not there.
    """
    wanted = Path(each.folder).expanduser()
    if not wanted.is_absolute():
        return issue.parent
    known = Path(*takewhile(lambda part: "{" not in part, wanted.parts))
    return known if known != wanted else known.parent


def make_levels(folder: Path, standing: Path | None) -> None:
    """Makes the folder of an export as far as it is not there in ``standing``, which is; refuses with the reason."""
    with in_words(folder):
        if standing is not None and standing.is_dir() and folder.is_relative_to(standing):
            folder.mkdir(parents=True, exist_ok=True)


def page_files(each: Preset, document: Document, issue: Path, pages: Sequence[str]) -> list[str]:
    """The names that pages get as files of their own, none where they become one file.

    Refuses a pattern that names nothing, that asks for what no page has, or that names two pages alike.
    """
    pattern = page_pattern(each, issue)
    if not pattern and not (each.each and each.kind in BY_PAGE):
        return []
    names = PageNames(document, pattern, SUFFIXES[each.kind], _KNOWN)
    return [names.name(page.id, page.number) for page in document.pages if page.id in pages]


def field_samples(document: Document, issue: Path, pages: Sequence[str]) -> dict[str, str]:
    """What every field of a name says, of the first of the pages that go out."""
    page = next((each for each in document.pages if each.id in pages), None)
    values = field_values(document, page.id if page is not None else "", page.number if page is not None else 0)
    return {"issue": issue.stem, **{name: str(values[name]) for name in FIELDS}}


def page_pattern(each: Preset, issue: Path) -> str:
    """The pattern by which pages become files; empty where they become one."""
    return _of_issue(each.file, issue) if each.each and each.kind in BY_PAGE else ""


def chosen_pages(pattern: str, document: Document, shown: str = "") -> list[str]:
    """The ids of the pages that ``Preset.pages`` asks for, in their order. Refuses what means none, and pages not there."""
    if pattern == SHOWN:
        return [page.id for page in document.pages if page.id == shown] or [page.id for page in document.pages[:1]]
    numbers = page_numbers(pattern, document)
    return [page.id for page in document.pages if numbers is None or page.number in numbers]


def page_numbers(pattern: str | None, document: Document) -> list[int] | None:
    """``1-4,7`` as numbers that exist; ``None`` for all. Raises ``Refusal`` for anything else."""
    if not pattern:
        return None
    known = {page.number for page in document.pages}
    wanted: list[int] = []
    for piece in pattern.split(","):
        first, _, last = piece.strip().partition("-")
        if not first.isdecimal() or (last and not last.isdecimal()):
            raise Refusal("cli.pages", pattern=pattern)
        ends = {int(number[:9]) for number in (first, last or first)}
        if not ends <= known or int(first) > int(last or first):
            raise Refusal("cli.no-such-page", pattern=pattern, known=len(known))
        wanted += [number for number in sorted(known) if min(ends) <= number <= max(ends)]
    return wanted


def _folder(each: Preset, document: Document, issue: Path, first: int) -> Path:
    wanted = Path(each.folder).expanduser()
    if each.each and each.kind in BY_PAGE and any(f"{{{name}" in each.folder for name in _OF_A_PAGE):
        # They would be those of one page for all.
        raise Refusal("exporters.folder-of-pages", folder=each.folder)
    parts = [
        part if part == wanted.anchor or "{" not in part else _named(document, part, issue, "", first)
        for part in wanted.parts
    ]
    return issue.parent.joinpath(*parts)


def _named(document: Document, pattern: str, issue: Path, suffix: str, first: int = 0) -> str:
    page = next(
        (page for page in document.pages if page.number == first), document.pages[0] if document.pages else None
    )
    names = PageNames(document, _of_issue(pattern, issue), suffix, _KNOWN)
    return names.name(page.id if page is not None else "", page.number if page is not None else 0)


def _of_issue(pattern: str, issue: Path) -> str:
    """A pattern with the name of the issue's file in it; its braces are no fields."""
    return pattern.replace(_ISSUE, issue.stem.replace("{", "{{").replace("}", "}}"))


def _bare(pattern: str) -> str:
    return pattern.replace(_ISSUE, "")


def marks_of(names: Sequence[str]) -> tuple[Mark, ...]:
    """Marks in the order in which they are always told."""
    return tuple(name for name in MARKS if name in names)
