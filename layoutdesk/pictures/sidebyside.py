"""Many pictures at once: two darkrooms side by side, where there are processors for them and work enough to start the second."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, Generic, TypeVar

import msgspec

from layoutdesk.base.problem import Refusal
from layoutdesk.pictures.darkroom import Darkroom, PictureRunner, darkroom
from layoutdesk.pictures.decode import Look

#: A second process pays from so many pictures on: starting it takes as long as one or two of them.
_ENOUGH: Final = 4

_Result = TypeVar("_Result", bound=msgspec.Struct)


class Order(msgspec.Struct, Generic[_Result], frozen=True):
    """A task to run: ``data`` fetches the picture when its turn comes, and may refuse."""

    task: Callable[[bytes, Any], _Result]
    data: Callable[[], bytes]
    argument: Look


def side_by_side(orders: Sequence[Order[_Result]], run: PictureRunner | None = None) -> Iterator[_Result | Refusal]:
    """What each order gives, in their order, or its refusal. With ``run`` all run in that, one after another.

    No threads: while one process works on a picture, the other is given the next.
    """
    if run is not None or len(orders) < _ENOUGH or (os.cpu_count() or 1) < 2:
        yield from (_one(order, run or darkroom) for order in orders)
        return
    second = Darkroom()
    try:
        yield from _in_turn(orders, (darkroom, second))
    finally:
        second.close()


def _one(order: Order[_Result], run: PictureRunner) -> _Result | Refusal:
    try:
        return run(order.task, order.data(), order.argument)
    except Refusal as refusal:
        return refusal


def _in_turn(orders: Sequence[Order[_Result]], rooms: Sequence[Darkroom]) -> Iterator[_Result | Refusal]:
    refused: dict[int, Refusal] = {}
    for at in range(len(orders) + len(rooms)):
        room, done = rooms[at % len(rooms)], at - len(rooms)
        if 0 <= done < len(orders):
            yield refused.pop(done) if done in refused else _received(room, orders[done])
        if at < len(orders) and (refusal := _refused(room, orders[at])) is not None:
            refused[at] = refusal


def _refused(room: Darkroom, order: Order[_Result]) -> Refusal | None:
    """Sends an order; its refusal where it does not even get that far."""
    try:
        room.send(order.task, order.data(), order.argument)
    except Refusal as refusal:
        return refusal
    return None


def _received(room: Darkroom, order: Order[_Result]) -> _Result | Refusal:
    try:
        return room.receive(order.task, order.argument)
    except Refusal as refusal:
        return refusal
