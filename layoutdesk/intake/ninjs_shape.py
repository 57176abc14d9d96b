"""What a ninjs file may say: the properties of ninjs 1.0 to 3.1 as one set, each with its type (IPTC News in JSON).

Names are in lower case, since 3.x writes ``contentType`` where 2.x writes ``contenttype``, and both are sent. What is a list in
one version and an object with names in another may be either. Anything else in a file is a fault with its path.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

_When = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^-?(?:[1-9][0-9]*)?[0-9]{4}(?:-(?:1[0-2]|0[1-9])(?:-(?:3[01]|0[1-9]|[12][0-9])(?:T[0-9:.]{2,20}(?:Z|[+-][0-9:]{5})?)?)?)?$"
    ),
]
_Kind = Literal["text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"]
_Status = Literal["usable", "withheld", "canceled"]


class _Shape(msgspec.Struct, forbid_unknown_fields=True):
    """An object of ninjs: no other property than those named."""


def _one_of(shape: msgspec.Struct, first: str, second: str, *, needed: bool) -> None:
    """Refuses both of two properties, or none where one is needed."""
    given = sum(getattr(shape, name) is not None for name in (first, second))
    if given > 1 or (needed and not given):
        raise ValueError(f"either {first} or {second} is needed, and not both")


class Value(_Shape):
    """A headline, description or body with its role (2.0 and later)."""

    value: str
    role: str = ""
    contenttype: str = ""
    charcount: float = 0
    wordcount: float = 0


class Rendition(_Shape):
    """One form in which a picture or other content exists; ``href`` is an address that is never followed."""

    name: str = ""
    href: str = ""
    mimetype: str = ""
    contenttype: str = ""
    title: str = ""
    width: float = 0
    height: float = 0
    sizeinbytes: float = 0
    duration: float = 0
    format: str = ""
    aspectratio: str = ""
    videocodec: str = ""
    framerate: float = 0
    poi: dict[str, int] = {}
    transportprotocol: str = ""
    scantype: str = ""
    bitrate: str = ""


class NamedRendition(Rendition, kw_only=True):
    """A rendition in a list (2.0 and later)."""

    name: str


class _Address(_Shape):
    lines: list[str] = []
    locality: str = ""
    area: str = ""
    postalcode: str = ""
    country: str = ""


class _Contact(_Shape):
    type: str = ""
    role: str = ""
    lang: str = ""
    name: str = ""
    value: str | None = None
    address: _Address | None = None

    def __post_init__(self) -> None:
        _one_of(self, "value", "address", needed=True)


class _Symbol(_Shape):
    ticker: str = ""
    exchange: str = ""
    symboltype: str = ""
    symbol: str = ""


class _Geo(msgspec.Struct):
    """A place on the map (RFC 7946), which is not printed."""

    type: Literal[
        "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection", "Feature",
        "FeatureCollection",
    ]  # fmt: skip


class _Thing(_Shape):
    """A person, organisation, place, subject, event, object, genre or source."""

    id: str = ""
    name: str = ""
    rel: str = ""
    role: str = ""
    scheme: str = ""
    code: str = ""
    uri: str = ""
    literal: str = ""
    creator: str = ""
    relevance: int = 0
    confidence: int = 0
    symbols: list[_Symbol] = []
    contactinfo: list[_Contact] = []
    geojson: _Geo | None = None


class _Trust(_Shape):
    scheme: str = ""
    code: str = ""
    role: str = ""
    title: str = ""
    href: str = ""


class _Standard(_Shape):
    name: str = ""
    version: str = ""
    schema: str = ""


class _Rights(msgspec.Struct):
    langid: str = ""
    linkedrights: str | None = None
    encodedrights: str | None = None

    def __post_init__(self) -> None:
        _one_of(self, "linkedrights", "encodedrights", needed=True)


class _Code(_Shape):
    code: str = ""
    scheme: str = ""


class _Advice(_Shape):
    role: Literal["publish"] = "publish"
    environments: list[_Code] = []
    importance: _Code | None = None
    lifetime: _Code | None = None


class _Source(_Shape):
    name: str = ""
    uri: str = ""
    literal: str = ""


class _Recurrence(_Shape):
    recurrencedates: list[_When] = []
    recurrencerules: list[dict[str, Any]] = []


class _Dates(_Shape):
    startdate: str | None = None
    enddate: str | None = None
    expectedstartdate: _When | None = None
    expectedenddate: _When | None = None
    expectedduration: str = ""
    recurrence: _Recurrence | None = None

    def __post_init__(self) -> None:
        _one_of(self, "startdate", "expectedstartdate", needed=False)
        _one_of(self, "enddate", "expectedenddate", needed=False)


class _EventDetails(_Shape):
    eventstatus: str = ""
    plannedcoveragestatus: str = ""
    dates: _Dates | None = None
    organiser: _Thing | None = None


class _Coverage(_Shape):
    uri: str = ""
    title: str = ""
    pubstatus: _Status = "usable"
    plannedcoveragestatus: str = ""
    type: _Kind = "text"
    commissioned: dict[str, Any] = {}
    dates: _Dates | None = None
    audiences: list[dict[str, Any]] = []
    exclaudience: list[str] = []
    ednote: str = ""
    urgency: int = 0
    language: str = ""
    itemcount: dict[str, int] = {}
    wordcount: int = 0
    renditions: list[NamedRendition] = []


_Things = list[_Thing]


class Item(_Shape):
    """A news item. ``texts`` are what 1.x writes as ``body_…``, ``headline_…`` and ``description_…`` (see ``ninjs``)."""

    uri: str
    type: _Kind = "text"
    mimetype: str = ""
    representationtype: Literal["complete", "incomplete", "full", "partial"] = "complete"
    profile: str = ""
    version: str = ""
    firstcreated: str = ""
    versioncreated: str = ""
    contentcreated: str = ""
    embargoed: str = ""
    embargoeduntil: str = ""
    pubstatus: _Status = "usable"
    urgency: int = 0
    copyrightholder: str = ""
    copyrightnotice: str = ""
    usageterms: str = ""
    ednote: str = ""
    language: str = ""
    title: str = ""
    byline: str = ""
    by: str = ""
    headline: str = ""
    slugline: str = ""
    located: str = ""
    charcount: float = 0
    wordcount: float = 0
    expires: str = ""
    texts: dict[str, str] = {}
    headlines: list[Value] = []
    descriptions: list[Value] = []
    bodies: list[Value] = []
    person: _Things = []
    people: _Things = []
    organisation: _Things = []
    organisations: _Things = []
    place: _Things = []
    places: _Things = []
    subject: _Things = []
    subjects: _Things = []
    event: _Things = []
    events: _Things = []
    object: _Things = []
    objects: _Things = []
    infosource: _Things = []
    infosources: _Things = []
    genre: _Things = []
    genres: _Things = []
    eventdetails: _EventDetails | None = None
    plannedcoverage: list[_Coverage] = []
    renditions: dict[str, Rendition] | list[NamedRendition] = {}
    associations: dict[str, Item] | list[Association] = {}
    altids: dict[str, Any] | list[dict[str, str]] = {}
    trustindicator: list[_Trust] = []
    trustindicators: list[_Trust] = []
    standard: _Standard | None = None
    rightsinfo: _Rights | None = None
    digitalsourcetype: _Source | None = None
    advices: list[_Advice] = []


class Association(Item, kw_only=True):
    """An item in a list of associations (2.0 and later)."""

    name: str
    rel: str = ""
