"""The clock on the wall: the one place where the program asks what day and time it is.

It may be set back or forward while an issue is open. Nothing that work depends on is ordered or timed by it: commits are counted,
waiting is measured by ``time.monotonic``. It only tells people when something was done.
"""

from __future__ import annotations

import datetime


def now() -> datetime.datetime:
    """This moment in UTC."""
    return datetime.datetime.now(datetime.UTC)
