"""A package (打包): the issue file, the originals of its pictures by name and the list of its fonts, as a folder or a ZIP file.

It is a bag after BagIt 1.0 (RFC 8493), so that an archive can check it with the tools that it has: what is handed over lies in
``data``, the lists of SHA-256 and ``bag-info.txt`` beside it. The head of the journal's chain stands in ``bag-info.txt``: outside
the file, it shows a chain that was rewritten as a whole. The same issue gives the same bytes; no clock is read.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import msgspec

from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.compose.page import compose_each
from layoutdesk.exporters.filenames import plain_names
from layoutdesk.exporters.fontlist import ListedFont, faces_of, listed
from layoutdesk.exporters.report import Progress
from layoutdesk.model import Asset, Document
from layoutdesk.store import IssueFile
from layoutdesk.store.faults import in_words
from layoutdesk.store.publish import built_beside, sync_folder
from layoutdesk.text.fonts import FontBook

#: Gives the text of a code in a language (``words.text``): the readable list is for people of both.
Say = Callable[..., str]
_LANGUAGES: Final = ("zh", "en")
#: The folder of the originals, beside the issue.
_PICTURES: Final = "pictures"
#: The problems of places that wait for their picture.
_LACKING: Final = ("compose.picture-missing", "compose.picture-file-missing")
#: The earliest moment that a ZIP file can name, for every file: the same package, the same bytes.
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)


class Packed(msgspec.Struct, frozen=True, kw_only=True):
    """What a package holds; ``problems`` name originals that are damaged and left out, and places that never had their picture."""

    target: Path
    files: tuple[str, ...]
    fonts: tuple[ListedFont, ...]
    problems: tuple[Problem, ...]
    head: str


def write_package(
    file: IssueFile,
    book: FontBook,
    target: Path,
    say: Say,
    progress: Progress = lambda _done, _all: None,
    *,
    with_past: bool = True,
) -> Packed:
    """Writes the package of an issue at ``target``: a ZIP file where its name ends so, else a folder.

    A package that stood there is replaced; any other file and a folder that holds anything else are refused, as is what the disk
    does not take. After a failure everything is as it was.
    """
    as_zip = target.suffix.lower() == ".zip"
    _check(target, as_zip)
    with in_words(target), _beside(target) as folder:
        packed = _fill(folder, file, book, target, say, progress, with_past)
        if as_zip:
            with built_beside(target) as beside:
                _zip(folder, beside, target.stem)
        else:
            _swap(folder, target)
    return packed


def _check(target: Path, as_zip: bool) -> None:
    if not target.resolve().parent.is_dir():
        raise Refusal("exporters.no-folder", file=target.name, folder=target.parent)
    if not target.exists():
        return
    ours = zipfile.is_zipfile(target) if as_zip and target.is_file() else _is_ours(target)
    if not ours:
        raise Refusal("exporters.package-there", file=target.name)


def _is_ours(target: Path) -> bool:
    """Whether a folder is empty or a bag."""
    return target.is_dir() and (not any(target.iterdir()) or (target / "bagit.txt").is_file())


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A folder to fill beside the target, in one that nobody else has a name for; what is left of it in the end goes."""
    try:
        made = TemporaryDirectory(dir=target.resolve().parent, prefix=f".{target.name}.")
    except OSError as error:
        raise Refusal("exporters.cannot-write", file=target.name, reason=error.strerror or error) from error
    with made as room:
        folder = Path(room) / "new"
        (folder / "data" / _PICTURES).mkdir(parents=True)
        yield folder


def _swap(folder: Path, target: Path) -> None:
    """Puts the folder in its place; a package that stood there goes with what is left."""
    place, old = target.resolve(), folder.with_name("old")
    if place.exists():
        place.rename(old)
    try:
        folder.rename(place)
    except OSError:
        if old.exists():
            old.rename(place)
        raise
    sync_folder(place.parent)


def _fill(
    folder: Path, file: IssueFile, book: FontBook, target: Path, say: Say, progress: Progress, with_past: bool
) -> Packed:
    (name,) = plain_names([(file.path.name, "")])
    copy = folder / "data" / name
    file.copy_to(copy, with_past=with_past, links=partial(_links, frozenset(file.blob_names())))
    # From here on the copy is read: the issue may go on changing.
    with IssueFile.open(copy) as source:
        document, head = source.read(), source.head
        steps = len(document.assets) + len(document.pages)
        problems = []
        for number, problem in enumerate(_pictures(folder / "data" / _PICTURES, source, document)):
            progress(number, steps)
            problems += [problem] if problem is not None else []
    kept = len(document.assets) - len(problems)
    fonts, lacking = _composed(document, book, lambda number: progress(len(document.assets) + number, steps))
    problems += lacking
    data = msgspec.json.format(msgspec.json.encode(fonts), indent=1) + b"\n"
    (folder / "data" / "fonts.json").write_bytes(data)
    readme = _readme(copy.name, document, fonts, (kept, problems), head, say)
    (folder / "README.txt").write_text(readme, encoding="utf-8")
    files = _seal(folder, document, head)
    progress(steps, steps)
    return Packed(target=target, files=files, fonts=fonts, problems=tuple(problems), head=head)


def _names(assets: Sequence[Asset]) -> list[str]:
    """Under which names the originals lie in their folder."""
    return plain_names([(asset.name, asset.media) for asset in assets])


def _links(held: Set[str], assets: Sequence[Asset]) -> list[str]:
    """Where the packed issue has its pictures from: beside it, also those that never had a file of their own.

    One whose original is not ``held`` by the issue is named there all the same, so that it is told to be gone, and not found in
    another's file. Nothing of the desk's folders goes along.
    """
    return [
        f"{_PICTURES}/{name}" if asset.path or asset.sha256 in held else ""
        for asset, name in zip(assets, _names(assets), strict=True)
    ]


def _pictures(folder: Path, source: IssueFile, document: Document) -> Iterator[Problem | None]:
    """Writes the originals under their names; gives for each what is wrong with it, or nothing."""
    for asset, name in zip(document.assets, _names(document.assets), strict=True):
        try:
            (folder / name).write_bytes(source.blob(asset.sha256))
        except Refusal as refusal:
            yield Problem(
                code=refusal.code, severity="warning", args=refusal.args_ | {"name": asset.name}, file=asset.name
            )
        else:
            yield None


def _composed(
    document: Document, book: FontBook, done: Callable[[int], None]
) -> tuple[tuple[ListedFont, ...], list[Problem]]:
    """The fonts in which the pages are set, and the places whose picture was never supplied."""
    keys, lacking = set[str](), list[Problem]()
    for number, page in enumerate(compose_each(document, [page.id for page in document.pages], book)):
        keys |= faces_of(page)
        lacking += [problem for problem in page.problems if problem.code in _LACKING]
        done(number)
    return listed(keys, book.of(document.meta.language)), lacking


def _readme(
    name: str, document: Document, fonts: Sequence[ListedFont], pictures: tuple[int, Sequence[Problem]], head: str,
    say: Say,
) -> str:  # fmt: skip
    """What the package is and holds, for people, in Chinese and English; of ``pictures`` how many, and which are not there."""
    lines: list[str] = []
    count, problems = pictures
    labels = {page.id: page.label or str(page.number) for page in document.pages}
    meta = document.meta
    for language in _LANGUAGES:
        title = " ".join(part for part in (meta.paper, meta.date) if part) or name
        lines.append(say("exporters.package-title", language, title=title))
        lines.append("")
        lines.append(say("exporters.package-issue", language, file=f"data/{name}"))
        lines.append(say("exporters.package-pictures", language, count=count))
        for problem in problems:
            reason = say(problem.code, language, **problem.args)
            lines.append("  " + " · ".join(part for part in (labels.get(problem.page, ""), reason) if part))
        lines.append(say("exporters.package-fonts", language, count=len(fonts)))
        lines += [
            "  " + say(
                "exporters.package-font", language, name=font.name, version=font.version, file=font.file,
                roles=", ".join(font.roles), allowed=say(f"exporters.embedding-{font.embedding}", language),
            )
            for font in fonts
        ]  # fmt: skip
        lines.append(say("exporters.package-check", language))
        if head.strip("0"):
            lines.append(say("exporters.package-head", language, head=head))
        lines.append("")
    return "\n".join(lines)


def _seal(folder: Path, document: Document, head: str) -> tuple[str, ...]:
    """Writes what makes the folder a bag; the files of its payload."""
    payload = sorted(path for path in (folder / "data").rglob("*") if path.is_file())
    names = tuple(path.relative_to(folder).as_posix() for path in payload)
    size = sum(path.stat().st_size for path in payload)
    facts = {
        "Source-Organization": document.meta.paper,
        "External-Identifier": " ".join(part for part in (document.meta.date, document.meta.number) if part),
        "Payload-Oxum": f"{size}.{len(payload)}",
        "LayoutDesk-Journal-Head": head,
    }
    (folder / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", encoding="utf-8")
    info = "".join(f"{label}: {' '.join(value.split())}\n" for label, value in facts.items() if value)
    (folder / "bag-info.txt").write_text(info, encoding="utf-8")
    _manifest(folder, payload, folder / "manifest-sha256.txt")
    _manifest(folder, sorted(path for path in folder.iterdir() if path.is_file()), folder / "tagmanifest-sha256.txt")
    return names


def _manifest(folder: Path, paths: Sequence[Path], target: Path) -> None:
    """A list of SHA-256; every file in it is on the disk afterwards."""
    lines = []
    for path in paths:
        with path.open("rb+") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
        lines.append(f"{digest}  {path.relative_to(folder).as_posix()}\n")
    target.write_text("".join(lines), encoding="utf-8")


def _zip(folder: Path, target: Path, name: str) -> None:
    """The bag in one file, under one folder (RFC 8493, 4.2); pictures are small already and are stored."""
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{name}/{path.relative_to(folder).as_posix()}", _MOMENT)
            entry.external_attr = 0o644 << 16
            kind = zipfile.ZIP_STORED if path.parent.name == _PICTURES else zipfile.ZIP_DEFLATED
            with path.open("rb") as source, archive.open(_with(entry, kind, path), "w") as out:
                shutil.copyfileobj(source, out, 1 << 20)


def _with(entry: zipfile.ZipInfo, kind: int, path: Path) -> zipfile.ZipInfo:
    entry.compress_type, entry.file_size = kind, path.stat().st_size
    return entry
