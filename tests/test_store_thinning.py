"""Thinning: what goes and what stays, whenever the rule is applied."""

import datetime
import itertools
from datetime import UTC, timedelta

from hypothesis import given
from hypothesis import strategies as st

from layoutdesk.store.thinning import Stamp, superfluous

NOON = datetime.datetime(2031, 5, 2, 12, 0, tzinfo=UTC)
MOMENTS = st.lists(st.integers(-200 * 3600, 2 * 3600), max_size=60)


def stamps(seconds: list[int]) -> list[Stamp]:
    return [Stamp(number, NOON + timedelta(seconds=each)) for number, each in enumerate(seconds)]


def thinned(given_: list[Stamp], now: datetime.datetime) -> list[Stamp]:
    gone = set(superfluous(given_, now))
    return [stamp for stamp in given_ if stamp.number not in gone]


def test_a_night_of_work_leaves_a_handful() -> None:
    day = stamps([60 * minute for minute in range(-48 * 60, 1)])
    left = thinned(day, NOON)
    # Seven of today's last hour, one an hour since yesterday's midnight, one of the day before.
    assert len(left) == 7 + 35 + 1
    weeks = stamps([3600 * hour for hour in range(-24 * 30, 1)])
    assert len(thinned(weeks, NOON)) == 13 + 24 + 29
    for each, later in itertools.pairwise(left):
        assert later.at - each.at <= timedelta(days=1)


@given(MOMENTS)
def test_thinning_twice_is_thinning_once(seconds: list[int]) -> None:
    once = thinned(stamps(seconds), NOON)
    assert thinned(once, NOON) == once


@given(MOMENTS, st.lists(st.integers(0, 400 * 3600), max_size=4))
def test_thinning_early_never_takes_what_thinning_late_would_keep(seconds: list[int], moments: list[int]) -> None:
    all_ = left = stamps(sorted(seconds))
    now = NOON
    for moment in sorted(moments):
        now = NOON + timedelta(seconds=moment)
        left = thinned(left, now)
    assert not moments or left == thinned(all_, now)


@given(MOMENTS)
def test_the_last_stays_and_every_day_keeps_one(seconds: list[int]) -> None:
    all_ = stamps(sorted(seconds))
    left = thinned(all_, NOON)
    assert left[-1:] == all_[-1:]
    assert {stamp.at.date() for stamp in left} == {stamp.at.date() for stamp in all_}
    fresh = {stamp.at.timestamp() // 600 for stamp in all_ if stamp.at > NOON - timedelta(hours=1)}
    assert fresh == {stamp.at.timestamp() // 600 for stamp in left if stamp.at > NOON - timedelta(hours=1)}


@given(MOMENTS, st.integers(1, 10_000))
def test_a_clock_set_back_takes_nothing_of_the_future_but_doubles(seconds: list[int], back: int) -> None:
    all_ = stamps(sorted(seconds))
    now = NOON - timedelta(hours=back)
    left = {stamp.at.timestamp() // 600 for stamp in thinned(all_, now)}
    assert {stamp.at.timestamp() // 600 for stamp in all_ if stamp.at > now} <= left
