"""Which of the versions that were kept by themselves may go: a pure rule, the same whenever and however often it is applied.

Of the last one to two hours one every ten minutes stays, of the last one to two days one an hour, of the time before one a day:
always the last of its span. The spans lie fixed on the clock (UTC) and divide one another, so that thinning early never takes what
thinning late would have kept. Where the clock was set back, what seems to come from the future stays.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Final, NamedTuple

_MINUTES: Final = 60
_HOUR: Final = 60 * _MINUTES
_DAY: Final = 24 * _HOUR
#: Seconds since a span ended, and how long spans of that age are; what is younger lies in spans of ``_SHORTEST``.
_SPANS: Final = ((_DAY, _DAY), (_HOUR, _HOUR))
_SHORTEST: Final = 10 * _MINUTES


class Stamp(NamedTuple):
    """One thing kept: its number, which rises, and when."""

    number: int
    at: datetime.datetime


def superfluous(stamps: Iterable[Stamp], now: datetime.datetime) -> list[int]:
    """The numbers of those that may go, ascending."""
    newest: dict[tuple[int, int], int] = {}
    numbers = set()
    for number, at in stamps:
        span = _span(at.timestamp(), now.timestamp())
        newest[span] = max(newest.get(span, number), number)
        numbers.add(number)
    return sorted(numbers - set(newest.values()))


def _span(at: float, now: float) -> tuple[int, int]:
    """Length and number of the span that a moment lies in."""
    for age, length in _SPANS:
        number = int(at // length)
        if now - (number + 1) * length >= age:
            return length, number
    return _SHORTEST, int(at // _SHORTEST)
