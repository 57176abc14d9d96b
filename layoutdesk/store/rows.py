"""A document as rows of the table ``part`` and back: one row for each page, story, template, asset, query …

Rows are JSON in UTF-8. What two snapshots share by identity is never looked into: a commit after typing encodes one story.
"""

from __future__ import annotations

import hashlib
import operator
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from functools import cache, reduce
from typing import Any, Final, Literal, NamedTuple

import msgspec
from msgspec.structs import replace

from layoutdesk.model import Asset, Document, FontUse, Meta, Page, Query, Review, Story, Template, TextStyle
from layoutdesk.store import sql
from layoutdesk.store.fetch import Malformed, typed


class Collection(NamedTuple):
    """One field of a document: the kind of its rows, the type of each, whether it is one row, a tuple by key or a dict."""

    kind: str
    field: str
    type: Any
    form: Literal["one", "many", "named"]
    key: str = "id"


COLLECTIONS: Final = (
    Collection("meta", "meta", Meta, "one"),
    Collection("page", "pages", Page, "many"),
    Collection("template", "templates", Template, "many", "name"),
    Collection("story", "stories", Story, "many"),
    Collection("style", "styles", TextStyle, "named"),
    Collection("asset", "assets", Asset, "many"),
    Collection("query", "queries", Query, "many"),
    Collection("review", "review", Review, "one"),
    Collection("thread", "threads", tuple[str, ...], "named"),
    Collection("fonts", "fonts", tuple[FontUse, ...], "one"),
)

_BY_KIND: Final = {each.kind: each for each in COLLECTIONS}

#: Kind and id of a row.
Key = tuple[str, str]


class Difference(NamedTuple):
    """What one row needs: ``value`` ``None`` to delete it, ``moved`` to change its position only."""

    key: Key
    position: int
    value: object | None
    moved: bool = False


def items(document: Document, collection: Collection) -> Iterable[tuple[str, object]]:
    """The rows of one field in their order: id and value."""
    value = getattr(document, collection.field)
    if collection.form == "one":
        return ((collection.kind, value),)
    if collection.form == "named":
        pairs: Mapping[str, object] = value
        return pairs.items()
    return ((getattr(each, collection.key), each) for each in value)


class Part(NamedTuple):
    """A row as it lies in the file."""

    kind: str
    name: str
    body: bytes
    version: int
    position: int

    @property
    def key(self) -> Key:
        """Kind and id."""
        return self.kind, self.name


def parts(connection: sqlite3.Connection) -> list[Part]:
    """All rows of an issue in their order; raises ``Malformed``."""
    return [Part(*row) for row in typed(connection, sql.ALL_PARTS, (str, str, bytes, int, int))]


def all_rows(document: Document) -> Iterator[Difference]:
    """Every row of a document."""
    for collection in COLLECTIONS:
        for position, (name, value) in enumerate(items(document, collection)):
            yield Difference((collection.kind, name), position, value)


def differences(before: Document, after: Document) -> Iterator[Difference]:
    """The rows in which two snapshots differ, told by identity."""
    for collection in COLLECTIONS:
        if getattr(before, collection.field) is getattr(after, collection.field):
            continue
        old = {name: (at, value) for at, (name, value) in enumerate(items(before, collection))}
        for position, (name, value) in enumerate(items(after, collection)):
            key = (collection.kind, name)
            place, standing = old.pop(name, (-1, None))
            if standing is not value:
                yield Difference(key, position, value)
            elif place != position:
                yield Difference(key, position, value, moved=True)
        for name in old:
            yield Difference((collection.kind, name), 0, None)


def kept(old: Document, new: Document) -> Document:
    """``new`` with every part that equals its earlier self in ``old`` as that very object, so that caches hold on to it."""
    fields: dict[str, Any] = {}
    for collection in COLLECTIONS:
        before, after = getattr(old, collection.field), getattr(new, collection.field)
        if before == after:
            fields[collection.field] = before
        elif collection.form == "many":
            standing = dict(items(old, collection))
            pairs = ((standing.get(name), value) for name, value in items(new, collection))
            fields[collection.field] = tuple(mine if mine == value else value for mine, value in pairs)
    return replace(new, **fields)


def mark(key: Key, position: int, body: bytes) -> int:
    """What one row says, as a number of 128 bits."""
    digest = hashlib.blake2b(f"{len(key[0])} {len(key[1])} {position} {key[0]} {key[1]} ".encode(), digest_size=16)
    digest.update(body)
    return int.from_bytes(digest.digest(), "big")


#: The reason told where rows do not say together what they should.
CHECKSUM: Final = "checksum"


def sum_of(marks: Iterable[int]) -> str:
    """What all rows say together, whatever their order; the database's own checks do not look into a row."""
    return f"{reduce(operator.xor, marks, 0):032x}"


def encoded(value: object) -> bytes:
    """The body of a row."""
    return msgspec.json.encode(value)


@cache
def _decoder(kind: str) -> Callable[[bytes], Any]:
    return msgspec.json.Decoder(_BY_KIND[kind].type).decode


#: What rows say, by kind and body: documents read with one of these share what is the same in them.
Known = MutableMapping[tuple[str, bytes], Any]


def document_of(parts: Iterable[Part], known: Known | None = None) -> Document:
    """The document that rows, in their order, make up. What is ``known`` already is not decoded again.

    Raises ``Malformed`` for a row of unknown kind, a body that is no such part (with the path of the fault in it), or one that
    stands under another id than its own; and where the issue's own row is missing.
    """
    fields: dict[str, Any] = {}
    many: dict[str, list[Any]] = {}
    for kind, name, body, *_ in parts:
        collection = _BY_KIND.get(kind)
        if collection is None:
            raise Malformed(f"{kind} {name}")
        value = _value(kind, name, body, known)
        if collection.form == "one":
            fields[collection.field] = value
        elif collection.form == "named":
            fields.setdefault(collection.field, {})[name] = value
        elif getattr(value, collection.key) != name:
            raise Malformed(f"{kind} {name}: {getattr(value, collection.key)}")
        else:
            many.setdefault(collection.field, []).append(value)
    if "meta" not in fields:
        raise Malformed("meta")
    fields.update({field: tuple(values) for field, values in many.items()})
    document = Document(**fields)
    _check_templates(document)
    return document


def _value(kind: str, name: str, body: bytes, known: Known | None) -> Any:
    value = known.get((kind, body)) if known is not None else None
    if value is None:
        try:
            value = _decoder(kind)(body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise Malformed(f"{kind} {name}: {error}") from None
        if known is not None:
            known[kind, body] = value
    return value


def _check_templates(document: Document) -> None:
    """Without its template a page has no measure, and a template without the body's style no size."""
    known = {template.name for template in document.templates}
    named = [(f"template {template.name}", template.styles.get("body")) for template in document.templates]
    if "body" in document.styles:
        named.append(("style", document.styles["body"]))
    for where, body in named:
        if body is None or not body.size:
            raise Malformed(f"{where}: body")
    for page in document.pages:
        if page.template not in known:
            raise Malformed(f"page {page.id}: template {page.template}")
