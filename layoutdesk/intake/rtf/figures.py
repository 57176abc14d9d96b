"""Pictures of RTF, and fields that point to one elsewhere."""

from __future__ import annotations

from layoutdesk.base.problem import Refusal


class Figures:
    """The pictures by name, in ``known``."""

    def __init__(self, name: str) -> None:
        self.known: dict[str, bytes] = {}
        self._name = name
        self._suffix, self._hex = "", bytearray()
        self._instruction = b""
        self._linked = -1

    def begin(self) -> None:
        """Starts a picture or an instruction of a field."""
        self._suffix, self._hex, self._instruction = "", bytearray(), b""

    def kind(self, suffix: str) -> None:
        """Says of which kind the picture is."""
        self._suffix = suffix

    def add(self, digits: bytes) -> None:
        """Takes digits of the picture that is read."""
        self._hex += digits

    def end(self) -> str:
        """The name of the picture that was read; empty where it is of no kind that can be used."""
        try:
            data = bytes.fromhex(self._hex.decode("ascii"))
        except (ValueError, UnicodeDecodeError):
            data = b""
        self._hex = bytearray()
        if not self._suffix or not data:
            return ""
        name = f"image{len(self.known) + 1}{self._suffix}"
        self.known[name] = data
        return name

    def instruct(self, data: bytes) -> None:
        """Takes text of a field's instruction."""
        if len(self._instruction) < 2_000:
            self._instruction += data[:2_000]

    def end_instruction(self) -> None:
        """Ends an instruction; one that asks for a picture from elsewhere may still bring a copy along."""
        if self._instruction.strip()[:14].upper() == b"INCLUDEPICTURE":
            self._linked = len(self.known)

    def end_field(self) -> None:
        """Ends a field. Raises ``Refusal`` where it showed a picture of which no copy came along."""
        before, self._linked = self._linked, -1
        if before == len(self.known):
            address = self._instruction.strip()[14:].decode("latin-1").strip(' "')[:80]
            raise Refusal("intake.external-picture", file=self._name, address=address)
