"""Seeds for every format, made here; what a format can do, one of them does."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from made_documents import docx, drawing, p, png, r, styles

_PAGE = """---
报名：云溪日报
日期：2026-03-12
版次：03
责编：陆舟、温小雨
---

栏目：春到茶山
引题：雨停了
# 头茶开采 山里忙起来
副题：一夜返青
署名：本报记者 云开

今年的**第一锅茶**出锅了,香气飘满山坳。

![炒茶师傅在翻炒。 记者 林间 摄](tea.jpg)

## 机器上山

采茶机来了(共12台)。（记者 云开）

# 停水公告 [2026]第16号
类型：公告

一、停水时间见下表:

| 片区 | 时间 |
|------|------|
| 城南 | 9:00 |

二、咨询电话：0000-12345678

云溪县水务公司
2026年3月10日
"""
_OCR = """# 为春天让路
2026年3月12日 星期四
责编:陆舟 美编:温小雨 校对:白露

## “雨停了” 头茶开采

本报讯（记者 云开）今年的茶比往年早,山里的人

都起得早。

▶茶农采茶。记者 林间 摄

### 机器上山
片区\t时间\t户数
城南\t9:00\t12

相关新闻
## 另一条短消息
短短一段。
"""
_NITF = """<?xml version="1.0" encoding="UTF-8"?>
<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><head><title>茶</title><docdata><urgency ed-urg="3"/>
<series series.name="春到茶山"/><ed-msg info="请配图"/></docdata></head><body><body.head><hedline><hl1>头茶开采 山里忙</hl1>
<hl2 class="kicker">雨停了</hl2><hl2>一夜返青</hl2></hedline><note type="npa"><body.content><p>不印</p></body.content></note>
<byline>本报记者 <person>云开</person></byline><dateline>本报讯（记者 云开）</dateline>
<abstract><p>提要。</p></abstract></body.head>
<body.content><p lede="true">今年的<em>第一锅<q>茶</q></em>出锅。<br/>香。</p><hl2>机器</hl2><media media-type="image">
<media-reference source="a/tea.jpg" mime-type="image/jpeg"/><media-object encoding="base64">{}</media-object>
<media-caption>翻炒。</media-caption><media-producer>林间</media-producer></media><ol><li>一</li><li><p>二</p></li></ol>
<table><caption>表</caption><thead><tr><th rowspan="2">片区</th><th colspan="2">时间</th></tr></thead><tbody><tr><td>上</td>
<td>下</td></tr></tbody></table><bq>引文<fn>注</fn></bq><hr/><pre>原
样</pre></body.content><body.end><tagline>（记者 云开）</tagline></body.end></body></nitf>"""
_ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:{guid}" xml:lang="zh"><itemMeta>
<itemClass qcode="ninat:{kind}"/><pubStatus qcode="stat:usable"/><embargoed>2026</embargoed><edNote>注</edNote></itemMeta>
<contentMeta><urgency>2</urgency><headline role="hldrole:kicker">引</headline><headline>题</headline><by>云开</by>
<dateline>YUNXI</dateline><creditline>社</creditline><description role="drol:caption">说明。</description></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""


def _text() -> list[bytes]:
    latin = "# Tea is picked\n\nBy Ann Field\n\nThe kettle sang all morning, and nobody slept. It rained.\n"
    made = [_PAGE.encode(), _OCR.encode(), latin.encode(), _OCR.encode("gb18030"), _PAGE.encode("utf-16")]
    return [
        *made,
        "第一屆採茶節開幕，遊客絡繹不絕。".encode("big5"),
        "茶园开采。\n".encode("hz"),
        b"\xef\xbb\xbf" + _OCR.encode(),
    ]


def _news_xml() -> list[bytes]:
    nitf = _NITF.replace("{}", base64.b64encode(png()).decode())
    inline = nitf.partition("?>")[2]
    xhtml = '<html xmlns="http://www.w3.org/1999/xhtml"><body><h2>题</h2><p>文<b>粗</b></p></body></html>'
    contents = (
        f'<inlineXML contenttype="application/nitf+xml">{inline}</inlineXML>', f"<inlineXML>{xhtml}</inlineXML>",
        '<inlineData contenttype="text/plain">正文。\n第二段。</inlineData>',
        '<inlineData contenttype="text/html">&lt;p&gt;正文。&lt;/p&gt;</inlineData>',
        '<remoteContent rendition="rnd:highRes" href="http://127.0.0.1:9/tea.jpg" contenttype="image/jpeg"/>',
    )  # fmt: skip
    kinds = ("text", "text", "text", "text", "picture")
    items = [
        _ITEM.format(guid=at, kind=kind, content=content)
        for at, (kind, content) in enumerate(zip(kinds, contents, strict=True))
    ]
    refs = '<packageItem><groupSet><group><itemRef residref="urn:1"/><itemRef residref="urn:0"/></group></groupSet></packageItem>'
    message = f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{refs}{"".join(items)}</itemSet></newsMessage>'
    declared = nitf.replace("UTF-8", "GB2312").encode("gb2312", "replace")
    return [nitf.encode(), declared, nitf.encode("utf-16"), message.encode(), *(item.encode() for item in items)]


def _ninjs() -> list[bytes]:
    picture = {
        "uri": "urn:p", "type": "picture", "description_text": "说明。", "byline": "社",
        "renditions": {"original": {"href": "http://127.0.0.1:9/tea.jpg", "mimetype": "image/jpeg", "width": 800}},
    }  # fmt: skip
    first = {
        "uri": "urn:a", "type": "text", "headline": "头茶开采", "headline_kicker": "引", "byline": "记者 云开", "urgency": 2,
        "body_text": "第一段。\n第二段。", "body_xhtml": "<p>第一段<b>粗</b>。</p><h2>小</h2><table><tr><td>1</td></tr></table>",
        "pubstatus": "usable", "ednote": "注", "embargoed": "2026", "associations": {"photo": picture},
        "place": [{"name": "云溪", "geometry_geojson": {"type": "Point"}}], "rightsinfo": {"linkedrights": "urn:r"},
    }  # fmt: skip
    later = {
        "standard": {"name": "ninjs", "version": "3.1"}, "uri": "urn:b", "by": "记者 云开",
        "headlines": [{"role": "main", "value": "题"}, {"role": "sub", "value": "副"}],
        "bodies": [{"role": "main", "contentType": "text/html", "value": "<p>文</p><ul><li>一</li></ul>"}],
        "associations": [{"name": "p", "uri": "urn:p", "type": "picture", "renditions": [{"name": "main", "href": "b/t.jpg"}]}],
        "eventDetails": {"dates": {"startDate": "2026", "expectedEndDate": "2026-03"}},
        "plannedCoverage": [{"title": "x", "itemCount": {"rangeFrom": 1}}],
    }  # fmt: skip
    return [json.dumps(one, ensure_ascii=False).encode() for one in (first, later, picture)]


def _plan() -> list[bytes]:
    def line(text: str, size: float, y: float) -> dict[str, Any]:
        return {"text": text, "size": size, "box": [15, y, 150, size / 2]}

    photo = {"src": "tea.jpg", "box": [15, 90, 80, 50], "crop": [0, 0, 1, 1], "caption": line("▲说明。", 8, 141)}
    body = {
        "box": [15, 150, 128, 70], "cols": 3, "gutter": 4, "size": 9, "lead": 11, "lines": 18,
        "more": [{"box": [200, 150, 80, 40]}],
        "paras": ["第一段文字。" * 12, {"text": "小题", "style": "subhead", "spans": [[0, 1, "bold"]]}, "第二段。"],
    }  # fmt: skip
    table = {"box": [15, 430, 360, 18], "size": 8, "rows": [["片区", "时间"], ["城南", "9:00"]], "header": 1}
    black = {"type": "cmyk", "k": 1.0}
    article = {
        "id": "a", "kind": "article", "headline": line("头茶开采", 26, 60), "kicker": line("引", 12, 55), "photo": photo,
        "deck": line("副", 12, 75), "byline": line("记者 云开", 9, 82), "body": body,
        "panel": {"box": [10, 50, 150, 190], "fill": black},
    }  # fmt: skip
    block = {
        "box": [15, 250, 180, 90], "kind": "article", "headline": "题", "paras": ["文。" * 30], "cols": 3, "mode": "relative",
        "gutter": 5, "head_at": "left", "head_size": 24, "priority": 2, "frame": "meander", "tint": "dots", "jump_lines": False,
        "photos": [{"src": "b.jpg", "rows": 6, "row": 1, "column": 1, "columns": 1, "width": 30, "shift": -5, "wrap": 3,
                    "caption": "说明。", "caption_at": "left", "caption_width": 12, "crop": [0, 0, 1, 0.5]}],
        "tables": [{"rows": [["甲", "1.5"], ["乙", "20"]], "rules": "three", "tint": "rows", "place": "band", "header": 0}],
    }  # fmt: skip
    over = {"box": [60, 160, 30, 30], "border": "rope", "tint": "10", "wrap": 4}
    page = {
        "boxes": [over], "blocks": [block], "photos": [photo | {"wrap": 2.5}],
        "no": 1, "banner": line("云溪日报", 60, 14), "dateline": line("2026年3月12日 星期四 第01版 责编:陆舟", 9, 42),
        "rule": [15, 47, 360], "articles": [article], "notice": {"title": line("公告", 20, 420), "table": table, "body": body},
        "codes": [{"text": "x", "box": [300, 60, 30, 30]}], "adverts": [{"src": "ad.jpg", "box": [200, 380, 80, 40]}],
        "rules": [{"start": [1, 2], "end": [3, 4], "paint": black}], "texts": [line("单", 9, 300)], "folio": True,
        "flow": {"box": [15, 250, 360, 100], "articles": [{"headline": "题", "paras": ["文。"], "photos": [{"src": "b.jpg"}]}]},
    }  # fmt: skip
    plan = {
        "format": "neutral-issue/1", "page_mm": [390, 543], "margin": 15, "pages": [page, page | {"no": 2}],
        "issue": {"paper": "云溪日报", "date": "2026-03-12", "codes": [{"text": "u"}]},
        "styles": {"body": {"size": 9, "role": "fang"}}, "grid": {"columns": 6, "gutter": 5, "size": 9, "lead": 11},
    }  # fmt: skip
    return [json.dumps(one, ensure_ascii=False).encode() for one in (plan, plan | {"pages": [{"no": 1}]})]


def _docx() -> list[bytes]:
    named = styles(("bt", "主题", ""), ("xbt", "小标题", "<w:rPr><w:b/></w:rPr>"), ("h1", "heading 1", ""))
    cells = "".join(f"<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{p(text)}</w:tc>" for text in ("片区", "时间"))
    body = (
        p("头茶开采", "bt") + p(runs=r("今年的") + r("茶", "<w:b/>")) + f"<w:p>{drawing('rp')}</w:p>" + p("小题", "xbt")
    )
    body += f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    body += f"<w:p><w:ins>{r('插入')}</w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>"
    links = {"rp": ("image", "media/tea.png")}
    return [
        docx(body, {"styles.xml": named, "media/tea.png": png()}, links),
        docx(p("一段。")),
        docx(p("题", "h1"), {"styles.xml": named}),
    ]


def _rtf() -> list[bytes]:
    def gbk(text: str) -> str:
        return "".join(f"\\'{byte:02x}" for byte in text.encode("gbk"))

    sheet = r"{\stylesheet{\s0 " + gbk("正文") + r";}{\s1 " + gbk("主题") + r";}}"
    head = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 SimSun;}{\f1\fcharset0 Times;}}" + sheet
    row = r"\trowd\cellx1000\cellx2000\pard\intbl " + gbk("片区") + r"\cell 9:00\cell\row "
    body = rf"\pard\s1 {gbk('头茶开采')}\par\pard\plain {gbk('今年')}{{\b {gbk('茶')}}}\u33590?\uc1\line x\par {row}"
    return [
        (head + body + r"{\pict\pngblip " + png().hex() + r"}\par}").encode("ascii"),
        rb"{\rtf1\ansi\ansicpg1252 Caf\'e9 \tab x\par{\*\generator x}{\field{\*\fldinst HYPERLINK x}{\fldrslt y}}}",
    ]


def _html() -> list[bytes]:
    picture = base64.b64encode(png()).decode()
    page = f"""<!DOCTYPE html><html><head><meta charset=utf-8><style>p.lm {{mso-style-name:栏目;}}</style></head><body>
<p class=lm>栏目</p><h1>头茶开采</h1><p style="text-align:center;font-size:16px"><b>粗</b>文&nbsp;<br>二</p><ul><li>一<li>二</ul>
<figure><img src="data:image/png;base64,{picture}"><figcaption>说明</figcaption></figure><table><tr><td colspan=2>a<td>b</table>
<script>x</script><p>尾</body></html>"""
    return [
        page.encode(),
        "<html><body><div><p>一段。</p></div></body></html>".encode(),
        page.replace("utf-8", "gbk").encode("gbk"),
    ]


def _pictures() -> list[bytes]:
    from PIL import Image

    made = []
    for mode, form, more in (
        ("RGB", "JPEG", {"dpi": (300, 300)}), ("CMYK", "JPEG", {}), ("L", "PNG", {}), ("RGBA", "PNG", {"dpi": (300, 300)}),
        ("P", "PNG", {}), ("RGB", "TIFF", {}), ("CMYK", "TIFF", {"compression": "tiff_lzw"}), ("RGB", "WEBP", {}),
    ):  # fmt: skip
        out = io.BytesIO()
        picture = Image.linear_gradient("L").resize((24, 16)).convert(mode)
        exif = Image.Exif()
        exif[0x0112], exif[0x010E] = 6, "说明"
        picture.save(out, form, exif=exif, **more)
        made.append(out.getvalue())
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/></x:xmpmeta>"
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", xmp=xmp)
    return [*made, out.getvalue(), png()]


def _issues() -> list[bytes]:
    from layoutdesk.base.ids import IdSource
    from layoutdesk.intake import read_text
    from layoutdesk.model import Block, Document, FolioBar, GridRect, Page
    from layoutdesk.model.library import shipped_templates
    from layoutdesk.store import create

    ids = IdSource(b"fuzz")
    intake = read_text(_PAGE.encode(), "03.md", ids)
    template = shipped_templates()["broadsheet-inside"]
    block = Block(id="el-1", story=intake.stories[0].id, area=(GridRect(0, 0, 4, 30),))
    page = Page(id="pg-1", number=1, template=template.name, elements=(FolioBar(id="el-0"), block))
    document = Document(
        meta=intake.meta, pages=(page,), templates=(template,), stories=intake.stories, queries=intake.queries
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "issue.ldesk"
        create(path, document, {})
        return [path.read_bytes()]


def _old_word() -> list[bytes]:
    return [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le")]


MADE: dict[str, Callable[[], list[bytes]]] = {
    "text": _text, "news-xml": _news_xml, "ninjs": _ninjs, "page-plan": _plan, "word": _docx, "old word": _old_word, "rtf": _rtf,
    "html": _html, "pictures": _pictures, "issue": _issues,
}  # fmt: skip


@cache
def seeds(target: str) -> tuple[bytes, ...]:
    """The seeds of a target."""
    return tuple(MADE[target]())
