"""Ids are strings and never reused: an edit that makes something carries the new id, so that a replay gives the same."""

import hashlib
import os


class IdSource:
    """Gives new ids such as ``st-3f9a1c22b04e``.

    With ``seed`` the sequence is the same every time (compiling the same copy gives the same issue); without, it is random.
    """

    def __init__(self, seed: bytes | None = None) -> None:
        self._seed = os.urandom(16) if seed is None else hashlib.sha256(seed).digest()
        self._count = 0

    def new(self, prefix: str) -> str:
        """A new id that starts with ``prefix`` (``st`` story, ``p`` paragraph, ``pg`` page, ``el`` element …)."""
        self._count += 1
        digest = hashlib.blake2b(self._count.to_bytes(8, "big"), key=self._seed, digest_size=6)
        return f"{prefix}-{digest.hexdigest()}"
