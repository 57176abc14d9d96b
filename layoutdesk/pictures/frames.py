"""How two processes exchange messages over a pipe: the length as eight bytes, then so many bytes."""

from __future__ import annotations

from typing import IO, Final

_LENGTH: Final = 8


def write_frame(pipe: IO[bytes], message: bytes) -> None:
    """Sends a message. Raises ``OSError`` where nobody reads."""
    pipe.write(len(message).to_bytes(_LENGTH, "big"))
    pipe.write(message)
    pipe.flush()


def framed(message: bytes) -> bytes:
    """A message as it goes over a pipe."""
    return len(message).to_bytes(_LENGTH, "big") + message


def unframed(received: bytearray) -> bytes | None:
    """Takes the first message out of what has been received; ``None`` while it is not whole."""
    end = _LENGTH + int.from_bytes(received[:_LENGTH], "big")
    if len(received) < max(end, _LENGTH):
        return None
    message = bytes(received[_LENGTH:end])
    del received[:end]
    return message


def read_frame(pipe: IO[bytes], most: int = 1 << 32) -> bytes | None:
    """The next message; ``None`` at the end, for a message that breaks off, and for one longer than ``most`` bytes."""
    head = pipe.read(_LENGTH)
    length = int.from_bytes(head, "big")
    if len(head) < _LENGTH or length > most:
        return None
    message = pipe.read(length)
    return message if len(message) == length else None
