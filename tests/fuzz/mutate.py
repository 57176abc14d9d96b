"""Mutators: each takes a source of chance, an input and others of its kind, and gives another input."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, Final

Mutator = Callable[[Random, bytes, Sequence[bytes]], bytes]

#: No input is larger, so that mutations of mutations stay fast.
MOST: Final = 400_000
_NUMBERS: Final = (b"0", b"-1", b"1e308", b"99999999999999999999", b"2147483648", b"65536", b"0.0000001", b"NaN", b"-0")
_WORDS: Final = (
    b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", "\u202e".encode(), "\ufeff".encode(), "\ue000".encode(), b"\xed\xa0\x80", b"\xc0\xaf",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"<![CDATA[", b"]]>", b"<!--", b"../../x", b"file:///etc/hostname",
    b"http://127.0.0.1:9/x", b"\\\\host\\share", "字".encode() * 300, b"\r", b"\t\t\t", b"---\n", b"# ", b"|", b"![](", b"(" * 500,
)  # fmt: skip
_VALUES: Final[tuple[Any, ...]] = (
    None, True, 0, -1, 10**40, 1e308, "", "字" * 500, [], {}, [[]], "\u0000", "\ud800", "../x", ["a"] * 300, {"a": {"b": []}},
)  # fmt: skip


def raw(rng: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """Bytes changed, taken out, doubled, cut off, or exchanged with another input's."""
    start = rng.randrange(len(data) + 1)
    end = min(len(data), start + rng.choice((1, 1, 2, 4, 8, 64, 1024)))
    other = rng.choice(others)
    at = rng.randrange(len(other) + 1)
    pieces = {
        "flip": bytes(byte ^ (1 << rng.randrange(8)) for byte in data[start:end]),
        "cut": b"",
        "twice": data[start:end] * rng.choice((2, 3, 50)),
        "word": rng.choice(_WORDS),
        "number": struct.pack(rng.choice("<>") + "I", rng.choice((0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF))),
        "other": other[at : at + rng.choice((4, 40, 4000))],
        "noise": rng.randbytes(end - start),
    }
    kind = rng.choice((*pieces, "end"))
    return data[:start] if kind == "end" else data[:start] + pieces[kind] + data[end:]


def tokens(shape: bytes) -> Mutator:
    """A mutator of pieces that ``shape`` finds: taken out, repeated, moved, nested, exchanged, their numbers changed."""
    split = re.compile(shape, re.DOTALL)

    def mutate(rng: Random, data: bytes, others: Sequence[bytes]) -> bytes:
        parts = split.findall(data) or [data]
        at = rng.randrange(len(parts))
        match rng.randrange(7):
            case 0:
                del parts[at : at + rng.choice((1, 1, 3, 20))]
            case 1:
                parts[at:at] = parts[at : at + rng.choice((1, 2, 5))] * rng.choice((1, 2, 40, 300))
            case 2:
                parts.insert(rng.randrange(len(parts)), parts.pop(at))
            case 3:
                parts[at] = re.sub(rb"\d+", lambda _: rng.choice(_NUMBERS), parts[at], count=1)
            case 4:
                found = split.findall(rng.choice(others)) or [b""]
                parts[at:at] = found[rng.randrange(len(found)) :][: rng.choice((1, 3, 10))]
            case 5:
                parts[at] = parts[at] * rng.choice((1, 200)) + rng.choice(_WORDS)
            case _:
                where = rng.randrange(len(parts[at]) + 1)
                parts[at] = parts[at][:where] + rng.choice(_WORDS) + parts[at][where:]
        return b"".join(parts)

    return mutate


markup: Final = tokens(rb"<[^<>]*>|[^<>]+|[<>]")
controls: Final = tokens(rb"\\'[0-9a-fA-F]{2}|\\[a-zA-Z]+-?\d*[ ]?|[{}]|[^\\{}]+|\\.")
lines: Final = tokens(rb"[^\n]*\n|[^\n]+$")


def tree(rng: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """XML that stays well-formed: an element taken out, repeated, moved, renamed, nested deep, its text or attribute changed."""
    from xml.etree import ElementTree

    try:
        root, other = ElementTree.fromstring(data), ElementTree.fromstring(rng.choice(others))
    except (ElementTree.ParseError, ValueError, LookupError):
        return markup(rng, data, others)
    nodes, strangers = list(root.iter()), list(other.iter())
    parent, stranger = rng.choice(nodes), rng.choice(strangers)
    child = rng.choice(list(parent)) if len(parent) else None
    match rng.randrange(8):
        case 0 if child is not None:
            parent.remove(child)
        case 1 if child is not None:
            parent.extend([child] * rng.choice((1, 2, 40, 300)))
        case 2 if child is not None:
            parent.remove(child)
            rng.choice([node for node in root.iter() if node is not child]).append(child)
        case 3:
            parent.tag = stranger.tag
        case 4:
            parent.insert(rng.randrange(len(parent) + 1), stranger)
        case 5:
            word = rng.choice(_WORDS).decode("utf-8", "replace").replace("\0", "\n")
            parent.text, parent.tail = rng.choice(((word, parent.tail), (parent.text, word), (None, word * 2)))
        case 6:
            names = [*parent.attrib, *stranger.attrib, "colspan", "rowspan", "role"]
            parent.set(rng.choice(names), rng.choice((*_NUMBERS, b"", b"x" * 300)).decode())
        case _:
            for _ in range(rng.choice((5, 60, 130))):
                parent.append(ElementTree.Element(stranger.tag))
                parent = parent[-1]
            parent.text = "字"
    try:
        return ElementTree.tostring(root, encoding="utf-8")
    except (RecursionError, ValueError, TypeError):
        return data


def encoded(rng: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """The same text in another encoding, whole or the second half of it."""
    text = data.decode("utf-8", "replace")
    codec = rng.choice(("gb18030", "big5", "utf-16-le", "utf-16-be", "utf-16", "utf-32", "hz", "latin-1"))
    start = rng.choice((0, len(text) // 2))
    return text[:start].encode("utf-8", "replace") + text[start:].encode(codec, "ignore")


def values(rng: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """JSON with one value exchanged, taken out, added or nested deep."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return raw(rng, data, others)
    return json.dumps(_another(rng, value), ensure_ascii=rng.random() < 0.2).encode("utf-8", "surrogatepass")


def _another(rng: Random, value: Any) -> Any:
    if not isinstance(value, dict | list) or not value or rng.random() < 0.1:
        return _nested(rng) if rng.random() < 0.05 else rng.choice(_VALUES)
    if isinstance(value, list):
        changed = list(value)
        at = rng.randrange(len(changed))
        match rng.randrange(6):
            case 0:
                del changed[at]
            case 1:
                changed[at:at] = [changed[at]] * rng.choice((1, 30))
            case _:
                changed[at] = _another(rng, changed[at])
        return changed
    made = dict(value)
    key = rng.choice(list(made))
    match rng.randrange(8):
        case 0:
            del made[key]
        case 1:
            made[rng.choice((key.upper(), key + "x", "", "字"))] = rng.choice(_VALUES)
        case _:
            made[key] = _another(rng, made[key])
    return made


def _nested(rng: Random) -> Any:
    value: Any = 1
    for _ in range(rng.choice((20, 400))):
        value = [value] if rng.random() < 0.5 else {"a": value}
    return value


def archive(rng: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """A ZIP archive with one part changed, renamed, doubled or left out; now and then only its bytes changed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as found:
            parts = [(name, found.read(name)) for name in found.namelist()]
    except Exception:
        return raw(rng, data, others)
    if not parts or rng.random() < 0.15:
        return raw(rng, data, others)
    at = rng.randrange(len(parts))
    name, content = parts[at]
    match rng.randrange(8):
        case 0:
            parts[at] = (rng.choice(("../" + name, "/" + name, name.upper(), name + "\\x", "字")), content)
        case 1:
            parts.append(parts[at])
        case 2:
            del parts[at]
        case _:
            parts[at] = (name, rng.choice((tree, tree, tree, markup, raw))(rng, content, [content]))
    out = io.BytesIO()
    with closing(zipfile.ZipFile(out, "w", rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)))) as made:
        for name, content in parts:
            made.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def chunks(rng: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """A PNG with one chunk changed and its sum right again; other pictures by their bytes, mostly those of the head."""
    if not data.startswith(b"\x89PNG") or rng.random() < 0.3:
        head = rng.choice((40, 400, len(data)))
        return raw(rng, data[:head], others) + data[head:]
    parts, at = [], 8
    while at + 12 <= len(data):
        size = struct.unpack(">I", data[at : at + 4])[0]
        parts.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + size]))
        at += 12 + size
    number = rng.randrange(len(parts)) if parts else 0
    for kind, content in parts[number : number + 1]:
        parts[number : number + 1] = [(kind, raw(rng, content, others))] * rng.choice((1, 1, 2, 0))
    return data[:8] + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in parts
    )


def rows(rng: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """An issue file with one value of one row changed as JSON or bytes, or a statement run on it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "issue.ldesk"
        path.write_bytes(data)
        with suppress(sqlite3.Error, UnicodeError, OverflowError), closing(sqlite3.connect(path)) as connection:
            names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            table = rng.choice(names or ["none"])
            columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
            column = rng.choice(columns or ["none"])
            query = f'SELECT rowid, "{column}" FROM "{table}" ORDER BY random() LIMIT 1'
            for number, value in connection.execute(query).fetchall():
                connection.execute(
                    f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (_value(rng, value, others), number)
                )
            if rng.random() < 0.1:
                connection.execute(rng.choice(_STATEMENTS).format(table=table, column=column))
            connection.commit()
        return path.read_bytes()


_STATEMENTS: Final = (
    "CREATE TRIGGER t AFTER INSERT ON {table} BEGIN DELETE FROM {table}; END", "CREATE VIEW v AS SELECT * FROM {table}",
    "DROP TABLE {table}", "ALTER TABLE {table} ADD COLUMN more TEXT", "PRAGMA user_version = 999", "PRAGMA application_id = 1",
    "DELETE FROM {table}", "ALTER TABLE {table} RENAME COLUMN {column} TO other",
)  # fmt: skip


def _value(rng: Random, value: Any, others: Sequence[bytes]) -> Any:
    if isinstance(value, str) and rng.random() < 0.8:
        return values(rng, value.encode("utf-8", "replace"), others).decode("utf-8", "replace")
    if isinstance(value, bytes) and rng.random() < 0.8:
        return raw(rng, value, others)
    return rng.choice((None, 0, -1, 2**40, 1.5, "", "x", b"", "字" * 50))
