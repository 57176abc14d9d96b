"""What a picture says of itself: XMP before IPTC before EXIF, in the encodings that agencies write, and nothing hostile of it."""

import struct
import time

import pytest
from picture_files import coded, png_chunk, png_of
from PIL import Image

from layoutdesk.base.ids import IdSource
from layoutdesk.pictures.metadata import About
from layoutdesk.pictures.read import asset_from, inspect

PLAIN = coded(Image.new("RGB", (9, 9)))
UTF_8 = (1, 90, b"\x1b%G")


def iptc(*records: tuple[int, int, bytes]) -> bytes:
    """A JPEG with IPTC-IIM records (record, dataset, text) in its segment APP13."""
    body = b"".join(
        b"\x1c" + bytes([record, number]) + struct.pack(">H", len(text)) + text for record, number, text in records
    )
    block = (
        b"8BIM" + struct.pack(">H", 0x0404) + b"\0\0" + struct.pack(">I", len(body)) + body + b"\0" * (len(body) % 2)
    )
    segment = b"Photoshop 3.0\0" + block
    return PLAIN[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + PLAIN[2:]


def xmp(inside: str, attributes: str = "") -> str:
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">'
        f'<rdf:Description rdf:about="" {attributes}>{inside}</rdf:Description></rdf:RDF></x:xmpmeta>'
    )


def with_xmp(packet: str) -> bytes:
    return coded(Image.new("RGB", (9, 9)), xmp=packet.encode())


def about(data: bytes) -> About:
    return inspect(data, "a.jpg").about


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_every_field_comes_from_iptc(encoding: str) -> None:
    texts = {120: "龙舟竞渡。", 110: "本报资料", 80: "张一帆", 105: "端午", 55: "20250531", 90: "浏阳", 116: "版权"}
    found = about(iptc(*((2, number, text.encode(encoding)) for number, text in texts.items())))
    assert found == About(
        caption="龙舟竞渡。",
        credit="本报资料",
        byline="张一帆",
        headline="端午",
        date="20250531",
        city="浏阳",
        copyright="版权",
    )


def test_iptc_that_says_utf_8_is_read_as_nothing_else() -> None:
    assert about(iptc(UTF_8, (2, 120, "龙舟".encode()))).caption == "龙舟"
    assert about(iptc(UTF_8, (2, 120, "龙舟".encode("gb18030")))).caption == ""


FIELDS = """<dc:description><rdf:Alt><rdf:li xml:lang="en">Morning exercise.</rdf:li>
<rdf:li xml:lang="x-default">晨练的市民。</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>王 芳</rdf:li><rdf:li>李 明</rdf:li></rdf:Seq></dc:creator>
<photoshop:City>长沙</photoshop:City>"""


def test_every_field_comes_from_xmp() -> None:
    found = about(with_xmp(xmp(FIELDS, 'photoshop:Credit="本报资料" photoshop:Headline="晨练"')))
    assert (found.caption, found.credit, found.byline) == ("晨练的市民。", "本报资料", "王 芳、李 明")
    assert (found.headline, found.city) == ("晨练", "长沙")


def test_a_caption_in_several_languages_is_taken_in_chinese_where_no_default_is_marked() -> None:
    items = '<rdf:li xml:lang="en">Tea</rdf:li><rdf:li xml:lang="zh-CN">茶</rdf:li>'
    both = f"<dc:description><rdf:Alt>{items}</rdf:Alt></dc:description>"
    assert about(with_xmp(xmp(both))).caption == "茶"
    assert about(with_xmp(xmp(both.replace("zh-CN", "fr")))).caption == "Tea"


def test_xmp_wins_over_iptc_field_by_field() -> None:
    packet = xmp("<dc:description>新</dc:description>").encode()
    segment = b"http://ns.adobe.com/xap/1.0/\0" + packet
    old = iptc((2, 120, "旧".encode()), (2, 80, "张一帆".encode()))
    found = about(old[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + old[2:])
    assert (found.caption, found.byline) == ("新", "张一帆")


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP"])
def test_xmp_is_read_in_other_formats(kind: str) -> None:
    packet = xmp("<dc:description>龙舟</dc:description>").encode()
    image = Image.new("RGB", (9, 9))
    if kind == "PNG":
        data = png_of(8, 8, bytes(16), png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet))
    elif kind == "TIFF":
        data = coded(image, "TIFF", tiffinfo={700: packet})
    else:
        data = coded(image, kind, xmp=packet)
    assert about(data).caption == "龙舟"


def test_iptc_inside_a_tiff_is_read() -> None:
    body = b"\x1c\x02\x78" + struct.pack(">H", 6) + "龙舟".encode()
    assert about(coded(Image.new("RGB", (9, 9)), "TIFF", tiffinfo={33723: body})).caption == "龙舟"


@pytest.mark.parametrize(
    "hostile",
    [
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + xmp("<dc:description>&a;</dc:description>"),
        xmp("<dc:description>open"), "<" * 1000, xmp(f"<dc:description>{'x' * 1_000_001}</dc:description>"),
    ],
    ids=["entity", "cut off", "no XML", "endless"],
)  # fmt: skip
def test_hostile_xmp_is_left_out(hostile: str) -> None:
    text = png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + hostile.encode())
    assert about(png_of(8, 8, bytes(16), text)).caption == ""


def test_deeply_nested_xmp_takes_no_time() -> None:
    depth = 12_000
    nested = f'<x xmlns:dc="http://purl.org/dc/elements/1.1/">{"<dc:creator>" * depth}{"</dc:creator>" * depth}</x>'
    text = png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + nested.encode())
    start = time.monotonic()
    assert about(png_of(8, 8, bytes(16), text)).byline == ""
    assert time.monotonic() - start < 5


def test_caption_comes_from_exif_without_controls() -> None:
    exif = Image.Exif()
    exif[0x010E] = "line\x07 one\ntwo"
    exif[0x013B] = "王芳".encode("gb18030")
    found = about(coded(Image.new("RGB", (9, 9)), exif=exif))
    assert (found.caption, found.byline) == ("line one two", "王芳")


def test_the_asset_keeps_what_the_picture_says() -> None:
    data = iptc((2, 120, "龙舟".encode()), (2, 80, "张一帆".encode()), (2, 90, "浏阳".encode()))
    asset = asset_from(data, "a.jpg", "", IdSource(b"seed"))
    assert (asset.caption, asset.credit, asset.byline, asset.facts) == ("龙舟", "", "张一帆", {"city": "浏阳"})
