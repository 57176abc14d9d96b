"""The issue file of an issue that lies on a network share: a copy on this machine, and a thread that publishes it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from layoutdesk.base.problem import Refusal
from layoutdesk.store.file import IssueFile
from layoutdesk.store.publisher import Publisher
from layoutdesk.store.shares import Share


class SharedIssueFile(IssueFile):
    """Written like any other; ``path`` is the copy here, ``place`` the issue on the share."""

    _publisher: Publisher

    @classmethod
    def take(cls, place: Path) -> SharedIssueFile:
        """Opens the issue at ``place`` on a share for writing; refuses as ``Share.take`` and ``IssueFile.open`` do."""
        share = Share.take(place)
        try:
            file = cls._open_copy(share.copy)
        except BaseException:
            share.release()
            raise
        file._publisher = Publisher(share)
        if file.former is not None:
            file._committed()
        return file

    @property
    def place(self) -> Path:
        return self._publisher.share.place

    @property
    def problem(self) -> Refusal | None:
        return self._publisher.problem

    def _committed(self) -> None:
        self._publisher.committed()

    def settle(self) -> None:
        self._publisher.publish()

    def hurry(self) -> None:
        self._publisher.hurry()

    def renew(self) -> bool:
        self._publisher.publish(anew=True)
        return True

    def close(self) -> None:
        super().close()
        # What does not go there now waits here for the next time; whoever wants to know first asks ``settle``.
        with suppress(Refusal):
            self._publisher.publish()
        self._publisher.close()
