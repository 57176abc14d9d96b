"""What waits for the issue file in the writer's queue: steps to commit, versions to keep."""

from __future__ import annotations

from typing import Final

import msgspec

from layoutdesk.base.problem import Refusal
from layoutdesk.edits import Batch, Edit, ReplaceText
from layoutdesk.edits.history import merged
from layoutdesk.model import Document
from layoutdesk.store.file import IssueFile
from layoutdesk.store.journal import Direction
from layoutdesk.store.versions import Kind, Version

#: Faults after which the same work may succeed later; a version that fails for another reason is given up.
_PASSING: Final = frozenset({
    "store.full", "store.busy", "store.disk", "store.unreachable", "store.gone", "store.replaced", "store.overwritten",
})  # fmt: skip


class Work(msgspec.Struct, kw_only=True):
    """What waits for the file. ``revision`` is that of its last edit, ``due`` when it is to be written."""

    revision: int
    due: float

    def write(self, file: IssueFile) -> None:
        raise NotImplementedError


class Step(Work, kw_only=True):
    """One step, or the keys of one run of typing while ``typing`` holds: one operation that may be tried again."""

    before: Document
    after: Document
    edits: list[Edit]
    direction: Direction
    role: str
    blobs: dict[str, bytes]
    op_id: str
    typing: bool = False

    def add_key(self, new: ReplaceText, after: Document) -> None:
        """One more key: it continues the last edit where it can, so that the journal holds words and not letters."""
        last = self.edits[-1]
        whole = merged(last, new) if isinstance(last, ReplaceText) else None
        if whole is None:
            self.edits.append(new)
        else:
            self.edits[-1] = whole
        self.after = after

    def write(self, file: IssueFile) -> None:
        edit = self.edits[0] if len(self.edits) == 1 else Batch("edits.typing", tuple(self.edits))
        file.commit(
            self.before, self.after, edit, self.blobs,
            direction=self.direction, role=self.role, op_id=self.op_id, tidy=False,
        )  # fmt: skip


class Keeping(Work, kw_only=True):
    """A version to keep: ``version`` once it is, ``refusal`` where it was given up."""

    document: Document
    kind: Kind
    name: str
    role: str
    version: Version | None = None
    refusal: Refusal | None = None

    def write(self, file: IssueFile) -> None:
        try:
            self.version = file.keep_version(self.document, self.kind, self.name, role=self.role)
        except Refusal as refusal:
            if refusal.code in _PASSING:
                raise
            self.refusal = refusal
        except Exception as error:  # no version holds up the edits that wait behind it
            self.refusal = Refusal("store.failed", file=file.path.name, reason=error)
