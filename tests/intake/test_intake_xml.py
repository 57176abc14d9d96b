"""XML under limits: what is written is read in any encoding of the trade; bombs and lies are refused in a sentence."""

import codecs
from pathlib import Path
from xml.etree.ElementTree import tostring

import pytest

from layoutdesk import words
from layoutdesk.base.problem import Refusal
from layoutdesk.intake.xml import Limits, parse

STORY = '<n xmlns="urn:x" id="七">茶园<b>开采</b>了&amp;&#x4E91;<![CDATA[<雨>]]><!-- 山 --></n>'


@pytest.mark.parametrize(
    "data",
    [
        STORY.encode(),
        b"\n" + f'<?xml version="1.0" encoding="UTF-8"?>{STORY}'.encode(),
        codecs.BOM_UTF8 + STORY.encode(),
        f'<?xml version="1.0" encoding="GB2312"?>{STORY}'.encode("gb2312"),
        f"<?xml version='1.0' encoding='gbk'?>\n{STORY}".encode("gbk"),
        f'<?xml version="1.0" encoding="Big5"?>{STORY}'.replace("园", "園").replace("开采", "開採").encode("big5"),
        codecs.BOM_UTF16_LE + f'<?xml version="1.0" encoding="UTF-16"?>{STORY}'.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + STORY.encode("utf-16-be"),
        STORY.encode("utf-16-le"),
    ],
)
def test_the_encodings_of_agencies_are_read(data: bytes) -> None:
    root = parse(data, "story.xml")
    assert root.tag == "{urn:x}n" and root.get("id") == "七"
    assert root[0].tag == "{urn:x}b" and root[0].text in ("开采", "開採")
    assert root[0].tail == "了&云<雨>"


BOMB = "<!DOCTYPE a [" + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12)) + "]><a>&e11;</a>"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BOMB, "doctype"),
        ('<!DOCTYPE a [<!ENTITY e "' + "好" * 200_000 + '">]><a>' + "&e;" * 200_000 + "</a>", "doctype"),
        ('<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>', "doctype"),
        ('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>', "doctype"),
        ('<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]><a/>', "doctype"),
        ("\n<!DOCTYPE a><a/>", "doctype"),
        ("<a>&nbsp;</a>", "broken"),
        ("<a><b></a></b>", "broken"),
        ("<a", "broken"),
        ("<a/><a/>", "broken"),
        ("<a>\x01</a>", "broken"),
        ('<x:a y="1" y="2" xmlns:x="urn:x"/>', "broken"),
        ("<x:a/>", "broken"),
        ("not XML at all", "broken"),
        ('<?xml version="1.0" encoding="UTF-7"?><a/>', "encoding"),
        ("<a>" * 1_000_000, "depth"),
        ("<a>" + "<b/>" * 3_000_000 + "</a>", "elements"),
        ("<a " + " ".join(f'a{n}=""' for n in range(400_000)) + "/>", "attributes"),
        ("<a>" + ("<b " + " ".join(f'a{n}=""' for n in range(120)) + "/>") * 10_000 + "</a>", "attributes"),
    ],
)
def test_bombs_and_broken_xml_are_refused_in_words(text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse(text.encode(), "某稿.xml")
    assert refused.value.code == f"intake.xml-{code}"
    for language in words.LANGUAGES:
        sentence = words.refusal_text(refused.value, language)
        assert "某稿.xml" in sentence and "{" not in sentence


def test_other_limits_can_be_given() -> None:
    with pytest.raises(Refusal) as refused:
        parse(b"<a><b/></a>", "a.xml", Limits(elements=1))
    assert refused.value.code == "intake.xml-elements"
    with pytest.raises(Refusal) as refused:
        parse(b"<a><b/></a>", "a.xml", Limits(size=4))
    assert refused.value.code == "intake.too-large"


def test_wrong_bytes_are_told_with_their_line() -> None:
    with pytest.raises(Refusal) as refused:
        parse(b"<a>\n\n\xff</a>", "a.xml")
    assert (refused.value.code, refused.value.args_["line"]) == ("intake.bad-bytes", "3")


def test_the_broken_files_are_refused(shared: Path) -> None:
    for path in sorted((shared / "badinput" / "xml").iterdir()):
        with pytest.raises(Refusal) as refused:
            parse(path.read_bytes(), path.name)
        assert refused.value.code == "intake.xml-doctype", path.name


def test_what_was_read_is_what_was_written() -> None:
    assert tostring(parse(b'<a b="1">x<c/>y</a>', "a.xml")) == b'<a b="1">x<c />y</a>'
