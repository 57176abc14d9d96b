"""Compound files (OLE, MS-CFB): Word before 2007, and Office files under a password. Neither is read; the words say what to do."""

from __future__ import annotations

from typing import Final, NoReturn

from layoutdesk.base.problem import Refusal

#: Names of streams, as the directory of a compound file has them (MS-OFFCRYPTO 2.3.4, MS-DOC 2.1), and what they show.
_STREAMS: Final = (("EncryptedPackage", "docx-locked"), ("WordDocument", "docx-old"))


def refuse(data: bytes, name: str) -> NoReturn:
    """Refuses ``data``, the bytes of the compound file ``name``."""
    for stream, code in _STREAMS:
        if stream.encode("utf-16-le") in data:
            raise Refusal(f"intake.{code}", file=name)
    raise Refusal("intake.office-old", file=name)
