"""One story in every format that newsrooms send: the same Story comes out of each, ids and origins aside.

A format adds one function to ``MADE`` that gives the name and the bytes of its file.
"""

import base64
import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from made_documents import docx, drawing, p, png, r, styles

from layoutdesk.base.ids import IdSource
from layoutdesk.intake import Intake, read_text
from layoutdesk.model import Story

LABEL, KICKER, MAIN, DECK = "春到茶山", "雨停了，芽绿了", "头茶开采 山里忙起来", "全市茶园一夜返青"
BYLINE = "本报记者 云开"
LEAD = ("3月9日,天刚亮,陆家坪的茶园里就响起了说话声。今年的", "第一锅茶", "出锅了,香气飘满了整个山坳。")
SUBHEADS = ("机器上山", "茶香下山")
BODY = ("采茶机来了,一台顶得上五个人。", "茶厂的灯亮到了半夜,新茶连夜装车。")
CAPTION, CREDIT = "茶农在云雾里采下今年的头茶。", "记者 林间 摄"
TABLE = (("片区", "茶园(亩)", "开采日期"), ("陆家坪", "1200", "3月9日"), ("白石沟", "860", "3月11日"))


def text() -> tuple[str, bytes]:
    rows = "\n".join("\t".join(row) for row in TABLE)
    lines = (
        f"栏目：{LABEL}", f"引题：{KICKER}", f"# {MAIN}", f"副题：{DECK}", f"署名：{BYLINE}", "",
        f"{LEAD[0]}**{LEAD[1]}**{LEAD[2]}", "", f"![{CAPTION} {CREDIT}](tea.png)", "", f"## {SUBHEADS[0]}", "", BODY[0], "",
        rows, "", f"## {SUBHEADS[1]}", "", BODY[1],
    )  # fmt: skip
    return "稿.md", "\n".join(lines).encode()


def word() -> tuple[str, bytes]:
    named = styles(
        ("lm", "栏目", ""), ("yt", "引题", ""), ("bt", "主题", ""), ("ft", "副题", ""), ("sm", "署名", ""),
        ("xbt", "小标题", "<w:rPr><w:b/></w:rPr>"),
        ("tz", "caption", ""), ("a", "Normal", ""),
    )  # fmt: skip
    lead = p(style="a", runs=r(LEAD[0]) + r(LEAD[1], "<w:b/>") + r(LEAD[2]))
    cells = ("".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) for row in TABLE)
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"
    body = (
        p(LABEL, "lm") + p(KICKER, "yt") + p(MAIN, "bt") + p(DECK, "ft") + p(BYLINE, "sm") + lead + f"<w:p>{drawing('rp')}</w:p>"
        + p(f"{CAPTION} {CREDIT}", "tz") + p(SUBHEADS[0], "xbt") + p(BODY[0], "a") + table + p(SUBHEADS[1], "xbt") + p(BODY[1], "a")
    )  # fmt: skip
    parts = {"styles.xml": named, "media/tea.png": png()}
    return "稿.docx", docx(body, parts, {"rp": ("image", "media/tea.png")})


def rtf() -> tuple[str, bytes]:
    def gbk(text: str) -> str:
        return "".join(f"\\'{byte:02x}" for byte in text.encode("gbk"))

    names = ("正文", "栏目", "引题", "主题", "副题", "署名", "小标题", "题注")
    sheet = r"{\stylesheet" + "".join(rf"{{\s{at} {gbk(name)};}}" for at, name in enumerate(names)) + "}"

    def line(style: int, text: str) -> str:
        return rf"\pard\plain\s{style} {text}\par "

    def row(cells: tuple[str, ...]) -> str:
        edges = "".join(rf"\cellx{1_000 * (at + 1)}" for at in range(len(cells)))
        return rf"\trowd{edges}" + "".join(rf"\pard\intbl {gbk(cell)}\cell" for cell in cells) + r"\row "

    body = (
        line(1, gbk(LABEL)) + line(2, gbk(KICKER)) + line(3, gbk(MAIN)) + line(4, gbk(DECK)) + line(5, gbk(BYLINE))
        + line(0, gbk(LEAD[0]) + r"{\b " + gbk(LEAD[1]) + "}" + gbk(LEAD[2])) + line(0, r"{\pict\pngblip " + png().hex() + "}")
        + line(7, gbk(f"{CAPTION} {CREDIT}")) + line(6, gbk(SUBHEADS[0])) + line(0, gbk(BODY[0])) + "".join(map(row, TABLE))
        + line(6, gbk(SUBHEADS[1])) + line(0, gbk(BODY[1]))
    )  # fmt: skip
    return "稿.rtf", (r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 SimSun;}}" + sheet + body + "}").encode(
        "ascii"
    )


def html() -> tuple[str, bytes]:
    picture = base64.b64encode(png()).decode()
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in TABLE)
    names = {"lm": "栏目", "yt": "引题", "ft": "副题", "sm": "署名"}
    sheet = "".join(f"p.{name} {{mso-style-name:{called};}}\n" for name, called in names.items())
    page = (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><style>{sheet}</style></head><body><p class=lm>{LABEL}</p>"
        f"<p class=yt>{KICKER}</p><h1>{MAIN}</h1><p class=ft>{DECK}</p><p class=sm>{BYLINE}</p>"
        f"<p>{LEAD[0]}<b>{LEAD[1]}</b>{LEAD[2]}</p>"
        f"<figure><img src='data:image/png;base64,{picture}'><figcaption>{CAPTION} {CREDIT}</figcaption></figure>"
        f"<h2>{SUBHEADS[0]}</h2><p>{BODY[0]}</p><table>{rows}</table><h2>{SUBHEADS[1]}</h2><p>{BODY[1]}</p></body></html>"
    )
    return "稿.html", page.encode()


def _rows(row: str, cell: str) -> str:
    return "".join(f"<{row}>" + "".join(f"<{cell}>{text}</{cell}>" for text in line) + f"</{row}>" for line in TABLE)


def nitf() -> tuple[str, bytes]:
    picture = (
        f'<media media-type="image"><media-reference mime-type="image/png" source="http://127.0.0.1:9/a/tea.png"/>'
        f"<media-caption>{CAPTION}</media-caption><media-producer>{CREDIT}</media-producer></media>"
    )
    article = f"""<?xml version="1.0" encoding="UTF-8"?>
      <nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><head><docdata><series series.name="{LABEL}"/></docdata></head><body>
       <body.head><hedline><hl1>{MAIN}</hl1><hl2 class="kicker">{KICKER}</hl2><hl2>{DECK}</hl2></hedline>
        <byline>{BYLINE}</byline></body.head>
       <body.content><p>{LEAD[0]}<em>{LEAD[1]}</em>{LEAD[2]}</p>{picture}<hl2>{SUBHEADS[0]}</hl2><p>{BODY[0]}</p>
        <table>{_rows("tr", "td")}</table><hl2>{SUBHEADS[1]}</hl2><p>{BODY[1]}</p></body.content></body></nitf>"""
    return "稿.xml", article.encode()


def _xhtml() -> str:
    return (
        f"<p>{LEAD[0]}<strong>{LEAD[1]}</strong>{LEAD[2]}</p>"
        f"<figure><img src='tea.png'/><figcaption>{CAPTION} {CREDIT}</figcaption></figure>"
        f"<h2>{SUBHEADS[0]}</h2><p>{BODY[0]}</p><table>{_rows('tr', 'td')}</table><h2>{SUBHEADS[1]}</h2><p>{BODY[1]}</p>"
    )


def newsml() -> tuple[str, bytes]:
    heads = (("label", LABEL), ("kicker", KICKER), ("main", MAIN), ("subhead", DECK))
    headlines = "".join(f'<headline role="hldrole:{role}">{text}</headline>' for role, text in heads)
    page = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{_xhtml()}</body></html>'
    item = f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:a" standard="NewsML-G2" standardversion="2.35">
      <itemMeta><itemClass qcode="ninat:text"/></itemMeta><contentMeta>{headlines}<by>{BYLINE}</by></contentMeta>
      <contentSet><inlineXML contenttype="application/xhtml+xml">{page}</inlineXML></contentSet></newsItem>"""
    return "稿.xml", item.encode()


def newsml_with_nitf() -> tuple[str, bytes]:
    inner = nitf()[1].decode().partition("?>")[2]
    return "稿.xml", f"<newsItem><contentSet><inlineXML>{inner}</inlineXML></contentSet></newsItem>".encode()


def ninjs_1() -> tuple[str, bytes]:
    item = {
        "uri": "urn:a", "type": "text", "headline": MAIN, "headline_kicker": KICKER, "headline_sub": DECK, "headline_label": LABEL,
        "byline": BYLINE, "body_xhtml": _xhtml(),
    }  # fmt: skip
    return "稿.json", json.dumps(item).encode()


def ninjs_3() -> tuple[str, bytes]:
    heads = (("main", MAIN), ("kicker", KICKER), ("sub", DECK), ("label", LABEL))
    item = {
        "standard": {"name": "ninjs", "version": "3.1"}, "uri": "urn:a", "by": BYLINE,
        "headlines": [{"role": role, "value": text} for role, text in heads],
        "bodies": [{"role": "main", "contentType": "text/html", "value": _xhtml()}],
    }  # fmt: skip
    return "稿.json", json.dumps(item, ensure_ascii=False).encode()


MADE: dict[str, Callable[[], tuple[str, bytes]]] = {
    "text": text, "word": word, "rtf": rtf, "html": html, "nitf": nitf, "newsml": newsml, "newsml with nitf": newsml_with_nitf,
    "ninjs 1": ninjs_1, "ninjs 3": ninjs_3,
}  # fmt: skip


def read(make: Callable[[], tuple[str, bytes]]) -> Intake:
    name, data = make()
    return read_text(data, name, IdSource(b"test"))


#: What only tells how a story was read.
READ_BY = ("id", "origin", "confidence", "reason", "asset")


def bare(story: Story) -> Any:
    """A story as data without what tells how it was read: ids, origins, reasons, the marks of bold that were taken away, and the
    name that a picture has inside its file.
    """

    def without(value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return [without(item) for item in value]
        if not isinstance(value, dict):
            return value
        kept = {key: without(item) for key, item in value.items() if key not in READ_BY}
        changes = [change for change in value.get("changes", ()) if change["code"] != "markup"]
        kept["changes"] = [(change["original"], change["code"]) for change in changes]
        return kept

    return without(msgspec.to_builtins(story))


@pytest.mark.parametrize("kind", MADE)
def test_the_same_story_comes_out_of_every_format(kind: str) -> None:
    stories = read(MADE[kind]).stories
    assert len(stories) == 1
    assert bare(stories[0]) == bare(read(text).stories[0])


def test_the_story_is_all_there() -> None:
    story = bare(read(text).stories[0])
    parts = {name: story[name]["text"] for name in ("label", "kicker", "main", "deck", "byline")}
    assert parts == {"label": LABEL, "kicker": KICKER, "main": MAIN, "deck": DECK, "byline": BYLINE}
    assert story["main"]["breaks"] == [5]
    kinds = [(item["type"], item.get("style", "")) for item in story["body"]]
    assert kinds == [("paragraph", "lead"), ("picture", ""), ("paragraph", "subhead"), ("paragraph", ""), ("table", ""),
                     ("paragraph", "subhead"), ("paragraph", "")]  # fmt: skip
    lead, picture = story["body"][:2]
    span = lead["spans"][0]
    assert lead["text"][span["start"] : span["end"]] == LEAD[1] and "，" in lead["text"]
    assert (picture["caption"]["text"], picture["credit"]["text"]) == (CAPTION, CREDIT)


@pytest.mark.parametrize("kind", ["word", "rtf", "html"])
def test_the_picture_inside_the_file_is_the_original(kind: str) -> None:
    assert list(read(MADE[kind]).pictures.values()) == [png()]
