"""An issue that is saved into another folder: its pictures are found where they were (图片来源随文件)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from layoutdesk.edits import Batch, SetAsset
from layoutdesk.model import Asset, Document
from layoutdesk.pictures.sources import moved_path


def links_moved(document: Document, issue: Path, to: Path) -> Batch | None:
    """The edit after which ``to``, a copy of ``issue``, finds the sources that this one finds; nothing where it does already."""
    moved = [
        replace(asset, path=path) for asset in document.assets if (path := moved_path(asset, issue, to)) != asset.path
    ]
    return Batch("ui.history.follow-links", tuple(map(SetAsset, moved))) if moved else None


def paths_moved(issue: Path, to: Path, assets: Sequence[Asset]) -> list[str]:
    """The paths under which ``to``, a copy of ``issue``, finds the sources that this one finds (see ``IssueFile.copy_to``)."""
    return [moved_path(asset, issue, to.resolve()) for asset in assets]
