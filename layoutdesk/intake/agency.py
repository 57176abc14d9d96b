"""What news agencies send (通讯社稿): XML told apart by its root element, and JSON. Their readers load when such a file comes."""

from __future__ import annotations

import re
from typing import Final

from layoutdesk.base.problem import Refusal
from layoutdesk.intake.manuscript import Manuscript

#: The largest JSON file in bytes: its objects take some twenty times that in memory.
JSON_LIMIT: Final = 4 * 1024 * 1024

_ROOT: Final = re.compile(r"<(?:\w{1,20}:)?(?:nitf|newsitem|newsmessage|packageitem|contentset)[\s>/]")


def is_xml(start: str) -> bool:
    """Whether a file that begins so (in lower case) is XML: it says so, declares a document type, or has a root of the trade.

    HTML has a document type of its own, and is none of it.
    """
    if start.startswith("<!doctype"):
        return not re.match(r"<!doctype\s+html\s*(?:>|public|system)", start)
    # UTF-16 without a mark shows its first characters between zeros.
    return start.replace("\0", "").startswith("<?xml") or _ROOT.match(start) is not None


def is_json(data: bytes) -> bool:
    """Whether a file is one JSON object, were its end lost; copy may begin with a bracket, but hardly with a quoted name in it."""
    head = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"{") and head[1:].lstrip()[:1] in (b'"', b"}")


def read_xml(data: bytes, name: str) -> Manuscript:
    """The manuscript in an XML file; raises ``Refusal`` as ``xml.parse`` does, and for a root element that is no copy."""
    from layoutdesk.intake import newsml, nitf
    from layoutdesk.intake.sheet import Sheet
    from layoutdesk.intake.xml import local, parse

    root, sheet = parse(data, name), Sheet(name)
    if local(root) == "nitf":
        nitf.write(root, sheet)
    elif local(root) in newsml.ROOTS:
        newsml.write(root, sheet)
    else:
        raise Refusal("intake.xml-unknown", file=name, root=local(root)[:40])
    return sheet.manuscript()


def read_json(data: bytes, name: str) -> Manuscript:
    """The manuscript in a ninjs file; raises ``Refusal`` for broken JSON and, with the path of the fault, for what is no ninjs."""
    from layoutdesk.intake import ninjs

    return ninjs.read(data, name)
