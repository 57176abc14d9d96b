"""What is done to the bytes of a picture, each a function of bytes and one argument: the only things that ``darkroom`` runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec

from layoutdesk.pictures.baking import Order, Tables, bake
from layoutdesk.pictures.decode import Look
from layoutdesk.pictures.inspection import PictureInfo, look_at
from layoutdesk.pictures.render import PressImage, Preview, Shot, render_press, render_preview

#: The refusal of a picture for which the memory did not suffice.
OUT_OF_MEMORY: Final = "pictures.memory"


class Task(msgspec.Struct, frozen=True):
    """A function, and the types of its argument and of its result as they go over between the processes."""

    function: Callable[[bytes, Any], msgspec.Struct]
    argument: type[msgspec.Struct]
    result: type[msgspec.Struct]


TASKS: Final = {
    task.function.__name__: task
    for task in (
        Task(look_at, Look, PictureInfo),
        Task(render_press, Shot, PressImage),
        Task(render_preview, Shot, Preview),
        Task(bake, Order, Tables),
    )
}


class Call(msgspec.Struct, frozen=True):
    """A call on its way to the darkroom: the name of the task, the picture, the argument as MessagePack."""

    task: str
    data: bytes
    argument: bytes


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What comes back: a result as MessagePack, or a refusal's code (empty: there is none) and arguments."""

    result: bytes = b""
    refusal: str = ""
    args: dict[str, str] = {}
