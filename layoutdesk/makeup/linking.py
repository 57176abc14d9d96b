"""Pictures linked to files anew (重新链接): which file belongs to which picture, and what it holds.

What the issue has is linked to a file of the same content alone, whatever that is called: another picture of its name would be
printed in its place. What it lacks is found by name. What is not clear is told and left as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.makeup.taking import sorted_out
from layoutdesk.model import Asset
from layoutdesk.pictures.read import folded, import_picture
from layoutdesk.pictures.sources import digest_of

#: Files are read for their content only where their size may be that of a picture that is looked for.
_ANY_SIZE: Final = 0


class Sought(msgspec.Struct, frozen=True, kw_only=True):
    """A picture whose file is looked for: a key of the caller's, its file name, and, where the issue has it, its content."""

    key: str
    name: str
    sha256: str = ""
    size: int = _ANY_SIZE


class Linked(msgspec.Struct, frozen=True, kw_only=True):
    """What the files hold, as pictures by the keys of those who asked; their originals lie where ``path`` says.

    ``missed`` are the keys for which there was no file, ``problems`` says which files are no use or not clear.
    """

    pictures: dict[str, Asset] = {}
    missed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """A file that is to be read for a picture."""

    key: str
    file: Path


def find(files: Sequence[Path], wanted: Sequence[Sought]) -> tuple[tuple[Order, ...], tuple[Problem, ...]]:
    """The files for those of the ``wanted`` pictures that are found among ``files``, folders looked into, and what is not clear."""
    photos = sorted_out(files)[1]
    named: dict[str, list[Path]] = {}
    for photo in photos:
        named.setdefault(folded(photo.name), []).append(photo)
    digests = _Digests()
    orders, problems = [], []
    for each in wanted:
        alike = named.get(folded(each.name), [])
        fit = digests.first_of((*alike, *photos), each) if each.sha256 else alike[0] if len(alike) == 1 else None
        if fit is not None:
            orders.append(Order(key=each.key, file=fit))
        elif alike:
            code = "makeup.link-other" if each.sha256 else "makeup.link-several"
            told = {"file": each.name, "count": str(len(alike))}
            problems.append(Problem(code=code, severity="error", args=told, file=each.name))
    return tuple(orders), tuple(problems)


class _Digests:
    """Files by their content, each read when it is first asked for."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[int, str]] = {}

    def is_same(self, file: Path, wanted: Sought) -> bool:
        """Whether a file has the content that is looked for."""
        try:
            if wanted.size not in (_ANY_SIZE, file.stat().st_size) or not wanted.sha256:
                return False
            if file not in self._known:
                self._known[file] = file.stat().st_size, digest_of(file)
        except OSError:
            return False
        return self._known[file][1] == wanted.sha256

    def first_of(self, files: Iterable[Path], wanted: Sought) -> Path | None:
        """The first of the files that has it."""
        return next((file for file in files if self.is_same(file, wanted)), None)


def link(orders: Sequence[Order], ids: IdSource, progress: Callable[[int, int], None] | None = None) -> Linked:
    """Reads files for pictures, each file once; what cannot be used is a problem, not the end."""
    read: dict[Path, Asset | None] = {}
    problems: list[Problem] = []
    for done, order in enumerate(orders, 1):
        if order.file not in read:
            read[order.file] = _read(order.file, ids, problems)
        if progress is not None:
            progress(done, len(orders))
    found = {order.key: asset for order in orders if (asset := read[order.file]) is not None}
    return Linked(pictures=found, problems=tuple(problems))


def _read(file: Path, ids: IdSource, problems: list[Problem]) -> Asset | None:
    try:
        imported = import_picture(file, ids)
    except Refusal as refusal:
        problems.append(Problem(code=refusal.code, severity="error", args=refusal.args_, file=file.name))
        return None
    problems += [problem for problem in imported.problems if problem.severity != "note"]
    return imported.asset
