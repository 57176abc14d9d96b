"""Reading pictures in: what a file holds, whether it may be used, and the asset that it becomes.

JPEG and PNG only. Every fault is a ``Refusal`` that names the file or, where a default will do, a ``Problem``.
"""

from __future__ import annotations

import hashlib
import math
import unicodedata
import warnings
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.base.runner import Runner, in_process
from layoutdesk.model.document import Asset
from layoutdesk.pictures.decode import MEDIA, MOST_BYTES, check_whole, kind_of, opened, warned
from layoutdesk.pictures.metadata import caption_and_credit

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

SUFFIXES: Final = (".jpg", ".jpeg", ".png")
_ORIENTATION: Final = 0x0112
_X_RESOLUTION: Final = 0x011A


class PictureInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What a picture is. ``width`` and ``height`` are pixels upright; ``ppi`` is what the file says, ``None`` without."""

    width: int
    height: int
    media: str
    mode: str
    orientation: int
    ppi: float | None
    caption: str
    credit: str
    sha256: str
    problems: tuple[Problem, ...] = ()


class ImportedPicture(msgspec.Struct, frozen=True, kw_only=True):
    """A picture read in: the asset for the document, its bytes for the store, and what an editor should know."""

    asset: Asset
    data: bytes
    problems: tuple[Problem, ...] = ()


def inspect(data: bytes, name: str, run: Runner = in_process) -> PictureInfo:
    """Reads header and metadata of a picture and decodes it once to know that it is whole.

    ``name`` names the file in refusals and problems. Raises ``Refusal`` (see ``decode.opened`` and ``decode.check_whole``).
    """
    return run(_inspect, data, name)


def _inspect(data: bytes, name: str) -> PictureInfo:
    problems: list[Problem] = []

    def report(code: str) -> None:
        problems.append(Problem(code=code, severity="warning", file=name, args={"file": name}))

    with warned() as messages:
        image = opened(data, name)
        width, height = image.size
        kind = kind_of(image, name)
        check_whole(image, data, name)
        exif = _exif(image, report)
        orientation = _orientation(exif, report)
        ppi = _ppi(image, exif, report)
        caption, credit = caption_and_credit(image, exif)
    _judge(image, kind, messages, report)
    if orientation >= 5:
        width, height = height, width
    return PictureInfo(
        width=width, height=height, media=MEDIA[image.format or ""], mode=image.mode, orientation=orientation, ppi=ppi,
        caption=caption, credit=credit, sha256=hashlib.sha256(data).hexdigest(), problems=tuple(problems),
    )  # fmt: skip


def _exif(image: ImageFile, report: Callable[[str], None]) -> Mapping[int, Any]:
    """The EXIF tags, none where they cannot be read."""
    try:
        return dict(image.getexif())
    except Exception:  # the parser raises nearly anything on broken tags
        report("pictures.exif")
        return {}


def _orientation(exif: Mapping[int, Any], report: Callable[[str], None]) -> int:
    """How the stored picture is turned, 1 to 8 (EXIF 2.32 §4.6.4, tag 0x0112)."""
    value = exif.get(_ORIENTATION, 1)
    if isinstance(value, int) and 1 <= value <= 8:
        return value
    report("pictures.orientation")
    return 1


def _ppi(image: ImageFile, exif: Mapping[int, Any], report: Callable[[str], None]) -> float | None:
    """The resolution that the file states; a senseless one is reported and left out."""
    stated = exif.get(_X_RESOLUTION)
    try:
        senseless = stated is not None and not (math.isfinite(float(stated)) and float(stated) > 0)
        ppi = float(image.info.get("dpi", (0.0, 0.0))[0])
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        senseless, ppi = True, 0.0
    if senseless:
        report("pictures.resolution")
        return None
    return round(ppi, 2) if math.isfinite(ppi) and ppi > 1 else None


def _judge(image: ImageFile, kind: str, messages: list[warnings.WarningMessage], report: Callable[[str], None]) -> None:
    """What may be used but should be known."""
    if messages:
        report("pictures.exif")
    if kind == "ink" and image.format == "JPEG" and "adobe" not in image.info:
        report("pictures.no_adobe")
    if getattr(image, "n_frames", 1) > 1 and image.format == "PNG":
        report("pictures.frames")
    from layoutdesk.pictures.separate import source_profile

    if image.info.get("icc_profile") and kind != "ink" and source_profile(image) is None:
        report("pictures.profile")


def asset_from(data: bytes, name: str, path: str, ids: IdSource, run: Runner = in_process) -> Asset:
    """The asset that the picture ``data`` becomes; ``path`` is where it came from, for the links panel.

    Raises ``Refusal`` as ``inspect`` does.
    """
    return _asset(inspect(data, name, run), name, path, ids)


def _asset(info: PictureInfo, name: str, path: str, ids: IdSource) -> Asset:
    return Asset(
        id=ids.new("as"), name=name, sha256=info.sha256, media=info.media, width=info.width, height=info.height,
        mode=info.mode, orientation=info.orientation, path=path, caption=info.caption, credit=info.credit,
    )  # fmt: skip


def import_picture(path: Path, ids: IdSource, run: Runner = in_process, name: str = "") -> ImportedPicture:
    """Reads a picture file in; ``name`` is what the copy calls it, without it the file's own name.

    Raises ``Refusal``: ``pictures.no_file`` where it cannot be read, and as ``inspect`` does.
    """
    name = name or path.name
    try:
        if not path.is_file():
            raise Refusal("pictures.no_file", file=name)
        if (size := path.stat().st_size) > MOST_BYTES:
            most = MOST_BYTES // 1_000_000
            raise Refusal("pictures.too_many_bytes", file=name, size=size // 1_000_000, most=most)
        data = path.read_bytes()
    except OSError as error:
        raise Refusal("pictures.no_file", file=name) from error
    info = inspect(data, name, run)
    return ImportedPicture(asset=_asset(info, name, str(path.resolve()), ids), data=data, problems=info.problems)


def import_embedded(data: bytes, name: str, ids: IdSource, run: Runner = in_process) -> ImportedPicture:
    """The same for a picture that came inside copy. Raises ``Refusal`` as ``inspect`` does."""
    info = inspect(data, name, run)
    return ImportedPicture(asset=_asset(info, name, "", ids), data=data, problems=info.problems)


class Supplied(msgspec.Struct, frozen=True, kw_only=True):
    """The pictures that were there: assets by the name that the copy uses, originals by SHA-256, and what is wrong."""

    assets: dict[str, Asset]
    blobs: dict[str, bytes]
    problems: tuple[Problem, ...] = ()


def supply(
    folder: Path, wanted: Iterable[str], ids: IdSource, run: Runner = in_process, embedded: Mapping[str, bytes] = {}
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
