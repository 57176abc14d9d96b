"""Reading pictures in: what a file holds, whether it may be used, and the asset that it becomes.

Nothing is decoded here: ``darkroom`` does that.
Every fault is a ``Refusal`` that names the file or, where a default will do, a ``Problem``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.model.document import Asset
from layoutdesk.pictures.darkroom import PictureRunner, darkroom
from layoutdesk.pictures.decode import MOST_BYTES, Look, too_many_bytes
from layoutdesk.pictures.formats import SUFFIXES
from layoutdesk.pictures.inspection import PictureInfo, look_at
from layoutdesk.pictures.metadata import About
from layoutdesk.pictures.profiles import NEWSPRINT
from layoutdesk.pictures.sidebyside import Order, side_by_side


class ImportedPicture(msgspec.Struct, frozen=True, kw_only=True):
    """A picture read in: the asset for the document, its bytes for the store, and what an editor should know."""

    asset: Asset
    data: bytes
    problems: tuple[Problem, ...] = ()


def inspect(data: bytes, name: str, run: PictureRunner = darkroom, profile: str = NEWSPRINT) -> PictureInfo:
    """Reads header and metadata of a picture and decodes it once to know that it is whole.

    ``name`` names the file in refusals and problems, ``profile`` the printing condition. Raises
    ``Refusal`` (see ``inspection.look_at`` and ``Darkroom``).
    """
    return run(look_at, data, Look(name=name, profile=profile))


def asset_from(data: bytes, name: str, path: str, ids: IdSource, run: PictureRunner = darkroom) -> Asset:
    """The asset that the picture ``data`` becomes; ``path`` is where it came from, for the links panel.

    Raises ``Refusal`` as ``inspect`` does.
    """
    return _asset(inspect(data, name, run), name, path, _Original(data), ids)


class _Original(NamedTuple):
    """The bytes of a picture, and when its file had last been changed before they were read; 0 where it came inside copy."""

    data: bytes
    dated: int = 0


def _asset(info: PictureInfo, name: str, path: str, original: _Original, ids: IdSource) -> Asset:
    return Asset(
        id=ids.new("as"), name=name, sha256=info.sha256, media=info.media, width=info.width, height=info.height,
        mode=info.mode, orientation=info.orientation, profile=info.profile, path=path, size=len(original.data),
        dated=original.dated, caption=info.about.caption, credit=info.about.credit, byline=info.about.byline,
        facts=_facts(info.about),
    )  # fmt: skip


def _facts(about: About) -> dict[str, str]:
    found = {"headline": about.headline, "date": about.date, "city": about.city, "copyright": about.copyright}
    return {name: text for name, text in found.items() if text}


def import_picture(path: Path, ids: IdSource, run: PictureRunner = darkroom, name: str = "") -> ImportedPicture:
    """Reads a picture file in; ``name`` is what the copy calls it, without it the file's own name.

    Raises ``Refusal``: ``pictures.no_file`` where it cannot be read, and as ``inspect`` does.
    """
    name = name or path.name
    original = _read(path, name)
    return _imported(path, name, original, inspect(original.data, name, run), ids)


def _read(source: Path | bytes, name: str) -> _Original:
    """A file as it is, or a picture that came inside copy."""
    if isinstance(source, bytes):
        return _Original(source)
    try:
        if not source.is_file():
            raise Refusal("pictures.no_file", file=name)
        about = source.stat()
        if about.st_size > MOST_BYTES:
            raise too_many_bytes(name, about.st_size)
        return _Original(source.read_bytes(), max(about.st_mtime_ns, 0))
    except OSError as error:
        raise Refusal("pictures.no_file", file=name) from error


def _imported(
    source: Path | bytes, name: str, original: _Original, info: PictureInfo, ids: IdSource
) -> ImportedPicture:
    path = str(source.resolve()) if isinstance(source, Path) else ""
    asset = _asset(info, name, path, original, ids)
    return ImportedPicture(asset=asset, data=original.data, problems=info.problems)


class Supplied(msgspec.Struct, frozen=True, kw_only=True):
    """The pictures that were there: assets by the name that the copy uses, originals by SHA-256, and what is wrong."""

    assets: dict[str, Asset]
    blobs: dict[str, bytes]
    problems: tuple[Problem, ...] = ()


def supply(
    folder: Path,
    wanted: Iterable[str],
    ids: IdSource,
    embedded: Mapping[str, bytes] = {},
    run: PictureRunner | None = None,
) -> Supplied:
    """Reads those of the ``wanted`` pictures in that lie in ``folder``; one that cannot be used is a problem, not the end.

    ``embedded`` are originals that came inside the copy, by their names; they go before a file of the folder.
    A name that differs only in case or in the composition of its characters is taken where it fits one file alone:
    cameras write ``.JPG``, some systems decompose accents. ``run`` takes the place of the usual darkrooms.
    Raises ``Refusal`` ``pictures.no_folder``.
    """
    sources = _sources(folder, wanted, embedded)
    originals: dict[str, _Original] = {}

    def fetch(name: str) -> bytes:
        originals[name] = _read(sources[name], name)
        return originals[name].data

    orders = [Order(look_at, partial(fetch, name), Look(name=name)) for name in sources]
    assets: dict[str, Asset] = {}
    blobs: dict[str, bytes] = {}
    problems: list[Problem] = []
    for (name, source), info in zip(sources.items(), side_by_side(orders, run), strict=True):
        if isinstance(info, Refusal):
            problems.append(Problem(code=info.code, severity="error", args=info.args_, file=name))
            continue
        picture = _imported(source, name, originals[name], info, ids)
        assets[name] = picture.asset
        blobs[picture.asset.sha256] = picture.data
        problems += picture.problems
    return Supplied(assets=assets, blobs=blobs, problems=tuple(problems))


def _sources(folder: Path, wanted: Iterable[str], embedded: Mapping[str, bytes]) -> dict[str, Path | bytes]:
    """Where each of the wanted pictures is to be had, in the order of their names; those that are nowhere are left out."""
    found = find_pictures(folder)
    alike: dict[str, list[Path]] = {}
    for name, path in found.items():
        alike.setdefault(folded(name), []).append(path)
    sources: dict[str, Path | bytes] = {}
    for name in sorted(set(wanted)):
        others = alike.get(folded(name), [])
        source = embedded.get(name) or found.get(name) or (others[0] if len(others) == 1 else None)
        if source is not None:
            sources[name] = source
    return sources


def folded(name: str) -> str:
    """A file name as names are compared: whatever its case and the composition of its characters."""
    return unicodedata.normalize("NFC", name).casefold()


def find_pictures(folder: Path) -> dict[str, Path]:
    """The picture files that lie in ``folder`` itself, by file name, in the order of their names.

    A link that leads out of the folder is left out, as is everything that is no plain file.
    Raises ``Refusal`` ``pictures.no_folder``.
    """
    try:
        home = folder.resolve(strict=True)
        entries = sorted(home.iterdir())
    except OSError as error:
        raise Refusal("pictures.no_folder", folder=folder) from error
    found = {}
    for entry in entries:
        target = entry.resolve()
        if entry.suffix.lower() in SUFFIXES and target.is_relative_to(home) and target.is_file():
            found[entry.name] = target
    return found
