"""Pictures of the open issue as the screen shows them: from the cache of pictures, or made first by a worker process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from layoutdesk.base.problem import Refusal
from layoutdesk.jobs import Job
from layoutdesk.model.document import Asset, Document
from layoutdesk.ui import work
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.turns import Urgency

_POLL_MS: Final = 30


class _NotCachedError(Exception):
    """The cache has no preview of a picture."""


class PreviewSource(QObject):
    """Gives previews one after another; ``made`` carries the asset, the longer side asked for in pixels, and the image.

    The image is ``None`` where the picture cannot be read. ``outdated``: an asset is another picture than the one that was given.
    They are those of the issue as it is now, or as the ``document`` has them that is asked each time: an older state of it.
    """

    made = Signal(str, int, object)
    outdated = Signal(str)

    def __init__(
        self, desk: Desk, parent: QObject | None = None, document: Callable[[], Document] | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._document = document or (lambda: desk.document)
        #: The pictures of the issue as they were followed last.
        self._assets: tuple[Asset, ...] = ()
        self._wanted: list[tuple[str, int]] = []
        self._in_work: tuple[tuple[str, int], ...] = ()
        #: The originals that the worker was given, by asset.
        self._originals: dict[str, str] = {}
        self._job: Job | None = None
        self._later = QTimer(self, interval=_POLL_MS, singleShot=True)
        self._later.timeout.connect(self._next)
        self._poll = QTimer(self, interval=_POLL_MS)
        self._poll.timeout.connect(self._look)
        if document is None:
            desk.edited.connect(self._follow)

    def ask(self, asset: str, longest: int) -> None:
        """Asks for a preview of an asset, its longer side so many pixels, which comes later."""
        if (asset, longest) not in self._wanted and (asset, longest) not in self._in_work:
            self._wanted.append((asset, longest))
            self._ask_turn()

    def _ask_turn(self) -> None:
        self._desk.turns.ask(self._next, Urgency.PREVIEW)

    def stop(self) -> None:
        """Forgets what was asked for, as the issue is closed."""
        self._assets = ()
        self._wanted.clear()
        self._in_work = ()
        self._poll.stop()
        self._later.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _follow(self) -> None:
        """Tells of pictures that have been linked to other files, and of those that came, or came back."""
        assets = self._desk.document.assets
        if assets is self._assets:
            return
        before = {asset.id: asset.sha256 for asset in self._assets}
        self._assets = assets
        for asset in assets:
            if before.get(asset.id) != asset.sha256:
                self.outdated.emit(asset.id)

    def _next(self) -> None:
        """Gives one picture that the cache has; when only others are left, has them made."""
        missing = []
        while self._wanted:
            asset, longest = self._wanted.pop(0)
            try:
                image = self._cached(asset, longest)
            except _NotCachedError:
                missing.append((asset, longest))
                continue
            self._wanted += missing
            self.made.emit(asset, longest, image)
            if self._wanted:
                self._ask_turn()
            return
        self._wanted = missing
        if missing and self._job is None:
            self._make()

    def _make(self) -> None:
        session = self._desk.session
        if session is None:
            return
        if session.acknowledged < session.revision and not session.problems:
            # The worker reads the file, where a picture that has just come in is not yet.
            self._later.start()
            return
        self._in_work, self._wanted = tuple(self._wanted), []
        wanted = [(asset, longest) for name, longest in self._in_work if (asset := self._asset(name)) is not None]
        self._originals = {asset.id: asset.sha256 for asset, _ in wanted}
        self._job = Job(work.make_previews, session.source, wanted, *self._looks()).start()
        self._poll.start()

    def _look(self) -> None:
        job = self._job
        if job is None or not job.poll():
            return
        self._poll.stop()
        self._job, made, self._in_work = None, self._in_work, ()
        for asset, longest in made:
            try:
                image = self._cached(asset, longest)
            except _NotCachedError:
                now = self._asset(asset)
                if now is not None and self._originals.get(asset) != now.sha256:
                    # It has become another picture meanwhile.
                    self._wanted.append((asset, longest))
                    continue
                image = None
            self.made.emit(asset, longest, image)
        if self._wanted:
            self._ask_turn()

    def _cached(self, asset_id: str, longest: int) -> QImage | None:
        """The preview that the cache has; ``None`` for a picture that is no longer in the issue or cannot be read."""
        from layoutdesk.pictures.convert import preview

        asset = self._asset(asset_id)
        if asset is None:
            return None

        def no_original() -> bytes:
            raise _NotCachedError

        try:
            colour, profile = self._looks()
            made = preview(asset, no_original, longest, colour=colour, profile=profile)
        except Refusal:
            return None
        return QImage(made.rgb, made.width, made.height, 3 * made.width, QImage.Format.Format_RGB888).copy()

    def _looks(self) -> tuple[bool, str]:
        """Whether pictures are in colour, and the printing condition that they are shown under."""
        from layoutdesk.pictures.profiles import shown_profile

        document = self._document()
        return work.is_coloured(document), shown_profile(document)

    def _asset(self, asset_id: str) -> Asset | None:
        return next((asset for asset in self._document().assets if asset.id == asset_id), None)
