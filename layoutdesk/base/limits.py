"""What numbers of an issue may be, checked where stored data is read: a file from elsewhere may hold anything.

Generous against any real page (a broadsheet sheet is 1,100 pt wide and some 150 rows deep) and small enough that nothing
overflows or loops for long. Types for fields of ``msgspec`` structs; making an object in the program is not checked.
"""

from typing import Annotated

from msgspec import Meta

#: A place on the grid or in a list; blocks may hang over the page's edge.
Place = Annotated[int, Meta(ge=-10_000, le=10_000)]
#: How many of something: columns, rows, lines. ``Some`` is at least one.
Count = Annotated[int, Meta(ge=0, le=10_000)]
Some = Annotated[int, Meta(ge=1, le=10_000)]
#: Columns on a page or in a block: each costs time.
Columns = Annotated[int, Meta(ge=0, le=100)]
SomeColumns = Annotated[int, Meta(ge=1, le=100)]
#: Lines that a paragraph is set longer or shorter than looks best.
MoreLines = Annotated[int, Meta(ge=-3, le=3)]
#: An offset in a text, in code points.
Offset = Annotated[int, Meta(ge=-1, le=1 << 40)]
#: How good a place is, 0 the best.
LAST_RANK = 9
Rank = Annotated[int, Meta(ge=0, le=LAST_RANK)]
#: Pixels of a picture along one side.
Pixels = Annotated[int, Meta(ge=1, le=1_000_000)]
#: A coordinate and a length in points.
Coordinate = Annotated[float, Meta(ge=-100_000.0, le=100_000.0)]
Length = Annotated[float, Meta(ge=0.0, le=100_000.0)]
#: A size of type in points, and one that may be left out (0).
MOST_SIZE = 5_000.0
TypeSize = Annotated[float, Meta(ge=0.5, le=MOST_SIZE)]
ChosenSize = Annotated[float, Meta(ge=0.0, le=MOST_SIZE)]
#: A length in em, 字 or rows, and one in em up or down.
Ems = Annotated[float, Meta(ge=0.0, le=1_000.0)]
Shift = Annotated[float, Meta(ge=-10.0, le=10.0)]
#: How far something stands aside, in 字.
Aside = Annotated[float, Meta(ge=-1_000.0, le=1_000.0)]
SomeEms = Annotated[float, Meta(ge=0.5, le=1_000.0)]
#: A horizontal scale of type.
Scale = Annotated[float, Meta(ge=0.05, le=20.0)]
#: Shares of a word space; what letters stand apart or together, em; the width of glyphs over their own.
WordSpace = Annotated[float, Meta(ge=0.3, le=5.0)]
Tracking = Annotated[float, Meta(ge=-0.1, le=0.2)]
GlyphScale = Annotated[float, Meta(ge=0.9, le=1.1)]
#: A length in mm, and the side of a sheet.
Millimetres = Annotated[float, Meta(ge=0.0, le=5_000.0)]
Side = Annotated[float, Meta(ge=10.0, le=5_000.0)]
#: A share of something: a component of a paint, a tint.
Share = Annotated[float, Meta(ge=0.0, le=1.0)]
#: A day of the calendar as ``YYYY-MM-DD``, or nothing.
Day = Annotated[str, Meta(pattern=r"\A(?:[0-9]{4}-[0-9]{2}-[0-9]{2})?\Z")]
#: How many lines deep a drop capital stands; 0 and 1: none.
Drop = Annotated[int, Meta(ge=0, le=5)]
#: A language as BCP 47 writes it.
Language = Annotated[str, Meta(max_length=35)]
#: The reading of some characters, set small above them.
MOST_READING = 400
Reading = Annotated[str, Meta(max_length=MOST_READING)]
#: Bytes of a file, and a moment in nanoseconds since 1970.
Bytes = Annotated[int, Meta(ge=0, le=1 << 50)]
Moment = Annotated[int, Meta(ge=0, le=(1 << 63) - 1)]
#: A name that the program gives: that of a group.
Name = Annotated[str, Meta(max_length=100)]
