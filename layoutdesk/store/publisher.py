"""The thread that keeps a share up with the copy that is worked on here (see ``shares``), and tells when it cannot."""

from __future__ import annotations

import threading
import time
from typing import Final

from layoutdesk.base.problem import Refusal
from layoutdesk.store.locks import HEARTBEAT
from layoutdesk.store.shares import Share

#: Work has settled when nothing was committed for so many seconds; an unbroken stream of edits goes out this often at least.
SETTLED: Final = 5.0
LONGEST: Final = 60.0
#: Seconds between two attempts while the share cannot be written.
AGAIN: Final = 10.0


class Publisher:
    """Publishes one share whenever work has settled. ``problem`` says why the last attempt failed."""

    def __init__(self, share: Share) -> None:
        self.share = share
        self.problem: Refusal | None = None
        self._since = self._last = time.monotonic()
        self._retry = 0.0
        self._ended = False
        self._changed = threading.Condition()
        #: Held while the share is written.
        self._publishing = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="publisher", daemon=True)
        self._thread.start()

    @property
    def is_behind(self) -> bool:
        """Whether something that is safe here is not on the share yet."""
        return self.share.is_behind

    def committed(self) -> None:
        """Something was committed in the copy."""
        with self._changed:
            self._last = time.monotonic()
            if not self.share.is_behind:
                self._since = self._last
                self.share.is_behind = True
            self._changed.notify_all()

    def hurry(self) -> None:
        """What is behind is published at once, on the thread."""
        with self._changed:
            self._retry = 0.0
            self._last = self._since = time.monotonic() - LONGEST
            self._changed.notify_all()

    def publish(self, *, anew: bool = False) -> None:
        """Brings the share up to what is committed here, at once; refuses as ``Share.publish`` does."""
        with self._publishing:
            # A commit meanwhile is published the next time.
            self.share.is_behind, was_behind = False, self.share.is_behind
            try:
                if was_behind or anew:
                    self.share.publish(anew=anew)
            except Refusal as refusal:
                self.share.is_behind = True
                self.problem = refusal
                self._retry = time.monotonic() + AGAIN
                raise
            self.problem = None

    def close(self) -> None:
        """Ends the thread and gives the share back; what is not published yet waits for the next time."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        self._thread.join()
        self.share.release()

    def _run(self) -> None:
        beaten = time.monotonic()
        while True:
            with self._changed:
                self._changed.wait(self._wait(beaten))
                if self._ended:
                    return
            now = time.monotonic()
            if now - beaten >= HEARTBEAT:
                beaten = now
                self.share.touch()
            if self.is_behind and now >= self._due():
                self._try()

    def _try(self) -> None:
        try:
            self.publish()
        except Refusal:
            return  # kept in ``problem``

    def _due(self) -> float:
        return max(min(self._last + SETTLED, self._since + LONGEST), self._retry)

    def _wait(self, beaten: float) -> float:
        now, beat = time.monotonic(), beaten + HEARTBEAT
        return max(0.0, (min(self._due(), beat) if self.is_behind else beat) - now)
