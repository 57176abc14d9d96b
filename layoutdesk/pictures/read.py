"""Reading pictures in: what a file holds, whether it may be used, and the asset that it becomes.

Nothing is decoded here: ``darkroom`` does that.
Every fault is a ``Refusal`` that names the file or, where a default will do, a ``Problem``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

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
    return _asset(inspect(data, name, run), name, path, ids)


def _asset(info: PictureInfo, name: str, path: str, ids: IdSource) -> Asset:
    return Asset(
        id=ids.new("as"), name=name, sha256=info.sha256, media=info.media, width=info.width, height=info.height,
        mode=info.mode, orientation=info.orientation, path=path, caption=info.about.caption, credit=info.about.credit,
        byline=info.about.byline, facts=_facts(info.about),
    )  # fmt: skip


def _facts(about: About) -> dict[str, str]:
    found = {"headline": about.headline, "date": about.date, "city": about.city, "copyright": about.copyright}
    return {name: text for name, text in found.items() if text}


def import_picture(path: Path, ids: IdSource, run: PictureRunner = darkroom, name: str = "") -> ImportedPicture:
    """Reads a picture file in; ``name`` is what the copy calls it, without it the file's own name.

    Raises ``Refusal``: ``pictures.no_file`` where it cannot be read, and as ``inspect`` does.
    """
    name = name or path.name
    try:
        if not path.is_file():
            raise Refusal("pictures.no_file", file=name)
        if (size := path.stat().st_size) > MOST_BYTES:
            raise too_many_bytes(name, size)
        data = path.read_bytes()
    except OSError as error:
        raise Refusal("pictures.no_file", file=name) from error
    info = inspect(data, name, run)
    return ImportedPicture(asset=_asset(info, name, str(path.resolve()), ids), data=data, problems=info.problems)


def import_embedded(data: bytes, name: str, ids: IdSource, run: PictureRunner = darkroom) -> ImportedPicture:
    """The same for a picture that came inside copy. Raises ``Refusal`` as ``inspect`` does."""
    info = inspect(data, name, run)
    return ImportedPicture(asset=_asset(info, name, "", ids), data=data, problems=info.problems)


class Supplied(msgspec.Struct, frozen=True, kw_only=True):
    """The pictures that were there: assets by the name that the copy uses, originals by SHA-256, and what is wrong."""

    assets: dict[str, Asset]
    blobs: dict[str, bytes]
    problems: tuple[Problem, ...] = ()


def supply(
    folder: Path,
    wanted: Iterable[str],
    ids: IdSource,
    run: PictureRunner = darkroom,
    embedded: Mapping[str, bytes] = {},
) -> Supplied:
    """Reads those of the ``wanted`` pictures in that lie in ``folder``; one that cannot be used is a problem, not the end.

    ``embedded`` are originals that came inside the copy, by their names; they go before a file of the folder.
    A name that differs only in case or in the composition of its characters is taken where it fits one file alone:
    cameras write ``.JPG``, some systems decompose accents. Raises ``Refusal`` ``pictures.no_folder``.
    """
    found = find_pictures(folder)
    alike: dict[str, list[Path]] = {}
    for name, path in found.items():
        alike.setdefault(_folded(name), []).append(path)
    assets: dict[str, Asset] = {}
    blobs: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name in sorted(set(wanted)):
        others = alike.get(_folded(name), [])
        source = embedded.get(name) or found.get(name) or (others[0] if len(others) == 1 else None)
        if source is None:
            continue
        try:
            if isinstance(source, Path):
                picture = import_picture(source, ids, run, name)
            else:
                picture = import_embedded(source, name, ids, run)
        except Refusal as refusal:
            problems.append(Problem(code=refusal.code, severity="error", args=refusal.args_, file=name))
            continue
        assets[name] = picture.asset
        blobs[picture.asset.sha256] = picture.data
        problems += picture.problems
    return Supplied(assets=assets, blobs=blobs, problems=tuple(problems))


def _folded(name: str) -> str:
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
