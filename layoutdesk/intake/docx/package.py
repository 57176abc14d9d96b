"""The parts of an Office file and how they refer to one another (ISO/IEC 29500-2, Open Packaging Conventions)."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final

import msgspec

from layoutdesk.base.problem import Refusal
from layoutdesk.intake import xml
from layoutdesk.intake.containers import Container, open_container

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_OFFICE: Final = "http://schemas.openxmlformats.org/"
W: Final = "{" + _OFFICE + "wordprocessingml/2006/main}"
R: Final = "{" + _OFFICE + "officeDocument/2006/relationships}"
#: Namespaces of the strict variant (ISO/IEC 29500-1 Annex A) and those of everyday files, which mean the same.
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
)
#: Kinds of main parts that are no text, by a word of their content's path.
_OTHERS: Final = (("xl/", "Excel"), ("ppt/", "PowerPoint"), ("visio/", "Visio"))


class Relation(msgspec.Struct, frozen=True):
    """What a part refers to: the kind (the last word of its type), the other part's name or an address outside."""

    kind: str
    target: str
    external: bool


class Package:
    """An Office file; ``main`` is the name of the part with the text."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._container: Container = open_container(data, name)
        self.main = self._main()

    def _main(self) -> str:
        found = [rel.target for rel in self.relations("").values() if rel.kind == "officeDocument" and not rel.external]
        main = found[0] if found else "word/document.xml"
        for start, program in _OTHERS:
            if main.startswith(start):
                raise Refusal("intake.format", file=self.name, format=program)
        if main not in self._container:
            raise Refusal("intake.docx-no-text", file=self.name)
        return main

    def relations(self, part: str) -> dict[str, Relation]:
        """What ``part`` refers to, by id; ``""`` is the package itself."""
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name not in self._container:
            return {}
        found = {}
        for element in xml.parse(self._container.read(name), self.name):
            target, external = element.get("Target", ""), element.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = Relation(kind, target, external)
        return found

    def related(self, kind: str) -> list[str]:
        """The names of the parts of a kind that the main part refers to and that are there."""
        relations = self.relations(self.main).values()
        return [
            rel.target for rel in relations if rel.kind == kind and not rel.external and rel.target in self._container
        ]

    def tree(self, part: str) -> Element:
        """The XML of a part."""
        data = self._container.read(part)
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        return xml.parse(data, self.name)

    def bytes(self, part: str) -> bytes:
        """The bytes of a part; refuses the file where it is missing."""
        return self._container.read(part)


def value(element: Element | None, child: str = "", name: str = "val") -> str | None:
    """The attribute ``w:name`` of an element, or of its child ``w:child``; ``None`` where either is missing."""
    if element is not None and child:
        element = element.find(W + child)
    return None if element is None else element.get(W + name)


def number(text: str | None, most: int = 1_000_000) -> int | None:
    """A whole number of an attribute, ``None`` where it is none; values beyond ``most`` are cut to it."""
    try:
        return None if text is None else max(-most, min(most, int(text[:12])))
    except ValueError:
        return None


def switch(element: Element | None, child: str) -> bool | None:
    """An on/off property (17.17.4): ``None`` where it is not given."""
    found = None if element is None else element.find(W + child)
    if found is None:
        return None
    return found.get(W + "val", "true") not in ("0", "false", "off", "none")
