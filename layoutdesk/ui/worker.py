"""One worker process at a time for long work, watched by a timer, shown in the status line, cancelled there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from layoutdesk.base.problem import Refusal
from layoutdesk.ui.status import StatusLine

if TYPE_CHECKING:
    from layoutdesk.resident import Errand, Resident

_POLL_MS: Final = 50


class Worker(QObject):
    """Runs a function of ``work`` in a process of its own; the window stays free."""

    finished = Signal()

    def __init__(self, status: StatusLine, refuse: Callable[[Refusal], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._status = status
        self._refuse = refuse
        self._job: Any = None
        self._code = ""
        self._then: Callable[[Any], object] | None = None
        self._timer = QTimer(self, interval=_POLL_MS)
        self._timer.timeout.connect(self._poll)
        #: The process of what is done again and again; there is none before it is first asked for.
        self._resident: Resident | None = None
        status.cancelled.connect(self.cancel)

    @property
    def is_busy(self) -> bool:
        return self._job is not None

    @property
    def code(self) -> str:
        """The text for what is under way; empty where nothing is."""
        return self._code if self.is_busy else ""

    def is_free(self) -> bool:
        """Whether work can be started; says in the status line where it cannot."""
        if self.is_busy:
            self._status.say("ui.work.busy")
        return not self.is_busy

    def start(
        self,
        code: str,
        function: Callable[..., Any],
        args: tuple[Any, ...],
        then: Callable[[Any], object],
        *,
        stays: bool = False,
    ) -> None:
        """Starts work under the text ``code``; ``then`` gets what it gives. Refused while other work is under way.

        ``stays``: in the process of the last such work, which has ready what that made.
        """
        from layoutdesk.jobs import Job

        if not self.is_free():
            return
        self._code, self._then = code, then
        self._job = self._in_resident(function, args) if stays else Job(function, *args, reports=True).start()
        self._status.show_progress(code, -1)
        self._timer.start()

    def _in_resident(self, function: Callable[..., Any], args: tuple[Any, ...]) -> Errand:
        from layoutdesk.resident import Resident
        from layoutdesk.ui.ground import ground

        if self._resident is None:
            self._resident = Resident(ground=ground)
        return self._resident.start(function, *args)

    def cancel(self) -> None:
        """Ends the work; files that it was writing stay as they were."""
        if self._job is not None:
            self._job.cancel()
            self._end()
            self._status.say("ui.work.cancelled")
            self.finished.emit()

    def end(self) -> None:
        """Ends everything: the window closes."""
        self.cancel()
        if self._resident is not None:
            self._resident.end()

    def _poll(self) -> None:
        job = self._job
        if job is None:
            return
        if not job.poll():
            self._status.show_progress(self._code, job.progress or -1)
            return
        then = self._then
        self._end()
        try:
            given = job.result
        except Refusal as refusal:
            self._refuse(refusal)
        else:
            if then is not None:
                then(given)
        self.finished.emit()

    def _end(self) -> None:
        self._timer.stop()
        self._job, self._then = None, None
        self._status.show_progress(None)
