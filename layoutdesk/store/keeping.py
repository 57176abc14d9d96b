"""Keeping what a command has exported as a version of the issue, although the command only reads it."""

from __future__ import annotations

from layoutdesk.base.problem import Refusal
from layoutdesk.model import Document
from layoutdesk.store import notes
from layoutdesk.store.file import IssueFile


def keep_exported(reader: IssueFile, document: Document, name: str) -> Refusal | None:
    """Keeps ``document`` as ``reader``, which is closed by now, gave it; why that was not possible, which undoes no export.

    Where nobody writes the issue this process does so for a moment. While an editor has it, a note is left that the editor takes
    in (see ``notes``). An issue of an earlier format is left as it is: no export brings a file to another format.
    """
    path, revision = reader.path, reader.revision
    if not reader.has_versions:
        return Refusal("store.earlier-format", file=path.name)
    try:
        with IssueFile.open(path, "w") as file:
            if file.is_same_file(reader):
                file.keep_version(document, "export", name, revision=revision)
    except Refusal as refusal:
        return refusal if refusal.code != "store.in-use" else _leave_note(reader, document, name)
    return None


def _leave_note(reader: IssueFile, document: Document, name: str) -> Refusal | None:
    try:
        notes.leave(reader.path, document, reader.revision, name)
    except OSError as error:
        return Refusal("store.not-writable", file=reader.path.name, reason=error.strerror or error)
    return None
